// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/capture_commands.h"

#include "models/capture_model.h"
#include "words/error_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QWidget>

namespace hookloupe::ui {

CaptureCommands::CaptureCommands(session::Session& session, CaptureModel& model, Confirm confirm, QWidget* window)
    : QObject(window), m_session(session), m_model(model), m_confirm(std::move(confirm)), m_window(window)
{
}

void CaptureCommands::copy(const std::vector<CaptureId>& ids)
{
    if (ids.empty())
        return;
    m_model.fetchLines(ids, [self = QPointer(this), count = static_cast<int>(ids.size())](const QString& lines) {
        QGuiApplication::clipboard()->setText(lines);
        if (self)
            Q_EMIT self->done(count == 1 ? tr("Copied one row.") : tr("Copied %n rows.", nullptr, count));
    });
}

void CaptureCommands::remove(const std::vector<CaptureId>& ids)
{
    if (ids.empty())
        return;
    if (ids.size() == 1) {
        removeNow(ids);
        return;
    }
    const int count = static_cast<int>(ids.size());
    m_confirm(m_window,
              {tr("Delete requests"), tr("Delete %n requests for good?", nullptr, count), tr("Delete")},
              [this, ids] { removeNow(ids); });
}

void CaptureCommands::clear()
{
    m_confirm(m_window,
              {tr("Clear"),
               tr("Delete every captured request of every endpoint for good? Endpoints and their secrets stay."),
               tr("Delete all")},
              [this] { clearNow(); });
}

void CaptureCommands::removeNow(const std::vector<CaptureId>& ids)
{
    const auto removed = m_session.removeCaptures(ids);
    if (removed)
        Q_EMIT done(removed->captures == 1 ? tr("Deleted one request.")
                                  : tr("Deleted %n requests.", nullptr, static_cast<int>(removed->captures)));
    else
        Q_EMIT failed(tr("Nothing was deleted. %1").arg(words::errorSentence(removed.error())));
}

void CaptureCommands::clearNow()
{
    const auto removed = m_session.clearCaptures();
    if (removed)
        Q_EMIT done(removed->captures == 1 ? tr("Deleted one request.")
                                  : tr("Deleted %n requests.", nullptr, static_cast<int>(removed->captures)));
    else
        Q_EMIT failed(tr("Nothing was deleted. %1").arg(words::errorSentence(removed.error())));
}

} // namespace hookloupe::ui
