// SPDX-License-Identifier: GPL-3.0-or-later
// What other programs write into the file of a store in use.
#include "store_fixture.h"
#include "support/older_state.h"

#include <QProcess>
#include <QRegularExpression>

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <optional>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

namespace fs = std::filesystem;

struct Used {
    Folder folder;
    Said said;
    std::mutex mutex;
    std::vector<StoreLoss> lost;
    std::optional<StoreEnd> end;
    std::unique_ptr<Store> store;
    std::int64_t number = 0;

    Used() { open(); }
    void open()
    {
        auto callbacks = said.callbacks();
        callbacks.lost = [this](const StoreLoss& loss) {
            const std::lock_guard lock(mutex);
            lost.push_back(loss);
        };
        callbacks.ended = [this](const StoreEnd& given) { end = given; };
        store = openStore(at(folder), callbacks);
        if (!store)
            qFatal("no store");
    }
    /// Waits for each: a batch of its own.
    void add(int count)
    {
        for (int i = 0; i < count; ++i) {
            ++number;
            (void)store->enqueue(sampleCapture(number), static_cast<std::uint64_t>(number));
            store->flush();
        }
    }
    [[nodiscard]] std::size_t refused()
    {
        const std::lock_guard lock(said.mutex);
        return said.failed.size();
    }
    [[nodiscard]] std::vector<StoreLoss> losses()
    {
        const std::lock_guard lock(mutex);
        return lost;
    }
    [[nodiscard]] bool waitUntilOver()
    {
        return QTest::qWaitFor([&] { return !losses().empty() && losses().back().over; }, 60'000);
    }
    [[nodiscard]] std::string backup() const { return folder.path + ".backup"; }
};

bool runOther(const std::string& path, const char* sql)
{
    sqlite3* other = nullptr;
    sqlite3_open(path.c_str(), &other);
    sqlite3_busy_timeout(other, 30'000);
    const bool good = sqlite3_exec(other, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(other);
    return good;
}

} // namespace

class TestStoreOlder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void anOlderStateIsALossWhoseNumberIsTold_data()
    {
        QTest::addColumn<bool>("atRest");
        QTest::addColumn<bool>("larger");
        QTest::newRow("seen at rest") << true << false;
        QTest::newRow("seen by a commit") << false << false;
        QTest::newRow("in a larger file") << false << true;
    }
    void anOlderStateIsALossWhoseNumberIsTold()
    {
        QFETCH(bool, atRest);
        QFETCH(bool, larger);
        Used used;
        used.add(30);
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        if (larger)
            QVERIFY(runOther(used.backup(), "INSERT INTO meta VALUES ('filler', zeroblob(4000000))"));
        used.add(70);
        QVERIFY(copyDatabase(used.backup(), used.folder.path));
        if (!atRest)
            used.add(1);
        QVERIFY(used.waitUntilOver());
        const StoreLoss first = used.losses().front();
        QCOMPARE(first.fate, Fate::Older);
        QCOMPARE(first.missing, 70);
        QVERIFY(!first.atMost);
        const StoreLoss over = used.losses().back();
        QCOMPARE(over.missing, 70);
        QVERIFY(!over.sameFile); // what waits in there may have been sent already
        QVERIFY(!over.salvaged);
        const std::size_t acknowledged = used.said.ids().size();
        used.add(5);
        const auto ids = used.said.ids();
        QCOMPARE(ids.size(), acknowledged + 5);
        QVERIFY(toInt(ids.back()) > 100); // no id is given twice
        used.store.reset();
        QVERIFY(used.end);
        QCOMPARE(used.end->missing, 70);
        QVERIFY(!used.end->isWhole());
        const auto there = allIds(used.folder.path);
        for (std::size_t i = acknowledged; i < ids.size(); ++i)
            QVERIFY(std::find(there.begin(), there.end(), ids[i]) != there.end());
    }

    void whatWasPassedOnSinceThenIsMissedToo()
    {
        Used used;
        const auto capture = sampleCapture(1);
        capture->forwardTo = {"http://127.0.0.1:1/"};
        QVERIFY(used.store->enqueue(capture, 1));
        used.store->flush();
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        Delivery delivery;
        delivery.capture = CaptureId{1};
        delivery.status = 200;
        used.store->recordDelivery(delivery, used.said.committed.front().inboxPositions.front());
        used.store->flush();
        QVERIFY(copyDatabase(used.backup(), used.folder.path));
        QVERIFY(used.waitUntilOver());
        QCOMPARE(used.losses().front().fate, Fate::Older);
        QCOMPARE(used.losses().back().missing, 0);
        QVERIFY(!used.losses().back().sameFile);
    }

    void whatOthersMayDoIsNoLoss_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("a tag") << QByteArray("INSERT INTO annotations VALUES (1, 0, 'mine', '')");
        QTest::newRow("packed") << QByteArray("DELETE FROM bodies WHERE id < 150; DELETE FROM captures WHERE id < 150; VACUUM; "
                                              "PRAGMA wal_checkpoint(TRUNCATE)");
        QTest::newRow("log emptied") << QByteArray("PRAGMA wal_checkpoint(TRUNCATE)");
        QTest::newRow("log started over") << QByteArray("PRAGMA wal_checkpoint(RESTART)");
    }
    void whatOthersMayDoIsNoLoss()
    {
        QFETCH(QByteArray, sql);
        Used used;
        used.add(200);
        for (int round = 0; round < 5; ++round) {
            QVERIFY(runOther(used.folder.path, round == 0 || sql.startsWith("PRAGMA") ? sql.constData() : "PRAGMA wal_checkpoint(TRUNCATE)"));
            used.add(20);
        }
        used.store.reset(); // it looks once more
        QVERIFY2(used.losses().empty(), used.losses().empty() ? "" : qPrintable(QString::number(int(used.losses().front().fate))));
        QCOMPARE(used.refused(), 0u);
        QCOMPARE(used.said.ids().size(), 300u);
    }

