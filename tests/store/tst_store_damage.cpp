// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store/schema.h"
#include "store/opening.h"
#include "store/salvage_finish.h"
#include "store/sqlite.h"
#include "store_fixture.h"
#include "support/wire_file.h"

#include <QDir>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <set>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

constexpr int pageSize = static_cast<int>(store::pageBytes);
constexpr int captures = 3000; // about 7 MB

/// Overwrites a part of a file, as a failing disk or a stray program would.
bool overwrite(const std::string& path, qint64 offset, const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size();
}

QByteArray garbage(int size)
{
    QByteArray bytes;
    for (int i = 0; i < size; ++i)
        bytes += static_cast<char>((i * 7919 + i / 13) % 251);
    return bytes;
}

std::int64_t pagesOf(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).size() / pageSize;
}

std::int64_t rootOf(const std::string& path, const char* name)
{
    auto connection = Connection::open(path, Connection::Mode::Read);
    return connection->number(("SELECT rootpage FROM sqlite_schema WHERE name = '"s + name + "'").c_str())
        .value()
        .value();
}

/// Every capture that is there must be one that was written, byte for byte; returns how many are whole.
std::int64_t countWhole(const std::string& path)
{
    auto reader = Reader::open(path);
    if (!reader)
        return -1;
    std::int64_t whole = 0;
    const auto ids = reader.value()->ids({});
    for (const CaptureId id : *ids) {
        const auto capture = reader.value()->capture(id);
        if (!capture)
            continue;
        const auto original = sampleCapture(toInt(id));
        if (capture.value()->head != original->head || capture.value()->body != original->body ||
            capture.value()->answer != original->answer ||
            capture.value()->summary.target != original->summary.target)
            return -1;
        ++whole;
    }
    return whole;
}

bool swapPages(const std::string& path, qint64 one, qint64 other)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadWrite) || !file.seek(one))
        return false;
    const QByteArray first = file.read(pageSize);
    const QByteArray second = file.seek(other) ? file.read(pageSize) : QByteArray();
    return file.seek(one) && file.write(second) == pageSize && file.seek(other) && file.write(first) == pageSize;
}

/// Captures of which both rows are found by their id, as they were written.
std::set<std::int64_t> idsThatCanBeRead(const std::string& path)
{
    std::set<std::int64_t> ids;
    auto connection = Connection::open(path, Connection::Mode::Salvage);
    auto summary = Statement::prepare(*connection, "SELECT target FROM captures WHERE id = ?");
    auto body = Statement::prepare(*connection, "SELECT head, body FROM bodies WHERE id = ?");
    if (!summary || !body)
        return ids;
    for (std::int64_t id = 1; id <= captures; ++id) {
        const auto original = sampleCapture(id);
        summary->bind(1, id);
        body->bind(1, id);
        const auto hasSummary = summary->step();
        const auto hasBody = body->step();
        if (hasSummary && *hasSummary && hasBody && *hasBody && summary->bytes(0) == original->summary.target &&
            body->bytes(0) == original->head && body->bytes(1) == original->body)
            ids.insert(id);
        summary->reset();
        body->reset();
    }
    return ids;
}

Endpoint ciEndpoint()
{
    Endpoint ci;
    ci.path = "/hooks/ci";
    ci.description = "CI";
    return ci;
}

/// A filled store with an endpoint, closed; returns its name.
std::string makeStore(const Folder& folder)
{
    if (!fillStore(folder, captures))
        return {};
    const auto store = openStore(at(folder));
    if (!store || !store->save(ciEndpoint()) || !store->setGuardedEndpoints({EndpointId{1}}))
        return {};
    return store->storeId();
}

} // namespace

