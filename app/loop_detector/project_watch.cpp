// SPDX-License-Identifier: GPL-3.0-or-later
#include "loop_detector/project_watch.h"

#include <string_view>
#include <utility>

namespace hookloupe::loop_detector {

namespace {

constexpr std::string_view versionCreated = "commit_create";
/// Its body names no version: whoever receives twelve models sends twelve that are the same.
constexpr std::string_view versionReceived = "commit_receive";
constexpr std::string_view modelCreated = "branch_create";
constexpr std::size_t longestRun = 4096;
/// What comes later was hardly caused by the replay.
constexpr std::chrono::seconds reactionTime{10};

/// Sending many models at once gives a model and its first version, again and again: no loop.
bool isSendingModels(const std::string& a, const std::string& b)
{
    return (a == modelCreated && b == versionCreated) || (a == versionCreated && b == modelCreated);
}

} // namespace

bool Finding::concerns(const Entry& entry) const
{
    switch (rule) {
    case Rule::Rate:
        return !entry.replay && entry.event == event;
    case Rule::TwoEvents:
        return !entry.replay && (entry.event == event || entry.event == otherEvent);
    case Rule::OwnReplays:
        return entry.event == event;
    case Rule::SameActor:
        return !entry.replay && entry.event == versionCreated && entry.actor == actor && entry.model == model;
    case Rule::SameBody:
        return !entry.replay && entry.body == body;
    }
    return false;
}

void ProjectWatch::add(const Entry& entry)
{
    ++m_entries;
    count(entry, 1);
    if (!entry.replay && !entry.event.empty())
        takeTurn(entry);
    followReplay(entry);
}

void ProjectWatch::remove(const Entry& entry)
{
    --m_entries;
    count(entry, -1);
    if (!m_steps.empty() && m_steps.front().capture == entry.capture)
        m_steps.pop_front();
    if (!m_followed.empty() && m_followed.front() == entry.capture)
        m_followed.pop_front();
    if (m_replay && m_replay->capture == entry.capture)
        m_replay.reset();
}

void ProjectWatch::count(const Entry& entry, int by)
{
    const auto body = m_bodies.try_emplace(entry.body).first;
    const int before = body->second.own();
    body->second.isOften = entry.event == versionReceived;
    (entry.replay ? body->second.replays : body->second.requests) += by;
    const int requests = entry.replay ? 0 : by;
    const int own = body->second.own() - before;
    if (body->second.requests == 0 && body->second.replays == 0)
        m_bodies.erase(body);
    if (entry.event.empty())
        return;
    const auto change = [requests, own](auto& map, const auto& key) {
        const auto place = map.try_emplace(key).first;
        place->second.requests += requests;
        place->second.own += own;
        if (place->second.requests == 0 && place->second.own == 0)
            map.erase(place);
    };
    change(m_events, entry.event);
    if (entry.event == versionCreated && !entry.actor.empty())
        change(m_versions, Maker{entry.actor, entry.model});
}

void ProjectWatch::takeTurn(const Entry& entry)
{
    const std::string& last = m_lastTwo.second;
    const bool isTurn = m_steps.empty() || (entry.event != last && (m_steps.size() == 1 || entry.event == m_lastTwo.first));
    if (!isTurn) {
        const Step kept = m_steps.back();
        m_steps.clear();
        if (entry.event != last)
            m_steps.push_back(kept);
    }
    if (m_steps.size() == longestRun)
        m_steps.pop_front();
    m_steps.push_back({entry.capture, entry.body});
    m_lastTwo = {std::exchange(m_lastTwo.second, entry.event), entry.event};
}

void ProjectWatch::followReplay(const Entry& entry)
{
    if (entry.event.empty())
        return;
    if (entry.replay) {
        if (m_replay)
            m_followed.clear(); // nothing followed the one before
        m_replay = entry;
        return;
    }
    const bool follows = m_replay && entry.event == m_replay->event && entry.body != m_replay->body
                         && entry.at - m_replay->at <= reactionTime;
    if (!follows)
        return;
    m_followed.push_back(m_replay->capture);
    m_replay.reset();
}

/// Requests with that body that are nobody's replay, if they say anything.
int ProjectWatch::sameIn(const Body& body)
{
    return body.isOften ? 0 : body.requests - body.own();
}

int ProjectWatch::ownOf(const BodyDigest& body) const
{
    const auto found = m_bodies.find(body);
    return found == m_bodies.end() ? 0 : found->second.own();
}

int ProjectWatch::stepsOfOthers() const
{
    return static_cast<int>(std::count_if(m_steps.begin(), m_steps.end(),
                                          [this](const Step& step) { return ownOf(step.body) == 0; }));
}

int ProjectWatch::versionsOf(const Maker& maker) const
{
    const auto found = m_versions.find(maker);
    return found == m_versions.end() ? 0 : found->second.others();
}

int ProjectWatch::eventsOf(const std::string& event) const
{
    const auto found = m_events.find(event);
    return found == m_events.end() ? 0 : found->second.others();
}

std::optional<Finding> ProjectWatch::findingFor(const Entry& newest, const Limits& limits) const
{
    // The most telling first: several rules may fire at once.
    if (static_cast<int>(m_followed.size()) >= limits.replays())
        return Finding{.rule = Rule::OwnReplays, .event = newest.event};
    if (newest.replay)
        return std::nullopt;
    if (const auto body = m_bodies.find(newest.body);
        body != m_bodies.end() && sameIn(body->second) >= limits.bodies())
        return Finding{.rule = Rule::SameBody, .event = newest.event, .body = newest.body};
    if (newest.event == versionCreated && versionsOf({newest.actor, newest.model}) >= limits.versions())
        return Finding{.rule = Rule::SameActor, .event = newest.event, .actor = newest.actor, .model = newest.model};
    if (static_cast<int>(m_steps.size()) >= 2 * limits.turns() && !isSendingModels(m_lastTwo.first, m_lastTwo.second)
        && stepsOfOthers() >= 2 * limits.turns())
        return Finding{.rule = Rule::TwoEvents, .event = m_lastTwo.first, .otherEvent = m_lastTwo.second};
    if (eventsOf(newest.event) >= limits.events)
        return Finding{.rule = Rule::Rate, .event = newest.event};
    return std::nullopt;
}

double ProjectWatch::strength(const Limits& limits) const
{
    double worst = static_cast<double>(m_followed.size()) / limits.replays();
    const auto worsen = [&worst](int count, int limit) { worst = std::max(worst, static_cast<double>(count) / limit); };
    for (const auto& [event, tally] : m_events)
        worsen(tally.others(), limits.events);
    for (const auto& [maker, tally] : m_versions)
        worsen(tally.others(), limits.versions());
    for (const auto& [digest, body] : m_bodies)
        worsen(sameIn(body), limits.bodies());
    if (!isSendingModels(m_lastTwo.first, m_lastTwo.second))
        worsen(stepsOfOthers(), 2 * limits.turns());
    return worst;
}

std::int64_t ProjectWatch::countOf(const Finding& finding) const
{
    switch (finding.rule) {
    case Rule::Rate:
        return eventsOf(finding.event);
    case Rule::TwoEvents:
        return stepsOfOthers();
    case Rule::OwnReplays:
        return static_cast<std::int64_t>(m_followed.size());
    case Rule::SameActor:
        return versionsOf({finding.actor, finding.model});
    case Rule::SameBody: {
        const auto body = m_bodies.find(finding.body);
        return body == m_bodies.end() ? 0 : sameIn(body->second);
    }
    }
    return 0;
}

} // namespace hookloupe::loop_detector
