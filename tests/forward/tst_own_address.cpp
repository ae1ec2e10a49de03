// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "forward_bench.h"
#include "support/handler.h"

#include "forward/own_address.h"
#include "client/wire.h"

#include <QHostInfo>
#include <QNetworkInterface>
#include <QRegularExpression>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using forward::isOwnAddress;
using forward::QueueState;

namespace {

server::ListenAddress addressOf(const Handler& handler, const std::string& host = "127.0.0.1")
{
    const std::string url = handler.url();
    return {host, static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))), false};
}

} // namespace

class TestOwnAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void everySpellingOfWhereItListensIsKnown_data()
    {
        QTest::addColumn<QString>("listens");
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("own");
        struct Row {
            const char* listens;
            const char* url;
            bool own;
        };
        constexpr Row table[] = {
            {"127.0.0.1", "http://127.0.0.1:4100", true},
            {"127.0.0.1", "http://127.0.0.1:4100/another/path?x", true},
            {"127.0.0.1", "https://127.0.0.1:4100/", true},
            {"127.0.0.1", "HTTP://LOCALHOST:4100", true},
            {"127.0.0.1", "http://localhost.:4100", true},
            {"127.0.0.1", "http://hooks.localhost:4100/", true},
            {"127.0.0.1", "http://127.1:4100/", true},
            {"127.0.0.1", "http://2130706433:4100/", true},
            {"127.0.0.1", "http://0x7f.0.0.1:4100/", true},
            {"127.0.0.1", "http://0177.0.0.01:4100/", true},
            {"127.0.0.1", "http://0.0.0.0:4100/", true},
            {"127.0.0.1", "http://[::ffff:127.0.0.1]:4100/", true},
            {"127.0.0.1", "http://[::ffff:7f00:1]:4100/", true},
            {"127.0.0.1", "http://127.0.0.1:4101/", false},
            {"127.0.0.1", "http://127.0.0.1/", false},
            {"127.0.0.1", "http://127.0.0.2:4100/", false},
            {"127.0.0.1", "http://[::1]:4100/", false},
            {"127.0.0.1", "http://192.0.2.7:4100/", false},
            {"127.0.0.1", "http://name.example:4100/", false},
            {"127.0.0.1", "http://notlocalhost:4100/", false},
            {"127.0.0.1", "unix:/run/x.sock:/x", false},
            {"127.0.0.1", "no URL", false},
            {"::1", "http://[0:0:0:0:0:0:0:1]:4100/", true},
            {"::1", "http://[::]:4100/", true},
            {"::1", "http://localhost:4100/", true},
            {"::1", "http://127.0.0.1:4100/", false},
            {"0.0.0.0", "http://127.0.0.2:4100/", true},
            {"0.0.0.0", "http://[::ffff:127.0.0.3]:4100/", true},
            {"0.0.0.0", "http://localhost:4100/", true},
            {"0.0.0.0", "http://[::1]:4100/", false},
            {"0.0.0.0", "http://192.0.2.7:4100/", false},
            {"::", "http://[::1]:4100/", true},
            {"::", "http://localhost:4100/", true},
            {"192.0.2.7", "http://localhost:4100/", false},
            {"192.0.2.7", "http://192.0.2.7:4100/", true},
            {"192.0.2.7", "http://[::ffff:192.0.2.7]:4100/", true},
            {"localhost", "http://127.0.0.1:4100/", true},
        };
        for (const auto& [listens, url, own] : table)
            QTest::addRow("%s, %s", listens, url) << QString::fromLatin1(listens) << QString::fromLatin1(url) << own;
        for (const QHostAddress& address : QNetworkInterface::allAddresses()) { // whatever this machine has
            const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
            QHostAddress bare = address;
            bare.setScopeId({});
            const QString host = v6 ? QLatin1Char('[') + bare.toString() + QLatin1Char(']') : bare.toString();
            QTest::addRow("every, %s", qPrintable(host)) << (v6 ? QStringLiteral("::") : QStringLiteral("0.0.0.0"))
                                                        << QStringLiteral("http://%1:4100/").arg(host) << true;
        }
    }
    void everySpellingOfWhereItListensIsKnown()
    {
        QFETCH(const QString, listens);
        QFETCH(const QString, url);
        QFETCH(const bool, own);
        QCOMPARE(isOwnAddress(url.toStdString(), {listens.toStdString(), 4100, false}), own);
        QVERIFY(!isOwnAddress(url.toStdString(), {listens.toStdString(), 0, false})); // it does not listen
    }

    /// The handler stands in for the program itself: it would see whatever is sent there.
    void whatLeadsBackWaitsUntilItListensElsewhere()
    {
        Handler here;
        ForwardBench bench({here.url("/another/path")});
        QVERIFY(bench.untilFlowing());
        bench.forwarder->setListening(addressOf(here));
        QTRY_VERIFY(!bench.forwarder->planFor(endpoint).atOnce); // its thread knows
        const forward::Forwarder::Queue queue{endpoint, here.url("/another/path")};
        QCOMPARE(bench.forwarder->leadingBack(), std::vector{queue});
        bench.putNumbers(1, 3);
        QTRY_VERIFY(bench.queue().state == QueueState::LeadsBack);
        QTRY_COMPARE(bench.queue().waiting, 3);
        bench.forwarder->retryNow();
        bench.forwarder->setListening(addressOf(here, "0.0.0.0"));
        QTRY_VERIFY(bench.forwarder->isSettled());
        QVERIFY2(here.requests.empty(), here.requests.empty() ? "" : here.requests.front().c_str());
        QCOMPARE(here.connections, 0);
        QVERIFY(bench.queue().state == QueueState::LeadsBack);

        bench.forwarder->setListening({"127.0.0.1", 1, false});
        QTRY_COMPARE(numbersOf(here.requests), upTo(3));
        QTRY_COMPARE(bench.waiting(), 0);
        QTRY_VERIFY(bench.forwarder->leadingBack().empty());
        QVERIFY(here.requests.front().starts_with("POST /another/path "));
    }

    void whoWaitsForTheAnswerOfWhatLeadsBackGetsTheEndpointsOwn()
    {
        Handler here;
        forward::Forwarding forwarding;
        forwarding.answer = forward::AnswerFrom::FirstTarget;
        ForwardBench bench({here.url()}, forwarding);
        QVERIFY(bench.untilFlowing());
        bench.forwarder->setListening(addressOf(here));
        QTRY_VERIFY(!bench.forwarder->planFor(endpoint).senderWaits);
        bench.put(numbered(1), 5);
        bench.store->flush();
        QTRY_VERIFY(bench.queue().state == QueueState::LeadsBack);
        QVERIFY(bench.answers().empty()); // it was never asked to wait
        QCOMPARE(here.connections, 0);
    }

    void aRefusedConnectionGetsNoByte()
    {
        Handler there;
        client::Wire wire(client::parseUrl(there.url())->target);
        std::string asked;
        std::optional<client::Outcome> outcome;
        client::WireRequest request;
        request.bytes = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
        request.refuses = [&](std::string_view address, std::uint16_t port) {
            asked = "http://" + std::string(address) + ":" + std::to_string(port);
            return true;
        };
        wire.send(std::move(request), [&](const client::Outcome& ended) { outcome = ended; });
        QTRY_VERIFY(outcome);
        QCOMPARE(asked, there.url());
        QVERIFY(outcome->refused && outcome->fault == DeliveryFault::NotConnected && !wire.isOpen() && !wire.isBusy());
        client::WireRequest other; // the wire is as good as new
        other.bytes = "GET /2 HTTP/1.1\r\nHost: h\r\n\r\n";
        other.refuses = [](std::string_view, std::uint16_t) { return false; };
        wire.send(std::move(other), [&](const client::Outcome& ended) { outcome = ended; });
        QTRY_COMPARE(outcome->answer.status, 200);
        QVERIFY(!outcome->refused);
        QCOMPARE(there.requests.size(), 1u);
        QVERIFY(there.requests.front().starts_with("GET /2 "));
    }

    /// Of a name nobody knows where it leads until it is looked up: no byte of the request goes there.
    void aNameThatLeadsBackIsFoundOutBeforeAnythingIsSent()
    {
        const QString name = QHostInfo::localHostName();
        const auto addresses = QHostInfo::fromName(name).addresses();
        const auto v4 = std::find_if(addresses.begin(), addresses.end(), [](const QHostAddress& one) { return one.protocol() == QAbstractSocket::IPv4Protocol; });
        if (v4 == addresses.end() || name.compare(QLatin1StringView("localhost"), Qt::CaseInsensitive) == 0)
            QSKIP("this machine's name has no address of its own");
        QTcpServer here;
        QVERIFY(here.listen(QHostAddress::AnyIPv4));
        QByteArray came;
        connect(&here, &QTcpServer::newConnection, this, [&] {
            auto* socket = here.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [&came, socket] { came += socket->readAll(); });
        });
        const std::string url = "http://" + name.toStdString() + ":" + std::to_string(here.serverPort()) + "/";
        ForwardBench bench({url});
        bench.forwarder->setListening({"0.0.0.0", here.serverPort(), false});
        QVERIFY(bench.forwarder->leadingBack().empty());
        bench.putNumbers(1, 2);
        QTRY_VERIFY(bench.queue().state == QueueState::LeadsBack);
        QCOMPARE(bench.queue().waiting, 2);
        QTRY_COMPARE(bench.forwarder->leadingBack(), (std::vector{forward::Forwarder::Queue{endpoint, url}}));
        QVERIFY(came.isEmpty());
        bench.forwarder->setListening({"127.0.0.1", 1, false}); // tried again at once
        QTRY_VERIFY(came.contains("{\"n\":1}"));
    }
};

HOOKLOUPE_TEST(TestOwnAddress)
#include "tst_own_address.moc"
