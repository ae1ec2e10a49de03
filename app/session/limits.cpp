// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace hookloupe::session {

namespace {

using server::Limits;

constexpr std::int64_t KiB = 1024;
constexpr std::int64_t MiB = 1024 * KiB;
constexpr std::int64_t GiB = 1024 * MiB;
constexpr std::int64_t hour = 3'600'000;

template <std::size_t Limits::*Member>
constexpr LimitInfo size(std::string_view name, LimitUnit unit, std::int64_t smallest, std::int64_t largest)
{
    return {name, unit, smallest, largest,
            [](const Limits& limits) { return static_cast<std::int64_t>(limits.*Member); },
            [](Limits& limits, std::int64_t value) { limits.*Member = static_cast<std::size_t>(value); }};
}

template <std::chrono::milliseconds Limits::*Member>
constexpr LimitInfo deadline(std::string_view name)
{
    return {name, LimitUnit::Time, 10, hour,
            [](const Limits& limits) { return std::int64_t{(limits.*Member).count()}; },
            [](Limits& limits, std::int64_t value) { limits.*Member = std::chrono::milliseconds(value); }};
}

constexpr std::array infos{
    size<&Limits::requestLine>("request-line", LimitUnit::Bytes, 64, MiB),
    size<&Limits::head>("head", LimitUnit::Bytes, 256, 16 * MiB),
    size<&Limits::fields>("fields", LimitUnit::Count, 1, 10'000),
    size<&Limits::body>("body", LimitUnit::Bytes, 0, GiB),
    size<&Limits::bytesInFlight>("bytes-in-flight", LimitUnit::Bytes, 64 * KiB, 64 * GiB),
    size<&Limits::connections>("connections", LimitUnit::Count, 1, 4'096),
    size<&Limits::webPageBytes>("web-page-bytes", LimitUnit::Bytes, 64 * KiB, 64 * GiB),
    deadline<&Limits::headDeadline>("head-deadline"),
    deadline<&Limits::bodyDeadline>("body-deadline"),
    deadline<&Limits::refusedDeadline>("refused-deadline"),
    deadline<&Limits::idleDeadline>("idle-deadline"),
    deadline<&Limits::writeDeadline>("write-deadline"),
    deadline<&Limits::tlsDeadline>("tls-deadline"),
};

using Suffix = std::pair<std::string_view, std::int64_t>;
constexpr std::array<Suffix, 4> byteSuffixes{{{"GiB", GiB}, {"MiB", MiB}, {"KiB", KiB}, {"", 1}}};
constexpr std::array<Suffix, 1> countSuffixes{{{"", 1}}};
constexpr std::array<Suffix, 3> timeSuffixes{{{"ms", 1}, {"s", 1000}, {"", 1000}}};

std::span<const Suffix> suffixesOf(LimitUnit unit)
{
    switch (unit) {
    case LimitUnit::Bytes:
        return byteSuffixes;
    case LimitUnit::Count:
        return countSuffixes;
    case LimitUnit::Time:
        return timeSuffixes;
    }
    return countSuffixes;
}

std::optional<std::int64_t> valueOf(const LimitInfo& info, std::string_view text)
{
    for (const auto& [suffix, factor] : suffixesOf(info.unit)) {
        if (!text.ends_with(suffix))
            continue;
        const auto digits = text.substr(0, text.size() - suffix.size());
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc() || end != digits.data() + digits.size() || number < 0
            || number > info.largest / factor)
            return std::nullopt;
        number *= factor;
        return number >= info.smallest ? std::optional(number) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::span<const LimitInfo> limitInfos()
{
    return infos;
}

const LimitInfo* findLimit(std::string_view name)
{
    const auto found = std::find_if(infos.begin(), infos.end(), [name](const auto& info) { return info.name == name; });
    return found == infos.end() ? nullptr : &*found;
}

Status setLimit(server::Limits& limits, std::string_view name, std::string_view text)
{
    const LimitInfo* info = findLimit(name);
    if (!info)
        return Error{ErrorCode::NotFound, "limit " + std::string(name)};
    const auto value = valueOf(*info, text);
    if (!value)
        return Error{ErrorCode::InvalidInput, "limit " + std::string(name) + "=" + std::string(text)};
    info->set(limits, *value);
    return success();
}

std::string limitText(const LimitInfo& info, const server::Limits& limits)
{
    const std::int64_t value = info.get(limits);
    for (const auto& [suffix, factor] : suffixesOf(info.unit)) {
        if (value % factor == 0 && (value != 0 || factor == 1) && !(suffix.empty() && factor != 1)
            && !(suffix == "ms" && value % 1000 == 0))
            return std::to_string(value / factor) + std::string(suffix);
    }
    return std::to_string(value);
}

} // namespace hookloupe::session
