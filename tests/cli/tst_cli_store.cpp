// SPDX-License-Identifier: GPL-3.0-or-later
// Stores that are not as they should be, and stores with two names, at the command line.
#include "support/test_main.h"
#include "support/cli_program.h"

#include "store/reader.h"
#include "store/sqlite.h"
#include "store/store.h"
#include "support/sample_captures.h"
#include "support/raw_client.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/stat.h>
#include <unistd.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

bool fill(const QString& path, int captures)
{
    auto opened = store::Store::open({.path = path.toStdString()}, {});
    for (int number = 1; opened && number <= captures; ++number) {
        if (!opened.value()->enqueue(sampleCapture(number), 1))
            return false;
    }
    return opened.ok();
}

QMap<QString, QByteArray> contents(const QString& folder)
{
    QMap<QString, QByteArray> all;
    for (const QString& name : QDir(folder).entryList(QDir::Files)) {
        QFile file(folder + u'/' + name);
        if (file.open(QIODevice::ReadOnly))
            all[name] = file.readAll();
    }
    return all;
}

} // namespace

class TestCliStore : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatIsNoFileIsRefusedByEveryCommandAtOnce()
    {
        const QTemporaryDir folder;
        const QString pipe = folder.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
        for (const QString& path : {pipe, u"/dev/zero"_s, folder.path()}) {
            for (const QStringList& command : {QStringList{u"list"_s}, QStringList{u"show"_s, u"1"_s}, QStringList{u"serve"_s},
                                               QStringList{u"replay"_s, u"1"_s, u"--to"_s, u"http://127.0.0.1:9"_s}}) {
                const auto result = runCli(command + QStringList{u"--store"_s, path}, m_home.path());
                QCOMPARE(result.exitCode, 3);
                QVERIFY2(result.err.contains(path.toUtf8()), result.err.constData());
            }
        }
    }

    void aForeignTriggerIsNamedWithTheWayOut()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"s"_s);
        QVERIFY(fill(path, 2));
        {
            auto other = store::Connection::open(path.toStdString(), store::Connection::Mode::Write);
            QVERIFY(other->execute("CREATE TRIGGER evil AFTER INSERT ON captures BEGIN DELETE FROM captures; END"));
        }
        for (const char* command : {"list", "serve"}) {
            const auto result = runCli({QString::fromLatin1(command), u"--store"_s, path}, m_home.path());
            QCOMPARE(result.exitCode, 3);
            QVERIFY2(result.err.contains("the trigger \"evil\"") && result.err.contains("DROP TRIGGER evil"), result.err.constData());
        }
    }

    void damageOfTheLogIsToldByListShowAndServe()
    {
        const QTemporaryDir from;
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"s"_s);
        {
            const QString live = from.filePath(u"s"_s);
            auto opened = store::Store::open({.path = live.toStdString()}, {});
            QVERIFY(opened);
            for (int number = 1; number <= 50; ++number) {
                QVERIFY(opened.value()->enqueue(sampleCapture(number), 1));
                opened.value()->flush();
            }
            QVERIFY(QFile::copy(live, path));
            QVERIFY(QFile::copy(live + u"-wal"_s, path + u"-wal"_s));
        }
        QFile log(path + u"-wal"_s);
        QVERIFY(log.open(QIODevice::ReadWrite));
        QVERIFY(log.seek(32 + 24 + 4000));
        QCOMPARE(log.write("damage"), 6);
        log.close();
        const auto before = contents(folder.path());
        const auto list = runCli({u"list"_s, u"--store"_s, path}, m_home.path());
        const auto show = runCli({u"show"_s, u"1"_s, u"--store"_s, path}, m_home.path());
        QCOMPARE(list.exitCode, 0);
        for (const QByteArray& err : {list.err, show.err})
            QVERIFY2(err.contains("write-ahead log is damaged") && err.contains("nothing was changed"), err.constData());
        QVERIFY(contents(folder.path()) == before);
        ServeProcess serving({u"--store"_s, path, u"--listen"_s, u"127.0.0.1:0"_s}, m_home.path());
        QVERIFY(serving.listens());
        serving.signal(SIGTERM);
        const auto served = serving.wait();
        QCOMPARE(served.exitCode, 0);
        QVERIFY2(served.err.contains("The store was damaged") && !served.err.contains("Lost: 0"), served.err.constData());
        const auto kept = QDir(folder.path()).entryList({u"s.damaged-*"_s});
        QCOMPARE(kept.size(), 2);
        QVERIFY(contents(folder.path()).value(kept.last()) == before.value(u"s-wal"_s));
    }

    void aStoreWithTwoNamesHasOneWriter_data()
    {
        QTest::addColumn<bool>("hardLink");
        QTest::newRow("a symbolic link") << false;
        QTest::newRow("a hard link") << true;
    }
    void aStoreWithTwoNamesHasOneWriter()
    {
        QFETCH(const bool, hardLink);
        const QTemporaryDir folder;
        const QTemporaryDir elsewhere;
        const QString path = folder.filePath(u"s"_s);
        const QString other = elsewhere.filePath(u"other"_s);
        QVERIFY(fill(path, 1));
        const QByteArray from = path.toLocal8Bit();
        const QByteArray to = other.toLocal8Bit();
        QCOMPARE(hardLink ? ::link(from.constData(), to.constData()) : ::symlink(from.constData(), to.constData()), 0);
        ServeProcess first({u"--store"_s, path, u"--listen"_s, u"127.0.0.1:0"_s, u"--count"_s, u"1"_s}, m_home.path());
        QVERIFY(first.listens());
        for (const char* command : {"serve", "forward"}) {
            const auto second = runCli({QString::fromLatin1(command), u"--store"_s, other, u"--listen"_s, u"127.0.0.1:0"_s,
                                        QString::fromLatin1(command) == u"forward"_s ? u"--to"_s : u"--count"_s,
                                        QString::fromLatin1(command) == u"forward"_s ? u"http://127.0.0.1:9"_s : u"1"_s},
                                       m_home.path());
            QCOMPARE(second.exitCode, 3);
            QVERIFY2(second.err.contains("nother program captures into this"), second.err.constData());
        }
        const auto list = runCli({u"list"_s, u"--store"_s, other}, m_home.path());
        QCOMPARE(list.exitCode, hardLink ? 3 : 0); // a hard link does not lead to the log
        RawClient client(first.port());
        client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(client.readAnswer().status, 200);
        QCOMPARE(first.wait().exitCode, 0);
        QCOMPARE(runCli({u"list"_s, u"--store"_s, path}, m_home.path()).out.count('\n'), 2);
        QCOMPARE(runCli({u"list"_s, u"--store"_s, other}, m_home.path()).out.count('\n'), 2);
        QVERIFY(contents(elsewhere.path()).size() <= (hardLink ? 2 : 1)); // nothing beside a link but, of a hard link, its lock
    }

    void whatIsBesideAStoreIsFoundThroughALink()
    {
        const QTemporaryDir folder;
        const QTemporaryDir elsewhere;
        const QString path = folder.filePath(u"s"_s);
        const QString link = elsewhere.filePath(u"link"_s);
        {
            auto opened = store::Store::open({.path = path.toStdString()}, {});
            auto large = sampleCapture();
            large->body = std::string(9'000'000, 'l');
            QVERIFY(opened.value()->enqueue(large, 1));
        }
        QVERIFY(QFile::link(path, link));
        QVERIFY(store::Reader::open(link.toStdString()).value()->capture(CaptureId{1}));
        QVERIFY(store::Store::open({.path = link.toStdString()}, {}).ok());
        QVERIFY(store::Reader::open(path.toStdString()).value()->capture(CaptureId{1}));
    }
};

HOOKLOUPE_TEST(TestCliStore)
#include "tst_cli_store.moc"
