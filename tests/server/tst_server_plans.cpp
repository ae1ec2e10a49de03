// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "requests.h"
#include "running_server.h"
#include "support/raw_client.h"

#include "crypto/certificate.h"

#include <QElapsedTimer>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;
using Kind = http::WireOp::Kind;

namespace {

const std::string whole = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789";
const std::string head = whole.substr(0, whole.size() - 10);

http::WireOp send(std::string bytes)
{
    return {Kind::Send, std::move(bytes), {}, 1};
}

http::WireOp waiting(Micros time)
{
    return {Kind::Wait, {}, time, 1};
}

http::WireOp ending(Kind kind, Micros time = {})
{
    return {kind, {}, time, 1};
}

/// The words of a trace, without times and what belongs to them.
std::vector<std::string> wordsOf(const std::string& trace)
{
    std::vector<std::string> words;
    for (std::size_t at = 0; at < trace.size(); at = trace.find('\n', at) + 1) {
        const auto begin = trace.find(' ', at) + 1;
        words.push_back(trace.substr(begin, trace.find_first_of(" \n", begin) - begin));
    }
    return words;
}

} // namespace

/// Wire plans against raw sockets: what is sent, when, how it ends, and what is reported.
class TestServerPlans : public QObject {
    Q_OBJECT

private:
    /// A server that plays `ops` for the target "/play" and answers 200 to others.
    static void play(RunningServer& running, std::vector<http::WireOp> ops, int status = 200)
    {
        auto plan = std::make_shared<http::WirePlan>();
        plan->notes = {"0 step 1\n"};
        plan->ops = std::move(ops);
        running.inServer([&] {
            running.handler.answer = [plan, status](const server::Incoming& incoming) {
                http::Answer answer{200, {}, {}, "plain"};
                if (incoming.request.head.target == "/play") {
                    answer.status = status;
                    answer.plan = plan;
                }
                return answer;
            };
        });
    }

