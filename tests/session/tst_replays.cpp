// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "session/replays.h"

#include "crypto/hmac.h"
#include "client/deliver.h"
#include "session/running_session.h"
#include "support/wire_file.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::session;
using test::RunningSession;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

Delivery deliveredTo(const std::string& url, const test::WireFile& file)
{
    QObject owner;
    std::optional<Delivery> result;
    client::Shipment shipment;
    shipment.url = *client::parseUrl(url);
    shipment.head = file.head;
    shipment.body = file.body;
    client::deliver(&owner, std::move(shipment), [&](Delivery came) { result = std::move(came); });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 30'000))
        qFatal("no delivery");
    return *result;
}

Result<CaptureId> stored(Session& session, const Replay& replay)
{
    std::optional<Result<CaptureId>> result;
    session.storeReplay(replay, [&](Result<CaptureId> id) { result = std::move(id); });
    [&] { QVERIFY2(!result, "never before it returns"); }();
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 30'000))
        qFatal("not stored");
    return *result;
}

} // namespace

class TestReplays : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    /// Captured, sent again to the same window, stored beside its parent, and sent once more from there.
    void aReplayIsACaptureWithItsDelivery()
    {
        RunningSession session;
        const auto file = test::wireFile("full-09");
        session->setSecrets(catchAllEndpoint, {file.secret});
        const std::string url = "http://127.0.0.1:" + std::to_string(session.port());
        (void)deliveredTo(url, file);
        QTRY_COMPARE(session.added.size(), std::size_t(1));
        const CaptureId parent = session.added.at(0).id;

        Replay replay{.parent = parent, .body = file.body, .delivery = deliveredTo(url, file)};
        const auto id = stored(*session, replay);
        QVERIFY(id.ok());
        QTRY_COMPARE(session.added.size(), std::size_t(3)); // the first, what the replay was captured as, the replay
        const CaptureSummary& summary = session.added.at(2);
        QVERIFY(summary.id == *id);
        QVERIFY(summary.kind == CaptureKind::Replay);
        QVERIFY(summary.parent == parent);
        QCOMPARE(summary.answerStatus, 200);
        QCOMPARE(summary.record, replay.delivery.record);
        QVERIFY(summary.outcome == AnswerOutcome::Sent);
        QVERIFY(summary.duration == replay.delivery.timings.total);
        QCOMPARE(int(summary.signature.verdict), int(SignatureVerdict::Valid));
        QCOMPARE(summary.event.wireName, "commit_create"s);
        QCOMPARE(summary.peer, "127.0.0.1:" + std::to_string(session.port()));

        const auto whole = session.reader()->capture(*id);
        QVERIFY(whole.ok());
        QCOMPARE((*whole)->head + (*whole)->body, file.bytes());
        QCOMPARE((*whole)->answer, replay.delivery.answer);

        const auto deliveries = session->store().deliveriesOf(*id);
        QCOMPARE(deliveries->size(), std::size_t(1));
        Delivery expected = replay.delivery;
        expected.id = deliveries->at(0).id;
        expected.capture = *id;
        expected.purpose = DeliveryPurpose::Replay;
        QVERIFY(deliveries->at(0) == expected);
        QCOMPARE(deliveries->at(0).contentSha256, (*whole)->contentSha256);

        replay.parent = *id;
        QVERIFY(stored(*session, replay).ok());
        QCOMPARE(session->store().replaysOf(parent)->size(), std::size_t(1));
        QCOMPARE(session->store().replaysOf(*id)->size(), std::size_t(1));
    }

    void manyAtATimeEachGetTheirOwn()
    {
        RunningSession session;
        std::vector<CaptureId> ids;
        constexpr int count = 200;
        for (int i = 0; i < count; ++i) {
            Replay replay;
            replay.delivery.head = "POST /" + std::to_string(i) + " HTTP/1.1\r\n\r\n";
            replay.delivery.url = "http://127.0.0.1:1/" + std::to_string(i);
            session->storeReplay(replay, [&](const Result<CaptureId>& id) { ids.push_back(*id); });
        }
        QTRY_COMPARE(int(ids.size()), count);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto whole = session.reader()->capture(ids[i]);
            QCOMPARE((*whole)->summary.target, "/" + std::to_string(i));
            QCOMPARE(session->store().deliveriesOf(ids[i])->at(0).url, "http://127.0.0.1:1/" + std::to_string(i));
        }
    }

    /// Whoever is shown a replay finds its answer: a program killed between the two would leave one without.
    void aReplayIsNeverSeenWithoutItsDelivery()
    {
        RunningSession session;
        constexpr int count = 200;
        for (int i = 0; i < count; ++i) {
            Replay replay;
            replay.delivery.head = "POST / HTTP/1.1\r\n\r\n";
            replay.delivery.url = "http://127.0.0.1:1/";
            session->storeReplay(replay, {});
        }
        int seen = 0;
        int without = 0;
        const auto lookAtNew = [&] {
            for (; seen < int(session.added.size()); ++seen) {
                const auto deliveries = session->store().deliveriesOf(session.added.at(std::size_t(seen)).id);
                without += deliveries && deliveries->size() == 1 ? 0 : 1;
            }
            return seen;
        };
        QTRY_COMPARE(lookAtNew(), count);
        QCOMPARE(without, 0);
    }

    void whatIsUnderWayAtTheEndIsStored()
    {
        RunningSession session;
        Replay replay;
        replay.delivery.head = "GET /last HTTP/1.1\r\n\r\n";
        session->storeReplay(replay);
        session.close();
        const auto reader = session.reader();
        const auto ids = reader->ids({});
        QCOMPARE(ids->size(), std::size_t(1));
        store::StoreOptions again;
        again.path = session.storePath();
        QCOMPARE((*store::Store::open(again, {}))->deliveriesOf(ids->at(0))->size(), std::size_t(1));
    }

    void whatCannotBeStoredIsSaid()
    {
        RunningSession writing;
        SessionOptions options;
        options.store.path = writing.storePath();
        options.store.readOnly = true;
        options.allowKeychain = false;
        auto reading = Session::open(options);
        QVERIFY(reading.ok());
        const auto id = stored(**reading, {});
        QVERIFY(!id.ok());
        QVERIFY(id.error().code == ErrorCode::Unsupported);
    }

    void chunksAreKeptAndTheContentJudged()
    {
        Replay replay;
        replay.delivery.head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        replay.body = "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        const Capture capture = captureOf(replay, *makeRules({}));
        QCOMPARE(capture.body, replay.body);
        QCOMPARE(capture.content(), "abc"s);
        QCOMPARE(capture.contentSha256, crypto::digest(crypto::HashAlgorithm::Sha256, "abc"));
        QCOMPARE(int(capture.summary.signature.verdict), int(SignatureVerdict::NotJudged)); // no such endpoint
        QVERIFY(capture.summary.outcome == AnswerOutcome::None);
    }
};

HOOKLOUPE_TEST(TestReplays)
#include "tst_replays.moc"
