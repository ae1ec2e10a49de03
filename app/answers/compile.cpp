// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/compile.h"

#include "answers/answer_file.h"
#include "answers/body_template.h"
#include "capture/endpoint.h"

#include <algorithm>

namespace hookloupe::answers {

namespace {

using http::WireOp;

/// What is on its way reaches the client before the reset does.
constexpr Micros beforeReset{50'000};

const char* wordFor(FileTrouble trouble)
{
    switch (trouble) {
    case FileTrouble::NoFolder:
        return "file-without-folder";
    case FileTrouble::Outside:
        return "file-outside-folder";
    case FileTrouble::Missing:
        return "file-missing";
    case FileTrouble::NotAFile:
    case FileTrouble::Unreadable:
        return "file-unreadable";
    case FileTrouble::TooLarge:
        return "file-too-large";
    }
    return "file-unreadable";
}

struct Body {
    std::string bytes;
    std::string note; ///< why there is none; empty if there is
};

Body fileBody(const std::string& folder, const std::string& name)
{
    auto read = readAnswerFile(folder, name);
    if (const auto* trouble = std::get_if<FileTrouble>(&read))
        return {{}, http::traceLine({}, wordFor(*trouble), name)};
    return {std::get<std::string>(std::move(read)), {}};
}

/// Bytes that say what they are when seen: lines of 64.
std::string filler(std::int64_t count)
{
    constexpr std::string_view line = "This body means nothing: it is as long as it was asked to be. \r\n";
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(count));
    while (static_cast<std::int64_t>(bytes.size()) < count)
        bytes += line.substr(0, static_cast<std::size_t>(count) - bytes.size());
    return bytes;
}

Body bodyOf(const Step& step, const http::Request& request, const std::string& folder)
{
    switch (step.bodyKind) {
    case BodyKind::Text:
        return {step.body, {}};
    case BodyKind::Filler:
        return {filler(step.bodyBytes), {}};
    case BodyKind::File:
        return fileBody(folder, step.body);
    case BodyKind::Template:
        if (auto text = fillTemplate(step.body, request, static_cast<std::size_t>(largestBody)))
            return {std::move(*text), {}};
        return {{}, http::traceLine({}, "template-too-large", std::to_string(largestBody))};
    }
    return {};
}

/// "/hooks/ci/503": 503.
int statusOf(const Step& step, std::string_view target)
{
    if (!step.statusFromPath)
        return step.status;
    const auto path = pathOfTarget(target);
    const auto last = path.substr(path.find_last_of('/') + 1);
    const bool isNumber = last.size() == 3 && std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int status = isNumber ? (last[0] - '0') * 100 + (last[1] - '0') * 10 + (last[2] - '0') : 0;
    return status >= 200 && status <= 599 ? status : step.status;
}

/// An answer of a step, and why it is another one than asked for.
struct StepAnswer {
    http::Answer answer;
    std::string note;
};

StepAnswer answerOf(const Step& step, const http::Request& request, const std::string& folder)
{
    StepAnswer made;
    Body body = bodyOf(step, request, folder);
    if (!body.note.empty()) {
        made.note = std::move(body.note);
        made.answer.status = 500;
        made.answer.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
        made.answer.body = "The answer of this endpoint could not be made.\n";
        return made;
    }
    made.answer.status = statusOf(step, request.head.target);
    made.answer.reason = step.reason;
    made.answer.headers = step.headers;
    made.answer.body = std::move(body.bytes);
    if (!made.answer.body.empty() && !http::headerValue(step.headers, "Content-Type"))
        made.answer.headers.push_back(
            {"Content-Type", step.bodyKind == BodyKind::File ? "application/octet-stream" : "text/plain; charset=utf-8"});
    return made;
}

http::Answer redirectOf(const Step& step, std::string location)
{
    http::Answer answer;
    answer.status = step.status;
    answer.reason = step.reason;
    answer.headers = step.headers;
    std::erase_if(answer.headers, [](const http::Header& header) { return header.name == "Location"; });
    answer.headers.push_back({"Location", std::move(location)});
    return answer;
}

/// Bytes for someone who expects HTTP; not a line of text among them, nor a NUL that would end it for some.
std::string garbage(std::int64_t count)
{
    std::string bytes(static_cast<std::size_t>(count), '\0');
    unsigned state = 0x9E37;
    for (char& c : bytes) {
        state = state * 1103515245U + 12345U;
        c = static_cast<char>(0x80U | ((state >> 16U) & 0x7FU));
    }
    return bytes;
}

void send(http::WirePlan& wire, std::string bytes)
{
    if (!bytes.empty())
        wire.ops.push_back({WireOp::Kind::Send, std::move(bytes), {}, 1});
}

void wait(http::WirePlan& wire, Micros time)
{
    if (time > Micros::zero())
        wire.ops.push_back({WireOp::Kind::Wait, {}, time, 1});
}

/// The body of a written answer leaves apart from its head.
void trickle(http::WirePlan& wire, const Step& step, std::string written)
{
    const auto head = written.find("\r\n\r\n") + 4;
    std::string body = written.substr(head);
    written.resize(head);
    send(wire, std::move(written));
    if (body.empty())
        return;
    // A text can be longer than its line tells: then the pieces are larger.
    const auto most = static_cast<std::size_t>(longestWait / step.every) + 1;
    const std::size_t piece = std::max(static_cast<std::size_t>(step.piece), (body.size() + most - 1) / most);
    wire.ops.push_back({WireOp::Kind::Trickle, std::move(body), step.every, piece});
}

/// The server has done this at the head, unless head and body came together.
void addContinue(http::WirePlan& wire, const Step& step, const http::AnswerContext& context)
{
    if (context.headFirst)
        return;
    if (step.continueWay == ContinueWay::Unasked)
        send(wire, std::string(http::continueAnswer));
    else
        wire.notes.push_back(http::traceLine({}, "continue-not-awaited"));
}

void addFront(http::WirePlan& wire, const Step& step)
{
    if (step.kind == StepKind::Wait)
        wait(wire, step.time);
    const std::string interim =
        "HTTP/1.1 " + std::to_string(step.status) + ' ' + std::string(http::reasonPhrase(step.status)) + "\r\n\r\n";
    for (int i = 0; step.kind == StepKind::Interim && i < step.times; ++i)
        send(wire, interim);
}

void addStep(Compiled& compiled, const AnswerPlan& plan, std::size_t index, const http::Request& request,
             const http::AnswerContext& context, const std::string& folder)
{
    const Step& step = plan.steps[index];
    http::WirePlan& wire = compiled.wire;
    switch (step.kind) {
    case StepKind::Answer:
    case StepKind::Trickle:
    case StepKind::Reset: {
        StepAnswer made = answerOf(step, request, folder);
        compiled.status = made.answer.status;
        std::string written = http::writeAnswer(made.answer, context);
        if (!made.note.empty())
            wire.notes.push_back(std::move(made.note));
        if (step.kind == StepKind::Trickle)
            return trickle(wire, step, std::move(written));
        if (step.kind == StepKind::Answer) {
            wait(wire, step.delay);
            return send(wire, std::move(written));
        }
        const std::size_t cut = written.find("\r\n\r\n") + 4 + static_cast<std::size_t>(step.after);
        if (written.size() > cut)
            written.resize(cut);
        send(wire, std::move(written));
        wait(wire, beforeReset);
        wire.ops.push_back({WireOp::Kind::Reset, {}, {}, 1});
        return;
    }
    case StepKind::Redirect: {
        const std::string location = step.to.empty() ? targetOfHop(request.head.target, {index, 1}) : step.to;
        compiled.status = step.status;
        return send(wire, http::writeAnswer(redirectOf(step, location), context));
    }
    case StepKind::Hang:
        wire.ops.push_back({WireOp::Kind::Hang, {}, step.time, 1});
        return;
    case StepKind::Close:
        wire.ops.push_back({WireOp::Kind::Close, {}, {}, 1});
        return;
    case StepKind::Garbage:
        send(wire, garbage(step.bytes));
        wire.ops.push_back({WireOp::Kind::Close, {}, {}, 1});
        return;
    case StepKind::Wait:
    case StepKind::Interim:
        addFront(wire, step);
        return;
    case StepKind::Continue:
        addContinue(wire, step, context);
        return;
    }
}

} // namespace

Compiled compileTurn(const AnswerPlan& plan, const Turn& turn, const http::Request& request,
                     const http::AnswerContext& context, const std::string& folder)
{
    Compiled compiled;
    if (plan.steps.size() > 1)
        compiled.wire.notes.push_back(http::traceLine({}, "step", std::to_string(turn.last + 1)));
    for (std::size_t index = turn.first; index <= turn.last && index < plan.steps.size(); ++index)
        addStep(compiled, plan, index, request, context, folder);
    return compiled;
}

Compiled compileHop(const AnswerPlan& plan, const Hop& hop, const http::Request& request,
                    const http::AnswerContext& context)
{
    const Step& step = plan.steps[hop.step];
    Compiled compiled;
    compiled.redirectsBefore = hop.number;
    compiled.wire.notes.push_back(http::traceLine({}, "hop", std::to_string(hop.number)));
    http::Answer answer;
    if (hop.number < step.hops) {
        answer = redirectOf(step, targetOfHop(request.head.target, {hop.step, hop.number + 1}));
    } else {
        answer.status = step.thenStatus;
        answer.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
        answer.body = "OK";
    }
    compiled.status = answer.status;
    send(compiled.wire, http::writeAnswer(answer, context));
    return compiled;
}

std::optional<http::Answer> plainAnswerOf(const AnswerPlan& plan, const http::Request& request,
                                          const std::string& folder)
{
    if (!isFixed(plan) || plan.steps.front().delay > Millis(0))
        return std::nullopt;
    StepAnswer made = answerOf(plan.steps.front(), request, folder);
    if (!made.note.empty())
        return std::nullopt; // to be said in a trace
    if (made.answer.status / 100 == 3 && http::headerValue(made.answer.headers, "Location"))
        return std::nullopt; // what is recorded for it is not told by its status
    return std::move(made.answer);
}

} // namespace hookloupe::answers
