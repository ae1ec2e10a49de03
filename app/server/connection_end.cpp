// SPDX-License-Identifier: GPL-3.0-or-later
// How a connection ends: deadlines, clients that leave, last answers.
#include "server/connection.h"

#include "http/answer.h"
#include "server/answer_player.h"
#include "server/gate.h"

#include <algorithm>
#include <utility>

namespace hookloupe::server {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// How long a client that said `Connection: close` may take to send one more request all the same.
constexpr milliseconds lingerForRequest{100};
/// How long a client may take to read its last answer before the connection closes under what it still sends.
constexpr milliseconds drainAtMost{2'000};
/// A TLS client is not told by a FIN that no more will come (see Link::shutdownWrite()): it has to have fallen silent.
constexpr milliseconds drainSilenceTls{100};
constexpr std::size_t drainBytes = 16 * 1024 * 1024;
/// What the end of listening leaves a request that has begun.
constexpr milliseconds stopGrace{1'000};

} // namespace

void Connection::drain()
{
    m_link.shutdownWrite();
    m_stage = Stage::Draining;
    m_drainStarted = m_since = steady_clock::now();
    if (m_link.tls() && m_closing && !m_lastAnswer) {
        die(); // it had its time to send another request
        return;
    }
    m_gate.sweepSoon();
    m_readable = true;
    if (!m_pumping)
        discard();
}

/// A request that its head refused. The answer waits a moment for the body, so that it can be kept.
void Connection::linger(std::string_view rest)
{
    const bool byItsHead = !m_inBody;
    m_refused.emplace(m_framer.take(), rest);
    m_stage = Stage::Lingering;
    m_since = steady_clock::now();
    if (!byItsHead || m_stopping || !m_refused->isMoreToCome())
        endLingering();
    else
        m_gate.sweepSoon();
    account();
}

void Connection::collect()
{
    const std::span<char> buffer = m_gate.readBuffer();
    while (m_stage == Stage::Lingering) {
        // To read the end would close the connection under the answer.
        const std::string_view bytes = m_link.peerNow() == Link::Peer::There ? m_link.read(buffer) : std::string_view();
        m_refused->add(bytes);
        account();
        const bool ended = bytes.empty() && m_link.peerNow() != Link::Peer::There;
        if (ended || !m_refused->isMoreToCome() || m_gate.overBytesInFlight())
            return endLingering();
        if (bytes.empty()) {
            m_readable = false;
            return;
        }
    }
}

void Connection::endLingering()
{
    refuse(m_framer.refusal(), m_framer.note());
}

void Connection::discard()
{
    const std::span<char> buffer = m_gate.readBuffer();
    while (m_stage == Stage::Draining) {
        const std::string_view bytes = m_link.read(buffer);
        m_drained += bytes.size();
        if (!bytes.empty())
            m_since = steady_clock::now();
        if (!m_link.open() || m_drained > drainBytes) {
            die();
        } else if (bytes.size() < buffer.size()) {
            m_readable = false;
            if (!m_link.tls() || bytes.empty())
                return;
        }
    }
}

void Connection::clientGone()
{
    switch (m_stage) {
    case Stage::Reading:
        if (m_framer.state() != http::RequestFramer::State::Idle) {
            m_gate.record(givenUp(Refusal::ClientLeft), m_firstByte);
        }
        break;
    case Stage::Answering:
        m_gate.detach(std::exchange(m_ticket, {}));
        break;
    case Stage::Writing:
        if (m_ticket != Ticket{})
            m_gate.finish(std::exchange(m_ticket, {}), AnswerOutcome::ClientLeft);
        break;
    case Stage::Playing:
        endPlaying(AnswerOutcome::ClientLeft, http::Ending::Cut, "client-left");
        break;
    case Stage::Handshake:
    case Stage::Lingering: // onGone() ended it
    case Stage::Draining:
    case Stage::Dead:
        break;
    }
    die();
}

void Connection::handshakeFailed(Refusal refusal)
{
    m_arrivedAt = utcNow();
    Incoming incoming = incomingOf({});
    incoming.refusal = refusal;
    if (refusal == Refusal::TlsHandshakeFailed)
        incoming.note = m_link.errorText();
    die();
    m_gate.record(std::move(incoming), m_since);
}

void Connection::die()
{
    if (m_stage == Stage::Dead)
        return;
    m_stage = Stage::Dead;
    m_link.close();
    account();
    m_gate.bury(*this);
}

void Connection::stop()
{
    m_stopping = true;
    if (m_stage == Stage::Handshake || (m_stage == Stage::Reading && betweenRequests()))
        die();
    else if (m_stage == Stage::Reading)
        m_since = steady_clock::now();
    else if (m_stage == Stage::Lingering)
        endLingering();
    else if (m_stage == Stage::Playing) {
        m_player->hurry();
        advance();
    }
}

void Connection::sweep(SteadyTime now)
{
    const Limits& limits = m_gate.limits();
    const auto age = now - m_since;
    switch (m_stage) {
    case Stage::Handshake:
        if (age > limits.tlsDeadline)
            handshakeFailed(Refusal::TlsHandshakeTimeout);
        break;
    case Stage::Reading:
        sweepReading(now);
        break;
    case Stage::Lingering:
        if (age > limits.refusedDeadline)
            endLingering();
        break;
    case Stage::Writing:
        if (age > limits.writeDeadline) {
            m_link.reset();
            if (m_ticket != Ticket{})
                m_gate.finish(std::exchange(m_ticket, {}), AnswerOutcome::TimedOut);
            die();
        }
        break;
    case Stage::Playing:
        sweepPlaying(now);
        break;
    case Stage::Draining:
        if (now - m_drainStarted > drainAtMost || (m_link.tls() && age > drainSilenceTls))
            die();
        break;
    case Stage::Answering: // the handler's time
    case Stage::Dead:
        break;
    }
}

void Connection::sweepReading(SteadyTime now)
{
    const Limits& limits = m_gate.limits();
    if (m_continueDue && now >= *m_continueDue)
        sendContinue();
    if (betweenRequests()) {
        if (m_closing && now - m_since > lingerForRequest)
            drain();
        else if (now - m_since > (m_requests > 0 ? limits.idleDeadline : std::min(limits.headDeadline, limits.idleDeadline)))
            die();
    } else if (m_stopping && now - m_since > stopGrace) {
        m_stage = Stage::Answering;
        m_lastAnswer = true;
        m_gate.countTurnedAway();
        send(http::writeAnswer(http::answerForRefusal(Refusal::Paused), {false, false, 1}));
    } else if (m_inBody) {
        if (now - m_since > limits.bodyDeadline)
            refuse(Refusal::BodyTimeout);
    } else if (now - m_firstByte > limits.headDeadline) {
        refuse(Refusal::HeadTimeout);
    }
}

} // namespace hookloupe::server
