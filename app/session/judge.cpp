// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/judge.h"

#include "answers/answer_cause.h"
#include "answers/compile.h"
#include "answers/plan_text.h"
#include "answers/prediction.h"
#include "speckle/sender_rules.h"
#include "verify/verify.h"

#include <algorithm>

namespace hookloupe::session {

namespace {

http::Answer plainAnswer(int status, std::string body)
{
    http::Answer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    answer.body = std::move(body);
    return answer;
}

/// The sender's clock started before our first byte came.
constexpr std::chrono::milliseconds clockSlack{200};

/// The empty key counts only where the user set the empty secret: anyone can sign with it. What stands beside a signed payload
/// anyone can have put there: it passes only where the user said so.
bool isAcceptable(SignatureVerdict verdict, const ArmedEndpoint& armed)
{
    if (verdict == SignatureVerdict::ValidEmptySecret)
        return std::find(armed.secrets.begin(), armed.secrets.end(), std::string()) != armed.secrets.end();
    if (verdict == SignatureVerdict::UnsignedMembers)
        return armed.endpoint.acceptUnsigned;
    return verdict == SignatureVerdict::Valid;
}

std::shared_ptr<const EndpointPlan> planOf(const std::string& text, const std::string& folder)
{
    if (text.empty())
        return nullptr;
    answers::ParsedPlan parsed = answers::parseAnswerPlan(text);
    if (parsed.error) // saved by a newer version
        parsed.plan = {};
    const bool asksAtHead = answers::hasContinue(parsed.plan);
    return std::make_shared<const EndpointPlan>(EndpointPlan{text, std::move(parsed.plan), asksAtHead, folder});
}

/// The turn that a request took at its head.
struct HeadTurn {
    std::shared_ptr<const EndpointPlan> plan;
    answers::Turn turn;
};

const HeadTurn* headTurnOf(const server::Incoming& incoming)
{
    return incoming.headPhase ? std::any_cast<HeadTurn>(&incoming.headPhase->memo) : nullptr;
}

server::AtHead::Way wayOf(answers::ContinueWay way)
{
    switch (way) {
    case answers::ContinueWay::Never:
        return server::AtHead::Way::Never;
    case answers::ContinueWay::Late:
        return server::AtHead::Way::Late;
    case answers::ContinueWay::Unasked:
        return server::AtHead::Way::Unasked;
    case answers::ContinueWay::Instead:
        return server::AtHead::Way::Answer;
    }
    return server::AtHead::Way::Usual;
}

void playInstead(Judgement& judgement, answers::Compiled compiled, const http::AnswerContext& context)
{
    judgement.answer = {};
    judgement.answer.status = compiled.status;
    judgement.redirectsBefore = compiled.redirectsBefore;
    judgement.planned = answers::recordOf(compiled.wire, compiled.redirectsBefore, context.headRequest);
    judgement.answer.plan = std::make_shared<const http::WirePlan>(std::move(compiled.wire));
}

void answerByPlan(Judgement& judgement, const EndpointPlan& endpointPlan, const server::Incoming& incoming,
                  ScriptPositions& positions)
{
    const answers::AnswerPlan& plan = endpointPlan.plan;
    const http::Request& request = incoming.request;
    const http::AnswerContext& context = incoming.context;
    if (plan.steps.empty()) {
        answers::Compiled compiled;
        compiled.status = 500;
        compiled.wire.notes.push_back(http::traceLine({}, "plan-unreadable"));
        compiled.wire.ops.push_back(
            {http::WireOp::Kind::Send,
             http::writeAnswer(plainAnswer(500, "The answer of this endpoint could not be made.\n"), context), {}, 1});
        return playInstead(judgement, std::move(compiled), context);
    }
    if (const HeadTurn* const taken = headTurnOf(incoming))
        return playInstead(judgement, answers::compileTurn(taken->plan->plan, taken->turn, request, context, endpointPlan.folder), context);
    if (const auto hop = answers::hopOf(plan, request.head.target))
        return playInstead(judgement, answers::compileHop(plan, *hop, request, context), context);
    if (auto answer = answers::plainAnswerOf(plan, request, endpointPlan.folder)) {
        judgement.answer = std::move(*answer);
        return;
    }
    if (const auto turn = positions.next(judgement.endpoint, endpointPlan))
        playInstead(judgement, answers::compileTurn(plan, *turn, request, context, endpointPlan.folder), context);
    else
        judgement.answer = plainAnswer(200, "OK");
}

/// Without its body there is nothing to verify, nor to pass on.
void answerAtHead(Judgement& judgement, const EndpointPlan* plan, const server::Incoming& incoming,
                  ScriptPositions& positions)
{
    if (plan)
        answerByPlan(judgement, *plan, incoming, positions);
    else
        judgement.answer = plainAnswer(200, "OK");
}

void reject(Judgement& judgement)
{
    judgement.reception = Reception::Rejected;
    judgement.answer = plainAnswer(401, std::string(answers::rejectedBody));
}

void accept(Judgement& judgement, const EndpointPlan* plan, const server::Incoming& incoming, ScriptPositions& positions)
{
    judgement.reception = Reception::Accepted;
    if (plan)
        answerByPlan(judgement, *plan, incoming, positions);
    else
        judgement.answer = plainAnswer(200, "OK");
}

} // namespace

std::optional<answers::Turn> ScriptPositions::next(EndpointId endpoint, const EndpointPlan& plan)
{
    Position& position = m_positions[endpoint];
    if (position.text != plan.text)
        position = {plan.text, answers::turnsOf(plan.plan), 0};
    if (position.turn == position.turns.size()) {
        if (!plan.plan.loop || position.turns.empty())
            return std::nullopt;
        position.turn = 0;
    }
    return position.turns[position.turn++];
}

RulesPtr makeRules(std::vector<ArmedEndpoint> endpoints, const ForAll& forAll)
{
    auto rules = std::make_shared<Rules>();
    rules->endpoints = std::move(endpoints);
    for (const auto& armed : rules->endpoints)
        rules->schemes.push_back(verify::findScheme(forAll.scheme.empty() ? armed.endpoint.scheme : forAll.scheme));
    for (const auto& armed : rules->endpoints) {
        const bool held = forAll.holdsAnswer && forAll.holdsAnswer(armed.endpoint);
        const std::string& text = forAll.answer.empty() ? armed.endpoint.answer : forAll.answer;
        rules->plans.push_back(held ? nullptr : planOf(text, forAll.answerFolder));
    }
    for (auto& armed : rules->endpoints)
        armed.endpoint.acceptUnsigned = armed.endpoint.acceptUnsigned || forAll.acceptUnsigned;
    return rules;
}

server::AtHead judgeHead(const Rules& rules, const http::RequestHead& head, ScriptPositions& positions)
{
    const ArmedEndpoint* armed = endpointFor(rules.endpoints, head.target);
    if (!armed || armed->held || armed->closed() || !armed->endpoint.enabled)
        return {};
    const auto& plan = rules.plans[static_cast<std::size_t>(armed - rules.endpoints.data())];
    if (!plan || !plan->asksAtHead || answers::hopOf(plan->plan, head.target))
        return {};
    const auto turn = positions.next(armed->endpoint.id, *plan);
    if (!turn)
        return {};
    server::AtHead wish;
    wish.memo = HeadTurn{plan, *turn};
    if (const answers::Step* const step = answers::continueOf(plan->plan, *turn)) {
        wish.way = wayOf(step->continueWay);
        wish.delay = step->time;
    }
    return wish;
}

Judgement judge(const Rules& rules, const server::Incoming& incoming, ScriptPositions& positions)
{
    Judgement judgement;
    const http::Request& request = incoming.request;
    const ArmedEndpoint* armed = endpointFor(rules.endpoints, request.head.target);
    if (!armed) {
        judgement.answer = plainAnswer(503, "Not capturing");
        return judgement;
    }
    judgement.endpoint = armed->endpoint.id;
    const auto place = static_cast<std::size_t>(armed - rules.endpoints.data());
    const bool headOnly = incoming.headPhase && incoming.headPhase->answeredAtHead;
    if (const auto* scheme = rules.schemes[place]; scheme && !headOnly && !armed->unreadable) {
        const verify::Evidence evidence{request.head.headers, request.content(), incoming.arrivedAt};
        judgement.signature = verify::verdict(*scheme, evidence, armed->secrets);
    }
    if (armed->held)
        judgement.answer = plainAnswer(503, std::string(answers::heldBody));
    else if (!armed->endpoint.enabled)
        judgement.answer = plainAnswer(503, std::string(answers::disabledBody));
    else if (armed->closed())
        judgement.answer = plainAnswer(503, std::string(answers::closedBody)); // why is nobody's business who sends
    else if (headOnly)
        answerAtHead(judgement, rules.plans[place].get(), incoming, positions);
    else if (!armed->secrets.empty() && armed->endpoint.rejectInvalid
             && !isAcceptable(judgement.signature.verdict, *armed))
        reject(judgement);
    else
        accept(judgement, rules.plans[place].get(), incoming, positions);
    return judgement;
}

std::int64_t bodyBytesOf(std::string_view wire)
{
    constexpr std::string_view interim = "HTTP/1.1 1";
    for (;;) {
        const auto headEnd = wire.find("\r\n\r\n");
        if (headEnd == std::string_view::npos)
            return 0;
        const bool isInterim = wire.starts_with(interim);
        wire.remove_prefix(headEnd + 4);
        if (!isInterim)
            return static_cast<std::int64_t>(wire.size());
    }
}

SpeckleRecord recordOf(int status, std::int64_t bodyBytes, AnswerOutcome outcome, Micros duration)
{
    speckle::DeliveryFacts facts;
    facts.status = status;
    facts.bodyBytes = bodyBytes;
    facts.duration = duration;
    const bool arrived = status != 0 && (outcome == AnswerOutcome::Open || outcome == AnswerOutcome::Sent);
    if (!arrived) {
        // The sender saw no whole answer: its own clock ran out, or it met a connection that ended early.
        facts.status = 0;
        facts.bodyBytes = 0;
        if (duration < speckle::deliveryTimeLimit - clockSlack)
            facts.fault = speckle::NetworkFault::Other;
        else
            facts.duration = std::max(duration, Micros(speckle::deliveryTimeLimit) + Micros(1));
    }
    return speckle::recordFor(facts);
}

} // namespace hookloupe::session
