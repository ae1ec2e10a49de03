// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "requests.h"
#include "running_server.h"
#include "support/raw_client.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

constexpr int rounds = 1000;

/// Clients come faster than a busy machine's server takes them leave: none is to be one too many.
server::ListenSettings roomForAll()
{
    server::ListenSettings settings;
    settings.limits.connections = std::size_t{2} * rounds;
    return settings;
}

} // namespace

/// Clients that hang up at the worst moments, a thousand times each; worth most under AddressSanitizer.
class TestServerHangups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void beforeTheRequestIsComplete()
    {
        RunningServer running(roomForAll());
        for (int i = 0; i < rounds; ++i) {
            RawClient client(running.port());
            const std::string bytes = i % 2 ? "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n1234" : "POST / HTT";
            QVERIFY(client.send(bytes));
            i % 3 ? client.close() : client.reset();
        }
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        QTRY_COMPARE(running.handler.finishedCount(), running.handler.seenCount());
        // A reset may overtake the bytes before it; a close never does.
        QVERIFY(running.handler.seenCount() >= std::size_t(rounds - rounds / 3 - 1));
        for (const Seen& seen : running.handler.seen()) {
            QCOMPARE(seen.incoming.refusal, Refusal::ClientLeft);
            QVERIFY(seen.wire.empty());
            QCOMPARE(seen.status, 0);
            QCOMPARE(*seen.outcome, AnswerOutcome::None);
            QVERIFY(!seen.incoming.request.rawHead.empty());
        }
        QCOMPARE(running.handler.asked(), 0u);
    }

    void beforeAnyByte()
    {
        RunningServer running(roomForAll());
        for (int i = 0; i < rounds; ++i) {
            RawClient client(running.port());
            QVERIFY(client.connected());
            i % 2 ? client.close() : client.reset();
        }
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        QCOMPARE(running.handler.seenCount(), 0u);
    }

    void whileTheAnswerWaitsForTheCommit()
    {
        RunningServer running(roomForAll());
        running.handler.releaseAtOnce = false;
        for (int i = 0; i < rounds; ++i) {
            RawClient client(running.port());
            QVERIFY(client.send(request("POST", "/", "body")));
            QVERIFY(running.handler.waitForSeen(std::size_t(i + 1)));
            i % 2 ? client.close() : client.reset();
            if (i % 10 == 9)
                running.handler.releaseAll();
        }
        QTRY_COMPARE(running.handler.finishedCount(), std::size_t(rounds));
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        QCOMPARE(running.server().counters().answersOpen, 0u);
    }

    void whileTheAnswerIsOnItsWay()
    {
        RunningServer running(roomForAll());
        running.inServer([&] {
            running.handler.keepWire = false;
            running.handler.answer = [](const server::Incoming&) {
                return http::Answer{200, {}, {}, std::string(300'000, 'x')};
            };
        });
        for (int i = 0; i < rounds; ++i) {
            RawClient client(running.port(), RawClient::Mode::Narrow);
            QVERIFY(client.send(request("GET", "/")));
            if (i % 2) {
                QVERIFY(running.handler.waitForSeen(std::size_t(i + 1))); // the first bytes are being written
                client.reset();
            }
            if (i % 50 == 49)
                QTRY_COMPARE(running.server().counters().answersOpen, 0u);
        }
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        QTRY_COMPARE(running.handler.finishedCount(), std::size_t(rounds));
        // None could be sent: the answer does not fit into what the network takes.
        QCOMPARE(running.server().counters().clientsLeft, std::uint64_t(rounds));
        for (const Seen& seen : running.handler.seen())
            QCOMPARE(*seen.outcome, AnswerOutcome::ClientLeft);
    }

    void afterTheAnswer()
    {
        RunningServer running(roomForAll());
        for (int i = 0; i < rounds; ++i) {
            RawClient client(running.port());
            QVERIFY(client.send(request("POST", "/", "body")));
            QCOMPARE(client.readAnswer().status, 200);
            i % 2 ? client.close() : client.reset();
        }
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        QTRY_COMPARE(running.handler.finishedCount(), std::size_t(rounds));
    }

    void whenTheServerGoesFirst()
    {
        for (int i = 0; i < 20; ++i) {
            std::vector<RawClient> clients;
            RunningServer running(roomForAll());
            running.handler.releaseAtOnce = i % 2 == 0;
            for (int c = 0; c < 5; ++c) {
                clients.emplace_back(running.port());
                QVERIFY(clients.back().send(c % 2 ? "POST / HTTP/1.1\r\n"s : request("POST", "/", "x")));
            }
            QVERIFY(running.handler.waitForSeen(3));
        }
    }
};

HOOKLOUPE_TEST(TestServerHangups)
#include "tst_server_hangups.moc"
