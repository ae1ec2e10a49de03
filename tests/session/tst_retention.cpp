// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/clock.h"
#include "session/retention.h"
#include "store/reader.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::session;

namespace {

/// A store with `count` captures, one an hour, the newest from now.
struct FilledStore {
    QTemporaryDir folder;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::Reader> reader;

    /// The oldest `waiting` of them wait for a handler.
    explicit FilledStore(int count, std::size_t bodyBytes = 10, int waiting = 0)
    {
        store::StoreOptions options;
        options.path = folder.filePath(u"s.hookloupe"_s).toStdString();
        auto opened = store::Store::open(options, {});
        if (!opened)
            qFatal("no store: %s", opened.error().detail.c_str());
        store = std::move(opened).value();
        const UtcTime now = utcNow();
        for (int i = 0; i < count; ++i) {
            auto capture = std::make_shared<Capture>();
            capture->summary.arrivedAt = now - std::chrono::hours(count - 1 - i);
            capture->body = std::string(bodyBytes, 'x');
            capture->summary.contentBytes = static_cast<std::int64_t>(bodyBytes);
            if (i < waiting)
                capture->forwardTo = {"http://127.0.0.1:1/", "http://127.0.0.1:2/"};
            if (!store->enqueue(std::move(capture), static_cast<std::uint64_t>(i)))
                qFatal("not stored");
        }
        store->flush();
        reader = std::move(store::Reader::open(options.path)).value();
    }
    [[nodiscard]] std::vector<CaptureId> ids() const { return *reader->ids({}); }
};

RetentionCount wholeCountOf(RetentionKeeper& keeper, const Retention& retention)
{
    std::optional<Result<RetentionCount>> answer;
    keeper.count(retention, [&](Result<RetentionCount> count) { answer = std::move(count); });
    [&] { QTRY_VERIFY(answer); }();
    return answer && answer->ok() ? answer->value() : RetentionCount{-1, {}};
}

std::int64_t countOf(RetentionKeeper& keeper, const Retention& retention)
{
    return wholeCountOf(keeper, retention).captures;
}

} // namespace

