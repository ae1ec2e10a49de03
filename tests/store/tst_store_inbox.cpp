// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store/sqlite.h"
#include "store_fixture.h"
#include "support/wire_file.h"

#include <QFile>
#include <QRegularExpression>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

constexpr const char* handler = "http://127.0.0.1:3000/hooks";

/// Every field another value.
Delivery sampleDelivery(CaptureId capture)
{
    Delivery delivery;
    delivery.capture = capture;
    delivery.purpose = DeliveryPurpose::Replay;
    delivery.attempt = 3;
    delivery.mayRepeat = true;
    delivery.url = handler;
    delivery.startedAt = UtcTime(Micros(1795315537265123));
    delivery.head = "POST /hooks HTTP/1.1\r\nHost: 127.0.0.1:3000\r\n\r\n";
    delivery.contentSha256 = std::string(31, '\xbb') + '\0';
    delivery.answer = "HTTP/1.1 503 Busy\r\n\r\n\0\xff"s;
    delivery.status = 503;
    delivery.redirects = 2;
    delivery.fault = DeliveryFault::TooManyRedirects;
    delivery.detail = "the third";
    delivery.timings = {Micros(1), Micros(2), std::nullopt, Micros(4), Micros(5)};
    delivery.record = {SpeckleStatus::Failure, SpeckleReason::HttpStatus, 503};
    return delivery;
}

/// Stores captures 1 to `count`, each queued for the targets; returns the store, open.
std::unique_ptr<Store> queued(const Folder& folder, int count, const std::vector<std::string>& targets,
                              StoreCallbacks callbacks = {})
{
    auto store = openStore(at(folder), std::move(callbacks));
    for (int i = 1; store && i <= count; ++i) {
        auto capture = sampleCapture(i);
        capture->summary.endpoint = EndpointId{7};
        capture->forwardTo = targets;
        if (!store->enqueue(capture, static_cast<std::uint64_t>(i)))
            return nullptr;
    }
    if (store)
        store->flush();
    return store;
}

std::vector<std::int64_t> capturesIn(const Result<std::vector<InboxItem>>& inbox)
{
    std::vector<std::int64_t> captures;
    for (const InboxItem& item : inbox.value())
        captures.push_back(toInt(item.capture));
    return captures;
}

std::int64_t rows(const std::string& path, const std::string& table)
{
    auto connection = Connection::open(path, Connection::Mode::Read);
    return connection->number(("SELECT count(*) FROM " + table).c_str()).value().value_or(-1);
}

using Numbers = std::vector<std::int64_t>;

} // namespace

class TestStoreInbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void aDeliveryComesBackAsItWas()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 2));
        Delivery first = sampleDelivery(CaptureId{1});
        Delivery second = sampleDelivery(CaptureId{1});
        second.timings = {};
        second.answer.clear();
        {
            const auto store = openStore(at(folder));
            first.id = store->addDelivery(first).value();
            second.id = store->addDelivery(second).value();
            QVERIFY(toInt(first.id) > 0 && toInt(second.id) > toInt(first.id));
            QCOMPARE(store->addDelivery(sampleDelivery(CaptureId{9})).error().code, ErrorCode::NotFound);
        }
        const auto store = openStore(at(folder));
        QVERIFY(store->deliveriesOf(CaptureId{1}).value() == (std::vector<Delivery>{first, second}));
        QVERIFY(store->deliveriesOf(CaptureId{2}).value().empty());
    }

    void aCaptureIsQueuedForItsTargetsInTheTransactionThatStoresIt()
    {
        const Folder folder;
        Said said;
        const auto store = queued(folder, 2, {handler, "unix:/run/handler.sock:/"}, said.callbacks());
        QVERIFY(store);
        const auto inbox = store->inbox();
        QCOMPARE(inbox->size(), 4u);
        QVERIFY((inbox->front() == InboxItem{1, CaptureId{1}, EndpointId{7}, handler, 0, false}));
        QCOMPARE((*inbox)[1].target, "unix:/run/handler.sock:/"s);
        QCOMPARE(capturesIn(inbox), (Numbers{1, 1, 2, 2}));
        QCOMPARE(store->inboxSize().value(), 4);
        QCOMPARE(capturesIn(store->inbox(1, 2)), (Numbers{1, 2}));
        const std::lock_guard lock(said.mutex);
        QCOMPARE(said.committed[1].inboxPositions, (Numbers{3, 4}));
        QCOMPARE(capturesIn(store->inboxOf(EndpointId{7}, handler, 0, 9)), (Numbers{1, 2}));
        QCOMPARE(capturesIn(store->inboxOf(EndpointId{7}, handler, 0, 1)), (Numbers{1}));
        QVERIFY(store->inboxOf(EndpointId{6}, handler, 0, 9)->empty());
        const InboxQueue both{EndpointId{7}, handler, 2, CaptureId{1}};
        QVERIFY((store->inboxQueues().value() == std::vector{both, {EndpointId{7}, "unix:/run/handler.sock:/", 2, CaptureId{1}}}));
    }

    void whatIsSentAtOnceCountsAsBegunFromTheStart()
    {
        const Folder folder;
        const auto store = openStore(at(folder));
        auto flowing = sampleCapture(1);
        flowing->forwardTo = {handler};
        flowing->forwardAtOnce = true;
        QVERIFY(store->enqueue(flowing, 1));
        store->flush();
        QVERIFY(store->inbox()->front().begun);
        store->updateInbox({1, CaptureId{1}, {}, {}, 4, false});
        store->flush();
        QVERIFY((store->inbox()->front() == InboxItem{1, CaptureId{1}, catchAllEndpoint, handler, 4, false}));
        QVERIFY(store->beginDelivery(1));
        QVERIFY(store->inbox()->front().begun);
        QCOMPARE(store->inbox()->front().attempts, 4);
    }

    void aRecordedDeliveryTakesItsItemOutInOneTransaction()
    {
        const Folder folder;
        std::mutex mutex;
        std::vector<Delivered> delivered;
        StoreCallbacks callbacks;
        callbacks.delivered = [&](std::vector<Delivered> batch) {
            const std::lock_guard lock(mutex);
            delivered.insert(delivered.end(), batch.begin(), batch.end());
        };
        const auto store = queued(folder, 3, {handler}, callbacks);
        store->recordDelivery(sampleDelivery(CaptureId{1}), 1);
        store->recordDelivery(sampleDelivery(CaptureId{9}), 3); // of a capture that is gone; the item is another one's
        store->flush();
        QCOMPARE(capturesIn(store->inbox()), (Numbers{2, 3}));
        QVERIFY(store->addDelivery(sampleDelivery(CaptureId{2}), 2));
        QCOMPARE(capturesIn(store->inbox()), (Numbers{3}));
        const std::lock_guard lock(mutex);
        QCOMPARE(delivered.size(), 2u);
        QCOMPARE(toInt(delivered[0].delivery.id), 1);
        QCOMPARE(delivered[0].inboxPosition, 1);
        QCOMPARE(toInt(delivered[1].delivery.id), 0);
    }

    void whatFoundTheDiskFullIsWrittenWhenThereIsRoom()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 80));
        auto options = at(folder);
        options.maxPages =
            Connection::open(folder.path, Connection::Mode::Read)->number("PRAGMA page_count")->value_or(0) + 2;
        const auto store = openStore(options);
        Delivery large = sampleDelivery(CaptureId{1});
        large.answer = std::string(8 * 8192, 'x');
        store->recordDelivery(large);
        store->flush();
        QVERIFY(store->deliveriesOf(CaptureId{1})->empty());
        std::vector<CaptureId> others;
        for (int i = 2; i <= 80; ++i)
            others.push_back(CaptureId{i});
        QVERIFY(store->remove(others));
        QTRY_COMPARE(store->deliveriesOf(CaptureId{1})->size(), 1u);
    }

    void itemsAreSkippedReorderedAndPutBack()
    {
        const Folder folder;
        const auto store = queued(folder, 5, {handler});
        QVERIFY(store->reorderInbox({5, 1, 3, 77}));
        QCOMPARE(capturesIn(store->inbox()), (Numbers{5, 2, 1, 4, 3}));
        QCOMPARE(store->reorderInbox({2, 2}).error().code, ErrorCode::InvalidInput);
        const auto before = store->inbox().value();
        QVERIFY(store->skipInbox({1, 4, 99}));
        QCOMPARE(capturesIn(store->inbox()), (Numbers{2, 1, 3}));
        QVERIFY(store->queueForDelivery({before[0], before[3]}));
        QVERIFY(store->inbox().value() == before);
        QVERIFY(store->queueForDelivery({before[0]})->empty()); // its place is taken
        QVERIFY(store->queueForDelivery({{0, CaptureId{2}, EndpointId{7}, handler, 0, false}}));
        QCOMPARE(capturesIn(store->inbox()), (Numbers{5, 2, 1, 4, 3, 2}));
        const InboxItem first{0, CaptureId{1}, EndpointId{7}, handler, 0, false};
        const InboxItem gone{0, CaptureId{99}, EndpointId{7}, handler, 0, false};
        const auto queued = store->queueForDelivery({first, gone}).value();
        QCOMPARE(queued.size(), 1u);
        QCOMPARE(queued.front(), store->inbox().value().back());
        QCOMPARE(store->inboxSize().value(), 7);
    }

    void heldTargetsAreKept()
    {
        const Folder folder;
        const std::vector<InboxTarget> held{{EndpointId{0}, "unix:/run/a b.sock:/x"}, {EndpointId{7}, handler}};
        {
            const auto store = openStore(at(folder));
            QVERIFY(store->heldTargets()->empty());
            QVERIFY(store->setHeldTargets(held));
        }
        const auto store = openStore(at(folder));
        QCOMPARE(store->heldTargets().value(), held);
        QVERIFY(store->setHeldTargets({}));
        QVERIFY(store->heldTargets()->empty());
    }

    void aQueueKnowsTheOldestOfItsRequests()
    {
        const Folder folder;
        const auto store = queued(folder, 3, {handler});
        QVERIFY(store->reorderInbox({3, 2, 1}));
        QVERIFY(store->skipInbox({3}));
        const auto queues = store->inboxQueues().value();
        QCOMPARE(queues.size(), 1u);
        QCOMPARE(queues.front().items, 2);
        QCOMPARE(queues.front().oldest, CaptureId{2});
    }

    void theInboxLeavesOutWhatIsHiddenAndShowsWhatCameBack()
    {
        const Folder folder;
        const auto store = queued(folder, 4, {handler});
        const auto removal = store->hide({CaptureId{2}, CaptureId{3}});
        QCOMPARE(capturesIn(store->inbox()), (Numbers{1, 4}));
        QCOMPARE(store->inboxSize().value(), 2);
        QVERIFY(store->restore(removal.value()));
        QCOMPARE(capturesIn(store->inbox()), (Numbers{1, 2, 3, 4}));
        QCOMPARE(store->inboxSize().value(), 4);
    }

    void whatIsDeletedForGoodTakesDeliveriesAndItemsAlong()
    {
        const Folder folder;
        const auto store = queued(folder, 4, {handler, "https://127.0.0.1:1/"});
        for (int i = 1; i <= 4; ++i)
            store->recordDelivery(sampleDelivery(CaptureId{i}));
        store->flush();
        QCOMPARE(store->remove({CaptureId{2}}).value(), 1);
        QCOMPARE(rows(folder.path, "inbox"), 6);
        QCOMPARE(rows(folder.path, "deliveries"), 3);
        QVERIFY(store->hide({CaptureId{3}}));
        QVERIFY(store->purge());
        QTRY_COMPARE(rows(folder.path, "inbox"), 4);
        QCOMPARE(rows(folder.path, "deliveries"), 2);
        QVERIFY(store->clear());
        QCOMPARE(rows(folder.path, "inbox"), 0);
        QCOMPARE(rows(folder.path, "deliveries"), 0);
    }

    void theReplaysOfACaptureAreThoseThatCanBeSeen()
    {
        const Folder folder;
        const auto store = queued(folder, 1, {});
        for (int i = 2; i <= 5; ++i) {
            auto capture = sampleCapture(i);
            capture->summary.kind = CaptureKind::Replay;
            capture->summary.parent = CaptureId{i == 4 ? 2 : 1};
            QVERIFY(store->enqueue(capture, 0));
        }
        store->flush();
        QVERIFY(store->hide({CaptureId{3}}));
        const auto replays = store->replaysOf(CaptureId{1});
        QCOMPARE(replays->size(), 2u);
        QCOMPARE(replays->front().id, CaptureId{2});
        QCOMPARE(replays->back().id, CaptureId{5});
        QVERIFY(store->replaysOf(CaptureId{0})->empty());
    }

    void deliveriesAndItemsAreSalvagedWithTheirCaptures()
    {
        const Folder folder;
        const Folder killed;
        std::vector<Delivery> deliveries;
        std::vector<InboxItem> inbox;
        {
            const auto store = queued(folder, 5, {handler});
            store->recordDelivery(sampleDelivery(CaptureId{2}), 2);
            store->flush();
            QVERIFY(store->reorderInbox({5, 1}));
            deliveries = store->deliveriesOf(CaptureId{2}).value();
            inbox = store->inbox().value();
            auto other = Connection::open(folder.path, Connection::Mode::Write);
            QVERIFY(other->execute("PRAGMA wal_checkpoint(FULL)"));
            QVERIFY(QFile::copy(QString::fromStdString(folder.path), QString::fromStdString(killed.path)));
        }
        QFile file(QString::fromStdString(killed.path));
        QVERIFY(file.open(QFile::ReadWrite));
        QCOMPARE(file.write(QByteArray(100, '\x5a')), 100);
        file.close();
        const auto store = openStore(at(killed));
        QVERIFY(store && store->salvage());
        QVERIFY(store->deliveriesOf(CaptureId{2}).value() == deliveries);
        QVERIFY(store->inbox().value() == inbox);
        QCOMPARE(inbox.size(), 4u);
    }

    void aStoreOfVersionTwoIsBroughtUpToDateWhole()
    {
        const Folder folder;
        const std::string bytes = testData("store/version-2.hookloupe"); // written by the program before schema 3
        QFile file(QString::fromStdString(folder.path));
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
        file.close();
        const auto store = openStore(at(folder));
        QVERIFY(store && !store->salvage());
        const auto endpoints = store->endpoints().value();
        QCOMPARE(endpoints.size(), 2u);
        QCOMPARE(endpoints[1].triggers, (std::vector<std::string>{"commit_create"}));
        QCOMPARE(endpoints[1].forward, ""s);
        QCOMPARE(store->replaysOf(CaptureId{1})->size(), 1u);
        auto reader = Reader::open(folder.path);
        QCOMPARE(reader.value()->summaries({CaptureId{2}})->front().annotation,
                 (Annotation{ColourMark::Green, {}, "a note"}));
        QVERIFY(reader.value()->capture(CaptureId{3}).value()->body == sampleCapture(3)->body);
        QVERIFY(store->inbox()->empty());
        QVERIFY(store->queueForDelivery({{0, CaptureId{1}, EndpointId{1}, handler, 0, false}}));
        QVERIFY(store->addDelivery(sampleDelivery(CaptureId{1}), 1));
        QCOMPARE(store->inboxSize().value(), 0);
        QCOMPARE(store->deliveriesOf(CaptureId{1})->size(), 1u);
        auto connection = Connection::open(folder.path, Connection::Mode::Read);
        QCOMPARE(connection->text("PRAGMA integrity_check").value(), "ok"s);
    }

    void aStoreThatIsReadOnlyShowsAndRefuses()
    {
        const Folder folder;
        {
            const auto store = queued(folder, 2, {handler});
            QVERIFY(store->addDelivery(sampleDelivery(CaptureId{1}), 1));
        }
        auto options = at(folder);
        options.readOnly = true;
        const auto store = openStore(options);
        QCOMPARE(store->inboxSize().value(), 1);
        QCOMPARE(store->deliveriesOf(CaptureId{1})->size(), 1u);
        QCOMPARE(store->skipInbox({2}).error().code, ErrorCode::Unsupported);
        QCOMPARE(store->addDelivery(sampleDelivery(CaptureId{1})).error().code, ErrorCode::Unsupported);
        store->recordDelivery(sampleDelivery(CaptureId{1}), 2);
        QCOMPARE(store->inboxSize().value(), 1);
    }
};

HOOKLOUPE_TEST(TestStoreInbox)
#include "tst_store_inbox.moc"
