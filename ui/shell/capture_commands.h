// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QObject>

#include <vector>

namespace hookloupe::ui {

class CaptureModel;

/// What the actions on captured requests do; removing them is in removals.h.
class CaptureCommands : public QObject {
    Q_OBJECT

public:
    CaptureCommands(CaptureModel& model, QObject* parent);

    void copy(const std::vector<CaptureId>& ids);   ///< as lines of text, when they are read

Q_SIGNALS:
    void done(const QString& sentence);

private:
    CaptureModel& m_model;
};

} // namespace hookloupe::ui
