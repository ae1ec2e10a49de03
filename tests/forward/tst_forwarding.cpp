// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "forward/forwarding.h"
#include "forward/request_head.h"
#include "support/wire_file.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::forward;
using namespace std::string_literals;

namespace {

Capture captureOf(const std::string& head)
{
    Capture capture;
    capture.head = head;
    capture.summary.method = head.substr(0, head.find(' '));
    const auto target = head.find(' ') + 1;
    capture.summary.target = head.substr(target, head.find(' ', target) - target);
    capture.summary.peer = "127.0.0.1:53122";
    return capture;
}

std::string passedOn(const std::string& head, const std::string& url, bool xForwarded = false)
{
    return headFor(captureOf(head), client::parseUrl(url).value(), xForwarded);
}

} // namespace

class TestForwarding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTextIsReadAndWrittenBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nowhere") << "";
        QTest::newRow("one target") << "http://127.0.0.1:3000/hooks\n";
        QTest::newRow("everything") << "https://[::1]:8443/a?b any-certificate retry-5xx\nhttp://h/ without-credentials\nunix:/run/h.sock:/x\nanswer = first-target\n"
                                       "pace = 25/s\ntimeout = 5 s\nx-forwarded = yes\nsend = all\n";
        QTest::newRow("original spacing") << "http://localhost\npace = original\n";
    }
    void aTextIsReadAndWrittenBack()
    {
        QFETCH(const QString, text);
        const auto forwarding = parseForwarding(text.toStdString());
        QVERIFY(forwarding);
        QCOMPARE(printForwarding(*forwarding), text.toStdString());
    }

    void whatIsUsualNeedNotBeSaidAndSpacesDoNotMatter()
    {
        const auto forwarding = parseForwarding("# handlers\r\n\r\n  http://localhost:1/ \t any-certificate  \r\n"
                                                "answer=endpoint\npace = fastest\ntimeout =30s\nsend = accepted\nx-forwarded = no");
        QVERIFY(forwarding);
        QCOMPARE(printForwarding(*forwarding), "http://localhost:1/ any-certificate\n"s);
        QCOMPARE(*parseForwarding("pace = 7 /s"), (Forwarding{{}, AnswerFrom::Endpoint, Pace::PerSecond, 7}));
    }

    void aDeliveryKnowsItsTargetAgain()
    {
        const auto forwarding = parseForwarding("http://localhost:1/\nhttp://localhost:1/a?b\nhttp://localhost:2\nunix:/run/h.sock:/x");
        QVERIFY(forwarding);
        const auto found = [&](const std::string& url, const std::string& path) {
            Delivery delivery;
            delivery.url = url;
            delivery.head = "POST " + path + " HTTP/1.1\r\n\r\n";
            const auto* target = targetOf(*forwarding, delivery);
            return target ? target->url : "none"s;
        };
        QCOMPARE(found("http://localhost:1/", "/"), "http://localhost:1/"s);
        QCOMPARE(found("http://localhost:1/a?b", "/a?b"), "http://localhost:1/a?b"s);
        QCOMPARE(found("http://localhost:2/hooks/ci", "/hooks/ci"), "http://localhost:2"s); // its path was the request's
        QCOMPARE(found("http://localhost:3/", "/"), "none"s);
    }

    void whatIsWrongIsNamedWithItsLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line");
        QTest::newRow("no URL") << "\nhello" << "line 2: a target begins with";
        QTest::newRow("no host") << "http://" << "line 1: ";
        QTest::newRow("word behind") << "http://a trusted" << "line 1: behind a target stand";
        QTest::newRow("twice") << "http://a\nhttp://b\nhttp://a" << "line 3: this target is named twice";
        QTest::newRow("password") << "http://me:secret@a/" << "line 1: a target's URL holds no user and password";
        QTest::newRow("option") << "tempo = 3" << "line 1: \"tempo\" is no option";
        QTest::newRow("pace") << "pace = 0/s" << "line 1: pace is";
        QTest::newRow("pace, much") << "pace = 1001/s" << "line 1: pace is";
        QTest::newRow("timeout") << "timeout = 601 s" << "line 1: timeout is";
        QTest::newRow("answer") << "answer = both" << "line 1: answer is";
        QTest::newRow("yes") << "x-forwarded = 1" << "line 1: x-forwarded is";
        QTest::newRow("send") << "send = none" << "line 1: send is";
        QString many;
        for (int i = 1; i <= 17; ++i)
            many += QStringLiteral("http://h%1/\n").arg(i);
        QTest::newRow("many") << many << "line 17: more than 16 targets";
    }
    void whatIsWrongIsNamedWithItsLine()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, line);
        const auto forwarding = parseForwarding(text.toStdString());
        QVERIFY(!forwarding);
        QCOMPARE(forwarding.error().code, ErrorCode::InvalidInput);
        QVERIFY2(forwarding.error().detail.starts_with(line.toStdString()), forwarding.error().detail.c_str());
        QVERIFY(forwarding.error().detail.find("secret") == std::string::npos);
    }

    void onlyHostAndTheFieldsOfOneHopChange()
    {
        for (const test::WireFile& file : test::wireFiles()) {
            const std::string passed = passedOn(file.head, "http://127.0.0.1:3000");
            std::string expected = file.head;
            const auto host = expected.find("Host: ");
            expected.replace(host, expected.find("\r\n", host) - host, "Host: 127.0.0.1:3000");
            expected.erase(expected.find("Connection: close\r\n"), 19);
            QCOMPARE(passed, expected);
        }
    }

    void duplicatesOddCaseSpacesAndBytesBeyondAsciiStay()
    {
        const std::string head = "POST /hooks?a=%2F HTTP/1.1\r\nhOsT:here\r\nX-a:1\r\nx-A:   2\t \r\nX-A: \xc3\xa9\xff\r\n"
                                 "Transfer-Encoding: chunked\r\nTrailer: X-End\r\nAuthorization: Basic eA==\r\n\r\n";
        QCOMPARE(passedOn(head, "http://h:8/"),
                 "POST / HTTP/1.1\r\nhOsT: h:8\r\nX-a:1\r\nx-A:   2\t \r\nX-A: \xc3\xa9\xff\r\n"
                 "Transfer-Encoding: chunked\r\nTrailer: X-End\r\nAuthorization: Basic eA==\r\n\r\n"s);
    }

    void theFieldsOfOneHopAndWhatConnectionNamesAreLeftOut()
    {
        const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, x-Hop ,Content-Length\r\nX-HOP: 1\r\n"
                                 "Keep-Alive: timeout=5\r\nTE: trailers\r\nUpgrade: h2c\r\nProxy-Connection: close\r\n"
                                 "Expect: 100-continue\r\nContent-Length: 0\r\nX-Hopper: stays\r\n\r\n";
        QCOMPARE(passedOn(head, "http://b"),
                 "POST /x HTTP/1.1\r\nHost: b\r\nContent-Length: 0\r\nX-Hopper: stays\r\n\r\n"s);
    }

    void theTargetsPathStandsInForTheCapturedOne()
    {
        const std::string head = "GET http://old.example/in?q=1 HTTP/1.0\r\nAccept: */*\r\n\r\n";
        QCOMPARE(passedOn(head, "http://b"), "GET /in?q=1 HTTP/1.1\r\nHost: b\r\nAccept: */*\r\n\r\n"s);
        QCOMPARE(passedOn(head, "http://b/c?d"), "GET /c?d HTTP/1.1\r\nHost: b\r\nAccept: */*\r\n\r\n"s);
        QCOMPARE(passedOn("GET http://h?q=/x HTTP/1.0\r\n\r\n", "http://b"), "GET /?q=/x HTTP/1.1\r\nHost: b\r\n\r\n"s);
        QCOMPARE(passedOn("GET http://h HTTP/1.0\r\n\r\n", "http://b"), "GET / HTTP/1.1\r\nHost: b\r\n\r\n"s);
        // However its endpoint was found: the handler gets it as it was sent.
        for (const char* target : {"/x/../hooks//%63i;a", "//hooks/ci", "/hooks/./ci?x=%2f"})
            QCOMPARE(passedOn("GET "s + target + " HTTP/1.1\r\nHost: a\r\n\r\n", "http://b"),
                     "GET "s + target + " HTTP/1.1\r\nHost: b\r\n\r\n");
        QCOMPARE(passedOn("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "http://b"), "OPTIONS * HTTP/1.1\r\nHost: b\r\n\r\n"s);
    }

    void whereItCameFromIsAddedOnlyIfAskedFor()
    {
        Capture capture = captureOf("GET / HTTP/1.1\r\nHost: public.example\r\nX-Forwarded-For: 10.0.0.1\r\nX-A: 1\r\n"
                                    "forwarded: for=10.0.0.1\r\nX-FORWARDED-PROTO: ftp\r\nx-forwarded-port: 1\r\n\r\n");
        capture.summary.peer = "[::1]:53122";
        capture.summary.tls = true;
        QCOMPARE(headFor(capture, client::parseUrl("http://b").value(), true),
                 "GET / HTTP/1.1\r\nHost: b\r\nX-A: 1\r\nX-Forwarded-For: ::1\r\n"
                 "X-Forwarded-Host: public.example\r\nX-Forwarded-Proto: https\r\n\r\n"s);
    }

    void whatCameFromHereIsKnownByItsHop()
    {
        const std::string hop = hopOf("0123");
        QCOMPARE(hop.size(), 16u);
        QVERIFY(hop != hopOf("4567"));
        QCOMPARE(headFor(captureOf("GET / HTTP/1.1\r\nHost: a\r\nHookloupe-Hops: x\r\n\r\n"), client::parseUrl("http://b").value(), false, hop),
                 "GET / HTTP/1.1\r\nHost: b\r\nHookloupe-Hops: x\r\nHookloupe-Hops: " + hop + "\r\n\r\n");
        QVERIFY(hasHop("GET / HTTP/1.1\r\nhookloupe-hops: x ,\t" + hop + "\r\n\r\n", hop));
        QVERIFY(hasHop("GET / HTTP/1.1\r\nHookloupe-Hops: x\r\nHookloupe-Hops: " + hop + "\r\n\r\n", hop));
        for (const std::string& other : {"x"s, hop + "0", ""s})
            QVERIFY(!hasHop("GET / HTTP/1.1\r\nHookloupe-Hops: " + other + "\r\nX-Other: " + hop + "\r\n\r\n", hop));
    }

    void anAnswerGoesBackWithoutTheFieldsOfItsHop()
    {
        http::ReceivedAnswer received;
        received.status = 418;
        received.reason = "I'm a teapot";
        received.headers = {{"Date", "then"}, {"X-b", "1"}, {"x-B", "2"}, {"Connection", "x-own"}, {"X-Own", "3"},
                            {"Transfer-Encoding", "chunked"}, {"Content-Length", "9"}, {"Content-Type", "text/x"}};
        received.rawBody = "3\r\nabc\r\n0\r\n\r\n";
        received.dechunked = "abc";
        const auto answer = forward::answerFor(received);
        QCOMPARE(answer.status, 418);
        QCOMPARE(answer.reason, "I'm a teapot"s);
        QCOMPARE(answer.headers, (http::Headers{{"X-b", "1"}, {"x-B", "2"}, {"Content-Type", "text/x"}}));
        QCOMPARE(answer.body, "abc"s);
    }
};

HOOKLOUPE_TEST(TestForwarding)
#include "tst_forwarding.moc"
