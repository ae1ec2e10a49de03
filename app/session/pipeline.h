// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/feed.h"
#include "session/forward_way.h"
#include "session/judge.h"
#include "session/loop_guard.h"

#include <QObject>

#include <atomic>
#include <chrono>
#include <mutex>
#include <unordered_map>

namespace hookloupe::session {

/// The way of a request from the gate to the store and of its answer back. ExchangeHandler's functions run on the
/// server's thread, the store's callbacks on its writer thread, setters on the owner's.
class Pipeline final : public QObject, public server::ExchangeHandler {
    Q_OBJECT

public:
    Pipeline(Feed& feed, LoopGuard& loopGuard, QObject* parent = nullptr);

    void setRules(RulesPtr rules);
    void setPaused(bool paused);
    /// Both must outlive their use: the store until the pipeline is no longer called, the server until setServer(nullptr).
    void setStore(store::Store* store);
    void setServer(server::CaptureServer* server);
    [[nodiscard]] store::StoreCallbacks callbacks();
    /// Must outlive its use, as the two above; nullptr: what comes is passed on no more.
    void setForwarder(forward::Forwarder* forwarder);
    /// See ForwarderCallbacks::answer.
    void answered(std::uint64_t ticket, std::optional<http::Answer> answer);
    /// The store failed somebody; over with the next request that it takes. Any thread.
    void noteTrouble(const Error& error);

    server::AtHead atHead(const http::RequestHead& head) override;
    http::Answer answerFor(const server::Incoming& incoming, server::Ticket ticket) override;
    Refusal accept(server::Incoming incoming, std::string wire, int status, server::Ticket ticket) override;
    void played(server::Ticket ticket, http::Played played) override;
    void finished(server::Ticket ticket, AnswerOutcome outcome, Micros duration) override;

Q_SIGNALS:
    void storeTrouble(const hookloupe::Error& error); ///< any thread; once until recovered() or another kind of trouble
    void storeRecovered();
    void storeLost(const hookloupe::store::StoreLoss& loss); ///< any thread
    void queuesChanged();     ///< any thread
    void deliveriesStored(const std::vector<hookloupe::CaptureId>& captures,
                          const std::vector<hookloupe::DeliveryId>& deliveries); ///< any thread; see Session

private:
    using SteadyTime = std::chrono::steady_clock::time_point;
    /// What finished() needs of a committed capture.
    struct Sending {
        CaptureId capture{};
        int status = 0;
        std::int64_t bodyBytes = 0;
        std::optional<std::string> instead{}; ///< a handler's answer, sent in the place of the planned one
    };
    /// What is known of a scripted exchange, or of one with something between head and body, in the server's thread.
    struct Script {
        int redirectsBefore = 0;
        bool toHead = false;
        std::optional<http::Played> played;
        std::shared_ptr<const server::HeadPhase> headPhase{};
    };

    [[nodiscard]] RulesPtr rules() const;
    void committed(std::vector<store::Committed> batch);
    void notStored(const std::vector<store::NotStored>& batch);
    static void noteScript(AnswerReport& report, Script script);
    void noteSuccess();

    Feed& m_feed;
    LoopGuard& m_loopGuard;
    store::Store* m_store = nullptr;
    std::atomic<bool> m_paused = false;

    ForwardWay m_forwardWay;

    mutable std::mutex m_rulesMutex;
    RulesPtr m_rules = makeRules({});

    std::mutex m_serverMutex;
    server::CaptureServer* m_server = nullptr;

    Judgement m_judgement;                            // of m_judged: accept() follows answerFor() at once
    server::Ticket m_judged{};
    ScriptPositions m_positions;                      // as the following, of the server's thread alone
    std::unordered_map<std::uint64_t, Script> m_scripts;

    std::mutex m_sendingMutex;
    std::unordered_map<std::uint64_t, Sending> m_sending;

    std::mutex m_troubleMutex;
    std::optional<ErrorCode> m_trouble;
    SteadyTime m_lastTrouble{};
    std::atomic<bool> m_inTrouble = false;
};

} // namespace hookloupe::session
