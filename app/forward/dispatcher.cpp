// SPDX-License-Identifier: GPL-3.0-or-later
#include "forward/dispatcher.h"

#include "forward/request_head.h"

#include <algorithm>
#include <set>

namespace hookloupe::forward {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {
constexpr milliseconds publishInterval{100};
constexpr milliseconds readAgain{1'000};
}

Dispatcher::Dispatcher(store::Store& store, ForwarderCallbacks callbacks, Shared& shared)
    : m_store(store), m_callbacks(std::move(callbacks)), m_shared(shared),
      m_host{store, [this](CaptureId id) { return read(id); },
             [this](std::uint64_t ticket, std::optional<http::Answer> given) { answer(ticket, std::move(given)); },
             [this] { changed(); }, hopOf(store.storeId()), {}},
      m_deadline(this), m_publish(this)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, &Dispatcher::answerThoseWhoWaitedLongest);
    m_publish.setSingleShot(true);
    m_publish.setInterval(publishInterval);
    connect(&m_publish, &QTimer::timeout, this, &Dispatcher::publish);
}

void Dispatcher::start()
{
    (void)reload();
    publish();
}

Lane& Dispatcher::laneOf(const Key& key)
{
    auto& lane = m_lanes[key];
    if (lane)
        return *lane;
    lane = std::make_unique<Lane>(m_host, key.first, key.second, this);
    connect(lane.get(), &Lane::sent, this, [this] {
        const auto sending = [](const auto& one) { return one.second->isSending(); };
        if (m_whenStopped && std::none_of(m_lanes.begin(), m_lanes.end(), sending))
            std::exchange(m_whenStopped, {})();
    });
    std::optional<Forwarding> forwarding;
    bool held = false;
    bool withheld = false;
    bool storeGone = false;
    {
        const std::lock_guard lock(m_shared.mutex);
        held = m_shared.held.contains(key);
        withheld = m_shared.withheld.contains(key);
        storeGone = m_shared.storeGone;
        for (const auto& [endpoint, route] : m_shared.routes) {
            if (endpoint == key.first)
                forwarding = route;
        }
    }
    lane->setStoreGone(storeGone);
    lane->setHeld(held);
    lane->setWithheld(withheld);
    lane->setForwarding(forwarding);
    return *lane;
}

void Dispatcher::routesChanged()
{
    Forwarder::Routes routes;
    std::set<Key> withheld;
    {
        const std::lock_guard lock(m_shared.mutex);
        routes = m_shared.routes;
        withheld = m_shared.withheld;
    }
    for (const auto& [endpoint, forwarding] : routes) {
        for (const ForwardTarget& target : forwarding.targets)
            (void)laneOf({endpoint, target.url});
    }
    for (const auto& [key, lane] : m_lanes) {
        lane->setWithheld(withheld.contains(key)); // first: nothing is to slip out in between
        const auto route = std::find_if(routes.begin(), routes.end(), [&of = key.first](const auto& one) { return one.first == of; });
        lane->setForwarding(route == routes.end() ? std::nullopt : std::optional(route->second));
    }
    changed();
}

void Dispatcher::listeningChanged(const server::ListenAddress& listening)
{
    m_host.listening = listening;
    for (const auto& [key, lane] : m_lanes)
        lane->listeningChanged();
    changed();
}

void Dispatcher::takeHanded()
{
    std::vector<Handed> handed;
    bool noWaits = false;
    {
        const std::lock_guard lock(m_shared.mutex);
        noWaits = m_shared.endsWaits;
        handed = std::exchange(m_shared.handed, {});
    }
    for (Handed& one : handed) {
        const CapturePtr& capture = one.committed.capture;
        if (one.ticket != 0) {
            m_deadlines.emplace(noWaits ? steady_clock::time_point{} : one.answerBy, one.ticket);
            answerThoseWhoWaitedLongest();
        }
        for (std::size_t i = 0; i < capture->forwardTo.size(); ++i) {
            const InboxItem item{one.committed.inboxPositions[i], capture->summary.id, capture->summary.endpoint,
                                 capture->forwardTo[i], 0, capture->forwardAtOnce};
            laneOf({item.endpoint, item.target})
                .add({item, capture, capture->forwardAtOnce, false, i == 0 ? one.ticket : 0});
        }
    }
}

void Dispatcher::confirm(const std::vector<std::int64_t>& positions)
{
    for (const auto& [key, lane] : m_lanes) {
        for (const std::int64_t position : positions)
            lane->confirm(position);
    }
    changed();
}

bool Dispatcher::reload()
{
    const auto queues = m_store.inboxQueues();
    if (!queues) {
        QTimer::singleShot(readAgain, this, &Dispatcher::reload);
        return false;
    }
    std::map<Key, std::int64_t> counts;
    for (const store::InboxQueue& queue : *queues)
        counts[{queue.endpoint, queue.target}] = queue.items;
    for (const auto& [key, lane] : m_lanes)
        counts.try_emplace(key, 0);
    for (const auto& [key, count] : counts)
        laneOf(key).reload(count);
    return true;
}

void Dispatcher::storeGone()
{
    for (const auto& [key, lane] : m_lanes)
        lane->setStoreGone(true);
}

