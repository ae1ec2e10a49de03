// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/judge.h"

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

/// The empty key counts only where the user set the empty secret: anyone can sign with it.
bool isAcceptable(SignatureVerdict verdict, const std::vector<std::string>& secrets)
{
    if (verdict == SignatureVerdict::ValidEmptySecret)
        return std::find(secrets.begin(), secrets.end(), std::string()) != secrets.end();
    return verdict == SignatureVerdict::Valid;
}

} // namespace

RulesPtr makeRules(std::vector<ArmedEndpoint> endpoints, std::string_view schemeForAll)
{
    auto rules = std::make_shared<Rules>();
    rules->endpoints = std::move(endpoints);
    for (const auto& armed : rules->endpoints)
        rules->schemes.push_back(verify::findScheme(schemeForAll.empty() ? armed.endpoint.scheme : schemeForAll));
    return rules;
}

Judgement judge(const Rules& rules, const server::Incoming& incoming)
{
    Judgement judgement;
    const http::Request& request = incoming.request;
    const ArmedEndpoint* armed = endpointFor(rules.endpoints, request.head.target);
    if (!armed) {
        judgement.answer = plainAnswer(503, "Not capturing");
        return judgement;
    }
    judgement.endpoint = armed->endpoint.id;
    if (const auto* scheme = rules.schemes[static_cast<std::size_t>(armed - rules.endpoints.data())]) {
        const verify::Evidence evidence{request.head.headers, request.content(), incoming.arrivedAt};
        judgement.signature = verify::verdict(*scheme, evidence, armed->secrets);
    }
    if (armed->held)
        judgement.answer = plainAnswer(503, "This endpoint is paused because of a loop, until it is released");
    else if (!armed->endpoint.enabled)
        judgement.answer = plainAnswer(503, "This endpoint is disabled");
    else if (!armed->secrets.empty() && armed->endpoint.rejectInvalid
             && !isAcceptable(judgement.signature.verdict, armed->secrets))
        judgement.answer = plainAnswer(401, "Ignoring request with invalid signature");
    else
        judgement.answer = plainAnswer(200, "OK");
    return judgement;
}

std::int64_t bodyBytesOf(std::string_view wire)
{
    const auto headEnd = wire.find("\r\n\r\n");
    return headEnd == std::string_view::npos ? 0 : static_cast<std::int64_t>(wire.size() - headEnd - 4);
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
