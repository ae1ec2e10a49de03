// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/bulk.h"

#include "client/courier.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace hookloupe::replay {

using namespace std::chrono;

namespace {

/// How much a fixed rate may make up for: what timers and the event loop are late by, not what a receiver held up.
constexpr milliseconds madeUpFor{100};

} // namespace

BulkRun::BulkRun(const BulkPlan& plan, Make make, QObject* parent)
    : QObject(parent), m_plan(plan), m_make(std::move(make)),
      m_good([](const Delivery& delivery) { return delivery.record.status == SpeckleStatus::Success; })
{
    m_plan.parallel = std::clamp(m_plan.parallel, 1, mostParallel);
    m_progress.total = m_plan.items * static_cast<std::size_t>(std::max(m_plan.times, 0));
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer);
    connect(&m_wait, &QTimer::timeout, this, &BulkRun::pump);
}

BulkRun::~BulkRun() = default;

void BulkRun::start()
{
    QMetaObject::invokeMethod(this, &BulkRun::pump, Qt::QueuedConnection);
}

void BulkRun::cancel()
{
    if (std::exchange(m_over, true))
        return;
    m_wait.stop();
    m_next.reset();
    m_couriers.clear();
    m_progress.cancelled = true;
    Q_EMIT finished(m_progress);
}

/// Everything that may go on does; called whenever something changed.
void BulkRun::pump()
{
    if (m_over || std::exchange(m_pumping, true))
        return;
    for (;;) {
        if (isOver())
            break;
        request();
        if (!m_next || m_progress.stopped || m_progress.underWay >= static_cast<std::size_t>(m_plan.parallel))
            break;
        if (m_next->item.ok()) {
            const auto now = Clock::now();
            if (const auto due = dueOf(*m_next->item, now); due > now) {
                m_wait.start(ceil<milliseconds>(due - now));
                break;
            }
        }
        const QPointer<BulkRun> self(this);
        launch();
        if (!self || m_over)
            return;
    }
    m_pumping = false;
    if (m_over)
        Q_EMIT finished(m_progress);
}

bool BulkRun::isOver()
{
    const bool nothingMore = m_progress.stopped || (m_position == m_progress.total && !m_next && !m_making);
    m_over = nothingMore && m_progress.underWay == 0;
    return m_over;
}

void BulkRun::request()
{
    if (m_next || m_making || m_progress.stopped || m_position == m_progress.total)
        return;
    m_making = true;
    const std::size_t position = m_position++;
    m_make(position % m_plan.items, [self = QPointer<BulkRun>(this), position](Result<BulkItem> item) {
        if (self)
            self->given(position, std::move(item));
    });
}

void BulkRun::given(std::size_t position, Result<BulkItem> item)
{
    m_making = false;
    if (m_over)
        return;
    m_next.emplace(Next{position, std::move(item)});
    pump();
}

BulkRun::Clock::time_point BulkRun::dueOf(const BulkItem& item, Clock::time_point now) const
{
    if (!m_lastDue)
        return now;
    switch (m_plan.pace) {
    case Pace::AsFastAsPossible:
        break;
    case Pace::FixedRate: {
        const auto gap = duration_cast<Clock::duration>(duration<double>(1 / std::max(m_plan.perSecond, 1e-6)));
        return std::max(*m_lastDue + gap, now - madeUpFor);
    }
    case Pace::OriginalGaps:
        if (m_next->position % m_plan.items != 0)
            return *m_lastDue + std::max(item.arrivedAt - m_lastArrival, Micros(0));
        break;
    }
    return now;
}

void BulkRun::launch()
{
    Next next = std::move(*m_next);
    BulkResult result{.index = next.position % m_plan.items, .round = static_cast<int>(next.position / m_plan.items)};
    if (!next.item) {
        m_next.reset();
        result.error = next.item.error();
        ++m_progress.underWay;
        return ended(std::move(result));
    }
    m_lastDue = dueOf(*next.item, Clock::now());
    m_lastArrival = next.item->arrivedAt;
    m_next.reset();
    ++m_progress.underWay;
    freeCourier()->deliver(std::move(next.item->shipment), [this, result = std::move(result)](Delivery delivery) mutable {
        result.good = m_good(delivery);
        result.delivery = std::move(delivery);
        ended(std::move(result));
    });
}

void BulkRun::ended(BulkResult result)
{
    --m_progress.underWay;
    ++m_progress.done;
    if (!result.good) {
        ++m_progress.failed;
        m_progress.stopped = m_progress.stopped || m_plan.stopOnFailure;
    }
    const QPointer<BulkRun> self(this);
    Q_EMIT sent(result);
    if (self && !m_over)
        Q_EMIT progressed(m_progress);
    if (self)
        pump();
}

client::Courier* BulkRun::freeCourier()
{
    for (const auto& courier : m_couriers) {
        if (!courier->isBusy())
            return courier.get();
    }
    return m_couriers.emplace_back(std::make_unique<client::Courier>()).get();
}

} // namespace hookloupe::replay
