// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hookloupe::cli {

/// A decimal number without sign, from `smallest` to `largest`; nothing if it is anything else.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(std::string_view text, std::int64_t smallest, std::int64_t largest);

/// Seconds with at most three decimals, over 0 and up to a year: "30", "0.5".
[[nodiscard]] std::optional<std::chrono::milliseconds> seconds(std::string_view text);

/// A number a second from 0.001 to 10,000, with or without decimals.
[[nodiscard]] std::optional<double> perSecond(std::string_view text);

} // namespace hookloupe::cli
