// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_plan.h"

namespace hookloupe::answers {

/// What is wrong with a plan's text. The sentence for people is made in words/answer_words.h.
enum class PlanFault {
    TooLong,            ///< the text; `largest` bytes
    NoSteps,
    TooManySteps,       ///< `largest`
    UnknownStep,        ///< `text`: the word
    UnknownOption,
    OptionNotHere,      ///< an option that this kind of step has not
    OptionRepeated,
    ValueMissing,
    ValueNotWanted,
    BadNumber,          ///< not a number from `smallest` to `largest`
    BadTime,            ///< not a time from `smallest` to `largest` ms, as 250ms or 9.9s
    BadStatus,          ///< not from `smallest` to `largest`
    BadRedirect,        ///< a status that is no redirect to follow
    BadReason,
    BadHeader,          ///< not "Name: value"
    OwnHeader,          ///< one that the server writes itself
    TooManyHeaders,     ///< `largest`
    BadLocation,
    BadEscape,
    QuoteOpen,
    TwoBodies,
    BadField,           ///< {{…}} that is no field of a request
    FieldOpen,          ///< {{ without }}
    BadContinue,        ///< no way to treat who waits for 100 Continue
    TwoContinues,       ///< in one turn
    NothingFollows,     ///< a wait or an interim answer at the end
    ModeNotFirst,       ///< once or loop behind a step
};

struct PlanError {
    PlanFault fault = PlanFault::NoSteps;
    int line = 0;              ///< from 1; 0 = the whole text
    std::string text;          ///< what is meant; came from outside
    std::int64_t smallest = 0;
    std::int64_t largest = 0;

    bool operator==(const PlanError&) const = default;
};

struct ParsedPlan {
    AnswerPlan plan;
    std::optional<PlanError> error; ///< the first one; the plan is not to be used then
};

/// Reads a plan: `once` or `loop` (the default) in the first line, then one step a line; lines that are empty or begin with #
/// do not count. Total: any bytes give a plan or an error.
///
///     answer 203 reason=Fine header="X-A: b" body="text\n" delay=2s    (or template=, file=, filler=500001, by-path)
///     trickle 200 filler=1000 piece=10 every=100ms
///     reset 200 filler=1000 after=100
///     redirect 302 hops=2 then=200          redirect 307 to=http://localhost:9/
///     hang time=20s · close · garbage bytes=64 · wait 9.9s · interim 100 times=2
///     continue never · continue 2s · continue unasked · continue instead
[[nodiscard]] ParsedPlan parseAnswerPlan(std::string_view text);
/// The text that parseAnswerPlan() reads back as the same plan, for every plan that it can read.
[[nodiscard]] std::string textOf(const AnswerPlan& plan);
/// One step's line, without its end.
[[nodiscard]] std::string textOf(const Step& step);

/// "answer", "trickle", …: the first word of a step's line.
[[nodiscard]] std::string_view nameOf(StepKind kind);
/// "never", "unasked", "instead"; nothing for Late, which is written as its time.
[[nodiscard]] std::string_view nameOf(ContinueWay way);
/// "9.9s", "250ms".
[[nodiscard]] std::string timeText(Millis time);
/// Nothing if it is no time of that form.
[[nodiscard]] std::optional<Millis> readTime(std::string_view text);

} // namespace hookloupe::answers
