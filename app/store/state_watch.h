// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/high_water.h"
#include "store/sqlite.h"

#include <cstdint>
#include <utility>

namespace hookloupe::store {

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
    [[nodiscard]] Seen look();
    /// This program committed that.
    void committed(const HighWater& now) { m_reached.raiseTo(now); }
    /// What was committed after that capture is refused all the same: nobody misses it.
    void takeBack(std::int64_t capture) { m_reached.capture = capture; }
    /// This program changed the store in another way, and look() saw nothing of others after that.
    void refresh();

    /// Once seen it stays so.
    [[nodiscard]] bool isOlder() const { return m_older; }
    [[nodiscard]] const HighWater& reached() const { return m_reached; }

private:
    StateWatch(Statement version, Statement highWater) : m_version(std::move(version)), m_highWater(std::move(highWater)) {}
    [[nodiscard]] Result<std::int64_t> version();

    Statement m_version;
    Statement m_highWater;
    std::int64_t m_seen = 0; ///< what SQLite counts with each change of another connection
    HighWater m_reached;
    bool m_older = false;
};

} // namespace hookloupe::store
