// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <vector>

namespace hookloupe::test {

/// Ticks in its thread and remembers how long the thread kept it waiting: the time between two ticks less the interval.
/// For benchmarks and for a test's output; a test may hold a gap only against a bound that no slow machine meets.
class Heartbeat {
public:
    explicit Heartbeat(std::chrono::milliseconds interval = std::chrono::milliseconds(2)) : m_interval(interval)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
        restart();
        m_timer.start(interval);
    }

    void restart()
    {
        m_gapsMs.clear();
        m_since.start();
    }

    /// Milliseconds since construction or restart(); a gap that lasts still counts.
    [[nodiscard]] double longestGap() const
    {
        double longest = gapNow();
        for (const double gap : m_gapsMs)
            longest = std::max(longest, gap);
        return longest;
    }

    /// {"beats":…, "gap_p99_ms":…, "gap_max_ms":…}
    [[nodiscard]] QJsonObject report()
    {
        std::sort(m_gapsMs.begin(), m_gapsMs.end());
        const auto at = [this](double share) {
            return m_gapsMs.empty() ? 0.0 : m_gapsMs[static_cast<std::size_t>(share * double(m_gapsMs.size() - 1))];
        };
        return {{QStringLiteral("beats"), static_cast<qint64>(m_gapsMs.size())},
                {QStringLiteral("gap_p99_ms"), at(0.99)},
                {QStringLiteral("gap_max_ms"), longestGap()}};
    }

private:
    [[nodiscard]] double gapNow() const
    {
        return std::max(0.0, double(m_since.nsecsElapsed()) / 1e6 - double(m_interval.count()));
    }
    void tick()
    {
        m_gapsMs.push_back(gapNow());
        m_since.start();
    }

    std::chrono::milliseconds m_interval;
    QTimer m_timer;
    QElapsedTimer m_since;
    std::vector<double> m_gapsMs;
};

} // namespace hookloupe::test
