// SPDX-License-Identifier: GPL-3.0-or-later
#include "loop_detector/loop_detector.h"

#include <algorithm>
#include <string_view>

namespace hookloupe::loop_detector {

namespace {

std::string shortened(std::string_view name)
{
    return std::string(name.substr(0, LoopDetector::longestName));
}

Entry entryOf(const Fact& fact, Micros at)
{
    Entry entry{at, fact.capture, fact.replay, shortened(fact.event), shortened(fact.actor), shortened(fact.model), {}};
    std::copy_n(fact.contentSha256.begin(), std::min(fact.contentSha256.size(), entry.body.size()), entry.body.begin());
    return entry;
}

} // namespace

std::vector<Change> LoopDetector::add(const Fact& fact)
{
    if (fact.contentSha256.empty())
        return {};
    m_now = std::max(m_now, fact.at);
    expire();
    if (m_entries.size() == mostEntries)
        dropOldest();

    const auto watch = m_watches.try_emplace({fact.endpoint, shortened(fact.project)}).first;
    m_entries.push_back({entryOf(fact, m_now), watch});
    const Entry& entry = m_entries.back().entry;
    watch->second.add(entry);
    if (m_alarms.size() >= mostAlarms || m_alarms.contains(watch->first))
        return {};
    auto finding = watch->second.findingFor(entry, m_limits);
    if (!finding)
        return {};
    Active& active = m_alarms[watch->first];
    active.finding = std::move(*finding);
    active.alarm.number = ++m_lastNumber;
    active.alarm.reason = {active.finding.rule, fact.endpoint, watch->first.second, fact.projectName, active.finding.event,
                           active.finding.otherEvent, active.finding.actor, active.finding.model, 0, {}};
    refresh(watch->first, active);
    return {{ChangeKind::Raised, active.alarm}};
}

std::vector<Change> LoopDetector::advance(Micros now)
{
    m_now = std::max(m_now, now);
    expire();
    std::vector<Change> changes;
    for (auto active = m_alarms.begin(); active != m_alarms.end();) {
        const auto watch = m_watches.find(active->first);
        if (watch == m_watches.end() || watch->second.strength(m_limits) < 0.5) {
            changes.push_back({ChangeKind::Over, std::move(active->second.alarm)});
            active = m_alarms.erase(active);
            continue;
        }
        refresh(active->first, active->second);
        changes.push_back({ChangeKind::Updated, active->second.alarm});
        ++active;
    }
    return changes;
}

std::vector<Change> LoopDetector::forget(EndpointId endpoint)
{
    std::vector<Change> changes;
    for (auto& [place, active] : m_alarms) {
        if (place.first == endpoint)
            changes.push_back({ChangeKind::Over, std::move(active.alarm)});
    }
    std::erase_if(m_alarms, [endpoint](const auto& one) { return one.first.first == endpoint; });
    std::erase_if(m_entries, [endpoint](const Kept& kept) { return kept.watch->first.first == endpoint; });
    std::erase_if(m_watches, [endpoint](const auto& one) { return one.first.first == endpoint; });
    return changes;
}

std::vector<Change> LoopDetector::forgetAll()
{
    std::vector<Change> changes;
    for (auto& [place, active] : m_alarms)
        changes.push_back({ChangeKind::Over, std::move(active.alarm)});
    m_alarms.clear();
    m_entries.clear();
    m_watches.clear();
    return changes;
}

void LoopDetector::expire()
{
    while (!m_entries.empty() && m_now - m_entries.front().entry.at > m_limits.span)
        dropOldest();
}

void LoopDetector::dropOldest()
{
    const Kept& oldest = m_entries.front();
    oldest.watch->second.remove(oldest.entry);
    if (oldest.watch->second.isEmpty())
        m_watches.erase(oldest.watch);
    m_entries.pop_front();
}

void LoopDetector::refresh(const Place& place, Active& active) const
{
    Alarm& alarm = active.alarm;
    alarm.captures.clear();
    alarm.history.assign(Alarm::slices, 0);
    alarm.historySpan = m_limits.span;
    const auto watch = m_watches.find(place);
    if (watch == m_watches.end())
        return;
    alarm.reason.count = watch->second.countOf(active.finding);
    const Micros span = m_limits.span;
    Micros first{};
    Micros last{};
    for (const auto& [entry, of] : m_entries) {
        if (of != watch || !active.finding.concerns(entry))
            continue;
        if (alarm.captures.empty())
            first = entry.at;
        last = entry.at;
        alarm.captures.push_back(entry.capture);
        const auto age = static_cast<std::size_t>((m_now - entry.at) * Alarm::slices / (span + Micros(1)));
        ++alarm.history[Alarm::slices - 1 - std::min(age, Alarm::slices - 1)];
    }
    alarm.reason.span = last - first;
    if (alarm.captures.size() > Alarm::mostCaptures)
        alarm.captures.erase(alarm.captures.begin(), alarm.captures.end() - Alarm::mostCaptures);
}

} // namespace hookloupe::loop_detector
