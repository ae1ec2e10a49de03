// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store/body_files.h"
#include "store/sqlite.h"
#include "store_fixture.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::chrono_literals;

namespace {

std::vector<CaptureId> idsFrom(const std::vector<int>& numbers)
{
    std::vector<CaptureId> ids;
    for (const int number : numbers)
        ids.push_back(CaptureId{number});
    return ids;
}

std::int64_t rows(const std::string& path, const std::string& table)
{
    auto connection = Connection::open(path, Connection::Mode::Read);
    const auto count = connection ? connection->number(("SELECT count(*) FROM " + table).c_str())
                                  : Result<std::optional<std::int64_t>>(connection.error());
    return count ? count->value_or(-1) : -1;
}

/// A store with captures 1 to `count`, open.
std::unique_ptr<Store> filled(const Folder& folder, int count, std::chrono::milliseconds undoTime = 10min)
{
    if (!fillStore(folder, count))
        return nullptr;
    auto options = at(folder);
    options.undoTime = undoTime;
    return openStore(options);
}

/// Copies the files of a store as they are, as if its program had been killed now.
bool copyAsAfterAKill(const Folder& from, const Folder& to)
{
    for (const char* suffix : {"", "-wal"}) {
        if (!QFile::copy(QString::fromStdString(from.path + suffix), QString::fromStdString(to.path + suffix)))
            return false;
    }
    return true;
}

} // namespace

