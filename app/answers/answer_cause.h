// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <string_view>

namespace hookloupe::answers {

/// The bodies of what an endpoint answers by itself, whatever its own answer is.
inline constexpr std::string_view rejectedBody = "Ignoring request with invalid signature";
inline constexpr std::string_view disabledBody = "This endpoint is disabled";
inline constexpr std::string_view heldBody = "This endpoint is paused because of a loop, until it is released";
inline constexpr std::string_view closedBody = "Not available";

enum class AnswerCause {
    Own,        ///< the endpoint's fixed answer, or what its handler answered; or nothing is known
    Script,     ///< a step of the endpoint's script
    Rejected,   ///< for its signature
    Disabled,
    Held,       ///< because of a loop
    Closed,     ///< its secrets could not be read
};

/// Why a capture was answered as it was.
struct Cause {
    AnswerCause cause = AnswerCause::Own;
    int step = 0;   ///< Script: its number, from 1; 0 = not known

    bool operator==(const Cause&) const = default;
};

/// Told from what was sent and from how it went: the endpoint may have been changed since. Pure.
[[nodiscard]] Cause causeOf(const Capture& capture);

} // namespace hookloupe::answers
