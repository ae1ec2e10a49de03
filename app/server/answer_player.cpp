// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/answer_player.h"

#include "server/exchange.h"
#include "server/link.h"

#include <algorithm>
#include <utility>

namespace hookloupe::server {

using http::WireOp;
using std::chrono::steady_clock;

namespace {

/// How often a waiting answer looks whether its client is still there: a plain socket does not say so by itself.
constexpr std::chrono::milliseconds lookInterval{100};
/// What a client that closed its side before it got its answer has to say that it is gone altogether.
constexpr std::chrono::milliseconds settleTime{50};

} // namespace

AnswerPlayer::AnswerPlayer(Link& link, std::shared_ptr<const http::WirePlan> plan, const HeadPhase* before,
                           Micros longestHang, std::function<void()> wake)
    : m_link(link), m_plan(std::move(plan)), m_sentBefore(before ? before->sent : std::string()),
      m_longestHang(longestHang), m_timer(new QTimer(link.context())),
      m_started(before ? before->began : steady_clock::now())
{
    m_timer->setSingleShot(true);
    m_timer->setTimerType(Qt::PreciseTimer);
    QObject::connect(m_timer, &QTimer::timeout, m_timer, std::move(wake));
    for (const std::string& line : m_plan->notes)
        m_trace += line;
    if (before)
        m_trace += before->trace;
}

AnswerPlayer::~AnswerPlayer()
{
    m_timer->stop();
    m_timer->disconnect();
    m_timer->deleteLater();
}

AnswerPlayer::State AnswerPlayer::run()
{
    while (m_op < m_plan->ops.size()) {
        const std::size_t op = m_op;
        const State state = runOp(m_plan->ops[op]);
        if (state != State::Whole)
            return state;
    }
    // A client that closed its side may still read. If it does not, it says so when it gets bytes.
    if (m_peer == Peer::ClosedItsSide && !m_settled && !m_hurried) {
        if (!std::exchange(m_begun, true))
            m_due = steady_clock::now() + settleTime;
        if (waitUntil(m_due))
            return State::Waiting;
        m_settled = true;
    }
    look();
    return m_peer == Peer::Gone ? State::Left : State::Whole;
}

/// Whole: the op is done.
AnswerPlayer::State AnswerPlayer::runOp(const WireOp& op)
{
    const bool first = !std::exchange(m_begun, true);
    switch (op.kind) {
    case WireOp::Kind::Send:
        if (first) {
            if (!write(op.bytes))
                return State::Left;
            note("sent", std::to_string(op.bytes.size()));
        }
        if (m_unsent > 0)
            return State::Waiting;
        next();
        return State::Whole;
    case WireOp::Kind::Trickle:
        return trickle(op);
    case WireOp::Kind::Wait:
        if (first)
            m_due = steady_clock::now() + op.time;
        look();
        if (m_peer == Peer::Gone)
            return State::Left;
        if (waitUntil(m_due))
            return State::Waiting;
        note("waited", std::to_string(op.time.count()));
        next();
        return State::Whole;
    case WireOp::Kind::Hang:
        if (first)
            m_due = steady_clock::now() + (op.time > Micros::zero() ? std::min(op.time, m_longestHang) : m_longestHang);
        look();
        if (m_peer != Peer::There)
            return State::Left; // it was to get nothing: that it still reads makes no difference
        if (waitUntil(m_due))
            return State::Waiting;
        note("hung");
        next();
        return State::Close;
    case WireOp::Kind::Close:
        next();
        return State::Close;
    case WireOp::Kind::Reset:
        next();
        return State::Reset;
    }
    return State::Whole;
}

AnswerPlayer::State AnswerPlayer::trickle(const WireOp& op)
{
    if (m_offset == 0)
        m_due = steady_clock::now();
    while (m_offset < op.bytes.size()) {
        if (m_unsent > 0)
            return State::Waiting;
        look();
        if (m_peer == Peer::Gone)
            return State::Left;
        if (waitUntil(m_due))
            return State::Waiting;
        const std::size_t size = m_hurried ? op.bytes.size() : op.piece;
        const std::string_view piece = std::string_view(op.bytes).substr(m_offset, size);
        if (!write(piece))
            return State::Left;
        m_offset += piece.size();
        m_due = std::max(m_due + op.time, steady_clock::now());
    }
    if (m_unsent > 0)
        return State::Waiting;
    note("sent", std::to_string(op.bytes.size()));
    next();
    return State::Whole;
}

/// True if it is not yet time; will be woken then, or sooner.
bool AnswerPlayer::waitUntil(SteadyTime due)
{
    const auto left = due - steady_clock::now();
    if (m_hurried || left <= SteadyTime::duration::zero())
        return false;
    m_timer->start(std::min(std::chrono::ceil<std::chrono::milliseconds>(left), lookInterval));
    return true;
}

bool AnswerPlayer::write(std::string_view bytes)
{
    m_handed += bytes.size();
    m_unsent += bytes.size();
    m_handedAt = steady_clock::now();
    const bool open = m_link.write(bytes);
    if (open)
        m_unsent = std::min(m_unsent, static_cast<std::size_t>(m_link.unsent()));
    return open;
}

void AnswerPlayer::written()
{
    m_unsent = std::min(m_unsent, static_cast<std::size_t>(m_link.unsent()));
}

void AnswerPlayer::look()
{
    const Peer before = m_peer;
    switch (m_link.peerNow()) {
    case Link::Peer::There:
        break;
    case Link::Peer::ClosedItsSide:
        m_peer = Peer::ClosedItsSide;
        break;
    case Link::Peer::Gone:
        m_peer = Peer::Gone;
        break;
    }
    if (before == Peer::There && m_peer == Peer::ClosedItsSide)
        note("client-closed");
}

void AnswerPlayer::hurry()
{
    if (!std::exchange(m_hurried, true))
        note("hurried");
}

bool AnswerPlayer::isBlockedSince(SteadyTime& since) const
{
    since = m_handedAt;
    return m_unsent > 0;
}

void AnswerPlayer::next()
{
    ++m_op;
    m_begun = false;
    m_offset = 0;
}

void AnswerPlayer::note(const char* word, const std::string& rest)
{
    const auto at = std::chrono::duration_cast<Micros>(steady_clock::now() - m_started);
    m_trace += http::traceLine(at, word, rest);
}

http::Played AnswerPlayer::take(http::Ending ending, const char* word)
{
    http::Played played;
    const std::size_t sent = m_sentBefore.size() + m_handed - m_unsent;
    note(word, std::to_string(sent));
    played.sent = m_sentBefore + m_plan->bytes();
    played.asPlanned = sent == played.sent.size();
    played.sent.resize(std::min(sent, played.sent.size()));
    played.ending = ending;
    played.trace = std::move(m_trace);
    return played;
}

} // namespace hookloupe::server
