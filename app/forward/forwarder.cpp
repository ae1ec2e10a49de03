// SPDX-License-Identifier: GPL-3.0-or-later
#include "forward/forwarder.h"

#include "crypto/thread.h"
#include "forward/dispatcher.h"
#include "forward/own_address.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QThread>

#include <algorithm>

namespace hookloupe::forward {

namespace {
constexpr std::chrono::milliseconds longestFarewell{1'000};
}

class Forwarder::Private {
public:
    Private(store::Store& store, ForwarderCallbacks callbacks)
        : dispatcher(std::make_unique<Dispatcher>(store, std::move(callbacks), shared))
    {
        if (auto held = store.heldTargets())
            shared.held = {held->begin(), held->end()};
        thread.setObjectName(QStringLiteral("forwarder"));
        dispatcher->moveToThread(&thread);
        // Sockets and timers are to be deleted where they live.
        QObject::connect(&thread, &QThread::finished, &thread, [this] {
            dispatcher.reset();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            crypto::leaveThread();
        }, Qt::DirectConnection);
        thread.start();
    }

    template <typename Task>
    void post(Task task)
    {
        QMetaObject::invokeMethod(dispatcher.get(), std::move(task), Qt::QueuedConnection);
    }
    [[nodiscard]] Status ask(const std::function<Status()>& task)
    {
        Status status = success();
        QMetaObject::invokeMethod(dispatcher.get(), [&] { status = task(); }, Qt::BlockingQueuedConnection);
        return status;
    }

