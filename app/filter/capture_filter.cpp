// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter/capture_filter.h"

#include "base/text.h"
#include "speckle/event.h"
#include "filter/moment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace hookloupe::filter {

namespace {

using Condition = std::function<bool(const CaptureSummary&)>;

/// One word of the text, taken apart.
struct Word {
    std::size_t position = 0;
    std::string_view whole;
    std::string_view key;
    bool negated = false;
    std::vector<std::string_view> values;
};

using Parsed = std::variant<Condition, FilterFault>;

FilterFault fault(FilterMistake mistake, const Word& word, std::string_view wrong, std::vector<std::string> possible = {})
{
    return {mistake, word.position, std::string(word.whole), std::string(wrong), std::move(possible)};
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

Word wordOf(std::size_t position, std::string_view text)
{
    Word word{.position = position, .whole = text, .key = {}, .values = {}};
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

Parsed eventCondition(const Word& word)
{
    std::vector<std::string> names;
    for (const auto value : word.values) {
        const auto type = std::find_if(speckle::eventTypes().begin(), speckle::eventTypes().end(), [&](const auto& one) { return one.uiName == value; });
        names.emplace_back(value == "none" ? "" : type == speckle::eventTypes().end() ? value : type->wireName);
    }
    return anyOf<std::string>(word, std::move(names),
                              [](const CaptureSummary& capture, const std::string& name) { return capture.event.wireName == name; });
}

Parsed endpointCondition(const Word& word, const std::vector<Endpoint>& endpoints)
{
    std::vector<EndpointId> ids;
    for (const auto value : word.values) {
        const auto path = value == "*" ? std::string() : normalisedPath(value);
        const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint& one) { return one.path == path; });
        if (found == endpoints.end() || (path.empty() && value != "*")) {
            std::vector<std::string> possible;
            for (const Endpoint& one : endpoints)
                possible.push_back(one.path.empty() ? "*" : one.path);
            return fault(FilterMistake::UnknownEndpoint, word, value, std::move(possible));
        }
        ids.push_back(found->id);
    }
    return anyOf<EndpointId>(word, std::move(ids),
                             [](const CaptureSummary& capture, const EndpointId& id) { return capture.endpoint == id; });
}

Parsed methodCondition(const Word& word)
{
    const std::vector<std::string> methods(word.values.begin(), word.values.end());
    return anyOf<std::string>(word, methods, [](const CaptureSummary& capture, const std::string& method) {
        return equalsIgnoreCase(capture.method, method);
    });
}

Parsed verdictCondition(const Word& word)
{
    std::vector<SignatureVerdict> verdicts;
    for (const auto value : word.values) {
        const auto names = verdictNames();
        const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.first == value; });
        if (found == names.end()) {
            std::vector<std::string> possible;
            for (const auto& [name, verdict] : names)
                possible.emplace_back(name);
            return fault(FilterMistake::UnknownVerdict, word, value, std::move(possible));
        }
        verdicts.push_back(found->second);
    }
    return anyOf<SignatureVerdict>(word, std::move(verdicts), [](const CaptureSummary& capture, const SignatureVerdict& verdict) {
        return capture.signature.verdict == verdict;
    });
}

Parsed statusCondition(const Word& word)
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
            return fault(FilterMistake::BadStatus, word, value);
    }
    return anyOf<Range>(word, std::move(ranges), [](const CaptureSummary& capture, const Range& range) {
        return capture.answerStatus >= range.from && capture.answerStatus <= range.to;
    });
}

Parsed timeCondition(const Word& word)
{
    const auto moment = word.values.size() == 1 && !word.negated ? parseMoment(word.values.front()) : std::nullopt;
    if (!moment)
        return fault(FilterMistake::BadMoment, word, word.values.front());
    if (word.key == "since")
        return Condition([at = *moment](const CaptureSummary& capture) { return capture.arrivedAt >= at; });
    return Condition([at = *moment](const CaptureSummary& capture) { return capture.arrivedAt < at; });
}

