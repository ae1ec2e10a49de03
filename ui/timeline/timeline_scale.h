// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <vector>

namespace hookloupe::ui {

/// The stretch of time a timeline shows. A live one ends at the bar of now and moves with it.
struct TimelineRange {
    UtcTime from{};
    Micros length{};
    bool live = true;

    bool operator==(const TimelineRange&) const = default;
    [[nodiscard]] UtcTime until() const { return from + length; }
};

inline constexpr Micros shortestRange = std::chrono::milliseconds(200);
inline constexpr Micros longestRange = std::chrono::hours(24) * 365 * 20;
inline constexpr Micros firstRange = std::chrono::minutes(15);

/// The time one bar stands for: the least of 1, 2, 5, … ms, 1, 2, 5, 10, 15, 30 s and min, 1, 2, 3, 6, 12 h, 1, 7, 30 days
/// that makes a bar at least `barPixels` wide.
[[nodiscard]] Micros barWidth(Micros length, int pixels, int barPixels);
/// The start of the bar a time is in. Bars start at round local times: `offset` is local time − UTC.
[[nodiscard]] UtcTime barStart(UtcTime time, Micros width, Micros offset);
/// Local time − UTC at a moment.
[[nodiscard]] Micros localOffset(UtcTime time);

/// Ends with the bar of `now`.
[[nodiscard]] TimelineRange liveRange(Micros length, Micros barWidth, UtcTime now);
/// `factor` < 1 shows less time. What is at `anchor` stays where it is.
[[nodiscard]] TimelineRange zoomed(const TimelineRange& range, double factor, UtcTime anchor);
/// A later stretch of time, or an earlier one; no longer live.
[[nodiscard]] TimelineRange panned(const TimelineRange& range, Micros by);

/// How far the labels of the time axis are apart: at least `pixelsApart`, and whole bars.
[[nodiscard]] Micros tickWidth(Micros length, int pixels, int pixelsApart, Micros barWidth);
/// The round local times within a range.
[[nodiscard]] std::vector<UtcTime> ticks(const TimelineRange& range, Micros tickWidth);
/// What bars and ticks that wide need in their labels.
enum class TimeDetail { Date, Minutes, Seconds, Milliseconds };
[[nodiscard]] TimeDetail detailFor(Micros width);

} // namespace hookloupe::ui
