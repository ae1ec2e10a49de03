// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/high_water.h"

#include "store/sqlite.h"

#include <algorithm>

namespace hookloupe::store {

void HighWater::raiseTo(const HighWater& other)
{
    capture = std::max(capture, other.capture);
    delivery = std::max(delivery, other.delivery);
    position = std::max(position, other.position);
}

Result<Statement> prepareHighWater(Connection& connection)
{
    return Statement::prepare(
        connection, "SELECT max((SELECT value FROM meta WHERE key = 'last_id'), "
                    "ifnull((SELECT max(id) FROM captures), 0), ifnull((SELECT max(id) FROM bodies), 0)), "
                    "(SELECT max(seq) FROM sqlite_sequence WHERE name = 'deliveries'), "
                    "(SELECT max(seq) FROM sqlite_sequence WHERE name = 'inbox')");
}

Result<HighWater> readHighWater(Statement& prepared)
{
    const auto row = prepared.step();
    const HighWater there = row && *row ? HighWater{prepared.number(0), prepared.number(1), prepared.number(2)} : HighWater{};
    prepared.reset();
    return row ? Result<HighWater>(there) : Result<HighWater>(row.error());
}

Result<HighWater> readHighWater(Connection& connection)
{
    auto statement = prepareHighWater(connection);
    return statement ? readHighWater(*statement) : Result<HighWater>(statement.error());
}

} // namespace hookloupe::store
