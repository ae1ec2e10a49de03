// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <vector>

namespace hookloupe::bench {

/// Ticks in its thread and remembers how long the thread kept it waiting: the time between two ticks less the interval.
class Heartbeat {
public:
    explicit Heartbeat(std::chrono::milliseconds interval = std::chrono::milliseconds(5)) : m_interval(interval)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
        reset();
        m_timer.start(interval);
    }

    void reset()
    {
        m_gapsMs.clear();
        m_since.start();
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
                {QStringLiteral("gap_max_ms"), at(1.0)}};
    }

private:
    void tick()
    {
        const double gap = double(m_since.nsecsElapsed()) / 1e6 - double(m_interval.count());
        m_gapsMs.push_back(std::max(0.0, gap));
        m_since.start();
    }

    std::chrono::milliseconds m_interval;
    QTimer m_timer;
    QElapsedTimer m_since;
    std::vector<double> m_gapsMs;
};

} // namespace hookloupe::bench