class TestRetention : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void byDefaultEverythingIsKept()
    {
        const FilledStore filled(20);
        RetentionKeeper keeper(*filled.store);
        QCOMPARE(countOf(keeper, {}), 0);
        QVERIFY(Retention().keepsAll());
    }

    void theOldestAreRemoved_data()
    {
        QTest::addColumn<qlonglong>("captures");
        QTest::addColumn<qlonglong>("days");
        QTest::addColumn<int>("left");
        QTest::newRow("by count") << 30LL << 0LL << 30;
        QTest::newRow("by age") << 0LL << 2LL << 48; // the 48th is an instant younger than two days
        QTest::newRow("by both, the narrower counts") << 500LL << 1LL << 24;
        QTest::newRow("nothing is over") << 1000LL << 1000LL << 600;
    }
    void theOldestAreRemoved()
    {
        QFETCH(qlonglong, captures);
        QFETCH(qlonglong, days);
        QFETCH(int, left);
        const FilledStore filled(600); // more than two transactions' worth
        const auto before = filled.ids();
        RetentionKeeper keeper(*filled.store);
        const Retention retention{captures, days, 0};
        QSignalSpy removed(&keeper, &RetentionKeeper::removed);
        QCOMPARE(countOf(keeper, retention), 600 - left);
        keeper.setRetention(retention);
        QTRY_COMPARE(filled.ids().size(), static_cast<std::size_t>(left));
        QVERIFY(std::equal(before.end() - left, before.end(), filled.ids().begin()));
        if (left < 600) {
            QTRY_COMPARE(removed.size(), 1);
            QCOMPARE(removed.at(0).at(0).toLongLong(), 600 - left);
        }
    }

    void theStoreIsKeptUnderItsSize()
    {
        const FilledStore filled(600, 20'000);
        const std::int64_t used = filled.reader->statistics()->usedBytes;
        QVERIFY(used > 600 * 20'000);
        RetentionKeeper keeper(*filled.store);
        QSignalSpy removed(&keeper, &RetentionKeeper::removed);
        const auto estimate = countOf(keeper, {0, 0, used / 2});
        QVERIFY(estimate > 250 && estimate < 350);
        keeper.setRetention({0, 0, used / 2});
        QTRY_COMPARE(removed.size(), 1);
        const auto now = *filled.reader->statistics();
        QVERIFY(now.usedBytes <= used / 2);
        QVERIFY2(now.captures > 200, "more than was asked for is gone");
    }

    void whatWaitsForAHandlerStays_data()
    {
        QTest::addColumn<qlonglong>("captures");
        QTest::addColumn<qlonglong>("days");
        QTest::newRow("by count") << 48LL << 0LL;
        QTest::newRow("by age") << 0LL << 2LL;
    }
    void whatWaitsForAHandlerStays()
    {
        QFETCH(qlonglong, captures);
        QFETCH(qlonglong, days);
        const FilledStore filled(600, 10, 300);
        const auto before = filled.ids();
        RetentionKeeper keeper(*filled.store);
        const Retention retention{captures, days, 0};
        const auto counted = wholeCountOf(keeper, retention);
        QCOMPARE(counted.captures, 252);
        QCOMPARE(counted.stay.waiting, 300);
        keeper.setRetention(retention);
        QTRY_COMPARE(keeper.stayed().waiting, 300);
        QCOMPARE(keeper.stayed().marked, 0);
        const auto after = filled.ids();
        QCOMPARE(after.size(), 348u);
        QVERIFY(std::equal(before.begin(), before.begin() + 300, after.begin()));
        QVERIFY(std::equal(before.end() - 48, before.end(), after.end() - 48));
        QCOMPARE(filled.store->inboxSize().value(), 600); // each for two targets

        std::vector<std::int64_t> positions;
        const auto waiting = filled.store->inbox(0, 1000);
        for (const InboxItem& item : *waiting)
            positions.push_back(item.position);
        QVERIFY(filled.store->skipInbox(positions));
        keeper.setRetention({captures, days, 1'000'000'000});
        QTRY_COMPARE(filled.ids().size(), 48u);
        QTRY_COMPARE(keeper.stayed().waiting, 0);
    }

    void nothingYoungerIsRemovedInsteadToGetUnderTheSize()
    {
        const FilledStore filled(400, 20'000, 300);
        const std::int64_t used = filled.reader->statistics()->usedBytes;
        RetentionKeeper keeper(*filled.store);
        keeper.setRetention({0, 0, used / 2});
        QTRY_VERIFY(keeper.stayed().waiting > 150);
        QVERIFY2(filled.ids().size() > 390u, "requests that are young enough went for those that wait");
        keeper.setRetention({0, 0, used / 100});
        QTRY_COMPARE(keeper.stayed().waiting, 300);
        QTRY_VERIFY(filled.ids().size() < 310u);
    }

    void whatIsMarkedStaysIfThatIsWanted()
    {
        const FilledStore filled(100);
        const auto ids = filled.ids();
        AnnotationChange note;
        note.note = "look at this again";
        AnnotationChange keep;
        keep.addTags = {"other", "Keep"};
        AnnotationChange other;
        other.addTags = {"keepsake"};
        QVERIFY(filled.store->annotate({ids[0], ids[1]}, note));
        QVERIFY(filled.store->annotate({ids[2]}, keep));
        QVERIFY(filled.store->annotate({ids[3]}, other));
        RetentionKeeper keeper(*filled.store);
        keeper.setRetention({10, 0, 0});
        QTRY_COMPARE(keeper.stayed().marked, 3);
        auto left = filled.ids();
        QCOMPARE(left.size(), 13u);
        QVERIFY(std::equal(ids.begin(), ids.begin() + 3, left.begin()));
        keeper.setRetention({10, 0, 0, store::KeepMarked::No});
        QTRY_COMPARE(filled.ids().size(), 10u);
        QTRY_COMPARE(keeper.stayed().marked, 0);
    }

    void whatIsQueuedMeanwhileStays()
    {
        const FilledStore filled(10, 10, 1);
        const auto ids = filled.ids();
        QVERIFY(filled.store->queueForDelivery({{0, ids[4], catchAllEndpoint, "http://127.0.0.1:1/", 0, false}}));
        QCOMPARE(filled.store->removeUnneeded({ids.begin(), ids.begin() + 6}, store::KeepMarked::Yes).value(), 4);
        const auto left = filled.ids();
        QCOMPARE(left.size(), 6u);
        QCOMPARE(left[0], ids[0]);
        QCOMPARE(left[1], ids[4]);
    }

    void keepingEverythingAgainStopsIt()
    {
        const FilledStore filled(20);
        RetentionKeeper keeper(*filled.store);
        keeper.setRetention({10, 0, 0});
        keeper.setRetention({});
        QCOMPARE(countOf(keeper, {}), 0); // the thread has done what was asked before
        QVERIFY(filled.ids().size() == 20 || filled.ids().size() == 10);
    }
};

HOOKLOUPE_TEST(TestRetention)
#include "tst_retention.moc"