class TestStoreRemoval : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void whatIsHiddenIsGoneForEveryReaderAndComesBack()
    {
        const Folder folder;
        const auto store = filled(folder, 10);
        QVERIFY(store);
        auto reader = Reader::open(folder.path);
        QCOMPARE(reader.value()->statistics()->captures, 10);
        const auto removal = store->hide(idsFrom({1, 4, 5, 10, 99}));
        QVERIFY(removal);
        QCOMPARE(removal->captures, 4);

        const auto left = idsFrom({2, 3, 6, 7, 8, 9});
        QCOMPARE(reader.value()->ids({}).value(), left);
        QCOMPARE(reader.value()->ids({catchAllEndpoint}).value(), left);
        QCOMPARE(reader.value()->newest(2).value(), idsFrom({9, 8}));
        QCOMPARE(reader.value()->summaries(idsFrom({4, 6}))->size(), 1u);
        QCOMPARE(reader.value()->capture(CaptureId{10}).error().code, ErrorCode::NotFound);
        QCOMPARE(reader.value()->lastOfEachEndpoint()->front().id, CaptureId{9});
        QCOMPARE(reader.value()->statistics()->captures, 6);
        QCOMPARE(reader.value()->statistics()->oldest, sampleCapture(2)->summary.arrivedAt);
        QCOMPARE(reader.value()->moments()->size(), 6u);
        QCOMPARE(reader.value()->previous(CaptureId{6}).value(), std::optional(CaptureId{3}));

        QVERIFY(store->restore(*removal));
        QCOMPARE(reader.value()->ids({})->size(), 10u);
        QCOMPARE(reader.value()->statistics()->captures, 10);
        QCOMPARE(reader.value()->statistics()->oldest, sampleCapture(1)->summary.arrivedAt);
        QVERIFY(reader.value()->capture(CaptureId{10}));
        QCOMPARE(store->restore(*removal).error().code, ErrorCode::NotFound);
    }

    void clearingHidesWhatIsThereAndNotWhatComes()
    {
        const Folder folder;
        const auto store = filled(folder, 5);
        const auto one = store->hide(idsFrom({2}));
        const auto all = store->hideAll();
        QCOMPARE(all->captures, 4);
        QCOMPARE(store->hideAll()->captures, 0);
        QVERIFY(store->enqueue(sampleCapture(6), 0));
        store->flush();
        QCOMPARE(allIds(folder.path), idsFrom({6}));
        auto reader = Reader::open(folder.path);
        QCOMPARE(reader.value()->statistics()->captures, 1);
        QVERIFY(store->restore(*all));
        QCOMPARE(allIds(folder.path), idsFrom({1, 3, 4, 5, 6})); // 2 was removed on its own before
        QVERIFY(store->restore(*one));
        QCOMPARE(allIds(folder.path), idsFrom({1, 2, 3, 4, 5, 6}));
    }

    void hidingNothingIsNothingToBringBack()
    {
        const Folder folder;
        const auto store = filled(folder, 1);
        const auto nothing = store->hide(idsFrom({7}));
        QCOMPARE(nothing->captures, 0);
        QVERIFY(store->restore(*nothing));
        QCOMPARE(allIds(folder.path).size(), 1u);
    }

    void purgingDeletesForGoodAndGivesTheSpaceBack()
    {
        const Folder folder;
        const auto store = filled(folder, 3000);
        store->flush();
        const auto size = [&folder] { return QFile(QString::fromStdString(folder.path)).size(); };
        QTRY_VERIFY(size() > 1'000'000); // what was committed is in the log first
        const auto full = size();
        const auto removal = store->hideAll();
        QVERIFY(store->purge());
        QCOMPARE(store->restore(*removal).error().code, ErrorCode::NotFound);
        QTRY_COMPARE(rows(folder.path, "trash"), 0);
        QCOMPARE(rows(folder.path, "captures"), 0);
        QCOMPARE(rows(folder.path, "bodies"), 0);
        QTRY_VERIFY(size() < full / 10);
        QVERIFY(store->enqueue(sampleCapture(1), 0));
        store->flush();
        QCOMPARE(allIds(folder.path), idsFrom({3001})); // no id is used twice
    }

    void afterItsTimeAndAtTheEndWhatIsHiddenIsDeleted()
    {
        const Folder folder;
        {
            const auto store = filled(folder, 20, 1ms);
            const auto removal = store->hide(idsFrom({1, 2}));
            QTRY_COMPARE(rows(folder.path, "captures"), 18);
            QCOMPARE(store->restore(*removal).error().code, ErrorCode::NotFound);
        }
        {
            auto options = at(folder);
            const auto store = openStore(options);
            QCOMPARE(store->hide(idsFrom({3, 4}))->captures, 2);
            QCOMPARE(rows(folder.path, "captures"), 18);
        }
        QCOMPARE(rows(folder.path, "captures"), 16);
        QCOMPARE(rows(folder.path, "trash"), 0);
    }

    void largeBodiesGoWithTheirCaptures()
    {
        const Folder folder;
        const auto store = openStore(at(folder));
        auto capture = sampleCapture(1);
        capture->body = std::string(largeBody + 1, 'l');
        QVERIFY(store->enqueue(capture, 0));
        store->flush();
        const QString file = QString::fromStdString(BodyFiles(folder.path).folder()) + QStringLiteral("/1.body");
        const auto removal = store->hideAll();
        QVERIFY(QFile::exists(file));
        QVERIFY(store->restore(*removal));
        QCOMPARE(Reader::open(folder.path).value()->capture(CaptureId{1}).value()->body.size(), largeBody + 1);
        QVERIFY(store->hideAll());
        QVERIFY(store->purge());
        QTRY_VERIFY(!QFile::exists(file));
    }

    void afterAKillWhatWasHiddenStaysHiddenAndGoes()
    {
        const Folder folder;
        const Folder copy;
        {
            const auto store = filled(folder, 30);
            QVERIFY(store->hide(idsFrom({5, 6, 7})));
            QVERIFY(store->hideAll());
            QVERIFY(store->enqueue(sampleCapture(31), 0));
            store->flush();
            QVERIFY(copyAsAfterAKill(folder, copy));
        }
        {
            auto options = at(copy);
            options.readOnly = true;
            const auto reading = openStore(options);
            QVERIFY(reading);
            QCOMPARE(allIds(copy.path), idsFrom({31}));
            QCOMPARE(rows(copy.path, "captures"), 31);
        }
        const auto store = openStore(at(copy));
        QVERIFY(store);
        QCOMPARE(allIds(copy.path), idsFrom({31}));
        QTRY_COMPARE(rows(copy.path, "captures"), 1);
        QTRY_COMPARE(rows(copy.path, "trash"), 0);
    }

    void capturesArriveWhileMuchIsDeleted()
    {
        const Folder folder;
        Said said;
        QVERIFY(fillStore(folder, 5000));
        const auto store = openStore(at(folder), said.callbacks());
        QVERIFY(store->hideAll());
        QVERIFY(store->purge());
        for (int i = 1; i <= 200; ++i) {
            QVERIFY(store->enqueue(sampleCapture(i), 0));
            store->flush();
        }
        QCOMPARE(said.ids().size(), 200u);
        QTRY_COMPARE(rows(folder.path, "captures"), 200);
        QCOMPARE(allIds(folder.path).size(), 200u);
    }

    void aReadOnlyStoreHidesNothing()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 2));
        auto options = at(folder);
        options.readOnly = true;
        const auto store = openStore(options);
        QCOMPARE(store->hideAll().error().code, ErrorCode::Unsupported);
        QCOMPARE(store->restore({}).error().code, ErrorCode::Unsupported);
        QCOMPARE(store->purge().error().code, ErrorCode::Unsupported);
        QCOMPARE(store->annotate(idsFrom({1}), {}).error().code, ErrorCode::Unsupported);
    }
};

HOOKLOUPE_TEST(TestStoreRemoval)
#include "tst_store_removal.moc"
