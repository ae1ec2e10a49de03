// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/files.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <optional>

namespace hookloupe::store {

/// A store opened for writing.
struct Opened {
    FileLock lock;
    Connection connection;
    std::optional<SalvageReport> salvage;
};

/// Opens, creates, migrates or salvages. LockedByOther if another program writes it; NewerVersion,
/// InvalidInput (no store of ours) and PermissionDenied leave the file untouched.
[[nodiscard]] Result<Opened> openForWriting(const std::string& path);

/// Opens a store of the current version, whoever writes it. NotFound, NewerVersion, InvalidInput, Corrupt,
/// Unreadable.
[[nodiscard]] Result<Connection> openForReading(const std::string& path);

/// Leaves a mark beside the store, so that the next openForWriting() looks at every page. To be called when
/// SQLite reports damage while the store is in use.
void markForCheck(const std::string& path);

} // namespace hookloupe::store
