// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe {

/// `WebhookEvent.status` as Speckle stores it (speckle.md section 3).
enum class SpeckleStatus {
    Pending = 0,
    BeingSent = 1,
    Success = 2,
    Failure = 3,
};

/// The reason Speckle keeps to its own log. Stored by number: append only.
enum class SpeckleReason {
    None = 0,               ///< success, or still open
    HttpStatus = 1,         ///< "HTTP response code N"
    Timeout = 2,            ///< not finished within 10 s
    AnswerTooLarge = 3,     ///< more than 500,000 bytes
    NetworkError = 4,       ///< reset, garbage, refused, DNS, TLS
    TooManyRedirects = 5,
    LocalNetworkRefused = 6,
};

/// What Speckle's webhook list would show for one delivery, and why.
struct SpeckleRecord {
    SpeckleStatus status = SpeckleStatus::BeingSent;
    SpeckleReason reason = SpeckleReason::None;
    int httpStatus = 0;  ///< the status the reason names; 0 = none

    bool operator==(const SpeckleRecord&) const = default;
};

} // namespace hookloupe
