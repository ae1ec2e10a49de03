// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/capture_filter.h"

#include "base/text.h"
#include "speckle/event.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace hookloupe::speckle {

namespace {

using Condition = std::function<bool(const CaptureSummary&)>;

/// One word of the text, taken apart.
struct Word {
    std::string_view whole;
    std::string_view key;
    bool negated = false;
    std::vector<std::string_view> values;
};

Error invalid(const Word& word, const std::string& what)
{
    return {ErrorCode::InvalidInput, "\"" + visibleText(word.whole) + "\" in the filter: " + what};
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

Word wordOf(std::string_view text)
{
    Word word{.whole = text, .key = {}, .values = {}};
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return word;
    word.negated = text[equals - 1] == '!';
    word.key = text.substr(0, equals - (word.negated ? 1 : 0));
    word.values = split(text.substr(equals + 1), ',');
    return word;
}

/// One of the values must fit, or with != none.
template <typename Value>
Condition anyOf(const Word& word, std::vector<Value> values, bool (*fits)(const CaptureSummary&, const Value&))
{
    return [negated = word.negated, values = std::move(values), fits](const CaptureSummary& capture) {
        const bool any = std::any_of(values.begin(), values.end(), [&](const Value& value) { return fits(capture, value); });
        return any != negated;
    };
}

Result<Condition> eventCondition(const Word& word)
{
    std::vector<std::string> names;
    for (const auto value : word.values) {
        const auto type = std::find_if(eventTypes().begin(), eventTypes().end(), [&](const auto& one) { return one.uiName == value; });
        names.emplace_back(value == "none" ? "" : type == eventTypes().end() ? value : type->wireName);
    }
    return anyOf<std::string>(word, std::move(names),
                              [](const CaptureSummary& capture, const std::string& name) { return capture.event.wireName == name; });
}

Result<Condition> endpointCondition(const Word& word, const std::vector<Endpoint>& endpoints)
{
    std::vector<EndpointId> ids;
    for (const auto value : word.values) {
        const auto path = value == "*" ? std::string() : normalisedPath(value);
        const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint& one) { return one.path == path; });
        if (found == endpoints.end() || (path.empty() && value != "*"))
            return Error{ErrorCode::NotFound, "endpoint " + visibleText(value)};
        ids.push_back(found->id);
    }
    return anyOf<EndpointId>(word, std::move(ids),
                             [](const CaptureSummary& capture, const EndpointId& id) { return capture.endpoint == id; });
}

Result<Condition> methodCondition(const Word& word)
{
    const std::vector<std::string> methods(word.values.begin(), word.values.end());
    return anyOf<std::string>(word, methods, [](const CaptureSummary& capture, const std::string& method) {
        return equalsIgnoreCase(capture.method, method);
    });
}

Result<Condition> verdictCondition(const Word& word)
{
    // The names that list and show print.
    constexpr std::array<std::pair<std::string_view, SignatureVerdict>, 9> names{{
        {"not_judged", SignatureVerdict::NotJudged},
        {"valid", SignatureVerdict::Valid},
        {"valid_empty_secret", SignatureVerdict::ValidEmptySecret},
        {"mismatch", SignatureVerdict::Mismatch},
        {"header_missing", SignatureVerdict::HeaderMissing},
        {"header_malformed", SignatureVerdict::HeaderMalformed},
        {"no_secret", SignatureVerdict::NoSecret},
        {"body_unreadable", SignatureVerdict::BodyUnreadable},
        {"stale", SignatureVerdict::Stale},
    }};
    std::vector<SignatureVerdict> verdicts;
    for (const auto value : word.values) {
        const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.first == value; });
        if (found == names.end())
            return invalid(word, "verdicts are valid, valid_empty_secret, mismatch, header_missing, header_malformed, no_secret, "
                                 "body_unreadable, stale and not_judged");
        verdicts.push_back(found->second);
    }
    return anyOf<SignatureVerdict>(word, std::move(verdicts), [](const CaptureSummary& capture, const SignatureVerdict& verdict) {
        return capture.signature.verdict == verdict;
    });
}

Result<Condition> statusCondition(const Word& word)
{
    struct Range {
        int from = 0;
        int to = 0;
    };
    std::vector<Range> ranges;
    for (const auto value : word.values) {
        const bool form = value.size() == 3 && value[0] >= '1' && value[0] <= '5';
        int status = 0;
        const char* end = value.data() + value.size();
        const auto [stop, error] = std::from_chars(value.data(), end, status);
        if (value == "none")
            ranges.push_back({0, 0});
        else if (form && equalsIgnoreCase(value.substr(1), "xx"))
            ranges.push_back({(value[0] - '0') * 100, (value[0] - '0') * 100 + 99});
        else if (form && error == std::errc() && stop == end)
            ranges.push_back({status, status});
        else
            return invalid(word, "a status is a number from 100 to 599, a class such as 4xx, or none");
    }
    return anyOf<Range>(word, std::move(ranges), [](const CaptureSummary& capture, const Range& range) {
        return capture.answerStatus >= range.from && capture.answerStatus <= range.to;
    });
}

