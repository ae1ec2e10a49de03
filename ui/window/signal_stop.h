// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace hookloupe::ui {

/// Turns the first SIGINT, SIGTERM or SIGHUP into a signal in the event loop, so that the program can end in order; the second one
/// ends it at once, as what was answered is on disk. One at a time; does nothing where there are no such signals.
class SignalStop : public QObject {
    Q_OBJECT

public:
    explicit SignalStop(QObject* parent = nullptr);
    ~SignalStop() override;

Q_SIGNALS:
    void asked();
};

} // namespace hookloupe::ui
