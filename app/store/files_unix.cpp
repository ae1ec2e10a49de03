// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace hookloupe::store {

namespace {

std::error_code lastSystemError()
{
    return {errno, std::generic_category()};
}

bool writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

Status createPrivateFile(const std::string& path, std::string_view bytes)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return fileError(path, lastSystemError());
    std::error_code failure;
    if (!writeAll(file, bytes) || ::fsync(file) != 0)
        failure = lastSystemError();
    if (::close(file) != 0 && !failure)
        failure = lastSystemError();
    if (!failure)
        return success();
    ::unlink(path.c_str());
    return fileError(path, failure);
}

Result<FileLock> FileLock::take(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return fileError(path, lastSystemError());
    FileLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) == 0)
        return lock;
    if (errno == EWOULDBLOCK)
        return Error{ErrorCode::LockedByOther, path + ": held by another program"};
    return fileError(path, lastSystemError());
}

FileLock::~FileLock()
{
    if (m_handle != none)
        ::close(static_cast<int>(m_handle));
}

} // namespace hookloupe::store
