// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_plan.h"
#include "http/answer.h"
#include "http/wire_plan.h"

namespace hookloupe::answers {

/// One turn of a plan for one request.
struct Compiled {
    int status = 0;              ///< of the answer as planned; 0 = none is to be sent
    http::WirePlan wire;
    int redirectsBefore = 0;     ///< of our own, that led to this request
};

/// What to do for a request. `folder` is where the files of file bodies may lie, see answer_file.h; if one cannot be had, or a
/// template comes out too large, the answer is a plain 500 and the wire plan's notes say why. Any thread.
[[nodiscard]] Compiled compileTurn(const AnswerPlan& plan, const Turn& turn, const http::Request& request,
                                   const http::AnswerContext& context, const std::string& folder);
/// The same for a request that one of the plan's own redirects led to: the next hop, or the answer at their end.
[[nodiscard]] Compiled compileHop(const AnswerPlan& plan, const Hop& hop, const http::Request& request,
                                  const http::AnswerContext& context);
/// A fixed answer that needs no more than one writing: no delay, no 1xx in front, no redirect. Nothing if the plan is not of
/// that kind, or its body cannot be had.
[[nodiscard]] std::optional<http::Answer> plainAnswerOf(const AnswerPlan& plan, const http::Request& request,
                                                        const std::string& folder);

} // namespace hookloupe::answers
