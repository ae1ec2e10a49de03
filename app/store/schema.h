// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.h"

#include <span>

namespace hookloupe::store {

/// "HkLp": marks a SQLite file as a Hookloupe store (PRAGMA application_id).
inline constexpr std::int64_t applicationId = 0x486b4c70;
/// PRAGMA user_version of the stores this program writes.
inline constexpr std::int64_t schemaVersion = 3;
inline constexpr std::int64_t pageBytes = 8192;
/// No id and no count of ours comes near it: what readers of JSON take for a whole number ends here.
inline constexpr std::int64_t largestId = std::int64_t{1} << 53;

/// One step of the way to the current schema. Steps are never changed once released, only added.
struct SchemaStep {
    std::int64_t to; ///< the version the step ends at; it starts at the one before
    const char* sql;
};

/// The steps from an empty file to schemaVersion.
[[nodiscard]] std::span<const SchemaStep> schemaSteps();

/// What a file is, judged without changing it.
enum class FileState {
    Empty, ///< a database without tables: a creation that was cut short
    Current,
    Older, ///< steps are missing
    Newer,
    Foreign, ///< a SQLite database of another program
};
/// Corrupt if it is no readable database, or ours with settings or a version that no store has.
[[nodiscard]] Result<FileState> stateOf(Connection& connection, std::int64_t currentVersion = schemaVersion);

/// Runs the missing steps, each in a transaction of its own together with its version number: a program
/// killed in between leaves a file of a version that this function can go on from.
[[nodiscard]] Status migrate(Connection& connection, std::span<const SchemaStep> steps = schemaSteps());

/// Makes an empty file a store: page size, tables, WAL.
[[nodiscard]] Status createSchema(Connection& connection);

/// Settings every writing connection needs, and WAL mode.
[[nodiscard]] Status prepareForWriting(Connection& connection);

} // namespace hookloupe::store
