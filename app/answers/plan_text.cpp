// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/plan_text.h"

#include "answers/plan_line.h"
#include "answers/plan_step.h"

#include <algorithm>

namespace hookloupe::answers {

namespace {

PlanError faultOf(PlanFault fault, std::string_view text, std::int64_t smallest = 0, std::int64_t largest = 0)
{
    return {fault, 0, std::string(text), smallest, largest};
}

void addOption(std::string& line, std::string_view name, std::string_view value)
{
    line.append(" ").append(name).append("=").append(quoted(value));
}

void addNumber(std::string& line, std::string_view name, std::int64_t value, std::int64_t usual)
{
    if (value != usual)
        addOption(line, name, std::to_string(value));
}

void addBody(std::string& line, const Step& step)
{
    switch (step.bodyKind) {
    case BodyKind::Text:
        if (!step.body.empty())
            addOption(line, "body", step.body);
        break;
    case BodyKind::Template:
        addOption(line, "template", step.body);
        break;
    case BodyKind::File:
        addOption(line, "file", step.body);
        break;
    case BodyKind::Filler:
        addOption(line, "filler", std::to_string(step.bodyBytes));
        break;
    }
}

void addAnswer(std::string& line, const Step& step)
{
    line += ' ' + std::to_string(step.status);
    if (step.statusFromPath)
        line += " by-path";
    if (!step.reason.empty())
        addOption(line, "reason", step.reason);
    for (const auto& [name, value] : step.headers)
        addOption(line, "header", name + ": " + value);
    addBody(line, step);
}

/// A turn that is not complete has one already.
bool hasOpenContinue(const AnswerPlan& plan)
{
    for (auto step = plan.steps.rbegin(); step != plan.steps.rend() && isInFront(step->kind); ++step) {
        if (step->kind == StepKind::Continue)
            return true;
    }
    return false;
}

} // namespace

std::string timeText(Millis time)
{
    const auto count = time.count();
    if (count < 1000)
        return std::to_string(count) + "ms";
    std::string text = std::to_string(count / 1000);
    if (const auto rest = count % 1000; rest != 0) {
        std::string digits = std::to_string(1000 + rest).substr(1);
        digits.erase(digits.find_last_not_of('0') + 1);
        text += '.' + digits;
    }
    return text + 's';
}

ParsedPlan parseAnswerPlan(std::string_view text)
{
    ParsedPlan parsed;
    int number = 0;
    const auto fail = [&](PlanError fault, int line) {
        fault.line = line;
        parsed.error = std::move(fault);
        return parsed;
    };
    if (text.size() > longestText)
        return fail(faultOf(PlanFault::TooLong, {}, 0, static_cast<std::int64_t>(longestText)), 0);
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    bool hasMode = false;
    while (!text.empty()) {
        ++number;
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        std::vector<Word> words;
        if (auto fault = splitLine(line, words))
            return fail(std::move(*fault), number);
        if (words.empty())
            continue;
        if (words[0].name == "once" || words[0].name == "loop") {
            if (hasMode || !parsed.plan.steps.empty())
                return fail(faultOf(PlanFault::ModeNotFirst, words[0].name), number);
            if (words.size() > 1 || words[0].hasValue)
                return fail(faultOf(PlanFault::UnknownOption, words.back().name), number);
            hasMode = true;
            parsed.plan.loop = words[0].name == "loop";
            continue;
        }
        if (parsed.plan.steps.size() == mostSteps)
            return fail(faultOf(PlanFault::TooManySteps, {}, 0, mostSteps), number);
        const bool again = hasOpenContinue(parsed.plan);
        if (auto fault = readStep(words, parsed.plan.steps.emplace_back()))
            return fail(std::move(*fault), number);
        if (again && parsed.plan.steps.back().kind == StepKind::Continue)
            return fail(faultOf(PlanFault::TwoContinues, words[0].name), number);
    }
    if (parsed.plan.steps.empty())
        return fail(faultOf(PlanFault::NoSteps, {}), 0);
    if (isInFront(parsed.plan.steps.back().kind))
        return fail(faultOf(PlanFault::NothingFollows, nameOf(parsed.plan.steps.back().kind)), number);
    return parsed;
}

std::string textOf(const Step& step)
{
    static const Step usual;
    std::string line(nameOf(step.kind));
    switch (step.kind) {
    case StepKind::Answer:
        addAnswer(line, step);
        if (step.delay != Millis(0))
            addOption(line, "delay", timeText(step.delay));
        break;
    case StepKind::Trickle:
        addAnswer(line, step);
        addNumber(line, "piece", step.piece, usual.piece);
        if (step.every != usual.every)
            addOption(line, "every", timeText(step.every));
        break;
    case StepKind::Reset:
        addAnswer(line, step);
        addNumber(line, "after", step.after, usual.after);
        break;
    case StepKind::Redirect:
        line += ' ' + std::to_string(step.status);
        if (!step.reason.empty())
            addOption(line, "reason", step.reason);
        for (const auto& [name, value] : step.headers)
            addOption(line, "header", name + ": " + value);
        addNumber(line, "hops", step.hops, usual.hops);
        addNumber(line, "then", step.thenStatus, usual.thenStatus);
        if (!step.to.empty())
            addOption(line, "to", step.to);
        break;
    case StepKind::Hang:
        if (step.time != Millis(0))
            addOption(line, "time", timeText(step.time));
        break;
    case StepKind::Close:
        break;
    case StepKind::Garbage:
        addNumber(line, "bytes", step.bytes, usual.bytes);
        break;
    case StepKind::Wait:
        line += ' ' + timeText(step.time);
        break;
    case StepKind::Interim:
        line += ' ' + std::to_string(step.status);
        addNumber(line, "times", step.times, usual.times);
        break;
    case StepKind::Continue:
        line += ' ';
        line += step.continueWay == ContinueWay::Late ? timeText(step.time) : std::string(nameOf(step.continueWay));
        break;
    }
    return line;
}

std::string textOf(const AnswerPlan& plan)
{
    std::string text;
    if (!plan.loop)
        text = "once\n";
    else if (plan.steps.size() > 1)
        text = "loop\n";
    for (const Step& step : plan.steps)
        text += textOf(step) + '\n';
    return text;
}

} // namespace hookloupe::answers
