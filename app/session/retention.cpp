// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/retention.h"

#include "base/clock.h"
#include "store/reader.h"

#include <algorithm>
#include <span>

namespace hookloupe::session {

namespace {

/// Captures removed in one transaction: the writer is busy for some milliseconds with it.
constexpr std::size_t batchSize = 256;

bool isOver(const Retention& retention, const store::StoreStatistics& now, UtcTime cutoff)
{
    return now.captures > 0
        && ((retention.captures > 0 && now.captures > retention.captures) || (retention.days > 0 && now.oldest < cutoff)
            || (retention.bytes > 0 && now.usedBytes > retention.bytes));
}

UtcTime cutoffOf(const Retention& retention)
{
    return utcNow() - std::chrono::hours(24 * retention.days);
}

/// How many of `ids` arrived before `cutoff`: they are in the order of arrival.
Result<std::size_t> olderThan(const store::Reader& reader, std::span<const CaptureId> ids, UtcTime cutoff)
{
    std::size_t first = 0;
    std::size_t last = ids.size();
    while (first < last) {
        const std::size_t middle = first + (last - first) / 2;
        const auto summary = reader.summaries({ids[middle]});
        if (!summary)
            return summary.error();
        if (summary->empty() || summary->front().arrivedAt < cutoff) // gone meanwhile: it was old
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

/// How many of the oldest are over the limits. By bytes: as many as are of average size.
Result<std::size_t> excess(const Retention& retention, const store::Reader& reader, std::span<const CaptureId> ids,
                           std::int64_t usedBytes)
{
    std::size_t count = 0;
    if (retention.captures > 0 && ids.size() > static_cast<std::size_t>(retention.captures))
        count = ids.size() - static_cast<std::size_t>(retention.captures);
    if (retention.bytes > 0 && usedBytes > retention.bytes && !ids.empty()) {
        const double share = static_cast<double>(usedBytes - retention.bytes) / static_cast<double>(usedBytes);
        count = std::max(count, static_cast<std::size_t>(share * static_cast<double>(ids.size())) + 1);
    }
    if (retention.days > 0) {
        const auto old = olderThan(reader, ids, cutoffOf(retention));
        if (!old)
            return old;
        count = std::max(count, *old);
    }
    return std::min(count, ids.size());
}

/// Takes from `oldest` what is needed, and counts it. Returns its bytes.
std::int64_t spare(std::vector<CaptureId>& oldest, const std::vector<store::NeededCapture>& needed, OverRetention& stay)
{
    std::int64_t bytes = 0;
    std::erase_if(oldest, [&](CaptureId id) {
        const auto found = std::lower_bound(needed.begin(), needed.end(), id,
                                            [](const store::NeededCapture& one, CaptureId wanted) { return one.id < wanted; });
        if (found == needed.end() || found->id != id)
            return false;
        ++(found->waits ? stay.waiting : stay.marked);
        bytes += found->bytes;
        return true;
    });
    return bytes;
}

} // namespace

RetentionKeeper::RetentionKeeper(store::Store& store, QObject* parent)
    : QObject(parent), m_store(store), m_worker(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("retention"));
    m_worker->moveToThread(&m_thread);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &RetentionKeeper::check);
}

RetentionKeeper::~RetentionKeeper()
{
    ++m_generation;
    m_thread.quit();
    m_thread.wait();
}

void RetentionKeeper::setRetention(const Retention& retention)
{
    m_retention = retention;
    ++m_generation;
    if (retention.keepsAll()) {
        m_timer.stop();
        return setStayed({});
    }
    m_timer.start();
    check();
}

void RetentionKeeper::check()
{
    if (m_retention.keepsAll() || m_busy.exchange(true))
        return; // the timer comes again
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    QMetaObject::invokeMethod(
        m_worker.get(), [this, retention = m_retention, generation = m_generation.load()] { apply(retention, generation); },
        Qt::QueuedConnection);
}

void RetentionKeeper::setStayed(const OverRetention& stayed)
{
    if (std::exchange(m_stayed, stayed) != stayed)
        Q_EMIT stayedChanged(stayed);
}

void RetentionKeeper::count(const Retention& retention, std::function<void(Result<RetentionCount>)> then)
{
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    const auto work = [this, retention]() -> Result<RetentionCount> {
        const auto from = reader();
        if (!from)
            return from.error();
        const auto now = (*from)->statistics();
        if (!now)
            return now.error();
        if (!isOver(retention, *now, cutoffOf(retention)))
            return RetentionCount{};
        const auto ids = (*from)->ids({});
        if (!ids)
            return ids.error();
        const auto needed = (*from)->needed(retention.marked);
        if (!needed)
            return needed.error();
        const auto over = excess(retention, **from, *ids, now->usedBytes);
        if (!over)
            return over.error();
        RetentionCount count;
        std::vector<CaptureId> oldest(ids->begin(), ids->begin() + static_cast<std::ptrdiff_t>(*over));
        spare(oldest, *needed, count.stay);
        count.captures = static_cast<std::int64_t>(oldest.size());
        return count;
    };
    QMetaObject::invokeMethod(
        m_worker.get(),
        [this, work, then = std::move(then)] {
            QMetaObject::invokeMethod(this, [then, answer = work()] { then(answer); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

Result<store::Reader*> RetentionKeeper::reader()
{
    if (!m_reader) {
        auto opened = m_store.openReader();
        if (!opened)
            return opened.error();
        m_reader = std::move(opened).value();
    }
    return m_reader.get();
}

/// What was queued since is seen to in its transaction. On a full disk: few at a time, for which there is room.
Status RetentionKeeper::remove(std::span<const CaptureId> ids, store::KeepMarked marked, std::int64_t& gone)
{
    for (std::size_t most = ids.size(); !ids.empty();) {
        const auto some = ids.first(std::min(most, ids.size()));
        const auto removed = m_store.removeUnneeded({some.begin(), some.end()}, marked);
        if (!removed && (removed.error().code != ErrorCode::DiskFull || most == 1))
            return removed.error();
        if (removed) {
            gone += *removed;
            ids = ids.subspan(some.size());
        } else {
            most = std::max<std::size_t>(most / 8, 1);
        }
    }
    return success();
}

void RetentionKeeper::apply(const Retention& retention, int generation)
{
    std::int64_t gone = 0;
    OverRetention stay;
    const auto pass = [&]() -> Status {
        const auto from = reader();
        if (!from)
            return from.error();
        auto now = (*from)->statistics();
        if (!now)
            return now.error();
        if (!isOver(retention, *now, cutoffOf(retention)))
            return success();
        const auto ids = (*from)->ids({});
        if (!ids)
            return ids.error();
        const auto needed = (*from)->needed(retention.marked);
        if (!needed)
            return needed.error();
        std::span<const CaptureId> left(*ids);
        std::int64_t spared = 0; // bytes; the younger ones are not removed in their stead
        while (m_generation == generation && !left.empty()) {
            const auto over = excess(retention, **from, left, now->usedBytes - spared);
            if (!over)
                return over.error();
            const auto oldest = left.first(std::min(*over, batchSize));
            if (oldest.empty())
                break;
            std::vector<CaptureId> batch(oldest.begin(), oldest.end());
            left = left.subspan(oldest.size());
            spared += spare(batch, *needed, stay);
            if (batch.empty())
                continue;
            if (const Status removed = remove(batch, retention.marked, gone); !removed)
                return removed;
            if (retention.bytes > 0) {
                now = (*from)->statistics();
                if (!now)
                    return now.error();
            }
        }
        return success();
    };
    const Status done = pass();
    if (done && m_generation == generation)
        QMetaObject::invokeMethod(this, [this, stay] { setStayed(stay); }, Qt::QueuedConnection);
    m_busy = false;
    if (m_generation != generation)
        QMetaObject::invokeMethod(this, &RetentionKeeper::check, Qt::QueuedConnection);
    if (gone > 0)
        Q_EMIT removed(gone); // queued: the receivers live in the owner's thread
    if (!done && done.error().code != ErrorCode::StoreGone) // which is told already
        Q_EMIT failed(done.error());
}

} // namespace hookloupe::session
