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
using Way = server::AtHead::Way;
using Words = std::vector<std::string>;

namespace {

const std::string continueHead(http::continueAnswer);

std::string headOf(const std::string& whole)
{
    return whole.substr(0, whole.find("\r\n\r\n") + 4);
}

/// A request whose client waits before the body.
std::string waitingRequest(const std::string& target = "/")
{
    return request("POST", target, "body", "Expect: 100-continue\r\n");
}

Words wordsOf(const std::string& trace)
{
    Words words;
    for (std::size_t at = 0; at < trace.size(); at = trace.find('\n', at) + 1) {
        const auto begin = trace.find(' ', at) + 1;
        words.push_back(trace.substr(begin, trace.find_first_of(" \n", begin) - begin));
    }
    return words;
}

/// Microseconds of the first line with that word.
long long timeOf(const std::string& trace, const std::string& word)
{
    const auto at = trace.find(' ' + word);
    const auto line = at == std::string::npos ? at : trace.rfind('\n', at);
    return at == std::string::npos ? -1 : std::stoll(trace.substr(line == std::string::npos ? 0 : line + 1));
}

} // namespace

/// What happens between a request's head and its body, against raw sockets.
class TestServerContinue : public QObject {
    Q_OBJECT

private:
    static void treat(RunningServer& running, Way way, std::chrono::milliseconds delay = 0ms)
    {
        running.inServer([&] {
            running.handler.head = [way, delay](const http::RequestHead& head) {
                server::AtHead wish;
                if (head.target != "/usual") {
                    wish.way = way;
                    wish.delay = delay;
                    wish.memo = head.target;
                }
                return wish;
            };
        });
    }
    static Seen finished(RunningServer& running, std::size_t number = 1)
    {
        if (!running.handler.waitForFinished(number))
            qFatal("not finished");
        return running.handler.seen().at(number - 1);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void whatIsSentByItselfIsToldWithItsTimes()
    {
        RunningServer running;
        RawClient client(running.port());
        const std::string whole = waitingRequest();
        QVERIFY(client.send(headOf(whole)));
        QCOMPARE(client.readAnswer().status, 100);
        QVERIFY(client.send("body"));
        const RawAnswer answer = client.readAnswer();
        QCOMPARE(answer.status, 200);
        const Seen seen = finished(running);
        QCOMPARE(seen.wire, continueHead + answer.head + answer.body);
        QVERIFY(seen.incoming.headPhase && !seen.incoming.headPhase->memo.has_value());
        QVERIFY(seen.incoming.context.headFirst);
        QVERIFY(seen.played && seen.played->asPlanned);
        QCOMPARE(seen.played->sent, seen.wire);
        QCOMPARE(wordsOf(seen.played->trace), (Words{"continue-sent", "body-began", "sent", "whole"}));
        QVERIFY(seen.played->trace.ends_with(" whole " + std::to_string(seen.wire.size()) + '\n'));
        // The next request on the connection has none of that.
        QVERIFY(client.send(request("POST", "/", "body")));
        QCOMPARE(client.readAnswer().status, 200);
        QVERIFY(!finished(running, 2).incoming.headPhase);
        QVERIFY(!finished(running, 2).played);
    }

    void aWithheldOneHasToBeGivenUp()
    {
        RunningServer running;
        treat(running, Way::Never);
        RawClient client(running.port());
        const std::string whole = waitingRequest("/a");
        QVERIFY(client.send(headOf(whole)));
        QTRY_COMPARE(running.handler.heads(), std::size_t(1));
        QVERIFY(client.send("body"));
        const RawAnswer answer = client.readAnswer();
        QCOMPARE(answer.status, 200); // it is the first
        const Seen seen = finished(running);
        QCOMPARE(seen.wire, answer.head + answer.body);
        QCOMPARE(std::any_cast<std::string>(seen.incoming.headPhase->memo), "/a"s);
        QCOMPARE(seen.incoming.request.rawBody, "body"s);
        QCOMPARE(wordsOf(seen.played->trace), (Words{"continue-withheld", "body-began", "sent", "whole"}));
    }

    void whoNeverGivesUpIsToldSoAtTheDeadline()
    {
        server::ListenSettings settings;
        settings.limits.bodyDeadline = 200ms;
        RunningServer running(settings);
        treat(running, Way::Never);
        RawClient client(running.port());
        QVERIFY(client.send(headOf(waitingRequest())));
        QCOMPARE(client.readAnswer().status, 408);
        QVERIFY(client.seesEnd());
        const Seen seen = finished(running);
        QVERIFY(seen.incoming.refusal == Refusal::BodyTimeout);
        QVERIFY(seen.wire.starts_with("HTTP/1.1 408"));
        QCOMPARE(wordsOf(seen.incoming.headPhase->trace), Words{"continue-withheld"});
    }

    void aLateOneComesWhenItIsDue()
    {
        RunningServer running;
        treat(running, Way::Late, 300ms);
        RawClient client(running.port());
        QVERIFY(client.send(headOf(waitingRequest())));
        QCOMPARE(client.readAnswer().status, 100);
        QVERIFY(client.send("body"));
        QCOMPARE(client.readAnswer().status, 200);
        const Seen seen = finished(running);
        QVERIFY(seen.wire.starts_with(continueHead + "HTTP/1.1 200"));
        QCOMPARE(wordsOf(seen.played->trace), (Words{"continue-withheld", "continue-sent", "body-began", "sent", "whole"}));
        QVERIFY(timeOf(seen.played->trace, "continue-sent") >= 300'000);
        QVERIFY(timeOf(seen.played->trace, "sent") >= timeOf(seen.played->trace, "body-began"));
    }

    void aLateOneMayBeLaterThanTheTimeForABody()
    {
        server::ListenSettings settings;
        settings.limits.bodyDeadline = 200ms;
        RunningServer running(settings);
        treat(running, Way::Late, 600ms);
        RawClient client(running.port());
        QVERIFY(client.send(headOf(waitingRequest())));
        QCOMPARE(client.readAnswer().status, 100);
        // From then on it counts.
        QCOMPARE(client.readAnswer().status, 408);
        QVERIFY(finished(running).wire.starts_with(continueHead + "HTTP/1.1 408"));
    }

    void aLateOneIsNotSentToWhoWentAhead()
    {
        RunningServer running;
        treat(running, Way::Late, 1h);
        RawClient client(running.port());
        const std::string whole = waitingRequest();
        QVERIFY(client.send(headOf(whole)));
        QTRY_COMPARE(running.handler.heads(), std::size_t(1));
        QVERIFY(client.send("body"));
        QCOMPARE(client.readAnswer().status, 200);
        const Seen seen = finished(running);
        QVERIFY(seen.wire.starts_with("HTTP/1.1 200"));
        QCOMPARE(wordsOf(seen.played->trace), (Words{"continue-withheld", "body-began", "sent", "whole"}));
    }

    void anUnaskedOneComesBeforeTheBody()
    {
        RunningServer running;
        treat(running, Way::Unasked);
        RawClient client(running.port());
        const std::string whole = request("POST", "/", "body");
        QVERIFY(client.send(headOf(whole)));
        QCOMPARE(client.readAnswer().status, 100);
        QVERIFY(client.send("body"));
        QCOMPARE(client.readAnswer().status, 200);
        QVERIFY(finished(running).wire.starts_with(continueHead + "HTTP/1.1 200"));
        // With the body there already it is the handler that is asked for it.
        QVERIFY(client.send(whole));
        QCOMPARE(client.readAnswer().status, 200);
        QVERIFY(!finished(running, 2).incoming.headPhase);
    }

    void anAnswerInItsPlaceEndsTheRequestAndTheConnection()
    {
        RunningServer running;
        treat(running, Way::Answer);
        running.inServer([&] {
            running.handler.answer = [](const server::Incoming&) { return http::Answer{417, {}, {}, "no"}; };
        });
        RawClient client(running.port());
        QVERIFY(client.send(headOf(waitingRequest())));
        const RawAnswer answer = client.readAnswer();
        QCOMPARE(answer.status, 417);
        QVERIFY(answer.saysClose());
        // A body that comes all the same is not taken for a request.
        (void)client.send(request("POST", "/smuggled", "x"));
        QVERIFY(client.seesEnd());
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        const Seen seen = finished(running);
        QCOMPARE(running.handler.seenCount(), std::size_t(1));
        QCOMPARE(seen.wire, answer.head + answer.body);
        QCOMPARE(seen.status, 417);
        QVERIFY(seen.incoming.refusal == Refusal::None);
        QVERIFY(seen.incoming.headPhase->answeredAtHead);
        QCOMPARE(seen.incoming.request.rawHead, headOf(waitingRequest()));
        QCOMPARE(seen.incoming.request.content(), std::string());
        QCOMPARE(wordsOf(seen.played->trace), (Words{"answered-at-head", "sent", "whole"}));
        QVERIFY(*seen.outcome == AnswerOutcome::Sent);
    }

    void aChunkedRequestIsAnsweredAtItsHeadToo()
    {
        RunningServer running;
        treat(running, Way::Answer);
        RawClient client(running.port());
        QVERIFY(client.send(request("POST", "/", {}, "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n")));
        QCOMPARE(client.readAnswer().status, 200);
        QVERIFY(!finished(running).incoming.request.dechunked);
    }

    void whoDoesNotWaitIsAnsweredAsEver_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<QByteArray>("expect");
        for (const Way way : {Way::Never, Way::Late, Way::Answer}) {
            QTest::addRow("%d, without Expect", int(way)) << int(way) << QByteArray();
            QTest::addRow("%d, body begun", int(way)) << int(way) << QByteArray("Expect: 100-continue\r\n");
        }
    }

    void whoDoesNotWaitIsAnsweredAsEver()
    {
        QFETCH(int, way);
        QFETCH(QByteArray, expect);
        RunningServer running;
        treat(running, static_cast<Way>(way), 1h);
        RawClient client(running.port());
        const std::string whole = request("POST", "/", "body", expect.toStdString());
        // In one packet the first half of the body comes with the head.
        QVERIFY(client.send(whole.substr(0, whole.size() - (expect.isEmpty() ? 4 : 2))));
        QTRY_COMPARE(running.handler.heads(), std::size_t(1));
        QVERIFY(client.send(whole.substr(whole.size() - (expect.isEmpty() ? 4 : 2))));
        const RawAnswer answer = client.readAnswer();
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.saysClose());
        const Seen seen = finished(running);
        QCOMPARE(seen.incoming.request.rawBody, "body"s);
        QCOMPARE(seen.wire, answer.head + answer.body);
        QCOMPARE(wordsOf(seen.played->trace).front(), "continue-not-awaited"s);
        QVERIFY(client.send(request("POST", "/usual", "body")));
        QCOMPARE(client.readAnswer().status, 200);
    }

