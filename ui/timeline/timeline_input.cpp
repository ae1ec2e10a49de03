// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keyboard do in a timeline.
#include "timeline/timeline_chart.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace hookloupe::ui {

void TimelineChart::choose(const std::optional<TimeSpan>& span)
{
    if (m_span == span)
        return;
    m_span = span;
    refresh();
    Q_EMIT spanChosen(span);
}

void TimelineChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        event->ignore();
        return;
    }
    m_pressedAt = event->position();
    m_pressedTime = geometryNow().timeAt(m_pressedAt.x());
    m_rangeWhenPressed = m_range;
    const bool pans = event->button() == Qt::MiddleButton || event->modifiers().testFlag(Qt::ShiftModifier);
    m_drag = pans ? Drag::Panning : Drag::Pressed;
    if (pans)
        setCursor(Qt::ClosedHandCursor);
}

void TimelineChart::mouseMoveEvent(QMouseEvent* event)
{
    const TimelineGeometry geometry = geometryNow();
    const UtcTime time = geometry.timeAt(event->position().x());
    const bool far = std::abs(event->position().x() - m_pressedAt.x()) >= QApplication::startDragDistance();
    if (m_drag == Drag::Pressed && far)
        m_drag = Drag::Choosing;
    switch (m_drag) {
    case Drag::Panning: {
        TimelineGeometry pressed = geometry;
        pressed.range = m_rangeWhenPressed;
        moveTo(panned(m_rangeWhenPressed, m_pressedTime - pressed.timeAt(event->position().x())));
        return;
    }
    case Drag::Choosing:
        m_choosing = barsBetween(std::clamp(m_pressedTime, m_range.from, m_range.until() - Micros(1)),
                                 std::clamp(time, m_range.from, m_range.until() - Micros(1)));
        break;
    case Drag::Pressed:
    case Drag::None: {
        const bool inside = geometry.plot.adjusted(0, -timelineTop, 0, height()).contains(event->position().toPoint());
        const auto hovered = inside ? std::optional(barAt(time)) : std::nullopt;
        if (hovered == m_hovered)
            return;
        m_hovered = hovered;
        break;
    }
    }
    update();
    Q_EMIT readoutChanged();
}

void TimelineChart::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    if (drag == Drag::Choosing && m_choosing) {
        const TimeSpan span = *std::exchange(m_choosing, std::nullopt);
        m_anchor.reset();
        choose(span);
        Q_EMIT readoutChanged();
    } else if (drag == Drag::Pressed) {
        clickAt(event->position());
    }
}

void TimelineChart::clickAt(const QPointF& place)
{
    const TimelineGeometry geometry = geometryNow();
    const UtcTime bar = barAt(geometry.timeAt(place.x()));
    m_cursor = bar; // the keyboard goes on from here
    m_anchor.reset();
    refresh();
    const TimeSpan span{bar, bar + currentBarWidth()};
    for (const BarPart& part : partsOf(geometry.column(bar, currentBarWidth()), countsOf(bar), bars().top)) {
        if (place.y() < part.rect.top() || place.y() > part.rect.bottom() + 1)
            continue;
        if (const auto ids = m_model.capturesIn(span, m_endpoint, part.mark, 1); !ids.empty()) {
            Q_EMIT captureWanted(toInt(ids.front()));
            return;
        }
    }
    // Beside the bars: what is near.
    const Micros reach = geometry.timeAt(timelineBarPixels) - geometry.timeAt(0);
    const Micros around = std::max(currentBarWidth(), reach < Micros(0) ? -reach : reach);
    const UtcTime time = geometry.timeAt(place.x());
    if (const auto id = m_model.nearest({time - around, time + around}, time, m_endpoint))
        Q_EMIT captureWanted(toInt(*id));
}

void TimelineChart::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    const bool sideways = event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(turned.x()) > std::abs(turned.y());
    const TimelineGeometry geometry = geometryNow();
    if (sideways) {
        const int by = turned.x() != 0 ? turned.x() : turned.y();
        const auto step = geometry.timeAt(0) - geometry.timeAt(by); // a notch is 120: as many pixels
        moveTo(panned(m_range, step));
    } else if (turned.y() != 0) {
        moveTo(zoomed(m_range, std::pow(1.25, -turned.y() / 120.0), geometry.timeAt(event->position().x())));
    }
    event->accept();
}

void TimelineChart::keyPressEvent(QKeyEvent* event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool later = (event->key() == Qt::Key_Right) != isRightToLeft();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (control)
            jump(later);
        else
            moveCursor(later ? 1 : -1, shift);
        return;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        moveTo(panned(m_range, m_range.length * (event->key() == Qt::Key_PageUp ? -4 : 4) / 5));
        if (m_cursor)
            m_cursor = barAt(m_range.from + m_range.length / 2);
        refresh();
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(1 / 1.5);
        return;
    case Qt::Key_Minus:
        zoom(1.5);
        return;
    case Qt::Key_Home:
        showEverything();
        return;
    case Qt::Key_End:
        setLive(true);
        m_cursor = barAt(m_now());
        refresh();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        goToCapture();
        return;
    case Qt::Key_Escape:
        if (m_drag != Drag::None) {
            m_drag = Drag::None;
            m_choosing.reset();
            unsetCursor();
            refresh();
            return;
        }
        if (m_span) {
            m_anchor.reset();
            choose(std::nullopt);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TimelineChart::moveCursor(int bars, bool choosing)
{
    const UtcTime from = barAt(m_cursor.value_or(m_now()));
    m_cursor = barAt(from + bars * currentBarWidth() + currentBarWidth() / 2);
    m_hovered.reset();
    keepCursorInSight();
    if (!choosing) {
        m_anchor.reset();
    } else {
        if (!m_anchor)
            m_anchor = from;
        choose(barsBetween(*m_anchor, *m_cursor));
    }
    refresh();
}

void TimelineChart::jump(bool later)
{
    const UtcTime from = barAt(m_cursor.value_or(m_now()));
    const auto next = later ? m_model.firstFrom(from + currentBarWidth(), m_endpoint) : m_model.lastBefore(from, m_endpoint);
    if (!next)
        return;
    m_cursor = barAt(*next);
    m_anchor.reset();
    m_hovered.reset();
    keepCursorInSight();
    refresh();
}

void TimelineChart::keepCursorInSight()
{
    const Micros width = currentBarWidth();
    const UtcTime cursor = *m_cursor;
    if (cursor < m_range.from)
        moveTo({cursor - 2 * width, m_range.length, false});
    else if (cursor + width > m_range.until())
        moveTo({cursor + 3 * width - m_range.length, m_range.length, false});
}

void TimelineChart::goToCapture()
{
    const UtcTime bar = m_cursor ? *m_cursor : barAt(m_now());
    const auto ids = m_model.capturesIn({bar, bar + currentBarWidth()}, m_endpoint, std::nullopt, 100'000);
    if (ids.empty())
        return;
    const auto last = m_lastWanted ? std::find(ids.begin(), ids.end(), *m_lastWanted) : ids.end();
    m_lastWanted = last == ids.end() || last + 1 == ids.end() ? ids.front() : *(last + 1);
    Q_EMIT captureWanted(toInt(*m_lastWanted));
}

} // namespace hookloupe::ui
