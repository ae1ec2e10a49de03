// SPDX-License-Identifier: GPL-3.0-or-later
// The replay window, driven by keyboard, against a real receiver.
#include "support/test_main.h"
#include "http/request.h"
#include "panel_window.h"
#include "resend/body_editor.h"
#include "resend/code_edit.h"
#include "resend/find_replace.h"
#include "resend/head_editor.h"
#include "resend/request_preview.h"
#include "resend/signing_bar.h"
#include "speckle/analysis.h"
#include "style/theme.h"
#include "support/strict.h"
#include "verify/verify.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using namespace hookloupe::test;

class TestReplayPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::Light); }
    void init() { test::failOnWarnings(); }

    void anUneditedRequestArrivesByteForByte()
    {
        Receiver receiver;
        const CapturePtr capture = recorded("full-09");
        const PanelWindow window(capture);
        window.to(receiver);
        window.press();
        QTRY_COMPARE(window.kept.size(), 1U);
        QCOMPARE(receiver.received.front(), whole(capture));
        QTRY_VERIFY2(window.status().contains(u"answered 200"_s), qPrintable(window.status()));
        QVERIFY2(window.text().contains(u"2, a success"_s), qPrintable(window.text()));
        QCOMPARE(window.kept.front().request->summary.kind, CaptureKind::Replay);
        QCOMPARE(whole(window.kept.front().request), whole(capture));
        window.screenshot(u"answer"_s);
    }

    void everyViewOfAnUneditedRequestKeepsItsBytes()
    {
        Receiver receiver;
        Capture odd;
        odd.head = "POST /a HTTP/1.1\r\nhOsT: h\r\nX-Odd:a\r\nX-odd :\tb \xff\r\nTransfer-Encoding: chunked\r\n\r\n";
        odd.body = "3;ext=1\r\n\"a\xff\r\n2\r\n\r\"\r\n0\r\nX-Trailer: t\r\n\r\n";
        odd.dechunked = "\"a\xff\r\"";
        const auto capture = std::make_shared<const Capture>(odd);
        const PanelWindow window(capture);
        window.to(receiver);
        for (const QString& view : {u"Text"_s, u"Table"_s, u"Hex"_s, u"As sent"_s}) {
            const auto buttons = window.panel->findChildren<QAbstractButton*>();
            for (QAbstractButton* button : buttons) {
                if (button->text() == view)
                    button->click();
            }
        }
        window.press();
        QTRY_COMPARE(receiver.received.size(), 1U);
        QTRY_COMPARE(receiver.received.front(), whole(capture));
    }

    void anEditIsSentInTheSendersWayAndSignedAnew()
    {
        Receiver receiver;
        const PanelWindow window(recorded("full-09"));
        window.to(receiver, u"/other?x=1"_s);
        window.choose(u"Signature"_s, u"Anew, with the endpoint's secret"_s);
        replaceFirst(window.body(), u"commit_create"_s, u"commit_update"_s);
        window.press();
        QTRY_COMPARE(window.kept.size(), 1U);
        const QByteArray sent = receiver.received.front();
        QVERIFY2(sent.startsWith("POST /other?x=1 HTTP/1.1\r\n"), sent.left(60).constData());
        const std::string content = window.kept.front().request->content();
        QVERIFY(content.find("\"event_name\":\"commit_update\"") != std::string::npos);
        QVERIFY(content.find('\n') == std::string::npos);
        const http::HeadView head = http::viewHead(window.kept.front().request->head);
        QCOMPARE(int(verify::verdict(*verify::findScheme("speckle"), {head.headers, content, {}}, {"s3cret"}).verdict),
                 int(SignatureVerdict::Valid));
    }

    void theInnerTextIsEditedAsJsonAndSentAsAString()
    {
        Receiver receiver;
        const CapturePtr object = recorded("full-09");
        const PanelWindow first(object);
        first.to(receiver);
        first.choose(u"Form of the body"_s, u"Body in the string form"_s);
        first.choose(u"Signature"_s, u"Anew, with another secret"_s);
        QTest::keyClicks(first.panel->findChild<SigningBar*>()->findChild<QLineEdit*>(), u"typed"_s);
        first.press();
        QTRY_COMPARE(first.kept.size(), 1U);
        const CapturePtr string = first.kept.front().request;
        QCOMPARE(int(speckle::dialectOf(string->content())), int(Dialect::String));

        const PanelWindow window(string, {"typed"});
        window.to(receiver);
        QVERIFY2(window.body()->toPlainText().startsWith(u"{\n"_s), qPrintable(window.body()->toPlainText().left(40)));
        window.choose(u"Signature"_s, u"Anew, with the endpoint's secret"_s);
        replaceFirst(window.body(), u"commit_create"_s, u"co\\\"m"_s);
        window.press();
        QTRY_COMPARE(window.kept.size(), 1U);
        const std::string sent = window.kept.front().request->content();
        std::string wanted = string->content();
        wanted.replace(wanted.find("commit_create"), 13, R"(co\\\"m)");
        QCOMPARE(QByteArray::fromStdString(speckle::innerString(sent).value_or("")).contains(R"(co\"m)"), true);
        QVERIFY(sent.starts_with("{\"payload\":\"{"));
        const http::HeadView head = http::viewHead(window.kept.front().request->head);
        QCOMPARE(int(verify::verdict(*verify::findScheme("speckle"), {head.headers, sent, {}}, {"typed"}).verdict),
                 int(SignatureVerdict::Valid));
    }

    void headAndTextAreTwoViewsOfOneValueAndResetTakesAllBack()
    {
        const CapturePtr capture = recorded("full-09");
        const PanelWindow window(capture);
        window.openTab(u"Head"_s);
        auto* head = window.panel->findChild<HeadEditor*>();
        auto* target = head->findChildren<QLineEdit*>().at(1);
        target->setFocus();
        QTest::keyClick(target, Qt::Key_End);
        QTest::keyClicks(target, u"?y"_s);
        QVERIFY(head->head().find("?y HTTP/1.1\r\n") != std::string::npos);
        const auto buttons = head->findChildren<QAbstractButton*>();
        for (QAbstractButton* button : buttons) {
            if (button->text() == u"Text"_s)
                button->click();
        }
        auto* text = head->findChild<CodeEdit*>();
        QTRY_VERIFY(text->isVisible());
        QVERIFY(text->toPlainText().contains(u"?y HTTP/1.1\n"_s) && !text->toPlainText().contains(u'\r'));
        text->setFocus();
        QTest::keyClick(text, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(text, Qt::Key_Return);
        QTest::keyClicks(text, u"X-New: 1"_s);
        QVERIFY2(head->head().ends_with("\r\nX-New: 1\r\n\r\n"), head->head().c_str());
        window.screenshot(u"head"_s);
        window.panel->reset();
        QCOMPARE(head->head(), capture->head);
        QTRY_VERIFY2(window.status().contains(u"Byte for byte"_s), qPrintable(window.status()));
    }

    void undoTakesAnEditBackToTheVeryBytes()
    {
        const PanelWindow window(recorded("full-09"));
        QTRY_VERIFY(window.status().contains(u"Byte for byte"_s));
        replaceFirst(window.body(), u"commit_create"_s, u"x"_s);
        QTRY_VERIFY2(window.status().contains(u"something is changed"_s), qPrintable(window.status()));
        while (window.body()->isModified())
            QTest::keyClick(window.body(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY2(window.status().contains(u"Byte for byte"_s), qPrintable(window.status()));
    }

    void brokenJsonIsSaidWithItsPlace()
    {
        const PanelWindow window(test::captureOfBody("{\"a\":1,\"b\":[true,null]}"));
        replaceFirst(window.body(), u"1"_s, u"1,,"_s);
        QTRY_VERIFY2(window.text().contains(u"Broken JSON at line 2, column "_s), qPrintable(window.text()));
        QTest::keyClick(window.body(), Qt::Key_Home, Qt::ControlModifier);
        const auto buttons = window.panel->findChildren<QPushButton*>();
        for (QPushButton* button : buttons) {
            if (button->text() == u"Go there"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(window.body()->textCursor().blockNumber(), 1);
        window.screenshot(u"broken"_s);
    }

    void textIsFoundAndReplaced()
    {
        const PanelWindow window(test::captureOfBody("{\"a\":\"one\",\"b\":\"one\"}"));
        window.body()->setFocus();
        QTest::keyClick(window.body(), Qt::Key_H, Qt::ControlModifier);
        const auto fields = window.panel->findChild<FindReplace*>()->findChildren<QLineEdit*>();
        QVERIFY(fields.size() == 2 && fields.front()->hasFocus());
        QTest::keyClicks(fields.front(), u"ONE"_s);
        QTest::keyClicks(fields.back(), u"two"_s);
        QTest::keyClick(fields.back(), Qt::Key_Return);
        QCOMPARE(window.panel->findChild<BodyEditor*>()->content(), std::string("{\"a\":\"two\",\"b\":\"one\"}"));
        const auto buttons = window.panel->findChildren<QPushButton*>();
        for (QPushButton* button : buttons) {
            if (button->text() == u"Replace all"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(window.panel->findChild<BodyEditor*>()->content(), std::string("{\"a\":\"two\",\"b\":\"two\"}"));
        QTest::keyClick(fields.front(), Qt::Key_Escape);
        QVERIFY(window.body()->hasFocus());
    }

    void indentedTextFolds()
    {
        const PanelWindow window(recorded("full-09"));
        CodeEdit* edit = window.body();
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(edit, Qt::Key_Down);
        QTest::keyClick(edit, Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(CodeEdit::isFolded(edit->document()->findBlockByNumber(1)));
        const std::string folded = edit->bytes();
        QTest::keyClick(edit, Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(!CodeEdit::isFolded(edit->document()->findBlockByNumber(1)));
        QCOMPARE(edit->bytes(), folded);
        edit->foldAll();
        window.screenshot(u"folded"_s);
        replaceFirst(edit, u"event_name"_s, u"x"_s);
        QVERIFY(edit->textCursor().block().isVisible());
    }

    void hostileTextStaysHarmlessAndIsSentAsItWas()
    {
        Receiver receiver;
        const CapturePtr capture = test::captureOfBody("{\"a\":\"\xe2\x80\xae<b>\xff\xc2\x85 evil\",\"long\":\"" + std::string(20'000, 'x') + "\"}");
        const PanelWindow window(capture);
        window.to(receiver);
        QVERIFY(!window.body()->toPlainText().contains(QChar(0x202e)));
        QVERIFY(window.body()->toPlainText().size() < 500);
        QTRY_VERIFY2(window.text().contains(u"coloured marks stand for"_s), qPrintable(window.text()));
        window.body()->selectAll();
        window.body()->copy();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\\u{202E}"_s));
        replaceFirst(window.body(), u"evil"_s, u"tame"_s);
        window.screenshot(u"hostile"_s);
        window.press();
        QTRY_COMPARE(window.kept.size(), 1U);
        QCOMPARE(QByteArray::fromStdString(window.kept.front().request->content()),
                 QByteArray::fromStdString(capture->content()).replace("evil", "tame"));
    }

    void aBodyOfAMegabyteIsEditedWithoutShowingItsPicture()
    {
        Receiver receiver;
        const std::string picture(1'200'000, 'Q');
        const CapturePtr capture = test::captureOfBody("{\"payload\":{\"screenshot\":\"data:image/png;base64," + picture + "\",\"text\":\"old\"}}");
        const PanelWindow window(capture);
        window.to(receiver);
        QVERIFY(window.body()->document()->characterCount() < 1'000);
        replaceFirst(window.body(), u"old"_s, u"new"_s);
        QTRY_VERIFY(window.status().contains(u"something is changed"_s));
        window.press();
        QTRY_COMPARE(window.kept.size(), 1U);
        QVERIFY(window.kept.front().request->content()
                == "{\"payload\":{\"screenshot\":\"data:image/png;base64," + picture + "\",\"text\":\"new\"}}");
    }

    void asSpeckleDeliversItIsSpecklesRequest()
    {
        Receiver receiver("HTTP/1.1 203 Odd\r\nContent-Length: 0\r\n\r\n");
        const PanelWindow window(recorded("full-09"));
        window.to(receiver, u"/hook"_s);
        window.panel->target()->setMode(client::Mode::AsSpeckle);
        window.choose(u"Signature"_s, u"Anew, with the endpoint's secret"_s);
        window.press();
        QTRY_COMPARE(window.kept.size(), 1U);
        QVERIFY(receiver.received.front().startsWith("POST /hook HTTP/1.1\r\nContent-Type: application/json\r\nX-WEBHOOK-SIGNATURE: "));
        QTRY_VERIFY2(window.text().contains(u"HTTP response code 203"_s), qPrintable(window.text()));
        window.openTab(u"Head"_s);
        QTRY_VERIFY(window.text().contains(u"are Speckle's own"_s));
        QVERIFY(!window.panel->findChild<HeadEditor*>()->isEnabled());
    }

    void whatWentWrongIsSaid()
    {
        quint16 closed = 0;
        {
            const Receiver gone;
            closed = gone.serverPort();
        }
        const PanelWindow window(recorded("full-09"));
        window.panel->target()->setUrl(u"no address"_s);
        window.press();
        QTRY_VERIFY2(window.status().contains(u"can't be used"_s), qPrintable(window.status()));
        window.panel->target()->setUrl(u"http://127.0.0.1:%1"_s.arg(closed));
        window.press();
        QTRY_VERIFY2(window.status().contains(u"There was no connection"_s), qPrintable(window.status()));
    }

    void whatIsOnItsWayCanBeCancelled()
    {
        Receiver silent{QByteArray()};
        const PanelWindow window(recorded("full-09"));
        window.to(silent);
        window.press();
        QTRY_COMPARE(silent.received.size(), 1U);
        const auto buttons = window.panel->findChildren<QPushButton*>();
        for (QPushButton* button : buttons) {
            if (button->text() == u"&Cancel"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY2(window.status().contains(u"was cancelled"_s), qPrintable(window.status()));
        QCOMPARE(window.kept.front().delivery.fault, DeliveryFault::Cancelled);
    }

    void replaysAreListedAndTheirAnswersCompared()
    {
        Receiver receiver;
        const PanelWindow window(recorded("full-09"));
        window.to(receiver);
        window.press();
        QTRY_COMPARE(window.kept.size(), 1U);
        receiver.answer = "HTTP/1.1 500 Oh\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"ok\":false}";
        replaceFirst(window.body(), u"commit_create"_s, u"commit_delete"_s);
        window.press();
        QTRY_COMPARE(window.history()->count(), std::int64_t(2));
        window.openTab(u"Replays"_s);
        const auto trees = window.history()->findChildren<QTreeView*>();
        QTRY_VERIFY(trees.front()->model()->rowCount() > 0);
        window.choose(u"Compare with"_s, u"with the replay before"_s);
        const auto buttons = window.history()->findChildren<QAbstractButton*>();
        for (QAbstractButton* button : buttons) {
            if (button->text() == u"Answers"_s)
                button->click();
        }
        QTRY_VERIFY2(window.text().contains(u"differ"_s), qPrintable(window.text()));
        window.screenshot(u"replays"_s);
    }

    void theQuestionNamesWhatWouldGoAlong()
    {
        const PanelWindow window(recorded("full-09"));
        window.panel->target()->setUrl(u"http://192.0.2.7:9/"_s);
        window.press();
        auto* box = window.panel->findChild<QMessageBox*>();
        QVERIFY(box && box->isVisible());
        QVERIFY2(box->text().contains(u"192.0.2.7"_s) && box->text().contains(u"X-WEBHOOK-SIGNATURE"_s), qPrintable(box->text()));
        QTest::keyClick(box, Qt::Key_Escape);
        QTRY_VERIFY(!window.panel->findChild<QMessageBox*>());
        QVERIFY(window.kept.empty());
        QVERIFY(!window.status().contains(u"Sending"_s));
        window.press();
        box = window.panel->findChild<QMessageBox*>();
        QVERIFY(box);
        const auto buttons = box->buttons();
        for (QAbstractButton* button : buttons) {
            if (button->text().contains(u"without"_s))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY2(window.status().contains(u"Sending to"_s), qPrintable(window.status()));
        QVERIFY(!QByteArray::fromStdString(*window.panel->findChild<RequestPreview*>()->bytes()).toUpper().contains("X-WEBHOOK-SIGNATURE"));
        window.panel->cancel();
    }

    void theWindowIsWholeInTheDarkAndWhenNarrow()
    {
        applyTheme(*qApp, Theme::Dark);
        const PanelWindow window(recorded("full-05"));
        window.openTab(u"What goes out"_s);
        QTRY_VERIFY(window.text().contains(u"X-WEBHOOK-SIGNATURE"_s));
        window.screenshot(u"dark"_s);
        window.panel->resize(window.panel->minimumSizeHint());
        window.screenshot(u"narrow"_s);
        applyTheme(*qApp, Theme::Light);
    }
};

HOOKLOUPE_GUI_TEST(TestReplayPanel)
#include "tst_replay_panel.moc"
