// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace hookloupe {

/// What went wrong, for code to decide by. The sentence for people is made in `words`.
enum class ErrorCode {
    InvalidInput,   ///< the caller's bytes or words are not of the form asked for
    NotFound,
    AlreadyExists,
    PermissionDenied,
    AddressInUse,
    Unreadable,     ///< a file exists but could not be read
    NewerVersion,   ///< written by a newer Hookloupe
    LockedByOther,  ///< another program holds it
    Corrupt,        ///< damaged on disk
    Altered,        ///< whole, but not the bytes that were kept: their digest is another
    DiskFull,
    DiskFailed,     ///< the system could not read or write the disk (EIO and the like)
    StoreGone,      ///< a store in use is no longer the file at its path
    QueueFull,
    TooLarge,
    Unsupported,
    Failed,         ///< anything else; see the detail
};

/// An error as a value. `detail` names the input concerned (path, option, position), never a secret.
struct Error {
    ErrorCode code = ErrorCode::Failed;
    std::string detail;

    bool operator==(const Error&) const = default;
};

/// Either a value or an Error. Reading the side that is not there is a programming error (assert).
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T& value() & { assert(ok()); return std::get<0>(m_state); }
    [[nodiscard]] const T& value() const& { assert(ok()); return std::get<0>(m_state); }
    [[nodiscard]] T&& value() && { assert(ok()); return std::get<0>(std::move(m_state)); }
    [[nodiscard]] const Error& error() const { assert(!ok()); return std::get<1>(m_state); }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, Error> m_state;
};

/// Success, or an Error.
using Status = Result<std::monostate>;

[[nodiscard]] inline Status success() { return std::monostate{}; }

} // namespace hookloupe
