// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "store/annotation_rows.h"
#include "store/deletion.h"
#include "store/delivery_rows.h"
#include "store/endpoint_rows.h"
#include "store/gate.h"
#include "store/inbox_rows.h"
#include "store/opening.h"
#include "store/reader.h"
#include "store/trash.h"
#include "store/writer.h"

#include <mutex>

namespace hookloupe::store {

class Store::Private {
public:
    Private(StoreOptions storeOptions, Connection connection)
        : options(std::move(storeOptions)), gate(std::make_shared<Gate>(options.path)), reads(std::move(connection)),
          member(gate->add([this] {
              const std::lock_guard lock(mutex);
              reads.reset();
          }))
    {
    }
    ~Private()
    {
        reads.reset();  // before the lock on its file is given back
        writer.reset(); // it may close all
        gate->remove(member);
    }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    /// Runs a change on the writer's thread; Unsupported if this store is read-only.
    template <typename T>
    [[nodiscard]] Result<T> change(const std::function<Result<T>(Connection&)>& task)
    {
        if (!writer)
            return readOnlyError();
        std::optional<Result<T>> result;
        if (auto ran = writer->run([&](Connection& connection) { result = task(connection); }); !ran)
            return ran.error();
        if (!*result && result->error().code == ErrorCode::Corrupt)
            markForCheck(gate->path());
        return *result;
    }
    /// The same for one that makes room, or is the first step to that: with the room that is kept for it, if need be.
    template <typename T>
    [[nodiscard]] Result<T> makeRoom(const std::function<Result<T>(Connection&)>& task)
    {
        return change<T>([&](Connection& connection) {
            auto result = task(connection);
            if (!result && result.error().code == ErrorCode::DiskFull && writer->giveReserve())
                result = task(connection);
            return result;
        });
    }
    /// Likewise for one that deletes captures.
    template <typename T>
    [[nodiscard]] Result<T> remove(const std::function<Result<T>(Connection&)>& task)
    {
        return makeRoom<T>([&](Connection& connection) {
            writer->noteDeletion();
            return task(connection);
        });
    }
    /// Asks on the connection for reading, which is opened anew after it was closed with all others.
    template <typename T>
    [[nodiscard]] Result<T> read(const std::function<Result<T>(Connection&)>& question)
    {
        const Gate::Pass pass(*gate);
        const std::lock_guard lock(mutex);
        if (!reads) {
            auto opened = openForReading(gate->path());
            if (!opened)
                return opened.error();
            reads.emplace(std::move(opened->connection));
        }
        return question(*reads);
    }
    [[nodiscard]] Error readOnlyError() const { return {ErrorCode::Unsupported, gate->path() + ": open read-only"}; }

    [[nodiscard]] Result<Removal> purgedLater(Result<Removal> removal)
    {
        if (removal && removal->captures > 0)
            writer->purgeFrom(removal->number, Writer::Clock::now() + options.undoTime);
        return removal;
    }

    const StoreOptions options;
    const std::shared_ptr<Gate> gate;
    std::string givenPath; ///< options.path is without links
    std::optional<SalvageReport> salvage;
    std::string id;
    bool heldByOther = false;
    std::optional<std::string> logDamage;

