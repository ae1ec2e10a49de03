// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/delivery.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::forward {

/// A handler that requests are passed on to.
struct ForwardTarget {
    std::string url;              ///< as written: http, https or unix; without user and password
    bool anyCertificate = false;  ///< takes a certificate that nobody vouches for
    bool retry5xx = false;        ///< an answer 5xx is none: the request stays in the queue and is sent again
    bool withoutCredentials = false; ///< Authorization, Cookie and signatures are left out

    bool operator==(const ForwardTarget&) const = default;
};

/// What the sender gets.
enum class AnswerFrom {
    Endpoint,     ///< the endpoint's own answer, at once
    FirstTarget,  ///< the first target's, if it comes in time; else the endpoint's own
};

/// When one request follows another.
enum class Pace {
    Fastest,   ///< as soon as the one before has its answer
    PerSecond, ///< at most so many a second
    Original,  ///< with the distance in which they arrived, or more
};

/// Where an endpoint passes requests on to, and how.
struct Forwarding {
    std::vector<ForwardTarget> targets;
    AnswerFrom answer = AnswerFrom::Endpoint;
    Pace pace = Pace::Fastest;
    int perSecond = 10;                           ///< of Pace::PerSecond
    std::chrono::seconds timeLimit{30};           ///< for one attempt
    bool xForwarded = false;                      ///< adds X-Forwarded-For, -Host and -Proto
    bool rejectedToo = false;                     ///< passes on also what the endpoint answers 401, its signature being wrong

    bool operator==(const Forwarding&) const = default;
};

inline constexpr std::size_t mostTargets = 16;

/// Reads the text an endpoint keeps: a target a line with its own words behind it, and options as "name = value":
///     answer = endpoint | first-target      pace = fastest | original | N/s (1 to 1000)
///     timeout = N s (1 to 600)              x-forwarded = no | yes           send = accepted | all
/// A target's words are any-certificate, retry-5xx and without-credentials. Empty lines and lines that begin with "#" say nothing; an empty text forwards nowhere. InvalidInput naming the line and
/// what is wrong with it.
[[nodiscard]] Result<Forwarding> parseForwarding(std::string_view text);
/// The shortest text that parseForwarding() reads the same from; empty without targets and options.
[[nodiscard]] std::string printForwarding(const Forwarding& forwarding);

/// The target that a delivery went to; nullptr if it is none of these any more.
[[nodiscard]] const ForwardTarget* targetOf(const Forwarding& forwarding, const Delivery& delivery);

/// InvalidInput with what is wrong with one target's URL.
[[nodiscard]] Status checkTarget(std::string_view url);

} // namespace hookloupe::forward
