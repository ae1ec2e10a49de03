// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "replay/consent.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::client;
using namespace hookloupe::replay;
using Names = std::vector<std::string>;

class TestConsent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aConsentHoldsForAHostAndItsPortAlone()
    {
        HostConsents consents;
        consents.remember(*parseUrl("https://192.0.2.7/x"), {"Cookie"}, false);
        QVERIFY(consents.leftOut(*parseUrl("https://192.0.2.7:443/y"), {"cookie"})->empty());
        QVERIFY(!consents.leftOut(*parseUrl("http://192.0.2.7/x"), {"Cookie"}));
        QVERIFY(!consents.leftOut(*parseUrl("https://192.0.2.8/x"), {}));
        QVERIFY(!consents.leftOut(*parseUrl("https://192.0.2.7/x"), {"Authorization"}));
        QVERIFY(consents.leftOut(*parseUrl("unix:/run/x.sock:/"), {"Authorization"})->empty());
    }

    void onlyHostsThatAreNewAndElsewhereAreNamed()
    {
        QCOMPARE(newElsewhere({}, {"http://127.0.0.1:1/", "http://localhost/", "unix:/run/x.sock:/"}), Names());
        QCOMPARE(newElsewhere({}, {"http://192.0.2.7:81/a", "http://192.0.2.7:81/b", "https://h.example/", "no URL"}),
                 (Names{"192.0.2.7:81", "h.example"}));
        QCOMPARE(newElsewhere({"http://192.0.2.7:81/a"}, {"http://192.0.2.7:81/other"}), Names());
        QCOMPARE(newElsewhere({"http://192.0.2.7:81/a"}, {"http://192.0.2.7:82/a"}), Names{"192.0.2.7:82"});
    }
};

HOOKLOUPE_APPLESS_TEST(TestConsent)
#include "tst_consent.moc"
