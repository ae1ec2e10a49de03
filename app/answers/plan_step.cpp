// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/plan_step.h"

#include "answers/body_template.h"
#include "base/text.h"
#include "http/syntax.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hookloupe::answers {

namespace {

using Fault = std::optional<PlanError>;

struct KindName {
    StepKind kind;
    std::string_view name;
};
constexpr std::array<KindName, 10> kindNames{{{StepKind::Answer, "answer"}, {StepKind::Trickle, "trickle"},
                                             {StepKind::Reset, "reset"}, {StepKind::Redirect, "redirect"},
                                             {StepKind::Hang, "hang"}, {StepKind::Close, "close"},
                                             {StepKind::Garbage, "garbage"}, {StepKind::Wait, "wait"},
                                             {StepKind::Interim, "interim"},
                                              {StepKind::Continue, "continue"}}};

PlanError faultOf(PlanFault fault, std::string_view text, std::int64_t smallest = 0, std::int64_t largest = 0)
{
    return {fault, 0, std::string(text), smallest, largest};
}

template <typename Number>
Fault readNumber(std::string_view text, std::int64_t smallest, std::int64_t largest, Number& number)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < smallest || value > largest)
        return faultOf(PlanFault::BadNumber, text, smallest, largest);
    number = static_cast<Number>(value);
    return std::nullopt;
}

Fault readTimeIn(std::string_view text, Millis smallest, Millis largest, Millis& time)
{
    const auto value = readTime(text);
    if (!value || *value < smallest || *value > largest)
        return faultOf(PlanFault::BadTime, text, smallest.count(), largest.count());
    time = *value;
    return std::nullopt;
}

Fault readStatus(std::string_view text, int smallest, int largest, int& status)
{
    if (readNumber(text, smallest, largest, status))
        return faultOf(PlanFault::BadStatus, text, smallest, largest);
    return std::nullopt;
}

