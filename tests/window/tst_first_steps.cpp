// SPDX-License-Identifier: GPL-3.0-or-later
// From an empty window to the first capture, by every way the empty table offers.
#include "support/test_main.h"
#include "help/help_dialog.h"
#include "simulator/simulator_dialog.h"
#include "captures/capture_list_panel.h"
#include "captures/empty_state.h"
#include "endpoints/endpoint_panel.h"
#include "session/certificate_files.h"
#include "endpoints/endpoint_commands.h"
#include "speckle/event.h"
#include "support/strict.h"
#include "widgets/event_choice.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

int rows(const WindowFixture& fixture)
{
    return fixture.window->captures().view()->model()->rowCount();
}

CaptureSummary lastOf(const WindowFixture& fixture, EndpointId endpoint)
{
    for (const CaptureSummary& one : fixture.session->lastOfEachEndpoint()) {
        if (one.endpoint == endpoint)
            return one;
    }
    return {};
}

EndpointId addEndpoint(const WindowFixture& fixture, const std::string& path, std::vector<std::string> secrets,
                       const std::string& scheme = "speckle")
{
    const auto saved = fixture.session->saveEndpoint({EndpointId{0}, path, {}, {}, scheme, true, true});
    [&] { QVERIFY(saved.ok()); }();
    fixture.session->setSecrets(saved->id, std::move(secrets));
    return saved->id;
}

QAction* action(const WindowFixture& fixture, const QString& name)
{
    return fixture.window->findChild<QAction*>(name);
}

SimulatorChoice choiceOf(const std::string& event, EndpointId endpoint, Dialect dialect = Dialect::Object)
{
    SimulatorChoice choice;
    choice.order.event = event;
    choice.order.dialect = dialect;
    choice.endpoint = endpoint;
    return choice;
}

bool showsText(const QWidget& widget, const QString& part)
{
    for (const auto* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(part))
            return true;
    }
    return false;
}

} // namespace

