// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/cli_program.h"

#include "store/reader.h"
#include "store/sqlite.h"
#include "support/older_state.h"
#include "support/raw_client.h"

#include <QFile>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

namespace fs = std::filesystem;

constexpr int clients = 4;
constexpr int answersBefore = 200; // until the store is taken away

/// What clients were answered.
struct Answered {
    std::mutex mutex;
    std::set<std::string> acknowledged;
    std::atomic<int> good = 0;
    RawAnswer refusal; ///< the last one

    /// Sends request after request, each with a body of its own, until one is not answered 200.
    void load(std::uint16_t port, const std::string& name)
    {
        RawClient client(port);
        for (int number = 0;; ++number) {
            const std::string body = name + "-" + std::to_string(number);
            const bool sent = client.send("POST /load HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size())
                                          + "\r\n\r\n" + body);
            const RawAnswer answer = sent ? client.readAnswer() : RawAnswer{};
            const std::lock_guard lock(mutex);
            if (answer.status != 200) {
                refusal = answer;
                return;
            }
            acknowledged.insert(body);
            ++good;
            good.notify_all();
        }
    }
};

std::set<std::string> bodiesIn(const std::string& path)
{
    std::set<std::string> bodies;
    const auto reader = store::Reader::open(path);
    if (!reader.ok()) {
        qCritical("%s", reader.error().detail.c_str());
        return bodies;
    }
    const auto ids = (*reader)->ids({});
    for (const CaptureId id : *ids)
        bodies.insert((*(*reader)->capture(id))->body);
    return bodies;
}

} // namespace

class TestCliLostStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyAcknowledgedRequestIsInAStoreThatIsNamed_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("said");
        QTest::newRow("deleted") << u"rm \"$1\""_s << u"was deleted"_s;
        QTest::newRow("with its log") << u"rm \"$1\"*"_s << u"was deleted"_s;
        QTest::newRow("replaced") << u"echo other > \"$1.new\" && mv \"$1.new\" \"$1\""_s << u"Another file took the place"_s;
        QTest::newRow("moved") << u"mv \"$1\" \"$1.away\""_s << u"was moved to"_s;
        QTest::newRow("folder moved") << u"mv \"$(dirname \"$1\")\" \"$(dirname \"$1\").away\""_s << u"was moved to"_s;
        QTest::newRow("folder deleted") << u"rm -r \"$(dirname \"$1\")\""_s << u"was deleted"_s;
        QTest::newRow("log deleted") << u"rm \"$1-wal\""_s << u"log of the store"_s;
    }
    void everyAcknowledgedRequestIsInAStoreThatIsNamed()
    {
        QFETCH(QString, how);
        QFETCH(QString, said);
        QTemporaryDir home;
        QVERIFY(fs::create_directory(home.filePath(u"folder"_s).toStdString()));
        const QString path = home.filePath(u"folder/s.hookloupe"_s);
        ServeProcess serve({u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path}, home.path());
        QVERIFY(serve.listens());
        Answered answered;
        std::vector<std::thread> threads;
        for (int i = 0; i < clients; ++i)
            threads.emplace_back([&, name = std::to_string(i)] { answered.load(serve.port(), name); });
        for (int seen = 0; seen < answersBefore; seen = answered.good)
            answered.good.wait(seen);
        QCOMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, how, u"sh"_s, path}), 0);
        for (auto& thread : threads)
            thread.join();

        QCOMPARE(answered.refusal.status, 503);
        QVERIFY2(answered.refusal.body.find(path.toStdString()) == std::string::npos, answered.refusal.body.c_str());
        QVERIFY(answered.refusal.body.find("could not be stored") != std::string::npos);
        const QByteArray told = serve.readComplaint(said.toUtf8());
        QVERIFY2(told.contains("503"), told.constData());
        std::string where = path.toStdString();
        if (how.startsWith(u"mv"_s)) {
            static const QRegularExpression place(u"was moved to (\\S+) while"_s);
            where = place.match(QString::fromUtf8(told)).captured(1).toStdString();
        } else if (!how.contains(u"-wal"_s)) {
            const QByteArray rescued = serve.readComplaint("is kept in");
            static const QRegularExpression place(u"is kept in (\\S+) \\(requests: (\\d+)\\)"_s);
            where = place.match(QString::fromUtf8(rescued)).captured(1).toStdString();
            QVERIFY2(rescued.contains("start again with --store"), rescued.constData());
        } else {
            QVERIFY(serve.readComplaint("Capturing goes on in").contains("Nothing is lost"));
        }
        QVERIFY2(fs::exists(where), where.c_str());
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
        const auto stored = bodiesIn(where);
        std::vector<std::string> lost;
        std::set_difference(answered.acknowledged.begin(), answered.acknowledged.end(), stored.begin(), stored.end(),
                            std::back_inserter(lost));
        QVERIFY2(lost.empty(), lost.empty() ? "" : lost.front().c_str());
        QVERIFY(answered.acknowledged.size() >= std::size_t{answersBefore});
    }

    void capturingGoesOnWhenTheStoreIsBack()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        ServeProcess serve({u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path}, home.path());
        QVERIFY(serve.listens());
        const auto statusOfOne = [&] {
            RawClient client(serve.port());
            return client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx") ? client.readAnswer().status : 0;
        };
        QCOMPARE(statusOfOne(), 200);
        fs::rename(path.toStdString(), path.toStdString() + ".away");
        QCOMPARE(statusOfOne(), 503);
        QCOMPARE(statusOfOne(), 503);
        fs::rename(path.toStdString() + ".away", path.toStdString());
        QVERIFY(!serve.readComplaint("Capturing goes on in").isEmpty());
        QCOMPARE(statusOfOne(), 200);
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
        QVERIFY((*store::Reader::open(path.toStdString()))->ids({})->size() >= 2u); // perhaps with one that was in hand
    }

    void itEndsThoughAnotherProgramLocksTheStore()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        ServeProcess serve({u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path}, home.path());
        QVERIFY(serve.listens());
        RawClient slow(serve.port());
        QVERIFY(slow.send("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"));
        QCOMPARE(slow.readAnswer().status, 200); // how that answer ended is not in the store yet, or just so
        auto other = store::Connection::open(path.toStdString(), store::Connection::Mode::Write);
        QVERIFY(other->execute("BEGIN IMMEDIATE"));
        RawClient client(serve.port());
        QVERIFY(client.send("POST /in HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"));
        QCOMPARE(client.readAnswer().status, 100); // it is taken
        QVERIFY(client.send("x"));
        serve.signal(SIGTERM);
        QCOMPARE(client.readAnswer().status, 503);
        const CliResult ended = serve.wait();
        QVERIFY2(ended.exitCode == 0 || ended.exitCode == 3, ended.err.constData());
        QCOMPARE(ended.exitCode == 3, ended.err.contains("how answers ended"));
        QVERIFY2(ended.err.contains("Another program captures into this store"), ended.err.constData());
        QVERIFY(other->execute("ROLLBACK"));
        QCOMPARE((*store::Reader::open(path.toStdString()))->ids({})->size(), 1u);
    }

    void whatWasPassedOnAndCouldNotBeNotedIsSaidAtTheEnd()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        QTcpServer handler;
        QVERIFY(handler.listen(QHostAddress::LocalHost));
        ServeProcess forward({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path, u"--to"_s, u"http://127.0.0.1:%1/"_s.arg(handler.serverPort())},
                             home.path(), {}, u"forward"_s);
        QVERIFY(forward.listens());
        RawClient client(forward.port());
        QVERIFY(client.send("POST /in HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"));
        QCOMPARE(client.readAnswer().status, 200);
        QVERIFY(handler.waitForNewConnection(30'000));
        auto* passedOn = handler.nextPendingConnection();
        QVERIFY(passedOn->waitForReadyRead(30'000));
        auto other = store::Connection::open(path.toStdString(), store::Connection::Mode::Write);
        QVERIFY(other->execute("BEGIN IMMEDIATE"));
        passedOn->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        QVERIFY(passedOn->waitForBytesWritten(30'000));
        forward.signal(SIGTERM);
        const CliResult ended = forward.wait();
        QCOMPARE(ended.exitCode, 3);
        QVERIFY2(ended.err.contains("may be passed on once more): 1."), ended.err.constData());
        QVERIFY(other->execute("ROLLBACK"));
        QCOMPARE((*store::Store::open({.path = path.toStdString()}, {}))->inboxSize().value(), 1);
    }

    void howManyAnOlderStateLacksIsSaidAtOnceAndAtTheEnd()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        const std::string backup = home.filePath(u"backup"_s).toStdString();
        ServeProcess serve({u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path}, home.path());
        QVERIFY(serve.listens());
        RawClient client(serve.port());
        const auto post = [&] { return client.send("POST /in HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx") ? client.readAnswer().status : 0; };
        QCOMPARE(post(), 200);
        QVERIFY(copyDatabase(path.toStdString(), backup));
        for (int i = 0; i < 7; ++i)
            QCOMPARE(post(), 200);
        QVERIFY(copyDatabase(backup, path.toStdString()));
        const QByteArray told = serve.readComplaint("wrote an older state into the store");
        QVERIFY2(told.contains("not in it any more: 7."), told.constData());
        const QByteArray over = serve.readComplaint("Capturing goes on in");
        QVERIFY2(over.contains("not in it any more: 7."), over.constData());
        serve.signal(SIGTERM);
        const CliResult ended = serve.wait();
        QCOMPARE(ended.exitCode, 3);
        QVERIFY2(ended.err.contains("Not all that was acknowledged is in the store."), ended.err.constData());
    }

    void theEndSaysWhereTheStoreIsKept()
    {
        QTemporaryDir home;
        QVERIFY(fs::create_directory(home.filePath(u"folder"_s).toStdString()));
        const QString path = home.filePath(u"folder/s.hookloupe"_s);
        ServeProcess serve({u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path}, home.path());
        QVERIFY(serve.listens());
        RawClient client(serve.port());
        QVERIFY(client.send("POST /in HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"));
        QCOMPARE(client.readAnswer().status, 200);
        fs::remove(path.toStdString());
        serve.signal(SIGTERM); // nobody has looked yet
        const CliResult ended = serve.wait();
        QCOMPARE(ended.exitCode, 0);
        static const QRegularExpression place(u"is kept in (\\S+) \\(requests: 1\\)"_s);
        const std::string kept = place.match(QString::fromUtf8(ended.err)).captured(1).toStdString();
        QVERIFY2(!kept.empty() && fs::exists(kept), ended.err.constData());
        QCOMPARE(bodiesIn(kept), std::set<std::string>{"x"});
    }

    void theEndSaysThatTheStoreIsLost()
    {
        QTemporaryDir home;
        QVERIFY(fs::create_directory(home.filePath(u"folder"_s).toStdString()));
        const QString path = home.filePath(u"folder/s.hookloupe"_s);
        ServeProcess serve({u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path}, home.path());
        QVERIFY(serve.listens());
        // No place is left for what it held: neither beside it, nor among the user's data.
        fs::remove_all(home.filePath(u"data"_s).toStdString());
        QFile inTheWay(home.filePath(u"data"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        fs::remove_all(home.filePath(u"folder"_s).toStdString());
        QVERIFY(!serve.readComplaint("could not be saved yet").isEmpty());
        serve.signal(SIGTERM);
        const CliResult ended = serve.wait();
        QCOMPARE(ended.exitCode, 3);
        QVERIFY2(ended.err.contains("is lost with the end of this program"), ended.err.constData());
    }

    void whatSomebodyPutInPlaceIsHeldAndSaidSo()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        const QString theirs = home.filePath(u"theirs"_s);
        ServeProcess serve({u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path}, home.path());
        QVERIFY(serve.listens());
        {
            auto other = store::Connection::open(path.toStdString(), store::Connection::Mode::Write);
            QVERIFY(other->execute(("VACUUM INTO '" + theirs.toStdString() + "'").c_str()));
        }
        {
            auto other = store::Connection::open(theirs.toStdString(), store::Connection::Mode::Write);
            QVERIFY(other->execute("UPDATE endpoints SET forward = 'http://192.0.2.7/'"));
        }
        fs::rename(theirs.toStdString(), path.toStdString());
        QVERIFY(!serve.readComplaint("Capturing goes on in").isEmpty());
        QVERIFY(!serve.readComplaint("changed by something else than Hookloupe").isEmpty());
        QVERIFY(!serve.readComplaint("http://192.0.2.7/").isEmpty());
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
    }
};

HOOKLOUPE_TEST(TestCliLostStore)
#include "tst_cli_lost_store.moc"
