// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange.h"

#include <atomic>

namespace hookloupe::server {

/// Counters, written by the server's thread and read by any.
struct AtomicCounters {
    using Count = std::atomic<std::uint64_t>;

    Count requests = 0;
    Count malformed = 0;
    Count limited = 0;
    Count storeRefused = 0;
    Count clientsLeft = 0;
    Count tlsFailures = 0;
    Count connectionsOpen = 0;
    Count answersOpen = 0;
    Count idleDropped = 0;
    Count withoutDescriptor = 0;
    Count webPagesRefused = 0;

    [[nodiscard]] Counters snapshot() const
    {
        constexpr auto order = std::memory_order_relaxed;
        return {requests.load(order),    malformed.load(order),         limited.load(order),
                storeRefused.load(order), clientsLeft.load(order),      tlsFailures.load(order),
                connectionsOpen.load(order), answersOpen.load(order),   idleDropped.load(order),
                withoutDescriptor.load(order), webPagesRefused.load(order)};
    }
    static void add(Count& count, std::uint64_t by = 1) { count.fetch_add(by, std::memory_order_relaxed); }
    static void subtract(Count& count) { count.fetch_sub(1, std::memory_order_relaxed); }
    /// Counts a refusal where it belongs.
    void count(Refusal refusal);
};

} // namespace hookloupe::server