bool isFollowed(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Fault addHeader(std::string_view line, http::Headers& headers)
{
    const auto colon = line.find(':');
    const auto name = line.substr(0, colon);
    if (colon == std::string_view::npos || !http::isToken(name))
        return faultOf(PlanFault::BadHeader, line);
    const auto value = trimmedOws(line.substr(colon + 1));
    if (!http::isFieldContent(value) && !value.empty())
        return faultOf(PlanFault::BadHeader, line);
    for (const std::string_view own : {"Date", "Connection", "Content-Length", "Transfer-Encoding"}) {
        if (equalsIgnoreCase(own, name))
            return faultOf(PlanFault::OwnHeader, name);
    }
    if (headers.size() == mostHeaders)
        return faultOf(PlanFault::TooManyHeaders, name, 0, mostHeaders);
    headers.push_back({std::string(name), std::string(value)});
    return std::nullopt;
}

Fault takeReason(std::string_view value, Step& step)
{
    if (value.empty() || !http::isFieldContent(value))
        return faultOf(PlanFault::BadReason, value);
    step.reason = value;
    return std::nullopt;
}

Fault takeTemplate(std::string_view value, Step& step)
{
    if (const auto fault = checkTemplate(value))
        return faultOf(fault->open ? PlanFault::FieldOpen : PlanFault::BadField, fault->field);
    step.bodyKind = BodyKind::Template;
    step.body = value;
    return std::nullopt;
}

Fault takeFile(std::string_view value, Step& step)
{
    if (value.empty())
        return faultOf(PlanFault::ValueMissing, "file");
    step.bodyKind = BodyKind::File;
    step.body = value;
    return std::nullopt;
}

Fault takeFiller(std::string_view value, Step& step)
{
    step.bodyKind = BodyKind::Filler;
    return readNumber(value, 0, largestBody, step.bodyBytes);
}

Fault takeTo(std::string_view value, Step& step)
{
    constexpr std::size_t longest = 8 * 1024;
    if (value.empty() || value.size() > longest || !http::isVisibleAscii(value))
        return faultOf(PlanFault::BadLocation, value);
    step.to = value;
    return std::nullopt;
}

Fault takeContinue(std::string_view word, Step& step)
{
    for (const auto way : {ContinueWay::Never, ContinueWay::Unasked, ContinueWay::Instead}) {
        if (nameOf(way) == word) {
            step.continueWay = way;
            return std::nullopt;
        }
    }
    step.continueWay = ContinueWay::Late;
    if (!readTime(word))
        return faultOf(PlanFault::BadContinue, word);
    return readTimeIn(word, Millis(1), longestDelay, step.time);
}

constexpr unsigned bit(StepKind kind) { return 1U << static_cast<unsigned>(kind); }
constexpr unsigned withBody = bit(StepKind::Answer) | bit(StepKind::Trickle) | bit(StepKind::Reset);

/// An option of a step's line. A body's four forms exclude each other.
struct Option {
    std::string_view name;
    unsigned kinds;
    bool isBody;
    Fault (*take)(std::string_view value, Step& step);
};

constexpr std::array options{
    Option{"reason", withBody | bit(StepKind::Redirect), false, takeReason},
    Option{"header", withBody | bit(StepKind::Redirect), false, [](std::string_view v, Step& s) { return addHeader(v, s.headers); }},
    Option{"body", withBody, true, [](std::string_view v, Step& s) { s.body = v; return Fault(); }},
    Option{"template", withBody, true, takeTemplate},
    Option{"file", withBody, true, takeFile},
    Option{"filler", withBody, true, takeFiller},
    Option{"delay", bit(StepKind::Answer), false, [](std::string_view v, Step& s) { return readTimeIn(v, Millis(0), longestDelay, s.delay); }},
    Option{"piece", bit(StepKind::Trickle), false, [](std::string_view v, Step& s) { return readNumber(v, 1, largestBody, s.piece); }},
    Option{"every", bit(StepKind::Trickle), false, [](std::string_view v, Step& s) { return readTimeIn(v, Millis(1), longestWait, s.every); }},
    Option{"after", bit(StepKind::Reset), false, [](std::string_view v, Step& s) { return readNumber(v, 0, largestBody, s.after); }},
    Option{"hops", bit(StepKind::Redirect), false, [](std::string_view v, Step& s) { return readNumber(v, 1, mostHops, s.hops); }},
    Option{"then", bit(StepKind::Redirect), false, [](std::string_view v, Step& s) { return readStatus(v, 200, 599, s.thenStatus); }},
    Option{"to", bit(StepKind::Redirect), false, takeTo},
    Option{"time", bit(StepKind::Hang), false, [](std::string_view v, Step& s) { return readTimeIn(v, Millis(1), longestWait, s.time); }},
    Option{"times", bit(StepKind::Interim), false, [](std::string_view v, Step& s) { return readNumber(v, 1, mostInterims, s.times); }},
    Option{"bytes", bit(StepKind::Garbage), false, [](std::string_view v, Step& s) { return readNumber(v, 1, largestBody, s.bytes); }},
};

/// The word right behind the step's name, where it has one.
Fault takeFirst(const Word& word, Step& step)
{
    switch (step.kind) {
    case StepKind::Answer:
    case StepKind::Trickle:
    case StepKind::Reset:
        if (word.name == "by-path") {
            step.statusFromPath = true;
            return std::nullopt;
        }
        return readStatus(word.name, 200, 599, step.status);
    case StepKind::Redirect:
        if (readNumber(word.name, 300, 399, step.status) || !isFollowed(step.status))
            return faultOf(PlanFault::BadRedirect, word.name);
        return std::nullopt;
    case StepKind::Interim:
        return readStatus(word.name, 100, 199, step.status);
    case StepKind::Wait:
        return readTimeIn(word.name, Millis(1), longestWait, step.time);
    case StepKind::Continue:
        return takeContinue(word.name, step);
    case StepKind::Hang:
    case StepKind::Close:
    case StepKind::Garbage:
        return faultOf(PlanFault::UnknownOption, word.name);
    }
    return std::nullopt;
}

Step defaultsOf(StepKind kind)
{
    Step step;
    step.kind = kind;
    if (kind == StepKind::Redirect)
        step.status = 302;
    else if (kind == StepKind::Interim)
        step.status = 100;
    return step;
}

Fault takeOption(const Word& word, unsigned& seen, bool& hasBody, Step& step)
{
    const auto option = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == word.name; });
    if (option == options.end())
        return faultOf(word.name == "by-path" ? PlanFault::OptionNotHere : PlanFault::UnknownOption, word.name);
    if (!(option->kinds & bit(step.kind)))
        return faultOf(PlanFault::OptionNotHere, word.name);
    if (!word.hasValue)
        return faultOf(PlanFault::ValueMissing, word.name);
    const unsigned own = 1U << static_cast<unsigned>(option - options.begin());
    if ((seen & own) && word.name != "header")
        return faultOf(PlanFault::OptionRepeated, word.name);
    if (option->isBody && hasBody)
        return faultOf(PlanFault::TwoBodies, word.name);
    seen |= own;
    hasBody = hasBody || option->isBody;
    return option->take(word.value, step);
}

