// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "captures/capture_column.h"

#include <QObject>

#include <vector>

namespace hookloupe::ui {

class CaptureModel;

/// What the actions on captured requests do; removing them is in removals.h.
class CaptureCommands : public QObject {
    Q_OBJECT

public:
    CaptureCommands(CaptureModel& model, QObject* parent);

    /// As lines of text in these orders, when they are read.
    void copy(const std::vector<CaptureId>& ids, const std::vector<CaptureColumn>& columns);

Q_SIGNALS:
    void done(const QString& sentence);

private:
    CaptureModel& m_model;
};

} // namespace hookloupe::ui
