// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "client/sending.h"

#include "crypto/certificate.h"
#include "session/running_session.h"
#include "simulate/speckle_event.h"
#include "signing/speckle_request.h"
#include "support/wire_file.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::client;
using namespace std::chrono_literals;
using namespace std::string_literals;
using test::RunningSession;

namespace {

/// A listener that answers each connection with fixed bytes and keeps what came.
class Answering : public QTcpServer {
public:
    explicit Answering(QByteArray answer, bool closes = true)
    {
        connect(this, &QTcpServer::newConnection, this, [this, answer, closes] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, answer, closes] {
                received += socket->readAll();
                if (!received.endsWith("END"))
                    return;
                socket->write(answer);
                if (closes)
                    socket->disconnectFromHost();
            });
        });
        listen(QHostAddress::LocalHost);
    }
    QByteArray received;
};

Outcome exchanged(const Target& target, const std::string& bytes, std::chrono::milliseconds limit = 10s)
{
    QObject owner;
    std::unique_ptr<Outcome> outcome;
    send(&owner, target, bytes, limit, [&outcome](const Outcome& came) { outcome = std::make_unique<Outcome>(came); });
    [&] { QVERIFY2(!outcome, "never before it returns"); }();
    if (!QTest::qWaitFor([&] { return outcome != nullptr; }, 20'000))
        qFatal("no outcome");
    return *outcome;
}

Target at(quint16 port)
{
    return {"127.0.0.1", port, false, false};
}

} // namespace

Q_DECLARE_METATYPE(hookloupe::client::Fault)

class TestSending : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theBytesArriveAsTheyAre()
    {
        Answering server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", false);
        std::string bytes = "POST /a HTTP/1.1\r\nHost: x\r\nhost:y\r\nX: \xff\x00\x01\r\n\r\nEND"s;
        const Outcome outcome = exchanged(at(server.serverPort()), bytes);
        QCOMPARE(server.received.toStdString(), bytes);
        QCOMPARE(outcome.fault, Fault::None);
        QCOMPARE(outcome.answer.status, 200);
        QCOMPARE(outcome.answer.content(), "ok"s);
        QVERIFY(outcome.timings.connected <= outcome.timings.firstByte);
        QVERIFY(*outcome.timings.firstByte <= outcome.timings.total);
        QVERIFY(!outcome.timings.encrypted);
    }

    void everyEndHasItsName_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("status");
        QTest::newRow("until the end") << QByteArray("HTTP/1.1 200 OK\r\n\r\nall") << true << Fault::None << 200;
        QTest::newRow("no answer") << QByteArray() << true << Fault::ConnectionLost << 0;
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab") << true << Fault::ConnectionLost << 200;
        QTest::newRow("garbage") << QByteArray("220 mail ready\r\n") << false << Fault::NotHttp << 0;
        QTest::newRow("hangs") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab") << false << Fault::TimedOut << 200;
    }
    void everyEndHasItsName()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, closes);
        QFETCH(Fault, fault);
        QFETCH(int, status);
        Answering server(answer, closes);
        const auto limit = fault == Fault::TimedOut ? 200ms : 10'000ms;
        const Outcome outcome = exchanged(at(server.serverPort()), "GET / HTTP/1.1\r\n\r\nEND", limit);
        QCOMPARE(outcome.fault, fault);
        QCOMPARE(outcome.answer.status, status);
    }

    void nobodyThereIsSaid()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        const quint16 port = server.serverPort();
        server.close();
        QCOMPARE(exchanged(at(port), "x").fault, Fault::NotConnected);
        QCOMPARE(exchanged({"name.invalid", 80, false, false}, "x").fault, Fault::NameNotFound);
    }

    void theOwnersEndCancels()
    {
        Answering server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        bool called = false;
        {
            QObject owner;
            send(&owner, at(server.serverPort()), "GET / HTTP/1.1\r\n\r\nEND", 10s, [&](const Outcome&) { called = true; });
        }
        const Outcome other = exchanged(at(server.serverPort()), "GET / HTTP/1.1\r\n\r\nEND");
        QCOMPARE(other.fault, Fault::None);
        QVERIFY(!called);
    }

    /// The whole way: made up, signed, sent over a real socket, judged, stored and shown.
    void aSimulatedEventIsCapturedWithAValidSignature_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<Dialect>("dialect");
        QTest::newRow("http object") << false << Dialect::Object;
        QTest::newRow("http string") << false << Dialect::String;
        QTest::newRow("https object") << true << Dialect::Object;
    }
    void aSimulatedEventIsCapturedWithAValidSignature()
    {
        QFETCH(bool, tls);
        QFETCH(Dialect, dialect);
        session::SessionOptions options;
        if (tls) {
            const auto pair = crypto::makeSelfSignedCertificate();
            options.listen.certificatePem = pair->certificatePem;
            options.listen.privateKeyPem = pair->privateKeyPem;
        }
        RunningSession session(options);
        session->setWantWhole(true);
        session->setSecrets(catchAllEndpoint, {"s3cret", "old"});
        const auto body = simulate::speckleBody("commit_create", dialect, simulate::testFields(utcNow()));
        const std::string host = "127.0.0.1:" + std::to_string(session.port());
        const std::string bytes = signing::speckleRequest({"/hooks/x?y=1", host, {}, *body, "s3cret"});
        const Outcome outcome = exchanged({"127.0.0.1", session.port(), tls, true}, bytes);
        QCOMPARE(outcome.fault, Fault::None);
        QCOMPARE(outcome.answer.status, 200);
        QCOMPARE(outcome.timings.encrypted.has_value(), tls);
        QTRY_COMPARE(session.captures.size(), std::size_t(1));
        const Capture& capture = *session.captures.front();
        QCOMPARE(capture.head + capture.body, bytes);
        QCOMPARE(int(capture.summary.signature.verdict), int(SignatureVerdict::Valid));
        QCOMPARE(capture.summary.signature.dialect, dialect);
        QCOMPARE(capture.summary.event.message, "Hookloupe test event"s);
    }

    void aCertificateOfNobodyIsRefusedUnlessAllowed()
    {
        const auto pair = crypto::makeSelfSignedCertificate();
        session::SessionOptions options;
        options.listen.certificatePem = pair->certificatePem;
        options.listen.privateKeyPem = pair->privateKeyPem;
        RunningSession session(options);
        const Outcome outcome = exchanged({"127.0.0.1", session.port(), true, false}, "GET / HTTP/1.1\r\n\r\n");
        QCOMPARE(outcome.fault, Fault::Tls);
        QVERIFY(!outcome.detail.empty());
    }
};

HOOKLOUPE_TEST(TestSending)
#include "tst_sending.moc"
