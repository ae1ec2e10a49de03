// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "capture/annotation.h"
#include "capture/event_facts.h"
#include "capture/refusal.h"
#include "capture/signature.h"
#include "capture/speckle_record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hookloupe {

/// Stored by number: append only.
enum class CaptureKind {
    Request = 0,
    Malformed = 1,  ///< refused by the gate: `refusal` says why, the bytes are those that came, capped
    Replay = 2,     ///< an answer to a replayed event
};

/// How the sending of the answer ended. Stored by number: append only.
enum class AnswerOutcome {
    Open = 0,        ///< not sent yet (or the program ended before it was)
    Sent = 1,        ///< every byte was handed to the socket
    ClientLeft = 2,  ///< the client closed before the whole answer was handed over
    TimedOut = 3,    ///< the client did not read the answer within the write deadline
    None = 4,        ///< nothing was to be sent (TLS failure, client left in the middle of its request)
};

/// The answer's outcome, known after the capture is committed. The store replaces these fields of the summary.
struct AnswerReport {
    CaptureId capture{};
    AnswerOutcome outcome = AnswerOutcome::Open;
    Micros duration{};  ///< from the request's first byte to the answer's last handed-over byte
    SpeckleRecord record; ///< what Speckle records now that the sending is over; replaces the planned one in the store
    /// The bytes that really went out, where they are other than planned; replaces the capture's answer and its status.
    std::optional<std::string> sent{};
    int sentStatus = 0;       ///< HTTP status in `sent`; 0 = none
    std::string trace{};      ///< how a script's answer went, a line a step with its time; empty for a plain answer

    bool operator==(const AnswerReport&) const = default;
};

/// What one row of the table shows. Everything textual in it came from outside and is hostile.
struct CaptureSummary {
    CaptureId id{};
    CaptureKind kind = CaptureKind::Request;
    Refusal refusal = Refusal::None;
    UtcTime arrivedAt{};             ///< first byte of the request
    EndpointId endpoint = catchAllEndpoint;
    std::string method;              ///< as received; empty if the request line was not readable
    std::string target;              ///< as received, raw
    std::string peer;                ///< "127.0.0.1:53122", "[::1]:53122"
    bool tls = false;
    std::uint64_t connection = 0;    ///< number of the connection in this run of the program, from 1
    std::uint32_t requestOnConnection = 0; ///< from 1
    std::int64_t headBytes = 0;
    std::int64_t contentBytes = 0;   ///< the body without chunk framing
    SignatureResult signature;       ///< by the settings its endpoint had when it came
    EventFacts event;
    int answerStatus = 0;            ///< HTTP status sent; 0 = none
    SpeckleRecord record;            ///< what Speckle records for that answer
    AnswerOutcome outcome = AnswerOutcome::Open;
    Micros duration{};               ///< see AnswerReport; 0 while open
    CaptureId parent{};              ///< of a replay: the capture it was made from; 0 = none
    Annotation annotation;           ///< the user's; never set by what comes from outside
    /// By the settings the endpoint has now, where that says something else than `signature`. Never stored: see
    /// session::Verdicts.
    std::optional<SignatureResult> now{};

    bool operator==(const CaptureSummary&) const = default;
};

/// What the signature says now, as far as it is known.
[[nodiscard]] inline const SignatureResult& signatureNow(const CaptureSummary& capture)
{
    return capture.now ? *capture.now : capture.signature;
}

/// One captured request, whole. Immutable once shared across threads.
struct Capture {
    CaptureSummary summary;
    std::string head;      ///< raw bytes from the request line to the empty line, inclusive
    std::string body;      ///< raw bytes after the head as received: chunk framing and trailers too
    std::optional<std::string> dechunked; ///< the body without chunk framing; set only if it was chunked
    std::string contentSha256;            ///< 32 raw bytes: SHA-256 of content()
    std::string answer;    ///< the exact bytes of the answer, head and body, as planned when committed
    std::string answerTrace;  ///< how a scripted answer went, see AnswerReport::trace
    std::vector<std::string> forwardTo; ///< targets it is to be passed on to: queued in the transaction that stores it; not read back
    bool forwardAtOnce = false; ///< the sending follows the commit: what is queued counts as begun (InboxItem::begun); not read back
    std::string note;      ///< technical detail of a refusal: position, field name; no secret

    /// What the sender meant to send, and signed: the body without transfer coding (RFC 9110 section 6.4).
    [[nodiscard]] const std::string& content() const { return dechunked ? *dechunked : body; }
};

using CapturePtr = std::shared_ptr<const Capture>;

/// The icon of a capture, or of an endpoint's last request (design: ✔ ❕ ❌). State is never colour alone.
enum class Mark {
    Good,     ///< ✔ Speckle would record success and the signature is valid
    Unjudged, ///< ❕ nothing to judge: no request, answer still open, no secret that authenticates the sender, or no signature that covers
              ///< the whole body
    Bad,      ///< ❌ Speckle would record a failure, or the signature is invalid
};

/// Pure and total: every combination has one mark. By what the signature says now.
[[nodiscard]] Mark markOf(const CaptureSummary& capture);

/// Enters how an answer ended into the summary it belongs to.
void enter(const AnswerReport& report, CaptureSummary& summary);

} // namespace hookloupe
