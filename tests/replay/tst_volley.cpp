// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/volley.h"
#include "scripted_receiver.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace hookloupe;
using namespace hookloupe::replay;
using test::ScriptedReceiver;

namespace {

Shipment shipmentTo(std::uint16_t port, std::int64_t number)
{
    Shipment shipment;
    shipment.url = *parseUrl("http://127.0.0.1:" + std::to_string(port) + "/" + std::to_string(number));
    shipment.head = "POST /" + std::to_string(number) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
    return shipment;
}

const QByteArray good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

} // namespace

class TestVolley : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void oneAfterTheOtherIsInOrder()
    {
        ScriptedReceiver receiver({{test::sends(good), test::closes()}});
        std::vector<std::int64_t> made;
        Volley volley({5, {}}, [&](std::int64_t number) {
            made.push_back(number);
            return std::optional(shipmentTo(receiver.serverPort(), number));
        });
        QSignalSpy delivered(&volley, &Volley::delivered);
        QSignalSpy finished(&volley, &Volley::finished);
        volley.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.front().front().toBool(), false);
        QCOMPARE(made, (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
        QCOMPARE(delivered.size(), 5);
        QCOMPARE(volley.answered(), 5);
        for (int at = 0; at < 5; ++at) {
            QCOMPARE(delivered.at(at).front().toLongLong(), at);
            QVERIFY(receiver.requests[static_cast<std::size_t>(at)].startsWith("POST /" + QByteArray::number(at) + " "));
        }
    }

    void atARateAllAreSentAndEachOnce()
    {
        ScriptedReceiver receiver({{test::sends(good), test::closes()}});
        Volley volley({200, 5'000.0}, [&](std::int64_t number) { return std::optional(shipmentTo(receiver.serverPort(), number)); });
        QSignalSpy delivered(&volley, &Volley::delivered);
        QSignalSpy finished(&volley, &Volley::finished);
        volley.start();
        QTRY_COMPARE(finished.size(), 1);
        std::set<qint64> numbers;
        for (const auto& one : delivered)
            numbers.insert(one.front().toLongLong());
        QCOMPARE(numbers.size(), 200U);
        QCOMPARE(receiver.requests.size(), 200U);
    }

    void aSilentReceiverIsWaitedFor()
    {
        ScriptedReceiver receiver({test::Script{}});
        int made = 0;
        Volley volley({1'000, Volley::highestRate}, [&](std::int64_t number) {
            ++made;
            return std::optional(shipmentTo(receiver.serverPort(), number));
        });
        QSignalSpy finished(&volley, &Volley::finished);
        volley.start();
        QTRY_COMPARE(receiver.requests.size(), std::size_t{Volley::mostInFlight});
        QCOMPARE(made, Volley::mostInFlight);
        volley.cancel();
        volley.cancel();
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished.front().front().toBool(), true);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(made, Volley::mostInFlight);
        QCOMPARE(volley.answered(), 0);
    }

    void cancellingFromWithinAnAnswerIsTheEnd()
    {
        ScriptedReceiver receiver({{test::sends(good), test::closes()}});
        Volley volley({100, {}}, [&](std::int64_t number) { return std::optional(shipmentTo(receiver.serverPort(), number)); });
        QSignalSpy finished(&volley, &Volley::finished);
        connect(&volley, &Volley::delivered, &volley, [&](qint64 number) {
            if (number == 2)
                volley.cancel();
        });
        volley.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(volley.answered(), 3);
        QCOMPARE(receiver.requests.size(), 3U);
    }

    void whatCannotBeMadeEndsIt()
    {
        ScriptedReceiver receiver({{test::sends(good), test::closes()}});
        Volley volley({100, {}}, [&](std::int64_t number) {
            return number < 2 ? std::optional(shipmentTo(receiver.serverPort(), number)) : std::nullopt;
        });
        QSignalSpy finished(&volley, &Volley::finished);
        volley.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(volley.answered(), 2);
        Volley none({0, {}}, [&](std::int64_t number) { return std::optional(shipmentTo(receiver.serverPort(), number)); });
        QSignalSpy over(&none, &Volley::finished);
        none.start();
        QTRY_COMPARE(over.size(), 1);
        QCOMPARE(receiver.requests.size(), 2U);
    }
};

QTEST_GUILESS_MAIN(TestVolley)
#include "tst_volley.moc"
