// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/high_water.h"
#include "store/sqlite.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace hookloupe::store {

/// Captures that were committed and are not in a file. What was deleted for good counts, too.
struct Missing {
    std::int64_t captures = 0;
    bool ofEarlierRuns = false; ///< some: whether those were deleted is not known
};

/// Whether a store still holds what this program committed to it: another one may write an older state into the very same file
/// (`.restore`, SQLite's backup), and nothing of that is seen from outside. For the writer's thread.
class StateWatch {
public:
    enum class Seen {
        Nothing, ///< nobody else wrote
        Another, ///< somebody did, or moved the log into the file; what was committed here is there
        Older,   ///< it is not
    };

    [[nodiscard]] static Result<StateWatch> on(Connection& connection);

    /// Some microseconds while nobody else writes. In a transaction: before the first change of its own.
    [[nodiscard]] Seen look(Connection& connection);
    /// This program committed that.
    void committed(const HighWater& now) { m_reached.raiseTo(now); }
    /// What was committed after that capture is refused all the same: nobody misses it.
    void takeBack(std::int64_t capture, Connection& connection);
    /// This program changed the store in another way, and look() saw nothing of others after that.
    void refresh();

    /// Once seen it stays so.
    [[nodiscard]] bool isOlder() const { return m_older; }
    /// In that older state.
    [[nodiscard]] const Missing& missing() const { return m_missing; }
    [[nodiscard]] const HighWater& reached() const { return m_reached; }

    /// What this program committed to a store, from its opening on.
    struct Run {
        HighWater openedWith;   ///< of the file
        std::int64_t after = 0; ///< its captures have ids above this
        HighWater reached;
    };
    [[nodiscard]] Run run() const { return {m_openedWith, m_after, m_reached}; }
    /// No capture up to this id is of this run.
    void beginAfter(std::int64_t id) { m_after = std::max(m_after, id); }

private:
    StateWatch(Statement version, Statement highWater) : m_version(std::move(version)), m_highWater(std::move(highWater)) {}
    [[nodiscard]] Result<std::int64_t> version();

    Statement m_version;
    Statement m_highWater;
    std::int64_t m_seen = 0; ///< what SQLite counts with each change of another connection
    HighWater m_openedWith;
    std::int64_t m_after = 0;
    HighWater m_reached;
    bool m_older = false;
    Missing m_missing;
};

/// What a file lacks of a run that is `there` now. Nothing if that cannot be read.
[[nodiscard]] Missing missingOf(const StateWatch::Run& run, const HighWater& there, Connection& connection);

} // namespace hookloupe::store
