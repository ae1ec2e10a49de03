// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/state_watch.h"

namespace hookloupe::store {

Result<StateWatch> StateWatch::on(Connection& connection)
{
    auto version = Statement::prepare(connection, "PRAGMA data_version"); // https://sqlite.org/pragma.html#pragma_data_version
    if (!version)
        return version.error();
    auto highWater = prepareHighWater(connection);
    if (!highWater)
        return highWater.error();
    StateWatch watch(std::move(version).value(), std::move(highWater).value());
    const auto seen = watch.version();
    if (!seen)
        return seen.error();
    const auto there = readHighWater(watch.m_highWater);
    if (!there)
        return there.error();
    watch.m_seen = *seen;
    watch.m_reached = *there;
    return Result<StateWatch>(std::move(watch));
}

Result<std::int64_t> StateWatch::version()
{
    const auto row = m_version.step();
    const std::int64_t number = row && *row ? m_version.number(0) : 0;
    m_version.reset();
    return row ? Result<std::int64_t>(number) : Result<std::int64_t>(row.error());
}

StateWatch::Seen StateWatch::look()
{
    if (m_older)
        return Seen::Older;
    const auto now = version();
    if (!now || *now == m_seen)
        return Seen::Nothing;
    const auto there = readHighWater(m_highWater);
    if (!there)
        return Seen::Nothing; // who uses it next is told; asked again
    if (there->isBehind(m_reached)) {
        m_older = true;
        return Seen::Older;
    }
    m_seen = *now;
    return Seen::Another;
}

void StateWatch::refresh()
{
    if (const auto there = readHighWater(m_highWater))
        m_reached.raiseTo({0, there->delivery, there->position}); // ids of captures are given by Ledger alone
}

} // namespace hookloupe::store
