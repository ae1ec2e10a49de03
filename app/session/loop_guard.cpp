// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/loop_guard.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <functional>

namespace hookloupe::session {

namespace {

/// Of one look. More is a flood of 10,000 a second: what is over does not count, so that watching takes little of it.
constexpr std::size_t mostFacts = 500;
/// Looking at each small batch would wake the thread thousands of times a second under load.
constexpr std::chrono::milliseconds pauseBetweenLooks{50};
constexpr std::chrono::seconds pauseBetweenUpdates{1};

/// The wall clock can be set back; this one cannot.
Micros steadyNow()
{
    return std::chrono::floor<Micros>(std::chrono::steady_clock::now().time_since_epoch());
}

loop_detector::Fact factOf(const Capture& capture, Micros now)
{
    const CaptureSummary& summary = capture.summary;
    loop_detector::Fact fact;
    fact.at = now;
    fact.capture = summary.id;
    fact.endpoint = summary.endpoint;
    fact.replay = summary.kind == CaptureKind::Replay;
    fact.project = summary.event.streamId;
    fact.projectName = summary.event.projectName;
    fact.event = summary.event.wireName;
    fact.actor = summary.event.userId;
    fact.model = summary.event.modelId;
    if (!capture.content().empty())
        fact.contentSha256 = capture.contentSha256;
    return fact;
}

} // namespace

/// The part in the thread of its own.
class LoopGuard::Watcher : public QObject {
public:
    explicit Watcher(std::function<void(std::vector<loop_detector::Change>)> told) : m_tell(std::move(told)), m_look(this), m_update(this)
    {
        m_look.setSingleShot(true);
        m_look.setInterval(pauseBetweenLooks);
        m_update.setInterval(pauseBetweenUpdates);
        connect(&m_look, &QTimer::timeout, this, [this] { look(); });
        connect(&m_update, &QTimer::timeout, this, [this] { tell(m_detector.advance(steadyNow())); });
    }

    void queue(std::span<const store::Committed> batch) // any thread
    {
        const Micros now = steadyNow();
        const std::lock_guard lock(m_mutex);
        for (const auto& [ticket, capture, positions] : batch) {
            if (capture->summary.kind != CaptureKind::Malformed && m_waiting.size() < mostFacts)
                m_waiting.push_back(factOf(*capture, now));
        }
        if (!std::exchange(m_scheduled, true))
            QMetaObject::invokeMethod(this, [this] { m_look.start(); }, Qt::QueuedConnection);
    }

    /// The rest runs in the thread.
    void setLimits(const loop_detector::Limits& limits) { m_detector.setLimits(limits); }
    void forget(EndpointId endpoint) { afterLooking([&] { return m_detector.forget(endpoint); }); }
    void forgetAll() { afterLooking([&] { return m_detector.forgetAll(); }); }

private:
    void look()
    {
        std::vector<loop_detector::Fact> facts;
        {
            const std::lock_guard lock(m_mutex);
            facts.swap(m_waiting);
            m_scheduled = false;
        }
        std::vector<loop_detector::Change> changes;
        for (const auto& fact : facts) {
            auto more = m_detector.add(fact);
            std::move(more.begin(), more.end(), std::back_inserter(changes));
        }
        tell(std::move(changes));
    }

    template <typename Forget>
    void afterLooking(Forget forget)
    {
        look(); // what waits came before
        tell(forget());
    }

    void tell(std::vector<loop_detector::Change> changes)
    {
        if (m_detector.hasAlarms() != m_update.isActive())
            m_detector.hasAlarms() ? m_update.start() : m_update.stop();
        if (!changes.empty())
            m_tell(std::move(changes));
    }

    std::function<void(std::vector<loop_detector::Change>)> m_tell;
    loop_detector::LoopDetector m_detector;
    QTimer m_look;
    QTimer m_update;
    std::mutex m_mutex;
    std::vector<loop_detector::Fact> m_waiting; // guarded, as the next
    bool m_scheduled = false;
};

LoopGuard::LoopGuard(QObject* parent) : QObject(parent)
{
    m_watcher = std::make_unique<Watcher>([this](std::vector<loop_detector::Change> changes) {
        QMetaObject::invokeMethod(this, [this, changes = std::move(changes)] { take(changes); }, Qt::QueuedConnection);
    });
    m_watcher->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("loops"));
    m_thread.start();
}

LoopGuard::~LoopGuard()
{
    // Its timers are stopped where they live.
    QMetaObject::invokeMethod(m_watcher.get(), [this] { m_watcher.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void LoopGuard::note(std::span<const store::Committed> batch)
{
    if (m_watch)
        m_watcher->queue(batch);
}

void LoopGuard::setSettings(const LoopSettings& settings)
{
    m_settings = settings;
    m_watch = settings.watch;
    QMetaObject::invokeMethod(m_watcher.get(), [watcher = m_watcher.get(), settings] {
        watcher->setLimits(settings.limits);
        if (!settings.watch)
            watcher->forgetAll();
    }, Qt::QueuedConnection);
}

void LoopGuard::ignore(std::uint64_t alarm)
{
    const auto found = std::find_if(m_alarms.begin(), m_alarms.end(), [alarm](const auto& one) { return one.number == alarm; });
    if (found == m_alarms.end())
        return;
    const loop_detector::Alarm ignored = *found;
    m_ignored.emplace(ignored.reason.endpoint, ignored.reason.project);
    m_alarms.erase(found);
    Q_EMIT over(ignored);
}

void LoopGuard::forget(EndpointId endpoint)
{
    QMetaObject::invokeMethod(m_watcher.get(), [watcher = m_watcher.get(), endpoint] { watcher->forget(endpoint); },
                              Qt::QueuedConnection);
}

void LoopGuard::take(const std::vector<loop_detector::Change>& changes)
{
    for (const auto& [kind, alarm] : changes) {
        if (m_ignored.contains({alarm.reason.endpoint, alarm.reason.project}))
            continue;
        const auto known = std::find_if(m_alarms.begin(), m_alarms.end(),
                                        [number = alarm.number](const auto& one) { return one.number == number; });
        switch (kind) {
        case loop_detector::ChangeKind::Raised:
            m_alarms.push_back(alarm);
            if (m_settings.pause)
                Q_EMIT pauseAsked(alarm);
            Q_EMIT raised(alarm);
            break;
        case loop_detector::ChangeKind::Updated:
            if (known != m_alarms.end())
                *known = alarm;
            Q_EMIT updated(alarm);
            break;
        case loop_detector::ChangeKind::Over:
            if (known != m_alarms.end())
                m_alarms.erase(known);
            Q_EMIT over(alarm);
            break;
        }
    }
}

} // namespace hookloupe::session
