// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "forward/request_head.h"
#include "forward_bench.h"
#include "support/handler.h"
#include "store/sqlite.h"
#include "support/wire_file.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QRegularExpression>

#include <thread>

using namespace hookloupe;
using namespace hookloupe::forward;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

using Bench = ForwardBench;

class TestForwarder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void recordedRequestsArriveByteForByteOverOneConnection()
    {
        Handler handler;
        Bench bench({handler.url()});
        const auto files = wireFiles();
        for (const WireFile& file : files)
            bench.put(captureOf(file.head, file.body));
        QTRY_COMPARE(handler.requests.size(), files.size());
        QTRY_COMPARE(bench.waiting(), 0);
        bench.store->flush();
        for (std::size_t i = 0; i < files.size(); ++i) {
            std::string expected = files[i].head;
            const auto host = expected.find("Host: ");
            expected.replace(host, expected.find("\r\n", host) - host, "Host: " + handler.url().substr(7));
            expected.erase(expected.find("Connection: close\r\n"), 19);
            expected.insert(expected.size() - 2, "Hookloupe-Hops: " + hopOf(bench.store->storeId()) + "\r\n");
            QVERIFY(handler.requests[i] == expected + files[i].body);
            const auto deliveries = bench.store->deliveriesOf(CaptureId{static_cast<std::int64_t>(i) + 1}).value();
            QCOMPARE(deliveries.size(), 1u);
            const Delivery& delivery = deliveries.front();
            QCOMPARE(delivery.head, expected);
            QCOMPARE(delivery.contentSha256, crypto::digest(crypto::HashAlgorithm::Sha256, files[i].body));
            QCOMPARE(delivery.answer, handler.answer);
            QCOMPARE(delivery.status, 200);
            QCOMPARE(delivery.attempt, 1);
            QVERIFY(!delivery.mayRepeat);
            QCOMPARE(delivery.record.status, SpeckleStatus::Success);
            QVERIFY(delivery.timings.firstByte);
            QCOMPARE(delivery.timings.connected.has_value(), i == 0);
        }
        QCOMPARE(handler.connections, 1);
    }

    void aChunkedBodyGoesOnAsItCame()
    {
        Handler handler;
        Bench bench({handler.url("/x")});
        auto capture = captureOf("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
                                 "2;ext=1\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
        capture->dechunked = "hello";
        capture->contentSha256 = crypto::digest(crypto::HashAlgorithm::Sha256, "hello"); // or it is altered where it is read again
        bench.put(capture);
        QTRY_COMPARE(handler.requests.size(), 1u);
        QVERIFY(handler.requests[0].ends_with("\r\n\r\n2;ext=1\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"));
        QTRY_COMPARE(bench.store->deliveriesOf(CaptureId{1})->size(), 1u);
        QCOMPARE(bench.store->deliveriesOf(CaptureId{1})->front().contentSha256,
                 crypto::digest(crypto::HashAlgorithm::Sha256, "hello"));
    }

    void everyTargetGetsEveryRequestAndAnAnswerOfAnyStatusIsOne()
    {
        Handler first;
        Handler second;
        second.answer = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";
        Bench bench({first.url(), second.url("/b")});
        bench.putNumbers(1, 3);
        QTRY_COMPARE(bench.waiting(), 0);
        QCOMPARE(numbersOf(first.requests), upTo(3));
        QCOMPARE(numbersOf(second.requests), upTo(3));
        bench.store->flush();
        const auto deliveries = bench.store->deliveriesOf(CaptureId{2}).value();
        QCOMPARE(deliveries.size(), 2u);
        QCOMPARE(deliveries[0].status + deliveries[1].status, 700);
        QCOMPARE(deliveries[0].record.status == SpeckleStatus::Success, deliveries[0].status == 200);
    }

    void aTargetThatIsDownGetsEverythingInOrderWhenItIsBack()
    {
        Handler handler;
        handler.kill();
        Bench bench({handler.url()});
        bench.putNumbers(1, 40);
        QTRY_COMPARE(bench.queue().state, QueueState::Down);
        QTRY_COMPARE(bench.queue().waiting, 40);
        QCOMPARE(bench.queue().fault, DeliveryFault::NotConnected);
        QVERIFY(bench.queue().downSince && bench.queue().nextTry);
        bench.store->flush();
        const auto inbox = bench.store->inbox().value();
        for (const InboxItem& item : inbox)
            QVERIFY(!item.begun); // it is known that none of them left
        QVERIFY(handler.start());
        bench.forwarder->retryNow();
        QTRY_COMPARE(bench.waiting(), 0);
        QCOMPARE(numbersOf(handler.requests), upTo(40));
        QTRY_COMPARE(bench.queue().state, QueueState::Idle);
        bench.store->flush();
        const auto first = bench.store->deliveriesOf(CaptureId{1}).value();
        QVERIFY(first.size() >= 2);
        QCOMPARE(first.front().fault, DeliveryFault::NotConnected);
        QCOMPARE(first.back().status, 200);
        QVERIFY(first.back().attempt > 1);
        QVERIFY(!first.back().mayRepeat);
    }

    void aTargetKilledAndRestartedUnderLoadMissesNothing()
    {
        constexpr int all = 600;
        Handler handler;
        int kills = 0;
        handler.afterRequest = [&] {
            if (handler.requests.size() % 97 == 50 && kills < 5) {
                ++kills;
                QMetaObject::invokeMethod(&handler, [&] { handler.kill(); handler.start(); }, Qt::QueuedConnection);
            }
        };
        Bench bench({handler.url()});
        std::thread load([&] {
            for (int i = 1; i <= all; ++i)
                bench.put(numbered(i));
        });
        const bool done = QTest::qWaitFor([&] { return !handler.requests.empty() && numbersOf(handler.requests).back() == all; },
                                          30'000);
        load.join();
        QVERIFY(done);
        QTRY_COMPARE(bench.waiting(), 0);
        QCOMPARE(kills, 5);
        QCOMPARE(withoutRepeats(numbersOf(handler.requests)), upTo(all));
        // What came twice was marked.
        bench.store->flush();
        const auto numbers = numbersOf(handler.requests);
        for (std::size_t i = 1; i < numbers.size(); ++i) {
            if (numbers[i] == numbers[i - 1])
                QVERIFY(bench.store->deliveriesOf(CaptureId{numbers[i]})->back().mayRepeat);
        }
    }

    void whatWaitsSurvivesARestart()
    {
        Handler handler;
        handler.kill();
        Bench bench({handler.url()});
        bench.putNumbers(1, 1200); // more than is held in memory
        QTRY_COMPARE(bench.queue().waiting, 1200);
        bench.close();
        bench.open();
        QTRY_COMPARE(bench.queue().waiting, 1200);
        bench.putNumbers(1201, 1210);
        QVERIFY(handler.start());
        bench.forwarder->retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(bench.waiting(), 0, 30'000);
        QCOMPARE(numbersOf(handler.requests), upTo(1210));
        bench.store->flush();
        QVERIFY(!bench.store->deliveriesOf(CaptureId{600})->back().mayRepeat);
    }

    void whatMayHaveBeenSentBeforeACrashIsMarked()
    {
        Handler handler;
        handler.kill();
        Bench bench({handler.url()});
        bench.putNumbers(1, 3);
        QTRY_COMPARE(bench.queue().waiting, 3);
        bench.close();
        {
            auto connection = store::Connection::open(
                [&] { bench.open(); auto p = bench.path(); bench.close(); return p; }(), store::Connection::Mode::Write);
            QVERIFY(connection->execute("UPDATE inbox SET begun = 1 WHERE capture = 2")); // as a killed program leaves it
        }
        QVERIFY(handler.start());
        bench.open();
        QTRY_COMPARE(bench.waiting(), 0);
        bench.store->flush();
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(bench.store->deliveriesOf(CaptureId{i})->back().mayRepeat, i == 2);
    }

    void whatIsSentAtOnceNeedsNoTransactionOfItsOwn()
    {
        Handler handler;
        Bench bench({handler.url()});
        QVERIFY(bench.untilFlowing());
        handler.silent = true;
        bench.put(numbered(1));
        QTRY_COMPARE(handler.requests.size(), 1u);
        QVERIFY(bench.store->inbox()->front().begun);
    }

    void anItemThatEndsItsConnectionEachTimeIsGivenUpInTheEnd()
    {
        Handler handler;
        handler.hangsUpOn = [](const std::string& request) { return request.find("{\"n\":2}") != std::string::npos; };
        Bench bench({handler.url()});
        bench.putNumbers(1, 3);
        QVERIFY(QTest::qWaitFor([&] { bench.forwarder->retryNow(); return bench.waiting() == 0; }, 20'000));
        QCOMPARE(withoutRepeats(numbersOf(handler.requests)), upTo(3));
        QCOMPARE(handler.requests.size(), 12u);
        bench.store->flush();
        const auto deliveries = bench.store->deliveriesOf(CaptureId{2}).value();
        QCOMPARE(deliveries.back().fault, DeliveryFault::ConnectionLost);
        QCOMPARE(deliveries.back().attempt, 10);
        QVERIFY(deliveries.back().mayRepeat);
    }

    void theFirstTargetsAnswerGoesToTheSenderWhoWaits()
    {
        Handler first;
        Handler second;
        first.answer = "HTTP/1.1 202 Taken\r\nX-Mine: 1\r\nContent-Length: 3\r\n\r\nyes";
        Forwarding forwarding;
        forwarding.answer = AnswerFrom::FirstTarget;
        Bench bench({first.url(), second.url()}, forwarding);
        QVERIFY(bench.untilFlowing());
        QTRY_VERIFY(bench.forwarder->planFor(endpoint).senderWaits);
        bench.put(numbered(1), 41);
        QTRY_COMPARE(bench.answers().size(), 1u);
        QCOMPARE(bench.answers()[0].first, 41u);
        QCOMPARE(bench.answers()[0].second->status, 202);
        QCOMPARE(bench.answers()[0].second->headers, (http::Headers{{"X-Mine", "1"}}));
        QCOMPARE(bench.answers()[0].second->body, "yes"s);

        // One that does not answer in time, then one that is gone: the endpoint's own answer goes out.
        first.silent = true;
        bench.answerWithin = 50ms;
        bench.put(numbered(2), 42);
        QTRY_COMPARE(bench.answers().size(), 2u);
        QVERIFY(bench.answers()[1].first == 42 && !bench.answers()[1].second);
        bench.answerWithin = 9s;
        bench.put(numbered(3), 43); // behind the one that hangs
        first.kill();
        QTRY_COMPARE(bench.answers().size(), 3u);
        QVERIFY(bench.answers()[2].first == 43 && !bench.answers()[2].second);
        QTRY_VERIFY(!bench.forwarder->planFor(endpoint).senderWaits);
    }

    void whoWaitsForAnAnswerIsToldWhenTheForwarderGoes()
    {
        Handler handler;
        handler.silent = true;
        Forwarding forwarding;
        forwarding.answer = AnswerFrom::FirstTarget;
        Bench bench({handler.url()}, forwarding);
        QVERIFY(bench.untilFlowing());
        bench.put(numbered(1), 9);
        QTRY_COMPARE(handler.requests.size(), 1u);
        bench.close();
        QCOMPARE(bench.answers().size(), 1u);
    }

    void itemsAreHeldReorderedSkippedAndPutBack()
    {
        Handler handler;
        Bench bench({handler.url()});
        QVERIFY(bench.forwarder->setHeld({{endpoint, handler.url()}}, true));
        QTRY_VERIFY(!bench.forwarder->planFor(endpoint).atOnce);
        bench.putNumbers(1, 5);
        QTRY_COMPARE(bench.queue().state, QueueState::Held);
        QVERIFY(bench.forwarder->reorder({5, 4, 3}));
        const auto inbox = bench.store->inbox().value();
        QVERIFY(bench.forwarder->skip({inbox[0].position, inbox[4].position}));
        QTRY_COMPARE(bench.queue().waiting, 3);
        QVERIFY(bench.forwarder->putBack({inbox[4]}));
        QTRY_COMPARE(bench.queue().waiting, 4);
        QVERIFY(bench.forwarder->setHeld({{endpoint, handler.url()}}, false));
        QTRY_COMPARE(bench.waiting(), 0);
        QCOMPARE(numbersOf(handler.requests), (std::vector<int>{2, 5, 4, 3}));
    }

    void whatIsHeldStaysHeldAfterARestart()
    {
        Handler handler;
        Handler other;
        Bench bench({handler.url(), other.url()});
        QVERIFY(bench.forwarder->setHeld({{endpoint, handler.url()}}, true));
        bench.putNumbers(1, 3);
        QTRY_COMPARE(bench.waiting(), 3);
        QCOMPARE(numbersOf(other.requests), upTo(3)); // one target does not hold up the other
        bench.close();
        bench.open();
        QTRY_VERIFY(bench.queueOf(handler.url()).held);
        QTRY_COMPARE(bench.queueOf(handler.url()).state, QueueState::Held);
        bench.putNumbers(4, 4);
        QTRY_COMPARE(bench.waiting(), 4);
        QVERIFY(handler.requests.empty());
        QVERIFY(bench.forwarder->setHeld({{endpoint, handler.url()}}, false));
        QTRY_COMPARE(bench.waiting(), 0);
        QCOMPARE(numbersOf(handler.requests), upTo(4));
    }

    void withRetry5xxRequestsWaitUntilTheHandlerIsMended()
    {
        Handler handler;
        handler.answer = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";
        Forwarding forwarding;
        forwarding.targets = {{handler.url(), false, true, false}};
        Bench bench({}, forwarding);
        bench.putNumbers(1, 5);
        QTRY_COMPARE(bench.queue().state, QueueState::Down);
        QCOMPARE(bench.queue().httpStatus, 500);
        QCOMPARE(bench.queue().fault, DeliveryFault::None);
        QTRY_VERIFY(handler.requests.size() > 1);
        handler.answer = "HTTP/1.1 404 Not there\r\nContent-Length: 0\r\n\r\n"; // an answer as any other
        bench.forwarder->retryNow();
        QTRY_COMPARE(bench.waiting(), 0);
        QCOMPARE(withoutRepeats(numbersOf(handler.requests)), upTo(5));
        bench.store->flush();
        const auto deliveries = bench.store->deliveriesOf(CaptureId{1}).value();
        QCOMPARE(deliveries.size(), 2u); // the same answer again and again is told once
        QCOMPARE(deliveries.front().status, 500);
        QCOMPARE(deliveries.back().status, 404);
        QVERIFY(deliveries.back().mayRepeat);
        QTRY_COMPARE(bench.queue().failed, 5);
    }

    void whatFailedIsKnownUntilItIsDeliveredWell()
    {
        Handler handler;
        handler.answer = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";
        Bench bench({handler.url()});
        bench.putNumbers(1, 3);
        QTRY_COMPARE(bench.queue().failed, 3);
        QTRY_COMPARE(bench.waiting(), 0);
        const auto failed = bench.forwarder->failed({{endpoint, handler.url()}});
        QCOMPARE(failed.size(), 3u);
        QVERIFY(bench.forwarder->failed({{endpoint, "http://other"}}).empty());
        handler.answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        QCOMPARE(bench.forwarder->putBack(failed)->size(), 3u);
        QTRY_COMPARE(bench.queue().failed, 0);
        QCOMPARE(numbersOf(handler.requests), (std::vector<int>{1, 2, 3, 1, 2, 3}));
    }

    void credentialsStayAwayFromATargetThatIsToHaveNone()
    {
        Handler handler;
        Forwarding forwarding;
        forwarding.targets = {{handler.url(), false, false, true}};
        Bench bench({}, forwarding);
        bench.put(captureOf("POST /in HTTP/1.1\r\nHost: here\r\nauthorization: Basic eA==\r\nX-WEBHOOK-SIGNATURE: 00\r\nCookie: a=b\r\n"
                            "X-Own: 1\r\nContent-Length: 2\r\n\r\n", "{}"));
        QTRY_COMPARE(handler.requests.size(), 1u);
        QVERIFY(handler.requests[0].starts_with("POST /in HTTP/1.1\r\nHost: " + handler.url().substr(7)
                                                + "\r\nX-Own: 1\r\nContent-Length: 2\r\nHookloupe-Hops: "));
    }

    void credentialsBehindTheLastChunkStayAwayToo()
    {
        Handler handler;
        Forwarding forwarding;
        forwarding.targets = {{handler.url(), false, false, true}};
        Bench bench({}, forwarding);
        auto capture = captureOf("POST /in HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n",
                                 "2\r\n{}\r\n0\r\nAuthorization: Basic eA==\r\nX-Own: 1\r\nCookie: a=b\r\n\r\n");
        capture->dechunked = "{}";
        capture->contentSha256 = crypto::digest(crypto::HashAlgorithm::Sha256, "{}");
        bench.put(capture);
        QTRY_COMPARE(handler.requests.size(), 1u);
        QVERIFY(handler.requests[0].ends_with("\r\n\r\n2\r\n{}\r\n0\r\nX-Own: 1\r\n\r\n"));
        QTRY_COMPARE(bench.store->deliveriesOf(CaptureId{1})->size(), 1u);
        QCOMPARE(bench.store->deliveriesOf(CaptureId{1})->at(0).contentSha256, crypto::digest(crypto::HashAlgorithm::Sha256, "{}"));
    }

    void skippingWhatIsBeingSentGoesOnWithTheNext()
    {
        Handler handler;
        handler.silent = true;
        Bench bench({handler.url()});
        bench.putNumbers(1, 2);
        QTRY_COMPARE(handler.requests.size(), 1u);
        handler.silent = false;
        QVERIFY(bench.forwarder->skip({1}));
        QTRY_COMPARE(bench.waiting(), 0);
        QCOMPARE(numbersOf(handler.requests), upTo(2));
        QVERIFY(bench.store->deliveriesOf(CaptureId{1})->empty());
    }

    void hiddenCapturesAreNotDeliveredUntilTheyComeBack()
    {
        Handler handler;
        Bench bench({handler.url()});
        QVERIFY(bench.forwarder->setHeld({{endpoint, handler.url()}}, true));
        QTRY_VERIFY(!bench.forwarder->planFor(endpoint).atOnce);
        bench.putNumbers(1, 3);
        const auto removal = bench.store->hide({CaptureId{2}});
        bench.forwarder->reload();
        QVERIFY(bench.forwarder->setHeld({{endpoint, handler.url()}}, false));
        QTRY_COMPARE(handler.requests.size(), 2u);
        QTRY_COMPARE(bench.queue().state, QueueState::Idle);
        QVERIFY(bench.store->restore(*removal));
        bench.forwarder->reload();
        QTRY_COMPARE(numbersOf(handler.requests), (std::vector<int>{1, 3, 2}));
    }

    void whatWaitsForATargetThatIsNoneAnyMoreIsKept()
    {
        Handler handler;
        Bench bench({handler.url()});
        QVERIFY(bench.forwarder->setHeld({{endpoint, handler.url()}}, true));
        QTRY_VERIFY(!bench.forwarder->planFor(endpoint).atOnce);
        bench.putNumbers(1, 2);
        bench.forwarder->setRoutes({});
        QVERIFY(bench.forwarder->setHeld({{endpoint, handler.url()}}, false));
        QTRY_COMPARE(bench.queue().state, QueueState::NotATarget);
        QCOMPARE(bench.waiting(), 2);
        QVERIFY(bench.forwarder->planFor(endpoint).targets.empty());
        Forwarding forwarding;
        forwarding.targets = {{handler.url(), false}};
        bench.forwarder->setRoutes({{endpoint, forwarding}});
        QTRY_COMPARE(numbersOf(handler.requests), upTo(2));
    }

    void aPaceIsKept()
    {
        Handler handler;
        Forwarding forwarding;
        forwarding.pace = Pace::PerSecond;
        forwarding.perSecond = 50;
        Bench bench({handler.url()}, forwarding);
        const auto begin = std::chrono::steady_clock::now();
        bench.putNumbers(1, 11);
        QTRY_COMPARE(handler.requests.size(), 11u);
        QVERIFY(std::chrono::steady_clock::now() - begin >= 200ms); // ten distances of 20 ms
        QCOMPARE(numbersOf(handler.requests), upTo(11));
    }

    void theSpacingOfTheArrivalsIsKept()
    {
        Handler handler;
        Forwarding forwarding;
        forwarding.pace = Pace::Original;
        Bench bench({handler.url()}, forwarding);
        const UtcTime start = utcNow();
        for (int i = 1; i <= 3; ++i) {
            auto capture = numbered(i);
            capture->summary.arrivedAt = start + i * 60ms;
            bench.put(capture);
        }
        const auto begin = std::chrono::steady_clock::now();
        QTRY_COMPARE(handler.requests.size(), 3u);
        QVERIFY(std::chrono::steady_clock::now() - begin >= 100ms);
    }

#ifdef Q_OS_UNIX
    void aUnixSocketIsATargetToo()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("h.sock"));
        QLocalServer server;
        QVERIFY(server.listen(path));
        QByteArray received;
        connect(&server, &QLocalServer::newConnection, this, [&] {
            auto* socket = server.nextPendingConnection();
            connect(socket, &QLocalSocket::readyRead, this, [&, socket] {
                received += socket->readAll();
                socket->write("HTTP/1.1 204 No Content\r\n\r\n");
            });
        });
        Bench bench({"unix:" + path.toStdString() + ":/over/there"});
        bench.putNumbers(1, 1);
        QTRY_COMPARE(bench.waiting(), 0);
        QVERIFY(received.startsWith("POST /over/there HTTP/1.1\r\nHost: localhost\r\n"));
        QVERIFY(received.endsWith("\r\n\r\n{\"n\":1}"));
    }
#endif
};

HOOKLOUPE_TEST(TestForwarder)
#include "tst_forwarder.moc"
