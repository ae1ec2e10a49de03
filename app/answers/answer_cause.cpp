// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/answer_cause.h"

#include <charconv>

namespace hookloupe::answers {

namespace {

/// The number in "1234 step 2\n"; 0 if no line begins a step.
int stepOf(std::string_view trace)
{
    constexpr std::string_view word = " step ";
    const auto at = trace.find(word);
    int step = 0;
    if (at != std::string_view::npos) {
        const char* digits = trace.data() + at + word.size();
        std::from_chars(digits, trace.data() + trace.size(), step);
    }
    return step;
}

} // namespace

Cause causeOf(const Capture& capture)
{
    if (!capture.answerTrace.empty())
        return {AnswerCause::Script, stepOf(capture.answerTrace)};
    const std::string_view answer = capture.answer;
    const auto headEnd = answer.find("\r\n\r\n");
    const std::string_view body = headEnd == std::string_view::npos ? std::string_view() : answer.substr(headEnd + 4);
    if (capture.summary.answerStatus == 503 && body == disabledBody)
        return {AnswerCause::Disabled, 0};
    if (capture.summary.answerStatus == 503 && body == heldBody)
        return {AnswerCause::Held, 0};
    if (capture.summary.answerStatus == 503 && body == closedBody)
        return {AnswerCause::Closed, 0};
    if (capture.summary.answerStatus == 401 && body == rejectedBody)
        return {AnswerCause::Rejected, 0};
    return {};
}

} // namespace hookloupe::answers
