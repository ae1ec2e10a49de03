// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <optional>
#include <string>

namespace hookloupe::store {

/// What is wrong with a store's write-ahead log, in words; nothing if SQLite reads all that was in it. Reads the whole log,
/// and changes nothing. No program may write the store meanwhile, and no connection to it may be open in this process.
[[nodiscard]] std::optional<std::string> findLogDamage(const std::string& path);

/// What became of a damaged log.
struct LogRepair {
    bool damaged = false;
    bool anyLeft = false;  ///< some of it is whole
    bool tailGone = false; ///< its end is missing: nobody knows what was in it
};

/// Writes what is whole of a damaged log beside another name of the store ("<copy>-wal"), so that SQLite reads all of it.
/// Nothing is written for a log that is not damaged, or of which nothing is left. As findLogDamage(); DiskFull, Failed.
[[nodiscard]] Result<LogRepair> repairLog(const std::string& path, const std::string& copy);

} // namespace hookloupe::store
