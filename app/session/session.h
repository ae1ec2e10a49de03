// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture.h"
#include "capture/capture_source.h"
#include "capture/endpoint.h"
#include "capture/judged_anew.h"
#include "capture/trust.h"
#include "forward/forwarder.h"
#include "server/capture_server.h"
#include "session/loop_guard.h"
#include "session/replays.h"
#include "session/retention.h"
#include "session/unreadable_secrets.h"
#include "store/reader.h"
#include "store/store.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hookloupe::session {

struct SessionOptions {
    store::StoreOptions store;
    server::ListenSettings listen;
    bool keepSecrets = true;       ///< false: those that are kept are not read, and new ones live in memory only
    std::string scheme;            ///< judges every endpoint by this scheme instead of its own; empty = its own
    std::string answer;            ///< answers for every endpoint by this plan instead of its own; empty = its own
    bool acceptUnsigned = false;   ///< every endpoint accepts members that are not signed, not only those that say so
    bool allowKeychain = true;
    std::string secretFolder;      ///< for the fallback file; empty = beside the store
    std::string forward{};         ///< what every endpoint forwards to instead of its own, as text; empty = its own
    std::vector<std::string> secrets{}; ///< for this run, of every endpoint without a secret of its own; never kept
    std::string answerFolder{};    ///< see Session::setAnswerFolder()
    /// Where it is remembered what the user agreed to, see paths.h; empty: nowhere, and a store that was there before is asked
    /// about each time.
    std::string trustFolder{};
    /// Called in another thread while a session is destroyed: not all was written where it belongs.
    std::function<void(const store::StoreEnd&)> ended{};
};

enum class ListenState { Stopped, Listening, Paused, Failed };

struct ListenStatus {
    ListenState state = ListenState::Stopped;
    server::ListenAddress address;
    bool tookAnotherPort = false;  ///< the wanted one was taken
    std::uint16_t wantedPort = 0;
    std::optional<Error> error;    ///< Failed; or a change failed, and it listens where it did before
};

/// A batch of what happened, in commit order; sent to the owner's thread at most every 16 ms.
struct FeedBatch {
    std::vector<CaptureSummary> added;
    std::vector<AnswerReport> reports;  ///< `sent`, if it is there, without its bytes: they are in the store
    std::vector<CapturePtr> captures;   ///< the same as `added`, whole; only if `wantWhole` was set, at most 64 MiB
    /// Captures or reports were left out because the owner was blocked for long: they are in the store.
    bool missed = false;
};

/// The façade: the only place that wires server → verify → store → live feed. Lives in the owner's (GUI) thread; the
/// server runs in a thread of its own, the store in two more.
class Session : public QObject {
    Q_OBJECT

public:
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(SessionOptions options);
    ~Session() override;           ///< stops accepting, answers what was taken, commits, closes

    [[nodiscard]] const store::Store& store() const;
    /// How many requests, at most, had been stored when the store was last in use here and are not in it any more: an older state was
    /// put in its place, or it was damaged. What was deleted then counts, too.
    [[nodiscard]] std::int64_t missingSinceLastUse() const;
    /// Its summaries say what the signatures say now, see setWantVerdicts().
    [[nodiscard]] CaptureSource& source();
    [[nodiscard]] server::Counters counters() const;
    /// Reads now, in this thread: with a million captures 50 ms the first time. Windows use fetchStatistics().
    [[nodiscard]] Result<store::StoreStatistics> statistics() const;
    /// `then` is called later, in this thread; not after the session is gone.
    void fetchStatistics(std::function<void(Result<store::StoreStatistics>)> then);
    /// Where a capture was sent to, and what came back; `then` is called later, in this thread.
    void fetchDeliveries(CaptureId capture, std::function<void(Result<std::vector<Delivery>>)> then);
    /// The replays made of a capture, at most so many of the newest listed; `then` is called later, in this thread.
    void fetchReplays(CaptureId capture, std::size_t most, std::function<void(Result<ReplayList>)> then);
    /// Whether a capture's content is what arrived, see store::isUnaltered(); `then` is called later, in this thread.
    void fetchUnaltered(CapturePtr capture, std::function<void(Result<bool>)> then);
    /// Ids of the captures that are accepted, in the order of arrival; see store::Reader::matching(). `accepts` is called in
    /// another thread, `then` later in this one; not after the session is gone.
    void findCaptures(std::function<bool(const CaptureSummary&)> accepts, std::shared_ptr<CaptureSearch> search,
                      std::function<void(Result<std::vector<CaptureId>>)> then);

