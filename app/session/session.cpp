// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/paths.h"
#include "session/session_parts.h"

#include <QTimer>

#include <filesystem>

namespace hookloupe::session {

namespace {

/// How long closing waits for clients that do not read their answer.
constexpr std::chrono::seconds longestFarewell{5};
constexpr std::chrono::seconds readAgain{1};

std::string folderOf(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

} // namespace

Session::Private::~Private()
{
    if (store)
        store->endSoon();
    retention.reset();
    if (forwarder)
        forwarder->endWaits(); // or those who wait for a handler's answer would hold up the end
    if (thread)
        thread->drain(longestFarewell);
    if (store)
        store->flush();
    pipeline.setServer(nullptr);
    thread.reset(); // reports what it could not send: the store must still be there
    pipeline.setForwarder(nullptr);
    forwarder.reset();
    endTrust();
    source.reset();
    reader.reset();
    store.reset();
}

void Session::Private::setRules()
{
    pipeline.setRules(book->rules());
    verdicts->setRules(book->rules());
    if (forwarder)
        forwarder->setRoutes(routesOf(*book->rules(), options.forward), trust->withheld(book->endpoints()));
}

void Session::Private::makeForwarder()
{
    forward::ForwarderCallbacks callbacks;
    callbacks.answer = [this](std::uint64_t ticket, std::optional<http::Answer> answer) {
        pipeline.answered(ticket, std::move(answer));
    };
    callbacks.changed = [this] { Q_EMIT pipeline.queuesChanged(); };
    forwarder = std::make_unique<forward::Forwarder>(*store, std::move(callbacks));
    pipeline.setForwarder(forwarder.get());
    if (store->loss()) // before there was one to be told
        forwarder->storeGone();
}

Result<store::Reader*> Session::Private::openReader() const
{
    if (!reader) {
        auto opened = store->openReader();
        if (!opened)
            return opened.error();
        reader = std::move(opened).value();
    }
    return reader.get();
}

void Session::Private::lost(Session* session, const store::StoreLoss& loss)
{
    if (loss.over && !goOn(loss)) {
        QTimer::singleShot(readAgain, session, [this, session, loss] { lost(session, loss); });
        return;
    }
    Q_EMIT session->storeLost(loss);
    if (loss.over) {
        Q_EMIT session->endpointsChanged();
        Q_EMIT session->capturesRemoved();
    }
}

/// With the file that is there now, which may be a copy of another time, or of somebody else. Nothing is sent meanwhile, see
/// Forwarder::storeGone(). False: it cannot be read.
bool Session::Private::goOn(const store::StoreLoss& loss)
{
    const int losses = forwarder->losses();
    store::StoreLoss all = loss;
    if (reached.isInDoubt()) {
        all.sameFile = false;
        all.fate = store::Fate::Older;
    }
    if (!loss.sameFile) // until that was looked at: the next loss may end with the same file
        reached.setInDoubt(true);
    if (store->loss())
        return true; // gone once more already: the end of that comes, too
    if (!trustAnew(all))
        return store->loss().has_value();
    reached.setInDoubt(false);
    book->reload();
    book->remakeRules(); // what is held may be another
    forwarder->goOn(losses);
    return true;
}

Session::Session(std::unique_ptr<Private> impl) : d(std::move(impl))
{
    connect(&d->feed, &Feed::fed, this, [this](const FeedBatch& batch) {
        d->verdicts->note(batch.added);
        Q_EMIT fed(batch);
        if (batch.missed)
            Q_EMIT capturesRemoved();
    });
    connect(&d->pipeline, &Pipeline::storeTrouble, this, &Session::storeTrouble, Qt::QueuedConnection);
    connect(&d->pipeline, &Pipeline::storeRecovered, this, &Session::storeRecovered, Qt::QueuedConnection);
    connect(&d->pipeline, &Pipeline::storeLost, this, [this](const store::StoreLoss& loss) { d->lost(this, loss); },
            Qt::QueuedConnection);
    connect(&d->loopGuard, &LoopGuard::pauseAsked, this,
            [this](const loop_detector::Alarm& alarm) { setHeld(alarm.reason.endpoint, true); });
    connect(&d->pipeline, &Pipeline::queuesChanged, this, &Session::queuesChanged, Qt::QueuedConnection);
    connect(&d->pipeline, &Pipeline::deliveriesStored, this, &Session::deliveriesStored, Qt::QueuedConnection);
    connect(this, &Session::capturesRemoved, this, [this] {
        if (d->forwarder)
            d->forwarder->reload();
    });
    // Before its rules: in between nothing of it is done.
    connect(d->book.get(), &EndpointBook::stored, this, [this](const Endpoint& endpoint, const std::optional<Endpoint>& before) {
        d->tellIfNotKept(this, d->trust->keep(endpoint, before, d->book->endpoints()));
    });
    connect(d->book.get(), &EndpointBook::changed, this, [this] { d->setRules(); });
    connect(d->verdicts.get(), &Verdicts::judged, this, &Session::verdictsChanged);
    connect(d->verdicts.get(), &Verdicts::outdated, this, &Session::verdictsOutdated);
    connect(d->book.get(), &EndpointBook::fileLostChanged, this, &Session::secretFileLostChanged, Qt::QueuedConnection);
    connect(d->book.get(), &EndpointBook::secretTrouble, this, &Session::secretTrouble, Qt::QueuedConnection);
    connect(d->book.get(), &EndpointBook::secretsReadable, this, &Session::secretsReadable, Qt::QueuedConnection);
    connect(d->book.get(), &EndpointBook::unreadableChanged, this, &Session::endpointsChanged, Qt::QueuedConnection);
    connect(d->book.get(), &EndpointBook::ready, this, [this] {
        if (d->wantVerdicts)
            d->verdicts->start(d->book->rules());
        if (d->listenWhenReady)
            d->listen(this);
    });
    connect(&d->thread->server(), &server::CaptureServer::drained, this, [this] {
        d->status = {};
        d->tell(this, ListenState::Stopped);
        Q_EMIT stopped();
    });
    if (d->retention) {
        connect(d->retention.get(), &RetentionKeeper::removed, this, [this](std::int64_t captures) {
            Q_EMIT capturesRemoved();
            Q_EMIT retentionRemoved(captures);
        });
        connect(d->retention.get(), &RetentionKeeper::stayedChanged, this, &Session::retentionStayed);
        connect(d->retention.get(), &RetentionKeeper::failed, this, [this](const Error& error) { d->pipeline.noteTrouble(error); });
    }
    d->book->loadSecrets();
    d->setRules();
    if (d->forwarder)
        d->forwarder->start();
}

Session::~Session()
{
    disconnect(&d->thread->server(), nullptr, this, nullptr);
    d->book->disconnect(this);
}

Result<std::unique_ptr<Session>> Session::open(SessionOptions options)
{
    auto impl = std::make_unique<Private>(std::move(options));
    if (impl->options.store.rescueFolder.empty())
        impl->options.store.rescueFolder = rescueFolder();
    auto callbacks = impl->reached.around(impl->replays.around(impl->pipeline.callbacks()));
    callbacks.ended = impl->options.ended;
    auto store = store::Store::open(impl->options.store, std::move(callbacks));
    if (!store)
        return store.error();
    impl->store = std::move(store).value();
    impl->pipeline.setStore(impl->store.get());
    impl->replays.setStore(impl->store.get());
    auto endpoints = impl->store->endpoints();
    if (!endpoints)
        return endpoints.error();
    auto source = impl->store->openSource();
    if (!source)
        return source.error();
    impl->source = std::move(source).value();
    impl->verdicts = std::make_unique<Verdicts>(impl->store->path());
    impl->judged = std::make_unique<JudgedSource>(*impl->source, *impl->verdicts);

    if (const Status opened = impl->openTrust(*endpoints); !opened)
        return opened.error();

    std::unique_ptr<secrets::SecretStore> secrets;
    if (impl->options.keepSecrets) {
        const std::string folder = impl->options.secretFolder.empty() ? folderOf(impl->store->path())
                                                                      : impl->options.secretFolder;
        secrets = std::make_unique<secrets::SecretStore>(impl->trust->secretRealm(), folder, impl->options.allowKeychain);
    }
    impl->book = std::make_unique<EndpointBook>(*impl->store, std::move(*endpoints), std::move(secrets),
                                                impl->forAll());
    impl->thread = std::make_unique<ServerThread>(impl->pipeline);
    impl->pipeline.setServer(&impl->thread->server());
    if (!impl->store->readOnly())
        impl->makeForwarder();
    if (!impl->store->readOnly())
        impl->retention = std::make_unique<RetentionKeeper>(*impl->store);
    return std::unique_ptr<Session>(new Session(std::move(impl)));
}

const store::Store& Session::store() const
{
    return *d->store;
}

forward::Forwarder* Session::forwarder() const
{
    return d->forwarder.get();
}

CaptureSource& Session::source()
{
    return *d->judged;
}

server::Counters Session::counters() const
{
    return d->thread->server().counters();
}

Result<store::StoreStatistics> Session::statistics() const
{
    const auto reader = d->openReader();
    return reader ? (*reader)->statistics() : Result<store::StoreStatistics>(reader.error());
}

void Session::fetchStatistics(std::function<void(Result<store::StoreStatistics>)> then)
{
    d->source->fetchStatistics(std::move(then));
}

void Session::fetchDeliveries(CaptureId capture, std::function<void(Result<std::vector<Delivery>>)> then)
{
    d->source->fetchDeliveries(capture, std::move(then));
}

void Session::fetchReplays(CaptureId capture, std::size_t most, std::function<void(Result<ReplayList>)> then)
{
    d->source->fetchReplays(capture, most, std::move(then));
}

void Session::fetchUnaltered(CapturePtr capture, std::function<void(Result<bool>)> then)
{
    d->source->fetchUnaltered(std::move(capture), std::move(then));
}

void Session::findCaptures(std::function<bool(const CaptureSummary&)> accepts, std::shared_ptr<CaptureSearch> search,
                           std::function<void(Result<std::vector<CaptureId>>)> then)
{
    d->source->fetchMatching(std::move(accepts), std::move(search), std::move(then));
}

void Session::setWantVerdicts()
{
    d->wantVerdicts = true;
    if (d->book->isReady())
        d->verdicts->start(d->book->rules());
}

void Session::setWantWhole(bool whole)
{
    d->feed.setWantWhole(whole);
}

void Session::storeReplay(const Replay& replay, std::function<void(Result<CaptureId>)> then)
{
    d->replays.store(replay, *d->book->rules(), std::move(then));
}

Result<store::Removal> Session::removeCaptures(const std::vector<CaptureId>& ids)
{
    auto removed = d->store->hide(ids);
    if (removed)
        Q_EMIT capturesRemoved();
    return removed;
}

Result<store::Removal> Session::clearCaptures()
{
    auto removed = d->store->hideAll();
    if (removed)
        Q_EMIT capturesRemoved();
    return removed;
}

Status Session::restore(const store::Removal& removal)
{
    Status restored = d->store->restore(removal);
    if (restored)
        Q_EMIT capturesRemoved();
    return restored;
}

Status Session::purge()
{
    return d->store->purge();
}

Status Session::annotate(const std::vector<CaptureId>& ids, const AnnotationChange& change)
{
    const auto now = d->store->annotate(ids, change);
    if (!now)
        return now.error();
    Q_EMIT annotated(*now);
    return success();
}

std::vector<std::string> Session::tags() const
{
    auto tags = d->store->tags();
    return tags ? std::move(*tags) : std::vector<std::string>{};
}

std::optional<store::StoreLoss> Session::storeLoss() const
{
    return d->store->loss();
}

Status Session::continueAt(const std::string& storePath)
{
    return d->store->continueAt(storePath);
}

void Session::setRetention(const Retention& retention)
{
    if (d->retention)
        d->retention->setRetention(retention);
}

void Session::countRemovable(const Retention& retention, std::function<void(Result<RetentionCount>)> then)
{
    if (d->retention)
        d->retention->count(retention, std::move(then));
    else
        QMetaObject::invokeMethod(this, [then = std::move(then)] { then(RetentionCount{}); }, Qt::QueuedConnection);
}

OverRetention Session::overRetention() const
{
    return d->retention ? d->retention->stayed() : OverRetention{};
}

std::int64_t Session::waitingAmong(const std::vector<CaptureId>& ids) const
{
    const auto count = d->store->waitingAmong(ids);
    return count ? *count : 0;
}

void Session::endSoon()
{
    d->store->endSoon();
}

void Session::setDurability(store::Durability durability)
{
    d->store->setDurability(durability);
}

} // namespace hookloupe::session
