// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/numbers.h"

#include <charconv>
#include <string>

namespace hookloupe::cli {

std::optional<std::int64_t> wholeNumber(std::string_view text, std::int64_t smallest, std::int64_t largest)
{
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || text.front() == '-' || error != std::errc() || last != end || number < smallest
        || number > largest)
        return std::nullopt;
    return number;
}

std::optional<std::chrono::milliseconds> seconds(std::string_view text)
{
    constexpr std::int64_t year = 365LL * 24 * 3'600;
    constexpr std::size_t decimals = 3;
    const auto point = text.find('.');
    const auto whole = wholeNumber(text.substr(0, point), 0, year);
    std::string fraction(point == text.npos ? std::string_view() : text.substr(point + 1));
    if (!whole || fraction.size() > decimals || (point != text.npos && fraction.empty()))
        return std::nullopt;
    fraction.resize(decimals, '0');
    const auto thousandths = wholeNumber(fraction, 0, 999);
    if (!thousandths || *whole * 1000 + *thousandths == 0)
        return std::nullopt;
    return std::chrono::milliseconds(*whole * 1000 + *thousandths);
}

std::optional<double> perSecond(std::string_view text)
{
    constexpr double lowest = 0.001;
    constexpr double highest = 10'000;
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (error != std::errc() || last != end || !(number >= lowest) || number > highest)
        return std::nullopt;
    return number;
}

} // namespace hookloupe::cli
