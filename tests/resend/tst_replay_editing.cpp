// SPDX-License-Identifier: GPL-3.0-or-later
// What is edited in the replay window, and what goes out then.
#include "support/test_main.h"
#include "http/request.h"
#include "panel_window.h"
#include "resend/request_preview.h"
#include "resend/signing_bar.h"
#include "style/theme.h"
#include "support/strict.h"
#include "verify/verify.h"
#include "widgets/hex_edit.h"

#include <QApplication>
#include <QRadioButton>

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

    void freshTimesAndIdsAreInThePreview_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("field");
        QTest::newRow("Stripe") << u"stripe"_s << u"whsec_x"_s << u"Stripe-Signature: t="_s;
        QTest::newRow("Slack") << u"slack"_s << u"x"_s << u"X-Slack-Request-Timestamp: "_s;
        QTest::newRow("Standard Webhooks") << u"standard-webhooks"_s << u"whsec_c2VjcmV0"_s << u"webhook-id: msg_"_s;
    }
    void freshTimesAndIdsAreInThePreview()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, secret);
        QFETCH(QString, field);
        Receiver receiver;
        const PanelWindow window(captureOfBody("{\"a\":1}"), {secret.toStdString()});
        window.to(receiver);
        window.choose(u"Signature"_s, u"Anew, with the endpoint's secret"_s);
        auto* signing = window.panel->findChild<SigningBar*>();
        signing->choose({SignWith::EndpointSecret, scheme.toStdString(), {}, Dialect::None});
        window.openTab(u"What goes out"_s);
        QTRY_VERIFY2(QString(window.text()).contains(field, Qt::CaseInsensitive), qPrintable(window.text()));
        QVERIFY2(window.text().contains(u"made anew when"_s), qPrintable(window.text()));
        const auto valid = [&](const std::string& request) {
            const std::size_t end = request.find("\r\n\r\n") + 4;
            const http::HeadView head = http::viewHead(request.substr(0, end));
            const auto judged = verify::verdict(*verify::findScheme(scheme.toStdString()), {head.headers, request.substr(end), utcNow()},
                                                {secret.toStdString()});
            return judged.verdict == SignatureVerdict::Valid;
        };
        const auto* preview = window.panel->findChild<RequestPreview*>();
        QVERIFY(valid(*preview->bytes()));
        const std::string before = *preview->bytes();
        replaceFirst(window.body(), u"1"_s, u"2"_s);
        QTRY_VERIFY(preview->bytes() && *preview->bytes() != before);
        QVERIFY(valid(*preview->bytes()));
        window.screenshot(u"fresh-"_s + scheme);
        window.press();
        QTRY_COMPARE(receiver.received.size(), 1U);
        QTRY_VERIFY(valid(receiver.received.front().toStdString()));
    }

    void asSpeckleWithoutASecretItIsSignedWithTheEmptyKey()
    {
        Receiver receiver;
        const PanelWindow window(captureOfBody("{\"payload\":{}}"));
        window.to(receiver, u"/x"_s);
        window.panel->target()->setMode(client::Mode::AsSpeckle);
        QTRY_VERIFY2(window.status().contains(u"the request has no signature"_s), qPrintable(window.status()));
        window.choose(u"Signature"_s, u"Anew, as a webhook without a secret"_s);
        const auto* preview = window.panel->findChild<RequestPreview*>();
        QTRY_VERIFY(preview->bytes());
        const std::string previewed = *preview->bytes();
        window.press();
        QTRY_COMPARE(receiver.received.size(), 1U);
        QTRY_COMPARE(receiver.received.front(), QByteArray::fromStdString(previewed));
        const std::size_t end = previewed.find("\r\n\r\n") + 4;
        const http::HeadView head = http::viewHead(previewed.substr(0, end));
        QCOMPARE(verify::verdict(*verify::findScheme("speckle"), {head.headers, previewed.substr(end), {}}, {""}).verdict,
                 SignatureVerdict::ValidEmptySecret);
    }

    void tabGoesFromAddressToBodyToSend()
    {
        const PanelWindow window(captureOfBody("{\"a\":1}"));
        const auto position = [&](const QWidget* wanted) {
            QWidget* at = window.panel->target()->findChild<QComboBox*>();
            for (int i = 0; i < 1'000; ++i, at = at->nextInFocusChain()) {
                if (at == wanted)
                    return i;
            }
            return -1;
        };
        const auto buttons = window.panel->findChildren<QPushButton*>(Qt::FindDirectChildrenOnly);
        const auto send = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton* one) { return one->text() == u"&Send"_s; });
        QVERIFY(send != buttons.end());
        const int signature = position(window.panel->findChild<SigningBar*>()->findChild<QComboBox*>());
        QVERIFY(signature > 0 && signature < position(window.body()));
        QVERIFY(position(window.body()) < position(*send));
        const auto views = window.panel->findChild<BodyEditor*>()->findChildren<QRadioButton*>();
        QVERIFY(!views.isEmpty() && position(views.front()) < position(window.body()));
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

HOOKLOUPE_GUI_TEST(TestReplayEditing)
#include "tst_replay_editing.moc"