    Dispatcher::Shared shared;
    std::unique_ptr<Dispatcher> dispatcher;
    QThread thread;
};

Forwarder::Forwarder(store::Store& store, ForwarderCallbacks callbacks)
    : d(std::make_unique<Private>(store, std::move(callbacks)))
{
}

Forwarder::~Forwarder()
{
    // Shared with a lambda that may outlive the wait.
    const auto done = std::make_shared<QSemaphore>();
    d->post([this, done] { d->dispatcher->stop([done] { done->release(); }); });
    (void)done->tryAcquire(1, static_cast<int>(longestFarewell.count()));
    d->thread.quit();
    d->thread.wait();
}

void Forwarder::setRoutes(Routes routes, std::set<Queue> withheld)
{
    {
        const std::lock_guard lock(d->shared.mutex);
        if (routes == d->shared.routes && withheld == d->shared.withheld)
            return;
        d->shared.routes = std::move(routes);
        d->shared.withheld = std::move(withheld);
        for (const Queue& queue : d->shared.withheld)
            d->shared.flowing[queue] = false; // at once, not only when the thread has seen it
    }
    d->post([this] { d->dispatcher->routesChanged(); });
}

void Forwarder::setListening(server::ListenAddress listening)
{
    {
        const std::lock_guard lock(d->shared.mutex);
        d->shared.listening = listening;
    }
    d->post([this, listening = std::move(listening)] { d->dispatcher->listeningChanged(listening); });
}

std::vector<Forwarder::Queue> Forwarder::leadingBack() const
{
    std::vector<Queue> found;
    const std::lock_guard lock(d->shared.mutex);
    for (const auto& [endpoint, forwarding] : d->shared.routes) {
        for (const ForwardTarget& target : forwarding.targets) {
            const bool turnedOut = std::any_of(d->shared.queues.begin(), d->shared.queues.end(), [&, id = endpoint](const QueueStatus& queue) {
                return queue.endpoint == id && queue.target == target.url && queue.state == QueueState::LeadsBack;
            });
            if (turnedOut || isOwnAddress(target.url, d->shared.listening))
                found.emplace_back(endpoint, target.url);
        }
    }
    return found;
}

void Forwarder::start()
{
    d->post([this] { d->dispatcher->start(); });
}

Plan Forwarder::planFor(EndpointId endpoint) const
{
    Plan plan;
    const std::lock_guard lock(d->shared.mutex);
    const auto& routes = d->shared.routes;
    const auto route = std::find_if(routes.begin(), routes.end(), [&](const auto& one) { return one.first == endpoint; });
    if (route == routes.end())
        return plan;
    const Forwarding& forwarding = route->second;
    plan.rejectedToo = forwarding.rejectedToo;
    for (const ForwardTarget& target : forwarding.targets) {
        const auto flowing = d->shared.flowing.find({endpoint, target.url});
        const bool flows = flowing != d->shared.flowing.end() && flowing->second;
        plan.atOnce = plan.atOnce || flows;
        if (plan.targets.empty())
            plan.senderWaits = flows && !d->shared.endsWaits && forwarding.answer == AnswerFrom::FirstTarget;
        plan.targets.push_back(target.url);
    }
    return plan;
}

void Forwarder::hand(std::vector<Handed> captures)
{
    if (captures.empty())
        return;
    {
        const std::lock_guard lock(d->shared.mutex);
        const bool wake = d->shared.handed.empty();
        std::move(captures.begin(), captures.end(), std::back_inserter(d->shared.handed));
        d->shared.settled = false;
        if (!wake)
            return;
    }
    d->post([this] { d->dispatcher->takeHanded(); });
}

void Forwarder::stored(const std::vector<store::Delivered>& delivered)
{
    std::vector<std::int64_t> positions;
    for (const auto& [delivery, position] : delivered) {
        if (position != 0)
            positions.push_back(position);
    }
    if (!positions.empty())
        d->post([this, positions = std::move(positions)] { d->dispatcher->confirm(positions); });
}

void Forwarder::endWaits()
{
    {
        const std::lock_guard lock(d->shared.mutex);
        d->shared.endsWaits = true;
    }
    d->post([this] { d->dispatcher->endWaits(); });
}

void Forwarder::reload()
{
    d->post([this] { (void)d->dispatcher->reload(); });
}

void Forwarder::storeGone()
{
    {
        const std::lock_guard lock(d->shared.mutex);
        ++d->shared.losses;
        d->shared.storeGone = true;
    }
    d->post([this] { d->dispatcher->storeGone(); });
}

int Forwarder::losses() const
{
    const std::lock_guard lock(d->shared.mutex);
    return d->shared.losses;
}

void Forwarder::goOn(int losses)
{
    d->post([this, losses] { d->dispatcher->goOn(losses); });
}

std::vector<QueueStatus> Forwarder::queues() const
{
    const std::lock_guard lock(d->shared.mutex);
    return d->shared.queues;
}

bool Forwarder::isSettled() const
{
    const std::lock_guard lock(d->shared.mutex);
    return d->shared.handed.empty() && d->shared.settled;
}

Status Forwarder::setHeld(const std::vector<Queue>& queues, bool held)
{
    return d->ask([&] { return d->dispatcher->setHeld(queues, held); });
}

void Forwarder::retryNow(const std::vector<Queue>& queues)
{
    d->post([this, queues] { d->dispatcher->retryNow(queues); });
}

Status Forwarder::skip(const std::vector<std::int64_t>& positions)
{
    return d->ask([&] { return d->dispatcher->skip(positions); });
}

Status Forwarder::reorder(const std::vector<std::int64_t>& positions)
{
    return d->ask([&] { return d->dispatcher->reorder(positions); });
}

std::vector<InboxItem> Forwarder::failed(const std::vector<Queue>& queues) const
{
    std::vector<InboxItem> items;
    (void)d->ask([&] {
        items = d->dispatcher->failed(queues);
        return success();
    });
    return items;
}

Result<std::vector<InboxItem>> Forwarder::putBack(const std::vector<InboxItem>& items)
{
    Result<std::vector<InboxItem>> queued = std::vector<InboxItem>();
    (void)d->ask([&] {
        queued = d->dispatcher->putBack(items);
        return success();
    });
    return queued;
}

} // namespace hookloupe::forward
