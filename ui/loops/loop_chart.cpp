// SPDX-License-Identifier: GPL-3.0-or-later
#include "loops/loop_chart.h"

#include "style/plain_text.h"

#include <QPainter>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr int barPixels = 2;
constexpr int gapPixels = 0;
constexpr int mostBars = 60;

} // namespace

LoopChart::LoopChart(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void LoopChart::setHistory(const std::vector<int>& history, const QString& words)
{
    setToolTip(plainToolTip(words));
    setAccessibleName(words);
    if (m_history == history)
        return;
    m_history = history;
    update();
}

QSize LoopChart::sizeHint() const
{
    return {mostBars * (barPixels + gapPixels) - gapPixels, fontMetrics().height() + 6};
}

void LoopChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor ink = palette().color(QPalette::WindowText);
    QColor line = ink;
    line.setAlphaF(0.35F);
    painter.fillRect(0, height() - 1, width(), 1, line);
    const int highest = m_history.empty() ? 0 : *std::max_element(m_history.begin(), m_history.end());
    const int room = height() - 2;
    for (std::size_t i = 0; i < m_history.size() && highest > 0; ++i) {
        if (m_history[i] <= 0)
            continue;
        const int tall = std::max(2, static_cast<int>(std::int64_t{m_history[i]} * room / highest));
        const int start = static_cast<int>(i) * (barPixels + gapPixels);
        const int x = isRightToLeft() ? width() - start - barPixels : start;
        painter.fillRect(x, height() - 1 - tall, barPixels, tall, ink);
    }
}

} // namespace hookloupe::ui
