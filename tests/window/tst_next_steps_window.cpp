// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict line's steps, taken in a real window over a real session.
#include "support/test_main.h"
#include "detail/detail_pane.h"
#include "endpoints/endpoint_dialog.h"
#include "help/help_dialog.h"
#include "captures/capture_list_panel.h"
#include "support/signed_window.h"
#include "widgets/toast.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QStatusBar>
#include <QTableView>
#include <QToolButton>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;
using ui::StepKind;

namespace {

const std::string payload = "{\"event\":{\"event_name\":\"commit_create\"}}";

struct Window : SignedWindow {
    [[nodiscard]] ui::DetailPane& detail() const { return *window->findChild<ui::DetailPane*>(); }
    [[nodiscard]] QString verdict() const
    {
        for (const QLabel* label : detail().findChildren<QLabel*>()) {
            if (label->accessibleName() == u"Verdict"_s)
                return label->text();
        }
        return {};
    }
    [[nodiscard]] bool offers(StepKind kind) const
    {
        const auto& steps = detail().steps();
        return std::any_of(steps.begin(), steps.end(), [kind](const ui::NextStep& step) { return step.kind == kind; });
    }
    void take(StepKind kind) const
    {
        const auto steps = detail().steps();
        for (const ui::NextStep& step : steps) {
            if (step.kind == kind) {
                detail().take(step);
                return;
            }
        }
        QFAIL("the step is not offered");
    }
    [[nodiscard]] QAction* action(const QString& name) const { return window->findChild<QAction*>(name); }
    [[nodiscard]] Endpoint endpointNow() const
    {
        for (const Endpoint& each : session->endpoints()) {
            if (each.id == endpoint.id)
                return each;
        }
        return {};
    }
};

} // namespace

class TestNextStepsWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void aSecretThatFitsIsPutFirstAndTheLineTurns()
    {
        Window test;
        test.startWith({" topsecret "});
        QCOMPARE(test.postSigned("topsecret"), QByteArray("HTTP/1.1 401 Unauthorized"));
        QTRY_VERIFY(test.verdict().contains(u"secret without white space around it. So it was answered 401"_s)); // the cause leads
        QTRY_VERIFY(test.offers(StepKind::UseSecret));
        QVERIFY(test.action(u"nextStep"_s)->isEnabled());
        test.action(u"nextStep"_s)->trigger();
        QCOMPARE(test.session->secretsOf(test.endpoint.id), (std::vector<std::string>{"topsecret", " topsecret "}));
        QVERIFY(test.window->statusBar()->currentMessage().contains(u"takes the secret that fits"_s));
        QVERIFY(test.window->findChild<ui::Toast*>()->sentence().contains(u"takes the secret that fits"_s)); // with its Undo
        QTRY_VERIFY(test.verdict().startsWith(u"The signature is valid now."_s));
        QVERIFY(!test.offers(StepKind::UseSecret));
        QCOMPARE(test.postSigned("topsecret"), QByteArray("HTTP/1.1 200 OK"));

        QCOMPARE(test.action(u"undo"_s)->text(), u"&Undo: Use the secret that fits"_s);
        QTest::keyClick(test.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(test.window->statusBar()->currentMessage().contains(u"has the settings back"_s));
        QCOMPARE(test.session->secretsOf(test.endpoint.id), (std::vector<std::string>{" topsecret "}));
        QTRY_VERIFY(test.verdict().contains(u"secret without white space around it."_s));
        QVERIFY(!test.action(u"undo"_s)->isEnabled());
        QTest::keyClick(test.window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(test.session->secretsOf(test.endpoint.id), (std::vector<std::string>{"topsecret", " topsecret "}));
        QVERIFY(test.window->statusBar()->currentMessage().contains(u"takes the secret that fits"_s));
    }

    void removalsAndStepsAreTakenBackInOneOrder()
    {
        Window test;
        test.startWith({"ours"});
        auto* view = test.window->captures().view();
        QCOMPARE(test.postSigned("theirs"), QByteArray("HTTP/1.1 401 Unauthorized"));
        QCOMPARE(test.postSigned("theirs"), QByteArray("HTTP/1.1 401 Unauthorized"));
        QTRY_COMPARE(view->model()->rowCount(), 2);
        view->selectRow(0);
        test.window->actions().deleteCaptures->trigger();
        QTRY_COMPARE(view->model()->rowCount(), 1);
        auto* toast = test.window->findChild<ui::Toast*>();
        QCOMPARE(toast->sentence(), u"Deleted one request."_s);
        view->selectRow(0);
        QTRY_VERIFY(test.offers(StepKind::AnswerOk));
        test.take(StepKind::AnswerOk);
        QVERIFY(!test.endpointNow().rejectInvalid);
        // Its button takes back this step, not the deletion.
        QCOMPARE(toast->sentence(), u"“/hooks/ci” rejects no invalid signatures any more: it answers 200 from now on."_s);

        QTest::keyClick(test.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(test.endpointNow().rejectInvalid);
        QCOMPARE(view->model()->rowCount(), 1);
        QCOMPARE(test.action(u"undo"_s)->text(), u"&Undo: Delete"_s);
        QTest::keyClick(test.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(view->model()->rowCount(), 2);
        QVERIFY(!test.action(u"undo"_s)->isEnabled());
    }

    void aStepAloneLeavesNothingToDeleteForGood()
    {
        Window test;
        test.startWith({"ours"});
        QCOMPARE(test.postSigned("theirs"), QByteArray("HTTP/1.1 401 Unauthorized"));
        QTRY_VERIFY(test.offers(StepKind::AnswerOk));
        test.take(StepKind::AnswerOk);
        QVERIFY(test.action(u"undo"_s)->isEnabled());
        QVERIFY(!test.action(u"deleteForGood"_s)->isEnabled());
    }

    void answering200IsSwitchedOnAndTakenBack()
    {
        Window test;
        test.startWith({"ours"});
        QCOMPARE(test.postSigned("theirs"), QByteArray("HTTP/1.1 401 Unauthorized"));
        QTRY_VERIFY(test.offers(StepKind::AnswerOk));
        test.take(StepKind::AnswerOk);
        QVERIFY(!test.endpointNow().rejectInvalid);
        QVERIFY(test.window->statusBar()->currentMessage().contains(u"answers 200 from now on"_s));
        auto* toast = test.window->findChild<ui::Toast*>();
        QVERIFY(toast->sentence().contains(u"rejects no invalid signatures"_s));
        QCOMPARE(test.action(u"undo"_s)->text(), u"&Undo: Stop rejecting invalid signatures"_s);
        QTRY_VERIFY(!test.offers(StepKind::AnswerOk));
        QCOMPARE(test.postSigned("theirs"), QByteArray("HTTP/1.1 200 OK"));
        QTest::mouseClick(toast->findChildren<QToolButton*>().front(), Qt::LeftButton);
        QVERIFY(test.endpointNow().rejectInvalid);
        QCOMPARE(test.postSigned("theirs"), QByteArray("HTTP/1.1 401 Unauthorized"));
    }

    void theStringDialectIsChosenForTheEndpoint()
    {
        Window test;
        test.startWith({"ours"});
        QCOMPARE(test.postSigned("ours", payload), QByteArray("HTTP/1.1 401 Unauthorized"));
        QTRY_VERIFY(test.offers(StepKind::UseScheme));
        test.take(StepKind::UseScheme);
        QCOMPARE(test.endpointNow().scheme, std::string("speckle-string"));
        QTRY_VERIFY(test.verdict().startsWith(u"The signature is valid now."_s));
        QCOMPARE(test.postSigned("ours", payload), QByteArray("HTTP/1.1 200 OK"));
    }

    void aSenderThatSignsInItsOwnWayIsTakenAsWhatItIs()
    {
        Window test;
        test.startWith({"ours"});
        const auto post = [&] {
            return test.send("POST /hooks/ci HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256="
                             + toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "ours", SignedWindow::body)) + "\r\nContent-Length: "
                             + std::to_string(SignedWindow::body.size()) + "\r\n\r\n" + SignedWindow::body);
        };
        QCOMPARE(post(), QByteArray("HTTP/1.1 401 Unauthorized"));
        QTRY_VERIFY(test.verdict().startsWith(u"The request has no X-WEBHOOK-SIGNATURE header. It carries GitHub's signature "
                                              "(X-Hub-Signature-256), and your secret fits. So it was answered 401"_s));
        QTRY_VERIFY(test.offers(StepKind::UseScheme));
        QCOMPARE(test.detail().steps().front().label, u"Treat as GitHub"_s);
        test.action(u"nextStep"_s)->trigger();
        QCOMPARE(test.endpointNow().scheme, std::string("github"));
        QVERIFY(test.window->statusBar()->currentMessage().contains(u"of the form GitHub"_s));
        QTRY_VERIFY(test.verdict().startsWith(u"The signature is valid now."_s));
        QCOMPARE(post(), QByteArray("HTTP/1.1 200 OK"));
        test.action(u"undo"_s)->trigger();
        QCOMPARE(test.endpointNow().scheme, std::string("speckle"));
        QCOMPARE(post(), QByteArray("HTTP/1.1 401 Unauthorized"));
    }

    void aDisabledEndpointIsEnabled()
    {
        Window test;
        test.startWith({"ours"});
        Endpoint disabled = test.endpoint;
        disabled.enabled = false;
        QVERIFY(test.session->saveEndpoint(disabled).ok());
        QVERIFY(test.postSigned("ours").startsWith("HTTP/1.1 503"));
        QTRY_VERIFY(test.offers(StepKind::EnableEndpoint));
        test.take(StepKind::EnableEndpoint);
        QVERIFY(test.endpointNow().enabled);
    }

    void withoutASecretTheEndpointsSettingsOpen()
    {
        Window test;
        test.start();
        QCOMPARE(test.post("/anything", SignedWindow::body), QByteArray("HTTP/1.1 200 OK"));
        QTRY_VERIFY(test.offers(StepKind::OpenEndpoint));
        test.take(StepKind::OpenEndpoint);
        auto* dialog = test.window->findChild<ui::EndpointDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        // The caret is where the secret goes.
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        auto* field = qobject_cast<QLineEdit*>(dialog->focusWidget());
        QVERIFY(field && field->echoMode() == QLineEdit::Password);
        dialog->accept(); // left empty it is no secret: the empty one would let anyone sign
        QVERIFY(test.session->secretsOf(catchAllEndpoint).empty());
        test.take(StepKind::OpenEndpoint);
        const auto dialogs = test.window->findChildren<ui::EndpointDialog*>();
        QTest::keyClicks(dialogs.back()->focusWidget(), u"theirs"_s);
        dialogs.back()->accept();
        QCOMPARE(test.session->secretsOf(catchAllEndpoint), std::vector<std::string>{"theirs"});
    }

    void theRightSampleIsCopied()
    {
        Window test;
        test.startWith({"ours"});
        QCOMPARE(test.postSigned("ours"), QByteArray("HTTP/1.1 200 OK"));
        QTRY_VERIFY(test.offers(StepKind::CopySample));
        test.take(StepKind::CopySample);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"def is_valid(secret, body, header)"_s));
        QVERIFY(test.window->statusBar()->currentMessage().contains(u"function for your handler"_s));
    }

    void theQuestionMarkIsReachedByTabAndOpensThePageThatFits()
    {
        Window test;
        test.startWith({"ours"});
        auto* help = test.detail().findChild<QToolButton*>(u"verdictHelp"_s);
        QVERIFY(help && help->isVisible());
        const auto topic = [&test, help] {
            help->setFocus();
            QTest::keyClick(help, Qt::Key_Space);
            auto* dialog = test.window->findChild<ui::HelpDialog*>();
            const int row = dialog && dialog->isVisible() ? dialog->findChild<QListWidget*>()->currentRow() : -1;
            if (dialog)
                dialog->close();
            return ui::HelpTopic(row);
        };
        QCOMPARE(help->accessibleName(), u"What the details show"_s);
        QCOMPARE(topic(), ui::HelpTopic::Tabs);
        QVERIFY(test.window->captures().isFollowing());

        QCOMPARE(test.postSigned("theirs"), QByteArray("HTTP/1.1 401 Unauthorized"));
        QTRY_VERIFY(test.offers(StepKind::AnswerOk));
        QCOMPARE(help->accessibleName(), u"What this verdict means"_s);
        QPushButton* step = nullptr;
        for (auto* button : test.detail().findChildren<QPushButton*>()) {
            if (button->text() == test.detail().steps().front().label)
                step = button;
        }
        QVERIFY(step && step->isVisible());
        step->setFocus();
        int tabs = 0;
        while (test.window->focusWidget() != help && tabs < 4) { // the other steps come between
            QTest::keyClick(test.window->focusWidget(), Qt::Key_Tab);
            ++tabs;
        }
        QCOMPARE(test.window->focusWidget(), static_cast<QWidget*>(help));
        QCOMPARE(topic(), ui::HelpTopic::Signatures);

        Endpoint disabled = test.endpointNow();
        disabled.enabled = false;
        QVERIFY(test.session->saveEndpoint(disabled).ok());
        test.window->captures().setFollowing(true);
        QCOMPARE(test.postSigned("ours"), QByteArray("HTTP/1.1 503 Service Unavailable"));
        QTRY_VERIFY(test.verdict().contains(u"answered 503"_s));
        QCOMPARE(topic(), ui::HelpTopic::Speckle);

        test.window->captures().setFollowing(true);
        QVERIFY(test.send("POST /hooks/ci HTTP/1.1\r\nContent-Length: many\r\n\r\n").startsWith("HTTP/1.1 400"));
        QTRY_VERIFY(test.verdict().contains(u"answered 400"_s));
        QCOMPARE(topic(), ui::HelpTopic::FirstCapture);
    }
};

HOOKLOUPE_GUI_TEST(TestNextStepsWindow)
#include "tst_next_steps_window.moc"
