// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/acknowledged.h"

#include "capture/refusal.h"
#include "store/sqlite.h"

#include <algorithm>
#include <optional>

namespace hookloupe::store {

namespace {

/// Whole captures with ids above `after`, up to `last`, but for those whose sender was told that they were not taken.
std::optional<std::int64_t> wholeBetween(std::int64_t after, std::int64_t last, Connection& connection)
{
    auto count = Statement::prepare(connection, "SELECT count(*) FROM captures JOIN bodies ON bodies.id = captures.id "
                                                "WHERE captures.id > ? AND captures.id <= ? AND refusal <> ?");
    if (!count)
        return std::nullopt;
    count->bind(1, after);
    count->bind(2, last);
    count->bind(3, static_cast<std::int64_t>(Refusal::StoreFailed));
    const auto row = count->step();
    return row && *row ? std::optional(count->number(0)) : std::nullopt;
}

} // namespace

void Acknowledged::add(std::int64_t newestId, std::int64_t count)
{
    last = std::max(last, newestId);
    captures += count;
}

void Acknowledged::goneOnAt(std::int64_t newestId)
{
    lowest = std::min(lowest, newestId);
}

Missing missingOf(const Acknowledged& acknowledged, Connection& connection)
{
    Missing missing;
    if (const auto whole = wholeBetween(acknowledged.after, acknowledged.last, connection))
        missing.captures = std::max<std::int64_t>(acknowledged.captures - *whole, 0);
    if (acknowledged.lowest >= acknowledged.after)
        return missing;
    const auto earlier = wholeBetween(acknowledged.lowest, acknowledged.after, connection);
    const std::int64_t gone = earlier ? acknowledged.after - acknowledged.lowest - *earlier : 0;
    if (gone > 0) {
        missing.captures += gone;
        missing.ofEarlierRuns = true;
    }
    return missing;
}

} // namespace hookloupe::store