Parsed projectCondition(const Word& word)
{
    const std::vector<std::string> names(word.values.begin(), word.values.end());
    return anyOf<std::string>(word, names, [](const CaptureSummary& capture, const std::string& name) {
        return name == "none" ? capture.event.streamId.empty() : capture.event.streamId == name || capture.event.projectName == name;
    });
}

Parsed tagCondition(const Word& word)
{
    const std::vector<std::string> names(word.values.begin(), word.values.end());
    return anyOf<std::string>(word, names, [](const CaptureSummary& capture, const std::string& name) {
        const auto& tags = capture.annotation.tags;
        return name == "none" ? tags.empty() : std::find(tags.begin(), tags.end(), name) != tags.end();
    });
}

constexpr std::array<std::string_view, 9> keys{"event",   "project", "endpoint", "method", "verdict",
                                               "status",  "tag",     "since",    "until"};

Parsed conditionOf(const Word& word, const std::vector<Endpoint>& endpoints)
{
    if (word.key.empty())
        return fault(FilterMistake::NotACondition, word, word.whole);
    if (std::find(keys.begin(), keys.end(), word.key) == keys.end())
        return fault(FilterMistake::UnknownKey, word, word.key, {keys.begin(), keys.end()});
    if (std::find(word.values.begin(), word.values.end(), "") != word.values.end())
        return fault(FilterMistake::NoValue, word, {});
    if (word.key == "event")
        return eventCondition(word);
    if (word.key == "project")
        return projectCondition(word);
    if (word.key == "endpoint")
        return endpointCondition(word, endpoints);
    if (word.key == "method")
        return methodCondition(word);
    if (word.key == "verdict")
        return verdictCondition(word);
    if (word.key == "status")
        return statusCondition(word);
    if (word.key == "tag")
        return tagCondition(word);
    return timeCondition(word);
}

} // namespace

bool CaptureFilter::accepts(const CaptureSummary& capture) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const auto& condition) { return condition(capture); });
}

std::variant<CaptureFilter, FilterFault> parseFilter(std::string_view text, const std::vector<Endpoint>& endpoints)
{
    CaptureFilter filter;
    std::size_t position = 0;
    for (const auto one : split(text, ' ')) {
        const std::size_t at = std::exchange(position, position + one.size() + 1);
        if (one.empty())
            continue;
        auto condition = conditionOf(wordOf(at, one), endpoints);
        if (auto* no = std::get_if<FilterFault>(&condition))
            return std::move(*no);
        filter.m_conditions.push_back(std::get<Condition>(std::move(condition)));
    }
    return filter;
}

std::string filterText(const CaptureQuery& query, const std::vector<Endpoint>& endpoints)
{
    std::string text;
    const auto add = [&text](std::string_view key, const std::string& value) {
        (text += text.empty() ? "" : " ").append(key).append("=").append(value);
    };
    const auto endpoint = std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint& one) { return one.id == query.endpoint; });
    if (endpoint != endpoints.end())
        add("endpoint", endpoint->path.empty() ? "*" : endpoint->path);
    if (query.span) {
        add("since", momentText(query.span->from));
        add("until", momentText(query.span->until));
    }
    return text;
}

std::span<const std::string_view> filterKeys()
{
    return keys;
}

std::span<const std::pair<std::string_view, SignatureVerdict>> verdictNames()
{
    static constexpr std::array<std::pair<std::string_view, SignatureVerdict>, 12> names{{
        {"not_judged", SignatureVerdict::NotJudged},
        {"valid", SignatureVerdict::Valid},
        {"valid_empty_secret", SignatureVerdict::ValidEmptySecret},
        {"mismatch", SignatureVerdict::Mismatch},
        {"header_missing", SignatureVerdict::HeaderMissing},
        {"header_malformed", SignatureVerdict::HeaderMalformed},
        {"no_secret", SignatureVerdict::NoSecret},
        {"body_unreadable", SignatureVerdict::BodyUnreadable},
        {"stale", SignatureVerdict::Stale},
        {"unsigned_members", SignatureVerdict::UnsignedMembers},
        {"repeated_payload", SignatureVerdict::RepeatedPayload},
        {"whole_body_inside", SignatureVerdict::WholeBodyInside},
    }};
    return names;
}

} // namespace hookloupe::filter
