// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/readings.h"

#include <algorithm>
#include <charconv>

namespace hookloupe::decode {

namespace {

constexpr std::size_t longestTime = 40;

/// Reads fixed-width numbers and separators from the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] char peek() const { return m_rest.empty() ? '\0' : m_rest[0]; }

    int number(std::size_t digits)
    {
        int value = 0;
        const std::string_view part = m_rest.substr(0, digits);
        const bool plain = part.size() == digits && std::all_of(part.begin(), part.end(), isDigit);
        if (!plain) {
            m_ok = false;
            return 0;
        }
        std::from_chars(part.data(), part.data() + part.size(), value);
        m_rest.remove_prefix(digits);
        return value;
    }

    bool skip(std::string_view oneOf)
    {
        if (m_rest.empty() || oneOf.find(m_rest[0]) == std::string_view::npos)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    void need(std::string_view oneOf) { m_ok = skip(oneOf) && m_ok; }

    /// Digits behind a point as microseconds; further ones are dropped.
    std::int64_t fraction()
    {
        std::int64_t micros = 0;
        int digits = 0;
        for (; !m_rest.empty() && isDigit(m_rest[0]); ++digits, m_rest.remove_prefix(1))
            micros = digits < 6 ? micros * 10 + (m_rest[0] - '0') : micros;
        m_ok = m_ok && digits > 0;
        for (; digits < 6; ++digits)
            micros *= 10;
        return micros;
    }

    static bool isDigit(char c) { return c >= '0' && c <= '9'; }

private:
    std::string_view m_rest;
    bool m_ok = true;
};

std::optional<Timestamp> isoOf(std::string_view value)
{
    using namespace std::chrono;
    Scanner scan(value);
    const int year = scan.number(4);
    scan.need("-");
    const auto month = static_cast<unsigned>(scan.number(2));
    scan.need("-");
    const auto day = static_cast<unsigned>(scan.number(2));
    scan.need("Tt ");
    const int hour = scan.number(2);
    scan.need(":");
    const int minute = scan.number(2);
    const int second = scan.skip(":") ? scan.number(2) : 0;
    const std::int64_t micros = scan.skip(".,") ? scan.fraction() : 0;
    const year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    // 60 is a leap second (RFC 3339 section 5.7).
    if (!scan.ok() || year == 0 || !date.ok() || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    UtcTime time = UtcTime(sys_days(date)) + hours(hour) + minutes(minute) + seconds(second) + Micros(micros);
    if (scan.atEnd())
        return Timestamp{time, TimeForm::IsoWithoutZone};
    if (!scan.skip("Zz")) {
        const bool west = scan.peek() == '-';
        scan.need("+-");
        const int offsetHours = scan.number(2);
        scan.skip(":");
        const int offsetMinutes = scan.atEnd() ? 0 : scan.number(2);
        if (!scan.ok() || offsetHours > 23 || offsetMinutes > 59)
            return std::nullopt;
        const auto offset = hours(offsetHours) + minutes(offsetMinutes);
        time += west ? offset : -offset;
    }
    if (!scan.atEnd())
        return std::nullopt;
    return Timestamp{time, TimeForm::Iso};
}

std::optional<Timestamp> unixOf(std::string_view value)
{
    constexpr std::int64_t first = 1'000'000'000;
    constexpr std::int64_t last = 4'000'000'000;
    const std::size_t whole = std::min(value.find('.'), value.size());
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + whole, number);
    if (error != std::errc() || end != value.data() + whole)
        return std::nullopt;
    if (whole < value.size()) {
        Scanner scan(value.substr(whole + 1));
        const std::int64_t micros = scan.fraction();
        if (!scan.ok() || !scan.atEnd() || number < first || number > last)
            return std::nullopt;
        return Timestamp{UtcTime(Micros(number * 1'000'000 + micros)), TimeForm::Seconds};
    }
    if (number >= first && number <= last)
        return Timestamp{UtcTime(Micros(number * 1'000'000)), TimeForm::Seconds};
    if (number >= first * 1'000 && number <= last * 1'000)
        return Timestamp{UtcTime(Micros(number * 1'000)), TimeForm::Milliseconds};
    if (number >= first * 1'000'000 && number <= last * 1'000'000)
        return Timestamp{UtcTime(Micros(number)), TimeForm::Microseconds};
    return std::nullopt;
}

} // namespace

std::optional<Timestamp> timestampOf(std::string_view value)
{
    if (value.size() < 10 || value.size() > longestTime)
        return std::nullopt;
    if (const auto iso = isoOf(value))
        return iso;
    return unixOf(value);
}

} // namespace hookloupe::decode
