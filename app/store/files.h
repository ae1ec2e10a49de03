// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace hookloupe::store {

[[nodiscard]] std::filesystem::path toPath(const std::string& utf8);
[[nodiscard]] std::string fromPath(const std::filesystem::path& path);

/// An error of the operating system (errno or GetLastError as std::error_code) in our terms, naming the path.
[[nodiscard]] Error fileError(const std::string& path, const std::error_code& code);

/// A path without links on the way to the file: what stands beside the file is found by it whoever asks. As given if that
/// cannot be told.
[[nodiscard]] std::string canonicalPath(const std::string& path);

/// The folder a file is to be in, with its parents.
[[nodiscard]] Status createParentsOf(const std::string& path);

/// Creates a file that only its owner may read (mode 0600) and writes the bytes down to the disk.
/// AlreadyExists if it is there; what was written is removed again if something fails.
[[nodiscard]] Status createPrivateFile(const std::string& path, std::string_view bytes);

/// Creates a file of zeros that only its owner may read, and sets room aside for it: it can be written to its end however full
/// the disk gets. Nothing is left if there is no such room, or if the file system knows no way to do so in short.
[[nodiscard]] Status allocateFile(const std::string& path, std::int64_t bytes);

/// A file whole. NotFound or Unreadable.
[[nodiscard]] Result<std::string> readFile(const std::string& path);
/// At most `count` bytes from `offset`; fewer at the end. For files that SQLite does not have open in this
/// process: closing them would drop SQLite's locks.
[[nodiscard]] std::string readPart(const std::string& path, std::uint64_t offset, std::size_t count);

/// Bytes that this user may still write in the folder of a file; nothing if the system does not say.
[[nodiscard]] std::optional<std::int64_t> freeSpaceFor(const std::string& path);

/// Bytes; 0 if there is none.
[[nodiscard]] std::int64_t fileSize(const std::string& path);

/// Which file a path leads to, whatever its name.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t number = 0;

    bool operator==(const FileIdentity&) const = default;
};
struct FileFound {
    FileIdentity identity;
    std::int64_t bytes = 0;
    std::int64_t changedAt = 0; ///< ns, of its content

    bool operator==(const FileFound&) const = default;
};
/// What is at a path now; nothing if nothing can be seen there. One or two microseconds. Windows does not let go of a file
/// that is open, so that there each file is the same one.
[[nodiscard]] std::optional<FileFound> fileAt(const std::string& path);

/// Keeps hold of a file without opening its content, so that SQLite's locks on it are left alone: where it is can be asked
/// when its name was changed or taken away.
class FilePin {
public:
    /// Nothing if there is none.
    [[nodiscard]] static std::optional<FilePin> on(const std::string& path);
    FilePin(FilePin&& other) noexcept;
    FilePin& operator=(FilePin&& other) noexcept;
    FilePin(const FilePin&) = delete;
    FilePin& operator=(const FilePin&) = delete;
    ~FilePin();

    [[nodiscard]] const FileIdentity& identity() const { return m_identity; }
    /// The path that leads to it now; empty if there is none, or if the system does not tell.
    [[nodiscard]] std::string pathNow() const;

private:
    FilePin(int file, FileIdentity identity) : m_file(file), m_identity(identity) {}
    static constexpr int none = -1;
    int m_file;
    FileIdentity m_identity;
};

/// A part of the right to write a store, held by one program at a time. The system takes it back when the program ends in
/// whatever way.
class FileLock {
public:
    /// On a file of its own, "<store>.lock", for all who call the store by this name. It stays: removing it would let two in.
    /// LockedByOther if another holds it (another program, or another FileLock of this one).
    [[nodiscard]] static Result<FileLock> take(const std::string& path);
    /// On the store itself, for those who come by another name: a hard link, a mount. To be given back, as it was taken,
    /// while nothing in this process has the store open: closing it drops SQLite's locks. LockedByOther; InvalidInput for a
    /// store with two names where the system has no such lock.
    [[nodiscard]] static Result<FileLock> takeFile(const std::string& path);
    /// Whether another holds it, without taking it even for a moment. False where the system cannot tell.
    [[nodiscard]] static bool isHeld(const std::string& path);
    FileLock(FileLock&& other) noexcept : m_handle(std::exchange(other.m_handle, none)) {}
    FileLock& operator=(FileLock&&) = delete;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    using Handle = std::intptr_t; // a file descriptor, or a HANDLE on Windows
    static constexpr Handle none = -1;
    explicit FileLock(Handle handle) : m_handle(handle) {}
    [[nodiscard]] static Result<FileLock> withOneName(const std::string& path); ///< a lock of nothing
    Handle m_handle;
};

} // namespace hookloupe::store
