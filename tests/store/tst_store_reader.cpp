// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store_fixture.h"

#include <QRegularExpression>
#include <QThread>

#include <algorithm>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

constexpr int captures = 5000;

EndpointId endpointOf(int number)
{
    return EndpointId{number % 3};
}

std::vector<CaptureId> idsFrom(const std::vector<int>& numbers)
{
    std::vector<CaptureId> ids;
    for (const int number : numbers)
        ids.push_back(CaptureId{number});
    return ids;
}

} // namespace

class TestStoreReader : public QObject {
    Q_OBJECT

    std::unique_ptr<Folder> m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = std::make_unique<Folder>();
        const auto store = openStore(at(*m_folder));
        QVERIFY(store);
        for (const char* path : {"/one", "/two", "/unused"}) {
            Endpoint endpoint;
            endpoint.path = path;
            QVERIFY(store->save(endpoint));
        }
        for (int number = 1; number <= captures; ++number) {
            auto capture = sampleCapture(number);
            capture->summary.endpoint = endpointOf(number);
            QVERIFY(store->enqueue(capture, 0));
        }
        store->flush();
        QCOMPARE(store->remove(idsFrom({1, 17, captures})).value(), 3);
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void totalsCountEachOfThoseThatAreThereOnce()
    {
        const auto reader = Reader::open(m_folder->path);
        QVERIFY(reader.ok());
        // Close together, far apart, twice, gone and never there.
        const std::vector<int> numbers{4000, 2, 3, 5, 2, 17, 900, 901, 999'999};
        CaptureTotals expected;
        for (const int number : {2, 3, 5, 900, 901, 4000}) {
            const auto summary = (*reader)->summaries(idsFrom({number}));
            QVERIFY(summary.ok() && summary->size() == 1);
            expected.add(summary->front().arrivedAt, summary->front().contentBytes, markOf(summary->front()));
        }
        const auto totals = (*reader)->totals(idsFrom(numbers));
        QVERIFY(totals.ok());
        QVERIFY(*totals == expected);
        QCOMPARE(totals->count, 6);
        QCOMPARE((*reader)->totals({}).value().count, 0);
        QVERIFY(!(*reader)->totals({}).value().first);
    }

    void idsAreOldestFirstWithoutThoseThatAreGone()
    {
        auto reader = Reader::open(m_folder->path);
        QVERIFY(reader);
        const auto ids = reader.value()->ids({});
        QVERIFY(ids);
        QCOMPARE(ids->size(), static_cast<std::size_t>(captures - 3));
        QVERIFY(std::is_sorted(ids->begin(), ids->end()));
        QCOMPARE(ids->front(), CaptureId{2});
        QVERIFY(std::find(ids->begin(), ids->end(), CaptureId{17}) == ids->end());
    }

    void anEndpointsIdsAreItsOwn()
    {
        auto reader = Reader::open(m_folder->path);
        std::size_t total = 0;
        for (int endpoint = 0; endpoint < 3; ++endpoint) {
            const auto ids = reader.value()->ids({EndpointId{endpoint}});
            QVERIFY(ids);
            QVERIFY(std::is_sorted(ids->begin(), ids->end()));
            QVERIFY(std::all_of(ids->begin(), ids->end(),
                                [&](CaptureId id) { return toInt(id) % 3 == endpoint; }));
            total += ids->size();
        }
        QCOMPARE(total, static_cast<std::size_t>(captures - 3));
        QVERIFY(reader.value()->ids({EndpointId{99}})->empty());
    }

    void theNewestComeInPagesByKey()
    {
        auto reader = Reader::open(m_folder->path);
        QCOMPARE(reader.value()->newest(3).value(), idsFrom({captures - 1, captures - 2, captures - 3}));
        QCOMPARE(reader.value()->newest(2, CaptureId{19}).value(), idsFrom({18, 16}));
        QCOMPARE(reader.value()->newest(10, CaptureId{3}).value(), idsFrom({2}));
        QVERIFY(reader.value()->newest(10, CaptureId{2})->empty());
        QVERIFY(reader.value()->newest(0)->empty());
        QVERIFY(reader.value()->newest(-1)->empty());
    }

    void summariesComeInTheOrderAskedWithoutThoseThatAreGone()
    {
        auto reader = Reader::open(m_folder->path);
        const auto summaries = reader.value()->summaries(idsFrom({300, 17, 2, 4711, 99999}));
        QVERIFY(summaries);
        QCOMPARE(summaries->size(), 3u);
        QCOMPARE((*summaries)[0].target, "/hooks/ci?n=300"s);
        QCOMPARE((*summaries)[1].target, "/hooks/ci?n=2"s);
        QCOMPARE((*summaries)[2].target, "/hooks/ci?n=4711"s);
        QCOMPARE(reader.value()->capture(CaptureId{17}).error().code, ErrorCode::NotFound);
    }

    void theLastOfEachEndpointIsItsNewest()
    {
        auto reader = Reader::open(m_folder->path);
        const auto last = reader.value()->lastOfEachEndpoint();
        QVERIFY(last);
        QCOMPARE(last->size(), 3u);
        for (const CaptureSummary& summary : *last) {
            int newest = captures - 1;
            while (endpointOf(newest) != summary.endpoint)
                --newest;
            QCOMPARE(toInt(summary.id), newest);
        }
    }

    void aReaderSeesWhatIsCommittedAfterItWasOpened()
    {
        const Folder folder;
        const auto store = openStore(at(folder));
        auto reader = Reader::open(folder.path);
        QVERIFY(reader.value()->ids({})->empty());
        for (int i = 1; i <= 3; ++i) {
            QVERIFY(store->enqueue(sampleCapture(i), 0));
            store->flush();
            QCOMPARE(reader.value()->newest(1).value(), idsFrom({i}));
        }
    }

    void theSourceAnswersInTheAskersThreadInTheOrderAsked()
    {
        auto source = openSource(m_folder->path);
        QVERIFY(source);
        QStringList answers;
        bool otherThread = false;
        const auto answered = [&](const QString& what) {
            otherThread = otherThread || QThread::currentThread() != thread();
            answers << what;
        };
        source.value()->fetchIds({}, [&](Result<std::vector<CaptureId>> ids) {
            answered(QStringLiteral("ids %1").arg(ids->size()));
        });
        source.value()->fetchSummaries(idsFrom({3, 17, 2}),
                                       [&](Result<std::vector<CaptureSummary>> summaries) {
                                           answered(QStringLiteral("summaries %1").arg(summaries->size()));
                                       });
        source.value()->fetchCapture(CaptureId{17}, [&](Result<CapturePtr> capture) {
            answered(capture ? QStringLiteral("capture") : QStringLiteral("gone"));
        });
        source.value()->fetchCapture(CaptureId{18}, [&](Result<CapturePtr> capture) {
            answered(capture ? QString::fromStdString((*capture)->summary.target) : QStringLiteral("gone"));
        });
        QVERIFY(answers.isEmpty());
        QTRY_COMPARE(answers.size(), 4);
        QCOMPARE(answers, (QStringList{QStringLiteral("ids 4997"), QStringLiteral("summaries 2"),
                                       QStringLiteral("gone"), QStringLiteral("/hooks/ci?n=18")}));
        QVERIFY(!otherThread);
    }

    void aDestroyedSourceAnswersNoMore()
    {
        int answers = 0;
        const auto token = std::make_shared<int>(0);
        {
            auto source = openSource(m_folder->path);
            QVERIFY(source);
            for (int i = 0; i < 50; ++i)
                source.value()->fetchIds({},
                                         [&answers, token](Result<std::vector<CaptureId>>) { ++answers; });
        }
        {
            auto source = openSource(m_folder->path);
            bool arrived = false; // what the first source had posted would come before this
            source.value()->fetchCapture(CaptureId{2}, [&](Result<CapturePtr>) { arrived = true; });
            QTRY_VERIFY(arrived);
        }
        QCOMPARE(answers, 0);
        QCOMPARE(token.use_count(), 1); // the callbacks are gone, too
    }

    void aSourceMayBeDestroyedByItsOwnAnswer()
    {
        auto source = std::move(openSource(m_folder->path)).value();
        bool arrived = false;
        source->fetchCapture(CaptureId{2}, [&](Result<CapturePtr>) {
            source.reset();
            arrived = true;
        });
        QTRY_VERIFY(arrived);
    }

    void aSourceOfNoStoreIsAnError()
    {
        const Folder folder;
        QCOMPARE(openSource(folder.path).error().code, ErrorCode::NotFound);
    }
};

HOOKLOUPE_TEST(TestStoreReader)
#include "tst_store_reader.moc"
