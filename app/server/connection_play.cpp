// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that take their time, or go wrong on purpose.
#include "server/connection.h"

#include "server/answer_player.h"
#include "server/gate.h"

#include <utility>

namespace hookloupe::server {

void Connection::play(std::shared_ptr<const http::WirePlan> plan)
{
    if (m_stage != Stage::Answering)
        return;
    m_stage = Stage::Playing;
    m_since = std::chrono::steady_clock::now();
    m_player = std::make_unique<AnswerPlayer>(m_link, std::move(plan), m_headPhase.get(), m_gate.limits().idleDeadline,
                                              [this] { advance(); });
    if (m_stopping)
        m_player->hurry();
    advance();
}

void Connection::advance()
{
    if (m_stage != Stage::Playing || m_writing)
        return;
    m_writing = true;
    const AnswerPlayer::State state = m_player->run();
    m_writing = false;
    switch (state) {
    case AnswerPlayer::State::Waiting:
        return;
    case AnswerPlayer::State::Whole:
        endPlaying(AnswerOutcome::Sent, http::Ending::Whole, "whole");
        return answerHandedOver();
    case AnswerPlayer::State::Close:
        m_lastAnswer = true;
        endPlaying(AnswerOutcome::Sent, http::Ending::Closed, "closed");
        return answerHandedOver();
    case AnswerPlayer::State::Reset:
        m_link.reset();
        endPlaying(AnswerOutcome::Sent, http::Ending::Reset, "reset");
        return die();
    case AnswerPlayer::State::Left:
        return clientGone();
    }
}

void Connection::endPlaying(AnswerOutcome outcome, http::Ending ending, const char* word)
{
    http::Played played = m_player->take(ending, word);
    m_player.reset();
    if (m_ticket != Ticket{})
        m_gate.finish(std::exchange(m_ticket, {}), outcome, &played);
}

void Connection::sweepPlaying(SteadyTime now)
{
    SteadyTime since;
    if (!m_player->isBlockedSince(since) || now - since <= m_gate.limits().writeDeadline)
        return;
    m_link.reset();
    endPlaying(AnswerOutcome::TimedOut, http::Ending::Cut, "write-timeout");
    die();
}

} // namespace hookloupe::server
