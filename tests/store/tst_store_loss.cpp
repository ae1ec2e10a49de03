// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite.h"
#include "store_fixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <sqlite3.h>

#include <filesystem>
#include <set>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

namespace fs = std::filesystem;

/// A store in a folder of its own that can be moved, and everything it said.
struct Used {
    QTemporaryDir dir;
    std::string folder = dir.filePath(u"inner"_s).toStdString();
    std::string path = folder + "/captures.hookloupe";
    Said said;
    std::mutex mutex;
    std::vector<StoreLoss> lost;
    std::unique_ptr<Store> store;
    std::int64_t number = 0;

    Used()
    {
        StoreOptions options;
        options.path = path;
        options.rescueFolder = dir.filePath(u"state/hookloupe"_s).toStdString();
        auto callbacks = said.callbacks();
        callbacks.lost = [this](const StoreLoss& loss) {
            const std::lock_guard lock(mutex);
            lost.push_back(loss);
        };
        store = openStore(options, callbacks);
        if (!store)
            qFatal("no store");
    }
    /// Their tickets are their numbers, and their targets have them.
    bool add(int count)
    {
        bool taken = true;
        for (int i = 0; i < count; ++i) {
            ++number;
            taken = store->enqueue(sampleCapture(number), static_cast<std::uint64_t>(number)).ok() && taken;
        }
        store->flush();
        return taken;
    }
    [[nodiscard]] std::optional<StoreLoss> lastLoss()
    {
        const std::lock_guard lock(mutex);
        return lost.empty() ? std::nullopt : std::optional(lost.back());
    }
    [[nodiscard]] std::size_t failures()
    { const std::lock_guard lock(said.mutex); return said.failed.size(); }
    [[nodiscard]] bool waitUntil(const std::function<bool(const StoreLoss&)>& is)
    { return QTest::qWaitFor([&] { const auto loss = lastLoss(); return loss && is(*loss); }, 60'000); }
    [[nodiscard]] bool waitUntilOver() { return waitUntil([](const StoreLoss& loss) { return loss.over; }); }
    [[nodiscard]] bool waitUntilRescued() { return waitUntil([](const StoreLoss& loss) { return !loss.rescuedTo.empty(); }); }
};

/// The targets of a store's captures that were not refused.
std::set<std::string> acknowledgedIn(const std::string& path)
{
    std::set<std::string> targets;
    auto reader = Reader::open(path);
    if (!reader) {
        qCritical("%s", reader.error().detail.c_str());
        return targets;
    }
    const auto summaries = reader.value()->summaries(*reader.value()->ids({}));
    for (const auto& summary : *summaries) {
        if (summary.refusal == Refusal::None)
            targets.insert(summary.target);
    }
    return targets;
}

std::set<std::string> targetsOf(Said& said)
{
    std::set<std::string> targets;
    const std::lock_guard lock(said.mutex);
    for (const auto& one : said.committed)
        targets.insert(one.capture->summary.target);
    return targets;
}

bool isWhole(const std::string& path)
{
    auto connection = Connection::open(path, Connection::Mode::Read);
    return connection && connection->text("PRAGMA integrity_check").value() == "ok";
}

/// As another program would: a connection of this one empties the log when it closes, which looks like a loss.
bool copyTo(const std::string& copy, const std::string& path)
{
    sqlite3* db = nullptr;
    (void)sqlite3_open(path.c_str(), &db);
    const bool done = sqlite3_exec(db, ("VACUUM INTO '" + copy + "'").c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_close(db);
    return done;
}

bool isPrivate(const std::string& path)
{
    return (fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none;
}

} // namespace

class TestStoreLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aDeletedStoreIsRescuedBesideItself()
    {
        Used used;
        QVERIFY(used.add(20));
        fs::remove(used.path);
        (void)used.add(5);
        QCOMPARE(used.said.ids().size(), 20u);
        QVERIFY(used.failures() > 0);
        QCOMPARE(used.said.failed.front().error.code, ErrorCode::StoreGone);
        QVERIFY(used.waitUntilRescued());
        const StoreLoss loss = *used.lastLoss();
        QCOMPARE(loss.fate, Fate::Deleted);
        QCOMPARE(loss.path, used.path);
        QVERIFY(!loss.over);
        QVERIFY(loss.rescuedTo.starts_with(used.folder + "/captures.rescued-"));
        QVERIFY(loss.rescuedTo.ends_with(".hookloupe"));
        QVERIFY(isPrivate(loss.rescuedTo));
        QCOMPARE(acknowledgedIn(loss.rescuedTo), targetsOf(used.said));
        QCOMPARE(used.store->enqueue(sampleCapture(), 99).error().code, ErrorCode::StoreGone);
        QVERIFY(!fs::exists(used.path + "-wal"));
        used.store.reset();
        QVERIFY(isWhole(loss.rescuedTo));
        QVERIFY(!fs::exists(used.path));
    }

    void whatWasNotAcknowledgedIsRescuedAsRefused()
    {
        Used used;
        QVERIFY(used.add(3));
        fs::remove(used.path);
        const auto capture = sampleCapture(77);
        capture->forwardTo = {"http://127.0.0.1:1/"};
        QVERIFY(used.store->enqueue(capture, 77));
        used.store->flush();
        QVERIFY(used.waitUntilRescued());
        const auto rescued = used.lastLoss()->rescuedTo;
        auto reader = Reader::open(rescued);
        const CaptureSummary newest = reader.value()->summaries(*reader.value()->newest(1))->front();
        QCOMPARE(newest.target, sampleCapture(77)->summary.target);
        QCOMPARE(newest.refusal, Refusal::StoreFailed);
        QCOMPARE(newest.answerStatus, 503);
        QCOMPARE(used.store->inboxSize().value(), 0); // its sender was told that it was not taken
        QCOMPARE(acknowledgedIn(rescued).size(), 3u);
    }

    void itGoesOnByItselfWhenTheRescuedOneIsPutBack()
    {
        Used used;
        QVERIFY(used.add(20));
        auto reader = used.store->openReader();
        QCOMPARE(reader.value()->ids({})->size(), 20u);
        fs::remove(used.path);
        (void)used.add(1);
        QVERIFY(used.waitUntilRescued());
        QCOMPARE(reader.value()->ids({})->size(), 21u); // it reads the rescued one
        fs::rename(used.lastLoss()->rescuedTo, used.path);
        QVERIFY(used.waitUntilOver());
        QVERIFY(!used.store->loss());
        QCOMPARE(used.store->path(), used.path);
        QVERIFY(used.add(20));
        QCOMPARE(targetsOf(used.said).size(), 40u);
        QCOMPARE(reader.value()->ids({})->size(), 41u);
        reader.value().reset();
        used.store.reset();
        QCOMPARE(acknowledgedIn(used.path), targetsOf(used.said));
        QVERIFY(isWhole(used.path));
        const auto left = QDir(QString::fromStdString(used.folder)).entryList({u"*-wal"_s, u"*-shm"_s, u"*.part"_s}, QDir::Files);
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u' ')));
    }

    void itGoesOnInTheRescuedOneIfThatIsChosen()
    {
        Used used;
        QVERIFY(used.add(20));
        fs::remove(used.path);
        (void)used.add(1);
        QVERIFY(used.waitUntilRescued());
        const auto rescued = used.lastLoss()->rescuedTo;
        QVERIFY(used.store->continueAt(rescued));
        QVERIFY(used.lastLoss()->over);
        QCOMPARE(used.store->path(), rescued);
        QVERIFY(used.add(20));
        QCOMPARE(used.store->continueAt(rescued).error().code, ErrorCode::InvalidInput);
        used.store.reset();
        QCOMPARE(acknowledgedIn(rescued), targetsOf(used.said));
    }

    void itIsNoticedAtRest()
    {
        Used used;
        QVERIFY(used.add(3));
        fs::remove(used.path);
        QVERIFY(used.waitUntilRescued());
        QCOMPARE(used.failures(), 0u);
        QCOMPARE(acknowledgedIn(used.lastLoss()->rescuedTo).size(), 3u);
    }

    void anotherFileInItsPlaceIsLeftAlone()
    {
        Used used;
        QVERIFY(used.add(20));
        const std::string other = used.dir.filePath(u"other.hookloupe"_s).toStdString();
        {
            StoreOptions options;
            options.path = other;
            const auto store = openStore(options);
            QVERIFY(store->enqueue(sampleCapture(500), 1));
            store->flush();
        }
        const std::string before = readAll(other);
        fs::rename(other, used.path);
        (void)used.add(5);
        QVERIFY(used.waitUntilRescued());
        const StoreLoss loss = *used.lastLoss();
        QCOMPARE(loss.fate, Fate::Replaced);
        QVERIFY(loss.otherAtPath);
        QCOMPARE(acknowledgedIn(loss.rescuedTo), targetsOf(used.said));
        QCOMPARE(used.store->continueAt(used.path).error().code, ErrorCode::InvalidInput); // it is another store
        used.store.reset();
        QCOMPARE(readAll(used.path), before);
        QVERIFY(!fs::exists(used.path + "-wal")); // else the log of the one would be played into the other
        QCOMPARE(acknowledgedIn(used.path).size(), 1u);
        QVERIFY(isWhole(loss.rescuedTo));
    }

    void aCopyOfItThatTakesItsPlaceIsGoneOnWith()
    {
        Used used;
        QVERIFY(used.add(20));
        const std::string copy = used.dir.filePath(u"copy.hookloupe"_s).toStdString();
        QVERIFY(copyTo(copy, used.path));
        QVERIFY(used.add(10));
        fs::rename(copy, used.path);
        QVERIFY(used.waitUntilOver());
        const auto all = *used.lastLoss();
        QCOMPARE(acknowledgedIn(all.rescuedTo).size(), 30u);
        QVERIFY(used.add(10));
        used.store.reset();
        QCOMPARE(acknowledgedIn(used.path).size(), 30u);
        // No number is used twice: the window knows those of before.
        auto reader = Reader::open(used.path);
        QVERIFY(toInt(reader.value()->ids({})->back()) >= 40);
    }

    void aMovedStoreHasAllThatWasAcknowledged()
    {
        Used used;
        QVERIFY(used.add(20));
        const std::string elsewhere = used.dir.filePath(u"elsewhere.hookloupe"_s).toStdString();
        fs::rename(used.path, elsewhere);
        (void)used.add(5);
        QVERIFY(used.waitUntil([](const StoreLoss&) { return true; }));
        QCOMPARE(used.lastLoss()->fate, Fate::Moved);
        QCOMPARE(used.lastLoss()->nowAt, elsewhere);
        QVERIFY(used.lastLoss()->rescuedTo.empty());
        QCOMPARE(acknowledgedIn(elsewhere), targetsOf(used.said));
        fs::rename(elsewhere, used.path);
        QVERIFY(used.waitUntilOver());
        QVERIFY(used.add(20));
        fs::rename(used.path, elsewhere);
        QVERIFY(used.waitUntil([](const StoreLoss& loss) { return !loss.over; }));
        QVERIFY(used.store->continueAt(elsewhere));
        QCOMPARE(used.store->path(), elsewhere);
        QVERIFY(used.add(20));
        used.store.reset();
        QCOMPARE(acknowledgedIn(elsewhere), targetsOf(used.said));
        QCOMPARE(targetsOf(used.said).size(), 60u);
        QVERIFY(QDir(QString::fromStdString(used.folder)).entryList({u"captures.hookloupe"_s, u"*-wal"_s, u"*-shm"_s}, QDir::Files).isEmpty());
    }

    void aMovedFolderTakesAllAlong()
    {
        Used used;
        const auto large = sampleCapture(1000);
        large->body = std::string(9'000'000, 'l');
        QVERIFY(used.store->enqueue(large, 1000));
        QVERIFY(used.add(20));
        const std::string elsewhere = used.dir.filePath(u"elsewhere"_s).toStdString();
        fs::rename(used.folder, elsewhere);
        (void)used.add(5);
        QVERIFY(used.waitUntil([](const StoreLoss&) { return true; }));
        QCOMPARE(used.lastLoss()->fate, Fate::Moved);
        QCOMPARE(used.lastLoss()->nowAt, elsewhere + "/captures.hookloupe");
        QCOMPARE(acknowledgedIn(elsewhere + "/captures.hookloupe"), targetsOf(used.said));
        fs::rename(elsewhere, used.folder);
        QVERIFY(used.waitUntilOver());
        QVERIFY(used.add(20));
        used.store.reset();
        QCOMPARE(acknowledgedIn(used.path), targetsOf(used.said));
        QCOMPARE(targetsOf(used.said).size(), 41u);
    }

    void aDeletedFolderIsRescuedElsewhere()
    {
        Used used;
        QVERIFY(used.add(20));
        fs::remove_all(used.folder);
        (void)used.add(5);
        QVERIFY(used.waitUntilRescued());
        const auto rescued = used.lastLoss()->rescuedTo;
        QVERIFY(rescued.starts_with(used.dir.filePath(u"state/hookloupe/captures.rescued-"_s).toStdString()));
        QVERIFY(!used.lastLoss()->trouble);
        used.store.reset();
        QCOMPARE(acknowledgedIn(rescued), targetsOf(used.said));
        QVERIFY(!fs::exists(used.folder));
    }

    void largeBodiesAreRescuedToo()
    {
        Used used;
        for (int i = 0; i < 2; ++i) {
            const auto large = sampleCapture(1000 + i);
            large->body = std::string(9'000'000, static_cast<char>('a' + i));
            QVERIFY(used.store->enqueue(large, 1000));
        }
        used.store->flush();
        fs::remove(used.path);
        const auto late = sampleCapture(1002);
        late->body = std::string(9'000'000, 'c');
        QVERIFY(used.store->enqueue(late, 1002));
        used.store->flush();
        QVERIFY(used.waitUntilRescued());
        const auto rescued = used.lastLoss()->rescuedTo;
        used.store.reset();
        auto reader = Reader::open(rescued);
        const auto ids = *reader.value()->ids({});
        QCOMPARE(ids.size(), 3u);
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE((*reader.value()->capture(ids[i]))->body, std::string(9'000'000, static_cast<char>('a' + i)));
    }

    void aRescueThatFindsNoRoomIsTriedAgain()
    {
        Used used;
        QVERIFY(used.add(20));
        const std::string state = used.dir.filePath(u"state"_s).toStdString();
        { QFile inTheWay(QString::fromStdString(state)); QVERIFY(inTheWay.open(QIODevice::WriteOnly)); }
        fs::remove_all(used.folder);
        (void)used.add(1);
        QVERIFY(used.waitUntil([](const StoreLoss& loss) { return loss.trouble.has_value(); }));
        QVERIFY(used.lastLoss()->rescuedTo.empty());
        fs::remove(state);
        QVERIFY(used.waitUntilRescued());
        QVERIFY(!used.lastLoss()->trouble);
        QCOMPARE(acknowledgedIn(used.lastLoss()->rescuedTo).size(), 20u);
    }

    void aLogThatIsTakenAwayIsMadeAnewWithoutLoss_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::newRow("log") << QStringList{u"-wal"_s};
        QTest::newRow("shared memory") << QStringList{u"-shm"_s};
        QTest::newRow("both") << QStringList{u"-wal"_s, u"-shm"_s};
    }
    void aLogThatIsTakenAwayIsMadeAnewWithoutLoss()
    {
        QFETCH(QStringList, files);
        Used used;
        QVERIFY(used.add(200));
        auto reader = used.store->openReader();
        for (const QString& file : files)
            QVERIFY(fs::remove(used.path + file.toStdString()));
        (void)used.add(5);
        QVERIFY(used.waitUntilOver());
        QCOMPARE(used.lastLoss()->fate, Fate::LogGone);
        QCOMPARE(acknowledgedIn(used.path), targetsOf(used.said));
        QVERIFY(fs::exists(used.path + "-wal"));
        QVERIFY(used.add(20));
        QCOMPARE(targetsOf(used.said).size(), 220u);
        QVERIFY(reader.value()->ids({})->size() >= 220u);
        QCOMPARE(acknowledgedIn(used.path), targetsOf(used.said)); // as another program sees it
        used.store.reset();
        QCOMPARE(acknowledgedIn(used.path), targetsOf(used.said));
        QVERIFY(isWhole(used.path));
    }

    void aFileThatIsCutShortIsSalvagedAndGoneOnWith()
    {
        Used used;
        QVERIFY(used.add(2000));
        used.store.reset();
        Used again;
        fs::copy_file(used.path, again.path + ".full");
        again.store.reset();
        fs::rename(again.path + ".full", again.path);
        StoreOptions options;
        options.path = again.path;
        auto callbacks = again.said.callbacks();
        callbacks.lost = [&](const StoreLoss& loss) {
            const std::lock_guard lock(again.mutex);
            again.lost.push_back(loss);
        };
        again.store = openStore(options, callbacks);
        const auto size = fs::file_size(again.path);
        fs::resize_file(again.path, size / 2);
        (void)again.add(5); // refused, or not even taken if it was noticed before
        QVERIFY(again.said.ids().empty());
        const bool over = again.waitUntilOver();
        const auto trouble = again.lastLoss() ? again.lastLoss()->trouble : std::nullopt;
        QVERIFY2(over, trouble ? trouble->detail.c_str() : "it does not say why");
        const StoreLoss loss = *again.lastLoss();
        QCOMPARE(loss.fate, Fate::CutShort);
        QVERIFY(loss.salvaged);
        QVERIFY(loss.salvaged->captures > 500);
        QVERIFY(again.add(20));
        again.store.reset();
        QVERIFY(isWhole(again.path));
    }

    void itsOwnRewritingIsNoLoss()
    {
        Used used;
        QVERIFY(used.add(3000));
        for (int i = 0; i < 20; ++i) {
            QVERIFY(used.store->clear()); // rewrites the file
            QVERIFY(used.add(300));
        }
        std::vector<CaptureId> ids = used.said.ids();
        QVERIFY(used.store->remove(ids));
        QVERIFY(used.add(100));
        QVERIFY(QTest::qWaitFor([&] { return fs::file_size(used.path) > 0; }));
        QVERIFY(!used.lastLoss());
    }

    void nothingIsChangedWhileItIsGone()
    {
        Used used;
        QVERIFY(used.add(3));
        const std::string elsewhere = used.dir.filePath(u"elsewhere.hookloupe"_s).toStdString();
        fs::rename(used.path, elsewhere);
        QCOMPARE(used.store->hideAll().error().code, ErrorCode::StoreGone);
        QCOMPARE(used.store->remove({CaptureId{1}}).error().code, ErrorCode::StoreGone);
        QCOMPARE(used.store->endpoints()->size(), 1u); // what is there can be read
        fs::rename(elsewhere, used.path);
        QVERIFY(used.waitUntilOver());
        QCOMPARE(used.store->remove({CaptureId{1}}).value(), 1);
    }

    void whatIsSentMeanwhileIsNotedWhereTheStoreIs()
    {
        Used used;
        const auto capture = sampleCapture(1);
        capture->forwardTo = {"http://127.0.0.1:1/"};
        QVERIFY(used.store->enqueue(capture, 1));
        used.store->flush();
        const auto position = used.said.committed.front().inboxPositions.front();
        fs::remove(used.path);
        QVERIFY(used.waitUntilRescued());
        Delivery delivery;
        delivery.capture = CaptureId{1};
        delivery.status = 200;
        used.store->recordDelivery(delivery, position);
        used.store->flush();
        const auto rescued = used.lastLoss()->rescuedTo;
        used.store.reset();
        StoreOptions options;
        options.path = rescued;
        const auto store = openStore(options);
        QCOMPARE(store->inboxSize().value(), 0);
        QCOMPARE(store->deliveriesOf(CaptureId{1})->size(), 1u);
    }

private:
    static std::string readAll(const std::string& path)
    {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }
};

HOOKLOUPE_TEST(TestStoreLoss)
#include "tst_store_loss.moc"
