// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/timeline_scale.h"
#include "capture/capture_source.h"

#include <QWidget>

#include <functional>
#include <optional>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace hookloupe::ui {

class TimelineChart;
class TimelineModel;

/// The timeline above the captures table: a line that says what the bar under the mouse or keyboard holds, the span that is
/// chosen with a button that gives it up, buttons, and the chart.
class TimelinePanel : public QWidget {
    Q_OBJECT

public:
    explicit TimelinePanel(const TimelineModel& model, QWidget* parent = nullptr,
                           std::function<UtcTime()> now = utcNow);
    ~TimelinePanel() override;

    /// Buttons at the end of the line.
    void setActions(const QList<QAction*>& actions);
    [[nodiscard]] TimelineChart& chart() const { return *m_chart; }
    /// Shows a span as chosen, or none; says nothing.
    void setSpan(const std::optional<TimeSpan>& span);

Q_SIGNALS:
    void spanChosen(std::optional<hookloupe::TimeSpan> span); ///< by the user; nothing = given up
    void captureWanted(qint64 id); ///< a CaptureId

private:
    void showReadout();
    void showSpan();

    std::function<UtcTime()> m_now;
    TimelineChart* m_chart;
    QLabel* m_readout;
    QToolButton* m_spanButton;
    QHBoxLayout* m_line;
};

} // namespace hookloupe::ui
