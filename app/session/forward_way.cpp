// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/forward_way.h"

#include <algorithm>

namespace hookloupe::session {

namespace {
/// Since the request's first byte. A Speckle server gives up 10 s after it began to connect.
constexpr std::chrono::milliseconds longestWait{9'000};
}

void ForwardWay::setForwarder(forward::Forwarder* forwarder)
{
    const std::lock_guard lock(m_mutex);
    m_forwarder = forwarder;
}

void ForwardWay::mark(Capture& capture, std::uint64_t ticket, Reception reception, const http::AnswerContext& context)
{
    if (reception == Reception::NotTaken)
        return;
    const std::lock_guard lock(m_mutex);
    if (!m_forwarder)
        return;
    forward::Plan plan = m_forwarder->planFor(capture.summary.endpoint);
    const bool rejected = reception == Reception::Rejected;
    if (plan.targets.empty() || (rejected && !plan.rejectedToo))
        return;
    capture.forwardTo = std::move(plan.targets);
    capture.forwardAtOnce = plan.atOnce;
    if (plan.senderWaits && !rejected) // who was rejected is told so
        m_waiting.insert_or_assign(ticket, context);
}

void ForwardWay::forget(std::uint64_t ticket)
{
    (void)endWait(ticket);
}

std::vector<std::uint64_t> ForwardWay::committed(const std::vector<store::Committed>& batch)
{
    std::vector<std::uint64_t> answered;
    answered.reserve(batch.size());
    std::vector<forward::Handed> handed;
    const std::lock_guard lock(m_mutex);
    for (const store::Committed& one : batch) {
        const bool waits = m_forwarder && m_waiting.contains(one.ticket);
        if (!waits)
            answered.push_back(one.ticket);
        if (one.capture->forwardTo.empty())
            continue;
        const auto passed = std::clamp(utcNow() - one.capture->summary.arrivedAt, Micros{}, Micros(longestWait));
        handed.push_back({one, waits ? one.ticket : 0, std::chrono::steady_clock::now() + (longestWait - passed)});
    }
    if (m_forwarder)
        m_forwarder->hand(std::move(handed));
    return answered;
}

void ForwardWay::stored(const std::vector<store::Delivered>& delivered)
{
    const std::lock_guard lock(m_mutex);
    if (m_forwarder)
        m_forwarder->stored(delivered);
}

void ForwardWay::storeGone()
{
    const std::lock_guard lock(m_mutex);
    if (m_forwarder)
        m_forwarder->storeGone();
}

std::optional<http::AnswerContext> ForwardWay::endWait(std::uint64_t ticket)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_waiting.extract(ticket);
    return found ? std::optional(found.mapped()) : std::nullopt;
}

forward::Forwarder::Routes routesOf(const Rules& rules, const std::string& forAll)
{
    forward::Forwarder::Routes routes;
    for (const ArmedEndpoint& armed : rules.endpoints) {
        auto forwarding = forward::parseForwarding(forAll.empty() ? armed.endpoint.forward : forAll);
        if (forwarding && !forwarding->targets.empty())
            routes.emplace_back(armed.endpoint.id, std::move(forwarding).value());
    }
    return routes;
}

} // namespace hookloupe::session