    void aWaitingClientThatLeavesIsKeptWithWhatItGot()
    {
        RunningServer running;
        RawClient client(running.port());
        QVERIFY(client.send(headOf(waitingRequest())));
        QCOMPARE(client.readAnswer().status, 100);
        client.close();
        const Seen seen = finished(running);
        QVERIFY(seen.incoming.refusal == Refusal::ClientLeft);
        QCOMPARE(seen.wire, continueHead);
        QCOMPARE(seen.status, 0);
        QCOMPARE(wordsOf(seen.incoming.headPhase->trace), Words{"continue-sent"});
    }

    void aLateOneIsForgottenWhenTheClientLeavesOrTheServerStops()
    {
        RunningServer running;
        treat(running, Way::Late, 50ms);
        std::vector<RawClient> clients;
        for (int i = 0; i < 50; ++i) {
            clients.emplace_back(running.port());
            QVERIFY(clients.back().send(headOf(waitingRequest())));
            if (i % 3 == 0)
                clients.back().reset();
            else if (i % 3 == 1)
                clients.back().close();
        }
        running.inServer([&] { running.server().stopAccepting(); });
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        QTRY_COMPARE(running.handler.finishedCount(), running.handler.seenCount());
    }

    void overTlsItIsTheSame()
    {
        const auto certificate = crypto::makeSelfSignedCertificate();
        QVERIFY(certificate.ok());
        server::ListenSettings settings;
        settings.certificatePem = certificate->certificatePem;
        settings.privateKeyPem = certificate->privateKeyPem;
        RunningServer running(settings);
        treat(running, Way::Late, 50ms);
        RawClient late(running.port(), RawClient::Mode::Tls);
        QVERIFY(late.send(headOf(waitingRequest())));
        QCOMPARE(late.readAnswer().status, 100);
        QVERIFY(late.send("body"));
        QCOMPARE(late.readAnswer().status, 200);
        treat(running, Way::Answer);
        RawClient turnedAway(running.port(), RawClient::Mode::Tls);
        QVERIFY(turnedAway.send(headOf(waitingRequest())));
        QCOMPARE(turnedAway.readAnswer().status, 200);
        QVERIFY(turnedAway.seesEnd());
        QVERIFY(finished(running, 2).incoming.headPhase->answeredAtHead);
    }

    void aStoreThatRefusesIsAnsweredBehindThe100()
    {
        RunningServer running;
        running.inServer([&] { running.handler.judge = [](const server::Incoming&) { return Refusal::QueueFull; }; });
        RawClient client(running.port());
        QVERIFY(client.send(headOf(waitingRequest())));
        QCOMPARE(client.readAnswer().status, 100);
        QVERIFY(client.send("body"));
        QCOMPARE(client.readAnswer().status, 503);
        QCOMPARE(running.server().counters().answersOpen, 0u);
    }
};

HOOKLOUPE_TEST(TestServerContinue)
#include "tst_server_continue.moc"
