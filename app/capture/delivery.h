// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "capture/speckle_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hookloupe {

/// Why bytes were sent to a receiver. Stored by number: append only.
enum class DeliveryPurpose {
    Forward = 0,   ///< a captured request passed on to a handler
    Replay = 1,    ///< sent by the user: the capture is the replay itself (CaptureKind::Replay)
};

/// What kept a whole answer from coming. Stored by number: append only.
enum class DeliveryFault {
    None = 0,
    NameNotFound = 1,
    NotConnected = 2,     ///< refused, unreachable
    Tls = 3,              ///< handshake or certificate
    ConnectionLost = 4,   ///< reset, or closed before the end of the answer
    NotHttp = 5,          ///< what came is no answer of HTTP/1.1
    TimedOut = 6,
    AnswerTooLarge = 7,   ///< more than was allowed
    TooManyRedirects = 8,
    BadRedirect = 9,      ///< a Location that cannot be followed
    Cancelled = 10,       ///< by the user
    Altered = 11,         ///< not sent: the stored bytes are not those that arrived
};

/// Moments since the start of the sending; nothing for what was not reached.
struct DeliveryTimings {
    std::optional<Micros> name;       ///< the name was resolved
    std::optional<Micros> connected;
    std::optional<Micros> encrypted;
    std::optional<Micros> firstByte;  ///< of the answer
    Micros total{};

    bool operator==(const DeliveryTimings&) const = default;
};

/// One sending of a capture's bytes to a receiver, and what came back.
struct Delivery {
    DeliveryId id{};                  ///< 0 = not stored yet
    CaptureId capture{};              ///< whose content was sent
    DeliveryPurpose purpose = DeliveryPurpose::Forward;
    int attempt = 1;                  ///< from 1; a later one only after a failure
    bool mayRepeat = false;           ///< the receiver may have had it before: an earlier attempt ended without being known
    std::string url;                  ///< where to, without user and password
    UtcTime startedAt{};
    std::string head;                 ///< the bytes sent in front of the content, request line to empty line
    std::string contentSha256;        ///< 32 raw bytes: of the content as sent; the proof that it is the capture's
    std::string answer;               ///< every byte that came back of the last hop, head and body
    int status = 0;                   ///< of the answer; 0 = none
    int redirects = 0;                ///< followed
    DeliveryFault fault = DeliveryFault::None;
    std::string detail;               ///< of the fault, technical; holds none of the bytes
    DeliveryTimings timings;
    SpeckleRecord record;             ///< what Speckle would record, had it been the sender

    bool operator==(const Delivery&) const = default;
};

/// The replays made of a capture, as a list shows them.
struct ReplayList {
    std::int64_t total = 0;           ///< there are
    std::vector<Delivery> newest;     ///< the newest first; each one's capture is the replay; without head and answer

    bool operator==(const ReplayList&) const = default;
};

/// A captured request that is to be passed on to a target and was not yet: one row of the offline inbox.
struct InboxItem {
    std::int64_t position = 0;        ///< order of delivery; also the row's id
    CaptureId capture{};
    EndpointId endpoint = catchAllEndpoint;
    std::string target;               ///< the target's URL, as in the endpoint's forwarding
    int attempts = 0;                 ///< so far
    bool begun = false;               ///< an attempt began whose end is not known: the receiver may have it

    bool operator==(const InboxItem&) const = default;
};

} // namespace hookloupe
