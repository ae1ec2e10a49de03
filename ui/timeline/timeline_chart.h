// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/timeline_paint.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

namespace hookloupe::ui {

/// The bars of a timeline. Mouse: the wheel zooms, a drag chooses a span, a drag with Shift or the middle button pans, a
/// click goes to a capture. Keys: arrows move from bar to bar, with Ctrl to the next that is not empty, with Shift they choose
/// a span; + and − zoom, Page Up and Page Down pan, Home shows everything, End now, Return goes to a capture of the bar (again:
/// to the next), Escape gives the span up.
class TimelineChart : public QWidget {
    Q_OBJECT

public:
    /// `model` must outlive the chart; `now` is its clock.
    TimelineChart(const TimelineModel& model, std::function<UtcTime()> now, QWidget* parent);

    void setEndpoint(std::optional<EndpointId> endpoint);
    [[nodiscard]] const TimelineRange& range() const { return m_range; }
    void setRange(const TimelineRange& range);
    void zoom(double factor);                 ///< around the bar of the keyboard, else the middle; a live range stays live
    void showEverything();
    void setLive(bool live);
    [[nodiscard]] const std::optional<TimeSpan>& span() const { return m_span; }
    void setSpan(const std::optional<TimeSpan>& span);
    void setCurrentTime(std::optional<UtcTime> time); ///< of the table's current capture

    [[nodiscard]] const TimelineBars& bars() const;
    [[nodiscard]] TimelineGeometry geometryNow() const;
    /// What the bar under the mouse or the keyboard says, else all that is shown.
    [[nodiscard]] QString readout() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void spanChosen(std::optional<hookloupe::TimeSpan> span); ///< by the user; nothing = given up
    void captureWanted(qint64 id); ///< a CaptureId
    void rangeChanged();
    void readoutChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Drag { None, Pressed, Choosing, Panning };

    void refresh();                           ///< what is shown has changed
    void tick();
    void moveTo(const TimelineRange& range);
    void moveCursor(int bars, bool choosing);
    void jump(bool later);
    void keepCursorInSight();
    void goToCapture();
    void clickAt(const QPointF& place);
    void choose(const std::optional<TimeSpan>& span);
    [[nodiscard]] Micros currentBarWidth() const;
    [[nodiscard]] UtcTime barAt(UtcTime time) const;
    [[nodiscard]] TimeSpan barsBetween(UtcTime a, UtcTime b) const;
    [[nodiscard]] MarkCounts countsOf(UtcTime bar) const;
    [[nodiscard]] QString emptyText() const;

    const TimelineModel& m_model;
    std::function<UtcTime()> m_now;
    std::optional<EndpointId> m_endpoint;
    TimelineRange m_range{{}, firstRange, true};
    std::optional<TimeSpan> m_span;
    std::optional<UtcTime> m_current;
    std::optional<UtcTime> m_cursor;          ///< start of a bar, while the chart has the keyboard
    std::optional<UtcTime> m_anchor;          ///< bar where choosing with Shift began
    std::optional<UtcTime> m_hovered;
    Drag m_drag = Drag::None;
    QPointF m_pressedAt;
    UtcTime m_pressedTime{};
    TimelineRange m_rangeWhenPressed;
    std::optional<TimeSpan> m_choosing;       ///< during a drag
    std::optional<CaptureId> m_lastWanted;    ///< Return goes on from here
    mutable TimelineBars m_bars;
    mutable bool m_barsOld = true;
    QTimer m_refresh;                         ///< much may come at once: bars are counted at most 20 times a second
    QTimer m_tick;                            ///< "now" moves on
};

} // namespace hookloupe::ui