    /// listenStatusChanged() follows. Waits for the secrets, so that no request is judged without them. A read-only store
    /// gives Failed with LockedByOther.
    /// While it listens: goes over to the settings given meanwhile. No request that was taken is lost; if that fails, it
    /// goes on as before and the status has the error.
    void startListening();
    void stopListening();                          ///< answers what was taken first
    void endSoon();                                ///< the program ends: see Store::endSoon()
    void setPaused(bool paused);                   ///< paused: every request is answered 503, nothing is stored
    void setListenSettings(const server::ListenSettings& settings); ///< for the next startListening()
    void setLimits(const server::Limits& limits);
    [[nodiscard]] Status reloadCertificate(const std::string& certificatePem, const std::string& privateKeyPem);
    [[nodiscard]] ListenStatus listenStatus() const;
    void setWantWhole(bool whole);                 ///< feed whole captures too
    /// Windows: from now on captures that are shown are judged by the settings their endpoints have now, see Verdicts.
    void setWantVerdicts();

    [[nodiscard]] std::vector<Endpoint> endpoints() const;
    [[nodiscard]] Result<Endpoint> saveEndpoint(const Endpoint& endpoint);
    [[nodiscard]] Status removeEndpoint(EndpointId id);
    /// Takes removeEndpoint() back, with the secrets it had. AlreadyExists if another one has its path by now. `then` as in
    /// setSecrets().
    [[nodiscard]] Status restoreEndpoint(const Endpoint& endpoint, std::vector<std::string> secrets,
                                         std::function<void(Status)> then = {});
    /// The secrets an endpoint has now; empty = none set. `then` is called when they are kept (or could not be); they are
    /// used for the next request at once.
    [[nodiscard]] std::vector<std::string> secretsOf(EndpointId id) const;
    void setSecrets(EndpointId id, std::vector<std::string> secrets, std::function<void(Status)> then = {});
    /// It waits for secrets that cannot be read, as before others were set in their place; those are deleted.
    void awaitSecrets(EndpointId id, std::function<void(Status)> then = {});
    /// For this run alone, in the place of the endpoint's own; never kept.
    void useSecrets(EndpointId id, std::vector<std::string> secrets);
    /// Endpoints that are known to have secrets which cannot be read now. Those that reject wrong signatures answer 503 and pass
    /// nothing on, until the secrets are there: looked for every few seconds, and when their file changes. endpointsChanged()
    /// tells of each change. Setting or removing an endpoint's secrets ends it, too.
    [[nodiscard]] std::vector<UnreadableSecrets> unreadableSecrets() const;
    /// Secrets are in use whose file was taken away meanwhile: they judge until this run ends, and would be lost
    /// then. Its path; empty: all is well.
    [[nodiscard]] std::string lostSecretFile() const;
    void keepSecretsAgain();
    void retrySecrets();           ///< looks for them now; the keychain may ask the user for its password
    /// Held: answers 503, and is not forwarded, until it is released or the program ends. endpointsChanged() follows.
    void setHeld(EndpointId id, bool held);
    [[nodiscard]] std::vector<EndpointId> held() const;
    [[nodiscard]] LoopGuard& loopGuard();
    /// What this store may not do until the user agrees, see store_trust.h: captures are taken and judged all the same, and
    /// what is to be passed on waits. Reads the store: not for each frame. Not about a loop: see held().
    [[nodiscard]] HeldStore heldStore() const;
    [[nodiscard]] bool holdsForwarding(const Endpoint& endpoint) const;
    [[nodiscard]] bool holdsAnswer(const Endpoint& endpoint) const;
    [[nodiscard]] bool holdsDrafts() const;
    /// The user agrees: what was held goes on at once. endpointsChanged() follows. An error is that of remembering it: it
    /// goes for this session, then.
    [[nodiscard]] Status agree(const TrustConsent& consent);
    /// The folder whose files may be the bodies of answers, see answers/answer_file.h; empty: none. endpointsChanged() follows.
    void setAnswerFolder(const std::string& folder);
    [[nodiscard]] const std::string& answerFolder() const;
    [[nodiscard]] bool secretsInKeychain() const;
    [[nodiscard]] std::string secretFilePath() const;  ///< empty with a keychain or in memory
    [[nodiscard]] bool secretFileWasOpenToOthers() const; ///< its mode was put right; its secrets may be known
    /// The newest request of each endpoint, for its icon; replays that are kept are none.
    [[nodiscard]] std::vector<CaptureSummary> lastOfEachEndpoint() const;

