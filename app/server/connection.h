// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "http/framer.h"
#include "server/exchange.h"
#include "server/link.h"
#include "server/refused_request.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::server {

class AnswerPlayer;
class Gate;

using SteadyTime = std::chrono::steady_clock::time_point;

/// One client connection: reads, frames, has the gate judge, answers; one exchange at a time, in the order of the requests.
class Connection {
public:
    Connection(Gate& gate, qintptr descriptor, const QSslConfiguration* tls, std::uint64_t number, bool oneTooMany);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] bool valid() const { return m_link.valid(); }
    /// In the middle of a request or of an answer.
    [[nodiscard]] bool busy() const;
    /// Since when it has been idle: no request of it is under way. Nothing if it is not.
    [[nodiscard]] std::optional<SteadyTime> idleSince() const;
    /// Nothing came that is not read yet.
    [[nodiscard]] bool isSilent() const { return m_stage == Stage::Draining || m_link.isSilent(); }
    /// Closes an idle one without a word.
    void drop() { die(); }
    /// Begins with the connection, once its owner knows it: may already answer, or end.
    void start();
    /// Sends the answer of the open exchange; does nothing if there is none.
    void send(std::string_view wire);
    /// Plays the answer of the open exchange; the same.
    void play(std::shared_ptr<const http::WirePlan> plan);
    /// Closes what is over its deadline.
    void sweep(SteadyTime now);
    /// No request after the current one; one that is not complete within a short grace is turned away.
    void stop();
    void limitsChanged();
    /// True while it waits for a moment shorter than the usual deadlines.
    [[nodiscard]] bool inShortWait() const;

    std::size_t index = 0; ///< its place in the gate's list

private:
    enum class Stage {
        Handshake, ///< TLS, before the first byte
        Reading,   ///< between requests and within one
        Lingering, ///< refused: a moment for what still comes of it
        Answering, ///< the handler has the exchange
        Writing,   ///< the answer is on its way
        Playing,   ///< the same, by a plan
        Draining,  ///< answered for good: lets the client read before closing
        Dead,      ///< to be deleted by the gate
    };

    void open();
    void onEncrypted();
    void onReadable();
    void onWritten();
    void onGone();

    void pump();
    [[nodiscard]] std::size_t consume(std::string_view bytes);
    void discard();
    void linger(std::string_view rest);
    void collect();
    void endLingering();
    void headComplete();
    void sendContinue();
    void noteBody();
    void noteAtHead(const char* word);
    void answerAtHead();
    void requestComplete();
    [[nodiscard]] bool refusedAsOfWebPage(std::size_t bytes);
    void submit(http::Request request);
    void refuse(Refusal refusal, const std::string& note = {});
    [[nodiscard]] Incoming givenUp(Refusal refusal, const std::string& note = {});
    void answerHandedOver();
    void advance();
    void endPlaying(AnswerOutcome outcome, http::Ending ending, const char* word);
    void sweepPlaying(SteadyTime now);
    void sweepReading(SteadyTime now);
    void clientGone();
    void handshakeFailed(Refusal refusal);
    void drain();
    void die();
    [[nodiscard]] bool betweenRequests() const;
    [[nodiscard]] Incoming incomingOf(http::Request request) const;
    void account();

    Gate& m_gate;
    Link m_link;
    http::RequestFramer m_framer;
    std::unique_ptr<AnswerPlayer> m_player; ///< while Playing
    const std::uint64_t m_number;
    std::uint32_t m_requests = 0;
    Stage m_stage = Stage::Reading;
    std::shared_ptr<HeadPhase> m_headPhase; ///< of the current request; usually none
    std::optional<RefusedRequest> m_refused; ///< while Lingering
    std::optional<SteadyTime> m_continueDue; ///< 100 Continue is to be sent then
    Ticket m_ticket{};               ///< of the open exchange; 0 if the answer belongs to none
    std::string m_pending;           ///< came behind the request that is being answered
    std::size_t m_pendingAt = 0;
    UtcTime m_pendingSince{};
    UtcTime m_readAt{};              ///< of the bytes being consumed
    UtcTime m_arrivedAt{};           ///< first byte of the current request
    SteadyTime m_firstByte{};
    SteadyTime m_since;              ///< when the current stage or part of the request began
    SteadyTime m_drainStarted;
    std::size_t m_accounted = 0;     ///< bytes counted as in flight
    std::size_t m_drained = 0;
    bool m_readable = false;         ///< told so, and not read to the end since
    bool m_pumping = false;
    bool m_writing = false;          ///< within Link::write(), which may call back
    bool m_inBody = false;
    bool m_lastAnswer = false;       ///< the answer being sent ends the connection at once
    bool m_closing = false;          ///< an answer said close: a request that follows is still taken
    bool m_http10 = false;           ///< the last request's version
    bool m_oneTooMany = false;       ///< over the limit of connections
    bool m_stopping = false;
};

} // namespace hookloupe::server
