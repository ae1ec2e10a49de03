// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>

namespace hookloupe::test {

/// Measures how long the thread's event loop was away at the longest: a timer that wants to fire every millisecond, and the
/// longest time between two of its beats. Figures are for benchmarks and for the reader of a test's output; a test may only
/// hold them against a bound that no slow machine meets.
class Heartbeat : public QObject {
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_longest = std::max(m_longest, m_sinceBeat.restart()); });
        restart();
    }

    void restart()
    {
        m_longest = 0;
        m_sinceBeat.start();
        m_timer.start();
    }

    /// Milliseconds, since construction or restart(); a gap that lasts still counts.
    [[nodiscard]] qint64 longestGap() const { return std::max(m_longest, m_sinceBeat.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_sinceBeat;
    qint64 m_longest = 0;
};

} // namespace hookloupe::test