/// What only the whole line tells.
Fault checkStep(const Step& step)
{
    if (step.kind == StepKind::Wait && step.time == Millis(0))
        return faultOf(PlanFault::ValueMissing, "wait");
    if (step.kind == StepKind::Trickle && step.bodyKind == BodyKind::Filler
        && step.bodyBytes / step.piece > longestWait / step.every)
        return faultOf(PlanFault::BadTime, "every=" + timeText(step.every), 1, longestWait.count());
    return std::nullopt;
}

} // namespace

std::optional<PlanError> readStep(const std::vector<Word>& words, Step& step)
{
    const auto name = std::find_if(kindNames.begin(), kindNames.end(), [&](const KindName& k) { return k.name == words[0].name; });
    if (name == kindNames.end() || words[0].hasValue)
        return faultOf(PlanFault::UnknownStep, words[0].name);
    step = defaultsOf(name->kind);
    unsigned seen = 0;
    bool hasBody = false;
    bool hasStatus = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const Word& word = words[i];
        const bool known = std::any_of(options.begin(), options.end(), [&](const Option& o) { return o.name == word.name; });
        const bool first = !word.hasValue && !known;
        if (word.hasValue && word.name == "by-path")
            return faultOf(PlanFault::ValueNotWanted, word.name);
        if (first && hasStatus && word.name != "by-path")
            return faultOf(PlanFault::UnknownOption, word.name);
        if (auto fault = first ? takeFirst(word, step) : takeOption(word, seen, hasBody, step))
            return fault;
        hasStatus = hasStatus || (first && word.name != "by-path");
    }
    if (step.kind == StepKind::Continue && !hasStatus)
        return faultOf(PlanFault::ValueMissing, words[0].name);
    return checkStep(step);
}

std::string_view nameOf(StepKind kind)
{
    for (const auto& [known, name] : kindNames) {
        if (known == kind)
            return name;
    }
    return {};
}

std::string_view nameOf(ContinueWay way)
{
    switch (way) {
    case ContinueWay::Never:
        return "never";
    case ContinueWay::Unasked:
        return "unasked";
    case ContinueWay::Instead:
        return "instead";
    case ContinueWay::Late:
        return {};
    }
    return {};
}

std::optional<Millis> readTime(std::string_view text)
{
    const bool inMillis = text.ends_with("ms");
    if (!inMillis && !text.ends_with('s'))
        return std::nullopt;
    text.remove_suffix(inMillis ? 2 : 1);
    const auto dot = std::min(text.find('.'), text.size());
    std::string_view fraction = text.substr(std::min(dot + 1, text.size()));
    std::int64_t whole = 0;
    std::int64_t millis = 0;
    constexpr std::int64_t most = 1'000'000'000;
    if (readNumber(text.substr(0, dot), 0, most, whole))
        return std::nullopt;
    if (dot < text.size()) {
        if (inMillis || fraction.size() > 3 || readNumber(fraction, 0, 999, millis))
            return std::nullopt;
        for (std::size_t digits = fraction.size(); digits < 3; ++digits)
            millis *= 10;
    }
    return Millis(inMillis ? whole : whole * 1000 + millis);
}

} // namespace hookloupe::answers
