// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "words/delivery_words.h"

#include <QSet>
#include <QTest>

using namespace hookloupe;
using namespace Qt::Literals::StringLiterals;

class TestDeliveryWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFaultHasASentenceAndALabelOfItsOwn()
    {
        QSet<QString> said;
        for (int fault = 1; fault <= int(DeliveryFault::Altered); ++fault) {
            const QString sentence = words::faultSentence(static_cast<DeliveryFault>(fault));
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
            const QString label = words::faultLabel(static_cast<DeliveryFault>(fault));
            QVERIFY2(!label.isEmpty() && !label.endsWith(u'.'), qPrintable(label));
            said << sentence << label;
        }
        QCOMPARE(said.size(), 2 * int(DeliveryFault::Altered));
        QVERIFY(words::faultSentence(DeliveryFault::None).isEmpty());
        QVERIFY(words::faultLabel(DeliveryFault::None).isEmpty());
    }

    void anAnswerIsToldFromNone()
    {
        Delivery delivery;
        QCOMPARE(words::deliveryLabel(delivery), u"no answer"_s);
        delivery.status = 204;
        QCOMPARE(words::deliveryLabel(delivery), u"204"_s);
        QCOMPARE(words::deliverySentence(delivery), u"The receiver answered 204."_s);
        delivery.fault = DeliveryFault::ConnectionLost;
        QCOMPARE(words::deliveryLabel(delivery), u"204, connection lost"_s);
        delivery.status = 0;
        QCOMPARE(words::deliveryLabel(delivery), u"connection lost"_s);
    }

    void theTechnicalDetailIsMadeVisible()
    {
        Delivery delivery;
        delivery.fault = DeliveryFault::NotConnected;
        QVERIFY(!words::deliverySentence(delivery).contains(u'('));
        delivery.detail = "refused\x1b[31m %2";
        QVERIFY(words::deliverySentence(delivery).endsWith(u"(refused\\u{001B}[31m %2)"_s));
    }
};

HOOKLOUPE_TEST(TestDeliveryWords)
#include "tst_delivery_words.moc"
