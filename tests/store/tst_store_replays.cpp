// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store_fixture.h"

#include <QRegularExpression>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;

class TestStoreReplays : public QObject {
    Q_OBJECT

    static constexpr int replays = 3'000;

    std::unique_ptr<Folder> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Reader> m_reader;

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    /// Capture 1 was replayed; capture 2 was too, once, by the last one.
    void initTestCase()
    {
        m_folder = std::make_unique<Folder>();
        m_store = openStore(at(*m_folder));
        QVERIFY(m_store);
        for (int i = 1; i <= replays + 3; ++i) {
            auto capture = sampleCapture(i);
            if (i > 2) {
                capture->summary.kind = CaptureKind::Replay;
                capture->summary.parent = CaptureId{i == replays + 3 ? 2 : 1};
            }
            QVERIFY(m_store->enqueue(capture, 0));
        }
        m_store->flush();
        for (int i = 3; i <= replays + 3; ++i) {
            Delivery delivery;
            delivery.capture = CaptureId{i};
            delivery.purpose = DeliveryPurpose::Replay;
            delivery.url = "http://127.0.0.1/" + std::to_string(i);
            delivery.head = "POST / HTTP/1.1\r\n\r\n";
            delivery.answer = "HTTP/1.1 200 OK\r\n\r\n";
            delivery.status = 200;
            delivery.contentSha256.assign(32, 'x');
            delivery.timings.firstByte = Micros(i);
            delivery.timings.total = Micros(2 * i);
            delivery.record = {SpeckleStatus::Success, SpeckleReason::None, 0};
            m_store->recordDelivery(std::move(delivery));
        }
        m_store->flush();
        m_reader = Reader::open(m_folder->path).value();
    }
    void cleanupTestCase()
    {
        m_reader.reset();
        m_store.reset();
    }

    void theNewestAreListedWithoutTheirBytes()
    {
        const auto list = m_reader->replays(CaptureId{1}, 100);
        QVERIFY(list);
        QCOMPARE(list->total, std::int64_t(replays));
        QCOMPARE(list->newest.size(), 100U);
        for (int i = 0; i < 100; ++i) {
            const Delivery& one = list->newest[static_cast<std::size_t>(i)];
            const int number = replays + 2 - i;
            QCOMPARE(one.capture, CaptureId{number});
            QCOMPARE(one.url, "http://127.0.0.1/" + std::to_string(number));
            QCOMPARE(one.timings.total, Micros(2 * number));
            QCOMPARE(one.status, 200);
            QVERIFY(one.head.empty() && one.answer.empty());
            // All else is that of the whole one.
            auto whole = m_reader->deliveries(one.capture).value();
            QCOMPARE(whole.size(), 1U);
            QVERIFY(!whole.front().answer.empty());
            whole.front().head.clear();
            whole.front().answer.clear();
            QVERIFY(whole.front() == one);
        }
    }

    void eachCaptureHasItsOwn()
    {
        QCOMPARE(m_reader->replays(CaptureId{2}, 10)->total, std::int64_t(1));
        QCOMPARE(m_reader->replays(CaptureId{3}, 10)->total, std::int64_t(0));
        QCOMPARE(m_reader->replays(CaptureId{0}, 10)->total, std::int64_t(0));
    }

    void whatIsHiddenIsNotListed()
    {
        const auto removal = m_store->hide({CaptureId{replays + 2}, CaptureId{3}});
        QVERIFY(removal);
        const auto list = m_reader->replays(CaptureId{1}, 1);
        QCOMPARE(list->total, std::int64_t(replays - 2));
        QCOMPARE(list->newest.front().capture, CaptureId{replays + 1});
        QVERIFY(m_store->restore(*removal));
    }

    void theLastOfAnEndpointIsARequestNotAReplayOfOne()
    {
        const auto last = [this] {
            const auto all = m_reader->lastOfEachEndpoint();
            return all && all->size() == 1 ? toInt(all->front().id) : 0;
        };
        QCOMPARE(last(), std::int64_t(2)); // thousands of newer replays are no requests
        const auto removal = m_store->hide({CaptureId{2}});
        QVERIFY(removal);
        QCOMPARE(last(), std::int64_t(1));
        const auto both = m_store->hide({CaptureId{1}});
        QVERIFY(both);
        QVERIFY(m_reader->lastOfEachEndpoint()->empty());
        QVERIFY(m_store->restore(*both));
        QVERIFY(m_store->restore(*removal));
        QCOMPARE(last(), std::int64_t(2));
    }
};

HOOKLOUPE_TEST(TestStoreReplays)
#include "tst_store_replays.moc"
