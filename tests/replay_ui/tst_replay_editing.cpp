// SPDX-License-Identifier: GPL-3.0-or-later
// What is edited in the replay window, and what goes out then.
#include "http/request.h"
#include "panel_window.h"
#include "replay/request_preview.h"
#include "style/theme.h"
#include "ui/strict.h"
#include "verify/verify.h"
#include "widgets/hex_edit.h"

#include <QApplication>

using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
using namespace hookloupe;
using namespace hookloupe::ui;
using namespace hookloupe::test;

namespace {

HexEdit* hexOf(const PanelWindow& window)
{
    return window.panel->findChild<BodyEditor*>()->hexEdit();
}

bool isSigned(const std::string& request, const std::string& secret)
{
    const std::size_t end = request.find("\r\n\r\n") + 4;
    const http::HeadView head = http::viewHead(request.substr(0, end));
    const auto judged = verify::verdict(*verify::findScheme("speckle"), {head.headers, request.substr(end), {}}, {secret});
    return judged.verdict == SignatureVerdict::Valid;
}

} // namespace

class TestReplayEditing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aBinaryBodyIsEditedAsHexAndThePreviewFollows()
    {
        Receiver receiver;
        const PanelWindow window(captureOfBody("\x89PNG\r\n\x1a\n\0\xff binary"s));
        window.to(receiver);
        window.choose(u"Signature"_s, u"Anew, with the endpoint's secret"_s);
        HexEdit* hex = hexOf(window);
        QVERIFY(hex->isVisible());
        hex->setFocus();
        QTest::keyClicks(hex, u"00ff"_s);
        const std::string wanted = "\x00\xffNG\r\n\x1a\n\0\xff binary"s;
        const auto* preview = window.panel->findChild<RequestPreview*>();
        QTRY_VERIFY(preview->bytes() && preview->bytes()->ends_with(wanted));
        QVERIFY(isSigned(*preview->bytes(), "s3cret"));
        QVERIFY2(window.text().contains(u"Byte 2 (2 hex) of 17."_s), qPrintable(window.text()));
        window.screenshot(u"hex"_s);
        applyTheme(*qApp, Theme::Dark);
        window.screenshot(u"hex-dark"_s);
        applyTheme(*qApp, Theme::Light);
        window.press();
        QTRY_COMPARE(window.kept.size(), 1U);
        QCOMPARE(QByteArray::fromStdString(window.kept.front().request->content()), QByteArray::fromStdString(wanted));
        while (hex->isModified())
            QTest::keyClick(hex, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(hex, Qt::Key_Y);
        QTRY_VERIFY2(window.text().contains(u"Hex digits are typed here"_s), qPrintable(window.text()));
    }

    void anyBodyIsEditedAsHexAndThenAsText()
    {
        const PanelWindow window(captureOfBody("{\"a\":1}"));
        const auto* body = window.panel->findChild<BodyEditor*>();
        const auto choose = [&](const QString& view) {
            const auto buttons = body->findChildren<QAbstractButton*>();
            for (QAbstractButton* button : buttons) {
                if (button->text() == view)
                    button->click();
            }
        };
        choose(u"Hex"_s);
        HexEdit* hex = hexOf(window);
        hex->setFocus();
        QTest::keyClick(hex, Qt::Key_Insert);
        QTest::keyClick(hex, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(hex, Qt::Key_Left);
        QTest::keyClicks(hex, u"30"_s);
        QCOMPARE(body->content(), std::string("{\"a\":10}"));
        choose(u"Indented"_s);
        QCOMPARE(window.body()->toPlainText(), u"{\n  \"a\": 10\n}"_s);
        QCOMPARE(body->content(), std::string("{\"a\":10}"));
        window.panel->reset();
        QCOMPARE(body->content(), std::string("{\"a\":1}"));
    }

    void aBodyOf64MiBOpensAndIsEditedAsHex()
    {
        Capture big = *captureOfBody("");
        big.body.assign(std::size_t(64) * 1024 * 1024, '\x01');
        big.summary.contentBytes = std::int64_t(big.body.size());
        const PanelWindow window(std::make_shared<const Capture>(std::move(big)));
        HexEdit* hex = hexOf(window);
        QVERIFY(hex->isVisible());
        hex->setFocus();
        QTest::keyClick(hex, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(hex, u"7f"_s);
        const auto* preview = window.panel->findChild<RequestPreview*>();
        QTRY_VERIFY_WITH_TIMEOUT(preview->bytes() && preview->bytes()->ends_with("\x01\x7f"), 30'000);
    }
};

QTEST_MAIN(TestReplayEditing)
#include "tst_replay_editing.moc"
