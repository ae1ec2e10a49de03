// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "capture/capture.h"
#include "http/answer.h"
#include "http/request.h"
#include "http/wire_plan.h"

#include <cstdint>
#include <string>

namespace hookloupe::server {

/// Names one exchange (request and its answer) between gate and handler; never used twice in a process.
enum class Ticket : std::uint64_t {};

/// What the gate knows of a request it took or refused.
struct Incoming {
    http::Request request;        ///< of a refused one: rawHead/rawBody hold the bytes that came, capped at 128 KiB
    Refusal refusal = Refusal::None;
    std::string note;             ///< technical detail of a refusal
    std::string peer;             ///< "127.0.0.1:53122"
    bool tls = false;
    std::uint64_t connection = 0;
    std::uint32_t requestOnConnection = 0;
    UtcTime arrivedAt{};          ///< first byte
    http::AnswerContext context{}; ///< how its answer has to be framed; not of a refused one
};

/// The server's only way to the rest of the program. Called in the server's thread, never re-entrantly for one connection.
class ExchangeHandler {
public:
    virtual ~ExchangeHandler() = default;

    /// What to answer to a request that passed the gate. Not called for refused ones.
    virtual http::Answer answerFor(const Incoming& incoming, Ticket ticket) = 0;
    /// The exchange is complete but for sending: `wire` are the answer's exact bytes (empty = nothing to send).
    /// The handler keeps it and later calls CaptureServer::release() or CaptureServer::refuse() once for the ticket, from
    /// any thread. Returns a refusal (QueueFull, …) if it could not be taken: the gate answers with that and forgets.
    virtual Refusal accept(Incoming incoming, std::string wire, int status, Ticket ticket) = 0;
    /// What was really sent of an answer with a plan (http::Answer::plan), right before finished().
    virtual void played(Ticket, http::Played) {}
    /// The answer left, or could not. Called once for each accepted ticket.
    virtual void finished(Ticket ticket, AnswerOutcome outcome, Micros duration) = 0;
};

/// Limits of the gate; each is a setting. Sizes in bytes. The defaults are the product's.
struct Limits {
    std::size_t requestLine = 8 * 1024;             ///< 414
    std::size_t head = 64 * 1024;                   ///< 431
    std::size_t fields = 96;                        ///< 431
    std::size_t body = 64 * 1024 * 1024;            ///< 413
    std::size_t bytesInFlight = 256 * 1024 * 1024;  ///< 503
    std::size_t connections = 512;                  ///< 503
    std::chrono::milliseconds headDeadline{10'000};     ///< 408
    std::chrono::milliseconds bodyDeadline{30'000};     ///< 408
    std::chrono::milliseconds idleDeadline{60'000};     ///< close
    std::chrono::milliseconds writeDeadline{30'000};    ///< reset
    std::chrono::milliseconds tlsDeadline{3'000};       ///< close
};

/// Counts since the server started, for the status bar.
struct Counters {
    std::uint64_t requests = 0;           ///< passed the gate
    std::uint64_t malformed = 0;          ///< refused for their form
    std::uint64_t limited = 0;            ///< refused for a limit or deadline
    std::uint64_t storeRefused = 0;       ///< answered 503 or 507 because the store could not take them
    std::uint64_t clientsLeft = 0;
    std::uint64_t tlsFailures = 0;
    std::uint64_t connectionsOpen = 0;
    std::uint64_t answersOpen = 0;
};

} // namespace hookloupe::server
