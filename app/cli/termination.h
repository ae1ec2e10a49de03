// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace hookloupe::cli {

/// Turns SIGINT, SIGTERM and SIGHUP into signals of the event loop (POSIX; elsewhere it never comes: a killed program loses
/// nothing that was answered). SIGPIPE ends nothing from then on. One object at a time.
class Termination : public QObject {
    Q_OBJECT

public:
    explicit Termination(QObject* parent = nullptr);
    ~Termination() override;

Q_SIGNALS:
    void requested();   ///< SIGINT or SIGTERM
    void hungUp();      ///< SIGHUP: read the certificate again, or the terminal is gone

private:
    void read();

    int m_readEnd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace hookloupe::cli
