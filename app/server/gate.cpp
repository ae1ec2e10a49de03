// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/gate.h"

#include "http/head_parser.h"
#include "server/descriptors.h"

#include <algorithm>
#include <atomic>

namespace hookloupe::server {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr milliseconds shortSweep{25};
constexpr milliseconds longSweep{250};
/// Connections over the limit that are told so at the same time; more are closed without a word.
constexpr std::size_t mostTold = 64;

/// Fine enough for the shortest deadline, coarse enough to cost nothing.
milliseconds sweepInterval(const Limits& limits)
{
    const milliseconds shortest = std::min({limits.headDeadline, limits.bodyDeadline, limits.idleDeadline,
                                            limits.refusedDeadline, limits.writeDeadline, limits.tlsDeadline});
    return std::clamp(shortest / 4, milliseconds(5), longSweep);
}

/// Numbers are of the program's run, not of the server's.
std::uint64_t nextConnectionNumber()
{
    static std::atomic<std::uint64_t> number{0};
    return number.fetch_add(1, std::memory_order_relaxed) + 1;
}

} // namespace

Gate::Gate(ExchangeHandler& handler, QObject* parent)
    : QObject(parent), m_handler(handler), m_mostConnections(connectionsPossible(m_limits.connections))
{
    m_sweepTimer.setInterval(sweepInterval(m_limits));
    connect(&m_sweepTimer, &QTimer::timeout, this, &Gate::sweep);
}

Gate::~Gate()
{
    m_connections.clear(); // they count themselves out of what is declared after them
    m_dead.clear();
}

void Gate::take(qintptr descriptor, const QSslConfiguration* tls)
{
    m_dead.clear();
    const bool oneTooMany = m_connections.size() >= m_mostConnections && !dropOldestIdle();
    const bool closeAtOnce = m_connections.size() >= m_mostConnections + std::min(mostTold, m_mostConnections);
    auto connection = std::make_unique<Connection>(*this, descriptor, tls, nextConnectionNumber(), oneTooMany);
    if (closeAtOnce)
        m_counters.count(Refusal::TooManyConnections);
    if (closeAtOnce || !connection->valid())
        return;
    Connection& taken = *connection;
    taken.index = m_connections.size();
    m_connections.push_back(std::move(connection));
    AtomicCounters::add(m_counters.connectionsOpen);
    if (!m_sweepTimer.isActive())
        m_sweepTimer.start();
    taken.start();
}

bool Gate::dropOldestIdle()
{
    Connection* oldest = nullptr;
    for (const auto& connection : m_connections) {
        const auto since = connection->idleSince();
        // Whether bytes wait to be read costs a call: asked of the few alone that are older than all before them.
        if (since && (!oldest || *since < *oldest->idleSince()) && connection->isSilent())
            oldest = connection.get();
    }
    if (!oldest)
        return false;
    AtomicCounters::add(m_counters.idleDropped);
    oldest->drop();
    return true;
}

void Gate::countWithoutDescriptor()
{
    m_counters.count(Refusal::TooManyConnections);
    AtomicCounters::add(m_counters.withoutDescriptor);
}

std::string Gate::noteOnConnections() const
{
    return m_mostConnections < m_limits.connections
        ? std::to_string(m_mostConnections) + " at most, as the system lets this program open no more files (ulimit -n)"
        : std::to_string(m_mostConnections) + " at most, and each had a request under way";
}

std::string Gate::noteOnWebPages() const
{
    return "web-page-bytes: " + std::to_string(m_limits.webPageBytes) + " a minute";
}

bool Gate::takesFromWebPage(std::size_t bytes)
{
    if (!m_webPages.takes(m_limits.webPageBytes, steady_clock::now()))
        return false;
    m_webPages.spend(bytes);
    return true;
}

/// What is refused would fill the disk as well.
bool Gate::isToBeKept(const Incoming& incoming)
{
    if (incoming.refusal == Refusal::None)
        return true;
    if (incoming.refusal == Refusal::WebPageQuota)
        return m_webPages.isToBeShown(steady_clock::now());
    return !http::isFromWebPage(http::viewHead(incoming.request.rawHead).headers)
        || takesFromWebPage(incoming.request.rawHead.size() + incoming.request.rawBody.size());
}

