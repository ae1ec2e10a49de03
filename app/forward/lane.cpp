// SPDX-License-Identifier: GPL-3.0-or-later
#include "forward/lane.h"

#include "forward/own_address.h"
#include "forward/request_head.h"
#include "client/exact.h"
#include "signing/credentials.h"
#include "store/integrity.h"

#include <algorithm>

namespace hookloupe::forward {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr milliseconds firstPause{200};
constexpr milliseconds longestPauseNearby{5'000}; // a handler under development is started again soon
constexpr milliseconds longestPause{60'000};
constexpr milliseconds storePause{1'000};
/// A request that each time ends the connection, or is never answered, does not hold up those behind it for ever.
constexpr int mostTimesReached = 10;
constexpr std::size_t mostFailed = 10'000; // remembered
constexpr std::int64_t largestAnswer = 4 * 1024 * 1024; // bytes of its body

/// Nothing of the request had left when it failed.
bool neverReached(const Delivery& delivery, const client::Outcome& outcome, bool tls)
{
    switch (delivery.fault) {
    case DeliveryFault::NameNotFound:
    case DeliveryFault::NotConnected:
    case DeliveryFault::Tls:
        return true;
    case DeliveryFault::ConnectionLost:
    case DeliveryFault::TimedOut:
        return !outcome.reused && !(tls ? outcome.timings.encrypted : outcome.timings.connected);
    case DeliveryFault::None:
    case DeliveryFault::NotHttp:
    case DeliveryFault::AnswerTooLarge:
    case DeliveryFault::TooManyRedirects:
    case DeliveryFault::BadRedirect:
    case DeliveryFault::Cancelled:
    case DeliveryFault::Altered:
        return false;
    }
    return false;
}

/// Whether it is not known what became of the request.
bool isOpen(DeliveryFault fault)
{
    return fault == DeliveryFault::ConnectionLost || fault == DeliveryFault::TimedOut;
}

} // namespace

Lane::Lane(LaneHost& host, EndpointId endpoint, std::string target, QObject* parent)
    : QObject(parent), m_host(host), m_endpoint(endpoint), m_target(std::move(target)),
      m_window(host.store, endpoint, m_target)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Lane::next);
}

void Lane::setForwarding(const std::optional<Forwarding>& forwarding)
{
    if (forwarding && forwarding == m_forwarding)
        return;
    m_forwarding.reset();
    if (forwarding) {
        const auto found = std::find_if(forwarding->targets.begin(), forwarding->targets.end(),
                                        [this](const ForwardTarget& target) { return target.url == m_target; });
        auto url = client::parseUrl(m_target);
        if (found != forwarding->targets.end() && url) {
            m_forwarding = forwarding;
            m_url = std::move(url).value();
            m_how = *found;
            m_url.target.anyCertificate = found->anyCertificate;
            m_leadsBack = isOwnAddress(m_url, m_host.listening);
        }
    }
    if (m_wire && !m_sending)
        m_wire.reset();
    m_timer.stop();
    next();
}

void Lane::add(Entry entry)
{
    const std::uint64_t ticket = entry.ticket;
    const bool claimed = entry.claimed;
    if (!isFlowing())
        entry.ticket = 0;
    const bool kept = m_window.add(std::move(entry));
    if (ticket != 0 && (!kept || !isFlowing()))
        m_host.answer(ticket, std::nullopt);
    if (claimed && (m_state == QueueState::Down || m_state == QueueState::LeadsBack))
        m_window.unclaim(m_sending);
    next();
    m_host.changed();
}

void Lane::reload(std::int64_t waiting)
{
    for (Entry& entry : m_window.entries()) {
        if (!m_sending || &entry != &m_window.entries().front())
            letGo(entry);
    }
    m_window.reload(waiting, m_sending);
    next();
}

void Lane::setHeld(bool held)
{
    m_held = held;
    next();
}

void Lane::setWithheld(bool withheld)
{
    if (std::exchange(m_withheld, withheld) != withheld)
        next();
}

void Lane::listeningChanged()
{
    m_leadsBack = m_forwarding && isOwnAddress(m_url, m_host.listening);
    if (m_wire && !m_sending)
        m_wire.reset(); // it may be open to where this program listens by now
    if (m_leadsBack || m_state == QueueState::LeadsBack)
        m_timer.stop();
    next();
}

void Lane::setStoreGone(bool gone)
{
    if (std::exchange(m_storeGone, gone) == gone)
        return;
    m_timer.stop();
    for (Entry& entry : m_window.entries()) {
        if (!m_sending || &entry != &m_window.entries().front())
            letGo(entry);
    }
    next();
}

void Lane::retryNow()
{
    if (m_state == QueueState::Down || m_state == QueueState::StoreFailed || m_state == QueueState::LeadsBack)
        m_timer.stop();
    next();
}

std::int64_t Lane::positionInHand() const
{
    const auto& entries = const_cast<Window&>(m_window).entries();
    return m_sending && !entries.empty() ? entries.front().item.position : 0;
}

void Lane::dropInHand()
{
    if (!m_sending)
        return;
    m_wire.reset(); // its outcome does not come any more
    m_sending = false;
    letGo(m_window.entries().front());
    m_window.pop(false);
    m_timer.stop();
    Q_EMIT sent();
    next();
}

void Lane::stop()
{
    m_stopped = true;
    m_timer.stop();
    m_window.unclaim(m_sending);
}

bool Lane::isFlowing() const
{
    return !m_stopped && !m_storeGone && !m_held && !m_withheld && !m_leadsBack && m_forwarding && m_window.allInMemory()
        && (m_state == QueueState::Idle || m_state == QueueState::Sending);
}

QueueStatus Lane::status() const
{
    QueueStatus status{m_endpoint, m_target, m_state, m_window.waiting(), m_downSince, {}, {}, {}, 0, 0, m_held, static_cast<int>(m_failed.size())};
    if (m_downSince) {
        status.fault = m_failure.fault;
        status.detail = m_failure.detail;
        status.httpStatus = m_failure.status;
    }
    if (m_state == QueueState::Down)
        status.nextTry = m_nextTry;
    const auto& entries = const_cast<Window&>(m_window).entries();
    if (!entries.empty())
        status.attempts = entries.front().item.attempts;
    return status;
}

/// Sends the next one if nothing stands against it.
void Lane::next()
{
    if (m_sending || m_stopped || m_timer.isActive())
        return;
    if (m_storeGone) // what is claimed already waits, too
        return setState(QueueState::StoreFailed);
    for (;;) {
        const auto front = m_window.front();
        if (!front)
            return wait(QueueState::StoreFailed, storePause);
        Entry* const entry = *front;
        if (!entry)
            return setState(QueueState::Idle);
        if (!m_forwarding)
            return setState(QueueState::NotATarget);
        if (m_withheld)
            return setState(QueueState::NotAgreed);
        if (m_leadsBack)
            return leadBack();
        if (m_held)
            return setState(QueueState::Held);
        if (!entry->capture) {
            auto capture = m_host.read(entry->item.capture);
            if (!capture && capture.error().code == ErrorCode::Unreadable) {
                leaveAltered(*entry, capture.error().detail); // for good, as its body is gone
                continue;
            }
            if (!capture)
                return wait(QueueState::StoreFailed, storePause);
            if (!*capture) { // hidden meanwhile: it stays in the store, in case it comes back
                m_window.pop(false);
                continue;
            }
            if (!store::isUnaltered(**capture)) {
                leaveAltered(*entry, {});
                continue;
            }
            entry->capture = std::move(capture).value();
        }
        if (hasHop(entry->capture->head, m_host.hop)) { // it would go round and round
            refuse(*entry, "not sent: this request comes from here, by way of a handler that passed it on");
            continue;
        }
        if (const auto time = pause(*entry); time > milliseconds(0))
            return wait(QueueState::Pacing, time);
        if (!entry->claimed && !m_window.claim())
            return wait(QueueState::StoreFailed, storePause);
        return send(*entry);
    }
}

/// What waits is told apart from what may have been sent, and no sender waits for it.
void Lane::leadBack()
{
    for (Entry& entry : m_window.entries())
        letGo(entry);
    m_window.unclaim(false);
    setState(QueueState::LeadsBack);
}

/// What the disk or another program has changed is not what the sender signed: the user may replay it.
void Lane::leaveAltered(const Entry& entry, std::string detail)
{
    Delivery delivery;
    delivery.capture = entry.item.capture;
    delivery.detail = std::move(detail);
    delivery.attempt = entry.item.attempts + 1;
    delivery.url = m_url.shown();
    delivery.startedAt = utcNow();
    delivery.fault = DeliveryFault::Altered;
    const std::int64_t position = entry.item.position;
    noteEnd(delivery);
    m_window.pop(true);
    m_host.store.recordDelivery(std::move(delivery), position);
}

milliseconds Lane::pause(const Entry& entry) const
{
    if (!m_lastStart || m_failures > 0)
        return milliseconds(0);
    Micros distance{};
    if (m_forwarding->pace == Pace::PerSecond)
        distance = Micros(1'000'000 / m_forwarding->perSecond);
    else if (m_forwarding->pace == Pace::Original)
        distance = std::max(entry.capture->summary.arrivedAt - m_lastArrival, Micros{});
    const auto left = distance - (steady_clock::now() - *m_lastStart);
    return std::chrono::ceil<milliseconds>(std::max<steady_clock::duration>(left, {}));
}

void Lane::send(Entry& entry)
{
    if (!m_wire || m_wire->target() != m_url.target)
        m_wire = std::make_unique<client::Wire>(m_url.target);
    m_sending = true;
    m_lastStart = steady_clock::now();
    m_lastArrival = entry.capture->summary.arrivedAt;
    setState(QueueState::Sending);

    client::Shipment shipment;
    shipment.head = headFor(*entry.capture, m_url, m_forwarding->xForwarded, m_host.hop);
    shipment.body = entry.capture->body;
    if (m_how.withoutCredentials) {
        const auto names = signing::credentialFields(shipment.head, shipment.body);
        shipment.body = signing::bodyWithoutFields(shipment.head, shipment.body, names);
        shipment.head = signing::withoutFields(shipment.head, names);
    }
    shipment.limit = m_forwarding->timeLimit;
    shipment.answerLimit = largestAnswer;
    Delivery delivery = client::begunExact(m_url, shipment.head, shipment.body);
    delivery.capture = entry.item.capture;
    delivery.attempt = entry.item.attempts + 1;
    delivery.mayRepeat = entry.mayRepeat;
    client::WireRequest request = client::exactRequest(std::move(shipment));
    request.refuses = [this](std::string_view address, std::uint16_t port) { return isOwnAddress(address, port, m_host.listening); };
    m_wire->send(std::move(request),
                 [this, delivery = std::move(delivery)](const client::Outcome& outcome) mutable {
                     done(std::move(delivery), outcome);
                 });
}

/// Ends a request without sending it; who looks at its deliveries is told why.
void Lane::refuse(const Entry& entry, std::string why)
{
    Delivery delivery = client::begunExact(m_url, {}, entry.capture->body);
    delivery.capture = entry.item.capture;
    delivery.attempt = entry.item.attempts + 1;
    delivery.fault = DeliveryFault::NotConnected;
    delivery.detail = std::move(why);
    const std::int64_t position = entry.item.position;
    if (entry.ticket != 0)
        m_host.answer(entry.ticket, std::nullopt);
    m_window.pop(true);
    m_host.store.recordDelivery(std::move(delivery), position);
}

void Lane::done(Delivery begun, const client::Outcome& outcome)
{
    m_sending = false;
    Delivery delivery = client::endedExact(std::move(begun), outcome);
    const bool never = neverReached(delivery, outcome, m_url.target.tls);
    if (delivery.capture != m_failure.capture)
        m_reached = 0;
    if (!never && isOpen(delivery.fault))
        ++m_reached;
    const bool refused = m_how.retry5xx && delivery.fault == DeliveryFault::None && delivery.status >= 500;
    if (never || refused || (isOpen(delivery.fault) && m_reached < mostTimesReached)) {
        // A target may close a kept connection at any moment: that says nothing about whether it is there.
        const bool stale = outcome.reused && delivery.fault == DeliveryFault::ConnectionLost && delivery.answer.empty();
        if (stale && m_failures == 0 && !m_stopped && !m_withheld && !m_storeGone) {
            m_failure.capture = delivery.capture;
            m_window.failed(true);
            send(m_window.entries().front());
            ++m_failures;
            return;
        }
        triedInVain(std::move(delivery), !never, outcome.refused ? QueueState::LeadsBack : QueueState::Down);
    } else {
        finished(std::move(delivery), outcome);
    }
    Q_EMIT sent();
    next();
}

void Lane::finished(Delivery delivery, const client::Outcome& outcome)
{
    Entry& entry = m_window.entries().front();
    if (entry.ticket != 0)
        m_host.answer(entry.ticket, outcome.fault == DeliveryFault::None ? std::optional(answerFor(outcome.answer))
                                                                         : std::nullopt);
    const std::int64_t position = entry.item.position;
    noteEnd(delivery);
    m_window.pop(true);
    m_host.store.recordDelivery(std::move(delivery), position);
    m_failures = 0;
    m_reached = 0;
    m_downSince.reset();
}

void Lane::noteEnd(const Delivery& delivery)
{
    std::erase(m_failed, delivery.capture);
    if (delivery.fault == DeliveryFault::None && delivery.status < 400)
        return;
    m_failed.push_back(delivery.capture);
    if (m_failed.size() > mostFailed)
        m_failed.pop_front();
}

void Lane::triedInVain(Delivery delivery, bool reached, QueueState then)
{
    m_window.failed(reached);
    for (Entry& entry : m_window.entries())
        letGo(entry);
    m_window.unclaim(m_sending);
    // Many attempts that fail in the same way are one thing to tell: the number of the one that goes well tells how many.
    const bool news = m_failures == 0 || delivery.fault != m_failure.fault || delivery.status != m_failure.status
        || delivery.capture != m_failure.capture || (reached && isOpen(delivery.fault));
    if (news)
        m_host.store.recordDelivery(delivery);
    m_failure = std::move(delivery);
    m_failure.head.clear();
    m_failure.answer.clear();
    if (!m_downSince)
        m_downSince = m_failure.startedAt;
    const milliseconds longest = m_url.isLoopback() ? longestPauseNearby : longestPause;
    const milliseconds time = std::min(firstPause * (1 << std::min(m_failures, 10)), longest);
    ++m_failures;
    m_nextTry = utcNow() + time;
    wait(then, time);
}

void Lane::wait(QueueState state, milliseconds time)
{
    if (!m_stopped)
        m_timer.start(time);
    setState(state);
}

void Lane::setState(QueueState state)
{
    m_state = state;
    m_host.changed();
}

/// Its sender waits no longer.
void Lane::letGo(Entry& entry)
{
    if (const auto ticket = std::exchange(entry.ticket, 0); ticket != 0)
        m_host.answer(ticket, std::nullopt);
}

} // namespace hookloupe::forward
