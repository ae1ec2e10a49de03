// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/ids.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace hookloupe::loop_detector {

/// What makes events look like a loop: an event whose handler causes the next event.
enum class Rule {
    Rate,        ///< one event of a project comes faster than the set rate
    TwoEvents,   ///< two events of a project take turns
    OwnReplays,  ///< what the user replays is followed by a new event of the same kind, again and again
    SameActor,   ///< one user makes version after version of one model
    SameBody,    ///< the same body comes again and again; those of versions received are often the same, and count by the rate
};

/// When events count as a loop. The other rules' limits follow from the rate, so that there is one thing to set.
struct Limits {
    static constexpr int fewestEvents = 4;
    static constexpr int mostEvents = 1000;
    static constexpr std::chrono::seconds shortestSpan{1};
    static constexpr std::chrono::seconds longestSpan{3600};

    int events = 30;                    ///< of one kind and project within `span`
    std::chrono::seconds span{60};

    [[nodiscard]] int turns() const { return std::max(3, (events + 3) / 4); }      ///< of two events: there and back
    [[nodiscard]] int replays() const { return std::max(3, events / 6); }          ///< that were followed by an event
    [[nodiscard]] int versions() const { return std::max(3, events / 2); }         ///< by one user of one model
    [[nodiscard]] int bodies() const { return std::max(3, events / 3); }           ///< identical
    bool operator==(const Limits&) const = default;
};

/// What is known of a capture, in short. Empty = not given.
struct Fact {
    Micros at{};                ///< of a clock that never goes back; an earlier moment counts as the last one
    CaptureId capture{};
    EndpointId endpoint = catchAllEndpoint;
    bool replay = false;        ///< sent by the user, not received
    std::string project;        ///< Speckle's streamId
    std::string projectName;
    std::string event;          ///< wire name
    std::string actor;          ///< userId
    std::string model;          ///< id
    std::string contentSha256;  ///< raw; empty for a capture without a body, which says nothing
};

/// Why an alarm was raised. Which of the names are given depends on the rule.
struct Reason {
    Rule rule = Rule::Rate;
    EndpointId endpoint = catchAllEndpoint;
    std::string project;
    std::string projectName;
    std::string event;          ///< Rate, TwoEvents, OwnReplays, SameActor; SameBody where the body has one
    std::string otherEvent;     ///< TwoEvents
    std::string actor;          ///< SameActor
    std::string model;          ///< SameActor
    std::int64_t count = 0;     ///< events (TwoEvents: both; OwnReplays: replays that were followed)
    Micros span{};              ///< from the first to the last of those that count

    bool operator==(const Reason&) const = default;
};

struct Alarm {
    static constexpr std::size_t mostCaptures = 200;
    static constexpr std::size_t slices = 60;

    std::uint64_t number = 0;             ///< never used twice by a detector
    Reason reason;
    std::vector<CaptureId> captures;      ///< that show it, oldest first; the last ones, if there are more
    std::vector<int> history;             ///< captures that show it in each of `slices` parts of `Limits::span`, oldest first
    std::chrono::seconds historySpan{};   ///< of all slices together

    bool operator==(const Alarm&) const = default;
};

enum class ChangeKind { Raised, Updated, Over };

struct Change {
    ChangeKind kind = ChangeKind::Raised;
    Alarm alarm;
};

} // namespace hookloupe::loop_detector
