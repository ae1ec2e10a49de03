// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace hookloupe::cli {

/// What the program ends with if it is told to a second time: it ends at once then, whatever it is at. A killed program loses
/// nothing that was answered. Any thread.
void setExitCodeOfSecondSignal(int exitCode);

/// Turns SIGINT and SIGTERM, and SIGHUP, into signals of the event loop; the second of SIGINT and SIGTERM ends the program on the
/// spot (POSIX; elsewhere none ever comes). SIGPIPE ends nothing from then on. One object at a time.
class Termination : public QObject {
    Q_OBJECT

public:
    enum class HangUp {
        Ends,    ///< SIGHUP is as SIGTERM, unless it was ignored before, as nohup does: the terminal is gone
        IsToldOf ///< it ends nothing, and hungUp() says that it came
    };

    explicit Termination(HangUp hangUp, QObject* parent = nullptr);
    ~Termination() override;

Q_SIGNALS:
    void requested();
    void hungUp();

private:
    void read();

    int m_readEnd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace hookloupe::cli
