// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
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

FileIdentity identityOf(const struct stat& status)
{
    return {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)};
}

std::int64_t changeOf(const struct stat& status)
{
#ifdef __APPLE__
    return std::int64_t{status.st_mtimespec.tv_sec} * 1'000'000'000 + status.st_mtimespec.tv_nsec;
#else
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
#endif
}

} // namespace

std::optional<FileFound> fileAt(const std::string& path)
{
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return FileFound{identityOf(status), std::int64_t{status.st_size}, changeOf(status)};
}

std::optional<FilePin> FilePin::on(const std::string& path)
{
    const auto found = fileAt(path);
    if (!found)
        return std::nullopt;
#ifdef O_PATH
    const int file = ::open(path.c_str(), O_PATH | O_CLOEXEC); // closing such a one drops no lock of this process
#else
    const int file = none;
#endif
    return FilePin(file, found->identity);
}

FilePin::FilePin(FilePin&& other) noexcept : m_file(std::exchange(other.m_file, none)), m_identity(other.m_identity) {}

FilePin& FilePin::operator=(FilePin&& other) noexcept
{
    std::swap(m_file, other.m_file);
    std::swap(m_identity, other.m_identity);
    return *this;
}

FilePin::~FilePin()
{
    if (m_file != none)
        ::close(m_file);
}

std::string FilePin::pathNow() const
{
    if (m_file == none)
        return {};
    std::error_code code;
    const auto path = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(m_file), code).string();
    const auto found = code ? std::nullopt : fileAt(path); // not that of a deleted one, to whose name something is added
    return found && found->identity == m_identity ? path : std::string{};
}

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

namespace {

int setAside(int file, std::int64_t bytes)
{
    struct rlimit most{}; // beyond it comes a signal that ends the program
    if (::getrlimit(RLIMIT_FSIZE, &most) == 0 && most.rlim_cur != RLIM_INFINITY && most.rlim_cur < static_cast<rlim_t>(bytes))
        return EFBIG;
#if defined(__linux__)
    return ::fallocate(file, 0, 0, bytes) == 0 ? 0 : errno; // posix_fallocate() would write it where this cannot be done
#elif defined(__APPLE__)
    fstore_t room{F_ALLOCATEALL, F_PEOFPOSMODE, 0, static_cast<off_t>(bytes), 0};
    return ::fcntl(file, F_PREALLOCATE, &room) == 0 && ::ftruncate(file, static_cast<off_t>(bytes)) == 0 ? 0 : errno;
#else
    return ::posix_fallocate(file, 0, static_cast<off_t>(bytes));
#endif
}

} // namespace

Status allocateFile(const std::string& path, std::int64_t bytes)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return fileError(path, lastSystemError());
    const int failure = setAside(file, bytes);
    ::close(file);
    if (failure == 0)
        return success();
    ::unlink(path.c_str());
    return fileError(path, {failure, std::generic_category()});
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