class TestStoreDamage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void readableRowsAreSalvaged_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("atLeast"); // whole captures
        QTest::newRow("a page in the middle") << QStringLiteral("middle") << captures - 60;
        QTest::newRow("the header") << QStringLiteral("header") << captures;
        QTest::newRow("the whole first page") << QStringLiteral("first page") << captures;
        QTest::newRow("the second half is missing") << QStringLiteral("half") << captures / 3;
        QTest::newRow("the root of the bodies") << QStringLiteral("bodies") << 0;
        QTest::newRow("the root of the summaries") << QStringLiteral("captures") << captures;
        QTest::newRow("the root of the index") << QStringLiteral("captures_by_endpoint") << captures;
        QTest::newRow("the settings") << QStringLiteral("meta") << captures;
        QTest::newRow("the endpoints") << QStringLiteral("endpoints") << captures;
    }
    void readableRowsAreSalvaged()
    {
        QFETCH(const QString, kind);
        QFETCH(const int, atLeast);
        const Folder folder;
        const std::string id = makeStore(folder);
        QVERIFY(!id.empty());
        if (kind == QLatin1StringView("middle"))
            QVERIFY(overwrite(folder.path, pagesOf(folder.path) / 2 * pageSize, garbage(pageSize)));
        else if (kind == QLatin1StringView("header"))
            QVERIFY(overwrite(folder.path, 0, garbage(100)));
        else if (kind == QLatin1StringView("first page"))
            QVERIFY(overwrite(folder.path, 0, garbage(pageSize)));
        else if (kind == QLatin1StringView("half"))
            QVERIFY(QFile::resize(QString::fromStdString(folder.path), pagesOf(folder.path) / 2 * pageSize));
        else
            QVERIFY(overwrite(folder.path, (rootOf(folder.path, kind.toLatin1().constData()) - 1) * pageSize,
                              garbage(pageSize)));
        QFile damaged(QString::fromStdString(folder.path));
        QVERIFY(damaged.open(QIODevice::ReadOnly));
        const QByteArray before = damaged.readAll();
        damaged.close();

        const auto store = openStore(at(folder));
        QVERIFY(store);
        QVERIFY(!store->readOnly());
        const auto report = store->salvage();
        QVERIFY(report);
        QVERIFY(!report->detail.empty());
        QVERIFY2(report->captures >= atLeast, std::to_string(report->captures).c_str());
        QVERIFY(report->lost == -1 || report->lost + report->captures <= captures + 1);
        if (report->captures == captures)
            QVERIFY(report->lost <= 0);
        if (kind == QLatin1StringView("middle"))
            QCOMPARE(report->lost + report->captures, captures);
        const qsizetype whole = countWhole(folder.path);
        QCOMPARE(whole, report->captures);
        if (kind != QLatin1StringView("endpoints"))
            QCOMPARE(store->endpoints().value().size(), 2u);
        if (kind != QLatin1StringView("meta"))
            QCOMPARE(store->storeId(), id);
        // Without its name the store has lost its secrets: who had any is not known.
        const bool named = store->storeId() == id;
        QCOMPARE(store->guardedEndpoints().value(), std::optional(named ? std::vector{EndpointId{1}}
                                                                        : std::vector{EndpointId{0}, EndpointId{1}}));

        QVERIFY(QRegularExpression(QStringLiteral("\\.damaged-\\d{8}-\\d{6}$"))
                    .match(QString::fromStdString(report->damagedPath))
                    .hasMatch());
        QFile aside(QString::fromStdString(report->damagedPath));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QVERIFY(aside.readAll() == before);
        for (const char* suffix : {".salvaged", ".repaired", ".repaired-wal", ".repaired-shm"})
            QVERIFY2(!QFile::exists(QString::fromStdString(folder.path + suffix)), suffix);

        QVERIFY(store->enqueue(sampleCapture(1), 1));
        store->flush();
        QVERIFY(toInt(allIds(folder.path).back()) > 0);
    }

    void annotationsAndRemovalsAreSalvagedWithTheirCaptures_data()
    {
        QTest::addColumn<bool>("olderOnce");
        QTest::addColumn<int>("garbageBytes");
        QTest::newRow("the header") << false << 100;
        QTest::newRow("the whole first page") << false << pageSize;
        QTest::newRow("the header of a store that was of version 1") << true << 100;
    }
    void annotationsAndRemovalsAreSalvagedWithTheirCaptures()
    {
        QFETCH(const bool, olderOnce);
        QFETCH(const int, garbageBytes);
        const Folder folder;
        const Folder killed;
        if (olderOnce) {
            QVERIFY(overwrite(folder.path, 0, QByteArray::fromStdString(testData("store/version-1.hookloupe"))));
        } else {
            QVERIFY(fillStore(folder, 5));
        }
        {
            const auto store = openStore(at(folder));
            QVERIFY(store);
            QVERIFY(store->annotate({CaptureId{2}}, {ColourMark::Red, {}, {"kept"}, "a note"s}));
            QCOMPARE(store->hide({CaptureId{1}, CaptureId{4}})->captures, 2);
            auto other = Connection::open(folder.path, Connection::Mode::Write);
            QVERIFY(other->execute("PRAGMA wal_checkpoint(FULL)"));
            QVERIFY(QFile::copy(QString::fromStdString(folder.path), QString::fromStdString(killed.path)));
        }
        QVERIFY(overwrite(killed.path, 0, garbage(garbageBytes)));
        const auto store = openStore(at(killed));
        QVERIFY(store);
        QVERIFY(store->salvage());
        QCOMPARE(store->salvage()->captures, 5);
        auto reader = Reader::open(killed.path);
        QCOMPARE(reader.value()->ids({}).value(), (std::vector<CaptureId>{CaptureId{2}, CaptureId{3}, CaptureId{5}}));
        QCOMPARE(reader.value()->summaries({CaptureId{2}})->front().annotation,
                 (Annotation{ColourMark::Red, {"kept"}, "a note"}));
    }

    void aSalvagedStoreOpensWithoutAnotherSalvage()
    {
        const Folder folder;
        QVERIFY(!makeStore(folder).empty());
        QVERIFY(overwrite(folder.path, pagesOf(folder.path) / 2 * pageSize, garbage(pageSize)));
        QVERIFY(openStore(at(folder))->salvage());
        const auto store = openStore(at(folder));
        QVERIFY(!store->salvage());
        QVERIFY(store->enqueue(sampleCapture(captures + 1), 1));
        store->flush();
        QCOMPARE(allIds(folder.path).back(), CaptureId{captures + 1});
    }

    void summariesAreMadeForBytesThatLostTheirs()
    {
        const Folder folder;
        QVERIFY(!makeStore(folder).empty());
        QVERIFY(overwrite(folder.path, (rootOf(folder.path, "captures") - 1) * pageSize, garbage(pageSize)));
        const auto store = openStore(at(folder));
        QVERIFY(store);
        const auto summaries =
            Reader::open(folder.path).value()->summaries({CaptureId{1}, CaptureId{captures}});
        QCOMPARE(summaries.value().size(), 2u);
        QCOMPARE(summaries.value()[1].method, "POST"s);
        QCOMPARE(summaries.value()[1].target, "/hooks/ci?n=3000"s);
        QCOMPARE(summaries.value()[1].contentBytes, 1800);
    }

    void aSummaryWithoutItsBytesSaysSo()
    {
        const Folder folder;
        QVERIFY(!makeStore(folder).empty());
        QVERIFY(overwrite(folder.path, (rootOf(folder.path, "bodies") - 1) * pageSize, garbage(pageSize)));
        const auto store = openStore(at(folder));
        QVERIFY(store);
        QCOMPARE(allIds(folder.path).size(), static_cast<std::size_t>(captures));
        QCOMPARE(store->salvage()->lost, captures);
        QCOMPARE(Reader::open(folder.path).value()->capture(CaptureId{5}).error().code, ErrorCode::Corrupt);
    }

    void aGarbageLogIsKeptAsideAndTheRestIsThere()
    {
        const Folder folder;
        QVERIFY(!makeStore(folder).empty());
        QFile log(QString::fromStdString(folder.path + "-wal"));
        QVERIFY(log.open(QIODevice::WriteOnly));
        const QByteArray bytes = garbage(100'000);
        QCOMPARE(log.write(bytes), bytes.size());
        log.close();
        const auto store = openStore(at(folder));
        QVERIFY(store);
        QVERIFY(store->salvage());
        QCOMPARE(store->salvage()->captures, captures);
        QFile aside(QString::fromStdString(store->salvage()->damagedPath + "-wal"));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QVERIFY(aside.readAll() == bytes);
        QCOMPARE(countWhole(folder.path), captures);
    }

    void rowsThatWereOnlyInTheLogAreSalvagedToo()
    {
        const Folder folder;
        const Folder crashed;
        QVERIFY(!makeStore(folder).empty());
        {
            const auto store = openStore(at(folder));
            QVERIFY(store);
            QVERIFY(store->enqueue(sampleCapture(captures + 1), 1));
            store->flush();
            for (const char* suffix : {"", "-wal"})
                QVERIFY(QFile::copy(QString::fromStdString(folder.path + suffix),
                                    QString::fromStdString(crashed.path + suffix)));
        }
        QVERIFY(overwrite(crashed.path, pagesOf(crashed.path) / 2 * pageSize, garbage(pageSize)));
        const auto store = openStore(at(crashed));
        QVERIFY(store);
        QVERIFY(store->salvage());
        QCOMPARE(allIds(crashed.path).back(), CaptureId{captures + 1});
        QVERIFY(countWhole(crashed.path) > captures - 60);
    }

    void aSalvageThatWasCutShortIsFinishedOrDoneAgain()
    {
        const Folder folder;
        QVERIFY(!makeStore(folder).empty());
        const QString path = QString::fromStdString(folder.path);
        const QString fresh = QString::fromStdString(salvagedPath(folder.path));
        QVERIFY(QFile::rename(path, fresh)); // the damaged file was moved, the new one not yet
        QVERIFY(openStore(at(folder)));
        QCOMPARE(allIds(folder.path).size(), static_cast<std::size_t>(captures));
        QFile half(fresh);
        QVERIFY(half.open(QIODevice::WriteOnly));
        QCOMPARE(half.write("half"), 4);
        half.close();
        QVERIFY(openStore(at(folder)));
        QCOMPARE(allIds(folder.path).size(), static_cast<std::size_t>(captures));
        QVERIFY(!half.exists());
    }

    void noRowThatCanBeReadByItsIdIsLostWherePagesChangedPlaces()
    {
        const Folder whole;
        QVERIFY(!makeStore(whole).empty());
        const auto pages = static_cast<int>(pagesOf(whole.path));
        QRandomGenerator random(5);
        int salvaged = 0;
        for (int round = 0; round < 8; ++round) {
            const Folder folder;
            QVERIFY(QFile::copy(QString::fromStdString(whole.path), QString::fromStdString(folder.path)));
            const qint64 one = random.bounded(1, pages) * qint64{pageSize};
            const qint64 other = random.bounded(1, pages) * qint64{pageSize};
            QVERIFY(swapPages(folder.path, one, other));
            const auto readable = idsThatCanBeRead(folder.path);
            const auto store = openStore(at(folder));
            QVERIFY(store);
            salvaged += store->salvage() ? 1 : 0;
            const auto left = idsThatCanBeRead(folder.path);
            for (const std::int64_t id : readable)
                QVERIFY2(left.contains(id), (std::to_string(one / pageSize) + " and " + std::to_string(other / pageSize) + ": " +
                                             std::to_string(id)).c_str());
            if (store->salvage())
                QVERIFY(store->salvage()->captures == static_cast<std::int64_t>(left.size()));
        }
        QVERIFY(salvaged > 3);
    }

    void damageFoundWhileReadingIsSalvagedAtTheNextStart()
    {
        const Folder folder;
        QVERIFY(!makeStore(folder).empty());
        auto reader = Reader::open(folder.path);
        QVERIFY(reader);
        QVERIFY(overwrite(folder.path, (rootOf(folder.path, "bodies") - 1) * pageSize, garbage(pageSize)));
        QCOMPARE(reader.value()->capture(CaptureId{captures / 2}).error().code, ErrorCode::Corrupt);
        QVERIFY(QFile::exists(QString::fromStdString(folder.path + ".check")));
        QVERIFY(openStore(at(folder))->salvage());
        QVERIFY(!QFile::exists(QString::fromStdString(folder.path + ".check")));
    }

    void aMarkWithoutDamageChangesNothing()
    {
        const Folder folder;
        QVERIFY(!makeStore(folder).empty());
        markForCheck(folder.path);
        QVERIFY(!openStore(at(folder))->salvage());
        QVERIFY(!QFile::exists(QString::fromStdString(folder.path + ".check")));
    }

    void largeBodiesOfLostRowsStayWithTheDamagedFile()
    {
        const Folder folder;
        {
            const auto store = openStore(at(folder));
            auto large = sampleCapture();
            large->body = std::string(9'000'000, 'l');
            QVERIFY(store->enqueue(large, 1));
        }
        QVERIFY(overwrite(folder.path, (rootOf(folder.path, "bodies") - 1) * pageSize, garbage(pageSize)));
        const auto store = openStore(at(folder));
        QVERIFY(store);
        QVERIFY(store->salvage());
        QVERIFY(QFile::exists(QString::fromStdString(store->salvage()->damagedPath + ".bodies/1.body")));
    }
};

HOOKLOUPE_TEST(TestStoreDamage)
#include "tst_store_damage.moc"