    std::mutex mutex; ///< guards `reads`
    std::optional<Connection> reads;
    const int member;
    std::unique_ptr<Writer> writer; ///< none: read-only
};

Store::Store(std::unique_ptr<Private> impl) : d(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(StoreOptions options, StoreCallbacks callbacks)
{
    std::string givenPath = std::exchange(options.path, canonicalPath(options.path));
    std::optional<Opened> opened;
    if (!options.readOnly) {
        auto result = openForWriting(options.path);
        if (!result && result.error().code != ErrorCode::LockedByOther)
            return result.error();
        if (result)
            opened.emplace(std::move(result).value());
    }
    auto reads = openForReading(options.path, options.readOnly ? Company::None : Company::Any);
    if (!reads)
        return reads.error();
    auto id = reads->connection.text("SELECT value FROM meta WHERE key = 'store_id'");
    if (!id)
        return id.error();
    auto impl = std::make_unique<Private>(std::move(options), std::move(reads->connection));
    impl->logDamage = std::move(reads->logDamage);
    impl->givenPath = std::move(givenPath);
    impl->id = std::move(id).value();
    impl->heldByOther = !opened && !impl->options.readOnly;
    if (opened) {
        impl->salvage = opened->salvage ? opened->salvage : impl->options.salvaged;
        auto hold = Hold::take(std::move(*opened), impl->options);
        if (!hold)
            return hold.error();
        const auto lastRun = lastRemoval(*impl->reads);
        if (!lastRun)
            return lastRun.error();
        impl->writer = std::make_unique<Writer>(std::move(hold).value(), impl->id, *impl->gate, impl->options,
                                                std::move(callbacks));
        impl->writer->purgeFrom(*lastRun, Writer::Clock::now());
    }
    return std::unique_ptr<Store>(new Store(std::move(impl)));
}

std::string Store::path() const
{
    std::string now = d->gate->path();
    return now == d->options.path ? d->givenPath : now;
}

const std::string& Store::storeId() const
{
    return d->id;
}

bool Store::readOnly() const
{
    return !d->writer;
}

bool Store::heldByOther() const
{
    return d->heldByOther;
}

Result<HighWater> Store::highWater() const
{
    return d->read<HighWater>([](Connection& connection) { return readHighWater(connection); });
}

std::int64_t Store::goOnAfter(const HighWater& reached, const Acknowledged& acknowledged)
{
    const auto there = highWater();
    if (!d->writer || !there || (!there->isBehind(reached) && !salvage()))
        return 0;
    Missing missing;
    (void)d->writer->run([&](Connection& connection) {
        Acknowledged then = acknowledged;
        then.goneOnAt(there->capture);
        missing = missingOf(then, connection);
        d->writer->goOnAfter(reached.capture);
    });
    return missing.captures;
}

const std::optional<std::string>& Store::logDamage() const
{
    return d->logDamage;
}

std::optional<SalvageReport> Store::salvage() const
{
    return d->salvage;
}

std::optional<StoreLoss> Store::loss() const
{
    return d->writer ? d->writer->loss() : std::nullopt;
}

Status Store::continueAt(const std::string& path)
{
    return d->writer ? d->writer->continueAt(path) : Status(d->readOnlyError());
}

Result<std::unique_ptr<Reader>> Store::openReader() const
{
    return Reader::open(d->gate);
}

Result<std::unique_ptr<StoreSource>> Store::openSource() const
{
    return store::openSource(d->gate);
}

Status Store::enqueue(std::shared_ptr<Capture> capture, std::uint64_t ticket, std::unique_ptr<Delivery> delivery)
{
    if (!d->writer)
        return d->readOnlyError();
    return d->writer->enqueue(std::move(capture), ticket, std::move(delivery));
}

void Store::report(AnswerReport report)
{
    if (d->writer)
        d->writer->report(report);
}

void Store::flush()
{
    if (d->writer)
        d->writer->flush();
}

void Store::endSoon()
{
    if (d->writer)
        d->writer->endSoon();
}

Result<Removal> Store::hide(const std::vector<CaptureId>& ids)
{
    return d->purgedLater(d->remove<Removal>([&](Connection& connection) { return moveToTrash(connection, ids); }));
}

Result<Removal> Store::hideAll()
{
    return d->purgedLater(d->remove<Removal>([](Connection& connection) { return moveAllToTrash(connection); }));
}

Status Store::restore(const Removal& removal)
{
    return d->change<std::monostate>([&](Connection& connection) -> Status {
        if (d->writer->isDue(removal.number))
            return Error{ErrorCode::NotFound, "removal " + std::to_string(removal.number)};
        return takeFromTrash(connection, removal);
    });
}

Status Store::purge()
{
    return d->change<std::monostate>([&](Connection& connection) -> Status {
        const auto last = lastRemoval(connection);
        if (!last)
            return last.error();
        d->writer->purgeFrom(*last, Writer::Clock::now());
        return success();
    });
}

Result<std::vector<Annotated>> Store::annotate(const std::vector<CaptureId>& ids, const AnnotationChange& change)
{
    return d->change<std::vector<Annotated>>(
        [&](Connection& connection) { return store::annotate(connection, ids, change); });
}

Result<std::vector<std::string>> Store::tags() const
{
    return d->read<std::vector<std::string>>([&](Connection& connection) { return tagsInUse(connection); });
}

Result<DeliveryId> Store::addDelivery(const Delivery& delivery, std::int64_t inboxPosition)
{
    return d->change<DeliveryId>([&](Connection& connection) -> Result<DeliveryId> {
        auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
        if (!transaction)
            return transaction.error();
        auto rows = DeliveryRows::prepare(connection);
        auto inbox = InboxRows::prepare(connection);
        if (!rows || !inbox)
            return connection.lastError();
        Delivery stored = delivery;
        if (auto done = rows->insert(connection, stored); !done)
            return done.error();
        if (auto done = inbox->finish(inboxPosition, stored.capture); !done)
            return done.error();
        if (auto done = transaction->commit(); !done)
            return done.error();
        return stored.id;
    });
}

void Store::recordDelivery(Delivery delivery, std::int64_t inboxPosition)
{
    if (d->writer)
        d->writer->record({std::move(delivery), inboxPosition});
}

void Store::updateInbox(const InboxItem& item)
{
    if (d->writer)
        d->writer->update(item);
}

Result<std::vector<Delivery>> Store::deliveriesOf(CaptureId capture) const
{
    return d->read<std::vector<Delivery>>([&](Connection& connection) { return readDeliveries(connection, capture); });
}

Result<std::vector<CaptureSummary>> Store::replaysOf(CaptureId capture) const
{
    return d->read<std::vector<CaptureSummary>>([&](Connection& connection) { return readReplays(connection, capture); });
}

Result<std::vector<InboxItem>> Store::inbox(std::int64_t after, std::size_t limit) const
{
    return d->read<std::vector<InboxItem>>([&](Connection& connection) { return readInbox(connection, after, limit); });
}

Result<std::int64_t> Store::inboxSize() const
{
    return d->read<std::int64_t>([&](Connection& connection) { return countInbox(connection); });
}

Result<std::int64_t> Store::waitingAmong(const std::vector<CaptureId>& ids) const
{
    return d->read<std::int64_t>([&](Connection& connection) { return countWaiting(connection, ids); });
}

Result<std::vector<InboxItem>> Store::inboxOf(EndpointId endpoint, const std::string& target, std::int64_t after,
                                              std::size_t limit) const
{
    return d->read<std::vector<InboxItem>>([&](Connection& connection) { return readInboxOf(connection, endpoint, target, after, limit); });
}

Result<std::vector<InboxQueue>> Store::inboxQueues() const
{
    return d->read<std::vector<InboxQueue>>([&](Connection& connection) { return readInboxQueues(connection); });
}

Status Store::beginDelivery(std::int64_t position)
{
    return beginDeliveries({position});
}

Status Store::beginDeliveries(const std::vector<std::int64_t>& positions)
{
    return d->change<std::monostate>(
        [&](Connection& connection) { return store::beginDeliveries(connection, positions); });
}

Result<std::vector<InboxItem>> Store::queueForDelivery(const std::vector<InboxItem>& items)
{
    return d->change<std::vector<InboxItem>>([&](Connection& connection) { return queueItems(connection, items); });
}

Result<std::vector<InboxTarget>> Store::heldTargets() const
{
    return d->read<std::vector<InboxTarget>>([&](Connection& connection) { return readHeldTargets(connection); });
}

Status Store::setHeldTargets(const std::vector<InboxTarget>& targets)
{
    return d->change<std::monostate>([&](Connection& connection) { return writeHeldTargets(connection, targets); });
}

Status Store::skipInbox(const std::vector<std::int64_t>& positions)
{
    return d->makeRoom<std::monostate>([&](Connection& connection) { return skipItems(connection, positions); });
}

Status Store::reorderInbox(const std::vector<std::int64_t>& positions)
{
    return d->change<std::monostate>([&](Connection& connection) { return reorderItems(connection, positions); });
}

Result<std::int64_t> Store::remove(const std::vector<CaptureId>& ids)
{
    return d->remove<std::int64_t>(
        [&](Connection& connection) { return removeCaptures(connection, BodyFiles(connection.path()), ids); });
}

Result<std::int64_t> Store::removeUnneeded(const std::vector<CaptureId>& ids, KeepMarked marked)
{
    return d->remove<std::int64_t>([&](Connection& connection) {
        return store::removeUnneeded(connection, BodyFiles(connection.path()), ids, marked);
    });
}

Result<std::int64_t> Store::clear()
{
    return d->remove<std::int64_t>(
        [&](Connection& connection) { return clearCaptures(connection, BodyFiles(connection.path())); });
}

void Store::setDurability(Durability durability)
{
    if (d->writer)
        d->writer->setDurability(durability);
}

Result<std::vector<Endpoint>> Store::endpoints() const
{
    return d->read<std::vector<Endpoint>>([&](Connection& connection) { return readEndpoints(connection); });
}

Result<Endpoint> Store::save(const Endpoint& endpoint)
{
    return d->change<Endpoint>([&](Connection& connection) { return saveEndpoint(connection, endpoint); });
}

Status Store::removeEndpoint(EndpointId id)
{
    return d->change<std::monostate>(
        [&](Connection& connection) { return store::removeEndpoint(connection, id); });
}

Result<std::optional<std::vector<EndpointId>>> Store::guardedEndpoints() const
{
    return d->read<std::optional<std::vector<EndpointId>>>([&](Connection& connection) { return readGuarded(connection); });
}

Status Store::setGuardedEndpoints(const std::vector<EndpointId>& endpoints)
{
    return d->change<std::monostate>([&](Connection& connection) { return writeGuarded(connection, endpoints); });
}

Status Store::restoreEndpoint(const Endpoint& endpoint)
{
    return d->change<std::monostate>(
        [&](Connection& connection) { return store::restoreEndpoint(connection, endpoint); });
}

} // namespace hookloupe::store
