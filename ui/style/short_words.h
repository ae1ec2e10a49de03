// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "capture/capture.h"
#include "capture/endpoint.h"

#include <QString>

#include <cstdint>
#include <string_view>

namespace hookloupe::ui {

/// Hostile bytes as one harmless line, cut to `longest` characters with a visible "…". Work is bounded by `longest`, not by
/// the input.
[[nodiscard]] QString shownText(std::string_view bytes, int longest = 300);

/// "512 B", "1.8 kB", "64 MB": powers of 1000, in the user's number format.
[[nodiscard]] QString sizeWords(std::int64_t bytes);
/// "14:02:11.312" in local time; with the date in front ("11-21 14:02:11.312") if it is not the day of `now`.
[[nodiscard]] QString timeWords(UtcTime time, UtcTime now);
/// The whole moment in local time with microseconds and offset: "2026-11-22 14:02:11.312004 +01:00".
[[nodiscard]] QString momentWords(UtcTime time);
/// "just now", "40 s ago", "2 min ago", "3 h ago", "5 days ago".
[[nodiscard]] QString agoWords(Micros since);
/// "0.8 ms", "12 ms", "3.4 s".
[[nodiscard]] QString durationWords(Micros duration);

/// "good", "not judged", "bad": what a mark's shape says, for people who hear it.
[[nodiscard]] QString markWord(Mark mark);
/// An endpoint's description, else its path; "Everything else" for the catch-all.
[[nodiscard]] QString endpointTitle(const Endpoint& endpoint);

} // namespace hookloupe::ui
