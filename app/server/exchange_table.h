// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace hookloupe::server {

class Connection;

/// An exchange between accept() and finished(). Outlives its connection if the client leaves.
struct Exchange {
    Ticket ticket{};                 ///< 0 = free
    Connection* connection = nullptr;///< null: nobody to answer any more, or nothing to send
    std::string wire;                ///< the answer to send
    std::shared_ptr<const http::WirePlan> plan; ///< played in its place, if set
    http::AnswerContext context;     ///< for another answer in its place
    std::size_t heldBytes = 0;       ///< of request and answer, counted as in flight
    std::chrono::steady_clock::time_point firstByte{};
    AnswerOutcome outcomeIfNotSent = AnswerOutcome::ClientLeft;
    bool refused = false;            ///< the gate's own answer, not the handler's
};

/// Open exchanges by ticket. A ticket's low bits are its slot, the rest a serial number: no hashing, no allocation a request.
class ExchangeTable {
public:
    /// A new exchange; the reference is good until the next open().
    Exchange& open();
    /// Null for a ticket that is not open.
    [[nodiscard]] Exchange* find(Ticket ticket);
    void close(Exchange& exchange);
    [[nodiscard]] std::size_t size() const { return m_slots.size() - m_free.size(); }

private:
    std::vector<Exchange> m_slots;
    std::vector<std::uint32_t> m_free;
};

} // namespace hookloupe::server
