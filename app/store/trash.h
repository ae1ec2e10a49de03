// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.h"
#include "store/store.h"

#include <cstdint>
#include <vector>

namespace hookloupe::store {

/// Ids from `first` to `last`, both inclusive.
struct IdRange {
    std::int64_t first = 0;
    std::int64_t last = 0;

    bool operator==(const IdRange&) const = default;
};

/// Ranges of ids, in order and apart from each other.
class IdRanges {
public:
    IdRanges() = default;
    explicit IdRanges(std::vector<IdRange> ranges); ///< in any order, may overlap

    [[nodiscard]] bool empty() const { return m_ranges.empty(); }
    [[nodiscard]] bool contains(std::int64_t id) const { return around(id) != nullptr; }
    /// The range an id is in; nullptr if it is in none. O(log ranges).
    [[nodiscard]] const IdRange* around(std::int64_t id) const;
    [[nodiscard]] const std::vector<IdRange>& ranges() const { return m_ranges; }

private:
    std::vector<IdRange> m_ranges;
};

/// Captures that were removed and can be brought back: rows that readers leave out. Each function is a transaction of
/// its own, and counts `meta.removals` up, by which readers notice that what is hidden has changed.
[[nodiscard]] Result<IdRanges> readTrash(Connection& connection);
[[nodiscard]] Result<Removal> moveToTrash(Connection& connection, const std::vector<CaptureId>& ids);
[[nodiscard]] Result<Removal> moveAllToTrash(Connection& connection);
/// NotFound if it was deleted for good meanwhile.
[[nodiscard]] Status takeFromTrash(Connection& connection, const Removal& removal);

/// The number of the last removal.
[[nodiscard]] Result<std::int64_t> lastRemoval(Connection& connection);

} // namespace hookloupe::store
