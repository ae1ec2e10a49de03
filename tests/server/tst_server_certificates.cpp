// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "requests.h"
#include "running_server.h"
#include "server/gate.h"
#include "support/odd_certificates.h"
#include "support/raw_client.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

server::ListenSettings tlsSettings(const crypto::CertificateAndKey& pair)
{
    server::ListenSettings settings;
    settings.port = 0;
    settings.certificatePem = pair.certificatePem;
    settings.privateKeyPem = pair.privateKeyPem;
    return settings;
}

/// As Qt takes them, unchecked.
QSslConfiguration configured(const crypto::CertificateAndKey& pair)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificateChain(QSslCertificate::fromData(QByteArray::fromStdString(pair.certificatePem)));
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa, QSsl::Dsa}) {
        if (QSslKey key(QByteArray::fromStdString(pair.privateKeyPem), algorithm); !key.isNull()) {
            configuration.setPrivateKey(key);
            break;
        }
    }
    return configuration;
}

/// A gate behind a listener of the test's: no certificate is looked at before it is used.
class OpenGate : public QTcpServer {
public:
    OpenGate() : gate(handler)
    {
        handler.releaseAtOnce = false;
        if (!listen(QHostAddress(QHostAddress::LocalHost)))
            qFatal("the test's listener does not listen");
    }

    TestHandler handler;
    server::Gate gate;
    std::optional<QSslConfiguration> tls;

    void releaseAll()
    {
        for (const Seen& seen : handler.seen())
            gate.release(std::array{seen.ticket});
    }

protected:
    void incomingConnection(qintptr descriptor) override { gate.take(descriptor, tls ? &*tls : nullptr); }
};

} // namespace

/// Certificates that somebody may hand over by mistake.
class TestServerCertificates : public QObject {
    Q_OBJECT

private:
    std::vector<OddCertificate> m_odd = oddCertificates();
    crypto::CertificateAndKey m_good;

    void addRows()
    {
        QTest::addColumn<std::size_t>("index");
        for (std::size_t i = 0; i < m_odd.size(); ++i)
            QTest::newRow(m_odd[i].name.c_str()) << i;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(std::count_if(m_odd.begin(), m_odd.end(), [](const auto& one) { return !one.reason.empty(); }) >= 17);
        m_good = *crypto::makeSelfSignedCertificate();
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void eachIsRefusedWithItsReasonOrServes_data() { addRows(); }
    void eachIsRefusedWithItsReasonOrServes()
    {
        QFETCH(std::size_t, index);
        const OddCertificate& odd = m_odd[index];
        RunningServer running(tlsSettings(m_good));
        RawClient stranger(running.port(), RawClient::Mode::Tls);
        QVERIFY(stranger.connected());
        std::vector<Status> tries;
        running.inServer([&] {
            tries.push_back(running.server().reloadCertificate(odd.pair.certificatePem, odd.pair.privateKeyPem));
            if (odd.pair.certificatePem.empty())
                return; // asks listen() for plain HTTP
            const server::ListenSettings settings = tlsSettings(odd.pair);
            server::CaptureServer fresh(running.handler);
            for (server::CaptureServer* server : {&fresh, &running.server()}) {
                const auto place = server->listen(settings);
                tries.push_back(place ? success() : Status(place.error()));
            }
        });
        const std::size_t begin = odd.pair.privateKeyPem.find('\n');
        for (const Status& status : tries) {
            QCOMPARE(status.ok(), odd.reason.empty());
            if (status.ok())
                continue;
            QCOMPARE(status.error().code, ErrorCode::InvalidInput);
            const std::string& detail = status.error().detail;
            QVERIFY2(detail.find(odd.reason) != std::string::npos, detail.c_str());
            QVERIFY(begin == std::string::npos || detail.find(odd.pair.privateKeyPem.substr(begin + 1, 20)) == std::string::npos);
        }
        for (int i = 0; i < 3; ++i) { // it was the second connection that ended the process
            RawClient client(running.port(), RawClient::Mode::Tls);
            QVERIFY(client.connected());
            QCOMPARE(client.peerCertificateDigest() == stranger.peerCertificateDigest(), !odd.reason.empty());
            QVERIFY(client.send(request("GET", "/")));
            QCOMPARE(client.readAnswer().status, 200);
        }
        QVERIFY(stranger.send(request("GET", "/")));
        QCOMPARE(stranger.readAnswer().status, 200);
    }

    /// Qt says so within the call that begins the handshake.
    void aConnectionThatQtRefusesToServeEndsAlone_data() { addRows(); }
    void aConnectionThatQtRefusesToServeEndsAlone()
    {
        QFETCH(std::size_t, index);
        OpenGate open;
        std::array<QTcpSocket, 3> strangers;
        for (QTcpSocket& stranger : strangers)
            stranger.connectToHost(open.serverAddress(), open.serverPort());
        QTRY_COMPARE(open.gate.counters().connectionsOpen, 3u);
        open.tls = configured(m_odd[index].pair);
        for (int i = 0; i < 3; ++i) {
            QSslSocket client;
            client.setPeerVerifyMode(QSslSocket::VerifyNone);
            client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), open.serverPort());
            QTRY_VERIFY(client.isEncrypted() || client.error() != QAbstractSocket::UnknownSocketError);
            client.abort();
            QTRY_COMPARE(open.gate.counters().connectionsOpen, 3u);
        }
        open.releaseAll();
        QTRY_COMPARE(open.gate.counters().answersOpen, 0u);
        open.tls.reset();
        for (QTcpSocket& stranger : strangers) {
            const std::size_t before = open.handler.requests().size();
            stranger.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            QTRY_COMPARE(open.handler.requests().size(), before + 1);
            open.releaseAll();
            QTRY_VERIFY(stranger.bytesAvailable() > 0);
            QCOMPARE(stranger.readAll().left(12), QByteArray("HTTP/1.1 200"));
        }
    }

    void anUnknownConnectionIsNotBuriedInAnothersPlace()
    {
        OpenGate open;
        QTcpSocket stranger;
        stranger.connectToHost(open.serverAddress(), open.serverPort());
        QTRY_COMPARE(open.gate.counters().connectionsOpen, 1u);
        server::Connection unknown(open.gate, -1, nullptr, 0, false);
        open.gate.bury(unknown);
        QCOMPARE(open.gate.counters().connectionsOpen, 1u);
        stranger.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        QTRY_COMPARE(open.handler.requests().size(), 1u);
        open.releaseAll();
        QTRY_VERIFY(stranger.bytesAvailable() > 0);
        QCOMPARE(stranger.readAll().left(12), QByteArray("HTTP/1.1 200"));
    }
};

HOOKLOUPE_TEST(TestServerCertificates)
#include "tst_server_certificates.moc"
