// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/capture_commands.h"

#include "captures/capture_model.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>

namespace hookloupe::ui {

CaptureCommands::CaptureCommands(CaptureModel& model, QObject* parent) : QObject(parent), m_model(model)
{
}

void CaptureCommands::copy(const std::vector<CaptureId>& ids, const std::vector<CaptureColumn>& columns)
{
    if (ids.empty())
        return;
    m_model.fetchLines(ids, columns, [self = QPointer(this), count = static_cast<int>(ids.size())](const QString& lines) {
        QGuiApplication::clipboard()->setText(lines);
        if (self)
            Q_EMIT self->done(count == 1 ? tr("Copied one row.") : tr("Copied %n rows.", nullptr, count));
    });
}

} // namespace hookloupe::ui
