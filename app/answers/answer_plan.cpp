// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/answer_plan.h"

#include "capture/endpoint.h"

#include <algorithm>
#include <charconv>

namespace hookloupe::answers {

namespace {

constexpr std::string_view hopName = "hookloupe-hop=";

std::string_view queryOf(std::string_view target)
{
    const auto mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

template <typename Take>
void forEachParameter(std::string_view query, const Take& take)
{
    while (!query.empty()) {
        const auto end = query.find('&');
        take(query.substr(0, end));
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    }
}

template <typename Number>
bool readNumber(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

std::optional<Hop> readHop(std::string_view text)
{
    const auto dot = text.find('.');
    Hop hop;
    if (dot == std::string_view::npos || !readNumber(text.substr(0, dot), hop.step)
        || !readNumber(text.substr(dot + 1), hop.number) || hop.step < 1 || hop.number < 1)
        return std::nullopt;
    --hop.step;
    return hop;
}

} // namespace

bool isInFront(StepKind kind)
{
    return kind == StepKind::Wait || kind == StepKind::Interim || kind == StepKind::Continue;
}

const Step* continueOf(const AnswerPlan& plan, const Turn& turn)
{
    for (std::size_t i = turn.first; i < turn.last; ++i) {
        if (plan.steps[i].kind == StepKind::Continue)
            return &plan.steps[i];
    }
    return nullptr;
}

bool hasContinue(const AnswerPlan& plan)
{
    return std::any_of(plan.steps.begin(), plan.steps.end(), [](const Step& s) { return s.kind == StepKind::Continue; });
}

std::vector<Turn> turnsOf(const AnswerPlan& plan)
{
    std::vector<Turn> turns;
    std::size_t first = 0;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (isInFront(plan.steps[i].kind))
            continue;
        turns.push_back({first, i});
        first = i + 1;
    }
    return turns;
}

bool isFixed(const AnswerPlan& plan)
{
    return plan.loop && plan.steps.size() == 1 && plan.steps.front().kind == StepKind::Answer;
}

std::optional<Hop> hopOf(const AnswerPlan& plan, std::string_view target)
{
    std::optional<Hop> found;
    forEachParameter(queryOf(target), [&](std::string_view parameter) {
        if (!parameter.starts_with(hopName))
            return;
        const auto hop = readHop(parameter.substr(hopName.size()));
        if (!hop || hop->step >= plan.steps.size())
            return;
        const Step& step = plan.steps[hop->step];
        if (step.kind == StepKind::Redirect && step.to.empty() && hop->number <= step.hops)
            found = hop;
    });
    return found;
}

std::string targetOfHop(std::string_view target, const Hop& hop)
{
    std::string next(pathOfTarget(target));
    if (!next.starts_with('/'))
        next = "/";
    if (next.starts_with("//"))
        next.insert(0, "/."); // else it would name another host (RFC 3986 section 4.2)
    char separator = '?';
    forEachParameter(queryOf(target), [&](std::string_view parameter) {
        if (parameter.starts_with(hopName))
            return;
        next += separator;
        next += parameter;
        separator = '&';
    });
    next += separator;
    next += hopName;
    return next + std::to_string(hop.step + 1) + '.' + std::to_string(hop.number);
}

} // namespace hookloupe::answers
