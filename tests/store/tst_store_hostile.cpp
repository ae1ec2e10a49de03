// SPDX-License-Identifier: GPL-3.0-or-later
// Files that somebody else made, or that hold what no store of ours does.
#include "support/test_main.h"
#include "store/files.h"
#include "store/schema.h"
#include "store/sqlite.h"
#include "store/totals.h"
#include "store_fixture.h"
#include "support/wire_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>

#include <limits>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#endif

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

QMap<QString, QByteArray> contents(const Folder& folder)
{
    QMap<QString, QByteArray> all;
    const QDir dir(folder.dir.path());
    for (const auto& name : dir.entryList(QDir::Files | QDir::Hidden)) {
        QFile file(dir.filePath(name));
        if (!name.endsWith(QLatin1StringView(".lock")) && file.open(QIODevice::ReadOnly))
            all[name] = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
    }
    return all;
}

/// Runs SQL on the file as another program would.
Status sql(const std::string& path, const std::string& script)
{
    auto connection = Connection::open(path, Connection::Mode::Write);
    return connection ? connection->execute(script.c_str()) : Status(connection.error());
}

bool replaceInFile(const std::string& path, const QByteArray& what, const QByteArray& by)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadWrite))
        return false;
    const qsizetype at = file.readAll().indexOf(what);
    return at >= 0 && file.seek(at) && file.write(by) == by.size();
}

} // namespace

class TestStoreHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void whatThisProgramDidNotMakeIsNamedAndRefused_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("wayOut");
        QTest::newRow("a trigger") << "CREATE TRIGGER evil AFTER INSERT ON captures BEGIN DELETE FROM captures WHERE id < new.id; END"
                                   << "the trigger \"evil\"" << "DROP TRIGGER evil";
        QTest::newRow("a view") << "CREATE VIEW peek AS SELECT * FROM captures" << "the view \"peek\"" << "DROP VIEW peek";
        QTest::newRow("a table") << "CREATE TABLE mine (x)" << "the table \"mine\"" << "DROP TABLE mine";
        QTest::newRow("an index") << "CREATE INDEX by_peer ON captures (peer)" << "the index \"by_peer\"" << "DROP INDEX by_peer";
        QTest::newRow("an index of an expression") << "CREATE INDEX odd ON captures (abs(id))" << "the index \"odd\"" << "DROP INDEX odd";
        QTest::newRow("statistics of another program") << "ANALYZE" << "the table \"sqlite_stat1\"" << "DROP TABLE sqlite_stat1";
        QTest::newRow("a virtual table") << "CREATE VIRTUAL TABLE text USING fts5(x)" << "the table \"text" << "DROP TABLE text";
        QTest::newRow("a column that is worked out") << "ALTER TABLE captures ADD COLUMN twice INTEGER GENERATED ALWAYS AS (id * 2)"
                                                     << "a definition of its own for the table \"captures\"" << "";
        QTest::newRow("a name that is no word") << "CREATE VIEW \"x'; --\" AS SELECT 1" << "the view \"x'; --\"" << "";
        QTest::newRow("a table made anew") << "DROP TABLE annotations; CREATE TABLE annotations (id, colour, tags, note)"
                                           << "a definition of its own for the table \"annotations\"" << "";
    }
    void whatThisProgramDidNotMakeIsNamedAndRefused()
    {
        QFETCH(const QString, script);
        QFETCH(const QString, words);
        QFETCH(const QString, wayOut);
        const Folder folder;
        QVERIFY(fillStore(folder, 6));
        QVERIFY(sql(folder.path, script.toStdString()));
        const auto before = contents(folder);
        QCOMPARE(before.size(), 1);
        const auto writing = Store::open(at(folder), {});
        auto options = at(folder);
        options.readOnly = true;
        const auto reading = Store::open(options, {});
        const auto ready = makeReady(folder.path, {});
        const auto reader = Reader::open(folder.path);
        for (const Error& error : {writing.error(), reading.error(), ready.error(), reader.error()}) {
            QCOMPARE(error.code, ErrorCode::InvalidInput);
            const QString detail = QString::fromStdString(error.detail);
            QVERIFY2(detail.startsWith(QString::fromStdString(folder.path)) && detail.contains(words), qPrintable(detail));
            QCOMPARE(detail.contains(QLatin1StringView("DROP")), !wayOut.isEmpty());
            QVERIFY2(detail.contains(wayOut), qPrintable(detail));
        }
        QCOMPARE(contents(folder), before);
        if (wayOut.isEmpty())
            return;
        QVERIFY(sql(folder.path, wayOut.toStdString()));
        const auto store = openStore(at(folder));
        QVERIFY(store && !store->salvage());
        QCOMPARE(allIds(folder.path).size(), 6u);
    }

    void noConnectionRunsTriggersOrReadsViews()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 2));
        auto connection = Connection::open(folder.path, Connection::Mode::Write);
        QVERIFY(connection->execute("CREATE TRIGGER evil AFTER UPDATE ON meta BEGIN DELETE FROM captures; END;"
                                    "CREATE VIEW peek AS SELECT * FROM captures"));
        QVERIFY(connection->execute("UPDATE meta SET value = value"));
        QCOMPARE(connection->number("SELECT count(*) FROM captures")->value_or(-1), 2);
        QVERIFY(!connection->number("SELECT count(*) FROM peek"));
        QVERIFY(!connection->execute("SELECT load_extension('x')"));
        QVERIFY(connection->execute("PRAGMA writable_schema=ON"));
        QVERIFY(!connection->execute("UPDATE sqlite_schema SET sql = 'x'"));
        QCOMPARE(connection->number("PRAGMA cell_size_check")->value_or(-1), 1);
        QCOMPARE(connection->number("PRAGMA trusted_schema")->value_or(-1), 0);
    }

    void aMissingTableOrIndexIsMadeAnewFromWhatIsThere_data()
    {
        QTest::addColumn<QString>("script");
        QTest::newRow("an index") << "DROP INDEX captures_by_endpoint";
        QTest::newRow("a table") << "DROP TABLE trash";
        QTest::newRow("and there is a trigger") << "DROP TABLE trash; CREATE TRIGGER evil AFTER INSERT ON captures BEGIN SELECT 1; END";
    }
    void aMissingTableOrIndexIsMadeAnewFromWhatIsThere()
    {
        QFETCH(const QString, script);
        const Folder folder;
        QVERIFY(fillStore(folder, 6));
        QVERIFY(sql(folder.path, script.toStdString()));
        QCOMPARE(Reader::open(folder.path).error().code, ErrorCode::Corrupt);
        const auto store = openStore(at(folder));
        QVERIFY(store && store->salvage());
        QVERIFY(store->salvage()->detail.find("is missing") != std::string::npos);
        QCOMPARE(store->salvage()->captures, 6);
        QCOMPARE(allIds(folder.path).size(), 6u);
    }

    void otherBytesInADefinitionAreDamage()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 6));
        QVERIFY(replaceInFile(folder.path, "arrived_at INTEGER", "arrived_bt INTEGER"));
        const auto store = openStore(at(folder));
        QVERIFY(store && store->salvage());
        QCOMPARE(store->salvage()->captures, 6);
    }

    void storesOfEarlierVersionsAreBroughtUpToDate()
    {
        for (const char* name : {"store/version-1.hookloupe", "store/version-2.hookloupe"}) {
            const Folder folder;
            QFile file(QString::fromStdString(folder.path));
            QVERIFY(file.open(QIODevice::WriteOnly));
            const std::string bytes = testData(name);
            QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
            file.close();
            const auto store = openStore(at(folder));
            QVERIFY2(store && !store->salvage(), name);
            QVERIFY(Reader::open(folder.path));
        }
    }

    void aVersionThatNoStoreHasIsDamage()
    {
        for (const char* version : {"-1", "0", "-2147483648"}) {
            const Folder folder;
            QVERIFY(fillStore(folder, 3));
            QVERIFY(sql(folder.path, "PRAGMA user_version="s + version));
            const auto read = Reader::open(folder.path);
            QCOMPARE(read.error().code, ErrorCode::Corrupt);
            QVERIFY2(read.error().detail.find(version) != std::string::npos, read.error().detail.c_str());
            const auto store = openStore(at(folder));
            QVERIFY(store && store->salvage());
            QCOMPARE(store->salvage()->captures, 3);
        }
    }

    void numbersAtTheirEndLeaveRoomForTheNext_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("captures");
        const QString end = QString::number(largest);
        QTest::newRow("a capture") << QStringLiteral("UPDATE captures SET id = %1 WHERE id = 3; UPDATE bodies SET id = %1 WHERE id = 3").arg(end) << 2;
        QTest::newRow("bytes of one") << QStringLiteral("UPDATE bodies SET id = %1 WHERE id = 3").arg(end) << 2;
        QTest::newRow("the last id") << QStringLiteral("UPDATE meta SET value = %1 WHERE key = 'last_id'").arg(end) << 3;
        QTest::newRow("removals") << QStringLiteral("UPDATE meta SET value = %1 WHERE key = 'removals'").arg(end) << 3;
        QTest::newRow("endpoints") << QStringLiteral("INSERT INTO sqlite_sequence VALUES ('endpoints', %1)").arg(end) << 3;
        QTest::newRow("a last id that is a word") << "UPDATE meta SET value = 'many' WHERE key = 'last_id'" << 3;
        QTest::newRow("a negative last id") << "UPDATE meta SET value = -5 WHERE key = 'last_id'" << 3;
        QTest::newRow("no last id") << "DELETE FROM meta WHERE key = 'last_id'" << 3;
        QTest::newRow("a name of the store that is none") << "UPDATE meta SET value = '../../x' WHERE key = 'store_id'" << 3;
    }
    void numbersAtTheirEndLeaveRoomForTheNext()
    {
        QFETCH(const QString, script);
        QFETCH(const int, captures);
        const Folder folder;
        QVERIFY(fillStore(folder, 3));
        QVERIFY(sql(folder.path, script.toStdString()));
        QVERIFY(Reader::open(folder.path));
        Said said;
        const auto store = openStore(at(folder), said.callbacks());
        QVERIFY(store && store->salvage());
        QCOMPARE(store->salvage()->captures, captures);
        QCOMPARE(store->storeId().size(), 32u);
        QVERIFY(store->enqueue(sampleCapture(7), 1));
        Endpoint ci;
        ci.path = "/ci";
        QVERIFY(store->save(ci));
        store->flush();
        QCOMPARE(said.ids().size(), 1u);
        QVERIFY(toInt(said.ids().front()) > 0 && toInt(said.ids().front()) < 10);
    }

    void aMissingEndpointForEveryOtherPathIsMadeAnew_data()
    {
        QTest::addColumn<QString>("script");
        QTest::newRow("no endpoint") << "DELETE FROM endpoints";
        QTest::newRow("others alone") << "INSERT INTO endpoints (id, path, description, triggers, scheme, enabled, reject_invalid) VALUES "
                                         "(1, '/ci', 'CI', '', 'speckle', 1, 1); DELETE FROM endpoints WHERE id = 0";
    }
    void aMissingEndpointForEveryOtherPathIsMadeAnew()
    {
        QFETCH(const QString, script);
        const Folder folder;
        QVERIFY(fillStore(folder, 3));
        QVERIFY(sql(folder.path, script.toStdString()));
        const auto store = openStore(at(folder));
        QVERIFY(store && store->salvage());
        QCOMPARE(store->salvage()->captures, 3);
        const auto endpoints = store->endpoints().value();
        QVERIFY(!endpoints.empty() && endpoints.front().id == catchAllEndpoint && endpoints.front().path.empty());
        QVERIFY(endpoints.front().enabled);
        QVERIFY(!script.contains(QLatin1StringView("INSERT")) || endpoints.back().path == "/ci");
    }

    void theEndpointForEveryOtherPathHasNoPathWhateverTheFileSays()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 3));
        QVERIFY(sql(folder.path, "UPDATE endpoints SET path = '/x' WHERE id = 0"));
        QVERIFY(openStore(at(folder))->endpoints().value().front().path.empty());
    }

    void textOfAnotherEncodingIsRefused()
    {
        const Folder folder;
        QVERIFY(createPrivateFile(folder.path, {}));
        {
            auto connection = Connection::open(folder.path, Connection::Mode::Write);
            QVERIFY(connection->execute("PRAGMA encoding='UTF-16le'"));
            QVERIFY(createSchema(*connection));
        }
        const auto opened = Store::open(at(folder), {});
        QCOMPARE(opened.error().code, ErrorCode::InvalidInput);
        QVERIFY2(opened.error().detail.find("not UTF-8") != std::string::npos, opened.error().detail.c_str());
    }

    void otherPageSizesAreRead()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 50));
        QVERIFY(sql(folder.path, "PRAGMA journal_mode=DELETE; PRAGMA page_size=1024; VACUUM"));
        const auto store = openStore(at(folder));
        QVERIFY(store && !store->salvage());
        QVERIFY(store->enqueue(sampleCapture(51), 1));
        store->flush();
        const auto statistics = Reader::open(folder.path).value()->statistics();
        QCOMPARE(statistics->captures, 51);
        QVERIFY(statistics->usedBytes <= statistics->fileBytes);
    }

    void cellsOfForeignTypesAndSizesAreReadAsTheNearestThatCanBe_data()
    {
        QTest::addColumn<QString>("value");
        for (const char* value : {"'text'", "x'00ff'", "-1", "1e300", "-9223372036854775808", "9223372036854775807", "''", "'9e999'", "255",
                                  "zeroblob(300000)"})
            QTest::newRow(value) << value;
    }
    void cellsOfForeignTypesAndSizesAreReadAsTheNearestThatCanBe()
    {
        QFETCH(const QString, value);
        const Folder folder;
        QVERIFY(fillStore(folder, 3));
        auto other = Connection::open(folder.path, Connection::Mode::Write);
        for (const char* table : {"captures", "bodies", "trash", "annotations", "endpoints", "deliveries", "inbox"}) {
            QVERIFY(other->execute("INSERT INTO annotations VALUES (1, 2, 'a', 'b') ON CONFLICT DO NOTHING; INSERT INTO trash VALUES (1, 3, 3);"
                                   "INSERT INTO inbox (capture, endpoint, target) VALUES (1, 0, 'http://127.0.0.1:1')"));
            auto names = Statement::prepare(*other, "SELECT name FROM pragma_table_info('"s + table + "') WHERE pk = 0");
            std::string set;
            for (auto row = names->step(); row && *row; row = names->step())
                set += (set.empty() ? "" : ", ") + names->bytes(0) + " = " + value.toStdString();
            QVERIFY2(other->execute(("UPDATE "s + table + " SET " + set).c_str()), other->lastError().detail.c_str());
        }
        auto reader = Reader::open(folder.path);
        QVERIFY(reader);
        const auto ids = reader.value()->ids({});
        QVERIFY(ids);
        const auto summaries = reader.value()->summaries({CaptureId{1}, CaptureId{2}});
        QVERIFY(summaries);
        for (const CaptureSummary& summary : *summaries) {
            QVERIFY(summary.contentBytes >= 0 && summary.headBytes >= 0 && summary.duration.count() >= 0);
            QVERIFY(summary.kind <= CaptureKind::Replay && summary.refusal <= Refusal::Paused);
            QVERIFY(toIso8601(summary.arrivedAt).size() == 27);
            QVERIFY(summary.answerStatus >= 0 && summary.answerStatus < 1000);
        }
        for (const CaptureId id : {CaptureId{1}, CaptureId{2}}) {
            const auto capture = reader.value()->capture(id);
            // None, or one whose body is said to be in files that are not there.
            QVERIFY(capture || capture.error().code == ErrorCode::NotFound || capture.error().code == ErrorCode::Unreadable);
            QVERIFY(reader.value()->deliveries(id));
            (void)reader.value()->previous(id);
        }
        for (int order = 0; order <= static_cast<int>(CaptureOrder::Annotation); ++order) {
            CaptureQuery query;
            query.order = static_cast<CaptureOrder>(order);
            QVERIFY(reader.value()->ids(query));
        }
        QVERIFY(reader.value()->moments());
        QVERIFY(reader.value()->totals({CaptureId{1}, CaptureId{2}}));
        QVERIFY(reader.value()->statistics());
        reader.value().reset();
        const auto store = openStore(at(folder));
        QVERIFY(store);
        QVERIFY(store->endpoints());
        QVERIFY(store->inbox(0, 10));
        QVERIFY(store->tags());
        QVERIFY(store->enqueue(sampleCapture(9), 1));
        store->flush();
    }

