// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/credentials.h"

#include "support/wire_file.h"

#include <QTest>

using namespace hookloupe;
using namespace std::string_literals;

class TestCredentials : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatGivesRightsOrProvesTheSenderIsFoundAndTakenOut()
    {
        const std::string head = "POST /a HTTP/1.1\r\nHost: x\r\nauthorization: Basic a\r\nCookie: a\r\nX-A: b\r\ncookie:c\r\n"
                                 "Stripe-Signature: t=1\r\nx-hub-signature-256: sha256=1\r\nX-Slack-Signature: v0=1\r\n"
                                 "X-Hub-Signature: sha1=1\r\n"
                                 "Proxy-Authorization: x\r\nX-WEBHOOK-SIGNATURE: 1\r\nContent-Length: 0\r\n\r\n";
        const auto names = simulate::credentialFields(head);
        QCOMPARE(names, (std::vector{"authorization"s, "Cookie"s, "Stripe-Signature"s, "x-hub-signature-256"s,
                                     "X-Slack-Signature"s, "X-Hub-Signature"s, "Proxy-Authorization"s, "X-WEBHOOK-SIGNATURE"s}));
        QCOMPARE(simulate::withoutFields(head, names),
                 "POST /a HTTP/1.1\r\nHost: x\r\nX-A: b\r\nContent-Length: 0\r\n\r\n"s);
    }

    void everyRecordedRequestHasOne()
    {
        for (const auto& file : test::wireFiles()) {
            const auto names = simulate::credentialFields(file.head);
            QVERIFY(!names.empty());
            const std::string bare = simulate::withoutFields(file.head, names);
            QVERIFY(bare.find(file.signature) == std::string::npos);
            QVERIFY(bare.find("Authorization") == std::string::npos);
            QVERIFY(simulate::credentialFields(bare).empty());
        }
    }

    void aHeadWithoutAnyStaysAsItIs()
    {
        const std::string head = "GET / HTTP/1.1\r\nX-Authorization-Hint: y\r\n\r\n";
        QVERIFY(simulate::credentialFields(head).empty());
        QCOMPARE(simulate::withoutFields(head, {}), head);
    }
};

QTEST_APPLESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
