// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "server/bridge.h"
#include "server/exchange_table.h"
#include "server/pseudo_socket.h"

#include <QPointer>
#include <QTcpServer>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::server;

class TestBridge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void eachDispatchCallsItsHandlerOnceBeforeItReturns()
    {
        Bridge bridge;
        QVERIFY(bridge.ready());
        for (std::uint64_t id = 1; id <= 2000; ++id) {
            int calls = 0;
            QVERIFY(bridge.dispatch(id, [&] { ++calls; }));
            QCOMPARE(calls, 1);
        }
        QCOMPARE(bridge.findChildren<PseudoSocket*>().size(), 1);
    }

    void noPortStaysOpenForIt()
    {
        Bridge bridge;
        const auto listeners = bridge.findChildren<QTcpServer*>();
        QCOMPARE(listeners.size(), 1);
        QVERIFY(!listeners.front()->isListening());
    }

    void aSocketThatQHttpServerClosesIsReplaced()
    {
        Bridge bridge;
        QVERIFY(bridge.dispatch(1, [] {}));
        const QPointer<PseudoSocket> first = bridge.findChild<PseudoSocket*>();
        QVERIFY(first);
        first->disconnectFromHost();
        QVERIFY(bridge.dispatch(2, [] {}));
        QTRY_VERIFY(!first); // QHttpServer deleted it
        QVERIFY(bridge.dispatch(3, [] {}));
    }

    void aRequestWithoutTheRightIdIsNotHandled()
    {
        Bridge bridge;
        QVERIFY(bridge.dispatch(1, [] {}));
        auto* const socket = bridge.findChild<PseudoSocket*>();
        socket->clearWritten();
        socket->feed("POST /hookloupe HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
        QVERIFY(socket->written().startsWith("HTTP/1.1 404 "));
    }

    void ticketsAreNeverTheSameTwice()
    {
        ExchangeTable table;
        const Ticket first = table.open().ticket;
        const Ticket second = table.open().ticket;
        QVERIFY(first != second && first != Ticket{});
        table.close(*table.find(first));
        QVERIFY(!table.find(first));
        const Ticket third = table.open().ticket; // in the place of the first
        QVERIFY(third != first && third != second);
        QVERIFY(table.find(second) && table.find(third) && !table.find(first) && !table.find(Ticket{}));
        QCOMPARE(table.size(), 2u);
    }
};

HOOKLOUPE_TEST(TestBridge)
#include "tst_bridge.moc"
