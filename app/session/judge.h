// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_plan.h"
#include "base/ids.h"
#include "capture/capture.h"
#include "capture/endpoint.h"
#include "http/answer.h"
#include "server/exchange.h"
#include "verify/scheme.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace hookloupe::session {

/// A plan with the text that it was read from.
struct EndpointPlan {
    std::string text;
    answers::AnswerPlan plan; ///< without steps: the text could not be read
    bool asksAtHead = false;  ///< answers::hasContinue()
    std::string folder{};     ///< whose files may be bodies, see answers/answer_file.h
};

/// All that decides an answer, as one immutable value: replaced as a whole when the user changes something.
struct Rules {
    std::vector<ArmedEndpoint> endpoints;
    std::vector<const verify::Scheme*> schemes; ///< of the endpoint at the same place; nullptr = no such scheme
    /// Of the endpoint at the same place, read once; nullptr = 200 OK.
    std::vector<std::shared_ptr<const EndpointPlan>> plans;
};
using RulesPtr = std::shared_ptr<const Rules>;
/// What goes for every endpoint; scheme and answer instead of its own, empty = its own.
struct ForAll {
    std::string scheme;
    std::string answer;
    bool acceptUnsigned = false; ///< false = each endpoint's own
    std::vector<std::string> secrets{}; ///< of those without one of their own
    std::string answerFolder{}; ///< see EndpointPlan::folder; empty = no answer is a file
    /// Whether an endpoint's answer is held, and 200 OK answered; see StoreTrust. Empty: none is.
    std::function<bool(const Endpoint&)> holdsAnswer{};
};
[[nodiscard]] RulesPtr makeRules(std::vector<ArmedEndpoint> endpoints, const ForAll& forAll = {});

/// How far the endpoints' scripts have come; belongs to the server's thread.
class ScriptPositions {
public:
    /// The turn that an endpoint's next request takes, counted on; nothing if its script was played once and is over. A plan
    /// with another text starts anew.
    [[nodiscard]] std::optional<answers::Turn> next(EndpointId endpoint, const EndpointPlan& plan);

private:
    struct Position {
        std::string text;      ///< of the plan it belongs to
        std::vector<answers::Turn> turns;
        std::size_t turn = 0;
    };
    std::map<EndpointId, Position> m_positions;
};

/// What an endpoint's script says of a request whose head is there and whose body is not. The turn is counted on in
/// `positions` then, and judge() takes that one for the whole request. A function of its arguments else.
[[nodiscard]] server::AtHead judgeHead(const Rules& rules, const http::RequestHead& head, ScriptPositions& positions);

enum class Reception {
    NotTaken, ///< the endpoint is disabled, held or closed, the request was refused by the gate, or its body was never asked for
    Rejected, ///< for its signature
    Accepted,
};

/// What was found about a request, and what to answer to it.
struct Judgement {
    EndpointId endpoint = catchAllEndpoint;
    SignatureResult signature;
    http::Answer answer;
    Reception reception = Reception::NotTaken;
    int redirectsBefore = 0;   ///< of the endpoint's own, that led to this request
    /// What Speckle records if the answer goes as planned; nothing: as for any answer with that status and body.
    std::optional<SpeckleRecord> planned;
};

/// Counts `positions` on; else a function of its arguments, and of the files that answers are read from.
[[nodiscard]] Judgement judge(const Rules& rules, const server::Incoming& incoming, ScriptPositions& positions);

/// What Speckle records for an answer. `outcome` Open: as planned. Pure.
[[nodiscard]] SpeckleRecord recordOf(int status, std::int64_t bodyBytes, AnswerOutcome outcome, Micros duration);
/// Bytes after the head of an answer on the wire; 1xx answers in front of it do not count.
[[nodiscard]] std::int64_t bodyBytesOf(std::string_view wire);

} // namespace hookloupe::session
