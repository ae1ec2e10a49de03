// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"

#include <windows.h>

#include <chrono>

namespace hookloupe::store {

// The user's data folder is private by its access list there, so a mode needs no setting.

namespace {

std::error_code lastSystemError()
{
    return {static_cast<int>(::GetLastError()), std::system_category()};
}

bool writeAll(HANDLE file, std::string_view bytes)
{
    constexpr std::size_t most = 1u << 30;
    while (!bytes.empty()) {
        DWORD written = 0;
        const auto count = static_cast<DWORD>(bytes.size() < most ? bytes.size() : most);
        if (!::WriteFile(file, bytes.data(), count, &written, nullptr))
            return false;
        bytes.remove_prefix(written);
    }
    return true;
}

} // namespace

std::optional<FileFound> fileAt(const std::string& path)
{
    std::error_code code;
    const auto bytes = std::filesystem::file_size(toPath(path), code);
    if (code)
        return std::nullopt;
    const auto changed = std::filesystem::last_write_time(toPath(path), code).time_since_epoch();
    return FileFound{{}, static_cast<std::int64_t>(bytes),
                     std::chrono::duration_cast<std::chrono::nanoseconds>(changed).count()};
}

std::optional<FilePin> FilePin::on(const std::string& path)
{
    const auto found = fileAt(path);
    return found ? std::optional(FilePin(none, found->identity)) : std::nullopt;
}

FilePin::FilePin(FilePin&& other) noexcept = default;
FilePin& FilePin::operator=(FilePin&& other) noexcept = default;
FilePin::~FilePin() = default;

std::string FilePin::pathNow() const
{
    return {};
}

Status createPrivateFile(const std::string& path, std::string_view bytes)
{
    const HANDLE file = ::CreateFileW(toPath(path).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                                      FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE)
        return fileError(path, lastSystemError());
    std::error_code failure;
    if (!writeAll(file, bytes) || !::FlushFileBuffers(file))
        failure = lastSystemError();
    ::CloseHandle(file);
    if (!failure)
        return success();
    ::DeleteFileW(toPath(path).c_str());
    return fileError(path, failure);
}

Status allocateFile(const std::string& path, std::int64_t bytes)
{
    const HANDLE file = ::CreateFileW(toPath(path).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                                      FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE)
        return fileError(path, lastSystemError());
    LARGE_INTEGER end{};
    end.QuadPart = bytes;
    std::error_code failure;
    if (!::SetFilePointerEx(file, end, nullptr, FILE_BEGIN) || !::SetEndOfFile(file))
        failure = lastSystemError();
    ::CloseHandle(file);
    if (!failure)
        return success();
    ::DeleteFileW(toPath(path).c_str());
    return fileError(path, failure);
}

Result<FileLock> FileLock::take(const std::string& path)
{
    const HANDLE file =
        ::CreateFileW(toPath(path).c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                      nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE)
        return fileError(path, lastSystemError());
    FileLock lock(reinterpret_cast<Handle>(file));
    OVERLAPPED whole{};
    if (::LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &whole))
        return lock;
    if (::GetLastError() == ERROR_LOCK_VIOLATION)
        return Error{ErrorCode::LockedByOther, path + ": held by another program"};
    return fileError(path, lastSystemError());
}

Result<FileLock> FileLock::takeFile(const std::string& path)
{
    return withOneName(path);
}

bool FileLock::isHeld(const std::string&)
{
    return false;
}

FileLock::~FileLock()
{
    if (m_handle != none)
        ::CloseHandle(reinterpret_cast<HANDLE>(m_handle));
}

} // namespace hookloupe::store
