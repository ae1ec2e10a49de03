// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/heartbeat.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QFile>
#include <QJsonObject>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QTableView>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace hookloupe::bench {

using Clock = std::chrono::steady_clock;

inline double milliseconds(Clock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// Since whoever started this process read its clock, given in ns by HOOKLOUPE_BENCH_START.
inline double sinceStart()
{
    const Clock::time_point start{std::chrono::nanoseconds(qEnvironmentVariable("HOOKLOUPE_BENCH_START").toLongLong())};
    return milliseconds(Clock::now() - start);
}

inline double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * double(values.size() - 1))];
}

/// A field of /proc/self/status, in MB: VmRSS, VmHWM.
inline double memory(const QString& field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QRegularExpression line(field + QStringLiteral(":\\s+(\\d+)"));
    return line.match(QString::fromUtf8(status.readAll())).captured(1).toDouble() / 1024;
}

/// Runs the event loop until `done`, or for `longest`; false if it was never done.
inline bool goOnUntil(const std::function<bool()>& done, std::chrono::milliseconds longest = std::chrono::seconds(30))
{
    const auto end = Clock::now() + longest;
    while (!done()) {
        if (Clock::now() > end)
            return false;
        QEventLoop loop;
        QTimer::singleShot(std::chrono::milliseconds(1), Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return true;
}

inline void goOnFor(std::chrono::milliseconds time)
{
    goOnUntil([end = Clock::now() + time] { return Clock::now() >= end; });
}

/// Uses a table as a person with a keyboard does, and takes the time of what that costs.
class TableBench : public QObject {
public:
    /// `isReal`: whether a row has its contents, not a placeholder.
    TableBench(QTableView& view, std::function<bool(int row)> isReal) : m_view(view), m_isReal(std::move(isReal))
    {
        m_view.viewport()->installEventFilter(this);
    }

    /// ms from the start of the process to the end of the first painting of rows.
    double waitForFirstRow()
    {
        goOnUntil([this] { return m_firstRow > 0; });
        return m_firstRow;
    }

    /// Pages down from the first row. A frame is the key and the painting it causes, or the painting when rows came.
    QJsonObject pageDown(int times)
    {
        press(Qt::Key_Home);
        goOnUntil([this] { return rowsAreReal(); });
        goOnFor(std::chrono::milliseconds(300));
        std::vector<double> frames;
        std::vector<double> waits;
        m_heartbeat.restart();
        for (int i = 0; i < times; ++i) {
            const auto start = Clock::now();
            press(Qt::Key_PageDown);
            m_view.viewport()->repaint();
            frames.push_back(milliseconds(Clock::now() - start));
            if (!rowsAreReal()) {
                goOnUntil([this] { return rowsAreReal(); });
                const auto came = Clock::now();
                m_view.viewport()->repaint();
                frames.push_back(milliseconds(Clock::now() - came));
            }
            waits.push_back(milliseconds(Clock::now() - start));
            goOnFor(std::chrono::milliseconds(1));
        }
        QJsonObject gaps = m_heartbeat.report();
        return {{QStringLiteral("frame_p50_ms"), percentile(frames, 0.5)},
                {QStringLiteral("frame_p99_ms"), percentile(frames, 0.99)},
                {QStringLiteral("frame_max_ms"), percentile(frames, 1)},
                {QStringLiteral("rows_there_p50_ms"), percentile(waits, 0.5)},
                {QStringLiteral("rows_there_p99_ms"), percentile(waits, 0.99)},
                {QStringLiteral("gap_p99_ms"), gaps[QStringLiteral("gap_p99_ms")]},
                {QStringLiteral("gap_max_ms"), gaps[QStringLiteral("gap_max_ms")]}};
    }

    /// ms until the last rows are painted.
    double jumpToEnd()
    {
        const auto start = Clock::now();
        press(Qt::Key_End);
        goOnUntil([this] { return rowsAreReal(); });
        m_view.viewport()->repaint();
        return milliseconds(Clock::now() - start);
    }

    [[nodiscard]] bool rowsAreReal() const
    {
        const int first = m_view.rowAt(0);
        if (first < 0)
            return false;
        const int last = m_view.rowAt(m_view.viewport()->height() - 1);
        for (int row = first; row <= (last < 0 ? m_view.model()->rowCount() - 1 : last); ++row) {
            if (!m_isReal(row))
                return false;
        }
        return true;
    }

    test::Heartbeat& heartbeat() { return m_heartbeat; }

private:
    void press(Qt::Key key)
    {
        for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent event(type, key, Qt::NoModifier);
            QCoreApplication::sendEvent(&m_view, &event);
        }
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (m_firstRow == 0 && event->type() == QEvent::Paint && rowsAreReal())
            QTimer::singleShot(0, this, [this] { m_firstRow = m_firstRow > 0 ? m_firstRow : sinceStart(); });
        return QObject::eventFilter(watched, event);
    }

    QTableView& m_view;
    std::function<bool(int)> m_isReal;
    double m_firstRow = 0;
    test::Heartbeat m_heartbeat;
};

} // namespace hookloupe::bench
