// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "client/deliver.h"
#include "support/receiver.h"

#include <QNetworkInterface>
#include <QRegularExpression>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::client;
using namespace hookloupe::test;

namespace {

/// An address of this machine that is not the loopback: to the program, another machine.
QString elsewhere()
{
    for (const QHostAddress& address : QNetworkInterface::allAddresses()) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback())
            return address.toString();
    }
    return {};
}

QByteArray redirectTo(const QString& url)
{
    return "HTTP/1.1 307 T\r\nLocation: " + url.toUtf8() + "\r\nContent-Length: 0\r\n\r\n";
}

Delivery delivered(const QString& url)
{
    Shipment shipment;
    shipment.url = parseUrl(url.toStdString()).value();
    shipment.mode = Mode::AsSpeckle;
    shipment.body = "{}";
    shipment.secret = "secret";
    QObject owner;
    std::optional<Delivery> done;
    deliver(&owner, std::move(shipment), [&](Delivery delivery) { done = std::move(delivery); });
    return QTest::qWaitFor([&] { return done.has_value(); }, 20'000) ? *done : Delivery();
}

} // namespace

class TestRedirectRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void aReceiverElsewhereLeadsNeitherHereNorToAnotherHost()
    {
        const QString address = elsewhere();
        if (address.isEmpty())
            QSKIP("this machine has but the loopback");
        Receiver here;
        Receiver remote;
        remote.close();
        QVERIFY(remote.listen(QHostAddress(address)));
        const QString url = QStringLiteral("http://%1:%2/a").arg(address).arg(remote.serverPort());
        for (const QString& to : {here.url(QStringLiteral("/x")), QStringLiteral("http://x.localhost:%1/").arg(here.serverPort()),
                                  QStringLiteral("http://192.168.255.254/")}) {
            remote.answer = redirectTo(to);
            const Delivery delivery = delivered(url);
            QCOMPARE(delivery.fault, DeliveryFault::BadRedirect);
            QCOMPARE(delivery.record.reason, SpeckleReason::LocalNetworkRefused);
            QCOMPARE(delivery.redirects, 0);
        }
        remote.answer = redirectTo(QStringLiteral("http://another.example/"));
        const Delivery delivery = delivered(url);
        QCOMPARE(delivery.fault, DeliveryFault::BadRedirect);
        QCOMPARE(delivery.record, SpeckleRecord()); // open
        QVERIFY(here.received.empty());
    }

    void aNameBelowLocalhostIsThisMachineWhateverAResolverSays()
    {
        Receiver here;
        const Delivery delivery = delivered(QStringLiteral("http://name.localhost:%1/").arg(here.serverPort()));
        QCOMPARE(delivery.status, 200);
        QCOMPARE(here.received.size(), 1u);
        here.close();
        QVERIFY(here.listen(QHostAddress::LocalHostIPv6)); // the other one
        QCOMPARE(delivered(QStringLiteral("http://localhost:%1/").arg(here.serverPort())).status, 200);
    }
};

HOOKLOUPE_TEST(TestRedirectRules)
#include "tst_redirect_rules.moc"
