// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.h"

namespace hookloupe::store {

struct Salvaged {
    std::int64_t captures = 0; ///< whole ones
    std::int64_t lost = 0;     ///< known to have been there and not whole now; -1 = unknown
};

/// Copies every row of a damaged store that can be read into a new one. A summary whose bytes were lost is
/// kept; bytes whose summary was lost get one made from their request line. Fails only if the new store
/// cannot be written. `damagedBytes` bounds the search for rows when nothing tells the last id.
[[nodiscard]] Result<Salvaged> copyReadableRows(Connection& damaged, Connection& target,
                                                std::int64_t damagedBytes);

} // namespace hookloupe::store
