// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "capture/capture.h"
#include "capture/endpoint.h"
#include "http/answer.h"
#include "server/exchange.h"
#include "verify/scheme.h"

#include <memory>
#include <string_view>
#include <vector>

namespace hookloupe::session {

/// All that decides an answer, as one immutable value: replaced as a whole when the user changes something.
struct Rules {
    std::vector<ArmedEndpoint> endpoints;
    std::vector<const verify::Scheme*> schemes; ///< of the endpoint at the same place; nullptr = no such scheme
};
using RulesPtr = std::shared_ptr<const Rules>;
[[nodiscard]] RulesPtr makeRules(std::vector<ArmedEndpoint> endpoints, std::string_view schemeForAll = {});

/// What was found about a request, and what to answer to it.
struct Judgement {
    EndpointId endpoint = catchAllEndpoint;
    SignatureResult signature;
    http::Answer answer;
};

/// Pure; any thread.
[[nodiscard]] Judgement judge(const Rules& rules, const server::Incoming& incoming);

/// What Speckle records for an answer. `outcome` Open: as planned. Pure.
[[nodiscard]] SpeckleRecord recordOf(int status, std::int64_t bodyBytes, AnswerOutcome outcome, Micros duration);
/// Bytes after the head of an answer on the wire.
[[nodiscard]] std::int64_t bodyBytesOf(std::string_view wire);

} // namespace hookloupe::session
