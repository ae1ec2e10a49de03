// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_totals.h"
#include "capture/judged_anew.h"
#include "session/judge.h"
#include "store/reader.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace hookloupe::session {

/// What the signatures of stored captures say by the settings that their endpoints have now. The store keeps what was true on
/// arrival: nothing is written. Judged in a thread of its own, a few captures a step: those whose summaries were asked for,
/// the last ones first, and after a change of an endpoint's secrets or scheme its newest ones. What came after the last change
/// was judged by these settings already. Lives in the owner's thread.
class Verdicts : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t judgedUnasked = 1'000;  ///< captures of an endpoint after a change, the newest
    static constexpr std::size_t longestQueue = 4'096;   ///< what was asked for longest ago is forgotten, and asked for again
    static constexpr std::size_t mostKept = 65'536;      ///< results

    explicit Verdicts(std::string storePath, QObject* parent = nullptr);
    ~Verdicts() override;  ///< waits for the capture at hand

    /// Begins: before, nothing is judged, for the secrets may be missing still.
    void start(RulesPtr rules);
    /// What changed is judged again. Before start() nothing.
    void setRules(RulesPtr rules);

    /// Enters what is known into summaries as the store gives them, and has the others judged: judged() follows where that
    /// says something else.
    void enter(std::vector<CaptureSummary>& summaries);
    void enter(std::vector<CaptureMoment>& moments) const;  ///< ascending by id
    /// `ids` are those the totals are of.
    void enter(std::vector<CaptureId> ids, CaptureTotals& totals) const;
    /// Newly committed captures: those that came about when their endpoint was changed, or while its
    /// secrets cannot be read, are judged once more.
    void note(const std::vector<CaptureSummary>& added);

Q_SIGNALS:
    /// Other than was said before; at most every 50 ms.
    void judged(const std::vector<hookloupe::JudgedAnew>& anew);
    /// What is known of this endpoint's captures is out of date: who shows them asks for their summaries again.
    void outdated(qint64 endpoint);

private:
    struct Known {
        JudgedAnew result;
        SignatureResult onArrival;
        Mark markOnArrival = Mark::Unjudged;
        EndpointId endpoint{};
        bool outdated = false;

        [[nodiscard]] bool differs() const { return result.now != onArrival; }
    };
    void changed(const ArmedEndpoint& endpoint);
    [[nodiscard]] bool isFresh(const CaptureSummary& summary) const;
    void queue(const std::vector<CaptureId>& ids, bool inFront);
    void next();
    void judgeUnasked(EndpointId endpoint);
    void run(const std::vector<CaptureId>& ids, const RulesPtr& rules);  ///< in m_thread
    void take(const std::vector<CaptureId>& left, std::vector<Known> found, const RulesPtr& rules);
    void keep(Known known);
    void forgetSome();
    [[nodiscard]] store::Reader* reader();                               ///< in m_thread

    std::string m_storePath;
    RulesPtr m_rules;                             ///< none: not started
    UtcTime m_started{};
    std::unordered_map<std::int64_t, UtcTime> m_changedAt;  ///< by endpoint
    std::unordered_map<std::int64_t, Known> m_known;        ///< by capture
    std::deque<CaptureId> m_queue;                ///< the next one first
    std::unordered_set<std::int64_t> m_queued;
    bool m_busy = false;                          ///< a step is in m_thread
    bool m_forgot = false;                        ///< results: what was said of a capture is not known for certain
    std::vector<JudgedAnew> m_toTell;
    QTimer m_tell;
    std::unique_ptr<store::Reader> m_reader;      ///< used in m_thread alone
    std::unique_ptr<QObject> m_worker;            ///< lives in m_thread
    std::atomic<bool> m_stop = false;
    QThread m_thread;
};

} // namespace hookloupe::session
