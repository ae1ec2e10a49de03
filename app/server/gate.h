// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/atomic_counters.h"
#include "server/bridge.h"
#include "server/connection.h"
#include "server/exchange.h"
#include "server/exchange_table.h"
#include "server/release_queue.h"
#include "server/web_page_quota.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

class QSslConfiguration;

namespace hookloupe::server {

/// Owns the connections, the exchanges and what they share: limits, the way into QHttpServer, one read buffer, one timer.
class Gate : public QObject {
    Q_OBJECT

public:
    explicit Gate(ExchangeHandler& handler, QObject* parent = nullptr);
    ~Gate() override;

    [[nodiscard]] bool ready() const { return m_bridge.ready(); }
    /// Takes a connection over; `tls` is null for plain HTTP.
    void take(qintptr descriptor, const QSslConfiguration* tls);
    void setLimits(const Limits& limits);
    [[nodiscard]] const Limits& limits() const { return m_limits; }
    void setStopping(bool stopping);
    [[nodiscard]] Counters counters() const { return m_counters.snapshot(); } ///< thread-safe
    /// Closes the connection that has been idle for longest, if there is one: never one with a request under way.
    [[nodiscard]] bool dropOldestIdle();
    /// One was closed unheard, as the process may open no more files.
    void countWithoutDescriptor();

    // Thread-safe: see CaptureServer.
    void release(std::span<const Ticket> tickets);
    void release(Ticket ticket, std::string wire);
    void refuse(std::span<const std::pair<Ticket, Refusal>> tickets);

    // For the connections.
    [[nodiscard]] std::span<char> readBuffer() { return m_buffer; }
    [[nodiscard]] AtHead atHead(const http::RequestHead& head) { return m_handler.atHead(head); }
    /// Asks the handler and hands it the exchange; 0 if it did not take it: `instead` is to be sent then.
    [[nodiscard]] Ticket submit(Connection& connection, Incoming incoming, const http::AnswerContext& context,
                                SteadyTime firstByte, std::string& instead);
    /// Hands over what needs no answer.
    void record(Incoming incoming, SteadyTime firstByte);
    void finish(Ticket ticket, AnswerOutcome outcome, http::Played* played = nullptr);
    /// The client of an open exchange is gone.
    void detach(Ticket ticket);
    /// Forgets a dead connection; it is deleted when none of its functions runs. One that the gate does not have is left alone.
    void bury(Connection& connection);
    void sweepSoon();
    /// Whether one more request of a web page is taken, which will bring so many bytes.
    [[nodiscard]] bool takesFromWebPage(std::size_t bytes);
    void spendForWebPage(std::size_t bytes) { m_webPages.spend(bytes); }
    [[nodiscard]] std::string noteOnConnections() const;
    [[nodiscard]] std::string noteOnWebPages() const;
    void countTurnedAway() { m_counters.count(Refusal::Paused); }
    void account(std::size_t before, std::size_t now) { m_inFlight = m_inFlight - before + now; }
    [[nodiscard]] bool overBytesInFlight() const { return m_inFlight > m_limits.bytesInFlight; }
    [[nodiscard]] bool wouldBeOverBytesInFlight(std::size_t bytes, std::size_t accounted) const
    {
        return m_inFlight - accounted + bytes > m_limits.bytesInFlight;
    }

Q_SIGNALS:
    void drained();

private:
    void wake();
    void deliver();
    void sweep();
    void checkDrained();
    [[nodiscard]] bool isToBeKept(const Incoming& incoming);
    [[nodiscard]] http::Answer answerOf(const Incoming& incoming, Ticket ticket);

    ExchangeHandler& m_handler;
    Limits m_limits;
    std::size_t m_mostConnections; ///< the limit's, or fewer if the system allows no more
    WebPageQuota m_webPages;
    Bridge m_bridge;
    AtomicCounters m_counters;
    ExchangeTable m_exchanges;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::vector<std::unique_ptr<Connection>> m_dead; ///< one of their functions may be running
    ReleaseQueue m_queue;
    std::vector<ReleaseQueue::Item> m_batch;
    QTimer m_sweepTimer; ///< one for all deadlines
    std::size_t m_inFlight = 0;
    bool m_stopping = false;
    std::array<char, 64 * 1024> m_buffer;
};

} // namespace hookloupe::server
