// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged write-ahead logs: kept, told, and read as far as they are whole.
#include "support/test_main.h"
#include "store/files.h"
#include "store/schema.h"
#include "store/sqlite.h"
#include "store_fixture.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

constexpr int atRest = 40;   // captures in the file
constexpr int inTheLog = 200; // behind them, in the log alone
constexpr qint64 frameBytes = 24 + store::pageBytes;

QMap<QString, QByteArray> contents(const Folder& folder)
{
    QMap<QString, QByteArray> all;
    const QDir dir(folder.dir.path());
    for (const auto& name : dir.entryList(QDir::Files | QDir::Hidden)) {
        QFile file(dir.filePath(name));
        if (!name.endsWith(QLatin1StringView(".lock")) && !name.endsWith(QLatin1StringView(".reserve")) && file.open(QIODevice::ReadOnly))
            all[name] = file.readAll();
    }
    return all;
}

/// A store as a killed program leaves it: in `crashed`, with a log that holds one transaction for each capture.
bool leaveWithLog(const Folder& crashed, int largeOnes = 0)
{
    const Folder folder;
    if (!fillStore(folder, atRest))
        return false;
    // Reads the state in front of the log: so nothing of it is moved into the file.
    auto reading = Connection::open(folder.path, Connection::Mode::Read);
    if (!reading || !reading->execute("BEGIN; SELECT count(*) FROM captures"))
        return false;
    const auto store = openStore(at(folder));
    if (!store)
        return false;
    for (int number = atRest + 1; number <= atRest + inTheLog; ++number) {
        const auto capture = sampleCapture(number);
        if (number > atRest + inTheLog - largeOnes)
            capture->body = std::string(9'000'000, 'l');
        if (!store->enqueue(capture, 1))
            return false;
        store->flush();
    }
    bool copied = true;
    for (const char* suffix : {"", "-wal", "-shm"})
        copied = QFile::copy(QString::fromStdString(folder.path + suffix), QString::fromStdString(crashed.path + suffix)) && copied;
    const QString bodies = QString::fromStdString(folder.path + ".bodies");
    if (largeOnes > 0)
        QDir().mkdir(QString::fromStdString(crashed.path + ".bodies"));
    for (const auto& name : QDir(bodies).entryList(QDir::Files))
        copied = QFile::copy(bodies + u'/' + name, QString::fromStdString(crashed.path + ".bodies/") + name) && copied;
    return copied;
}

bool change(const std::string& path, const std::function<bool(QFile&)>& what)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadWrite) && what(file);
}

bool flipBit(QFile& file, qint64 at)
{
    char byte = 0;
    return file.seek(at) && file.getChar(&byte) && file.seek(at) && file.putChar(static_cast<char>(byte ^ 1));
}

/// Every capture that is there must be one that was written, byte for byte; returns how many.
std::int64_t countWhole(const std::string& path)
{
    auto reader = Reader::open(path);
    if (!reader)
        return -1;
    const auto ids = reader.value()->ids({});
    std::int64_t whole = 0;
    for (const CaptureId id : *ids) {
        const auto capture = reader.value()->capture(id);
        if (capture && capture.value()->head != sampleCapture(toInt(id))->head)
            return -1;
        whole += capture ? 1 : 0;
    }
    return whole;
}

} // namespace

class TestStoreLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void aDamagedLogIsToldAndKeptAndReadAsFarAsItIsWhole_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("atLeast"); // of the captures in the log
        QTest::newRow("a bit of a page in its middle") << "bit" << inTheLog - 20;
        QTest::newRow("a bit of the first page") << "first" << inTheLog - 20;
        QTest::newRow("a bit of a checksum") << "checksum" << inTheLog;
        QTest::newRow("a bit of a salt") << "salt" << inTheLog;
        QTest::newRow("a page of zeros") << "zeros" << inTheLog - 20;
        QTest::newRow("its first four bytes") << "magic" << inTheLog;
        QTest::newRow("its header") << "header" << inTheLog - 20;
        QTest::newRow("cut in its middle") << "half" << inTheLog / 2 - 20;
        QTest::newRow("cut behind its header") << "cut" << 0;
        QTest::newRow("emptied") << "empty" << 0;
        QTest::newRow("gone") << "gone" << 0;
        QTest::newRow("of nothing known") << "garbage" << 0;
    }
    void aDamagedLogIsToldAndKeptAndReadAsFarAsItIsWhole()
    {
        QFETCH(const QString, kind);
        QFETCH(const int, atLeast);
        const Folder folder;
        QVERIFY(leaveWithLog(folder));
        const std::string log = folder.path + "-wal";
        const qint64 middle = 32 + frameBytes * (fileSize(log) / frameBytes / 2);
        QVERIFY(change(log, [&](QFile& file) {
            if (kind == QLatin1StringView("bit"))
                return flipBit(file, middle + 5000);
            if (kind == QLatin1StringView("first"))
                return flipBit(file, 32 + 24 + 100);
            if (kind == QLatin1StringView("checksum"))
                return flipBit(file, middle + 18);
            if (kind == QLatin1StringView("salt"))
                return flipBit(file, middle + 9);
            if (kind == QLatin1StringView("zeros"))
                return file.seek(middle) && file.write(QByteArray(frameBytes, '\0')) == frameBytes;
            if (kind == QLatin1StringView("magic"))
                return file.write("none") == 4;
            if (kind == QLatin1StringView("header"))
                return file.write(QByteArray(32, 'x')) == 32;
            if (kind == QLatin1StringView("half"))
                return file.resize(middle);
            if (kind == QLatin1StringView("cut"))
                return file.resize(32);
            if (kind == QLatin1StringView("empty"))
                return file.resize(0);
            if (kind == QLatin1StringView("gone"))
                return file.remove();
            const QByteArray garbage(100'000, 'g');
            return file.resize(0) && file.write(garbage) == garbage.size();
        }));
        const auto before = contents(folder);

        auto options = at(folder);
        options.readOnly = true;
        for (int round = 0; round < 2; ++round) { // reading takes nothing away that tells of the damage
            const auto reading = openStore(options);
            QVERIFY(reading && reading->logDamage());
            QVERIFY(reading->endpoints());
        }
        QVERIFY(Reader::open(folder.path, true).value()->ids({}));
        QVERIFY(contents(folder) == before);

        const auto store = openStore(at(folder));
        QVERIFY(store && store->salvage());
        const SalvageReport report = *store->salvage();
        QVERIFY2(report.detail.find("log") != std::string::npos, report.detail.c_str());
        QVERIFY2(report.captures >= atRest + atLeast, std::to_string(report.captures).c_str());
        QVERIFY(report.captures <= atRest + inTheLog);
        QCOMPARE(countWhole(folder.path), report.captures);
        QVERIFY(report.lost != 0 && report.atLeast);
        if (report.lost > 0)
            QVERIFY(report.lost + report.captures <= atRest + inTheLog);
        QFile kept(QString::fromStdString(report.damagedPath));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(kept.readAll() == before.value(QStringLiteral("captures.hookloupe")));
        QFile keptLog(QString::fromStdString(report.damagedPath + "-wal"));
        QVERIFY(keptLog.open(QIODevice::ReadOnly) || !before.contains(QStringLiteral("captures.hookloupe-wal")));
        QVERIFY(keptLog.isOpen() ? keptLog.readAll() == before.value(QStringLiteral("captures.hookloupe-wal")) : true);
        for (const char* suffix : {".salvaged", ".salvage", ".repaired", ".repaired-wal", ".repaired-shm"})
            QVERIFY2(!QFile::exists(QString::fromStdString(folder.path + suffix)), suffix);
    }

    void whatAKilledProgramLeavesIsReadWhole()
    {
        const Folder folder;
        QVERIFY(leaveWithLog(folder));
        auto options = at(folder);
        options.readOnly = true;
        QVERIFY(!openStore(options)->logDamage());
        const auto store = openStore(at(folder));
        QVERIFY(store && !store->salvage());
        QCOMPARE(countWhole(folder.path), atRest + inTheLog);
    }

    void aReaderLeavesTheLogAsItIs()
    {
        const Folder folder;
        QVERIFY(leaveWithLog(folder));
        const auto before = contents(folder);
        {
            auto reader = Reader::open(folder.path);
            QCOMPARE(reader.value()->statistics()->captures, atRest + inTheLog);
        }
        auto after = contents(folder);
        QCOMPARE(after.keys(), before.keys());
        for (const char* name : {"captures.hookloupe", "captures.hookloupe-wal"})
            QVERIFY2(after.value(QLatin1StringView(name)) == before.value(QLatin1StringView(name)), name);
    }

    void aReaderThatIsTheLastOneLeavesTheLogOfAKilledWriter()
    {
        const Folder folder;
        QProcess child;
        child.start(QCoreApplication::applicationDirPath() + QStringLiteral("/store_writer"), {QString::fromStdString(folder.path)});
        QVERIFY(child.waitForReadyRead());
        auto reader = Reader::open(folder.path);
        QVERIFY(reader);
        child.kill();
        QVERIFY(child.waitForFinished());
        QFile log(QString::fromStdString(folder.path + "-wal"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray before = log.readAll();
        QVERIFY(!before.isEmpty());
        reader.value().reset();
        QFile after(log.fileName());
        QVERIFY(after.open(QIODevice::ReadOnly));
        QVERIFY(after.readAll() == before);
    }

    void largeBodiesOfRowsThatWereLostWithTheLogAreKept()
    {
        const Folder folder;
        QVERIFY(leaveWithLog(folder, 2));
        QVERIFY(change(folder.path + "-wal", [](QFile& file) { return file.resize(32 + 10 * frameBytes); }));
        const auto store = openStore(at(folder));
        QVERIFY(store && store->salvage());
        const QDir kept(QString::fromStdString(store->salvage()->damagedPath + ".bodies"));
        QCOMPARE(kept.entryList(QDir::Files).size(), 2);
    }

    void whatAStoreThatWasMovedAwayLeftIsKept_data()
    {
        QTest::addColumn<bool>("emptied");
        QTest::newRow("moved away") << false;
        QTest::newRow("emptied") << true;
    }
    void whatAStoreThatWasMovedAwayLeftIsKept()
    {
        QFETCH(const bool, emptied);
        const Folder folder;
        QVERIFY(leaveWithLog(folder, 1));
        const QByteArray log = contents(folder).value(QStringLiteral("captures.hookloupe-wal"));
        QVERIFY(change(folder.path, [&](QFile& file) { return emptied ? file.resize(0) : file.remove(); }));
        QVERIFY(!Reader::open(folder.path));
        const auto store = openStore(at(folder));
        QVERIFY(store && store->salvage());
        QCOMPARE(store->salvage()->captures, 0);
        QCOMPARE(store->salvage()->lost, -1);
        QFile kept(QString::fromStdString(store->salvage()->damagedPath + "-wal"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(kept.readAll() == log);
        QVERIFY(QFile::exists(QString::fromStdString(store->salvage()->damagedPath + ".bodies/240.body")));
    }
};

HOOKLOUPE_TEST(TestStoreLog)
#include "tst_store_log.moc"
