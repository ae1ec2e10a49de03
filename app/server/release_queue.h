// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange.h"

#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace hookloupe::server {

/// Tickets on their way from any thread to the server's. add() says when the server must be woken: once for all that comes
/// until it took them.
class ReleaseQueue {
public:
    struct Item {
        Ticket ticket{};
        Refusal refusal = Refusal::None;
        std::optional<std::string> wire{}; ///< to be sent instead of what was planned
    };

    [[nodiscard]] bool add(std::span<const Ticket> tickets)
    {
        const std::lock_guard lock(m_mutex);
        const bool wake = m_items.empty() && !tickets.empty();
        for (const Ticket ticket : tickets)
            m_items.push_back({ticket});
        return wake;
    }
    [[nodiscard]] bool add(Ticket ticket, std::string wire)
    {
        const std::lock_guard lock(m_mutex);
        m_items.push_back({ticket, Refusal::None, std::move(wire)});
        return m_items.size() == 1;
    }
    [[nodiscard]] bool add(std::span<const std::pair<Ticket, Refusal>> items)
    {
        const std::lock_guard lock(m_mutex);
        const bool wake = m_items.empty() && !items.empty();
        for (const auto& [ticket, refusal] : items)
            m_items.push_back({ticket, refusal});
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
