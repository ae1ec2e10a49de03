// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace hookloupe::ui {

/// Turns SIGINT and SIGTERM into a signal in the event loop, so that the program can end in order. One at a time; does
/// nothing where there are no such signals.
class SignalStop : public QObject {
    Q_OBJECT

public:
    explicit SignalStop(QObject* parent = nullptr);
    ~SignalStop() override;

Q_SIGNALS:
    void asked();
};

} // namespace hookloupe::ui
