// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "requests.h"
#include "running_server.h"
#include "support/raw_client.h"
#include "support/wire_file.h"

#include <QTest>

#include <array>
#include <thread>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::string_literals;
using server::Ticket;

class TestCaptureServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void aRequestIsKeptExactlyAndAnswered()
    {
        RunningServer running;
        RawClient client(running.port());
        const std::string bytes = request("POST", "/hooks/ci?a=%2F", "{\"a\": 1}", "X-One: 1\r\nx-one:  2 \r\n");
        const UtcTime before = utcNow();
        QVERIFY(client.send(bytes));
        const RawAnswer answer = client.readAnswer();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "/hooks/ci?a=%2F"s);
        QVERIFY(!answer.saysClose());
        QTRY_COMPARE(running.handler.finishedCount(), 1u);
        const Seen seen = running.handler.seen().front();
        QCOMPARE(seen.incoming.request.rawHead + seen.incoming.request.rawBody, bytes);
        QCOMPARE(seen.incoming.peer, "127.0.0.1:" + std::to_string(client.localPort()));
        QCOMPARE(seen.incoming.requestOnConnection, 1u);
        QVERIFY(seen.incoming.arrivedAt >= before && seen.incoming.arrivedAt <= utcNow());
        QVERIFY(!seen.incoming.tls);
        QCOMPARE(seen.wire, answer.head + answer.body);
        QCOMPARE(seen.status, 200);
        QCOMPARE(*seen.outcome, AnswerOutcome::Sent);
        QVERIFY(seen.duration.count() > 0);
    }

    void aConnectionServesManyRequests()
    {
        RunningServer running;
        RawClient client(running.port());
        for (int i = 0; i < 500; ++i) {
            const std::string target = "/" + std::to_string(i);
            QVERIFY(client.send(request("PUT", target, "body")));
            QCOMPARE(client.readAnswer().body, target);
        }
        const auto seen = running.handler.seen();
        QCOMPARE(seen.size(), 500u);
        QCOMPARE(seen.back().incoming.requestOnConnection, 500u);
        QCOMPARE(seen.back().incoming.connection, seen.front().incoming.connection);
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        RunningServer running;
        running.handler.releaseAtOnce = false;
        RawClient client(running.port());
        std::string bytes;
        for (int i = 0; i < 300; ++i)
            bytes += request("POST", "/" + std::to_string(i), "x");
        QVERIFY(client.send(bytes));
        for (int i = 0; i < 300; ++i) {
            QVERIFY(running.handler.waitForSeen(std::size_t(i + 1)));
            running.server().release(std::array{running.handler.seen().back().ticket});
            QCOMPARE(client.readAnswer().body, "/" + std::to_string(i));
        }
    }

    void aHalfClosedClientStillGetsItsAnswer()
    {
        RunningServer running;
        running.handler.releaseAtOnce = false;
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/", "x")));
        client.halfClose();
        QVERIFY(running.handler.waitForSeen(1));
        running.server().release(std::array{running.handler.seen().front().ticket});
        QCOMPARE(client.readAnswer().status, 200);
        QVERIFY(client.seesEnd());
        QTRY_COMPARE(running.handler.finishedCount(), 1u);
        QCOMPARE(*running.handler.seen().front().outcome, AnswerOutcome::Sent);
    }

    void anyMethodAndTargetReachesTheHandlerUnchanged()
    {
        RunningServer running;
        RawClient client(running.port());
        const std::vector<std::pair<std::string, std::string>> lines{
            {"GET", "/%2F%00?q=%zz"}, {"BREW", "//evil/x"},         {"get", "/a/../b"}, {"OPTIONS", "*"},
            {"M-SEARCH", "/;p"},      {"GET", "http://h/absolute"}, {"DELETE", "/"},    {"PATCH", "/?"}};
        for (const auto& [method, target] : lines) {
            QVERIFY(client.send(request(method, target)));
            QCOMPARE(client.readAnswer().body, target);
            QCOMPARE(running.handler.seen().back().incoming.request.head.method, method);
        }
    }

    void splitBytesMakeTheSameRequest()
    {
        RunningServer running;
        const std::string bytes = request("POST", "/split", "0123456789", "X: y\r\n");
        for (const std::size_t size : {1u, 2u, 7u, 40u}) {
            RawClient client(running.port());
            QVERIFY(client.sendInPieces(bytes, size));
            QCOMPARE(client.readAnswer().status, 200);
            const http::Request got = running.handler.seen().back().incoming.request;
            QCOMPARE(got.rawHead + got.rawBody, bytes);
        }
        QCOMPARE(running.handler.seenCount(), 4u);
    }

    void recordedDeliveriesArriveByteForByte()
    {
        RunningServer running;
        for (const WireFile& file : wireFiles()) {
            RawClient client(running.port());
            QVERIFY2(client.send(file.bytes()), file.name.c_str());
            QCOMPARE(client.readAnswer().status, 200);
            const http::Request got = running.handler.seen().back().incoming.request;
            QVERIFY2(got.rawHead == file.head && got.rawBody == file.body, file.name.c_str());
        }
    }

    void chunkedBodiesKeepTheirFramingAndTrailers()
    {
        RunningServer running;
        RawClient client(running.port());
        const std::string body = "4;ext=\"v\"\r\nWiki\r\n5\r\npedia\r\n0\r\nX-Sum: 1\r\n\r\n";
        QVERIFY(client.send(request("POST", "/", {}, "Transfer-Encoding: chunked\r\n") + body + request("GET", "/next")));
        QCOMPARE(client.readAnswer().body, "/"s);
        QCOMPARE(client.readAnswer().body, "/next"s);
        const http::Request got = running.handler.seen().front().incoming.request;
        QCOMPARE(got.rawBody, body);
        QCOMPARE(got.content(), "Wikipedia"s);
        QCOMPARE(got.trailers.size(), 1u);
    }

    void aClientThatExpectsContinueGetsItBeforeTheAnswer()
    {
        RunningServer running;
        RawClient client(running.port());
        const std::string whole = request("POST", "/", "body", "Expect: 100-continue\r\n");
        const std::string head = whole.substr(0, whole.size() - 4);
        QVERIFY(client.send(head));
        QCOMPARE(client.readAnswer().status, 100);
        QVERIFY(client.send("body"));
        QCOMPARE(client.readAnswer().status, 200);
        // With the body there already it would only delay.
        QVERIFY(client.send(whole));
        QCOMPARE(client.readAnswer().status, 200);
        QVERIFY(client.buffered().empty());
    }

    void headOptionsAndNoContentAreFramedRight()
    {
        RunningServer running;
        running.inServer([&] {
            running.handler.answer = [](const server::Incoming& incoming) {
                const bool noContent = incoming.request.head.target == "/204";
                return http::Answer{noContent ? 204 : 299, "Fine", {{"Content-Type", "text/plain"}, {"X-A", "1"},
                                    {"X-A", "2"}}, "twelve bytes"};
            };
        });
        RawClient client(running.port());
        QVERIFY(client.send(request("HEAD", "/")));
        const RawAnswer head = client.readAnswer(true);
        QCOMPARE(head.status, 299);
        QVERIFY(head.head.starts_with("HTTP/1.1 299 Fine\r\n"));
        QVERIFY(head.head.find("X-A: 1\r\nX-A: 2\r\n") != std::string::npos);
        QCOMPARE(head.header("Content-Length"), "12"s);
        QVERIFY(client.send(request("OPTIONS", "*")));
        QCOMPARE(client.readAnswer().body, "twelve bytes"s);
        QVERIFY(client.send(request("POST", "/204", "x")));
        const RawAnswer none = client.readAnswer();
        QCOMPARE(none.status, 204);
        QCOMPARE(none.header("Content-Length") + none.header("Content-Type"), ""s);
        QVERIFY(client.buffered().empty());
    }

    void aSecondRequestAfterConnectionCloseIsStillTaken()
    {
        RunningServer running;
        const std::string closing = "Connection: close\r\n";
        RawClient pipelined(running.port());
        QVERIFY(pipelined.send(request("POST", "/1", "a", closing) + request("POST", "/2", "b", closing)));
        for (const char* target : {"/1", "/2"}) {
            const RawAnswer answer = pipelined.readAnswer();
            QCOMPARE(answer.body, std::string(target));
            QVERIFY(answer.saysClose());
        }
        QVERIFY(pipelined.seesEnd());

        RawClient later(running.port());
        QVERIFY(later.send(request("POST", "/3", "a", closing)));
        QVERIFY(later.readAnswer().saysClose());
        QVERIFY(later.send(request("POST", "/4", "b")));
        const RawAnswer answer = later.readAnswer();
        QCOMPARE(answer.body, "/4"s);
        QVERIFY(answer.saysClose());
        QVERIFY(later.seesEnd());
        QCOMPARE(running.handler.seenCount(), 4u);
    }

    void http10ClosesUnlessAskedToStay()
    {
        RunningServer running;
        RawClient once(running.port());
        QVERIFY(once.send("GET /old HTTP/1.0\r\n\r\n"));
        const auto all = once.readToEnd();
        QVERIFY(all && all->ends_with("/old") && all->find("Connection: close\r\n") != std::string::npos);
        RawClient stays(running.port());
        for (int i = 0; i < 2; ++i) {
            QVERIFY(stays.send("GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
            QCOMPARE(stays.readAnswer().header("Connection"), "keep-alive"s);
        }
    }

    void aRefusedTicketIsAnsweredWithTheRefusal()
    {
        RunningServer running;
        running.handler.releaseAtOnce = false;
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/", "x")));
        QVERIFY(running.handler.waitForSeen(1));
        running.server().refuse(std::array{std::pair{running.handler.seen().front().ticket, Refusal::DiskFull}});
        QCOMPARE(client.readAnswer().status, 507);
        QTRY_COMPARE(running.handler.finishedCount(), 1u);
        QCOMPARE(running.server().counters().storeRefused, 1u);
        running.inServer([&] { running.handler.judge = [](const server::Incoming&) { return Refusal::QueueFull; }; });
        std::string pipelined;
        for (int i = 0; i < 500; ++i)
            pipelined += request("POST", "/", "x");
        QVERIFY(client.send(pipelined));
        for (int i = 0; i < 500; ++i)
            QCOMPARE(client.readAnswer().status, 503);
        QCOMPARE(running.handler.seenCount(), 1u);
        QTRY_COMPARE(running.server().counters().storeRefused, 501u);
    }

    void ticketsAreReleasedFromAnyThreadAndInAnyOrder()
    {
        RunningServer running;
        running.handler.releaseAtOnce = false;
        std::vector<RawClient> clients;
        for (int i = 0; i < 40; ++i) {
            clients.emplace_back(running.port());
            QVERIFY(clients.back().send(request("POST", "/" + std::to_string(i), "x")));
        }
        QVERIFY(running.handler.waitForSeen(40));
        std::vector<Ticket> tickets;
        for (const Seen& seen : running.handler.seen())
            tickets.push_back(seen.ticket);
        std::reverse(tickets.begin(), tickets.end());
        std::vector<std::thread> threads;
        for (std::size_t t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (std::size_t i = 0; i < 10; ++i)
                    running.server().release(std::array{tickets[t * 10 + i], Ticket{99}}); // one that never was
            });
        for (std::thread& thread : threads)
            thread.join();
        for (std::size_t i = 0; i < clients.size(); ++i)
            QCOMPARE(clients[i].readAnswer().body, "/" + std::to_string(i));
        running.server().release(tickets); // again: nothing happens
        QTRY_COMPARE(running.handler.finishedCount(), 40u);
        QCOMPARE(running.server().counters().answersOpen, 0u);
    }

    void aLargeAnswerArrivesWhole()
    {
        RunningServer running;
        const std::string large(20'000'000, 'L');
        running.inServer([&] {
            running.handler.answer = [large](const server::Incoming&) { return http::Answer{200, {}, {}, large}; };
        });
        RawClient client(running.port());
        for (int i = 0; i < 2; ++i) {
            QVERIFY(client.send(request("GET", "/")));
            QVERIFY(client.readAnswer().body == large);
        }
        QTRY_COMPARE(running.handler.finishedCount(), 2u);
    }
};

HOOKLOUPE_TEST(TestCaptureServer)
#include "tst_capture_server.moc"
