// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace hookloupe::store {

class Connection;

/// Captures that were acknowledged and are not in a file. What was deleted for good counts, too.
struct Missing {
    std::int64_t captures = 0;
    bool ofEarlierRuns = false; ///< some: whether those were deleted is not known
};

/// What a program acknowledged in one run, whichever files it was written to.
struct Acknowledged {
    std::int64_t after = 0;    ///< all have ids above this
    std::int64_t last = 0;     ///< the newest id
    std::int64_t captures = 0; ///< how many: not each id between was one
    /// The lowest newest id of a file that was gone on with: what earlier runs stored after that is not in there.
    std::int64_t lowest = 0;

    /// Nothing yet, in a store whose newest id is that.
    [[nodiscard]] static Acknowledged nothingAfter(std::int64_t id) { return {id, id, 0, id}; }
    void add(std::int64_t newestId, std::int64_t count);
    void goneOnAt(std::int64_t newestId);
};

/// What a file lacks: a capture without its bytes is missing as well. Nothing if that cannot be read. Some 100 ns a capture of the
/// run.
[[nodiscard]] Missing missingOf(const Acknowledged& acknowledged, Connection& connection);

} // namespace hookloupe::store
