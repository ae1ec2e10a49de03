// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "crypto/certificate.h"
#include "requests.h"
#include "running_server.h"
#include "support/raw_client.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

server::ListenSettings tlsSettings(const crypto::CertificateAndKey& pair)
{
    server::ListenSettings settings;
    settings.certificatePem = pair.certificatePem;
    settings.privateKeyPem = pair.privateKeyPem;
    return settings;
}

} // namespace

class TestServerTls : public QObject {
    Q_OBJECT

private:
    crypto::CertificateAndKey m_pair;

private Q_SLOTS:
    void initTestCase()
    {
        auto pair = crypto::makeSelfSignedCertificate();
        QVERIFY(pair.ok());
        m_pair = *pair;
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void requestsOverTlsAreTheSame()
    {
        RunningServer running(tlsSettings(m_pair));
        QVERIFY(running.address().url().starts_with("https://127.0.0.1:"));
        RawClient client(running.port(), RawClient::Mode::Tls);
        QVERIFY(client.connected());
        std::string pipelined;
        for (int i = 0; i < 20; ++i)
            pipelined += request("POST", "/" + std::to_string(i), std::string(20'000, 'x'));
        QVERIFY(client.send(pipelined));
        for (int i = 0; i < 20; ++i)
            QCOMPARE(client.readAnswer().body, "/" + std::to_string(i));
        QVERIFY(client.sendInPieces(request("POST", "/end", "x", "Connection: close\r\n"), 5));
        QVERIFY(client.readAnswer().saysClose());
        QVERIFY(client.seesEnd());
        const auto seen = running.handler.seen();
        QCOMPARE(seen.size(), 21u);
        QVERIFY(seen.back().incoming.tls);
        std::string got;
        for (std::size_t i = 0; i < 20; ++i)
            got += seen[i].incoming.request.rawHead + seen[i].incoming.request.rawBody;
        QVERIFY(got == pipelined);
    }

    void largeAnswersAndBodiesPass()
    {
        RunningServer running(tlsSettings(m_pair));
        const std::string large(5'000'000, 'y');
        running.inServer([&] {
            running.handler.answer = [](const server::Incoming& incoming) {
                return http::Answer{200, {}, {}, incoming.request.content()};
            };
        });
        RawClient client(running.port(), RawClient::Mode::Tls);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(client.send(request("POST", "/", large)));
            QVERIFY(client.readAnswer().body == large);
        }
    }

    void anotherCertificateIsUsedFromTheNextConnectionOn()
    {
        RunningServer running(tlsSettings(m_pair));
        RawClient before(running.port(), RawClient::Mode::Tls);
        const auto other = crypto::makeSelfSignedCertificate();
        QVERIFY(other.ok());
        Status mixed = success();
        Status good = Error{};
        running.inServer([&] {
            mixed = running.server().reloadCertificate(other->certificatePem, m_pair.privateKeyPem);
        });
        QVERIFY(!mixed.ok());
        RawClient still(running.port(), RawClient::Mode::Tls);
        QCOMPARE(still.peerCertificateDigest(), before.peerCertificateDigest());
        running.inServer([&] {
            good = running.server().reloadCertificate(other->certificatePem, other->privateKeyPem);
        });
        QVERIFY(good.ok());
        RawClient after(running.port(), RawClient::Mode::Tls);
        QVERIFY(after.connected());
        QVERIFY(after.peerCertificateDigest() != before.peerCertificateDigest());
        QVERIFY(before.send(request("GET", "/")));
        QCOMPARE(before.readAnswer().status, 200);
    }

    void aBadCertificateIsRefusedWhenListening()
    {
        TestHandler handler;
        server::CaptureServer server(handler);
        for (const auto& [certificate, key] : {std::pair{"no pem"s, m_pair.privateKeyPem}, {m_pair.certificatePem, ""s}}) {
            server::ListenSettings settings;
            settings.port = 0;
            settings.certificatePem = certificate;
            settings.privateKeyPem = key;
            const auto result = server.listen(settings);
            QVERIFY(!result.ok());
            QCOMPARE(int(result.error().code), int(ErrorCode::InvalidInput));
            const std::string partOfKey = m_pair.privateKeyPem.substr(m_pair.privateKeyPem.find('\n') + 1, 20);
            QVERIFY(result.error().detail.find(partOfKey) == std::string::npos);
        }
    }

    void plainHttpOnTheTlsPortIsRecordedAsAFailedHandshake()
    {
        RunningServer running(tlsSettings(m_pair));
        RawClient client(running.port());
        (void)client.send(request("POST", "/", "x"));
        QTRY_COMPARE(running.handler.finishedCount(), 1u);
        const Seen seen = running.handler.seen().front();
        QCOMPARE(seen.incoming.refusal, Refusal::TlsHandshakeFailed);
        QVERIFY(seen.incoming.tls && !seen.incoming.note.empty() && seen.incoming.request.rawHead.empty());
        QCOMPARE(*seen.outcome, AnswerOutcome::None);
        QCOMPARE(running.server().counters().tlsFailures, 1u);
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
    }

    void idleHandshakesBlockNobodyAndEnd()
    {
        server::ListenSettings settings = tlsSettings(m_pair);
        settings.limits.tlsDeadline = 400ms;
        RunningServer running(settings);
        std::vector<RawClient> idle;
        for (int i = 0; i < 60; ++i)
            idle.emplace_back(running.port());
        RawClient client(running.port(), RawClient::Mode::Tls);
        QVERIFY(client.send(request("GET", "/")));
        QCOMPARE(client.readAnswer().status, 200);
        for (RawClient& one : idle)
            QVERIFY(one.seesEnd());
        QTRY_COMPARE(running.server().counters().tlsFailures, 60u);
        QTRY_COMPARE(running.handler.finishedCount(), 61u);
        QCOMPARE(running.handler.seen().back().incoming.refusal, Refusal::TlsHandshakeTimeout);
        QCOMPARE(running.server().counters().connectionsOpen, 1u);
    }

    void clientsThatHangUpLeaveNothingBehind()
    {
        RunningServer running(tlsSettings(m_pair));
        running.handler.releaseAtOnce = false;
        for (int i = 0; i < 200; ++i) {
            RawClient client(running.port(), i % 4 ? RawClient::Mode::Tls : RawClient::Mode::Plain);
            if (i % 4 > 1)
                QVERIFY(client.send(i % 4 == 2 ? request("POST", "/", "x") : "POST / HTTP/1.1\r\n"s));
            i % 3 ? client.close() : client.reset();
            running.handler.releaseAll();
        }
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        running.handler.releaseAll();
        QTRY_COMPARE(running.handler.finishedCount(), running.handler.seenCount());
        QTRY_COMPARE(running.server().counters().answersOpen, 0u);
    }
};

HOOKLOUPE_TEST(TestServerTls)
#include "tst_server_tls.moc"
