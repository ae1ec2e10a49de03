// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loop_detector/loop.h"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace hookloupe::loop_detector {

/// Enough of a SHA-256 to tell bodies apart.
using BodyDigest = std::array<char, 16>;

/// A capture while it counts.
struct Entry {
    Micros at{};
    CaptureId capture{};
    bool replay = false;
    std::string event;
    std::string actor;
    std::string model;
    BodyDigest body{};
};

/// What to look at when a rule fired.
struct Finding {
    Rule rule = Rule::Rate;
    std::string event{};
    std::string otherEvent{};
    std::string actor{};
    std::string model{};
    BodyDigest body{};

    [[nodiscard]] bool concerns(const Entry& entry) const;
};

/// Counts what came lately of one project to one endpoint. Entries are removed in the order they were added. A request
/// with the body of a replay is that replay coming in at an own endpoint, and counts for nothing.
class ProjectWatch {
public:
    void add(const Entry& entry);
    void remove(const Entry& entry);
    [[nodiscard]] bool isEmpty() const { return m_entries == 0; }

    /// The rule that `newest`, just added, made fire, if any.
    [[nodiscard]] std::optional<Finding> findingFor(const Entry& newest, const Limits& limits) const;
    /// How far the worst rule is: 1 = at its limit.
    [[nodiscard]] double strength(const Limits& limits) const;
    /// How many count for a finding now.
    [[nodiscard]] std::int64_t countOf(const Finding& finding) const;

private:
    using Maker = std::pair<std::string, std::string>;   ///< user, model

    /// Requests, and those among them that are the user's own replays.
    struct Tally {
        int requests = 0;
        int own = 0;

        [[nodiscard]] int others() const { return requests - own; }
    };
    struct Body {
        int requests = 0;
        int replays = 0;
        bool isOften = false; ///< the event's bodies are the same also without a loop

        [[nodiscard]] int own() const { return std::min(requests, replays); }
    };
    struct Step {
        CaptureId capture{};
        BodyDigest body{};
    };

    void count(const Entry& entry, int by);
    void takeTurn(const Entry& entry);
    void followReplay(const Entry& entry);
    [[nodiscard]] static int sameIn(const Body& body);
    [[nodiscard]] int ownOf(const BodyDigest& body) const;
    [[nodiscard]] int stepsOfOthers() const;
    [[nodiscard]] int versionsOf(const Maker& maker) const;
    [[nodiscard]] int eventsOf(const std::string& event) const;

    std::map<std::string, Tally> m_events;
    std::map<Maker, Tally> m_versions;
    std::map<BodyDigest, Body> m_bodies;
    std::deque<Step> m_steps;                  ///< two events in turn: the run that goes on
    std::pair<std::string, std::string> m_lastTwo; ///< events of the last two steps
    std::deque<CaptureId> m_followed;          ///< replays that a new event followed, without one between that none did
    std::optional<Entry> m_replay;             ///< the last one, while nothing followed it
    std::size_t m_entries = 0;
};

} // namespace hookloupe::loop_detector
