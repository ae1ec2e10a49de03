// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/handler.h"
#include "support/cli_program.h"

#include "store/reader.h"
#include "store/store.h"
#include "support/raw_client.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <set>
#include <thread>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string request(int number)
{
    const std::string body = "{\"n\":" + std::to_string(number) + "}";
    return "POST /load HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

int numberOf(const std::string& request)
{
    return std::stoi(request.substr(request.find("{\"n\":") + 5));
}

/// Sends what was not acknowledged yet, until the server is gone; returns the last that was.
int load(std::uint16_t port, int from, int to)
{
    RawClient client(port);
    for (int number = from; number <= to; ++number) {
        if (!client.send(request(number)) || client.readAnswer().status != 200)
            return number - 1;
    }
    return to;
}

} // namespace

class TestCliForward : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no target") << QStringList{} << QByteArray("--to is missing");
        QTest::newRow("no URL") << QStringList{u"--to"_s, u"localhost"_s} << QByteArray("--to localhost is not a handler's URL");
        QTest::newRow("a password") << QStringList{u"--to"_s, u"http://me:hush@h/"_s} << QByteArray("holds no user and password");
        QTest::newRow("own address") << QStringList{u"--listen"_s, u"127.0.0.1:4999"_s, u"--to"_s, u"http://h/"_s, u"--to"_s, u"http://localhost:4999/x"_s}
                                     << QByteArray("--to http://localhost:4999/x is where this program itself listens");
        QTest::newRow("own address of many") << QStringList{u"--listen"_s, u"0.0.0.0:4999"_s, u"--to"_s, u"https://127.0.0.3:4999"_s}
                                             << QByteArray("or listen elsewhere with --listen");
        QTest::newRow("pace") << QStringList{u"--to"_s, u"http://h/"_s, u"--pace"_s, u"0/s"_s} << QByteArray("--pace 0/s is not usable");
        QTest::newRow("serve's") << QStringList{u"--to"_s, u"http://h/"_s, u"--count"_s, u"x"_s} << QByteArray("--count x");
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, words);
        QTemporaryDir home;
        const auto result = runCli(QStringList{u"forward"_s} + arguments, home.path());
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(words), result.err.constData());
        QVERIFY2(!result.err.contains("hush"), result.err.constData());
        QVERIFY(result.out.isEmpty());
    }

    /// Wherever a URL is given, right or wrong: neither on the screen nor in a file.
    void aPasswordInAUrlIsNeitherShownNorKept()
    {
        QTemporaryDir home;
        const QString store = home.filePath(u"s.hookloupe"_s);
        {
            ServeProcess serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store, u"--count"_s, u"1"_s}, home.path());
            QVERIFY(serve.listens());
            QCOMPARE(load(serve.port(), 1, 1), 1);
            QCOMPARE(serve.wait().exitCode, 0);
        }
        const QString url = u"http://me:hu7sh8@127.0.0.1:1/h"_s; // nothing listens there
        const QString odd = u"ftp://me:hu7=sh8@host/"_s;
        const QList<QStringList> all{
            {url}, {u"--to"_s, url}, {u"forward"_s, u"--to"_s, url}, {u"forward"_s, u"--to"_s, odd}, {u"forward"_s, url},
            {u"forward"_s, u"--to"_s, u"http://h/"_s, u"--handler-timeout"_s, url}, {u"forward"_s, u"--handler="_s + url},
            {u"serve"_s, u"--listen"_s, url}, {u"serve"_s, u"--endpoint"_s, url}, {u"serve"_s, u"--"_s + odd}, {u"serve"_s, u"--scheme"_s, url},
            {u"list"_s, u"--store"_s, store, u"--limit"_s, url}, {u"list"_s, u"--store"_s, store, url}, {u"show"_s, u"--store"_s, store, url},
            {u"replay"_s, u"--store"_s, store, u"1"_s, u"--to"_s, odd}, {u"replay"_s, u"--store"_s, store, u"1"_s, u"--to"_s, url},
            {u"replay"_s, u"--store"_s, store, u"1"_s, u"--to"_s, url, u"--as-speckle"_s, u"--resign"_s, u"--json"_s},
            {u"replay"_s, u"--store"_s, store, url}, {u"replay"_s, u"--store"_s, store, u"1"_s, u"--to"_s, u"http://h/"_s, u"--rate"_s, url},
            {u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, url}, {u"send"_s, u"--event"_s, url, u"--to"_s, url},
            {u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, odd}, {u"send"_s, u"--provider"_s, url}, {u"verify"_s, u"--scheme"_s, url, u"-"_s},
            {u"list"_s, u"--store"_s, store}, {u"show"_s, u"--store"_s, store, u"1"_s}};
        QByteArray written;
        for (const QStringList& arguments : all) {
            const auto result = runCli(arguments, home.path());
            QVERIFY2(result.exitCode >= 0, qPrintable(arguments.join(u' ')));
            QVERIFY2(!(result.out + result.err).contains("hu7"), qPrintable(arguments.join(u' ') + u'\n' + QString::fromUtf8(result.out + result.err)));
            written += result.out + result.err;
        }
        QVERIFY(written.contains("@127.0.0.1:1/h")); // the rest of an address is named
        QDirIterator files(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        int looked = 0;
        for (; files.hasNext(); ++looked) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("hu7sh8"), qPrintable(file.fileName()));
        }
        QVERIFY(looked > 0);
    }

    /// Without --listen it is known only when it listens which port it has.
    void thePortThatItTakesByItselfIsRefusedToo()
    {
        QStringList arguments{u"forward"_s};
        for (int port = 4100; port < 4116; ++port)
            arguments << u"--to"_s << u"http://127.0.0.1:%1/"_s.arg(port);
        QTemporaryDir home;
        const auto result = runCli(arguments, home.path());
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("is where this program itself listens"), result.err.constData());
    }

    void whatAStoredEndpointPassesOnToOneselfWaitsForAnotherPort()
    {
        QTemporaryDir home;
        QTcpServer reserved;
        QVERIFY(reserved.listen(QHostAddress::LocalHost));
        const quint16 port = reserved.serverPort();
        const QString own = u"127.0.0.1:%1"_s.arg(port);
        reserved.close();
        const QString path = home.filePath(u"s.hookloupe"_s);
        {
            auto store = store::Store::open({.path = path.toStdString()}, {});
            QVERIFY(store.ok());
            Endpoint endpoint;
            endpoint.path = "/in";
            endpoint.forward = u"http://%1/in/again"_s.arg(own).toStdString();
            QVERIFY((*store)->save(endpoint).ok());
        }
        {
            ServeProcess serve({u"--listen"_s, own, u"--store"_s, path, u"--trust-store"_s, u"--json"_s}, home.path());
            QVERIFY(serve.listens());
            QVERIFY(serve.readComplaint("/in passes requests on to http://" + own.toUtf8() + "/in/again, which is where this program itself listens").size() > 0);
            RawClient client(serve.port());
            client.send("POST /in HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}");
            QCOMPARE(client.readAnswer().status, 200);
            QVERIFY(!serve.readLine().isEmpty());
            serve.signal(SIGTERM);
            const auto result = serve.wait();
            QCOMPARE(result.exitCode, 0);
            QVERIFY2(result.out.trimmed().isEmpty(), result.out.constData()); // nothing came back
            QCOMPARE(result.err.count("itself listens"), 0); // said once
        }
        QVERIFY(reserved.listen(QHostAddress::LocalHost, port));
        QByteArray came;
        connect(&reserved, &QTcpServer::newConnection, this, [&] {
            auto* socket = reserved.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [&came, socket] { came += socket->readAll(); });
        });
        ServeProcess serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path}, home.path());
        QVERIFY(serve.listens());
        QTRY_VERIFY(came.startsWith("POST /in/again "));
        serve.signal(SIGKILL);
    }

    void credentialsLeaveThisMachineOnlyIfAskedFor()
    {
        QTemporaryDir home;
        const QStringList common{u"forward"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, home.filePath(u"s.hookloupe"_s),
                                 u"--timeout"_s, u"1"_s, u"--to"_s, u"http://192.0.2.7:9/"_s, u"--to"_s, u"http://localhost:9/"_s};
        const auto without = runCli(common, home.path());
        QVERIFY2(without.err.contains("http://192.0.2.7:9/ is not on this machine: Authorization, Cookie and signatures are left out"),
                 without.err.constData());
        QVERIFY(!without.err.contains("localhost"));
        const auto with = runCli(common + QStringList{u"--send-credentials"_s}, home.path());
        QVERIFY2(with.err.contains("goes there whole"), with.err.constData());
    }

    void aHandlerThatIsTriedAgainIsNotCalledBack()
    {
        Handler handler;
        handler.silent = true;
        QTemporaryDir home;
        ServeProcess forward({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, home.filePath(u"s.hookloupe"_s), u"--quiet"_s,
                              u"--to"_s, QString::fromStdString(handler.url()), u"--handler-timeout"_s, u"1"_s},
                             home.path(), {}, u"forward"_s);
        QVERIFY(forward.listens());
        QCOMPARE(load(forward.port(), 1, 1), 1);
        QTRY_COMPARE_WITH_TIMEOUT(handler.requests.size(), 3u, 20'000); // two attempts ended without an answer
        forward.signal(SIGTERM);
        const auto result = forward.wait();
        QVERIFY2(result.err.contains("does not take requests; they wait in the store"), result.err.constData());
        QVERIFY2(!result.err.contains("takes requests again"), result.err.constData());
    }

    void anAttemptIsToldOnceAndNotAgainInTheNextRun_data()
    {
        QTest::addColumn<bool>("json");
        QTest::newRow("text") << false;
        QTest::newRow("JSON") << true;
    }
    void anAttemptIsToldOnceAndNotAgainInTheNextRun()
    {
        QFETCH(const bool, json);
        Handler handler;
        handler.kill();
        QTemporaryDir home;
        const QStringList arguments = QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, home.filePath(u"s.hookloupe"_s), u"--to"_s,
                                                  QString::fromStdString(handler.url())} + (json ? QStringList{u"--json"_s} : QStringList());
        const QByteArray failed = json ? "\"attempt\":1," : "→ 1 POST";
        const QByteArray passedOn = json ? "\"status\":200" : ": 200";
        {
            ServeProcess forward(arguments, home.path(), {}, u"forward"_s);
            QVERIFY(forward.listens());
            QCOMPARE(load(forward.port(), 1, 1), 1);
            QByteArray line;
            do {
                line = forward.readLine();
                QVERIFY(!line.isEmpty());
            } while (!line.contains(failed));
            QVERIFY2(line.contains("ot connected"), line.constData());
            forward.signal(SIGKILL);
            (void)forward.wait();
        }
        handler.start();
        ServeProcess forward(arguments, home.path(), {}, u"forward"_s);
        QVERIFY(forward.listens());
        QTRY_COMPARE(handler.requests.size(), 1u);
        QByteArray line;
        do { // behind what it says of where it listens
            line = forward.readLine();
            QVERIFY(!line.isEmpty());
        } while (!line.contains(passedOn));
        QVERIFY2(line.contains(json ? "\"forwarded\":1," : "→ 1 POST"), line.constData());
        forward.signal(SIGTERM);
        const auto result = forward.wait();
        QVERIFY2(!result.out.contains("ot connected"), result.out.constData());
    }

    void captureAndDeliveryAreToldInLines()
    {
        Handler handler;
        handler.answer = "HTTP/1.1 418 Teapot\r\nContent-Length: 3\r\n\r\nyes";
        QTemporaryDir home;
        ServeProcess forward({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, home.filePath(u"s.hookloupe"_s), u"--json"_s,
                              u"--to"_s, QString::fromStdString(handler.url("/h")), u"--count"_s, u"1"_s,
                              u"--answer-from"_s, u"first-target"_s},
                             home.path(), {}, u"forward"_s);
        QVERIFY(forward.listens());
        RawAnswer answer;
        std::thread client([&] {
            RawClient socket(forward.port());
            socket.send(request(1));
            answer = socket.readAnswer();
        });
        QTRY_COMPARE(handler.requests.size(), 1u);
        const auto result = forward.wait();
        client.join();
        QCOMPARE(result.exitCode, 0);
        QVERIFY(answer.status == 418 || answer.status == 200); // the first request may come before the handler is known
        QList<QJsonObject> lines;
        for (const QByteArray& line : result.out.split('\n')) {
            if (!line.isEmpty())
                lines << QJsonDocument::fromJson(line).object();
        }
        QCOMPARE(lines.size(), 2);
        const QJsonObject told = lines[0].contains(u"forwarded"_s) ? lines[0] : lines[1];
        QCOMPARE(told[u"forwarded"_s].toInt(), 1);
        QCOMPARE(told[u"attempt"_s].toInt(), 1);
        QCOMPARE(told[u"may_repeat"_s].toBool(true), false);
        QCOMPARE(told[u"delivery"_s][u"status"_s].toInt(), 418);
        QCOMPARE(told[u"delivery"_s][u"answer_bytes"_s].toInt(), 3);
    }

    /// The program is killed again and again, with a queue, under load and while it sends; its handler is killed, too. Nothing
    /// is lost or out of order, and what comes twice is marked.
    void nothingIsLostWhenProgramAndHandlerAreKilled()
    {
        constexpr int rounds = 8;
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        Handler handler;
        handler.kill();
        int acknowledged = 0;
        const QStringList arguments{u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path,
                                    u"--to"_s, QString::fromStdString(handler.url())};
        for (int round = 0; round < rounds; ++round) {
            if (round % 3 == 0)
                handler.kill(); // a queue builds up
            else
                handler.start();
            ServeProcess forward(arguments, home.path(), {}, u"forward"_s);
            QVERIFY(forward.listens());
            std::atomic<bool> done = false;
            const std::size_t before = handler.requests.size();
            std::thread client([&] {
                acknowledged = load(forward.port(), acknowledged + 1, acknowledged + 150);
                done = true;
            });
            if (round % 3 == 2) // in the middle of it
                (void)QTest::qWaitFor([&] { return handler.requests.size() > before + 40; }, 20'000);
            else
                (void)QTest::qWaitFor([&] { return done.load(); }, 20'000);
            forward.signal(SIGKILL);
            (void)forward.wait();
            client.join();
        }
        handler.start();
        {
            ServeProcess forward(arguments, home.path(), {}, u"forward"_s);
            QVERIFY(forward.listens());
            // One more may have been stored than was acknowledged: its number is used again.
            QVERIFY(load(forward.port(), acknowledged + 1, acknowledged + 1) == acknowledged + 1);
            ++acknowledged;
            QTRY_VERIFY_WITH_TIMEOUT(!handler.requests.empty() && numberOf(handler.requests.back()) == acknowledged, 60'000);
            forward.signal(SIGTERM);
            QCOMPARE(forward.wait().exitCode, 0);
        }
        const auto store = store::Store::open({.path = path.toStdString()}, {});
        QVERIFY(store.ok() && !(*store)->salvage());
        QCOMPARE((*store)->inboxSize().value(), 0);

        std::vector<int> came;
        for (const std::string& one : handler.requests)
            came.push_back(numberOf(one));
        int expected = 1;
        std::set<int> seen;
        for (const int number : came) {
            if (number == expected)
                ++expected;
            else
                QVERIFY2(number < expected, qPrintable(u"%1 before %2"_s.arg(number).arg(expected)));
        }
        QCOMPARE(expected - 1, acknowledged);
        // Of what came more often than it was stored, the last delivery says so.
        std::map<int, int> times;
        for (const int number : came)
            ++times[number];
        std::map<int, int> stored;
        std::map<int, int> marked;
        const auto reader = store::Reader::open(path.toStdString());
        const auto ids = (*reader)->ids({});
        for (const CaptureId id : *ids) {
            const int number = numberOf((*(*reader)->capture(id))->body);
            ++stored[number];
            const auto deliveries = (*store)->deliveriesOf(id).value();
            marked[number] += !deliveries.empty() && deliveries.back().mayRepeat ? 1 : 0;
            QVERIFY(!deliveries.empty());
        }
        int repeated = 0;
        for (const auto& [number, count] : times) {
            if (count <= stored[number])
                continue;
            ++repeated;
            QVERIFY2(marked[number] > 0, qPrintable(u"%1 came %2 times"_s.arg(number).arg(count)));
        }
        qInfo("%d requests, %d of them more than once", acknowledged, repeated);
    }
};

HOOKLOUPE_TEST(TestCliForward)
#include "tst_cli_forward.moc"
