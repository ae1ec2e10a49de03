// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_source.h"
#include "timeline/timeline_model.h"
#include "timeline/timeline_scale.h"

#include <QRect>
#include <QString>

#include <optional>
#include <vector>

class QFontMetrics;
class QPainter;
class QPalette;

namespace hookloupe::ui {

inline constexpr int timelineBarPixels = 6;  ///< the least width of a bar with its gap
inline constexpr int timelineTop = 4;        ///< room above the plot

/// Where times and counts are on the screen. Time runs with the direction of reading: from the right in a mirrored window.
struct TimelineGeometry {
    QRect plot;             ///< the bars stand on its lower edge
    TimelineRange range;
    bool mirrored = false;

    [[nodiscard]] double xOf(UtcTime time) const;
    [[nodiscard]] UtcTime timeAt(double x) const;
    /// The pixels of a stretch of time, with a gap behind it if there is room; at least one wide.
    [[nodiscard]] QRect column(UtcTime from, Micros width) const;
};

/// The bars of a timeline: `counts[i]` is what came from `first` + i × `width` on.
struct TimelineBars {
    UtcTime first{};
    Micros width{1};
    std::vector<MarkCounts> counts;
    int top = 2;            ///< the count at the upper edge

    [[nodiscard]] UtcTime start(std::size_t bar) const { return first + static_cast<std::int64_t>(bar) * width; }
};

/// One mark's part of a bar.
struct BarPart {
    Mark mark;
    QRect rect;
};

struct TimelinePicture {
    TimelineGeometry geometry;
    TimelineBars bars;
    std::optional<TimeSpan> span;      ///< chosen, or being chosen
    std::optional<UtcTime> cursor;     ///< start of the bar the keyboard is at
    std::optional<UtcTime> hovered;    ///< start of the bar the mouse is over
    std::optional<UtcTime> current;    ///< when the table's current capture came
    UtcTime now{};                     ///< another day's times are labelled with their date
    QString emptyText;                 ///< in the middle; empty = none
};

/// The least of 2, 3, 5, 10, 20, 30, 50, … that is not below the highest bar.
[[nodiscard]] int axisTop(const std::vector<MarkCounts>& counts);
/// A bar from below: bad, not judged, good. No part that is there is too low to be seen.
[[nodiscard]] std::vector<BarPart> partsOf(const QRect& column, const MarkCounts& counts, int top);
/// The height of the time axis below the plot.
[[nodiscard]] int axisHeight(const QFontMetrics& metrics);
/// Good parts are solid, parts not judged hollow, bad parts striped: told apart without colour.
void paintTimeline(QPainter& painter, const QRect& rect, const TimelinePicture& picture, const QPalette& palette);

} // namespace hookloupe::ui