class TestFirstSteps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    /// The line is run as it stands, by a shell.
    void theCurlLineWorksWhenPasted_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("path");
        QTest::newRow("http") << u"127.0.0.1"_s << false << QString();
        QTest::newRow("https") << u"127.0.0.1"_s << true << QString();
        QTest::newRow("IPv6") << u"::1"_s << false << u"/hooks/ci"_s;
        QTest::newRow("a quote in the path") << u"127.0.0.1"_s << false << u"/it's/$HOME/!a;(b)&*"_s;
    }
    void theCurlLineWorksWhenPasted()
    {
        if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
            QSKIP("curl is not installed");
        QFETCH(QString, address);
        QFETCH(bool, tls);
        QFETCH(QString, path);
        WindowFixture fixture;
        fixture.openSession();
        server::ListenSettings listen;
        listen.address = address.toStdString();
        listen.port = 0;
        if (tls) {
            const auto pair = session::selfSignedCertificate(fixture.folder.path().toStdString());
            QVERIFY(pair.ok());
            listen.certificatePem = pair->certificatePem;
            listen.privateKeyPem = pair->privateKeyPem;
        }
        fixture.session->setListenSettings(listen);
        fixture.session->startListening();
        fixture.openWindow();
        QTRY_COMPARE(int(fixture.session->listenStatus().state), int(session::ListenState::Listening));
        EndpointId endpoint = catchAllEndpoint;
        if (!path.isEmpty()) {
            endpoint = addEndpoint(fixture, path.toStdString(), {});
            fixture.window->endpoints().choose(endpoint);
        }

        QTest::mouseClick(fixture.window->captures().emptyState()->findChildren<QPushButton*>().at(2), Qt::LeftButton);
        const QString line = QGuiApplication::clipboard()->text();
        QCOMPARE(line, fixture.window->captures().emptyState()->curlLine());
        QProcess shell;
        shell.start(u"sh"_s, {u"-c"_s, line});
        QTRY_COMPARE(shell.state(), QProcess::NotRunning);
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
        QTRY_COMPARE(rows(fixture), 1);
        const CaptureSummary capture = lastOf(fixture, endpoint);
        QCOMPARE(capture.method, std::string("POST"));
        QCOMPARE(capture.target, path.isEmpty() ? std::string("/") : path.toStdString());
        QCOMPARE(capture.answerStatus, 200);
        QCOMPARE(capture.contentBytes, 21);
    }

    void aClickSendsTheChosenEvent()
    {
        WindowFixture fixture;
        fixture.start();
        auto* empty = fixture.window->captures().emptyState();
        auto* send = empty->findChild<QPushButton*>(u"sendTestEvent"_s);
        QTRY_VERIFY(send->isEnabled());
        empty->findChild<EventChoice*>()->choose("comment_created");
        QTest::mouseClick(send, Qt::LeftButton);
        QTRY_COMPARE(rows(fixture), 1);
        const CaptureSummary capture = lastOf(fixture, catchAllEndpoint);
        QCOMPARE(capture.event.wireName, std::string("comment_created"));
        QCOMPARE(capture.event.message, std::string("Hookloupe test event"));
        QCOMPARE(int(capture.signature.verdict), int(SignatureVerdict::NoSecret));
        QTRY_VERIFY(fixture.window->statusBar()->currentMessage().contains(u"answered 200"_s));
        QVERIFY(!empty->isVisible());
    }

    void theKeyboardSendsToTheChosenEndpointWithItsSecret()
    {
        WindowFixture fixture;
        fixture.start();
        const EndpointId endpoint = addEndpoint(fixture, "/hooks/ci", {"first", "second"});
        fixture.window->endpoints().choose(endpoint);
        QTRY_VERIFY(action(fixture, u"sendTestEvent"_s)->isEnabled());
        QTest::keyClick(fixture.window.get(), Qt::Key_T, Qt::ControlModifier);
        QTRY_COMPARE(rows(fixture), 1);
        const CaptureSummary capture = lastOf(fixture, endpoint);
        QCOMPARE(int(capture.signature.verdict), int(SignatureVerdict::Valid));
        QCOMPARE(capture.target, std::string("/hooks/ci"));
        QCOMPARE(capture.event.wireName, std::string("commit_create"));
    }

    void everyEventInBothFormsIsSentFromTheDialog()
    {
        WindowFixture fixture;
        fixture.start();
        const EndpointId endpoint = addEndpoint(fixture, "/hooks/ci", {"s3cret"});
        fixture.window->endpoints().choose(endpoint);
        QTest::keyClick(fixture.window.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = fixture.window->findChild<SimulatorDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(toInt(dialog->chosen().endpoint.value()), toInt(endpoint));
        int sent = 0;
        for (const speckle::EventType& event : speckle::eventTypes()) {
            for (const Dialect dialect : {Dialect::Object, Dialect::String}) {
                dialog->choose(choiceOf(std::string(event.wireName), endpoint, dialect));
                QTest::keyClick(dialog, Qt::Key_Return);
                ++sent;
                QTRY_COMPARE(rows(fixture), sent);
                const CaptureSummary capture = lastOf(fixture, endpoint);
                QCOMPARE(capture.event.wireName, std::string(event.wireName));
                QCOMPARE(capture.signature.dialect, dialect);
                QCOMPARE(int(capture.signature.verdict), int(SignatureVerdict::Valid));
                QTRY_VERIFY(showsText(*dialog, u"answered 200"_s));
            }
        }
    }

    void theDialogSaysWhatToExpect()
    {
        WindowFixture fixture;
        fixture.start();
        const EndpointId github = addEndpoint(fixture, "/github", {"x"}, "github");
        auto endpoint = fixture.session->endpoints().front();
        QTRY_VERIFY(action(fixture, u"sendTestEvent"_s)->isEnabled());
        action(fixture, u"chooseTestEvent"_s)->trigger();
        auto* dialog = fixture.window->findChild<SimulatorDialog*>();
        QVERIFY(showsText(*dialog, u"has no secret"_s));
        dialog->choose(choiceOf("commit_create", github));
        QVERIFY(showsText(*dialog, u"signatures of GitHub"_s));
        dialog->choose(choiceOf("stream_permissions_add", catchAllEndpoint));
        QVERIFY(showsText(*dialog, u"since version 2.25.8"_s));
        dialog->choose(choiceOf("issue_created", catchAllEndpoint));
        QVERIFY(showsText(*dialog, u"events page"_s));
        dialog->choose(choiceOf("commit_move", catchAllEndpoint));
        QVERIFY(showsText(*dialog, u"a program can subscribe"_s));

        const auto saved = fixture.session->saveEndpoint(
            {EndpointId{0}, "/off", "<b>off</b>", {"stream_delete"}, "speckle", false, true});
        QVERIFY(saved.ok());
        dialog->choose(choiceOf("commit_create", saved->id));
        QVERIFY(showsText(*dialog, u"does not expect this event"_s));
        QVERIFY(showsText(*dialog, u"disabled"_s));
        fixture.session->setSecrets(saved->id, {"s"});
        QTRY_VERIFY(showsText(*dialog, u"first secret"_s));
        QVERIFY(dialog->chosen().endpoint == saved->id);

        fixture.session->stopListening();
        QTRY_VERIFY(showsText(*dialog, u"Nothing listens now"_s));
        QVERIFY(!action(fixture, u"sendTestEvent"_s)->isEnabled());
    }

    void aPausedWindowAnswers503ToItsOwnEvent()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.session->setPaused(true);
        QTRY_COMPARE(int(fixture.session->listenStatus().state), int(session::ListenState::Paused));
        action(fixture, u"sendTestEvent"_s)->trigger();
        QTRY_VERIFY(fixture.window->statusBar()->currentMessage().contains(u"answered 503"_s));
        QCOMPARE(rows(fixture), 0);
    }

    void theToolBarOffersWhatSpeckleSends()
    {
        WindowFixture fixture;
        fixture.start();
        for (auto* button : fixture.window->findChild<QToolBar*>()->findChildren<QToolButton*>()) {
            if (button->defaultAction() != action(fixture, u"sendTestEvent"_s))
                continue;
            QTRY_VERIFY(button->isEnabled());
            QCOMPARE(button->menu()->actions().size(), 12 + 2);
            button->menu()->actions().at(1)->trigger();
            QTRY_COMPARE(rows(fixture), 1);
            QCOMPARE(lastOf(fixture, catchAllEndpoint).event.wireName, std::string("stream_delete"));
            return;
        }
        QFAIL("no button");
    }

    void anEmptyListSaysWhatWouldBeThere()
    {
        WindowFixture fixture;
        fixture.start();
        auto* empty = fixture.window->captures().emptyState();
        QTRY_VERIFY(showsText(*empty, u"Waiting for the first request"_s)); // once it is known that the store is empty
        QVERIFY(showsText(*empty, u"ALLOW_LOCAL_NETWORK=true"_s));
        fixture.post("/x");
        QTRY_COMPARE(rows(fixture), 1);
        const EndpointId endpoint = addEndpoint(fixture, "/hooks/ci", {});
        fixture.window->endpoints().choose(endpoint);
        QTRY_VERIFY(showsText(*empty, u"No request for this endpoint"_s));
        QVERIFY(empty->url().endsWith(u"/hooks/ci"_s));
        QTest::mouseClick(empty->findChild<QPushButton*>(u"showAll"_s), Qt::LeftButton);
        QTRY_COMPARE(rows(fixture), 1);
        QVERIFY(!fixture.window->endpoints().current());
        fixture.session->stopListening();
        QVERIFY(fixture.session->clearCaptures().ok());
        QTRY_VERIFY(showsText(*empty, u"Not listening"_s));
    }

    void theGuideIsOneClickAway()
    {
        WindowFixture fixture;
        fixture.start();
        const auto buttons = fixture.window->captures().emptyState()->findChildren<QPushButton*>();
        QTest::mouseClick(buttons.back(), Qt::LeftButton);
        auto* help = fixture.window->findChild<HelpDialog*>();
        QVERIFY(help && help->isVisible());

        fixture.window->banner().warn(Warning::SecretsExposed, u"x"_s, true);
        auto* why = fixture.window->banner().findChild<QToolButton*>();
        QVERIFY(why);
        QTest::mouseClick(why, Qt::LeftButton);
        QCOMPARE(help->findChild<QListWidget*>()->currentRow(), int(HelpTopic::Secrets));
    }
};

HOOKLOUPE_GUI_TEST(TestFirstSteps)
#include "tst_first_steps.moc"