    static Seen finishedOne(RunningServer& running)
    {
        if (!running.handler.waitForFinished(1))
            qFatal("not finished");
        return running.handler.seen().front();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void whatIsPlannedIsSentAndTheConnectionGoesOn()
    {
        RunningServer running;
        play(running, {send("HTTP/1.1 100 Continue\r\n\r\n"), send(head), {Kind::Trickle, "0123456789", 1ms, 3}});
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        QCOMPARE(client.readAnswer().status, 100);
        const RawAnswer answer = client.readAnswer();
        QCOMPARE(answer.head + answer.body, whole);
        QVERIFY(client.send(request("POST", "/", "x")));
        QCOMPARE(client.readAnswer().body, "plain"s);
        const Seen seen = finishedOne(running);
        QCOMPARE(seen.wire, "HTTP/1.1 100 Continue\r\n\r\n" + whole);
        QVERIFY(*seen.outcome == AnswerOutcome::Sent);
        QVERIFY(seen.played && seen.played->asPlanned && seen.played->ending == http::Ending::Whole);
        QCOMPARE(wordsOf(seen.played->trace), (std::vector<std::string>{"step", "sent", "sent", "sent", "whole"}));
    }

    void othersAreAnsweredWhileOneWaits()
    {
        RunningServer running;
        play(running, {waiting(1s), send(whole)});
        RawClient slow(running.port());
        QVERIFY(slow.send(request("POST", "/play", "x")));
        QVERIFY(running.handler.waitForSeen(1));
        RawClient quick(running.port());
        QVERIFY(quick.send(request("POST", "/", "x")));
        QCOMPARE(quick.readAnswer().body, "plain"s);
        QVERIFY(!running.handler.seen().front().outcome);
        QCOMPARE(slow.readAnswer().status, 200);
        QVERIFY(running.handler.waitForFinished(2));
        QVERIFY(running.handler.seen().front().duration >= 1s);
    }

    void aRequestBehindAWaitingOneIsAnsweredAfterIt()
    {
        RunningServer running;
        play(running, {waiting(50ms), send(whole)});
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x") + request("POST", "/", "x")));
        QCOMPARE(client.readAnswer().body, "0123456789"s);
        QCOMPARE(client.readAnswer().body, "plain"s);
    }

    void aResetBreaksTheBodyOff()
    {
        RunningServer running;
        play(running, {send(head + "01234"), waiting(50ms), ending(Kind::Reset)});
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        QCOMPARE(*client.readToEnd(), head + "01234");
        const Seen seen = finishedOne(running);
        QVERIFY(*seen.outcome == AnswerOutcome::Sent);
        QVERIFY(seen.played->ending == http::Ending::Reset);
        QCOMPARE(wordsOf(seen.played->trace).back(), "reset"s);
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
    }

    void closingSendsNothing()
    {
        RunningServer running;
        play(running, {ending(Kind::Close)}, 0);
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        QVERIFY(client.seesEnd());
        const Seen seen = finishedOne(running);
        QCOMPARE(seen.status, 0);
        QVERIFY(seen.played->ending == http::Ending::Closed && seen.played->sent.empty());
    }

    void garbageArrivesWhole()
    {
        RunningServer running;
        const std::string garbage(100'000, '\x81');
        play(running, {send(garbage), ending(Kind::Close)}, 0);
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        QCOMPARE(*client.readToEnd(), garbage);
    }

    void aHangEndsWithTheClient()
    {
        RunningServer running;
        play(running, {ending(Kind::Hang)}, 0);
        for (int i = 0; i < 2; ++i) {
            RawClient client(running.port());
            QVERIFY(client.send(request("POST", "/play", "x")));
            QVERIFY(running.handler.waitForSeen(std::size_t(i + 1)));
            i ? client.reset() : client.close();
            QVERIFY(running.handler.waitForFinished(std::size_t(i + 1)));
            const Seen seen = running.handler.seen().back();
            QVERIFY(*seen.outcome == AnswerOutcome::ClientLeft);
            QVERIFY(seen.played->ending == http::Ending::Cut);
            QCOMPARE(wordsOf(seen.played->trace).back(), "client-left"s);
        }
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
    }

    void aHangIsBoundedByTheIdleDeadlineAndByItsOwnTime()
    {
        server::ListenSettings settings;
        settings.limits.idleDeadline = 300ms;
        RunningServer running(settings);
        for (const Micros time : {Micros(0), Micros(1h), Micros(10ms)}) {
            running.handler.forget();
            play(running, {ending(Kind::Hang, time)}, 0);
            RawClient client(running.port());
            QVERIFY(client.send(request("POST", "/play", "x")));
            QVERIFY(client.seesEnd());
            const Seen seen = finishedOne(running);
            QVERIFY(seen.played->ending == http::Ending::Closed);
            QVERIFY(seen.duration >= (time == Micros(10ms) ? Micros(10ms) : Micros(300ms)));
        }
    }

    void aClientThatLeavesWhileItsAnswerWaitsIsNoticed()
    {
        RunningServer running;
        play(running, {waiting(500ms), send(whole)});
        for (int i = 0; i < 2; ++i) {
            RawClient client(running.port());
            QVERIFY(client.send(request("POST", "/play", "x")));
            QVERIFY(running.handler.waitForSeen(std::size_t(i + 1)));
            i ? client.reset() : client.close();
            QVERIFY(running.handler.waitForFinished(std::size_t(i + 1)));
            QVERIFY(*running.handler.seen().back().outcome == AnswerOutcome::ClientLeft);
        }
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
    }

    void aClientThatClosedItsSideStillGetsItsAnswer()
    {
        RunningServer running;
        play(running, {waiting(200ms), send(whole)});
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        client.halfClose();
        QCOMPARE(client.readAnswer().body, "0123456789"s);
        const Seen seen = finishedOne(running);
        QVERIFY(*seen.outcome == AnswerOutcome::Sent);
        QVERIFY(seen.played->trace.find("client-closed") != std::string::npos);
    }

    void aClientThatDoesNotReadIsGivenUp()
    {
        server::ListenSettings settings;
        settings.limits.writeDeadline = 100ms;
        RunningServer running(settings);
        play(running, {send(head), send(std::string(20'000'000, 'x'))});
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        const Seen seen = finishedOne(running);
        QVERIFY(*seen.outcome == AnswerOutcome::TimedOut);
        QVERIFY(!seen.played->asPlanned && seen.played->sent.starts_with(head));
        QVERIFY(seen.played->sent.size() < 20'000'000);
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
    }

    void aClientThatReadsSlowlyGetsEverything()
    {
        RunningServer running;
        play(running, {send("HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n"), send(std::string(20'000'000, 'x'))});
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        QCOMPARE(client.readAnswer().body.size(), std::size_t{20'000'000});
        QVERIFY(finishedOne(running).played->asPlanned);
    }

    void stoppingHurriesWhatWaits()
    {
        RunningServer running;
        bool drained = false;
        play(running, {waiting(1h), send(head), {Kind::Trickle, "0123456789", 1h, 1}});
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        QVERIFY(running.handler.waitForSeen(1));
        RawClient trickled(running.port());
        running.inServer([&] {
            QObject::connect(&running.server(), &server::CaptureServer::drained, &running.server(), [&] { drained = true; });
            running.server().stopAccepting();
        });
        QCOMPARE(client.readAnswer().body, "0123456789"s);
        const Seen seen = finishedOne(running);
        QVERIFY(*seen.outcome == AnswerOutcome::Sent);
        QVERIFY(seen.played->trace.find("hurried") != std::string::npos);
        QTRY_VERIFY(drained);
    }

    void stoppingEndsAHang()
    {
        RunningServer running;
        play(running, {ending(Kind::Hang)}, 0);
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        QVERIFY(running.handler.waitForSeen(1));
        running.inServer([&] { running.server().stopAccepting(); });
        QVERIFY(client.seesEnd());
        QVERIFY(finishedOne(running).played->ending == http::Ending::Closed);
    }

    void aRefusedCaptureIsAnsweredSoInsteadOfByThePlan()
    {
        RunningServer running;
        play(running, {waiting(1h), send(whole)});
        running.inServer([&] { running.handler.releaseAtOnce = false; });
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        QVERIFY(running.handler.waitForSeen(1));
        const std::pair refused{running.handler.seen().front().ticket, Refusal::DiskFull};
        running.server().refuse(std::array{refused});
        QCOMPARE(client.readAnswer().status, 507);
        QVERIFY(!finishedOne(running).played);
    }

    void tooManyLargeAnswersAreTurnedIntoARefusal()
    {
        server::ListenSettings settings;
        settings.limits.bytesInFlight = 1024 * 1024;
        RunningServer running(settings);
        play(running, {send(std::string(2'000'000, 'x'))});
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/play", "x")));
        QCOMPARE(client.readAnswer().status, 503);
        QCOMPARE(finishedOne(running).status, 503);
    }

    void overTlsItIsTheSame()
    {
        const auto made = crypto::makeSelfSignedCertificate();
        QVERIFY(made.ok());
        server::ListenSettings settings;
        settings.certificatePem = made->certificatePem;
        settings.privateKeyPem = made->privateKeyPem;
        RunningServer running(settings);
        play(running, {waiting(20ms), send(head), {Kind::Trickle, "0123456789", 1ms, 3}});
        {
            RawClient client(running.port(), RawClient::Mode::Tls);
            QVERIFY(client.send(request("POST", "/play", "x")));
            QCOMPARE(client.readAnswer().body, "0123456789"s);
        }
        QVERIFY(finishedOne(running).played->asPlanned);
        running.handler.forget();
        play(running, {ending(Kind::Hang)}, 0);
        RawClient client(running.port(), RawClient::Mode::Tls);
        QVERIFY(client.send(request("POST", "/play", "x")));
        QVERIFY(running.handler.waitForSeen(1));
        client.close();
        QVERIFY(*finishedOne(running).outcome == AnswerOutcome::ClientLeft);
    }

    void clientsThatLeaveAtAnyMomentLeaveNothingBehind()
    {
        RunningServer running;
        play(running, {waiting(2ms), send(head), {Kind::Trickle, "0123456789", 1ms, 2}, ending(Kind::Reset)});
        constexpr int rounds = 300;
        for (int i = 0; i < rounds; ++i) {
            RawClient client(running.port());
            QVERIFY(client.send(request("POST", "/play", "x")));
            if (i % 3 == 0)
                (void)client.readAnswer(true);
            i % 2 ? client.close() : client.reset();
        }
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        QTRY_COMPARE(running.handler.finishedCount(), running.handler.seenCount());
        QCOMPARE(running.server().counters().answersOpen, 0u);
    }

    void aServerThatGoesLeavesNoPlayingAnswer()
    {
        for (int i = 0; i < 10; ++i) {
            RunningServer running;
            play(running, {waiting(1h), send(whole)});
            RawClient client(running.port());
            QVERIFY(client.send(request("POST", "/play", "x")));
            QVERIFY(running.handler.waitForSeen(1));
        }
    }
};

HOOKLOUPE_TEST(TestServerPlans)
#include "tst_server_plans.moc"
