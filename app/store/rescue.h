// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.h"

#include <cstdint>
#include <string>

namespace hookloupe::store {

struct Rescued {
    std::string path;
    std::int64_t captures = 0;
};

/// Writes all that a store holds, whose file has no name any more, into a new store beside it, named
/// "NAME.rescued-YYYYMMDD-HHMMSS.EXTENSION"; in `folder` if that is not possible, empty: nowhere else. Large bodies go along as
/// far as they are there. `connection` is open on the store, with no transaction. Takes as long as copying it. It is whole
/// or not there. DiskFull and others of the last place tried.
[[nodiscard]] Result<Rescued> rescue(Connection& connection, const std::string& folder);

/// Whether the file at a path can be gone on with as a store of that id: whole, and of this program. Reads alone. InvalidInput if
/// it is another store or none, Corrupt if it is not whole (yet).
[[nodiscard]] Status isStoreOf(const std::string& path, const std::string& storeId);

} // namespace hookloupe::store
