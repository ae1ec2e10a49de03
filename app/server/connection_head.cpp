// SPDX-License-Identifier: GPL-3.0-or-later
// What happens between a request's head and its body: 100 Continue (RFC 9110 section 10.1.1), or what is done instead.
#include "server/connection.h"

#include "http/answer.h"
#include "http/wire_plan.h"
#include "server/gate.h"

#include <utility>

namespace hookloupe::server {

using std::chrono::steady_clock;
using Way = AtHead::Way;

void Connection::headComplete()
{
    if (m_framer.head().fromWebPage && refusedAsOfWebPage(static_cast<std::size_t>(m_framer.head().contentLength.value_or(0))))
        return;
    // A body that begins in the same packet says that the client does not wait.
    const bool waits = m_framer.head().expectContinue && !m_framer.bodyBegun();
    AtHead wish = m_gate.atHead(m_framer.head());
    if (wish.way == Way::Usual && !waits && !wish.memo.has_value())
        return;
    m_headPhase = std::make_shared<HeadPhase>();
    m_headPhase->began = steady_clock::now();
    m_headPhase->memo = std::move(wish.memo);
    m_headPhase->bodyBegan = m_framer.bodyBegun();
    if (wish.way == Way::Unasked || (wish.way == Way::Usual && waits))
        return sendContinue();
    if (!waits) {
        if (wish.way != Way::Usual)
            noteAtHead("continue-not-awaited");
        return;
    }
    noteAtHead(wish.way == Way::Answer ? "answered-at-head" : "continue-withheld");
    if (wish.way == Way::Answer) {
        answerAtHead();
    } else if (wish.way == Way::Late) {
        m_since = m_headPhase->began + wish.delay; // the client has its time for the body from then on
        m_continueDue = m_since;
        m_gate.sweepSoon();
    }
}

void Connection::sendContinue()
{
    m_continueDue.reset();
    m_headPhase->sent = http::continueAnswer;
    noteAtHead("continue-sent");
    (void)m_link.write(http::continueAnswer); // a failure shows when reading
}

/// The first byte of the body ends the waiting.
void Connection::noteBody()
{
    if (!m_framer.bodyBegun() || m_headPhase->bodyBegan)
        return;
    m_headPhase->bodyBegan = true;
    noteAtHead("body-began");
    if (std::exchange(m_continueDue, std::nullopt))
        m_since = steady_clock::now();
}

void Connection::noteAtHead(const char* word)
{
    const auto at = std::chrono::duration_cast<Micros>(steady_clock::now() - m_headPhase->began);
    m_headPhase->trace += http::traceLine(at, word);
}

/// The client may send its body all the same: it is let through to nobody, and the connection ends.
void Connection::answerAtHead()
{
    m_headPhase->answeredAtHead = true;
    m_lastAnswer = true;
    m_framer.refuse(Refusal::None, {});
    http::Request request = m_framer.take();
    request.dechunked.reset();
    submit(std::move(request));
}

} // namespace hookloupe::server
