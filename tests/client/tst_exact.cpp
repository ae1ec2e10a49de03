// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "client/deliver.h"
#include "client/wire.h"

#include "crypto/hmac.h"
#include "support/scripted_receiver.h"
#include "support/receiver.h"
#include "support/wire_file.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::client;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

WebUrl url(const QString& text)
{
    auto parsed = parseUrl(text.toStdString());
    if (!parsed)
        qFatal("%s", parsed.error().detail.c_str());
    return std::move(parsed).value();
}

WebUrl to(const ScriptedReceiver& receiver, const QString& rest = {})
{
    return url(u"http://127.0.0.1:%1%2"_s.arg(receiver.serverPort()).arg(rest));
}

Delivery delivered(Shipment shipment)
{
    QObject owner;
    std::unique_ptr<Delivery> result;
    deliver(&owner, std::move(shipment), [&result](Delivery came) { result = std::make_unique<Delivery>(std::move(came)); });
    [&] { QVERIFY2(!result, "never before it returns"); }();
    if (!QTest::qWaitFor([&] { return result != nullptr; }, 30'000))
        qFatal("no delivery");
    return *result;
}

Outcome sent(Wire& wire, WireRequest request)
{
    std::unique_ptr<Outcome> result;
    wire.send(std::move(request), [&result](const Outcome& came) { result = std::make_unique<Outcome>(came); });
    if (!QTest::qWaitFor([&] { return result != nullptr; }, 30'000))
        qFatal("no outcome");
    return *result;
}

const QByteArray okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const std::string getRequest = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

} // namespace

class TestExact : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyRecordedRequestArrivesUnchanged()
    {
        for (const WireFile& file : wireFiles()) {
            ScriptedReceiver receiver({{sends(okAnswer), closes()}});
            Shipment shipment{.url = to(receiver, u"/not/used"_s)};
            shipment.head = file.head;
            shipment.body = file.body;
            QCOMPARE(firstRequest(shipment), file.bytes());
            const Delivery delivery = delivered(std::move(shipment));
            QVERIFY2(delivery.fault == DeliveryFault::None, (file.name + ": " + delivery.detail).c_str());
            QCOMPARE(receiver.requests.at(0).toStdString(), file.bytes());
            QCOMPARE(int(delivery.record.status), int(SpeckleStatus::Success));
            QCOMPARE(delivery.head, file.head);
            QCOMPARE(delivery.contentSha256, crypto::digest(crypto::HashAlgorithm::Sha256, file.body));
            QCOMPARE(delivery.answer, okAnswer.toStdString());
            QVERIFY(delivery.url.find("/not/used") == std::string::npos); // what the request line says is what was asked for
        }
    }

    void nothingIsAddedSortedOrPutRight()
    {
        ScriptedReceiver receiver({{sends("HTTP/1.1 302 F\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"), closes()}});
        Shipment shipment{.url = to(receiver)};
        shipment.head = "pOsT //a/../b?%zz#f HTTP/1.1\r\nhOST:y\r\nX-a:  1\t\r\nX-A: 2\r\nx-a:\r\nB: \xff\xfe\r\nX-a: 1\r\n"
                        "Content-Length: 5\r\n\r\n"s;
        shipment.body = "a\0b\xff\n"s;
        const std::string bytes = shipment.head + shipment.body;
        const Delivery delivery = delivered(std::move(shipment));
        QCOMPARE(receiver.requests.at(0).toStdString(), bytes);
        QCOMPARE(int(receiver.requests.size()), 1); // no redirect is followed
        QCOMPARE(delivery.status, 302);
        QCOMPARE(int(delivery.record.status), int(SpeckleStatus::BeingSent)); // Speckle would go on
    }

    void theContentOfChunksIsDigestedWithoutThem()
    {
        ScriptedReceiver receiver({{sends(okAnswer), closes()}});
        receiver.setHasty(true);
        Shipment shipment{.url = to(receiver)};
        shipment.head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        shipment.body = "2\r\nab\r\n1;x=y\r\nc\r\n0\r\nT: u\r\n\r\n";
        QCOMPARE(delivered(std::move(shipment)).contentSha256, crypto::digest(crypto::HashAlgorithm::Sha256, "abc"));
    }

    void anAnswerOverTheLimitIsSaidSo_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n");
        QTest::newRow("no length") << QByteArray("HTTP/1.1 200 OK\r\n\r\n");
        QTest::newRow("chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n");
    }
    void anAnswerOverTheLimitIsSaidSo()
    {
        QFETCH(QByteArray, head);
        ScriptedReceiver receiver({{sends(head + "12345678901"), closes()}});
        Shipment shipment{.url = to(receiver)};
        shipment.head = getRequest;
        shipment.answerLimit = 10;
        const Delivery delivery = delivered(std::move(shipment));
        QVERIFY(delivery.fault == DeliveryFault::AnswerTooLarge);
        QCOMPARE(delivery.status, 200);
    }

    void theLimitOfTimeIsTheShipments()
    {
        ScriptedReceiver receiver({Script()});
        Shipment shipment{.url = to(receiver)};
        shipment.head = getRequest;
        shipment.limit = 100ms;
        const Delivery delivery = delivered(std::move(shipment));
        QVERIFY(delivery.fault == DeliveryFault::TimedOut);
        QCOMPARE(int(delivery.record.reason), int(SpeckleReason::Timeout));
    }

    void aUnixSocketIsReached()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"handler.sock"_s);
        QLocalServer server;
        QByteArray received;
        connect(&server, &QLocalServer::newConnection, &server, [&] {
            QLocalSocket* socket = server.nextPendingConnection();
            connect(socket, &QIODevice::readyRead, socket, [&received, socket] {
                received += socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\n\r\nok");
                socket->disconnectFromServer();
            });
        });
        QVERIFY(server.listen(path));
        Shipment shipment{.url = url(u"unix:"_s + path + u":/x"_s)};
        shipment.head = getRequest;
        const Delivery delivery = delivered(shipment);
        QVERIFY2(delivery.fault == DeliveryFault::None, delivery.detail.c_str());
        QCOMPARE(received.toStdString(), getRequest);
        QVERIFY(delivery.answer.ends_with("ok"));
        QVERIFY(delivery.timings.connected && !delivery.timings.name);
        server.close();
        const Delivery nobody = delivered(shipment);
        QVERIFY(nobody.fault == DeliveryFault::NotConnected);
        QVERIFY(!nobody.detail.empty());
    }

    void aWireKeepsItsConnection()
    {
        Receiver keeper(okAnswer, false);
        Wire wire({"127.0.0.1", keeper.serverPort()});
        for (int i = 0; i < 5; ++i) {
            const Outcome outcome = sent(wire, {.bytes = getRequest});
            QVERIFY(outcome.fault == Fault::None);
            QCOMPARE(outcome.answer.content(), "ok"s);
            QCOMPARE(outcome.reused, i > 0);
            QCOMPARE(outcome.timings.connected.has_value(), i == 0);
            QVERIFY(wire.isOpen() && !wire.isBusy());
        }
        QCOMPARE(keeper.connections, 1);
        QCOMPARE(keeper.received.size(), 5U);
    }

    void aWireOpensAnewWhereItMust_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("request");
        const auto get = QByteArray::fromStdString(getRequest);
        QTest::newRow("the answer says close") << QByteArray("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n") << get;
        QTest::newRow("the request says close") << okAnswer << QByteArray("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
        QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n") << get;
        QTest::newRow("more than was asked for") << okAnswer + okAnswer << get;
    }
    void aWireOpensAnewWhereItMust()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, request);
        Receiver keeper(answer, false);
        Wire wire({"127.0.0.1", keeper.serverPort()});
        for (int i = 0; i < 3; ++i) {
            const Outcome outcome = sent(wire, {.bytes = request.toStdString()});
            QVERIFY2(outcome.fault == Fault::None, outcome.detail.c_str());
            QVERIFY(!outcome.reused && !wire.isOpen());
        }
        QCOMPARE(keeper.connections, 3);
    }

    void aReceiverThatClosedMeanwhileIsConnectedToAnew()
    {
        Receiver keeper(okAnswer, false);
        Wire wire({"127.0.0.1", keeper.serverPort()});
        (void)sent(wire, {.bytes = getRequest});
        keeper.last->disconnectFromHost();
        QTRY_VERIFY(!wire.isOpen());
        const Outcome outcome = sent(wire, {.bytes = getRequest});
        QVERIFY(outcome.fault == Fault::None && !outcome.reused);
    }

    void aConnectionThatEndsWithTheRequestIsSaidToBeAnOldOne()
    {
        Receiver keeper(okAnswer, false);
        Wire wire({"127.0.0.1", keeper.serverPort()});
        (void)sent(wire, {.bytes = getRequest});
        keeper.last->disconnect();
        connect(keeper.last, &QTcpSocket::readyRead, keeper.last, [&] { keeper.last->abort(); });
        const Outcome outcome = sent(wire, {.bytes = getRequest});
        QVERIFY(outcome.fault == Fault::ConnectionLost);
        QVERIFY(outcome.reused && outcome.answer.status == 0);
    }

    void aWireSendsAgainFromItsCallback()
    {
        Receiver keeper(okAnswer, false);
        Wire wire({"127.0.0.1", keeper.serverPort()});
        int left = 20;
        std::function<void(const Outcome&)> again = [&](const Outcome& outcome) {
            QVERIFY(outcome.fault == Fault::None);
            if (--left > 0)
                wire.send({.bytes = getRequest}, again);
        };
        wire.send({.bytes = getRequest}, again);
        QTRY_COMPARE(left, 0);
        QCOMPARE(keeper.connections, 1);
    }
};

HOOKLOUPE_TEST(TestExact)
#include "tst_exact.moc"
