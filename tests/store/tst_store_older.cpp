// SPDX-License-Identifier: GPL-3.0-or-later
// What other programs write into the file of a store in use.
#include "support/test_main.h"
#include "store/acknowledged.h"
#include "store/ledger.h"
#include "store/opening.h"
#include "store_fixture.h"
#include "support/older_state.h"

#include <QProcess>
#include <QRegularExpression>

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <functional>
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
    /// One that is to be passed on. Returns its place in the inbox, or 0.
    std::int64_t addForwarded()
    {
        const auto capture = sampleCapture(++number);
        capture->forwardTo = {"http://127.0.0.1:1/"};
        (void)store->enqueue(capture, static_cast<std::uint64_t>(number));
        store->flush();
        const std::lock_guard lock(said.mutex);
        return said.committed.empty() || said.committed.back().inboxPositions.empty() ? 0 : said.committed.back().inboxPositions.front();
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

Delivery deliveryOfFirst()
{
    Delivery delivery;
    delivery.capture = CaptureId{1};
    delivery.status = 200;
    return delivery;
}

bool runOther(const std::string& path, const char* sql)
{
    sqlite3* other = nullptr;
    sqlite3_open(path.c_str(), &other);
    sqlite3_busy_timeout(other, 30'000);
    const bool good = sqlite3_exec(other, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(other);
    return good;
}

/// As another program does, when nobody is in its way any more.
bool emptyLogOf(const std::string& path)
{
    sqlite3* other = nullptr;
    sqlite3_open(path.c_str(), &other);
    sqlite3_busy_timeout(other, 30'000);
    int code = sqlite3_exec(other, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    (void)QTest::qWaitFor([&] {
        code = sqlite3_wal_checkpoint_v2(other, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        return code == SQLITE_OK;
    }, 60'000);
    sqlite3_close(other);
    return code == SQLITE_OK;
}

/// How many of them are in that file with their bytes.
std::size_t wholeOf(const std::vector<CaptureId>& ids, const std::string& path)
{
    auto connection = Connection::open(path, Connection::Mode::Read);
    return static_cast<std::size_t>(std::count_if(ids.begin(), ids.end(), [&](CaptureId id) {
        const auto sql = "SELECT 1 FROM captures JOIN bodies USING (id) WHERE id = " + std::to_string(toInt(id));
        const auto found = connection ? connection->number(sql.c_str()) : Result<std::optional<std::int64_t>>(connection.error());
        return found && *found;
    }));
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
        const std::int64_t position = used.addForwarded();
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        used.store->recordDelivery(deliveryOfFirst(), position);
        used.store->flush();
        QVERIFY(copyDatabase(used.backup(), used.folder.path));
        QVERIFY(used.waitUntilOver());
        QCOMPARE(used.losses().front().fate, Fate::Older);
        QCOMPARE(used.losses().back().missing, 0);
        QVERIFY(!used.losses().back().sameFile);
    }

    void anOlderStateThatCameWhileItWasAwayIsNotTheSame_data()
    {
        QTest::addColumn<bool>("meanwhile");
        QTest::newRow("passed on before") << false;
        QTest::newRow("passed on while it was away") << true;
    }
    void anOlderStateThatCameWhileItWasAwayIsNotTheSame()
    {
        QFETCH(bool, meanwhile);
        Used used;
        const std::int64_t position = used.addForwarded();
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        const auto passOn = [&] {
            used.store->recordDelivery(deliveryOfFirst(), position);
            used.store->flush();
        };
        if (!meanwhile)
            passOn();
        const fs::path home = fs::path(used.folder.path).parent_path();
        const fs::path away = home.string() + "-away"; // with the log, so that another program shares it still
        fs::rename(home, away);
        QVERIFY(QTest::qWaitFor([&] { return !used.losses().empty(); }, 60'000));
        if (meanwhile)
            passOn();
        const std::string moved = (away / fs::path(used.folder.path).filename()).string();
        const bool restored = copyDatabase(moved + ".backup", moved);
        fs::rename(away, home);
        QVERIFY(restored);
        QVERIFY(used.waitUntilOver());
        QCOMPARE(used.losses().back().fate, Fate::Moved);
        QCOMPARE(used.losses().back().missing, 0);
        QVERIFY(!used.losses().back().sameFile);
        QCOMPARE(used.store->inboxSize().value(), 1); // it waits again
    }

    void aChangeDoesNotHideAnOlderState()
    {
        Used used;
        const std::int64_t position = used.addForwarded();
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        used.store->recordDelivery(deliveryOfFirst(), position);
        used.store->flush();
        QVERIFY(copyDatabase(used.backup(), used.folder.path));
        (void)used.store->addDelivery(deliveryOfFirst(), position); // with the number of the one that is gone
        QVERIFY(used.waitUntilOver());
        QCOMPARE(used.losses().front().fate, Fate::Older);
    }

    void whatIsNotPassedOnAnyMoreIsNotDeleted()
    {
        Used used;
        const std::int64_t position = used.addForwarded();
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        used.add(5);
        QVERIFY(used.store->skipInbox({position}));
        QVERIFY(copyDatabase(used.backup(), used.folder.path));
        QVERIFY(used.waitUntilOver());
        QCOMPARE(used.losses().front().missing, 5);
        QVERIFY(!used.losses().front().atMost);
        QVERIFY(!used.losses().back().atMost);
    }

    void whatWasNeverAcknowledgedIsNotMissing_data()
    {
        QTest::addColumn<int>("acknowledged");
        QTest::newRow("after others") << 3;
        QTest::newRow("alone") << 0;
    }
    /// An older state that comes between a commit and the look after it.
    void whatWasNeverAcknowledgedIsNotMissing()
    {
        QFETCH(int, acknowledged);
        const Folder folder;
        const std::string backup = folder.path + ".backup";
        auto opened = openForWriting(folder.path);
        QVERIFY(opened.ok());
        Opened parts = std::move(opened).value();
        auto made = Ledger::open(std::move(parts.connection), at(folder));
        QVERIFY(made.ok());
        Ledger& ledger = **made;
        const auto add = [&ledger](int count, const std::function<Status()>& mayCommit) {
            Batch batch;
            for (int i = 0; i < count; ++i)
                batch.captures.push_back({sampleCapture(i), 0});
            return ledger.commit(batch, mayCommit);
        };
        QVERIFY(add(2, [] { return success(); }).ok());
        QVERIFY(copyDatabase(folder.path, backup));
        QVERIFY(add(acknowledged, [] { return success(); }).ok());
        int looks = 0;
        bool restored = false;
        const Status last = add(4, [&]() -> Status {
            if (++looks == 3)
                restored = copyDatabase(backup, folder.path);
            return ledger.lookForOthers() == StateWatch::Seen::Older ? Status(Error{ErrorCode::StoreGone, folder.path}) : success();
        });
        QCOMPARE(looks, 3);
        QVERIFY(restored);
        QVERIFY(!last.ok());
        QVERIFY(ledger.state().isOlder());
        Acknowledged told = Acknowledged::nothingAfter(0);
        told.add(2 + acknowledged, 2 + acknowledged);
        QCOMPARE(missingOf(told, ledger.connection()).captures, acknowledged);
        QCOMPARE(ledger.state().reached().capture, 2 + acknowledged);
    }

    /// Whose last bodies have no capture any more.
    void whatIsClearedOfADamagedStoreIsNoLoss()
    {
        Used used;
        used.add(10);
        used.store.reset();
        QVERIFY(runOther(used.folder.path, "DELETE FROM captures WHERE id > 5"));
        used.open();
        QVERIFY(!used.store->salvage());
        QCOMPARE(used.store->clear().value(), 5);
        QVERIFY(runOther(used.folder.path, "INSERT INTO meta VALUES ('filler', 'x')")); // so that it looks
        QVERIFY(used.store->purge());
        used.add(1);
        QCOMPARE(used.said.ids().size(), 11u);
        used.store.reset();
        QVERIFY(used.losses().empty());
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
        used.add(1); // a checkpoint follows
        QVERIFY(QTest::qWaitFor([&] { return fs::file_size(used.folder.path) < 1'000'000; }, 60'000));
        used.add(10);
        const auto count = used.said.ids().size();
        used.store.reset();
        QVERIFY(used.losses().empty());
        QCOMPARE(used.refused(), 0u);
        QCOMPARE(allIds(used.folder.path).size(), count);
    }

    /// `cp backup store`, over it: SQLite notices nothing as long as its log is what it was.
    void afterACopyOverItTheNumberIsToldToo_data()
    {
        QTest::addColumn<bool>("atRest");
        QTest::addColumn<bool>("sameSize");
        QTest::newRow("at rest, of a smaller file") << true << false;
        QTest::newRow("at rest, of a file of the same size") << true << true;
        QTest::newRow("and captures come, into a smaller file") << false << false;
        QTest::newRow("and captures come, into a file of the same size") << false << true;
    }
    void afterACopyOverItTheNumberIsToldToo()
    {
        QFETCH(bool, atRest);
        QFETCH(bool, sameSize);
        Used used;
        used.add(30);
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        used.add(1500);
        QVERIFY(emptyLogOf(used.folder.path));
        if (sameSize)
            QVERIFY(fs::file_size(used.folder.path) > fs::file_size(used.backup()));
        if (sameSize)
            fs::resize_file(used.backup(), fs::file_size(used.folder.path));
        QCOMPARE(QProcess::execute(u"cp"_s, {QString::fromStdString(used.backup()), QString::fromStdString(used.folder.path)}), 0);
        if (atRest)
            QVERIFY(used.waitUntilOver());
        else
            QVERIFY(QTest::qWaitFor([&] {
                used.add(1);
                return !used.losses().empty() && used.losses().back().over;
            }, 60'000));
        used.store.reset();
        const auto acknowledged = used.said.ids().size();
        QVERIFY(used.end && !used.end->isWhole());
        QCOMPARE(used.end->missing, static_cast<std::int64_t>(acknowledged - wholeOf(used.said.ids(), used.folder.path)));
        QVERIFY(used.end->missing > 0);
        QVERIFY(!used.end->atMost);
    }

    void aFileWithoutSomeBytesLacksThem_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("missing");
        QTest::addColumn<bool>("damaged");
        QTest::newRow("rows without bytes") << QByteArray("DELETE FROM bodies WHERE id BETWEEN 41 AND 60; VACUUM") << 20 << false;
        QTest::newRow("a table that is damaged") << QByteArray("DELETE FROM bodies WHERE id BETWEEN 41 AND 60; DROP INDEX captures_by_endpoint; VACUUM") << 20 << true;
    }
    /// Whose newest ids are all there.
    void aFileWithoutSomeBytesLacksThem()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, missing);
        QFETCH(bool, damaged);
        Used used;
        used.add(100);
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        QVERIFY(runOther(used.backup(), sql.constData()));
        fs::rename(used.folder.path, used.folder.path + ".away");
        fs::copy_file(used.backup(), used.folder.path);
        QVERIFY(used.waitUntilOver());
        QCOMPARE(used.losses().back().salvaged.has_value(), damaged);
        QCOMPARE(used.losses().back().missing, missing);
        used.store.reset();
        QVERIFY(used.end && !used.end->isWhole());
        QCOMPARE(used.end->missing, missing);
    }

    void whatIsSetBackTwiceIsCountedOnce()
    {
        Used used;
        used.add(30);
        QVERIFY(copyDatabase(used.folder.path, used.backup()));
        used.add(70);
        for (int round = 0; round < 3; ++round) {
            const std::size_t losses = used.losses().size();
            QVERIFY(copyDatabase(used.backup(), used.folder.path));
            QVERIFY(QTest::qWaitFor([&] { return used.losses().size() > losses && used.losses().back().over; }, 60'000));
            used.add(10);
        }
        QCOMPARE(used.losses().front().missing, 70);
        QCOMPARE(used.losses().back().missing, 10);
        used.store.reset();
        QCOMPARE(used.end->missing, 90);
    }
};

HOOKLOUPE_TEST(TestStoreOlder)
#include "tst_store_older.moc"
