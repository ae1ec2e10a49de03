// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/termination.h"

#include "cli/command.h"

#include <QtGlobal>

#include <atomic>

#ifdef Q_OS_UNIX
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace hookloupe::cli {

namespace {
// A signal handler can reach nothing else.
std::atomic<int> exitCodeOfSecond{CheckFailed};
}

void setExitCodeOfSecondSignal(int exitCode)
{
    exitCodeOfSecond = exitCode;
}

#ifdef Q_OS_UNIX

namespace {

std::atomic<int> writeEnd{-1};
std::atomic<bool> asked{false};
std::atomic<bool> hangUpEnds{false};

void onSignal(int number)
{
    const int saved = errno;
    const bool ends = number != SIGHUP || hangUpEnds;
    // From here, not from the event loop: that may be waiting for a reader, or computing.
    if (ends && asked.exchange(true))
        ::_exit(exitCodeOfSecond);
    const char byte = ends ? 't' : 'h';
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
    errno = saved;
}

void handle(void (*handler)(int), bool hangUpToo)
{
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    if (hangUpToo)
        sigaction(SIGHUP, &action, nullptr);
}

bool isIgnored(int number)
{
    struct sigaction now {};
    return sigaction(number, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

} // namespace

Termination::Termination(HangUp hangUp, QObject* parent) : QObject(parent)
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
    asked = false;
    hangUpEnds = hangUp == HangUp::Ends;
    m_notifier = std::make_unique<QSocketNotifier>(m_readEnd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Termination::read);
    handle(onSignal, hangUp == HangUp::IsToldOf || !isIgnored(SIGHUP));
    std::signal(SIGPIPE, SIG_IGN); // a reader of standard output that left is seen when writing
}

Termination::~Termination()
{
    if (m_readEnd < 0)
        return;
    handle(SIG_DFL, !isIgnored(SIGHUP));
    m_notifier.reset();
    ::close(m_readEnd);
    ::close(writeEnd.exchange(-1));
}

void Termination::read()
{
    std::array<char, 16> bytes{};
    const auto count = ::read(m_readEnd, bytes.data(), bytes.size());
    for (ssize_t i = 0; i < count; ++i) {
        if (bytes[static_cast<std::size_t>(i)] == 'h')
            Q_EMIT hungUp();
        else
            Q_EMIT requested();
    }
}

#else

Termination::Termination(HangUp, QObject* parent) : QObject(parent) {}
Termination::~Termination() = default;
void Termination::read() {}

#endif

} // namespace hookloupe::cli
