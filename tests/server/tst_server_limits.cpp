// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "requests.h"
#include "running_server.h"
#include "support/raw_client.h"

#include <QTcpServer>
#include <QTest>

#include <array>
#include <atomic>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

server::ListenSettings with(const std::function<void(server::Limits&)>& change)
{
    server::ListenSettings settings;
    change(settings.limits);
    return settings;
}

} // namespace

class TestServerLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void sizesOverALimitAreAnsweredAndRecorded_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("refusal");
        const auto row = [](const char* name, const std::string& bytes, int status, Refusal refusal) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << status << int(refusal);
        };
        row("request line", request("GET", "/" + std::string(300, 'a')), 414, Refusal::RequestLineTooLong);
        row("head", request("GET", "/", {}, "X: " + std::string(2000, 'a') + "\r\n"), 431, Refusal::HeadTooLarge);
        row("fields", request("GET", "/", {}, "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n"), 431, Refusal::TooManyFields);
        row("length", request("POST", "/", std::string(5001, 'b')), 413, Refusal::BodyTooLarge);
        row("chunks", request("POST", "/", {}, "Transfer-Encoding: chunked\r\n") + "1389\r\n" + std::string(5001, 'b'),
            413, Refusal::BodyTooLarge);
    }
    void sizesOverALimitAreAnsweredAndRecorded()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QFETCH(int, refusal);
        RunningServer running(with([](server::Limits& limits) {
            limits.requestLine = 200;
            limits.head = 1000;
            limits.fields = 4;
            limits.body = 5000;
        }));
        RawClient client(running.port());
        (void)client.send(bytes.toStdString());
        const RawAnswer answer = client.readAnswer();
        QCOMPARE(answer.status, status);
        QVERIFY(answer.saysClose());
        QVERIFY(client.seesEnd());
        QTRY_COMPARE(running.handler.finishedCount(), 1u);
        const Seen seen = running.handler.seen().front();
        QCOMPARE(int(seen.incoming.refusal), refusal);
        QCOMPARE(seen.status, status);
        const std::string kept = seen.incoming.request.rawHead + seen.incoming.request.rawBody;
        QVERIFY(!kept.empty() && bytes.toStdString().starts_with(kept));
        QCOMPARE(running.handler.asked(), 0u);
        QCOMPARE(running.server().counters().limited, 1u);
    }

    void whatIsKeptOfARefusedRequestIsCapped()
    {
        RunningServer running(with([](server::Limits& limits) { limits.body = 1'000'000; }));
        RawClient client(running.port());
        (void)client.send(request("POST", "/", {}, "Transfer-Encoding: chunked\r\n") + "F0000\r\n"
                          + std::string(0xF0000, 'b') + "\r\nX\r\n");
        QCOMPARE(client.readAnswer().status, 400);
        const http::Request got = running.handler.seen().front().incoming.request;
        QCOMPARE(got.rawHead.size() + got.rawBody.size(), 128u * 1024);
        QVERIFY(!got.dechunked);
    }

    void aSlowHeadIsTimedOut()
    {
        RunningServer running(with([](server::Limits& limits) { limits.headDeadline = 40ms; }));
        RawClient client(running.port());
        QVERIFY(client.send("POST / HTTP/1.1\r\nHost: loc"));
        QCOMPARE(client.readAnswer().status, 408);
        QVERIFY(client.seesEnd());
        const Seen seen = running.handler.seen().front();
        QCOMPARE(seen.incoming.refusal, Refusal::HeadTimeout);
        QCOMPARE(seen.incoming.request.rawHead, "POST / HTTP/1.1\r\nHost: loc"s);
    }

    void aSlowBodyIsTimedOut()
    {
        RunningServer running(with([](server::Limits& limits) { limits.bodyDeadline = 40ms; }));
        RawClient client(running.port());
        QVERIFY(client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n123"));
        QCOMPARE(client.readAnswer().status, 408);
        const Seen seen = running.handler.seen().front();
        QCOMPARE(seen.incoming.refusal, Refusal::BodyTimeout);
        QCOMPARE(seen.incoming.request.rawBody, "123"s);
        QCOMPARE(seen.incoming.request.head.target, "/"s);
    }

    void anIdleConnectionIsClosedWithoutAWord()
    {
        RunningServer running(with([](server::Limits& limits) { limits.idleDeadline = 40ms; }));
        RawClient silent(running.port());
        QVERIFY(silent.seesEnd());
        RawClient used(running.port());
        QVERIFY(used.send(request("GET", "/")));
        QCOMPARE(used.readAnswer().status, 200);
        QVERIFY(used.seesEnd());
        QCOMPARE(running.handler.seenCount(), 1u);
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
    }

    void aClientThatDoesNotReadIsReset()
    {
        RunningServer running(with([](server::Limits& limits) { limits.writeDeadline = 40ms; }));
        running.inServer([&] {
            running.handler.answer = [](const server::Incoming&) {
                return http::Answer{200, {}, {}, std::string(30'000'000, 'x')};
            };
        });
        RawClient client(running.port());
        QVERIFY(client.send(request("GET", "/")));
        QVERIFY(running.handler.waitForFinished(1));
        QCOMPARE(*running.handler.seen().front().outcome, AnswerOutcome::TimedOut);
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        QCOMPARE(client.readAnswer().status, 0); // cut short
    }

    void oneConnectionTooManyIsToldSo()
    {
        RunningServer running(with([](server::Limits& limits) { limits.connections = 3; }));
        std::vector<RawClient> clients; // each with a request under way: an idle one would make room
        for (int i = 0; i < 3; ++i) {
            clients.emplace_back(running.port());
            QVERIFY(clients.back().send("POST / HTTP/1.1\r\n"));
        }
        QTRY_COMPARE(running.server().counters().connectionsOpen, 3u);
        RawClient fourth(running.port());
        QCOMPARE(fourth.readAnswer().status, 503);
        QVERIFY(fourth.seesEnd());
        QCOMPARE(running.handler.seen().back().incoming.refusal, Refusal::TooManyConnections);
        QVERIFY(running.handler.seen().back().incoming.note.starts_with("3 at most"));
        clients.pop_back();
        QTRY_COMPARE(running.server().counters().connectionsOpen, 2u);
        RawClient next(running.port());
        QVERIFY(next.send(request("GET", "/")));
        QCOMPARE(next.readAnswer().status, 200);
    }

    void bytesInFlightAreBoundedOverAllConnections()
    {
        RunningServer running(with([](server::Limits& limits) { limits.bytesInFlight = 100'000; }));
        running.handler.releaseAtOnce = false;
        RawClient first(running.port());
        QVERIFY(first.send(request("POST", "/1", std::string(80'000, 'a'))));
        QVERIFY(running.handler.waitForSeen(1));
        RawClient second(running.port());
        QVERIFY(second.send(request("POST", "/2", std::string(30'000, 'b'))));
        QVERIFY(running.handler.waitForSeen(2));
        const auto seen = running.handler.seen();
        QCOMPARE(seen[1].incoming.refusal, Refusal::TooManyBytesInFlight);
        running.server().release(std::array{seen[0].ticket, seen[1].ticket});
        QCOMPARE(first.readAnswer().status, 200);
        QCOMPARE(second.readAnswer().status, 503);
        QTRY_COMPARE(running.handler.finishedCount(), 2u);
        running.inServer([&] { running.handler.releaseAtOnce = true; });
        for (int i = 0; i < 50; ++i) { // all was given back
            QVERIFY(first.send(request("POST", "/3", std::string(80'000, 'c'))));
            QCOMPARE(first.readAnswer().status, 200);
        }
    }

    void limitsCanChangeWhileConnectionsAreOpen()
    {
        RunningServer running;
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/", "0123456789")));
        QCOMPARE(client.readAnswer().status, 200);
        server::Limits limits;
        limits.body = 9;
        running.inServer([&] { running.server().setLimits(limits); });
        QVERIFY(client.send(request("POST", "/", "0123456789")));
        QCOMPARE(client.readAnswer().status, 413);
    }

    void aTakenPortGivesWayToTheNextFreeOne()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
        TestHandler handler;
        server::CaptureServer server(handler);
        server::ListenSettings settings;
        settings.port = other.serverPort();
        settings.nextFreePort = false;
        const auto refused = server.listen(settings);
        QVERIFY(!refused.ok());
        QCOMPARE(int(refused.error().code), int(ErrorCode::AddressInUse));
        QVERIFY(refused.error().detail.find(std::to_string(other.serverPort())) != std::string::npos);
        if (other.serverPort() > 65'000)
            return; // no room above it
        settings.nextFreePort = true;
        const auto address = server.listen(settings);
        QVERIFY(address.ok());
        QVERIFY(address->port > other.serverPort() && address->port <= other.serverPort() + 100);
        QCOMPARE(address->url(), "http://127.0.0.1:" + std::to_string(address->port));
    }

    void addressesThatCannotBeUsedAreNamed()
    {
        TestHandler handler;
        server::CaptureServer server(handler);
        for (const char* bad : {"", "nowhere", "127.0.0.1:80", "203.0.113.7"}) {
            server::ListenSettings settings;
            settings.address = bad;
            settings.port = 0;
            const auto result = server.listen(settings);
            QVERIFY2(!result.ok(), bad);
            QCOMPARE(int(result.error().code), int(ErrorCode::InvalidInput));
            QVERIFY(result.error().detail.find(bad) != std::string::npos);
        }
    }

    void ipv6IsListenedOn()
    {
        server::ListenSettings settings;
        settings.address = "::1";
        if (!QTcpServer().listen(QHostAddress(QHostAddress::LocalHostIPv6)))
            QSKIP("this machine has no IPv6");
        RunningServer running(settings);
        QCOMPARE(running.address().url(), "http://[::1]:" + std::to_string(running.port()));
        RawClient client(running.port(), RawClient::Mode::Plain, "::1");
        QVERIFY(client.send(request("GET", "/")));
        QCOMPARE(client.readAnswer().status, 200);
        QCOMPARE(running.handler.seen().front().incoming.peer, "[::1]:" + std::to_string(client.localPort()));
    }

    void urlsAndLoopbackAreKnown()
    {
        QCOMPARE((server::ListenAddress{"::1", 4100, true}).url(), "https://[::1]:4100"s);
        QVERIFY((server::ListenAddress{"::1", 1, false}).isLoopback());
        QVERIFY((server::ListenAddress{"127.3.2.1", 1, false}).isLoopback());
        QVERIFY(!(server::ListenAddress{"0.0.0.0", 1, false}).isLoopback());
        QVERIFY(!(server::ListenAddress{"192.168.1.2", 1, false}).isLoopback());
    }

    void stoppingAnswersWhatWasTaken()
    {
        RunningServer running;
        running.handler.releaseAtOnce = false;
        RawClient idle(running.port());
        QVERIFY(idle.connected());
        RawClient taken(running.port());
        QVERIFY(taken.send(request("POST", "/", "x")));
        QVERIFY(running.handler.waitForSeen(1));
        std::atomic<int> drained = 0;
        connect(&running.server(), &server::CaptureServer::drained, &running.server(), [&] { ++drained; });
        running.inServer([&] { running.server().stopAccepting(); });
        QVERIFY(idle.seesEnd());
        QCOMPARE(drained.load(), 0);
        running.server().release(std::array{running.handler.seen().front().ticket});
        QCOMPARE(taken.readAnswer().status, 200);
        QTRY_COMPARE(drained.load(), 1);
        RawClient late(running.port());
        QVERIFY(!late.connected());
        // And again, on another port.
        server::ListenSettings settings;
        settings.port = 0;
        std::uint16_t port = 0;
        running.inServer([&] {
            running.handler.releaseAtOnce = true;
            port = running.server().listen(settings)->port;
        });
        RawClient next(port);
        QVERIFY(next.send(request("GET", "/")));
        QCOMPARE(next.readAnswer().status, 200);
    }

    void stoppingTurnsAwayARequestThatDoesNotEnd()
    {
        RunningServer running;
        RawClient slow(running.port());
        QVERIFY(slow.send("POST / HTTP/1.1\r\n"));
        QTRY_COMPARE(running.server().counters().connectionsOpen, 1u);
        RawClient other(running.port());
        QVERIFY(other.send(request("GET", "/")));
        QCOMPARE(other.readAnswer().status, 200); // so the first bytes of the slow one are there
        std::atomic<int> drained = 0;
        connect(&running.server(), &server::CaptureServer::drained, &running.server(), [&] { ++drained; });
        running.inServer([&] { running.server().stopAccepting(); });
        QCOMPARE(slow.readAnswer().status, 503);
        QTRY_COMPARE(drained.load(), 1);
    }
};

HOOKLOUPE_TEST(TestServerLimits)
#include "tst_server_limits.moc"
