// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/signal_stop.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace hookloupe::ui {

#ifdef Q_OS_UNIX

namespace {

int wakePipe[2] = {-1, -1}; // a signal handler can reach nothing but a global

void wake(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = write(wakePipe[1], &byte, 1);
}

} // namespace

SignalStop::SignalStop(QObject* parent) : QObject(parent)
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, wakePipe) != 0)
        return; // the signals end the program as they always do
    auto* notifier = new QSocketNotifier(wakePipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const auto taken = read(wakePipe[0], &byte, 1);
        Q_EMIT asked();
    });
    std::signal(SIGINT, wake);
    std::signal(SIGTERM, wake);
}

SignalStop::~SignalStop()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    for (int& end : wakePipe) {
        if (end >= 0)
            close(end);
        end = -1;
    }
}

#else

SignalStop::SignalStop(QObject* parent) : QObject(parent) {}
SignalStop::~SignalStop() = default;

#endif

} // namespace hookloupe::ui
