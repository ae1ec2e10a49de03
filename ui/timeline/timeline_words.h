// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_source.h"
#include "timeline/timeline_model.h"
#include "timeline/timeline_scale.h"

#include <QString>

namespace hookloupe::ui {

/// "Requests per second", "Requests per 5 min".
[[nodiscard]] QString requestsPerWords(Micros width);
/// "12 requests: 9 good, 1 not judged, 2 bad"; "no requests".
[[nodiscard]] QString countWords(const MarkCounts& counts);
/// "14:02:10 – 14:02:20", with the date if it is not the day of `now`.
[[nodiscard]] QString spanWords(const TimeSpan& span, Micros width, UtcTime now);
/// The label of a tick of the time axis: "14:02", "14:02:10", "2026-11-22"; `withDate` puts the date in front.
[[nodiscard]] QString tickWords(UtcTime time, TimeDetail detail, bool withDate);
/// Whether a moment is on the day of `now`, in local time.
[[nodiscard]] bool isToday(UtcTime time, UtcTime now);

} // namespace hookloupe::ui
