// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/descriptors.h"

#include <QtGlobal>

#include <algorithm>

#ifndef Q_OS_WIN
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace hookloupe::server {

#ifdef Q_OS_WIN

std::size_t connectionsPossible(std::size_t wanted) { return wanted; }
ReserveDescriptor::ReserveDescriptor() = default;
ReserveDescriptor::~ReserveDescriptor() = default;
void ReserveDescriptor::giveUp() {}
void ReserveDescriptor::takeAgain() {}

#else

namespace {

/// For the store and its large bodies, forwarding, replays, a window, and connections that are told that they are too many.
constexpr std::size_t ownDescriptors = 256;
constexpr std::size_t fewestConnections = 4;

} // namespace

std::size_t connectionsPossible(std::size_t wanted)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return wanted;
    const auto needed = static_cast<rlim_t>(wanted + ownDescriptors);
    if (limit.rlim_cur < needed) {
        rlimit raised = limit;
        raised.rlim_cur = limit.rlim_max == RLIM_INFINITY ? needed : std::min(needed, limit.rlim_max);
        if (raised.rlim_cur > limit.rlim_cur && ::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    const auto all = static_cast<std::size_t>(limit.rlim_cur);
    // Where that is not enough for both, the program keeps most: a connection whose request cannot be stored is of no use.
    const std::size_t possible = all >= 2 * ownDescriptors ? all - ownDescriptors : all / 4;
    return std::min(wanted, std::max(possible, fewestConnections));
}

ReserveDescriptor::ReserveDescriptor()
{
    takeAgain();
}

ReserveDescriptor::~ReserveDescriptor()
{
    giveUp();
}

void ReserveDescriptor::giveUp()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

void ReserveDescriptor::takeAgain()
{
    if (m_descriptor < 0)
        m_descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

#endif

} // namespace hookloupe::server
