// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter/moment.h"

#include <algorithm>
#include <charconv>

namespace hookloupe::filter {

namespace {

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

std::string momentText(UtcTime time)
{
    std::string text = toIso8601(time);
    text.pop_back(); // Z
    while (text.ends_with('0'))
        text.pop_back();
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

} // namespace hookloupe::filter
