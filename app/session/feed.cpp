// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/feed.h"

#include <utility>

namespace hookloupe::session {

using std::chrono::steady_clock;

Feed::Feed(QObject* parent) : QObject(parent), m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Feed::deliver);
}

void Feed::setWantWhole(bool whole)
{
    const std::lock_guard lock(m_mutex);
    m_wantWhole = whole;
}

void Feed::add(std::span<const store::Committed> batch)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.added.size() + batch.size() > longestQueue) {
        m_waiting.added.clear();
        m_waiting.captures.clear();
        m_waitingBytes = 0;
        m_waiting.missed = true;
    } else {
        for (const auto& [ticket, capture, positions] : batch) {
            m_waiting.added.push_back(capture->summary);
            const std::size_t bytes = capture->head.size() + capture->body.size() + capture->answer.size();
            if (!m_wantWhole || m_waitingBytes + bytes > wholeBytes)
                continue;
            m_waitingBytes += bytes;
            m_waiting.captures.push_back(capture);
        }
    }
    schedule();
}

void Feed::add(std::span<const AnswerReport> reports)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.reports.size() + reports.size() > longestQueue) {
        m_waiting.reports.clear();
        m_waiting.missed = true;
    } else {
        for (const AnswerReport& report : reports) {
            m_waiting.reports.push_back({report.capture, report.outcome, report.duration, report.record});
            if (report.sent) {
                m_waiting.reports.back().sent.emplace();
                m_waiting.reports.back().sentStatus = report.sentStatus;
            }
        }
    }
    schedule();
}

void Feed::schedule()
{
    if (!std::exchange(m_scheduled, true))
        QMetaObject::invokeMethod(this, &Feed::wake, Qt::QueuedConnection);
}

void Feed::wake()
{
    const auto since = steady_clock::now() - m_lastDelivery;
    const auto pause = m_busy ? busyInterval : interval;
    if (since >= pause)
        deliver();
    else
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(pause - since));
}

void Feed::deliver()
{
    FeedBatch batch;
    {
        const std::lock_guard lock(m_mutex);
        batch = std::exchange(m_waiting, {});
        m_waitingBytes = 0;
        m_scheduled = false;
    }
    m_lastDelivery = steady_clock::now();
    m_busy = batch.added.size() >= busyRows;
    Q_EMIT fed(batch);
}

} // namespace hookloupe::session
