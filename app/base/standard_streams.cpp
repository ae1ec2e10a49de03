// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/standard_streams.h"

#include <cerrno>
#include <cstdio>

#if defined(__unix__) || defined(__APPLE__)
#define HOOKLOUPE_HAS_DESCRIPTORS
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#endif

namespace hookloupe {

#ifdef HOOKLOUPE_HAS_DESCRIPTORS

void occupyClosedStreams()
{
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
            [[maybe_unused]] const int lowest = ::open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
    }
}

std::error_code writeAll(Stream stream, std::string_view bytes)
{
    const int descriptor = static_cast<int>(stream);
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) { // who started us may have set it so
            pollfd waiting{descriptor, POLLOUT, 0};
            ::poll(&waiting, 1, -1);
        } else if (errno != EINTR) {
            return {errno, std::generic_category()};
        }
    }
    return {};
}

bool takesALine(Stream stream)
{
    pollfd asked{static_cast<int>(stream), POLLOUT, 0};
    return ::poll(&asked, 1, 0) == 1 && (asked.revents & POLLOUT) != 0;
}

#else

void occupyClosedStreams() {}

std::error_code writeAll(Stream stream, std::string_view bytes)
{
    std::FILE* const file = stream == Stream::Output ? stdout : stderr;
    errno = 0;
    if (std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size() && std::fflush(file) == 0)
        return {};
    return {errno == 0 ? EIO : errno, std::generic_category()};
}

bool takesALine(Stream)
{
    return true;
}

#endif

} // namespace hookloupe
