// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/endpoint_book.h"
#include "session/feed.h"
#include "session/judged_source.h"
#include "session/pipeline.h"
#include "session/reached_note.h"
#include "session/server_thread.h"
#include "session/session.h"
#include "session/store_trust.h"
#include "session/verdicts.h"

namespace hookloupe::session {

/// What a session is made of. Its order is the order of its end, backwards.
class Session::Private {
public:
    explicit Private(SessionOptions given) : options(std::move(given)), pipeline(feed, loopGuard), replays(feed, loopGuard) {}
    ~Private();

    void listen(Session* session);
    void listened(Session* session, const Result<server::ListenAddress>& result,
                  const std::optional<server::ListenAddress>& now);
    void tell(Session* session, ListenState state)
    {
        status.state = state;
        Q_EMIT session->listenStatusChanged();
    }
    void lost(Session* session, const store::StoreLoss& loss);
    [[nodiscard]] bool goOn(const store::StoreLoss& loss);
    [[nodiscard]] Result<store::Reader*> openReader() const;
    void setRules();
    [[nodiscard]] Status openTrust(const std::vector<Endpoint>& endpoints, bool olderState = false);
    [[nodiscard]] Status trustAnew(const store::StoreLoss& loss);
    void tellIfNotKept(Session* session, const Status& kept);
    void endTrust();
    [[nodiscard]] ForAll forAll() const;
    void makeForwarder();

    SessionOptions options;
    Feed feed;
    LoopGuard loopGuard;
    Pipeline pipeline;                              // outlives the store and the server, which call it
    Replays replays;                                // likewise
    ReachedNote reached;                            // likewise
    std::unique_ptr<store::Store> store;
    std::unique_ptr<StoreTrust> trust;
    std::unique_ptr<EndpointBook> book;
    std::unique_ptr<Verdicts> verdicts;
    std::unique_ptr<JudgedSource> judged;           // over `source` and `verdicts`
    std::unique_ptr<store::StoreSource> source;     // ends before those two, which its answers go through
    mutable std::unique_ptr<store::Reader> reader;  // opened when first asked
    std::unique_ptr<forward::Forwarder> forwarder;  // none: the store is read-only
    std::unique_ptr<ServerThread> thread;
    std::unique_ptr<RetentionKeeper> retention;     // none: the store is read-only
    server::ListenSettings used;                    // the last that could be listened with
    ListenStatus status;
    bool paused = false;
    bool listenWhenReady = false;
    bool wantVerdicts = false;
    bool lookedBack = false;                        // at how the store was left by the session before
    std::int64_t missingSinceLastUse = 0;
};

} // namespace hookloupe::session