    void bytesThatAreAppendedAndGoAgainAreNotALoss()
    {
        Used used;
        used.add(50);
        // By another process: to close the store's file in this one would drop SQLite's locks.
        const QString append = u"head -c 1000000 /dev/zero | tr '\\0' '\\377' >> \"$1\""_s;
        QCOMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, append, u"sh"_s, QString::fromStdString(used.folder.path)}), 0);
        used.add(50);
        QVERIFY(QTest::qWaitFor([&] {
            used.add(1); // a checkpoint follows
            return fs::file_size(used.folder.path) < 1'000'000;
        }, 60'000));
        used.add(10);
        const auto count = used.said.ids().size();
        used.store.reset();
        QVERIFY(used.losses().empty());
        QCOMPARE(used.refused(), 0u);
        QCOMPARE(allIds(used.folder.path).size(), count);
    }

    /// `cp backup store`, over it.
    void afterACopyOverItTheNumberIsToldToo()
    {
        Used used;
        used.add(30);
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        used.add(1500);
        QVERIFY(runOther(used.folder.path, "PRAGMA wal_checkpoint(TRUNCATE)"));
        QCOMPARE(QProcess::execute(u"cp"_s, {QString::fromStdString(used.backup()), QString::fromStdString(used.folder.path)}), 0);
        QVERIFY(used.waitUntilOver());
        const StoreLoss over = used.losses().back();
        const auto there = allIds(used.folder.path);
        QCOMPARE(over.missing, 1530 - static_cast<std::int64_t>(there.size()));
        QVERIFY(over.missing > 0);
        used.store.reset();
        QVERIFY(used.end && !used.end->isWhole());
    }
};

QTEST_GUILESS_MAIN(TestStoreOlder)
#include "tst_store_older.moc"
