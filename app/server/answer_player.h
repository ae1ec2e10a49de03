// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/wire_plan.h"

#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace hookloupe::server {

class Link;
struct HeadPhase;

/// Plays a wire plan on a connection's socket, in the server's thread, without ever waiting itself: run() does what can be
/// done now. Whoever owns it calls run() at first, whenever `wake` says so, and when the socket took bytes.
class AnswerPlayer {
public:
    enum class State {
        Waiting, ///< for the clock or for the socket
        Whole,   ///< played to its end, the connection may go on
        Close,   ///< the plan closes the connection here
        Reset,   ///< the plan resets the connection here
        Left,    ///< the client is gone
    };
    using SteadyTime = std::chrono::steady_clock::time_point;

    /// `link` must outlive it. `longestHang` bounds every Hang. What was done at the head (may be null) is the beginning of
    /// what take() tells.
    AnswerPlayer(Link& link, std::shared_ptr<const http::WirePlan> plan, const HeadPhase* before, Micros longestHang,
                 std::function<void()> wake);
    ~AnswerPlayer();
    AnswerPlayer(const AnswerPlayer&) = delete;
    AnswerPlayer& operator=(const AnswerPlayer&) = delete;

    [[nodiscard]] State run();
    /// No more waiting: what is to be sent is sent at once, a hang ends.
    void hurry();
    /// The socket took some of what waits.
    void written();
    /// Since when bytes wait for the client to read; nothing if none do.
    [[nodiscard]] bool isBlockedSince(SteadyTime& since) const;
    /// What came of it; `word` goes into the trace ("client-left").
    [[nodiscard]] http::Played take(http::Ending ending, const char* word);

private:
    enum class Peer { There, ClosedItsSide, Gone };

    [[nodiscard]] State runOp(const http::WireOp& op);
    [[nodiscard]] State trickle(const http::WireOp& op);
    [[nodiscard]] bool waitUntil(SteadyTime due);
    [[nodiscard]] bool write(std::string_view bytes);
    void look();
    void next();
    void note(const char* word, const std::string& rest = {});

    Link& m_link;
    std::shared_ptr<const http::WirePlan> m_plan;
    const std::string m_sentBefore;
    const Micros m_longestHang;
    QTimer* m_timer;               ///< deleted later: it may be calling
    const SteadyTime m_started;
    std::size_t m_op = 0;
    bool m_begun = false;          ///< the op at m_op
    SteadyTime m_due{};            ///< of the op at m_op
    std::size_t m_offset = 0;      ///< of a trickle
    std::size_t m_handed = 0;      ///< bytes handed to the socket
    std::size_t m_unsent = 0;      ///< of those, what it has not taken yet
    SteadyTime m_handedAt{};
    Peer m_peer = Peer::There;
    bool m_settled = false;
    bool m_hurried = false;
    std::string m_trace;
};

} // namespace hookloupe::server
