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

/// One byte, far behind those that SQLite's own locks are at. Such a lock is the open file's, not the process's.
[[maybe_unused]] struct flock oneByte(short type)
{
    constexpr off_t behindSqlite = 0x40000000 + 0x10000; // https://sqlite.org/lockingv3.html
    struct flock lock{};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = behindSqlite;
    lock.l_len = 1;
    return lock;
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
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) {
#ifdef F_OFD_SETLK
        struct flock shown = oneByte(F_WRLCK); // who holds a flock() cannot be asked for
        (void)::fcntl(file, F_OFD_SETLK, &shown);
#endif
        return lock;
    }
    if (errno == EWOULDBLOCK)
        return Error{ErrorCode::LockedByOther, path + ": held by another program"};
    return fileError(path, lastSystemError());
}

Result<FileLock> FileLock::takeFile(const std::string& path)
{
#ifdef F_OFD_SETLK
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return fileError(path, lastSystemError());
    FileLock lock(file);
    struct flock byte = oneByte(F_WRLCK);
    // Where the file system knows no such locks, the name's lock has to do.
    if (::fcntl(file, F_OFD_SETLK, &byte) == 0 || (errno != EAGAIN && errno != EACCES))
        return lock;
    return Error{ErrorCode::LockedByOther, path};
#else
    return withOneName(path);
#endif
}

bool FileLock::isHeld(const std::string& path)
{
#ifdef F_OFD_GETLK
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return false;
    struct flock other = oneByte(F_WRLCK);
    const bool held = ::fcntl(file, F_OFD_GETLK, &other) == 0 && other.l_type != F_UNLCK;
    ::close(file);
    return held;
#else
    (void)path;
    return false;
#endif
}

FileLock::~FileLock()
{
    if (m_handle != none)
        ::close(static_cast<int>(m_handle));
}

} // namespace hookloupe::store
