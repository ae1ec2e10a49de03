// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/termination.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace hookloupe::cli {

#ifdef Q_OS_UNIX

namespace {

int writeEnd = -1; // a signal handler can reach nothing else

void onSignal(int number)
{
    const int saved = errno;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
    errno = saved;
}

void handle(void (*handler)(int))
{
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGHUP, &action, nullptr);
}

} // namespace

Termination::Termination(QObject* parent) : QObject(parent)
{
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
        return;
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_readEnd = ends[0];
    writeEnd = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_readEnd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Termination::read);
    handle(onSignal);
    std::signal(SIGPIPE, SIG_IGN); // a reader of standard output that left is seen when writing
}

Termination::~Termination()
{
    if (m_readEnd < 0)
        return;
    handle(SIG_DFL);
    m_notifier.reset();
    ::close(m_readEnd);
    ::close(std::exchange(writeEnd, -1));
}

void Termination::read()
{
    std::array<char, 16> bytes{};
    const auto count = ::read(m_readEnd, bytes.data(), bytes.size());
    for (ssize_t i = 0; i < count; ++i) {
        if (bytes[static_cast<std::size_t>(i)] == SIGHUP)
            Q_EMIT hungUp();
        else
            Q_EMIT requested();
    }
}

#else

Termination::Termination(QObject* parent) : QObject(parent) {}
Termination::~Termination() = default;
void Termination::read() {}

#endif

} // namespace hookloupe::cli
