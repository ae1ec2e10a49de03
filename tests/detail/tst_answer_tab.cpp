// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "detail/answer_tab.h"
#include "support/detail_fixture.h"

#include "support/wire_file.h"

#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::test;

class TestAnswerTab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void aScriptsOwn503IsNotTakenForAFault()
    {
        Capture capture = *captureOf(wireFile("01-secret-set"), "", 503);
        capture.summary.signature = {SignatureVerdict::NoSecret, "speckle", Dialect::Object};
        capture.answerTrace = "0 step 1\n200 sent 42\n";
        PaneWindow window;
        window.show(std::make_shared<const Capture>(capture));
        window.openTab(u"Answer"_s);
        QVERIFY2(window.text().contains(u"step 1 of the endpoint's script answers so"_s), qPrintable(window.text()));
        QVERIFY(!window.text().contains(u"loop"_s));
        QStringList offered;
        for (const auto* button : window.pane.findChild<ui::AnswerTab*>()->findChildren<QPushButton*>()) {
            if (button->isVisible())
                offered << button->text();
        }
        QCOMPARE(offered, QStringList{u"Change the script…"_s}); // no secret would change this answer
        window.screenshot(u"answer-script-503"_s);
        capture.answerTrace.clear();
        capture.answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 25\r\n\r\nThis endpoint is disabled";
        window.show(std::make_shared<const Capture>(capture));
        QVERIFY2(window.text().contains(u"Enable the endpoint: a disabled one answers 503."_s), qPrintable(window.text()));
    }

    void aScriptedAnswerShowsWhatWasReallySentAndWhen()
    {
        Capture capture = *captureOf(wireFile("01-secret-set"), "s", 200);
        capture.answer = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc";
        capture.answerTrace = "0 step 2\n9900123 waited 9900000\n9900200 sent 42\n9950000 reset 42\n";
        PaneWindow window;
        window.show(std::make_shared<const Capture>(capture));
        window.openTab(u"Answer"_s);
        QVERIFY(window.text().contains(u"0.000000 s  Step 2 of the script.\n9.900123 s  Waited for 9.900000 s.\n"_s));
        QVERIFY(window.text().contains(u"The answer took its course."_s));
        QVERIFY(window.text().contains(u"Reset the connection on purpose, after 42 bytes."_s));
        window.screenshot(u"answer-scripted"_s);
        capture.answerTrace.clear();
        for (int i = 0; i < 1000; ++i)
            capture.answerTrace += std::to_string(i) + " sent 25\n";
        window.show(std::make_shared<const Capture>(capture));
        window.openTab(u"Answer"_s);
        QVERIFY(window.text().contains(u"… 976 more …"_s));
        QVERIFY(window.text().contains(u"0.000999 s  Sent 25 bytes."_s));
        QVERIFY(!window.text().contains(u"0.000500 s"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestAnswerTab)
#include "tst_answer_tab.moc"
