// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loop_detector/loop.h"
#include "loop_detector/project_watch.h"

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace hookloupe::loop_detector {

/// Watches a stream of captures for loops of event, reaction and event. One alarm for a project at an endpoint: it is
/// raised once, by the rule that fires first, and over when every rule is below half of its limit. No clock, no thread of
/// its own. Memory is bounded whatever comes: under a flood the oldest captures are forgotten before their time.
class LoopDetector {
public:
    static constexpr std::size_t mostEntries = 16'384;
    static constexpr std::size_t mostAlarms = 16;       ///< at a time
    static constexpr std::size_t longestName = 64;      ///< bytes of an id or event name; Speckle's are shorter

    explicit LoopDetector(const Limits& limits = {}) : m_limits(limits) {}

    /// Of use at once; what came so far stays.
    void setLimits(const Limits& limits) { m_limits = limits; }
    [[nodiscard]] std::vector<Change> add(const Fact& fact);
    /// Forgets what is too old by now; tells what became of the alarms.
    [[nodiscard]] std::vector<Change> advance(Micros now);
    /// Starts anew for an endpoint, or for all: its alarms are over.
    [[nodiscard]] std::vector<Change> forget(EndpointId endpoint);
    [[nodiscard]] std::vector<Change> forgetAll();
    [[nodiscard]] bool hasAlarms() const { return !m_alarms.empty(); }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); } ///< captures that count now

private:
    using Place = std::pair<EndpointId, std::string>;   ///< endpoint and project
    using Watches = std::map<Place, ProjectWatch>;
    struct Kept {
        Entry entry;
        Watches::iterator watch;
    };
    struct Active {
        Finding finding;
        Alarm alarm;
    };

    void expire();
    void dropOldest();
    void refresh(const Place& place, Active& active) const;

    Limits m_limits;
    Micros m_now{};
    std::deque<Kept> m_entries;
    Watches m_watches;
    std::map<Place, Active> m_alarms;
    std::uint64_t m_lastNumber = 0;
};

} // namespace hookloupe::loop_detector
