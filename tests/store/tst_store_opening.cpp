// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store/files.h"
#include "store/opening.h"
#include "store/schema.h"
#include "store/sqlite.h"
#include "store_fixture.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QRegularExpression>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

/// Names and contents of everything in the folder.
QMap<QString, QByteArray> contents(const Folder& folder)
{
    QMap<QString, QByteArray> all;
    const QDir dir(folder.dir.path());
    for (const auto& name : dir.entryList(QDir::Files | QDir::Hidden)) {
        QFile file(dir.filePath(name));
        if (name.endsWith(QLatin1StringView(".lock")) || name.endsWith(QLatin1StringView(".reserve")) || !file.open(QIODevice::ReadOnly))
            continue;
        all[name] = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
    }
    return all;
}

bool writeFile(const std::string& path, const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// Runs SQL on the file as another program would.
bool sql(const std::string& path, const char* script)
{
    auto connection = Connection::open(path, Connection::Mode::Write);
    return connection && connection->execute(script);
}

ErrorCode codeOfOpening(const Folder& folder)
{
    const auto opened = Store::open(at(folder), {});
    return opened ? ErrorCode::Failed : opened.error().code;
}

} // namespace

class TestStoreOpening : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void missingFoldersAreMadeAndAnEmptyFileBecomesAStore()
    {
        Folder folder;
        QVERIFY(writeFile(folder.path, {}));
        QVERIFY(fillStore(folder, 1));
        QCOMPARE(allIds(folder.path).size(), 1u);
        folder.path = folder.dir.filePath(QStringLiteral("a/ü #%?b/c.store")).toStdString();
        QVERIFY(fillStore(folder, 2));
        QCOMPARE(allIds(folder.path).size(), 2u);
    }

    void aStoreHasSixteenKilobytePagesAndALog()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 1));
        auto connection = Connection::open(folder.path, Connection::Mode::Read);
        QVERIFY(connection);
        QCOMPARE(connection->number("PRAGMA page_size").value().value(), pageBytes);
        QCOMPARE(connection->text("PRAGMA journal_mode").value(), "wal"s);
        QCOMPARE(connection->text("PRAGMA integrity_check").value(), "ok"s);
    }

    void aNewerStoreIsRefusedAndNotTouched()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 3));
        QVERIFY(sql(folder.path, "PRAGMA user_version=99"));
        const auto before = contents(folder);
        QCOMPARE(before.size(), 1);
        QCOMPARE(codeOfOpening(folder), ErrorCode::NewerVersion);
        QCOMPARE(contents(folder), before);
        QCOMPARE(Reader::open(folder.path).error().code, ErrorCode::NewerVersion);
        QCOMPARE(contents(folder), before);
    }

    void aNewerStoreWithAnUnfinishedLogIsNotTouchedEither()
    {
        const Folder folder;
        const Folder copy;
        QVERIFY(fillStore(folder, 3));
        {
            auto writer = Connection::open(folder.path, Connection::Mode::Write);
            QVERIFY(writer);
            QVERIFY(writer->execute("PRAGMA wal_autocheckpoint=0; PRAGMA user_version=99"));
            for (const char* suffix : {"", "-wal"})
                QVERIFY(QFile::copy(QString::fromStdString(folder.path + suffix),
                                    QString::fromStdString(copy.path + suffix)));
        }
        auto before = contents(copy);
        QCOMPARE(before.size(), 2);
        QCOMPARE(codeOfOpening(copy), ErrorCode::NewerVersion);
        auto after = contents(copy);
        after.remove(QStringLiteral("captures.hookloupe-shm"));
        QCOMPARE(after, before);
    }

    void filesOfAnotherKindAreRefusedAndNotTouched_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("Dear diary,\n").repeated(20'000);
        QTest::newRow("one byte") << QByteArray("x");
        QTest::newRow("zeros") << QByteArray(200'000, '\0');
        QTest::newRow("another database's header alone")
            << QByteArray("SQLite format 3\0", 16) + QByteArray(200'000, 'x');
    }
    void filesOfAnotherKindAreRefusedAndNotTouched()
    {
        QFETCH(const QByteArray, bytes);
        const Folder folder;
        QVERIFY(writeFile(folder.path, bytes));
        const auto before = contents(folder);
        QCOMPARE(codeOfOpening(folder), ErrorCode::InvalidInput);
        QCOMPARE(contents(folder), before);
        QVERIFY(!Reader::open(folder.path));
        QCOMPARE(contents(folder), before);
    }

    void anotherProgramsDatabaseIsRefusedAndNotTouched()
    {
        const Folder folder;
        QVERIFY(writeFile(folder.path, {}));
        QVERIFY(sql(folder.path, "CREATE TABLE bookmarks (url); INSERT INTO bookmarks VALUES ('x')"));
        const auto before = contents(folder);
        QCOMPARE(codeOfOpening(folder), ErrorCode::InvalidInput);
        QCOMPARE(Reader::open(folder.path).error().code, ErrorCode::InvalidInput);
        QCOMPARE(contents(folder), before);
    }

    void pathsThatCannotBeAreNamedInTheError()
    {
        Folder folder;
        QCOMPARE(Reader::open(folder.path).error().code, ErrorCode::NotFound);
        QVERIFY(!QFile::exists(QString::fromStdString(folder.path)));
        auto options = at(folder);
        options.readOnly = true;
        QCOMPARE(Store::open(options, {}).error().code, ErrorCode::NotFound);
        folder.path = folder.dir.path().toStdString();
        QCOMPARE(codeOfOpening(folder), ErrorCode::InvalidInput);
        folder.path.clear();
        QCOMPARE(codeOfOpening(folder), ErrorCode::InvalidInput);
        folder.path = "/proc/no-such-folder/x/captures";
        const auto refused = Store::open(at(folder), {});
        QVERIFY(!refused);
        QVERIFY(refused.error().detail.find("/proc/no-such-folder") != std::string::npos);
    }

    void aSecondOpenerReadsWhatTheFirstOneWrites()
    {
        const Folder folder;
        const auto first = openStore(at(folder));
        QVERIFY(first);
        QVERIFY(!first->readOnly());
        QVERIFY(!first->heldByOther());
        const auto second = openStore(at(folder));
        QVERIFY(second);
        QVERIFY(second->readOnly());
        QVERIFY(second->heldByOther());
        QCOMPARE(second->storeId(), first->storeId());
        QCOMPARE(second->enqueue(sampleCapture(), 1).error().code, ErrorCode::Unsupported);
        QCOMPARE(second->clear().error().code, ErrorCode::Unsupported);
        QCOMPARE(second->remove({CaptureId{1}}).error().code, ErrorCode::Unsupported);
        QCOMPARE(second->removeEndpoint(EndpointId{1}).error().code, ErrorCode::Unsupported);
        second->report({});
        second->flush();
        QVERIFY(first->enqueue(sampleCapture(), 1));
        first->flush();
        QCOMPARE(allIds(folder.path).size(), 1u);
        Endpoint ci;
        ci.path = "/ci";
        QVERIFY(first->save(ci));
        QCOMPARE(second->endpoints().value().size(), 2u);
    }

    void openingReadOnlyOnPurposeTakesNoLock()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 2));
        auto options = at(folder);
        options.readOnly = true;
        const auto reading = openStore(options);
        QVERIFY(reading);
        QVERIFY(reading->readOnly());
        QVERIFY(!reading->heldByOther());
        const auto writing = openStore(at(folder));
        QVERIFY(writing);
        QVERIFY(!writing->readOnly());
    }

    void aStoreHeldByAnotherProgramIsFreeWhenThatWasKilled()
    {
        const Folder folder;
        QProcess child;
        child.start(QCoreApplication::applicationDirPath() + QStringLiteral("/store_writer"),
                    {QString::fromStdString(folder.path)});
        QVERIFY(child.waitForReadyRead());
        {
            const auto second = openStore(at(folder));
            QVERIFY(second);
            QVERIFY(second->heldByOther());
            auto reader = Reader::open(folder.path);
            QVERIFY(reader);
            const auto count = reader.value()->statistics().value().captures;
            QTRY_VERIFY(reader.value()->statistics().value().captures > count);
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        const auto store = openStore(at(folder));
        QVERIFY(store);
        QVERIFY(!store->readOnly());
    }

    void whatACutShortCreationLeavesBecomesAStore()
    {
        const Folder folder;
        QVERIFY(writeFile(folder.path, {}));
        QVERIFY(sql(folder.path, "PRAGMA page_size=8192; CREATE TABLE x (y); DROP TABLE x"));
        QVERIFY(fillStore(folder, 1));
        QCOMPARE(allIds(folder.path).size(), 1u);
    }

    void stepsLeadFromAnyVersionToTheNewest()
    {
        const std::vector<SchemaStep> steps{{1, "CREATE TABLE a (x); INSERT INTO a VALUES (1)"},
                                            {2, "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = x + 1"},
                                            {3, "CREATE TABLE b AS SELECT y AS z FROM a"}};
        for (std::size_t start = 0; start <= steps.size(); ++start) {
            const Folder folder;
            QVERIFY(writeFile(folder.path, {}));
            auto connection = Connection::open(folder.path, Connection::Mode::Write);
            QVERIFY(migrate(*connection, std::span(steps).first(start)));
            QVERIFY(migrate(*connection, steps));
            QCOMPARE(connection->number("SELECT z FROM b").value().value(), 2);
            QCOMPARE(connection->number("PRAGMA user_version").value().value(), 3);
            QCOMPARE(stateOf(*connection, 3).value(), FileState::Current);
            QCOMPARE(stateOf(*connection, 4).value(), FileState::Older);
            QCOMPARE(stateOf(*connection, 2).value(), FileState::Newer);
        }
    }

    void whatTakesLongIsToldBeforeItIsDone()
    {
        const Folder folder;
        std::vector<OpeningWork> told;
        const auto ready = [&] {
            told.clear();
            return makeReady(folder.path, [&](OpeningWork work) { told.push_back(work); });
        };
        QVERIFY(ready());
        QVERIFY(!QFile::exists(QString::fromStdString(folder.path))); // a new store is made when it is opened
        {
            QVERIFY(writeFile(folder.path, {}));
            auto connection = Connection::open(folder.path, Connection::Mode::Write);
            QVERIFY(migrate(*connection, schemaSteps().first(2)));
        }
        QVERIFY(ready());
        QCOMPARE(told, std::vector<OpeningWork>{OpeningWork::Updating});
        QVERIFY(ready());
        QVERIFY(told.empty());
        markForCheck(folder.path);
        QVERIFY(ready());
        QCOMPARE(told, std::vector<OpeningWork>{OpeningWork::Checking});
        QVERIFY(fillStore(folder, 1)); // opened as ever
        const auto lock = FileLock::take(folder.path + ".lock");
        QVERIFY(lock);
        QCOMPARE(ready().error().code, ErrorCode::LockedByOther);
    }

    void aStepThatFailsLeavesTheVersionBeforeIt()
    {
        const Folder folder;
        const std::vector<SchemaStep> steps{{1, "CREATE TABLE a (x)"},
                                            {2, "CREATE TABLE c (z); CREATE TABLE a (x)"}};
        QVERIFY(writeFile(folder.path, {}));
        auto connection = Connection::open(folder.path, Connection::Mode::Write);
        QVERIFY(!migrate(*connection, steps));
        QCOMPARE(connection->number("PRAGMA user_version").value().value(), 1);
        QVERIFY(!connection->number("SELECT count(*) FROM c"));
    }

    void aDatabaseThatCannotBeOpenedIsNamed()
    {
        const Folder folder;
        const std::string& path = folder.path; // never made
        const auto opened = Connection::open(path, Connection::Mode::Read);
        QVERIFY(!opened);
        QVERIFY2(opened.error().detail.starts_with(path + ": "), opened.error().detail.c_str());
    }
};

HOOKLOUPE_TEST(TestStoreOpening)
#include "tst_store_opening.moc"
