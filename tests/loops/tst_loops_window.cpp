// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "loops/loop_panel.h"
#include "help/help_dialog.h"
#include "settings/settings_dialog.h"
#include "endpoints/endpoint_model.h"
#include "notices/notifications.h"
#include "support/strict.h"
#include "support/wire_file.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QListView>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

std::string loopedEvent(int number, const std::string& project = "ea9c63e25e", const std::string& name = "Renamed")
{
    return R"({"payload":{"streamId":")" + project + R"(","userId":"bc465529c7","activityMessage":"Stream metadata changed )"
           + std::to_string(number) + R"(","event":{"event_name":"stream_update","data":{"old":{},"new":{}}},"stream":{"name":")" + name
           + R"("}}})";
}

session::LoopSettings quick(bool pause = false)
{
    return {.watch = true, .limits = {.events = 6, .span = 60s}, .pause = pause};
}

LoopPanel* panelOf(const WindowFixture& fixture)
{
    return fixture.window->findChild<LoopPanel*>();
}

/// The buttons to be seen, of all rows.
QStringList buttons(const WindowFixture& fixture)
{
    QStringList names;
    for (const QToolButton* button : panelOf(fixture)->findChildren<QToolButton*>()) {
        if (button->isVisible() && button->objectName() != u"help"_s)
            names << button->objectName();
    }
    return names;
}

QToolButton* button(const WindowFixture& fixture, const QString& name)
{
    for (QToolButton* one : panelOf(fixture)->findChildren<QToolButton*>(name)) {
        if (one->isVisible())
            return one;
    }
    return nullptr;
}

QString sentence(const WindowFixture& fixture)
{
    for (const QLabel* label : panelOf(fixture)->findChildren<QLabel*>(u"sentence"_s)) {
        if (label->isVisible())
            return label->text();
    }
    return {};
}

/// Opens a window whose guard is quick to raise an alarm, with an endpoint at /hooks.
EndpointId start(WindowFixture& fixture, bool pause = false)
{
    fixture.start();
    fixture.session->loopGuard().setSettings(quick(pause));
    Endpoint endpoint;
    endpoint.path = "/hooks";
    endpoint.description = "CI";
    return fixture.session->saveEndpoint(endpoint)->id;
}

void loop(const WindowFixture& fixture, int events = 6)
{
    for (int i = 0; i < events; ++i)
        fixture.post("/hooks/ci", loopedEvent(i));
}

QStringList warningsOf(const WindowFixture& fixture, EndpointId id)
{
    const QAbstractItemModel* model = fixture.window->endpoints().view()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data(EndpointModel::EndpointIdRole).toLongLong() == toInt(id) && row > 0)
            return model->index(row, 0).data(EndpointModel::WarningsRole).toStringList();
    }
    return {};
}

} // namespace

class TestLoopsWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void anAlarmSaysWhyAndHowFastAndGoesWhenItIsIgnored()
    {
        WindowFixture fixture;
        start(fixture);
        QVERIFY(!panelOf(fixture)->isVisible());
        QVERIFY(!fixture.window->findChild<QAction*>(u"showLoop"_s)->isEnabled());
        loop(fixture);
        QTRY_VERIFY(panelOf(fixture)->isVisible());
        QVERIFY2(sentence(fixture).startsWith(u"This looks like a loop at “CI”. project_update of project “Renamed” came 6 times within "_s),
                 qPrintable(sentence(fixture)));
        QVERIFY(panelOf(fixture)->findChild<QLabel*>(u"rate"_s)->text().startsWith(u"about "_s));
        QCOMPARE(buttons(fixture), (QStringList{u"showLoop"_s, u"pauseLoop"_s, u"ignoreLoop"_s}));
        button(fixture, u"ignoreLoop"_s)->click();
        QTRY_VERIFY(!panelOf(fixture)->isVisible());
        loop(fixture, 12);
        fixture.post("/hooks/ci", loopedEvent(1, "bbbbbbbbbb", "Other")); // another project is not ignored
        for (int i = 0; i < 6; ++i)
            fixture.post("/hooks/ci", loopedEvent(i, "bbbbbbbbbb", "Other"));
        QTRY_VERIFY(sentence(fixture).contains(u"“Other”"_s));
        QCOMPARE(buttons(fixture).size(), 3); // one row
    }

    void theRequestsThatShowItAreSelectedWhateverIsListed()
    {
        WindowFixture fixture;
        start(fixture);
        fixture.post("/elsewhere", "{}");
        loop(fixture);
        fixture.post("/elsewhere", "{}");
        fixture.window->endpoints().choose(catchAllEndpoint);
        QTRY_VERIFY(panelOf(fixture)->isVisible());
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 2);
        button(fixture, u"showLoop"_s)->click();
        QTRY_COMPARE(fixture.window->captures().selectedCount(), std::size_t{6});
        QVERIFY(!fixture.window->captures().isFollowing());
        QCOMPARE(fixture.window->captures().selectedIds().front(), CaptureId{2});
        fixture.window->captures().view()->clearSelection();
        QAction* show = fixture.window->findChild<QAction*>(u"showLoop"_s);
        QTRY_VERIFY(show->isEnabled());
        show->trigger();
        QTRY_COMPARE(fixture.window->captures().selectedCount(), std::size_t{6});
    }

    void anEndpointIsPausedByHandAndReleasedAgain()
    {
        WindowFixture fixture;
        const EndpointId endpoint = start(fixture);
        loop(fixture);
        QTRY_VERIFY(panelOf(fixture)->isVisible());
        QVERIFY(warningsOf(fixture, endpoint).isEmpty());
        button(fixture, u"pauseLoop"_s)->click();
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 503 Service Unavailable"_qba);
        QCOMPARE(fixture.post("/elsewhere"), "HTTP/1.1 200 OK"_qba);
        QVERIFY2(sentence(fixture).contains(u"answers 503 until it is released"_s), qPrintable(sentence(fixture)));
        QVERIFY(buttons(fixture).contains(u"releaseLoop"_s) && !buttons(fixture).contains(u"pauseLoop"_s));
        QVERIFY(warningsOf(fixture, endpoint).contains(u"Paused: loop"_s));
        button(fixture, u"releaseLoop"_s)->click();
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK"_qba);
        QTRY_VERIFY(!panelOf(fixture)->isVisible());
        QVERIFY(!warningsOf(fixture, endpoint).contains(u"Paused: loop"_s));
    }

    void anEndpointThatPausedByItselfStaysSoUntilItIsReleased()
    {
        WindowFixture fixture;
        const EndpointId endpoint = start(fixture, true);
        loop(fixture);
        QTRY_VERIFY(panelOf(fixture)->isVisible());
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 503 Service Unavailable"_qba);
        fixture.session->loopGuard().forget(endpoint); // as when it is calm
        QTRY_VERIFY(sentence(fixture).startsWith(u"“CI” answers 503 until it is released"_s));
        QCOMPARE(buttons(fixture), QStringList{u"releaseLoop"_s});
        QAction* release = fixture.window->findChild<QAction*>(u"releaseEndpoint"_s);
        QVERIFY(!release->isEnabled());
        fixture.window->endpoints().choose(endpoint);
        QVERIFY(release->isEnabled());
        release->trigger();
        QVERIFY(!panelOf(fixture)->isVisible());
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK"_qba);
    }

    void manyAlarmsAreTwoRowsAndACount()
    {
        WindowFixture fixture;
        start(fixture);
        for (int project = 0; project < 5; ++project) {
            for (int i = 0; i < 6; ++i)
                fixture.post("/hooks/ci", loopedEvent(i, "project" + std::to_string(project)));
        }
        QLabel* more = panelOf(fixture)->findChild<QLabel*>(u"more"_s);
        QTRY_COMPARE(more->text(), u"3 more look like loops."_s);
        QCOMPARE(buttons(fixture).count(u"showLoop"_s), 2);
        button(fixture, u"ignoreLoop"_s)->click();
        QTRY_COMPARE(more->text(), u"2 more look like loops."_s);
        QCOMPARE(buttons(fixture).count(u"showLoop"_s), 2);
        QPointer<QToolButton> focused = button(fixture, u"ignoreLoop"_s);
        focused->setFocus();
        QSignalSpy updated(&fixture.session->loopGuard(), &session::LoopGuard::updated);
        QTRY_VERIFY(!updated.isEmpty());
        QVERIFY(focused && focused->hasFocus()); // also when the figures change
    }

    void theHelpButtonOpensThePageThatExplainsLoops()
    {
        WindowFixture fixture;
        start(fixture);
        loop(fixture);
        QTRY_VERIFY(panelOf(fixture)->isVisible());
        button(fixture, u"help"_s)->click();
        QTRY_VERIFY(fixture.window->findChild<HelpDialog*>());
    }

    void theAlarmIsANoticeWhileAnotherWindowIsInFront()
    {
        WindowFixture fixture;
        start(fixture);
        auto* notifications = fixture.window->findChild<Notifications*>();
        QSignalSpy said(notifications, &Notifications::said);
        QVERIFY(fixture.window->findChild<QAction*>(u"notifyLoops"_s)->isChecked());
        loop(fixture);
        QTRY_VERIFY(panelOf(fixture)->isVisible());
        QCOMPARE(said.size(), 0); // it is in front
        button(fixture, u"releaseLoop"_s);
        fixture.session->loopGuard().forget(fixture.session->loopGuard().alarms().front().reason.endpoint);
        QTRY_VERIFY(!panelOf(fixture)->isVisible());

        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        loop(fixture);
        QTRY_COMPARE(said.size(), 1);
        QCOMPARE(said.front().at(0).toString(), u"“CI”: this looks like a loop"_s);
        QVERIFY2(said.front().at(1).toString().startsWith(u"project_update comes again and again, about "_s),
                 qPrintable(said.front().at(1).toString()));

        fixture.window->findChild<QAction*>(u"doNotDisturb"_s)->trigger();
        for (int i = 0; i < 6; ++i)
            fixture.post("/elsewhere", loopedEvent(i));
        QTRY_COMPARE(fixture.session->loopGuard().alarms().size(), std::size_t{2});
        QCOMPARE(said.size(), 1);
    }

    void theSettingsAreUsedAtOnce()
    {
        WindowFixture fixture;
        fixture.start();
        auto* feature = fixture.window->findChild<SettingsFeature*>();
        feature->open(u"loops"_s);
        auto* dialog = fixture.window->findChild<SettingsDialog*>();
        QVERIFY(dialog);
        QWidget* page = dialog->findChild<QWidget*>(u"loops"_s);
        auto* watch = page->findChild<QCheckBox*>(u"watch"_s);
        auto* pause = page->findChild<QCheckBox*>(u"pause"_s);
        auto* events = page->findChild<QSpinBox*>(u"events"_s);
        auto* seconds = page->findChild<QSpinBox*>(u"seconds"_s);
        const session::LoopGuard& guard = fixture.session->loopGuard();
        QVERIFY(watch->isChecked() && !pause->isChecked());
        QCOMPARE(events->value(), 30);
        QCOMPARE(seconds->value(), 60);
        events->setValue(12);
        seconds->setValue(90);
        pause->click();
        QCOMPARE(guard.settings(), (session::LoopSettings{.watch = true, .limits = {.events = 12, .span = 90s}, .pause = true}));
        watch->click();
        QVERIFY(!guard.settings().watch);
        QVERIFY(!events->isEnabled() && !pause->isEnabled());
        QCOMPARE(session::loadSettings(fixture.settingsPath().toStdString()).settings.loops, guard.settings());
        dynamic_cast<SettingsPage*>(page)->reset();
        QCOMPARE(guard.settings(), session::LoopSettings{});
        QCOMPARE(events->value(), 30);
    }

    void theRecordedRequestsRaiseNoAlarm()
    {
        WindowFixture fixture;
        fixture.start();
        QSignalSpy raised(&fixture.session->loopGuard(), &session::LoopGuard::raised);
        for (const auto& file : test::wireFiles())
            fixture.send(file.bytes());
        fixture.session->loopGuard().setSettings(quick());
        loop(fixture); // what was sent before it has been looked at when this is
        QTRY_COMPARE(raised.size(), 1);
        QVERIFY(sentence(fixture).contains(u"project_update"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestLoopsWindow)
#include "tst_loops_window.moc"
