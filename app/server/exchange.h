// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "capture/capture.h"
#include "http/answer.h"
#include "http/request.h"
#include "http/wire_plan.h"

#include <any>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace hookloupe::server {

/// Names one exchange (request and its answer) between gate and handler; never used twice in a process.
enum class Ticket : std::uint64_t {};

/// How a request is treated whose head is there and whose body is not.
struct AtHead {
    enum class Way {
        Usual,   ///< 100 Continue to a client that waits for it
        Never,   ///< none: it has to give up waiting by itself
        Late,    ///< 100 Continue after `delay`, if the client still waits then
        Unasked, ///< 100 Continue, whether it is waited for or not
        Answer,  ///< to a client that waits: the answer; its body is not taken, and the connection is closed
    };
    Way way = Way::Usual;
    std::chrono::milliseconds delay{};
    std::any memo{}; ///< the handler's own, comes back with the request: HeadPhase::memo
};

/// What went on between a request's head and its body.
struct HeadPhase {
    std::any memo;             ///< of AtHead
    std::string sent;          ///< 100 Continue, or nothing
    std::string trace;         ///< as http::Played::trace; the time is that since the head was there
    std::chrono::steady_clock::time_point began{};
    bool bodyBegan = false;      ///< a byte of it came
    bool answeredAtHead = false; ///< the body was not taken
};

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
    std::shared_ptr<const HeadPhase> headPhase{}; ///< null: nothing was decided or sent at the head
};

/// The server's only way to the rest of the program. Called in the server's thread, never re-entrantly for one connection.
class ExchangeHandler {
public:
    virtual ~ExchangeHandler() = default;

    /// Asked when a good head is there without its body, if that comes later at all.
    virtual AtHead atHead(const http::RequestHead&) { return {}; }
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
    std::size_t connections = 512;                  ///< the one idle for longest is closed; 503 if none is
    std::size_t webPageBytes = 16 * 1024 * 1024;    ///< a minute, of what web pages send: 429
    std::chrono::milliseconds headDeadline{10'000};     ///< 408; a connection that sends nothing at all: close
    std::chrono::milliseconds bodyDeadline{30'000};     ///< 408
    /// For what still comes of a request that its head refused: its answer waits so long, so that the body is kept too. Longer than
    /// the pause that some senders make before the body, shorter than anybody waits for an answer.
    std::chrono::milliseconds refusedDeadline{1'000};
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
    std::uint64_t idleDropped = 0;        ///< idle connections closed in favour of new ones
    std::uint64_t withoutDescriptor = 0;  ///< limited, of those: turned away because the process may open no more files
    std::uint64_t webPagesRefused = 0;    ///< limited, of those: refused for WebPageQuota
};

} // namespace hookloupe::server
