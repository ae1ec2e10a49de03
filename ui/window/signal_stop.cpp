// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/signal_stop.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace hookloupe::ui {

#ifdef Q_OS_UNIX

namespace {

int wakePipe[2] = {-1, -1}; // a signal handler can reach nothing but a global

void handle(void (*handler)(int))
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction now {};
        if (sigaction(number, nullptr, &now) != 0 || now.sa_handler == SIG_IGN)
            continue; // as nohup wants it
        struct sigaction action {};
        action.sa_handler = handler;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(number, &action, nullptr);
    }
}

/// The event loop may be busy, and then never comes to what is asked here: the next signal does what it does without a handler.
void wake(int)
{
    const int saved = errno;
    handle(SIG_DFL);
    const char byte = 1;
    [[maybe_unused]] const auto written = write(wakePipe[1], &byte, 1);
    errno = saved;
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
    handle(wake);
}

SignalStop::~SignalStop()
{
    handle(SIG_DFL);
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
