// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.h"

namespace hookloupe::store {

/// How a store's tables and indexes differ from those that the steps to its version make: for each kind the first that
/// was found, in words ("the trigger \"x\""), or nothing.
struct SchemaDifference {
    std::string foreign; ///< no step makes it, or somebody made it anew: code of who knows whom
    std::string damaged; ///< missing, or other bytes where its definition was
    std::string wayOut;  ///< the SQL that takes a foreign one out; empty if none does

    bool operator==(const SchemaDifference&) const = default;
};

/// `version` is of 1 … schemaVersion. Corrupt if the table of contents cannot be read.
[[nodiscard]] Result<SchemaDifference> compareSchema(Connection& connection, std::int64_t version);

/// Whether the tables of captures and bodies are there as some version made them: enough to read rows of.
[[nodiscard]] bool hasCaptureTables(Connection& connection);

} // namespace hookloupe::store
