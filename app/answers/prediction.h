// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_plan.h"
#include "capture/speckle_record.h"
#include "http/wire_plan.h"

#include <optional>
#include <string>
#include <vector>

namespace hookloupe::answers {

/// What the sender saw of an answer.
struct Performance {
    std::string_view sent;            ///< every byte
    http::Ending ending = http::Ending::Whole;
    Micros duration{};                ///< from the request's first byte to the answer's last, or to the end without one
    int redirectsBefore = 0;
    bool toHead = false;              ///< the request was a HEAD: no body was to come
};
/// What Speckle records for it (speckle/sender_rules.h). Pure.
[[nodiscard]] SpeckleRecord recordOf(const Performance& performance);

/// What a plan comes to if the client reads at once. Pure.
[[nodiscard]] SpeckleRecord recordOf(const http::WirePlan& wire, int redirectsBefore, bool toHead);

/// One per step: what Speckle will record for a delivery that this step answers, its whole chain of redirects included;
/// nothing for a step in front of another, and for a redirect to elsewhere, of which nothing is known. A delivery is a POST
/// with a body. With `rejectsInvalid` a request whose signature does not fit its body is answered 401: so is the GET without
/// a body that Speckle makes of it for 301, 302 and 303. Files of file bodies are read in `folder` alone (answer_file.h); without
/// it none is looked at, and nothing is said of their steps.
[[nodiscard]] std::vector<std::optional<SpeckleRecord>> predicted(const AnswerPlan& plan, bool rejectsInvalid,
                                                                  const std::optional<std::string>& folder = {});

} // namespace hookloupe::answers