Result<Condition> timeCondition(const Word& word)
{
    const auto moment = word.values.size() == 1 && !word.negated ? parseMoment(word.values.front()) : std::nullopt;
    if (!moment)
        return invalid(word, "a moment is written " + std::string(word.key) + "=2026-11-22 or " + std::string(word.key)
                                 + "=2026-11-22T10:30:00, in UTC");
    if (word.key == "since")
        return Condition([at = *moment](const CaptureSummary& capture) { return capture.arrivedAt >= at; });
    return Condition([at = *moment](const CaptureSummary& capture) { return capture.arrivedAt < at; });
}

Result<Condition> conditionOf(const Word& word, const std::vector<Endpoint>& endpoints)
{
    if (word.key.empty())
        return invalid(word, "a condition is written KEY=VALUE, such as event=commit_create");
    if (std::find(word.values.begin(), word.values.end(), "") != word.values.end())
        return invalid(word, "a value is missing");
    if (word.key == "event")
        return eventCondition(word);
    if (word.key == "endpoint")
        return endpointCondition(word, endpoints);
    if (word.key == "method")
        return methodCondition(word);
    if (word.key == "verdict")
        return verdictCondition(word);
    if (word.key == "status")
        return statusCondition(word);
    if (word.key == "since" || word.key == "until")
        return timeCondition(word);
    return invalid(word, "keys are event, endpoint, method, verdict, status, since and until");
}

/// `digits` digits at the front, taken off; nothing if they are not there or out of range.
std::optional<int> takeNumber(std::string_view& text, std::size_t digits, int from, int to)
{
    if (text.size() < digits || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(digits), [](char c) {
            return c >= '0' && c <= '9';
        }))
        return std::nullopt;
    int number = 0;
    std::from_chars(text.data(), text.data() + digits, number);
    text.remove_prefix(digits);
    return number >= from && number <= to ? std::optional(number) : std::nullopt;
}

bool take(std::string_view& text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

/// "10:30", "10:30:05", "10:30:05.25"
std::optional<Micros> takeTimeOfDay(std::string_view& text)
{
    using namespace std::chrono;
    const auto hour = takeNumber(text, 2, 0, 23);
    if (!hour || !take(text, ':'))
        return std::nullopt;
    const auto minute = takeNumber(text, 2, 0, 59);
    if (!minute)
        return std::nullopt;
    Micros time = hours(*hour) + minutes(*minute);
    if (!take(text, ':'))
        return time;
    const auto second = takeNumber(text, 2, 0, 60);
    if (!second)
        return std::nullopt;
    time += seconds(*second);
    if (!take(text, '.'))
        return time;
    std::int64_t unit = 100'000;
    if (text.empty() || text.front() < '0' || text.front() > '9')
        return std::nullopt;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), unit /= 10)
        time += Micros((text.front() - '0') * unit);
    return time;
}

} // namespace

bool CaptureFilter::accepts(const CaptureSummary& capture) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const auto& condition) { return condition(capture); });
}

Result<CaptureFilter> parseFilter(std::string_view text, const std::vector<Endpoint>& endpoints)
{
    CaptureFilter filter;
    for (const auto one : split(text, ' ')) {
        if (one.empty())
            continue;
        auto condition = conditionOf(wordOf(one), endpoints);
        if (!condition)
            return condition.error();
        filter.m_conditions.push_back(std::move(condition).value());
    }
    return filter;
}

std::optional<UtcTime> parseMoment(std::string_view text)
{
    using namespace std::chrono;
    const auto year = takeNumber(text, 4, 1970, 9999);
    if (!year || !take(text, '-'))
        return std::nullopt;
    const auto month = takeNumber(text, 2, 1, 12);
    if (!month || !take(text, '-'))
        return std::nullopt;
    const auto day = takeNumber(text, 2, 1, 31);
    if (!day)
        return std::nullopt;
    const year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    UtcTime moment{sys_days(date)};
    if (take(text, 'T')) {
        const auto time = takeTimeOfDay(text);
        if (!time)
            return std::nullopt;
        moment += *time;
    }
    (void)take(text, 'Z');
    return text.empty() ? std::optional(moment) : std::nullopt;
}

} // namespace hookloupe::speckle
