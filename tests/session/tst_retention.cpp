// SPDX-License-Identifier: GPL-3.0-or-later
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

    explicit FilledStore(int count, std::size_t bodyBytes = 10)
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
            if (!store->enqueue(std::move(capture), static_cast<std::uint64_t>(i)))
                qFatal("not stored");
        }
        store->flush();
        reader = std::move(store::Reader::open(options.path)).value();
    }
    [[nodiscard]] std::vector<CaptureId> ids() const { return *reader->ids({}); }
};

std::int64_t countOf(RetentionKeeper& keeper, const Retention& retention)
{
    std::optional<Result<std::int64_t>> answer;
    keeper.count(retention, [&](Result<std::int64_t> count) { answer = std::move(count); });
    [&] { QTRY_VERIFY(answer); }();
    return answer && answer->ok() ? answer->value() : -1;
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

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
