// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/exchange_table.h"

#include <atomic>

namespace hookloupe::server {

namespace {

constexpr unsigned slotBits = 24;
constexpr std::uint64_t slotMask = (std::uint64_t(1) << slotBits) - 1;

/// Shared by all servers of the process, as a ticket is never used twice in it.
std::uint64_t nextSerial()
{
    static std::atomic<std::uint64_t> serial{0};
    return serial.fetch_add(1, std::memory_order_relaxed) + 1;
}

} // namespace

Exchange& ExchangeTable::open()
{
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_slots.size()));
        m_slots.emplace_back();
    }
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    Exchange& exchange = m_slots[slot];
    exchange.ticket = Ticket{nextSerial() << slotBits | slot};
    return exchange;
}

Exchange* ExchangeTable::find(Ticket ticket)
{
    const auto slot = static_cast<std::uint64_t>(ticket) & slotMask;
    if (slot >= m_slots.size() || m_slots[slot].ticket != ticket || ticket == Ticket{})
        return nullptr;
    return &m_slots[slot];
}

void ExchangeTable::close(Exchange& exchange)
{
    const auto slot = static_cast<std::uint32_t>(static_cast<std::uint64_t>(exchange.ticket) & slotMask);
    exchange = Exchange{};
    m_free.push_back(slot);
}

} // namespace hookloupe::server