/// What is in memory is of the file that was there before: it is forgotten first.
void Dispatcher::goOn(int losses)
{
    if (!reload()) {
        QTimer::singleShot(readAgain, this, [this, losses] { goOn(losses); });
        return;
    }
    {
        const std::lock_guard lock(m_shared.mutex);
        if (m_shared.losses != losses)
            return; // gone once more: who sees to that will say so
        m_shared.storeGone = false;
    }
    for (const auto& [key, lane] : m_lanes)
        lane->setStoreGone(false);
    changed();
}

void Dispatcher::endWaits()
{
    while (!m_deadlines.empty())
        answer(m_deadlines.begin()->second, std::nullopt);
}

Status Dispatcher::setHeld(const std::vector<Key>& queues, bool held)
{
    std::set<Key> all;
    {
        const std::lock_guard lock(m_shared.mutex);
        all = m_shared.held;
    }
    for (const Key& queue : queues)
        held ? (void)all.insert(queue) : (void)all.erase(queue);
    if (auto done = m_store.setHeldTargets({all.begin(), all.end()}); !done)
        return done;
    {
        const std::lock_guard lock(m_shared.mutex);
        m_shared.held = all;
    }
    for (const auto& [key, lane] : m_lanes)
        lane->setHeld(all.contains(key));
    changed();
    publish(); // whoever asked sees it at once
    return success();
}

void Dispatcher::retryNow(const std::vector<Key>& queues)
{
    for (const auto& [key, lane] : m_lanes) {
        if (queues.empty() || std::find(queues.begin(), queues.end(), key) != queues.end())
            lane->retryNow();
    }
}

Status Dispatcher::skip(const std::vector<std::int64_t>& positions)
{
    if (auto done = m_store.skipInbox(positions); !done)
        return done;
    const std::set<std::int64_t> skipped(positions.begin(), positions.end());
    for (const auto& [key, lane] : m_lanes) {
        if (skipped.contains(lane->positionInHand()))
            lane->dropInHand();
    }
    (void)reload();
    return success();
}

Status Dispatcher::reorder(std::vector<std::int64_t> positions)
{
    for (const auto& [key, lane] : m_lanes) {
        std::erase(positions, lane->positionInHand());
        lane->placesChange();
    }
    if (auto done = m_store.reorderInbox(positions); !done)
        return done;
    (void)reload();
    return success();
}

Result<std::vector<InboxItem>> Dispatcher::putBack(const std::vector<InboxItem>& items)
{
    auto queued = m_store.queueForDelivery(items);
    if (queued)
        (void)reload();
    return queued;
}

std::vector<InboxItem> Dispatcher::failed(const std::vector<Key>& queues) const
{
    std::vector<InboxItem> items;
    for (const auto& [key, lane] : m_lanes) {
        if (std::find(queues.begin(), queues.end(), key) == queues.end())
            continue;
        for (const CaptureId capture : lane->failed())
            items.push_back({0, capture, key.first, key.second, 0, false});
    }
    std::stable_sort(items.begin(), items.end(), [](const InboxItem& a, const InboxItem& b) { return a.capture < b.capture; });
    return items;
}

void Dispatcher::stop(std::function<void()> then)
{
    for (const auto& [key, lane] : m_lanes)
        lane->stop();
    endWaits();
    const auto sending = [](const auto& one) { return one.second->isSending(); };
    if (std::none_of(m_lanes.begin(), m_lanes.end(), sending))
        return then();
    m_whenStopped = std::move(then);
}

/// A summary that is not there any more is no error, only gone.
Result<CapturePtr> Dispatcher::read(CaptureId id)
{
    if (!m_reader) {
        auto opened = m_store.openReader();
        if (!opened)
            return opened.error();
        m_reader = std::move(opened).value();
    }
    auto capture = m_reader->capture(id);
    if (!capture && capture.error().code == ErrorCode::NotFound)
        return CapturePtr();
    return capture;
}

void Dispatcher::answer(std::uint64_t ticket, std::optional<http::Answer> answer)
{
    const auto found = std::find_if(m_deadlines.begin(), m_deadlines.end(),
                                    [ticket](const auto& one) { return one.second == ticket; });
    if (found == m_deadlines.end())
        return; // it waited too long
    m_deadlines.erase(found);
    m_callbacks.answer(ticket, std::move(answer));
}

void Dispatcher::answerThoseWhoWaitedLongest()
{
    const auto now = steady_clock::now();
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= now)
        answer(m_deadlines.begin()->second, std::nullopt);
    if (!m_deadlines.empty())
        m_deadline.start(std::chrono::ceil<milliseconds>(m_deadlines.begin()->first - now));
}

void Dispatcher::changed()
{
    {
        const std::lock_guard lock(m_shared.mutex);
        for (const auto& [key, lane] : m_lanes)
            m_shared.flowing[key] = lane->isFlowing();
        m_shared.settled = false;
    }
    if (!m_publish.isActive())
        m_publish.start();
}

void Dispatcher::publish()
{
    std::vector<QueueStatus> queues;
    bool settled = true;
    for (const auto& [key, lane] : m_lanes) {
        settled = settled && lane->allConfirmed();
        QueueStatus status = lane->status();
        if (status.waiting > 0 || status.state != QueueState::NotATarget)
            queues.push_back(std::move(status));
    }
    {
        const std::lock_guard lock(m_shared.mutex);
        const bool known = std::exchange(m_shared.settled, settled && m_shared.handed.empty());
        if (known && queues == m_shared.queues)
            return;
        m_shared.queues = std::move(queues);
    }
    m_callbacks.changed();
}

} // namespace hookloupe::forward
