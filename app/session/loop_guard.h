// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loop_detector/loop_detector.h"
#include "store/store.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace hookloupe::session {

struct LoopSettings {
    bool watch = true;
    loop_detector::Limits limits;
    bool pause = false;      ///< an endpoint with an alarm answers 503 until it is released

    bool operator==(const LoopSettings&) const = default;
};

/// Watches what is committed for loops, in a thread of its own, and tells the owner's thread. Nothing is dropped or
/// changed by it; who is told may hold an endpoint (Session::setHeld).
class LoopGuard : public QObject {
    Q_OBJECT

public:
    explicit LoopGuard(QObject* parent = nullptr);
    ~LoopGuard() override;

    void note(std::span<const store::Committed> batch);  ///< any thread; does not block

    void setSettings(const LoopSettings& settings);      ///< off: every alarm is over
    [[nodiscard]] const LoopSettings& settings() const { return m_settings; }
    /// Those that are not over, oldest first, as they were a second ago at most.
    [[nodiscard]] const std::vector<loop_detector::Alarm>& alarms() const { return m_alarms; }
    /// The alarm is over, and there is none of its project at its endpoint as long as the program runs.
    void ignore(std::uint64_t alarm);
    /// The endpoint's alarms are over; what came so far counts no more.
    void forget(EndpointId endpoint);

Q_SIGNALS:
    void pauseAsked(const hookloupe::loop_detector::Alarm& alarm); ///< before raised(), if the settings say so
    void raised(const hookloupe::loop_detector::Alarm& alarm);
    void updated(const hookloupe::loop_detector::Alarm& alarm);  ///< each second while it lasts
    void over(const hookloupe::loop_detector::Alarm& alarm);

private:
    class Watcher;

    void take(const std::vector<loop_detector::Change>& changes);

    LoopSettings m_settings;
    std::vector<loop_detector::Alarm> m_alarms;
    std::set<std::pair<EndpointId, std::string>> m_ignored;
    std::atomic<bool> m_watch = true;
    QThread m_thread;
    std::unique_ptr<Watcher> m_watcher;                  ///< lives in m_thread
};

} // namespace hookloupe::session
