// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_paint.h"

#include "timeline/timeline_words.h"
#include "style/colours.h"

#include <QLocale>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <array>
#include <cmath>

namespace hookloupe::ui {

namespace {

constexpr int leastPart = 3;
constexpr int tickApart = 96;
constexpr std::array<Mark, 3> fromBelow{Mark::Bad, Mark::Unjudged, Mark::Good};

void paintPart(QPainter& painter, const BarPart& part, const Colours& colours, const QColor& ground)
{
    const QColor colour = markColour(colours, part.mark);
    switch (part.mark) {
    case Mark::Good:
        painter.fillRect(part.rect, colour);
        return;
    case Mark::Unjudged: {
        painter.fillRect(part.rect, colour);
        const QRect inside = part.rect.adjusted(1, 1, -1, -1);
        if (inside.isValid())
            painter.fillRect(inside, ground);
        return;
    }
    case Mark::Bad:
        painter.fillRect(part.rect, colour);
        for (int y = part.rect.bottom() - 3; y > part.rect.top(); y -= 4)
            painter.fillRect(QRect(part.rect.left(), y, part.rect.width(), 1), ground);
        return;
    }
}

QRect columnOf(const TimelinePicture& picture, UtcTime start)
{
    return picture.geometry.column(start, picture.bars.width);
}

void paintAxis(QPainter& painter, const QRect& rect, const TimelinePicture& picture, const Colours& colours)
{
    const TimelineGeometry& geometry = picture.geometry;
    const QRect& plot = geometry.plot;
    painter.fillRect(QRect(plot.left(), plot.bottom() + 1, plot.width(), 1), colours.subtle);
    const QFontMetrics metrics = painter.fontMetrics();
    const Micros width = tickWidth(geometry.range.length, plot.width(), tickApart, picture.bars.width);
    painter.setPen(colours.subtle);
    int freeFrom = rect.left();
    int freeUntil = rect.right();
    bool firstLabel = true;
    for (const UtcTime tick : ticks(geometry.range, width)) {
        const int x = int(std::lround(geometry.xOf(tick)));
        painter.fillRect(QRect(x, plot.bottom() + 1, 1, 4), colours.subtle);
        const bool withDate = firstLabel && !isToday(tick, picture.now);
        const QString text = tickWords(tick, detailFor(width), withDate);
        const int wide = metrics.horizontalAdvance(text);
        const int left = std::clamp(x - wide / 2, rect.left(), std::max(rect.left(), rect.right() - wide));
        if (left < freeFrom || left + wide > freeUntil)
            continue;
        firstLabel = false;
        painter.drawText(QRect(left, plot.bottom() + 4, wide + 1, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        if (geometry.mirrored)
            freeUntil = left - 12;
        else
            freeFrom = left + wide + 12;
    }
}

void paintTopLabel(QPainter& painter, const TimelinePicture& picture, const Colours& colours, const QColor& ground)
{
    const QRect& plot = picture.geometry.plot;
    painter.fillRect(QRect(plot.left(), plot.top(), plot.width(), 1), colours.hairline);
    const QString text = QLocale().toString(picture.bars.top);
    const QFontMetrics metrics = painter.fontMetrics();
    QRect place(0, plot.top() + 1, metrics.horizontalAdvance(text) + 6, metrics.height());
    if (picture.geometry.mirrored)
        place.moveRight(plot.right());
    else
        place.moveLeft(plot.left());
    QColor veil = ground;
    veil.setAlpha(210);
    painter.fillRect(place, veil);
    painter.setPen(colours.subtle);
    painter.drawText(place, Qt::AlignCenter, text);
}

/// A pin at the time of the capture whose details are shown.
void paintCurrent(QPainter& painter, const TimelinePicture& picture, const Colours& colours)
{
    const double x = picture.geometry.xOf(*picture.current);
    const QRect& plot = picture.geometry.plot;
    if (x < plot.left() || x > plot.right())
        return;
    painter.fillRect(QRectF(x - 0.5, plot.top(), 1, plot.height()), colours.accent);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.accent);
    painter.drawPolygon(QPolygonF{{x - 4, double(plot.top())}, {x + 4, double(plot.top())}, {x, plot.top() + 6.0}});
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

double TimelineGeometry::xOf(UtcTime time) const
{
    const double part = static_cast<double>((time - range.from).count()) / static_cast<double>(range.length.count());
    return mirrored ? plot.right() + 1 - part * plot.width() : plot.left() + part * plot.width();
}

UtcTime TimelineGeometry::timeAt(double x) const
{
    const double part = (mirrored ? plot.right() + 1 - x : x - plot.left()) / std::max(1, plot.width());
    return range.from + Micros(std::llround(part * static_cast<double>(range.length.count())));
}

QRect TimelineGeometry::column(UtcTime from, Micros width) const
{
    const auto clipped = [this](UtcTime time) {
        return int(std::lround(std::clamp(xOf(time), plot.left() - 1.0, plot.right() + 2.0)));
    };
    const int a = clipped(from);
    const int b = clipped(from + width);
    const int left = std::min(a, b);
    const int wide = std::abs(b - a);
    return {mirrored && wide > 2 ? left + 1 : left, plot.top(), std::max(1, wide > 2 ? wide - 1 : wide), plot.height()};
}

int axisTop(const std::vector<MarkCounts>& counts)
{
    int highest = 2;
    for (const MarkCounts& bar : counts)
        highest = std::max(highest, total(bar));
    for (int power = 1;; power *= 10) {
        for (const int step : {1, 2, 3, 5}) {
            if (power * step >= highest && power * step > 1)
                return power * step;
        }
        if (power > 100'000'000)
            return highest;
    }
}

std::vector<BarPart> partsOf(const QRect& column, const MarkCounts& counts, int top)
{
    std::vector<BarPart> parts;
    int bottom = column.bottom();
    for (const Mark mark : fromBelow) {
        const int count = counts[static_cast<std::size_t>(mark)];
        if (count == 0)
            continue;
        const int high = std::max(leastPart, int(std::lround(double(count) * column.height() / std::max(1, top))));
        const int upper = std::max(column.top(), bottom - high + 1);
        parts.push_back({mark, QRect(QPoint(column.left(), upper), QPoint(column.right(), bottom))});
        bottom = upper - 1;
    }
    return parts;
}

int axisHeight(const QFontMetrics& metrics)
{
    return metrics.height() + 6;
}

void paintTimeline(QPainter& painter, const QRect& rect, const TimelinePicture& picture, const QPalette& palette)
{
    const Colours colours = coloursFor(palette);
    const QColor ground = palette.color(QPalette::Base);
    const QRect& plot = picture.geometry.plot;
    painter.fillRect(rect, ground);
    painter.setClipRect(rect);

    if (picture.span) {
        const QRect column = picture.geometry.column(picture.span->from, picture.span->until - picture.span->from);
        const QRect chosen = column & plot;
        QColor wash = palette.color(QPalette::Highlight);
        wash.setAlpha(isDark(palette) ? 110 : 45);
        painter.fillRect(chosen, wash);
        for (const int x : {column.left(), column.right()}) {
            if (x >= plot.left() && x <= plot.right())
                painter.fillRect(QRect(x, plot.top(), 1, plot.height()), colours.accent);
        }
    }
    for (const auto& bar : {picture.hovered, picture.cursor}) {
        if (bar)
            painter.fillRect(columnOf(picture, *bar) & plot, colours.hairline);
    }
    painter.setPen(colours.subtle);
    if (picture.emptyText.isEmpty())
        paintTopLabel(painter, picture, colours, ground);
    for (std::size_t i = 0; i < picture.bars.counts.size(); ++i) {
        const QRect column = columnOf(picture, picture.bars.start(i));
        if (!column.intersects(plot))
            continue;
        for (const BarPart& part : partsOf(column, picture.bars.counts[i], picture.bars.top))
            paintPart(painter, part, colours, ground);
    }
    if (picture.current)
        paintCurrent(painter, picture, colours);
    paintAxis(painter, rect, picture, colours);
    if (picture.cursor) {
        painter.setPen(QPen(colours.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(columnOf(picture, *picture.cursor).adjusted(-1, 0, 0, 0));
    }
    if (!picture.emptyText.isEmpty()) {
        painter.setPen(colours.subtle);
        painter.drawText(plot, Qt::AlignCenter | Qt::TextWordWrap, picture.emptyText);
    }
}

} // namespace hookloupe::ui
