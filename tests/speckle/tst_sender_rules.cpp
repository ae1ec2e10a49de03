// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "speckle/sender_rules.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::speckle;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(hookloupe::speckle::DeliveryFacts)
Q_DECLARE_METATYPE(hookloupe::SpeckleRecord)

class TestSenderRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyAnswerHasItsRecord_data()
    {
        using enum SpeckleReason;
        constexpr SpeckleRecord success{SpeckleStatus::Success, None, 0};
        constexpr SpeckleRecord open{SpeckleStatus::BeingSent, None, 0};
        const auto failure = [](SpeckleReason reason, int status = 0) {
            return SpeckleRecord{SpeckleStatus::Failure, reason, status};
        };
        QTest::addColumn<DeliveryFacts>("facts");
        QTest::addColumn<SpeckleRecord>("expected");

        for (const int status : {200, 201, 202, 204})
            QTest::addRow("%d", status) << DeliveryFacts{.status = status} << success;
        for (const int status :
             {100, 199, 203, 205, 206, 300, 304, 305, 306, 400, 401, 404, 418, 429, 500, 503, 599})
            QTest::addRow("%d", status) << DeliveryFacts{.status = status} << failure(HttpStatus, status);
        for (const int status : {301, 302, 303, 307, 308}) {
            QTest::addRow("%d without target", status)
                << DeliveryFacts{.status = status} << failure(HttpStatus, status);
            QTest::addRow("%d, first hop", status)
                << DeliveryFacts{.status = status, .redirectHasTarget = true} << open;
            QTest::addRow("%d, second hop", status)
                << DeliveryFacts{.status = status, .redirects = 1, .redirectHasTarget = true} << open;
            QTest::addRow("%d, third hop", status)
                << DeliveryFacts{.status = status, .redirects = 2, .redirectHasTarget = true}
                << failure(TooManyRedirects);
        }
        QTest::newRow("304 with a target is no redirect")
            << DeliveryFacts{.status = 304, .redirectHasTarget = true} << failure(HttpStatus, 304);
        QTest::newRow("200 after two hops") << DeliveryFacts{.status = 200, .redirects = 2} << success;
        QTest::newRow("404 after two hops")
            << DeliveryFacts{.status = 404, .redirects = 2} << failure(HttpStatus, 404);
        QTest::newRow("more hops than there can be")
            << DeliveryFacts{.status = 200, .redirects = 3} << failure(TooManyRedirects);

        QTest::newRow("500,000 bytes") << DeliveryFacts{.status = 200, .bodyBytes = 500'000} << success;
        QTest::newRow("500,001 bytes")
            << DeliveryFacts{.status = 200, .bodyBytes = 500'001} << failure(AnswerTooLarge);
        QTest::newRow("404 with 500,001 bytes")
            << DeliveryFacts{.status = 404, .bodyBytes = 500'001} << failure(HttpStatus, 404);

        QTest::newRow("9.9 s") << DeliveryFacts{.status = 200, .duration = 9'900ms} << success;
        QTest::newRow("10 s") << DeliveryFacts{.status = 200, .duration = 10s} << success;
        QTest::newRow("10.1 s") << DeliveryFacts{.status = 200, .duration = 10'100ms} << failure(Timeout);
        QTest::newRow("a redirect after 10.1 s")
            << DeliveryFacts{.status = 302, .duration = 10'100ms, .redirectHasTarget = true}
            << failure(Timeout);
        QTest::newRow("no answer yet") << DeliveryFacts{.duration = 3s} << open;
        QTest::newRow("no answer after 10.1 s") << DeliveryFacts{.duration = 10'100ms} << failure(Timeout);

        QTest::newRow("reset") << DeliveryFacts{.fault = NetworkFault::Other} << failure(NetworkError);
        QTest::newRow("reset in the middle of a 200")
            << DeliveryFacts{.status = 200, .fault = NetworkFault::Other} << failure(NetworkError);
        QTest::newRow("the sender hung up after 10.1 s")
            << DeliveryFacts{.duration = 10'100ms, .fault = NetworkFault::Other} << failure(Timeout);
        QTest::newRow("local address")
            << DeliveryFacts{.fault = NetworkFault::LocalAddressRefused} << failure(LocalNetworkRefused);
        QTest::newRow("negative status") << DeliveryFacts{.status = -1} << failure(HttpStatus, -1);
    }

    void everyAnswerHasItsRecord()
    {
        QFETCH(DeliveryFacts, facts);
        QFETCH(SpeckleRecord, expected);
        const SpeckleRecord record = recordFor(facts);
        QCOMPARE(record.status, expected.status);
        QCOMPARE(record.reason, expected.reason);
        QCOMPARE(record.httpStatus, expected.httpStatus);
    }

    void speckleHasOneTextForEachEnd()
    {
        QCOMPARE(statusInfo(SpeckleStatus::Success), std::string_view("Webhook called"));
        QCOMPARE(statusInfo(SpeckleStatus::Failure),
                 std::string_view("WebhookError: Calling webhook was unsuccessful."));
        QVERIFY(statusInfo(SpeckleStatus::Pending).empty());
        QVERIFY(statusInfo(SpeckleStatus::BeingSent).empty());
    }
};

HOOKLOUPE_APPLESS_TEST(TestSenderRules)
#include "tst_sender_rules.moc"