#ifdef Q_OS_UNIX
    void whatIsNoFileIsRefusedAtOnce_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"a pipe", "a link to a pipe", "a device", "a socket", "a folder", "a link to nothing"})
            QTest::newRow(kind) << kind;
    }
    void whatIsNoFileIsRefusedAtOnce()
    {
        QFETCH(const QString, kind);
        Folder folder;
        const std::string real = folder.path + ".real";
        if (kind == QLatin1StringView("a pipe"))
            QCOMPARE(::mkfifo(folder.path.c_str(), 0600), 0);
        if (kind == QLatin1StringView("a link to a pipe"))
            QVERIFY(::mkfifo(real.c_str(), 0600) == 0 && ::symlink(real.c_str(), folder.path.c_str()) == 0);
        if (kind == QLatin1StringView("a device"))
            folder.path = "/dev/null";
        if (kind == QLatin1StringView("a folder"))
            QVERIFY(QDir().mkdir(QString::fromStdString(folder.path)));
        if (kind == QLatin1StringView("a link to nothing"))
            QCOMPARE(::symlink(real.c_str(), folder.path.c_str()), 0);
        const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (kind == QLatin1StringView("a socket")) {
            sockaddr_un address{};
            address.sun_family = AF_UNIX;
            folder.path.copy(address.sun_path, sizeof address.sun_path - 1);
            QCOMPARE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        }
        auto options = at(folder);
        options.readOnly = true;
        const auto ready = makeReady(folder.path, {});
        for (const Error& error : {Store::open(at(folder), {}).error(), Store::open(options, {}).error(), Reader::open(folder.path).error()}) {
            QCOMPARE(error.code, ErrorCode::InvalidInput);
            QVERIFY(error.detail.starts_with(folder.path));
        }
        QVERIFY(!ready || !*ready);
        ::close(listener);
        QVERIFY(!QFile::exists(QString::fromStdString(folder.path + ".lock")));
    }

    void whatStandsBesideAndIsNoFileIsNamedAtOnce_data()
    {
        QTest::addColumn<QString>("end");
        QTest::addColumn<bool>("link");
        for (const char* end : {"-journal", "-wal", "-shm"}) {
            QTest::addRow("a pipe %s", end) << end << false;
            QTest::addRow("a link %s", end) << end << true;
        }
    }
    void whatStandsBesideAndIsNoFileIsNamedAtOnce()
    {
        QFETCH(const QString, end);
        QFETCH(const bool, link);
        const Folder folder;
        QVERIFY(fillStore(folder, 1));
        const std::string beside = folder.path + end.toStdString();
        QCOMPARE(link ? ::symlink("/etc/passwd", beside.c_str()) : ::mkfifo(beside.c_str(), 0600), 0);
        auto options = at(folder);
        options.readOnly = true;
        for (const Error& error : {Store::open(at(folder), {}).error(), Store::open(options, {}).error(), Reader::open(folder.path).error()}) {
            QCOMPARE(error.code, ErrorCode::InvalidInput);
            QVERIFY(error.detail.starts_with(beside));
        }
        QVERIFY(!makeReady(folder.path, {}));
        QVERIFY(QFile::remove(QString::fromStdString(beside)));
        QCOMPARE(allIds(folder.path).size(), 1u);
    }

    void anEmptyFileThatBecomesAStoreIsItsOwnersAlone()
    {
        const Folder folder;
        QFile file(QString::fromStdString(folder.path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.setPermissions(file.permissions() | QFileDevice::ReadGroup | QFileDevice::ReadOther));
        file.close();
        QVERIFY(fillStore(folder, 1));
        QVERIFY(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    }

    /// Another store's bodies would be read, written over, or removed as those of captures that are not there.
    void aLinkInThePlaceOfTheFolderOfBodiesIsNotFollowed()
    {
        const auto large = [](char letter) {
            auto capture = sampleCapture();
            capture->body = std::string(9'000'000, letter);
            return capture;
        };
        const Folder victim;
        const Folder folder;
        {
            const auto store = openStore(at(victim));
            QVERIFY(store->enqueue(large('v'), 1));
        }
        const std::string link = folder.path + ".bodies";
        QCOMPARE(::symlink((victim.path + ".bodies").c_str(), link.c_str()), 0);
        Said said;
        const auto store = openStore(at(folder), said.callbacks());
        QVERIFY(store->enqueue(large('e'), 1));
        store->flush();
        QCOMPARE(said.failed.size(), 1u);
        QCOMPARE(said.failed[0].error.code, ErrorCode::InvalidInput);
        QVERIFY(said.failed[0].error.detail.starts_with(link));
        QVERIFY(store->enqueue(sampleCapture(1), 2));
        store->flush();
        QVERIFY(Connection::open(folder.path, Connection::Mode::Write)->execute("UPDATE bodies SET files = 1"));
        QVERIFY(!Reader::open(folder.path).value()->capture(CaptureId{1}));
        QVERIFY(store->clear());
        QVERIFY(store->purge());
        QCOMPARE(Reader::open(victim.path).value()->capture(CaptureId{1}).value()->body, std::string(9'000'000, 'v'));
        QVERIFY(QFile::remove(QString::fromStdString(link)));
        QVERIFY(store->enqueue(large('e'), 3));
        store->flush();
        QCOMPARE(said.committed.size(), 2u);
    }

    void aPipeInTheFolderOfBodiesIsNotWaitedFor()
    {
        const Folder folder;
        {
            const auto store = openStore(at(folder));
            auto large = sampleCapture();
            large->body = std::string(9'000'000, 'l');
            QVERIFY(store->enqueue(large, 1));
        }
        const std::string body = folder.path + ".bodies/1.body";
        QVERIFY(QFile::remove(QString::fromStdString(body)));
        QCOMPARE(::mkfifo(body.c_str(), 0600), 0);
        QCOMPARE(Reader::open(folder.path).value()->capture(CaptureId{1}).error().code, ErrorCode::Unreadable);
    }
#endif
};

HOOKLOUPE_TEST(TestStoreHostile)
#include "tst_store_hostile.moc"
