// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter/filter_completion.h"

#include "base/text.h"
#include "filter/capture_filter.h"
#include "speckle/event.h"
#include "filter/moment.h"

#include <algorithm>

namespace hookloupe::filter {

namespace {

using Words = std::vector<std::string>;

bool startsWith(std::string_view text, std::string_view typed)
{
    return text.size() >= typed.size() && equalsIgnoreCase(text.substr(0, typed.size()), typed);
}

bool contains(std::string_view text, std::string_view typed)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (startsWith(text.substr(at), typed))
            return true;
    }
    return false;
}

/// Those that begin with what was typed, then those that hold it; not what stands there already.
Words fitting(const Words& all, std::string_view typed)
{
    Words found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [&](const std::string& word) { return word != typed && startsWith(word, typed); });
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [&](const std::string& word) { return !startsWith(word, typed) && contains(word, typed); });
    return found;
}

Words keyWords()
{
    Words words;
    for (const std::string_view key : filterKeys())
        words.push_back(std::string(key) + '=');
    return words;
}

Words eventWords()
{
    Words words;
    for (const speckle::EventType& type : speckle::eventTypes())
        words.emplace_back(type.uiName);
    for (const speckle::EventType& type : speckle::eventTypes()) {
        if (type.wireName != type.uiName)
            words.emplace_back(type.wireName);
    }
    words.emplace_back("none");
    return words;
}

Words momentWords(UtcTime now)
{
    using namespace std::chrono;
    const UtcTime today = floor<days>(now);
    const UtcTime minute = floor<minutes>(now);
    const auto day = [](UtcTime time) { return momentText(time).substr(0, 10); };
    const auto toTheMinute = [](UtcTime time) { return momentText(time).substr(0, 16); };
    return {day(today), toTheMinute(minute - minutes(10)), toTheMinute(minute - hours(1)), day(today - days(1)), day(today - days(7))};
}

Words valuesOf(std::string_view key, const std::vector<Endpoint>& endpoints, UtcTime now)
{
    if (key == "event")
        return eventWords();
    if (key == "endpoint") {
        Words words;
        for (const Endpoint& endpoint : endpoints)
            words.push_back(endpoint.path.empty() ? "*" : endpoint.path);
        return words;
    }
    if (key == "verdict") {
        Words words;
        for (const auto& [name, verdict] : verdictNames())
            words.emplace_back(name);
        return words;
    }
    if (key == "method")
        return {"POST", "GET", "PUT", "PATCH", "DELETE"};
    if (key == "status")
        return {"2xx", "3xx", "4xx", "5xx", "200", "401", "503", "none"};
    if (key == "since" || key == "until")
        return momentWords(now);
    return {};
}

} // namespace

FilterCompletion completeFilter(std::string_view text, std::size_t cursor, const std::vector<Endpoint>& endpoints, UtcTime now)
{
    const std::string_view before = text.substr(0, std::min(cursor, text.size()));
    const std::size_t space = before.rfind(' ');
    const std::size_t start = space == std::string_view::npos ? 0 : space + 1;
    const std::string_view condition = before.substr(start);
    const std::size_t equals = condition.find('=');
    if (equals == std::string_view::npos)
        return {start, condition.size(), fitting(keyWords(), condition)};
    std::string_view key = condition.substr(0, equals);
    if (key.ends_with('!'))
        key.remove_suffix(1);
    const std::size_t comma = condition.rfind(',');
    const std::size_t value = comma == std::string_view::npos || comma < equals ? equals + 1 : comma + 1;
    const std::string_view typed = condition.substr(value);
    return {start + value, typed.size(), fitting(valuesOf(key, endpoints, now), typed)};
}

} // namespace hookloupe::filter
