// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.h"

#include <functional>
#include <map>
#include <vector>

namespace hookloupe::store {

/// Ids in ranges: those of a table follow each other mostly.
class SeenIds {
public:
    /// False if it was seen already.
    bool insert(std::int64_t id);
    [[nodiscard]] bool contains(std::int64_t id) const;
    /// The end of the gap that begins at an id which was not seen: the next one that was, or `last` + 1.
    [[nodiscard]] std::int64_t gapEnd(std::int64_t id, std::int64_t last) const;
    /// The first one from `id` on that was not seen.
    [[nodiscard]] std::int64_t nextUnseen(std::int64_t id) const;

private:
    std::map<std::int64_t, std::int64_t> m_ranges; ///< first and last
};

/// Of the rows that a search comes upon.
struct RowHandler {
    std::function<bool(const Statement&)> belongs; ///< a row of that table, not of another one whose page stands there
    std::function<bool(const Statement&)> take;    ///< false: stop
};

/// Hands over once each row of a damaged table that can be read, in no order that can be relied on. `from` has its ids from the one parameter on, in order, first. Damaged pages hide rows, and pages that changed
/// places show them where others are looked for: so rows are read on from every id up to `last` that no row was seen of, and
/// from those that `known` names. In gaps of more than some thousand ids, which deleting leaves, not from each.
void forEachReadableRow(Statement& from, std::int64_t last, const std::vector<std::int64_t>& known,
                        const RowHandler& handler);

} // namespace hookloupe::store
