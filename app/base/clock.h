// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace hookloupe {

using Micros = std::chrono::microseconds;

/// A moment in UTC, in µs since 1970-01-01.
using UtcTime = std::chrono::sys_time<Micros>;

/// Wall-clock time now. Not monotonic: measure durations with std::chrono::steady_clock.
[[nodiscard]] UtcTime utcNow();

/// "2026-11-22T02:35:37.265123Z", always six decimals (RFC 3339).
[[nodiscard]] std::string toIso8601(UtcTime time);

} // namespace hookloupe
