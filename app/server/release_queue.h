// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange.h"

#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace hookloupe::server {

/// Tickets on their way from any thread to the server's. add() says when the server must be woken: once for all that comes
/// until it took them.
class ReleaseQueue {
public:
    using Item = std::pair<Ticket, Refusal>;

    [[nodiscard]] bool add(std::span<const Ticket> tickets)
    {
        const std::lock_guard lock(m_mutex);
        const bool wake = m_items.empty() && !tickets.empty();
        for (const Ticket ticket : tickets)
            m_items.emplace_back(ticket, Refusal::None);
        return wake;
    }
    [[nodiscard]] bool add(std::span<const Item> items)
    {
        const std::lock_guard lock(m_mutex);
        const bool wake = m_items.empty() && !items.empty();
        m_items.insert(m_items.end(), items.begin(), items.end());
        return wake;
    }
    /// Moves all that waits into `items`, which must be empty and lends its memory.
    void take(std::vector<Item>& items)
    {
        const std::lock_guard lock(m_mutex);
        m_items.swap(items);
    }

private:
    std::mutex m_mutex;
    std::vector<Item> m_items;
};

} // namespace hookloupe::server
