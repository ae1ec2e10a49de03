// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>

namespace hookloupe::store {

class Connection;
class Statement;

/// How far a store got. Its numbers only grow, whatever is deleted: a file that is behind holds an older state.
struct HighWater {
    std::int64_t capture = 0;  ///< the newest id that was given
    std::int64_t delivery = 0; ///< likewise
    std::int64_t position = 0; ///< in the inbox

    [[nodiscard]] bool isBehind(const HighWater& other) const
    {
        return capture < other.capture || delivery < other.delivery || position < other.position;
    }
    void raiseTo(const HighWater& other);

    bool operator==(const HighWater&) const = default;
};

[[nodiscard]] Result<HighWater> readHighWater(Connection& connection);
/// To be read more often.
[[nodiscard]] Result<Statement> prepareHighWater(Connection& connection);
[[nodiscard]] Result<HighWater> readHighWater(Statement& prepared);

} // namespace hookloupe::store