void Gate::setLimits(const Limits& limits)
{
    m_limits = limits;
    m_mostConnections = connectionsPossible(limits.connections);
    m_sweepTimer.setInterval(sweepInterval(limits));
    for (const auto& connection : m_connections)
        connection->limitsChanged();
}

void Gate::setStopping(bool stopping)
{
    m_stopping = stopping;
    if (!stopping)
        return;
    for (std::size_t i = m_connections.size(); i-- > 0;)
        m_connections[i]->stop();
    checkDrained();
}

void Gate::release(std::span<const Ticket> tickets)
{
    if (m_queue.add(tickets))
        wake();
}

void Gate::release(Ticket ticket, std::string wire)
{
    if (m_queue.add(ticket, std::move(wire)))
        wake();
}

void Gate::refuse(std::span<const std::pair<Ticket, Refusal>> tickets)
{
    if (m_queue.add(tickets))
        wake();
}

void Gate::wake()
{
    QMetaObject::invokeMethod(this, &Gate::deliver, Qt::QueuedConnection);
}

void Gate::deliver()
{
    m_dead.clear();
    m_batch.clear();
    m_queue.take(m_batch);
    for (auto& [ticket, refusal, wire] : m_batch) {
        Exchange* const exchange = m_exchanges.find(ticket);
        if (!exchange)
            continue;
        m_counters.count(refusal);
        if (!exchange->connection) {
            finish(ticket, exchange->outcomeIfNotSent);
            continue;
        }
        // A request refused for its form keeps the answer that says so.
        if (refusal != Refusal::None && !exchange->refused) {
            exchange->wire = http::writeAnswer(http::answerForRefusal(refusal), exchange->context);
            exchange->plan.reset();
        }
        if (wire && !exchange->refused) {
            account(exchange->wire.size(), wire->size());
            exchange->heldBytes += wire->size() - exchange->wire.size();
            exchange->wire = std::move(*wire);
            exchange->plan.reset();
        }
        if (exchange->plan) {
            exchange->connection->play(std::move(exchange->plan));
            continue;
        }
        const std::string bytes = std::move(exchange->wire); // the exchange may be closed while sending
        exchange->connection->send(bytes);
    }
}

http::Answer Gate::answerOf(const Incoming& incoming, Ticket ticket)
{
    if (incoming.refusal != Refusal::None)
        return http::answerForRefusal(incoming.refusal);
    http::Answer answer;
    const bool answered = m_bridge.dispatch(static_cast<std::uint64_t>(ticket), [this, &answer, &incoming, ticket] {
        answer = m_handler.answerFor(incoming, ticket);
    });
    if (!answered)
        answer = http::Answer{500, {}, {}, {}};
    return answer;
}

Ticket Gate::submit(Connection& connection, Incoming incoming, const http::AnswerContext& context, SteadyTime firstByte,
                    std::string& instead)
{
    const Refusal ownRefusal = incoming.refusal;
    if (ownRefusal == Refusal::None)
        AtomicCounters::add(m_counters.requests);
    else
        m_counters.count(ownRefusal);
    if (!isToBeKept(incoming)) {
        instead = http::writeAnswer(http::answerForRefusal(ownRefusal), context);
        return Ticket{};
    }

    Exchange& exchange = m_exchanges.open();
    const Ticket ticket = exchange.ticket;
    http::Answer answer = answerOf(incoming, ticket);
    // The plan and the bytes to be stored are in memory until it is played, which can take minutes.
    if (answer.plan && wouldBeOverBytesInFlight(2 * answer.plan->bytes().size(), 0))
        answer = http::answerForRefusal(Refusal::TooManyBytesInFlight);
    std::string wire = answer.plan ? answer.plan->bytes() : http::writeAnswer(answer, context);
    const HeadPhase* const phase = incoming.headPhase.get();
    if (phase && !answer.plan && ownRefusal == Refusal::None) { // played, so that its times are told
        auto plan = std::make_shared<http::WirePlan>();
        plan->ops.push_back({http::WireOp::Kind::Send, wire, {}, 1});
        answer.plan = std::move(plan);
    }
    exchange.connection = &connection;
    exchange.context = context;
    exchange.firstByte = firstByte;
    exchange.refused = ownRefusal != Refusal::None;
    exchange.heldBytes = incoming.request.rawHead.size() + incoming.request.rawBody.size() + wire.size();
    if (answer.plan) {
        exchange.heldBytes += wire.size();
        exchange.plan = std::move(answer.plan);
    } else {
        exchange.wire = wire;
    }
    account(0, exchange.heldBytes);
    if (phase)
        wire.insert(0, phase->sent);

    const Refusal refusal = m_handler.accept(std::move(incoming), std::move(wire), answer.status, ticket);
    if (refusal == Refusal::None) {
        AtomicCounters::add(m_counters.answersOpen);
        return ticket;
    }
    m_counters.count(refusal);
    instead = exchange.refused ? std::move(exchange.wire)
                               : http::writeAnswer(http::answerForRefusal(refusal), context);
    account(exchange.heldBytes, 0);
    m_exchanges.close(exchange);
    return Ticket{};
}

