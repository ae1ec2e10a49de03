// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_scale.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace hookloupe::ui {

namespace {

using namespace std::chrono_literals;
using Days = std::chrono::days;

constexpr std::array<Micros, 31> widths{
    1ms, 2ms, 5ms, 10ms, 20ms, 50ms, 100ms, 200ms, 500ms, 1s, 2s, 5s, 10s, 15s, 30s, 1min, 2min, 5min, 10min, 15min,
    30min, 1h, 2h, 3h, 6h, 12h, Days(1), Days(7), Days(30), Days(90), Days(365)};

} // namespace

Micros barWidth(Micros length, int pixels, int barPixels)
{
    const auto bars = std::max(1, pixels / std::max(1, barPixels));
    const auto enough = std::find_if(widths.begin(), widths.end(), [&](Micros width) { return width * bars >= length; });
    return enough == widths.end() ? widths.back() : *enough;
}

UtcTime barStart(UtcTime time, Micros width, Micros offset)
{
    // 1970-01-01 was a Thursday: weeks start on Monday.
    const Micros shift = offset + (width == Micros(Days(7)) ? Micros(Days(3)) : Micros(0));
    const Micros local = time.time_since_epoch() + shift;
    Micros into = local % width;
    if (into < Micros(0))
        into += width;
    return time - into;
}

Micros localOffset(UtcTime time)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
    return std::chrono::seconds(QDateTime::fromMSecsSinceEpoch(ms.count()).offsetFromUtc());
}

TimelineRange liveRange(Micros length, Micros width, UtcTime now)
{
    const UtcTime end = barStart(now, width, localOffset(now)) + width;
    return {end - length, length, true};
}

TimelineRange zoomed(const TimelineRange& range, double factor, UtcTime anchor)
{
    const double wanted = static_cast<double>(range.length.count()) * factor;
    const double fits = std::clamp(wanted, static_cast<double>(shortestRange.count()), static_cast<double>(longestRange.count()));
    const auto length = Micros(static_cast<std::int64_t>(fits));
    const double place = static_cast<double>((anchor - range.from).count()) / static_cast<double>(range.length.count());
    const auto before = Micros(static_cast<std::int64_t>(static_cast<double>(length.count()) * place));
    return {anchor - before, length, range.live};
}

TimelineRange panned(const TimelineRange& range, Micros by)
{
    return {range.from + by, range.length, false};
}

Micros tickWidth(Micros length, int pixels, int pixelsApart, Micros bar)
{
    const Micros least = barWidth(length, pixels, pixelsApart);
    const auto fits = std::find_if(widths.begin(), widths.end(),
                                   [&](Micros width) { return width >= least && width % bar == Micros(0); });
    return fits == widths.end() ? std::max(least, bar) : *fits;
}

std::vector<UtcTime> ticks(const TimelineRange& range, Micros width)
{
    const Micros offset = localOffset(range.until());
    std::vector<UtcTime> found;
    for (UtcTime tick = barStart(range.from, width, offset); tick < range.until(); tick += width) {
        if (tick >= range.from)
            found.push_back(tick);
    }
    return found;
}

TimeDetail detailFor(Micros width)
{
    if (width >= Days(1))
        return TimeDetail::Date;
    if (width >= 1min)
        return TimeDetail::Minutes;
    return width >= 1s ? TimeDetail::Seconds : TimeDetail::Milliseconds;
}

} // namespace hookloupe::ui
