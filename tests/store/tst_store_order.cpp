// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store_fixture.h"

#include <QRegularExpression>

#include <algorithm>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;

namespace {

std::vector<int> numbers(const Result<std::vector<CaptureId>>& ids)
{
    std::vector<int> found;
    if (ids) {
        for (const CaptureId id : *ids)
            found.push_back(static_cast<int>(toInt(id)));
    }
    return found;
}

using Numbers = std::vector<int>;

} // namespace

class TestStoreOrder : public QObject {
    Q_OBJECT

    std::unique_ptr<Folder> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Reader> m_reader;

    Numbers ordered(CaptureOrder order, bool descending = false)
    {
        CaptureQuery query;
        query.order = order;
        query.descending = descending;
        return numbers(m_reader->ids(query));
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void initTestCase()
    {
        m_folder = std::make_unique<Folder>();
        m_store = openStore(at(*m_folder));
        QVERIFY(m_store);
        Endpoint ci;
        ci.path = "/zulu";
        ci.description = "alpha";
        QVERIFY(m_store->save(ci));
        ci.path = "/mike";
        ci.description = "";
        QVERIFY(m_store->save(ci));

        struct Row {
            int endpoint;
            const char* method;
            const char* event;
            const char* project;
            const char* actor;
            const char* message;
            const char* peer;
            SignatureVerdict verdict;
            int status;
            SpeckleStatus record;
            int size;
            int duration;
        };
        const std::vector<Row> rows{
            {1, "POST", "comment_archived", "tower", "Zoe", "b", "127.0.0.1:9000", SignatureVerdict::Valid, 200,
             SpeckleStatus::Success, 500, 7},
            {0, "GET", "", "", "", "", "127.0.0.1:80", SignatureVerdict::NoSecret, 200, SpeckleStatus::Success, 0, 9},
            {2, "post", "branch_create", "Tower", "adam", "A", "9.0.0.1:80", SignatureVerdict::Mismatch, 401,
             SpeckleStatus::Failure, 70, 8},
        };
        int number = 0;
        for (const Row& row : rows) {
            auto capture = sampleCapture(++number);
            CaptureSummary& summary = capture->summary;
            summary.endpoint = EndpointId{row.endpoint};
            summary.method = row.method;
            summary.target = "/t" + std::to_string(9 - number);
            summary.event.wireName = row.event;
            summary.event.projectName = row.project;
            summary.event.userName = row.actor;
            summary.event.message = row.message;
            summary.peer = row.peer;
            summary.signature.verdict = row.verdict;
            summary.answerStatus = row.status;
            summary.record = {row.record, SpeckleReason::None, 0};
            summary.contentBytes = row.size;
            summary.duration = Micros(row.duration);
            QVERIFY(m_store->enqueue(capture, 0));
        }
        m_store->flush();
        QVERIFY(m_store->annotate({CaptureId{2}}, {ColourMark::Yellow, {}, {}, {}}));
        QVERIFY(m_store->annotate({CaptureId{1}}, {ColourMark::Red, {}, {}, {}}));
        m_reader = Reader::open(m_folder->path).value();
    }
    void cleanupTestCase()
    {
        m_reader.reset();
        m_store.reset();
    }

    void everyColumnHasItsOrder()
    {
        QCOMPARE(ordered(CaptureOrder::Arrival), (Numbers{1, 2, 3}));
        QCOMPARE(ordered(CaptureOrder::Mark), (Numbers{1, 2, 3}));
        QCOMPARE(ordered(CaptureOrder::Method), (Numbers{2, 1, 3}));   // case does not count
        QCOMPARE(ordered(CaptureOrder::Endpoint), (Numbers{2, 3, 1})); // "", "/mike", "alpha"
        QCOMPARE(ordered(CaptureOrder::Event), (Numbers{2, 1, 3}));   // "", comment_archived, model_create as it is shown
        QCOMPARE(ordered(CaptureOrder::Project), (Numbers{2, 1, 3}));
        QCOMPARE(ordered(CaptureOrder::Actor), (Numbers{2, 3, 1}));
        QCOMPARE(ordered(CaptureOrder::Summary), (Numbers{2, 3, 1})); // "/t7", "A", "b"
        QCOMPARE(ordered(CaptureOrder::Target), (Numbers{3, 2, 1}));
        QCOMPARE(ordered(CaptureOrder::Signature), (Numbers{1, 3, 2}));
        QCOMPARE(ordered(CaptureOrder::Answer), (Numbers{1, 2, 3}));
        QCOMPARE(ordered(CaptureOrder::Record), (Numbers{1, 2, 3}));
        QCOMPARE(ordered(CaptureOrder::Size), (Numbers{2, 3, 1}));
        QCOMPARE(ordered(CaptureOrder::Duration), (Numbers{1, 3, 2}));
        QCOMPARE(ordered(CaptureOrder::Peer), (Numbers{3, 2, 1})); // by the numbers in it
        QCOMPARE(ordered(CaptureOrder::Annotation), (Numbers{3, 1, 2}));
    }

    void backwardsThoseAlikeStayInTheOrderOfArrival()
    {
        QCOMPARE(ordered(CaptureOrder::Arrival, true), (Numbers{3, 2, 1}));
        QCOMPARE(ordered(CaptureOrder::Size, true), (Numbers{1, 3, 2}));
        QCOMPARE(ordered(CaptureOrder::Answer, true), (Numbers{3, 1, 2}));
        QCOMPARE(ordered(CaptureOrder::Method, true), (Numbers{1, 3, 2}));
    }

    void aSpanHoldsItsBeginningAndNotItsEnd()
    {
        CaptureQuery query;
        const UtcTime first = sampleCapture(1)->summary.arrivedAt;
        query.span = TimeSpan{first, first + Micros(2)};
        QCOMPARE(numbers(m_reader->ids(query)), (Numbers{1, 2}));
        query.order = CaptureOrder::Size;
        QCOMPARE(numbers(m_reader->ids(query)), (Numbers{2, 1}));
        query.endpoint = EndpointId{1};
        QCOMPARE(numbers(m_reader->ids(query)), (Numbers{1}));
        query.span = TimeSpan{first + Micros(2), first};
        QVERIFY(m_reader->ids(query)->empty());
    }

    void orderedListsLeaveOutWhatIsHidden()
    {
        const auto removal = m_store->hide({CaptureId{3}});
        QCOMPARE(ordered(CaptureOrder::Size, true), (Numbers{1, 2}));
        QVERIFY(m_store->restore(*removal));
    }

    void momentsTellWhenWhereAndHow()
    {
        const auto moments = m_reader->moments();
        QVERIFY(moments);
        QCOMPARE(moments->size(), 3u);
        QCOMPARE((*moments)[2], (CaptureMoment{CaptureId{3}, sampleCapture(3)->summary.arrivedAt, EndpointId{2},
                                               Mark::Bad}));
        QCOMPARE((*moments)[0].mark, Mark::Good);
        QCOMPARE((*moments)[1].mark, Mark::Unjudged);
    }

    void addressesAreOrderedAsNumbersAndLongTextsToTheirEnd()
    {
        const Folder folder;
        const auto store = openStore(at(folder));
        const std::vector<std::string> peers{"10.0.0.2:80",  "[::1]:80",   "9.0.0.1:9000", "9.0.0.1:10000",
                                             "300.0.0.1:80", "10.0.0.2:8", "",             "1.2.3:80"};
        int number = 0;
        for (const std::string& peer : peers) {
            auto capture = sampleCapture(++number);
            capture->summary.peer = peer;
            capture->summary.event.message = std::string(200, 'x') + std::to_string(9 - number);
            QVERIFY(store->enqueue(capture, 0));
        }
        for (; number < 60; ++number) { // so many that they are not compared one by one
            auto capture = sampleCapture(number + 1);
            capture->summary.peer = "11.0.0.0:1";
            capture->summary.event.message = std::string(400, 'x') + std::to_string(1000 - number);
            QVERIFY(store->enqueue(capture, 0));
        }
        store->flush();
        const auto reader = Reader::open(folder.path).value();
        CaptureQuery query;
        query.order = CaptureOrder::Peer;
        Numbers byPeer = numbers(reader->ids(query));
        byPeer.erase(byPeer.begin() + 4, byPeer.begin() + 4 + 52);
        QCOMPARE(byPeer, (Numbers{3, 4, 6, 1, 7, 8, 5, 2}));
        query.order = CaptureOrder::Summary;
        Numbers expected{8, 7, 6, 5, 4, 3, 2, 1};
        for (int i = 60; i > 8; --i)
            expected.push_back(i);
        QCOMPARE(numbers(reader->ids(query)), expected);
    }

    void thePreviousIsOfTheSameEvent()
    {
        const Folder folder;
        const auto store = openStore(at(folder));
        const auto put = [&](const char* event, const char* method, int endpoint) {
            auto capture = sampleCapture(1);
            capture->summary.event.wireName = event;
            capture->summary.method = method;
            capture->summary.endpoint = EndpointId{endpoint};
            QVERIFY(store->enqueue(capture, 0));
        };
        put("commit_create", "POST", 0); // 1
        put("", "GET", 0);               // 2
        put("", "GET", 1);               // 3
        put("", "PUT", 0);               // 4
        put("commit_create", "PUT", 1);  // 5
        put("", "GET", 0);               // 6
        put("commit_create", "POST", 0); // 7
        store->flush();
        const auto reader = Reader::open(folder.path).value();
        const auto previous = [&](int id) { return toInt(reader->previous(CaptureId{id}).value().value_or(CaptureId{})); };
        QCOMPARE(previous(7), 5);
        QCOMPARE(previous(5), 1);
        QCOMPARE(previous(1), 0);
        QCOMPARE(previous(6), 2);
        QCOMPARE(previous(4), 0);
        QCOMPARE(previous(3), 0);
        QVERIFY(store->hide({CaptureId{5}, CaptureId{2}}));
        QCOMPARE(previous(7), 1);
        QCOMPARE(previous(6), 0);
        QCOMPARE(reader->previous(CaptureId{99}).error().code, ErrorCode::NotFound);
    }
};

HOOKLOUPE_TEST(TestStoreOrder)
#include "tst_store_order.moc"
