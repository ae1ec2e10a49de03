// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store_fixture.h"

#include <QRegularExpression>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;

class TestStoreSearch : public QObject {
    Q_OBJECT

    static constexpr int captures = 20'000; // more than two pages

    std::unique_ptr<Folder> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Reader> m_reader;

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void initTestCase()
    {
        m_folder = std::make_unique<Folder>();
        QVERIFY(fillStore(*m_folder, captures));
        m_store = openStore(at(*m_folder));
        QVERIFY(m_store);
        m_reader = Reader::open(m_folder->path).value();
    }
    void cleanupTestCase()
    {
        m_reader.reset();
        m_store.reset();
    }

    void allThatAreAcceptedAreFoundInTheOrderOfArrival()
    {
        CaptureSearch search;
        const auto found = m_reader->matching([](const CaptureSummary& one) { return toInt(one.id) % 3 == 0; }, search);
        QVERIFY(found);
        QCOMPARE(found->size(), std::size_t(captures / 3));
        for (std::size_t i = 0; i < found->size(); ++i)
            QCOMPARE(toInt((*found)[i]), std::int64_t(3 * (i + 1)));
        QCOMPARE(search.looked.load(), std::int64_t(captures));
        QCOMPARE(search.found.load(), std::int64_t(captures / 3));
    }

    void theSummaryIsTheOneThatIsStoredWithWhatTheUserWrote()
    {
        QVERIFY(m_store->annotate({CaptureId{9'000}}, {ColourMark::None, {}, {"keep"}, {}}));
        CaptureSearch search;
        std::vector<CaptureSummary> seen;
        const auto found = m_reader->matching(
            [&seen](const CaptureSummary& one) {
                if (!one.annotation.tags.empty())
                    seen.push_back(one);
                return !one.annotation.tags.empty();
            },
            search);
        QVERIFY(found);
        QCOMPARE(*found, std::vector{CaptureId{9'000}});
        QCOMPARE(seen, m_reader->summaries(*found).value());
    }

    void whatIsHiddenIsNotFound()
    {
        const auto removal = m_store->hide({CaptureId{1}, CaptureId{8'192}, CaptureId{8'193}, CaptureId{20'000}});
        QVERIFY(removal);
        CaptureSearch search;
        QCOMPARE(m_reader->matching([](const CaptureSummary&) { return true; }, search)->size(), std::size_t(captures - 4));
        QVERIFY(m_store->restore(*removal));
    }

    void itEndsWhenItIsCancelled()
    {
        CaptureSearch search;
        const auto found = m_reader->matching(
            [&search](const CaptureSummary& one) {
                search.cancelled = toInt(one.id) == 10'000;
                return true;
            },
            search);
        QVERIFY(found);
        QCOMPARE(found->size(), std::size_t(10'000));
        QCOMPARE(search.looked.load(), std::int64_t(10'000));
    }
};

HOOKLOUPE_TEST(TestStoreSearch)
#include "tst_store_search.moc"
