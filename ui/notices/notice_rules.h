// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/endpoint.h"
#include "loop_detector/loop.h"

#include <QString>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace hookloupe::ui {

/// What the user wants to hear of while another window is in front.
struct NoticeChoice {
    bool newRequests = false;
    bool firstRed = false;   ///< an endpoint's request turned out red, and the one before it was not

    bool operator==(const NoticeChoice&) const = default;
};

/// What there is to say, of one moment or of several seconds together.
struct Notice {
    int requests = 0;                      ///< new ones
    std::optional<CaptureSummary> last;    ///< of them
    int turnedRed = 0;
    std::optional<CaptureSummary> red;     ///< the last that did

    [[nodiscard]] bool isEmpty() const { return requests == 0 && turnedRed == 0; }
};

/// Decides when something is said: never twice within a few seconds, then for all that came in between. No clock of its own.
class NoticeRules {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::seconds pause{5};

    void setChoice(const NoticeChoice& choice);
    [[nodiscard]] const NoticeChoice& choice() const { return m_choice; }
    /// Do not disturb: nothing is said until then, and nothing is kept for later. Time::max() = until it is switched off,
    /// Time::min() = not.
    void setQuietUntil(Time until) { m_quietUntil = until; }
    [[nodiscard]] bool isQuiet(Time now) const { return now < m_quietUntil; }
    /// The marks of the endpoints' last requests, so that a red one is not new after a start.
    void seed(const std::vector<CaptureSummary>& lastOfEach);

    void note(const std::vector<CaptureSummary>& added, const std::vector<AnswerReport>& reports, Time now);
    /// What is to be said now; empty if there is nothing, or it is too early: ask again after wait().
    [[nodiscard]] Notice take(Time now);
    /// How long what is waiting has to wait; nothing if nothing does.
    [[nodiscard]] std::optional<std::chrono::milliseconds> wait(Time now) const;
    /// Forgets what is waiting: the user looked.
    void forget() { m_waiting = {}; }

private:
    void judge(const CaptureSummary& capture, Time now);

    NoticeChoice m_choice;
    Time m_quietUntil = Time::min();
    std::optional<Time> m_last;
    Notice m_waiting;
    std::map<std::int64_t, bool> m_wasRed;              ///< by endpoint
    std::map<std::int64_t, CaptureSummary> m_open;      ///< their answers are being sent
};

/// The words for a notice. Nothing in them comes from a request but an event's known name; of the user's own words what a
/// desktop could take for markup is replaced.
struct NoticeWords {
    QString title;
    QString text;
};
/// The same for an alarm.
[[nodiscard]] NoticeWords noticeWords(const loop_detector::Reason& loop, const std::vector<Endpoint>& endpoints);
[[nodiscard]] NoticeWords noticeWords(const Notice& notice, const std::vector<Endpoint>& endpoints);

} // namespace hookloupe::ui
