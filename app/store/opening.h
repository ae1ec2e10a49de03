// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/files.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <optional>

namespace hookloupe::store {

/// The right to write a store, by its name and by the file itself.
struct WriteLock {
    FileLock name;
    std::optional<FileLock> file;
};

/// A store opened for writing.
struct Opened {
    WriteLock lock; ///< to be given back last
    Connection connection;
    std::optional<SalvageReport> salvage;
};

/// Opens, creates, migrates or salvages. LockedByOther if another program writes it; NewerVersion, InvalidInput (no store of
/// ours, or with more in it than this program made) and PermissionDenied leave the file untouched.
[[nodiscard]] Result<Opened> openForWriting(const std::string& path);

/// A store opened for reading.
struct OpenedForReading {
    Connection connection;
    std::optional<std::string> logDamage; ///< what is not read for it, in words
};

/// Who else in this process has a store open.
enum class Company {
    Any,
    None, ///< nobody has, and nobody will while this connection lives: then damage of its log is looked for, too
};

/// Opens a store of the current version, whoever writes it, and changes nothing of it. NotFound, NewerVersion, InvalidInput,
/// Corrupt, Unreadable.
[[nodiscard]] Result<OpenedForReading> openForReading(const std::string& path, Company company = Company::Any);

/// Leaves a mark beside the store, so that the next openForWriting() looks at every page. To be called when
/// SQLite reports damage while the store is in use.
void markForCheck(const std::string& path);

} // namespace hookloupe::store
