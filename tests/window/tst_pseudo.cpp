// SPDX-License-Identifier: GPL-3.0-or-later
// The pseudo language that other tests look at the window in.
#include "support/test_main.h"
#include "support/strict.h"
#include "support/pseudo_translator.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;

class TestPseudo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aTextIsAtLeastThirtyPercentLonger_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("one letter") << u"A"_s;
        QTest::newRow("button") << u"&Save"_s;
        QTest::newRow("sentence") << u"The path is missing. Enter one such as /hooks/ci; deeper paths belong to it."_s;
    }
    void aTextIsAtLeastThirtyPercentLonger()
    {
        QFETCH(QString, source);
        const QString pseudo = test::pseudoText(source);
        QVERIFY2(pseudo.size() * 10 >= source.size() * 12, qPrintable(pseudo));
        QVERIFY(pseudo.startsWith(u'[') && pseudo.endsWith(u']'));
        QCOMPARE(pseudo.count(u'&'), source.count(u'&'));
    }

    void placeholdersAndMarkupStay()
    {
        const QString pseudo = test::pseudoText(u"%1 of %n at %L2: <a href=\"x\">open</a>"_s);
        for (const QString& part : {u"%1"_s, u"%n"_s, u"%L2"_s, u"<a href=\"x\">"_s, u"</a>"_s})
            QVERIFY2(pseudo.contains(part), qPrintable(pseudo));
        QVERIFY(!pseudo.contains(u"open"_s));
        QVERIFY(test::pseudoText({}).isEmpty());
    }

    void whatIsTranslatedIsPseudoOnlyWhileItIsAskedFor()
    {
        {
            const test::PseudoLanguage pseudo;
            QVERIFY(tr("Requests").startsWith(u'['));
            QCOMPARE(tr("%n requests", nullptr, 7).count(u'7'), 1);
        }
        QCOMPARE(tr("Requests"), u"Requests"_s);
    }
};

HOOKLOUPE_GUI_TEST(TestPseudo)
#include "tst_pseudo.moc"
