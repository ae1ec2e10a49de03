// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connection.h"

#include "http/answer.h"
#include "server/answer_player.h"
#include "server/gate.h"

#include <algorithm>
#include <utility>

namespace hookloupe::server {

using std::chrono::steady_clock;

namespace {

http::FramerLimits framerLimits(const Limits& limits)
{
    return {limits.requestLine, limits.head, limits.fields, limits.body};
}

} // namespace

Connection::Connection(Gate& gate, qintptr descriptor, const QSslConfiguration* tls, std::uint64_t number,
                       bool oneTooMany)
    : m_gate(gate),
      m_link(&gate, descriptor, tls,
             {[this] { onReadable(); }, [this] { onWritten(); }, [this] { onGone(); }, [this] { onEncrypted(); }}),
      m_framer(framerLimits(gate.limits())), m_number(number), m_stage(tls ? Stage::Handshake : Stage::Reading),
      m_since(steady_clock::now()), m_oneTooMany(oneTooMany)
{
}

Connection::~Connection()
{
    m_gate.account(m_accounted, 0);
}

void Connection::start()
{
    if (m_stage == Stage::Handshake)
        m_link.startTls();
    else
        open();
}

void Connection::open()
{
    if (m_oneTooMany)
        refuse(Refusal::TooManyConnections, m_gate.noteOnConnections());
}

bool Connection::betweenRequests() const
{
    return m_framer.state() == http::RequestFramer::State::Idle && m_pendingAt == m_pending.size();
}

bool Connection::busy() const
{
    return m_stage == Stage::Lingering || m_stage == Stage::Answering || m_stage == Stage::Writing
        || m_stage == Stage::Playing || (m_stage == Stage::Reading && !betweenRequests());
}

std::optional<SteadyTime> Connection::idleSince() const
{
    const bool idle = m_stage == Stage::Handshake || m_stage == Stage::Draining
        || (m_stage == Stage::Reading && betweenRequests());
    return idle ? std::optional(m_since) : std::nullopt;
}

void Connection::limitsChanged()
{
    m_framer.setLimits(framerLimits(m_gate.limits()));
}

bool Connection::inShortWait() const
{
    return (m_stage == Stage::Reading && (m_closing || m_continueDue)) || m_stage == Stage::Lingering || (m_stage == Stage::Draining && m_link.tls());
}

// --- what the socket says -------------------------------------------------------------------------------------------

void Connection::onEncrypted()
{
    if (m_stage != Stage::Handshake)
        return;
    m_stage = Stage::Reading;
    m_since = steady_clock::now();
    open();
    m_readable = true;
    pump();
}

void Connection::onReadable()
{
    m_readable = true;
    if (m_stage == Stage::Draining)
        discard();
    else if (m_stage == Stage::Lingering)
        collect();
    else
        pump();
}

void Connection::onWritten()
{
    if (m_stage == Stage::Playing) {
        m_player->written();
        advance();
    } else if (m_stage == Stage::Writing && !m_writing && m_link.unsent() == 0) {
        answerHandedOver();
    }
}

void Connection::onGone()
{
    if (m_stage == Stage::Handshake) {
        handshakeFailed(Refusal::TlsHandshakeFailed);
        return;
    }
    if (m_stage == Stage::Playing && m_writing)
        return; // the player is running, and will see it
    if (m_stage == Stage::Lingering) {
        collect();
        if (m_stage == Stage::Lingering)
            endLingering();
        return;
    }
    // What came before the end still counts: TLS keeps it decrypted.
    m_readable = true;
    pump();
    if (m_stage != Stage::Dead)
        clientGone();
}

// --- reading --------------------------------------------------------------------------------------------------------

void Connection::pump()
{
    if (m_pumping)
        return; // answered within: the loop below goes on
    m_pumping = true;
    while (m_stage == Stage::Reading) {
        if (m_pendingAt < m_pending.size()) {
            m_readAt = m_pendingSince;
            m_pendingAt += consume(std::string_view(m_pending).substr(m_pendingAt));
            if (m_pendingAt == m_pending.size()) {
                m_pending.clear();
                m_pendingAt = 0;
            }
            account();
            continue;
        }
        if (!m_readable)
            break;
        const std::span<char> buffer = m_gate.readBuffer();
        const std::string_view bytes = m_link.read(buffer);
        if (bytes.empty()) {
            m_readable = false;
            if (!m_link.open())
                clientGone();
            break;
        }
        if (!m_link.tls() && bytes.size() < buffer.size())
            m_readable = false; // there will be another notification
        m_readAt = utcNow();
        const std::size_t taken = consume(bytes);
        if (taken < bytes.size()) {
            m_pending.assign(bytes.substr(taken));
            m_pendingAt = 0;
            m_pendingSince = m_readAt;
        }
        account();
        if (m_stage == Stage::Reading && m_gate.overBytesInFlight() && !betweenRequests())
            refuse(Refusal::TooManyBytesInFlight);
    }
    m_pumping = false;
    // HTTP/1.0 clients read to the end of the connection: do not keep them waiting for it.
    if (m_stage == Stage::Reading && m_closing && m_http10 && betweenRequests())
        drain();
    else if (m_stage == Stage::Draining && m_readable)
        discard();
    else if (m_stage == Stage::Lingering && m_readable)
        collect();
}

std::size_t Connection::consume(std::string_view bytes)
{
    using State = http::RequestFramer::State;
    std::size_t taken = 0;
    while (taken < bytes.size() && m_stage == Stage::Reading) {
        const bool first = m_framer.state() == State::Idle;
        taken += m_framer.feed(bytes.substr(taken));
        const State state = m_framer.state();
        if (first && state != State::Idle) {
            m_arrivedAt = m_readAt;
            m_firstByte = steady_clock::now();
            m_inBody = false;
            m_headPhase.reset();
        }
        if (m_headPhase)
            noteBody();
        switch (state) {
        case State::Idle:
        case State::Head:
            break;
        case State::Body:
            if (!m_inBody) {
                m_inBody = true;
                m_since = steady_clock::now();
                headComplete();
            }
            break;
        case State::Complete:
            requestComplete();
            break;
        case State::Refused:
            linger(bytes.substr(taken));
            taken = bytes.size();
            break;
        }
    }
    return taken;
}

// --- exchanges ------------------------------------------------------------------------------------------------------

Incoming Connection::incomingOf(http::Request request) const
{
    Incoming incoming;
    incoming.request = std::move(request);
    incoming.peer = m_link.peer();
    incoming.tls = m_link.tls();
    incoming.connection = m_number;
    incoming.requestOnConnection = m_requests;
    incoming.arrivedAt = m_arrivedAt;
    incoming.headPhase = m_headPhase;
    return incoming;
}

void Connection::requestComplete()
{
    if (m_gate.wouldBeOverBytesInFlight(m_framer.bufferedBytes(), m_accounted)) {
        refuse(Refusal::TooManyBytesInFlight);
        return;
    }
    if (m_framer.head().fromWebPage) {
        if (!m_inBody && refusedAsOfWebPage(0))
            return;
        if (m_framer.head().chunked)
            m_gate.spendForWebPage(m_framer.bufferedBytes());
    }
    submit(m_framer.take());
}

/// Asked when its head is there: what a page sends beyond its quota is not even read.
bool Connection::refusedAsOfWebPage(std::size_t bytes)
{
    if (m_gate.takesFromWebPage(bytes))
        return false;
    refuse(Refusal::WebPageQuota, m_gate.noteOnWebPages());
    return true;
}

void Connection::submit(http::Request request)
{
    ++m_requests;
    m_stage = Stage::Answering;
    Incoming incoming = incomingOf(std::move(request));
    account();
    const http::RequestHead& head = incoming.request.head;
    const bool keepAlive = head.keepAlive && !m_stopping && !m_lastAnswer;
    m_http10 = head.minorVersion == 0;
    m_closing = m_closing || !keepAlive;
    const http::AnswerContext context{head.method == "HEAD", !m_closing, head.minorVersion, m_headPhase != nullptr};
    incoming.context = context;
    std::string instead;
    m_ticket = m_gate.submit(*this, std::move(incoming), context, m_firstByte, instead);
    if (m_ticket == Ticket{})
        send(instead);
}

Incoming Connection::givenUp(Refusal refusal, const std::string& note)
{
    const auto state = m_framer.state();
    http::Request request;
    if (m_refused) {
        ++m_requests;
        request = m_refused->take();
        m_refused.reset();
    } else if (state != http::RequestFramer::State::Idle) {
        ++m_requests;
        if (state != http::RequestFramer::State::Refused)
            m_framer.refuse(refusal, note);
        request = RefusedRequest(m_framer.take(), {}).take();
    } else {
        m_arrivedAt = utcNow();
        m_firstByte = steady_clock::now();
    }
    account();
    Incoming incoming = incomingOf(std::move(request));
    incoming.refusal = refusal;
    incoming.note = note;
    return incoming;
}

void Connection::refuse(Refusal refusal, const std::string& note)
{
    m_stage = Stage::Answering;
    m_lastAnswer = true;
    Incoming incoming = givenUp(refusal, note);
    const http::AnswerContext context{incoming.request.head.method == "HEAD", false, 1};
    std::string instead;
    m_ticket = m_gate.submit(*this, std::move(incoming), context, m_firstByte, instead);
    if (m_ticket == Ticket{})
        send(instead);
}

void Connection::send(std::string_view wire)
{
    if (m_stage != Stage::Answering)
        return;
    m_stage = Stage::Writing;
    m_since = steady_clock::now();
    m_writing = true;
    const bool written = m_link.write(wire);
    m_writing = false;
    if (!written)
        clientGone();
    else if (m_link.unsent() == 0)
        answerHandedOver();
}

void Connection::answerHandedOver()
{
    m_stage = Stage::Reading;
    m_since = steady_clock::now();
    if (m_ticket != Ticket{})
        m_gate.finish(std::exchange(m_ticket, {}), AnswerOutcome::Sent);
    if (m_lastAnswer) {
        drain();
        return;
    }
    if (m_stopping && !m_closing) {
        die();
        return;
    }
    if (m_closing) {
        m_readable = true; // one more request may be there already
        m_gate.sweepSoon();
    }
    pump();
}

void Connection::account()
{
    const std::size_t bytes = m_stage == Stage::Dead
        ? 0
        : m_framer.bufferedBytes() + m_pending.size() - m_pendingAt + (m_refused ? m_refused->bytes() : 0);
    if (bytes != m_accounted)
        m_gate.account(std::exchange(m_accounted, bytes), bytes);
}

} // namespace hookloupe::server
