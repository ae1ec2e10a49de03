// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "crypto/certificate.h"
#include "requests.h"
#include "running_server.h"
#include "server/refused_request.h"
#include "server/web_page_quota.h"
#include "support/raw_client.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

const std::string noHost = "POST /test/events HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 34\r\n\r\n";
const std::string body = R"({"event":"build.finished","id":42})";
const std::string page = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n";

server::ListenSettings tlsSettings()
{
    const auto pair = crypto::makeSelfSignedCertificate();
    server::ListenSettings settings;
    settings.certificatePem = pair->certificatePem;
    settings.privateKeyPem = pair->privateKeyPem;
    return settings;
}

/// Waits for the rest of a refused request as long as the test may take.
server::ListenSettings patient(server::ListenSettings settings = {})
{
    settings.limits.refusedDeadline = 60s;
    return settings;
}

} // namespace

/// What is kept of requests that are not taken.
class TestServerRefused : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void theBodyOfARefusedRequestIsKept_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        const auto row = [](const char* name, const std::string& first, const std::string& second) {
            for (const bool tls : {false, true})
                QTest::addRow("%s%s", name, tls ? ", TLS" : "")
                    << tls << QByteArray::fromStdString(first) << QByteArray::fromStdString(second);
        };
        row("in one packet", noHost + body, "");
        row("in the next packet", noHost, body);
        row("in two", noHost + body.substr(0, 5), body.substr(5));
        const std::string fault = "POST /x HTTP/1.1\r\nHost: a\r\nbad line\r\n";
        row("behind a fault in the middle of the head", fault, "Content-Length: 34\r\n\r\n" + body);
        row("in chunks", "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n22\r\n", body + "\r\n0\r\n\r\n");
    }
    void theBodyOfARefusedRequestIsKept()
    {
        QFETCH(bool, tls);
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        RunningServer running(patient(tls ? tlsSettings() : server::ListenSettings()));
        RawClient client(running.port(), tls ? RawClient::Mode::Tls : RawClient::Mode::Plain);
        QVERIFY(client.send(first.toStdString()));
        if (!second.isEmpty()) {
            // Another connection's request passes behind the first packet: so that one is framed by then.
            RawClient other(running.port(), tls ? RawClient::Mode::Tls : RawClient::Mode::Plain);
            QVERIFY(other.send(request("GET", "/")));
            QCOMPARE(other.readAnswer().status, 200);
            QVERIFY(client.send(second.toStdString()));
        }
        QCOMPARE(client.readAnswer().status, 400);
        QVERIFY(client.seesEnd());
        const Seen seen = running.handler.seen().back();
        QVERIFY(seen.incoming.refusal != Refusal::None);
        QVERIFY(seen.incoming.request.rawHead.ends_with("\r\n\r\n"));
        QVERIFY(seen.incoming.request.rawBody.find(body) != std::string::npos);
        QCOMPARE(seen.incoming.request.rawHead + seen.incoming.request.rawBody, (first + second).toStdString());
    }

    void onlyWhatWasPromisedIsWaitedFor_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("more");
        const auto row = [](const char* name, const std::string& bytes, bool more) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << more;
        };
        row("no body", "GET / HTTP/1.1\r\n\r\n", false);
        row("a body", noHost, true);
        row("a part of it", noHost + "{", true);
        row("all of it", noHost + body, false);
        row("more than it", noHost + body + body, false);
        row("no end of the head", "POST / HTTP/1.1\r\nHo", true);
        row("a client that awaits 100 Continue", "POST / HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n", false);
        row("another protocol", "\x16\x03\x01", false);
        row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", false);
        row("a length that is none", "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", false);
        row("chunks", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n", true);
        row("chunks to the last", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", false);
        row("as much as is kept", "POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + std::string(131'072, 'x'), false);
    }
    void onlyWhatWasPromisedIsWaitedFor()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, more);
        const std::string all = bytes.toStdString();
        for (const std::size_t cut : {all.size() / 2, all.size()}) {
            http::Request request;
            request.rawHead = all.substr(0, cut);
            server::RefusedRequest refused(std::move(request), std::string_view(all).substr(cut));
            QCOMPARE(refused.isMoreToCome(), more);
            const http::Request kept = refused.take();
            QVERIFY(all.starts_with(kept.rawHead + kept.rawBody));
        }
        server::RefusedRequest refused({}, all.substr(0, 1));
        for (std::size_t i = 1; i < all.size(); ++i)
            refused.add(all.substr(i, 1));
        QCOMPARE(refused.isMoreToCome(), more);
    }

    void aHalfClosedClientIsAnsweredAndRead()
    {
        RunningServer running(patient());
        RawClient client(running.port());
        QVERIFY(client.send(noHost + "{"));
        client.halfClose();
        QCOMPARE(client.readAnswer().status, 400);
        QCOMPARE(running.handler.seen().front().incoming.request.rawBody, "{"s);
    }

    void whoStaysSilentIsAnsweredAllTheSame()
    {
        server::ListenSettings settings;
        settings.limits.refusedDeadline = 40ms;
        RunningServer running(settings);
        RawClient client(running.port());
        QVERIFY(client.send(noHost));
        QCOMPARE(client.readAnswer().status, 400);
        QCOMPARE(running.handler.seen().front().incoming.request.rawHead, noHost);
    }

    void aClientThatLeavesMeanwhileIsRecorded()
    {
        RunningServer running(patient());
        {
            RawClient client(running.port());
            QVERIFY(client.send(noHost + "{"));
            client.reset();
        }
        QVERIFY(running.handler.waitForFinished(1));
        const Seen seen = running.handler.seen().front();
        QCOMPARE(seen.incoming.refusal, Refusal::HostMissing);
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
    }

    void whatFollowsIsKeptUpToALimitAndNeverTaken()
    {
        RunningServer running(patient());
        RawClient client(running.port());
        const std::string hidden = request("GET", "/smuggled");
        std::string many = "POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n";
        while (many.size() < 300'000)
            many += hidden;
        (void)client.send(many);
        QCOMPARE(client.readAnswer().status, 400);
        QVERIFY(client.seesEnd());
        const auto seen = running.handler.seen();
        QCOMPARE(seen.size(), 1u);
        const http::Request& kept = seen.front().incoming.request;
        QCOMPARE(kept.rawHead.size() + kept.rawBody.size(), 128u * 1024);
        QVERIFY(many.starts_with(kept.rawHead + kept.rawBody));
    }

    void stoppingDoesNotWaitForTheRest()
    {
        RunningServer running(patient());
        RawClient client(running.port());
        QVERIFY(client.send(noHost));
        RawClient other(running.port());
        QVERIFY(other.send(request("GET", "/")));
        QCOMPARE(other.readAnswer().status, 200);
        std::atomic<int> drained = 0;
        connect(&running.server(), &server::CaptureServer::drained, &running.server(), [&] { ++drained; });
        running.inServer([&] { running.server().stopAccepting(); });
        QCOMPARE(client.readAnswer().status, 400);
        QTRY_COMPARE(drained.load(), 1);
    }

    void webPagesFillTheStoreNoFurtherThanTheirQuota()
    {
        server::ListenSettings settings;
        settings.limits.webPageBytes = 100'000;
        RunningServer running(settings);
        const auto post = [&](const std::string& fields, const std::string& content) {
            RawClient client(running.port());
            (void)client.send(request("POST", "/", content, fields));
            return client.readAnswer();
        };
        QCOMPARE(post(page, std::string(300'000, 'x')).status, 200); // a single large one passes
        const RawAnswer refused = post(page, "x");
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.header("Retry-After"), "60"s);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(post(page, i % 2 ? "" : "x").status, 429);
        QCOMPARE(post({}, "x").status, 200); // webhooks have no part in it
        QCOMPARE(running.server().counters().webPagesRefused, 21u);
        const auto seen = running.handler.seen();
        QCOMPARE(seen.size(), 3u); // one of the refused is shown
        QCOMPARE(seen[1].incoming.refusal, Refusal::WebPageQuota);
        QVERIFY(seen[1].incoming.note.find("web-page-bytes") != std::string::npos);
        QVERIFY(seen[1].incoming.request.rawHead.find("evil.example") != std::string::npos);
    }

    void whatIsRefusedOfAWebPageCountsToo()
    {
        server::ListenSettings settings;
        settings.limits.webPageBytes = 20'000;
        settings.limits.body = 1000;
        RunningServer running(settings);
        for (int i = 0; i < 30; ++i) {
            RawClient client(running.port());
            (void)client.send(request("POST", "/", std::string(2000, 'x'), page));
            const int status = client.readAnswer().status;
            QVERIFY2(status == 413, std::to_string(status).c_str());
        }
        const std::size_t kept = running.handler.seenCount();
        QVERIFY2(kept >= 2 && kept <= 8, std::to_string(kept).c_str());
    }

    void theQuotaIsPaidBackByTime()
    {
        using namespace server;
        WebPageQuota quota;
        auto now = WebPageQuota::SteadyTime(1h);
        QVERIFY(quota.takes(60'000, now));
        quota.spend(150'000); // beyond it: allowed once
        QVERIFY(!quota.takes(60'000, now));
        QVERIFY(!quota.takes(60'000, now += 60s));
        QVERIFY(quota.takes(60'000, now += 60s));
        QVERIFY(quota.takes(60'000, now += 24h));
        quota.spend(50'000);
        QVERIFY(quota.takes(60'000, now));
        quota.spend(10'000); // no more is saved than a minute's
        QVERIFY(!quota.takes(60'000, now));
        QVERIFY(quota.isToBeShown(now));
        QVERIFY(!quota.isToBeShown(now + 59s));
        QVERIFY(quota.isToBeShown(now + 60s));
    }
};

HOOKLOUPE_TEST(TestServerRefused)
#include "tst_server_refused.moc"
