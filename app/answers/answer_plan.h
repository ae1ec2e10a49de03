// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::answers {

using Millis = std::chrono::milliseconds;

// What a plan may ask for. A sender that gives up after 10 s has left long before.
inline constexpr Millis longestDelay{30'000};     ///< in front of an answer
inline constexpr Millis longestWait{300'000};     ///< a step of its own; trickling, from first to last byte
inline constexpr std::int64_t largestBody = 64 * 1024 * 1024;
inline constexpr std::size_t mostSteps = 200;
inline constexpr std::size_t mostHeaders = 64;
inline constexpr int mostHops = 20;
inline constexpr int mostInterims = 1'000;
inline constexpr std::size_t longestText = 1024 * 1024; ///< of a whole plan

enum class StepKind {
    Answer,   ///< a whole answer
    Trickle,  ///< a whole answer, its body in small pieces
    Reset,    ///< an answer that is reset in the middle of its body
    Redirect, ///< 301, 302, 303, 307 or 308 to `to`, or `hops` times to the request's own path
    Hang,     ///< no answer, as long as the client stays
    Close,    ///< closes without an answer
    Garbage,  ///< bytes that are no HTTP, then closes
    Wait,     ///< a pause in front of the step that follows
    Interim,  ///< 1xx answers in front of the step that follows
    Continue, ///< how a client is treated that waits for 100 Continue (RFC 9110 section 10.1.1), in front of the same
};

/// The usual way, without such a step: 100 Continue to whom waits for it.
enum class ContinueWay {
    Never,   ///< the client has to give up waiting by itself
    Late,    ///< 100 Continue after `time`, if the client still waits
    Unasked, ///< 100 Continue once the head is there, asked for or not
    Instead, ///< the answer of the turn comes in the place of 100 Continue, and of the body
};

enum class BodyKind {
    Text,
    Template, ///< text with {{fields}} of the request, see body_template.h
    File,     ///< the file at this path, read for every answer, see answer_file.h
    Filler,   ///< `bodyBytes` bytes that mean nothing
};

/// One line of a plan. What its kind does not use keeps its default.
struct Step {
    StepKind kind = StepKind::Answer;

    // Answer, Trickle, Reset; Redirect and Interim have a status too
    int status = 200;
    bool statusFromPath = false;   ///< the path's last segment is the status if it is one: /hooks/ci/503
    std::string reason;            ///< empty = the standard phrase
    http::Headers headers;         ///< none that the writer adds itself
    BodyKind bodyKind = BodyKind::Text;
    std::string body;              ///< text, template or path of the file
    std::int64_t bodyBytes = 0;    ///< of Filler
    Millis delay{};                ///< Answer: before its first byte

    std::int64_t piece = 1;        ///< Trickle: bytes at a time
    Millis every{100};             ///< Trickle: between two pieces
    std::int64_t after = 0;        ///< Reset: body bytes that still go out
    int hops = 1;                  ///< Redirect to the own path: how many before the answer
    int thenStatus = 200;          ///< Redirect: status of the answer at the end of the hops
    std::string to;                ///< Redirect: Location; empty = own path
    Millis time{};                 ///< Wait; Continue: Late; Hang: at most, 0 = as long as the server allows
    int times = 1;                 ///< Interim
    ContinueWay continueWay = ContinueWay::Never;
    std::int64_t bytes = 64;       ///< Garbage

    bool operator==(const Step&) const = default;
};

/// What an endpoint answers. A request takes one turn: a step that answers, with what stands in front of it.
struct AnswerPlan {
    bool loop = true;              ///< after the last turn the first follows; else 200 OK from then on
    std::vector<Step> steps;       ///< never empty in a plan that was read from text

    bool operator==(const AnswerPlan&) const = default;
};

/// Steps first to last, the last is the one that answers.
struct Turn {
    std::size_t first = 0;
    std::size_t last = 0;

    bool operator==(const Turn&) const = default;
};

/// A Wait, an Interim or a Continue: belongs to the step that follows.
[[nodiscard]] bool isInFront(StepKind kind);
/// What follows the last answering step belongs to no turn.
[[nodiscard]] std::vector<Turn> turnsOf(const AnswerPlan& plan);
/// The Continue of a turn; null if it has none.
[[nodiscard]] const Step* continueOf(const AnswerPlan& plan, const Turn& turn);
/// Whether any turn has one.
[[nodiscard]] bool hasContinue(const AnswerPlan& plan);
/// Always the same answer: one turn, without anything but an answer in it.
[[nodiscard]] bool isFixed(const AnswerPlan& plan);

/// A request that came because of our own redirect.
struct Hop {
    std::size_t step = 0;   ///< of the plan
    int number = 1;         ///< redirects before it
};
/// Says so by its query (`hookloupe-hop=<step from 1>.<number>`), if the plan has such a redirect.
[[nodiscard]] std::optional<Hop> hopOf(const AnswerPlan& plan, std::string_view target);
/// The target with its query changed to name the hop: "/hooks/ci?a=b&hookloupe-hop=2.1".
[[nodiscard]] std::string targetOfHop(std::string_view target, const Hop& hop);

} // namespace hookloupe::answers
