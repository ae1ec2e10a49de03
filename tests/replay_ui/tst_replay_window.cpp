// SPDX-License-Identifier: GPL-3.0-or-later
// From the captures table to the replay and back.
#include "panels/capture_list_panel.h"
#include "receiver.h"
#include "replay/body_editor.h"
#include "replay/code_edit.h"
#include "replay/replay_history.h"
#include "replay/replay_panel.h"
#include "replay/target_bar.h"
#include "ui/strict.h"
#include "shell/replay_feature.h"
#include "support/wire_file.h"
#include "ui/window_fixture.h"

#include <QAction>
#include <QDir>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::Receiver;
using hookloupe::test::WindowFixture;

class TestReplayWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void theKeyboardReplaysTheSelectedRequest()
    {
        Receiver receiver;
        WindowFixture fixture;
        fixture.start();
        auto* action = fixture.window->findChild<QAction*>(u"replay"_s);
        QVERIFY(!action->isEnabled());
        const test::WireFile file = test::wireFile("full-09");
        QVERIFY(fixture.send(file.bytes()).contains("200"));
        QTRY_VERIFY(action->isEnabled());
        QTest::keyClick(fixture.window.get(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(fixture.window->findChild<ReplayPanel*>());
        auto* panel = fixture.window->findChild<ReplayPanel*>();
        QVERIFY(QTest::qWaitForWindowActive(panel));
        QVERIFY2(panel->target()->url().ok(), "the window's own address is offered");
        panel->target()->setUrl(receiver.url());
        QTest::keyClick(panel, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(receiver.received.size(), 1U);
        QTRY_COMPARE(receiver.received.front(), QByteArray::fromStdString(file.bytes()));
        QTest::keyClick(fixture.window.get(), Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(fixture.window->findChildren<ReplayPanel*>().size(), 1);

        // The replay is a capture of its own, and listed when its parent is replayed again.
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 2);
        const auto replays = fixture.session->store().replaysOf(panel->capture()->summary.id);
        QVERIFY(replays.ok());
        QCOMPARE(replays->size(), 1U);
        QCOMPARE(replays->front().kind, CaptureKind::Replay);
        QCOMPARE(replays->front().answerStatus, 200);
        const CapturePtr parent = panel->capture();
        panel->close();
        QTRY_VERIFY(!fixture.window->findChild<ReplayPanel*>());
        fixture.window->findChild<ReplayFeature*>()->open(parent);
        auto* again = fixture.window->findChild<ReplayPanel*>();
        QTRY_COMPARE(again->findChild<ReplayHistory*>()->count(), 1U);
        QCOMPARE(int(again->target()->url()->target.port), int(receiver.serverPort()));
        QVERIFY2(!again->target()->url()->hasPath, "no path was typed, so the request keeps its own");
    }

    void editsOfAClosedWindowLieBesideTheStoreAndComeBack()
    {
        WindowFixture fixture;
        fixture.start();
        QVERIFY(fixture.send(test::wireFile("full-09").bytes()).contains("200"));
        QTRY_VERIFY(fixture.window->findChild<QAction*>(u"replay"_s)->isEnabled());
        const auto open = [&] {
            fixture.window->findChild<ReplayFeature*>()->openSelected();
            [&] { QTRY_VERIFY(fixture.window->findChild<ReplayPanel*>()); }();
            return fixture.window->findChild<ReplayPanel*>();
        };
        ReplayPanel* panel = open();
        CodeEdit* edit = panel->findChild<BodyEditor*>()->edit();
        QTest::keyClicks(edit, u"x"_s);
        const std::string edited = panel->findChild<BodyEditor*>()->content();
        QVERIFY(edited != panel->capture()->content());
        panel->close();
        QTRY_VERIFY(!fixture.window->findChild<ReplayPanel*>());
        const QDir folder(QString::fromStdString(fixture.session->store().path()) + u".drafts"_s);
        QCOMPARE(folder.entryList(QDir::Files).size(), 1);
        panel = open();
        QVERIFY(panel->findChild<BodyEditor*>()->content() == edited);
    }
};

QTEST_MAIN(TestReplayWindow)
#include "tst_replay_window.moc"
