// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/prediction.h"

#include "answers/compile.h"
#include "http/answer_reader.h"
#include "speckle/sender_rules.h"

#include <algorithm>

namespace hookloupe::answers {

namespace {

using http::Ending;
using http::WireOp;

/// The sender's clock started before our first byte came.
constexpr std::chrono::milliseconds clockSlack{200};

bool becomesGet(int status)
{
    return status == 301 || status == 302 || status == 303;
}

http::Request delivery()
{
    http::Request request;
    request.head.method = "POST";
    request.head.target = "/";
    return request;
}

std::optional<SpeckleRecord> recordOfChain(const AnswerPlan& plan, std::size_t index, bool rejectsInvalid)
{
    const Step& step = plan.steps[index];
    if (rejectsInvalid && becomesGet(step.status))
        return speckle::recordFor({.status = 401, .redirects = 1});
    http::Request request = delivery();
    for (int number = 1; number <= step.hops; ++number) {
        const Compiled hop = compileHop(plan, {index, number}, request, {});
        const SpeckleRecord record = recordOf(hop.wire, number, false);
        if (record.status != SpeckleStatus::BeingSent)
            return record;
    }
    return std::nullopt;
}

} // namespace

SpeckleRecord recordOf(const Performance& performance)
{
    speckle::DeliveryFacts facts;
    facts.duration = performance.duration;
    facts.redirects = performance.redirectsBefore;
    http::AnswerReader reader(performance.toHead);
    reader.feed(performance.sent);
    if (performance.ending == Ending::Closed && !performance.sent.empty())
        reader.end();
    if (reader.state() == http::AnswerReader::State::Complete) {
        const http::ReceivedAnswer& answer = reader.answer();
        facts.status = answer.status;
        facts.bodyBytes = static_cast<std::int64_t>(answer.content().size());
        facts.redirectHasTarget = !http::headerValue(answer.headers, "Location").value_or("").empty();
    } else if (performance.duration < speckle::deliveryTimeLimit - clockSlack) {
        facts.fault = speckle::NetworkFault::Other;
    } else {
        facts.duration = std::max(performance.duration, Micros(speckle::deliveryTimeLimit) + Micros(1));
    }
    return speckle::recordFor(facts);
}

SpeckleRecord recordOf(const http::WirePlan& wire, int redirectsBefore, bool toHead)
{
    Performance performance;
    performance.redirectsBefore = redirectsBefore;
    performance.toHead = toHead;
    for (const WireOp& op : wire.ops) {
        switch (op.kind) {
        case WireOp::Kind::Send:
            break;
        case WireOp::Kind::Trickle:
            performance.duration += op.time * static_cast<std::int64_t>((op.bytes.size() - 1) / op.piece);
            break;
        case WireOp::Kind::Wait:
            performance.duration += op.time;
            break;
        case WireOp::Kind::Hang: // the sender has more patience than a hang with a limit, or none
            performance.duration += op.time > Micros::zero() ? op.time : Micros(speckle::deliveryTimeLimit) * 2;
            performance.ending = Ending::Closed;
            break;
        case WireOp::Kind::Close:
            performance.ending = Ending::Closed;
            break;
        case WireOp::Kind::Reset:
            performance.ending = Ending::Reset;
            break;
        }
    }
    const std::string bytes = wire.bytes();
    performance.sent = bytes;
    return recordOf(performance);
}

std::vector<std::optional<SpeckleRecord>> predicted(const AnswerPlan& plan, bool rejectsInvalid,
                                                    const std::optional<std::string>& folder)
{
    std::vector<std::optional<SpeckleRecord>> records(plan.steps.size());
    for (const Turn& turn : turnsOf(plan)) {
        if (!folder && plan.steps[turn.last].bodyKind == BodyKind::File)
            continue;
        const Compiled compiled = compileTurn(plan, turn, delivery(), {}, folder.value_or(std::string()));
        const SpeckleRecord first = recordOf(compiled.wire, 0, false);
        if (first.status != SpeckleStatus::BeingSent)
            records[turn.last] = first;
        else if (plan.steps[turn.last].kind == StepKind::Redirect && plan.steps[turn.last].to.empty())
            records[turn.last] = recordOfChain(plan, turn.last, rejectsInvalid);
    }
    return records;
}

} // namespace hookloupe::answers