void Gate::record(Incoming incoming, SteadyTime firstByte)
{
    m_counters.count(incoming.refusal);
    if (!isToBeKept(incoming))
        return;
    Exchange& exchange = m_exchanges.open();
    const Ticket ticket = exchange.ticket;
    exchange.firstByte = firstByte;
    exchange.outcomeIfNotSent = AnswerOutcome::None;
    exchange.heldBytes = incoming.request.rawHead.size() + incoming.request.rawBody.size();
    account(0, exchange.heldBytes);
    std::string wire = incoming.headPhase ? incoming.headPhase->sent : std::string();
    const Refusal refusal = m_handler.accept(std::move(incoming), std::move(wire), 0, ticket);
    if (refusal == Refusal::None) {
        AtomicCounters::add(m_counters.answersOpen);
        return;
    }
    m_counters.count(refusal);
    account(exchange.heldBytes, 0);
    m_exchanges.close(exchange);
}

void Gate::finish(Ticket ticket, AnswerOutcome outcome, http::Played* played)
{
    Exchange* const exchange = m_exchanges.find(ticket);
    if (!exchange)
        return;
    const auto duration = std::chrono::duration_cast<Micros>(steady_clock::now() - exchange->firstByte);
    account(exchange->heldBytes, 0);
    m_exchanges.close(*exchange);
    AtomicCounters::subtract(m_counters.answersOpen);
    if (outcome == AnswerOutcome::ClientLeft)
        AtomicCounters::add(m_counters.clientsLeft);
    if (played)
        m_handler.played(ticket, std::move(*played));
    m_handler.finished(ticket, outcome, duration);
    if (m_stopping)
        checkDrained();
}

void Gate::detach(Ticket ticket)
{
    if (Exchange* const exchange = m_exchanges.find(ticket))
        exchange->connection = nullptr;
}

void Gate::bury(Connection& connection)
{
    const std::size_t index = connection.index;
    if (index >= m_connections.size() || m_connections[index].get() != &connection)
        return; // not taken, or buried already: whoever holds it deletes it
    m_dead.push_back(std::move(m_connections[index]));
    if (index + 1 < m_connections.size()) {
        m_connections[index] = std::move(m_connections.back());
        m_connections[index]->index = index;
    }
    m_connections.pop_back();
    AtomicCounters::subtract(m_counters.connectionsOpen);
    if (m_stopping)
        checkDrained();
}

void Gate::sweepSoon()
{
    if (m_sweepTimer.intervalAsDuration() > shortSweep)
        m_sweepTimer.setInterval(shortSweep);
}

void Gate::sweep()
{
    m_dead.clear();
    const SteadyTime now = steady_clock::now();
    bool shortWait = false;
    // Backwards: burying one moves the last, which has had its turn, into its place.
    for (std::size_t i = m_connections.size(); i-- > 0;) {
        m_connections[i]->sweep(now);
        shortWait = shortWait || (i < m_connections.size() && m_connections[i]->inShortWait());
    }
    const milliseconds interval = sweepInterval(m_limits);
    m_sweepTimer.setInterval(shortWait ? std::min(shortSweep, interval) : interval);
    if (m_connections.empty() && m_dead.empty())
        m_sweepTimer.stop();
    if (m_stopping)
        checkDrained();
}

void Gate::checkDrained()
{
    if (!m_stopping || m_exchanges.size() > 0
        || std::any_of(m_connections.begin(), m_connections.end(), [](const auto& c) { return c->busy(); }))
        return;
    m_stopping = false;
    QMetaObject::invokeMethod(this, &Gate::drained, Qt::QueuedConnection);
}

} // namespace hookloupe::server
