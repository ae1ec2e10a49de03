// SPDX-License-Identifier: GPL-3.0-or-later
// The input is the text of an endpoint's answer.
#include "answers/compile.h"
#include "answers/plan_text.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace hookloupe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const answers::ParsedPlan parsed = answers::parseAnswerPlan(text);
    if (parsed.error)
        return 0;
    const answers::AnswerPlan& plan = parsed.plan;
    if (plan.steps.empty() || plan.steps.size() > answers::mostSteps)
        std::abort();
    const answers::ParsedPlan again = answers::parseAnswerPlan(answers::textOf(plan));
    if (again.error || again.plan != plan)
        std::abort();
    http::Request request;
    request.head.method = "POST";
    request.head.target = "/hooks/ci/503?a=b";
    request.rawBody = text;
    for (const answers::Turn& turn : answers::turnsOf(plan)) {
        const answers::Step& step = plan.steps[turn.last];
        // Not what reads files, nor what is only large.
        if (step.bodyKind == answers::BodyKind::File || step.bodyBytes > 100'000 || step.bytes > 100'000)
            continue;
        const answers::Compiled compiled = answers::compileTurn(plan, turn, request, {}, {});
        if (compiled.wire.ops.empty())
            std::abort();
        for (const http::WireOp& op : compiled.wire.ops) {
            if (op.kind == http::WireOp::Kind::Trickle && (op.piece == 0 || op.bytes.empty()))
                std::abort();
        }
    }
    return 0;
}
