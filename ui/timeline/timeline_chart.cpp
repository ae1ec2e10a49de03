// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_chart.h"

#include "timeline/timeline_words.h"
#include "style/short_words.h"

#include <QPainter>
#include <QKeyEvent>
#include <QResizeEvent>

#include <algorithm>

namespace hookloupe::ui {

using namespace std::chrono_literals;

namespace {

constexpr int sideMargin = 6;
constexpr int plotHeight = 58;

} // namespace

TimelineChart::TimelineChart(const TimelineModel& model, std::function<UtcTime()> now, QWidget* parent)
    : QWidget(parent), m_model(model), m_now(std::move(now))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Timeline of requests"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(50);
    connect(&m_refresh, &QTimer::timeout, this, &TimelineChart::refresh);
    connect(&m_tick, &QTimer::timeout, this, &TimelineChart::tick);
    connect(&model, &TimelineModel::changed, this, [this] {
        if (!m_refresh.isActive())
            m_refresh.start();
    });
    moveTo(m_range);
}

void TimelineChart::setEndpoint(std::optional<EndpointId> endpoint)
{
    m_endpoint = endpoint;
    m_lastWanted.reset();
    refresh();
}

void TimelineChart::setRange(const TimelineRange& range)
{
    moveTo(range);
}

void TimelineChart::setSpan(const std::optional<TimeSpan>& span)
{
    m_span = span;
    m_anchor.reset();
    refresh();
}

void TimelineChart::setCurrentTime(std::optional<UtcTime> time)
{
    if (m_current == time)
        return;
    m_current = time;
    update();
}

void TimelineChart::setLive(bool live)
{
    TimelineRange range = m_range;
    range.live = live;
    moveTo(range);
}

void TimelineChart::showEverything()
{
    const auto extent = m_model.extent(m_endpoint);
    if (!extent) {
        moveTo({{}, firstRange, true});
        return;
    }
    const UtcTime until = std::max(m_now(), extent->until);
    const Micros length = std::clamp((until - extent->from) * 21 / 20, Micros(1min), longestRange);
    moveTo({until - length, length, true});
}

void TimelineChart::zoom(double factor)
{
    moveTo(zoomed(m_range, factor, m_cursor ? *m_cursor : m_range.from + m_range.length / 2));
}

Micros TimelineChart::currentBarWidth() const
{
    return barWidth(m_range.length, std::max(1, width() - 2 * sideMargin), timelineBarPixels);
}

/// Shows a range; a live one ends now, one that reaches into the future becomes live.
void TimelineChart::moveTo(const TimelineRange& range)
{
    m_range = range;
    m_range.length = std::clamp(range.length, shortestRange, longestRange);
    const UtcTime now = m_now();
    if (m_range.live || m_range.until() >= now + currentBarWidth())
        m_range = liveRange(m_range.length, currentBarWidth(), now);
    if (m_cursor)
        m_cursor = barAt(*m_cursor);
    m_hovered.reset();
    const auto beat = std::clamp(currentBarWidth() / 4, Micros(100ms), Micros(1s));
    m_tick.setInterval(std::chrono::duration_cast<std::chrono::milliseconds>(beat));
    if (m_range.live && isVisible())
        m_tick.start();
    else
        m_tick.stop();
    refresh();
    Q_EMIT rangeChanged();
}

void TimelineChart::tick()
{
    const TimelineRange next = liveRange(m_range.length, currentBarWidth(), m_now());
    if (next == m_range || m_drag != Drag::None) // a drag holds what it is over
        return;
    m_range = next;
    refresh();
}

void TimelineChart::refresh()
{
    m_barsOld = true;
    setAccessibleDescription(readout());
    update();
    Q_EMIT readoutChanged();
}

const TimelineBars& TimelineChart::bars() const
{
    if (m_barsOld) {
        m_bars.width = currentBarWidth();
        m_bars.first = barAt(m_range.from);
        const auto count = (m_range.until() - m_bars.first + m_bars.width - Micros(1)) / m_bars.width;
        m_bars.counts = m_model.bars(m_bars.first, m_bars.width, int(count), m_endpoint);
        m_bars.top = axisTop(m_bars.counts);
        m_barsOld = false;
    }
    return m_bars;
}