    /// Stores what the user sent as a capture with its delivery, see Replays::store(). It comes through the feed like any other.
    void storeReplay(const Replay& replay, std::function<void(Result<CaptureId>)> then = {});

    /// Takes captures out of sight; restore() brings them back until purge(), for ten minutes at most
    /// (StoreOptions::undoTime), and not after the session has ended.
    [[nodiscard]] Result<store::Removal> removeCaptures(const std::vector<CaptureId>& ids);
    [[nodiscard]] Result<store::Removal> clearCaptures();
    /// NotFound if they were deleted for good meanwhile.
    [[nodiscard]] Status restore(const store::Removal& removal);
    /// Deletes for good what was removed, in the background, and gives the space back to the disk.
    [[nodiscard]] Status purge();

    /// Changes what the user wrote beside captures: of all, or of none. annotated() follows.
    [[nodiscard]] Status annotate(const std::vector<CaptureId>& ids, const AnnotationChange& change);
    /// How many captures wait for a handler, of those named; of all if none is named.
    [[nodiscard]] std::int64_t waitingAmong(const std::vector<CaptureId>& ids) const;
    /// Every tag in use, for completion.
    [[nodiscard]] std::vector<std::string> tags() const;

    /// Passes captures on to the targets of their endpoints; nullptr if the store is read-only.
    [[nodiscard]] forward::Forwarder* forwarder() const;

    /// Not over: nothing is captured, see storeLost().
    [[nodiscard]] std::optional<store::StoreLoss> storeLoss() const;
    /// After a loss: goes on with the store at this path; see Store::continueAt(). storeLost() follows.
    [[nodiscard]] Status continueAt(const std::string& storePath);

    /// What is older or more than this is removed for good, now and every few seconds; nothing by default.
    void setRetention(const Retention& retention);
    /// What that would do now. `then` is called later, in this thread.
    void countRemovable(const Retention& retention, std::function<void(Result<RetentionCount>)> then);
    /// What is over the retention but stays, as it is needed. retentionStayed() follows when it changes.
    [[nodiscard]] OverRetention overRetention() const;
    void setDurability(store::Durability durability);

Q_SIGNALS:
    void listenStatusChanged();
    void fed(const hookloupe::session::FeedBatch& batch);
    void endpointsChanged();
    void capturesRemoved();        ///< ids are gone or came back, or the feed missed some: lists ask again
    void annotated(const std::vector<hookloupe::Annotated>& now);
    /// What signatures say now is something else than what was said before.
    void verdictsChanged(const std::vector<hookloupe::JudgedAnew>& anew);
    /// Secrets or scheme of an endpoint changed: who shows its captures asks for their summaries again.
    void verdictsOutdated(qint64 endpoint);
    void storeTrouble(const hookloupe::Error& error);  ///< DiskFull, QueueFull, Failed: said once until it is over
    void storeRecovered();
    /// The store's files were taken away, or there is more to say of that, or it is over and it goes on.
    void storeLost(const hookloupe::store::StoreLoss& loss);
    void retentionRemoved(std::int64_t captures);  ///< capturesRemoved() comes with it
    void retentionStayed(const hookloupe::session::OverRetention& stayed);
    void secretTrouble(const hookloupe::Endpoint& endpoint, const hookloupe::Error& error); ///< see unreadableSecrets()
    void secretFileLostChanged();
    void secretsReadable(const hookloupe::Endpoint& endpoint);  ///< after secretTrouble(), of themselves
    void trustNotKept(const hookloupe::Error& error); ///< what the user saved will be held and asked about the next time
    void queuesChanged();          ///< forwarder()->queues() says something else; at most every 100 ms
    /// There is more in Store::deliveriesOf(): each delivery is told of once, beside its capture (0: that is gone, and it was not
    /// stored).
    void deliveriesStored(const std::vector<hookloupe::CaptureId>& captures, const std::vector<hookloupe::DeliveryId>& deliveries);
    void stopped();                ///< after stopListening(): every taken request has its answer

private:
    class Private;
    explicit Session(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

} // namespace hookloupe::session
