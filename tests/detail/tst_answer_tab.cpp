// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail_fixture.h"

#include "support/wire_file.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::test;

class TestAnswerTab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

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

QTEST_MAIN(TestAnswerTab)
#include "tst_answer_tab.moc"