TimelineGeometry TimelineChart::geometryNow() const
{
    const QRect plot(sideMargin, timelineTop, std::max(1, width() - 2 * sideMargin),
                     std::max(1, height() - timelineTop - axisHeight(fontMetrics())));
    return {plot, m_range, isRightToLeft()};
}

UtcTime TimelineChart::barAt(UtcTime time) const
{
    return barStart(time, currentBarWidth(), localOffset(m_range.until()));
}

TimeSpan TimelineChart::barsBetween(UtcTime a, UtcTime b) const
{
    return {barAt(std::min(a, b)), barAt(std::max(a, b)) + currentBarWidth()};
}

MarkCounts TimelineChart::countsOf(UtcTime bar) const
{
    return m_model.bars(bar, currentBarWidth(), 1, m_endpoint).front();
}

QString TimelineChart::readout() const
{
    const Micros width = currentBarWidth();
    const auto sentence = [this](const TimeSpan& span, Micros detail) {
        const MarkCounts counts = m_model.bars(span.from, span.until - span.from, 1, m_endpoint).front();
        return tr("%1: %2", "a stretch of time: what came in it").arg(spanWords(span, detail, m_now()), countWords(counts));
    };
    if (m_choosing)
        return sentence(*m_choosing, width);
    if (m_anchor && m_span)
        return sentence(*m_span, width);
    if (m_hovered)
        return sentence({*m_hovered, *m_hovered + width}, width);
    if (m_cursor)
        return sentence({*m_cursor, *m_cursor + width}, width);
    MarkCounts all{};
    for (const MarkCounts& bar : bars().counts) {
        for (std::size_t mark = 0; mark < all.size(); ++mark)
            all[mark] += bar[mark];
    }
    return tr("%1 · %2", "what a bar is, and what all bars hold").arg(requestsPerWords(width), countWords(all));
}

QString TimelineChart::emptyText() const
{
    const bool any = std::any_of(bars().counts.begin(), bars().counts.end(),
                                 [](const MarkCounts& bar) { return total(bar) > 0; });
    if (any)
        return {};
    const auto extent = m_model.extent(m_endpoint);
    if (!extent)
        return tr("Each request appears here as part of a bar.");
    if (extent->until <= m_range.from)
        return tr("Nothing in this stretch of time. The newest request came %1: Home shows everything.")
            .arg(agoWords(m_now() - extent->until));
    if (extent->from >= m_range.until())
        return tr("Nothing in this stretch of time. The first request came later: Home shows everything.");
    return tr("Nothing in this stretch of time.");
}

QSize TimelineChart::sizeHint() const
{
    return {400, timelineTop + plotHeight + axisHeight(fontMetrics())};
}

QSize TimelineChart::minimumSizeHint() const
{
    return {120, timelineTop + plotHeight / 2 + axisHeight(fontMetrics())};
}

void TimelineChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintTimeline(painter, rect(),
                  {geometryNow(), bars(), m_choosing ? m_choosing : m_span, hasFocus() ? m_cursor : std::nullopt, m_hovered,
                   m_current, m_now(), emptyText()},
                  palette());
}

void TimelineChart::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_hovered.reset();
    refresh();
}

void TimelineChart::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    if (event->reason() == Qt::MouseFocusReason)
        return;
    if (!m_cursor || *m_cursor < m_range.from || *m_cursor >= m_range.until())
        m_cursor = barAt(m_range.until() - Micros(1));
    refresh();
}

void TimelineChart::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_anchor.reset();
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        m_cursor.reset();
    refresh();
}

void TimelineChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    moveTo(m_range);
}

void TimelineChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void TimelineChart::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    moveTo(m_range);
}

bool TimelineChart::event(QEvent* event)
{
    // Escape gives up the span before anything else in the window takes it.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && (m_span || m_drag != Drag::None))
            event->accept();
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() == Qt::NoModifier)
            event->accept();
    }
    return QWidget::event(event);
}

} // namespace hookloupe::ui
