// SPDX-License-Identifier: GPL-3.0-or-later
// From the captures table to the replay and back.
#include "support/test_main.h"
#include "detail/delivery_view.h"
#include "detail/detail_pane.h"
#include "detail/payload_text.h"
#include "detail/replays_tab.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "support/receiver.h"
#include "resend/answer_view.h"
#include "resend/body_editor.h"
#include "resend/bulk_model.h"
#include "resend/bulk_panel.h"
#include "resend/code_edit.h"
#include "resend/filter_field.h"
#include "resend/replay_history.h"
#include "resend/replay_panel.h"
#include "resend/target_bar.h"
#include "support/strict.h"
#include "window/capture_jump.h"
#include "resend/replay_feature.h"
#include "support/wire_file.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QDir>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

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
        QTRY_COMPARE(again->findChild<ReplayHistory*>()->count(), std::int64_t(1));
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

    void aReplayAndItsParentLeadToEachOther()
    {
        Receiver receiver;
        WindowFixture fixture;
        fixture.start();
        QVERIFY(fixture.send(test::wireFile("full-09").bytes()).contains("200"));
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 1);
        QTest::keyClick(fixture.window.get(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(fixture.window->findChild<ReplayPanel*>());
        auto* panel = fixture.window->findChild<ReplayPanel*>();
        panel->target()->setUrl(receiver.url());
        panel->send();
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 2);
        panel->close();

        const CaptureId parent{1};
        const CaptureId replay{2};
        auto* tab = fixture.window->findChild<ReplaysTab*>();
        auto* jump = fixture.window->findChild<CaptureJump*>();
        jump->goTo(parent);
        QCOMPARE(fixture.window->captures().currentId(), std::optional(parent));
        auto* pages = fixture.window->findChild<DetailPane*>()->findChild<QTabWidget*>();
        pages->setCurrentWidget(tab);
        auto* table = tab->findChild<QTableView*>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QVERIFY(!button(*tab, u"Go to the request"_s)->isVisible());
        QTRY_VERIFY(tab->findChild<DeliveryView*>()->isVisible());
        QTest::mouseClick(button(*tab, u"Go to this replay"_s), Qt::LeftButton);
        QCOMPARE(fixture.window->captures().currentId(), std::optional(replay));
        QTRY_VERIFY(button(*tab, u"Go to the request"_s)->isVisible());
        QTRY_COMPARE(table->model()->rowCount(), 0);

        // Also from a list that is narrowed to another endpoint.
        Endpoint other;
        other.path = "/other";
        const auto saved = fixture.session->saveEndpoint(other);
        QVERIFY(saved);
        auto* endpoints = fixture.window->findChild<EndpointPanel*>();
        QTRY_COMPARE(endpoints->view()->model()->rowCount(), 3); // all, everything else, and this one
        endpoints->choose(saved->id);
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 0);
        jump->goTo(parent);
        QTRY_COMPARE(fixture.window->captures().currentId(), std::optional(parent));
    }

    void bulkTakesAFilterWithoutASelection()
    {
        Receiver receiver;
        WindowFixture fixture;
        fixture.start();
        auto* action = fixture.window->findChild<QAction*>(u"replayBulk"_s);
        QVERIFY(!action->isEnabled());
        for (const char* name : {"full-09", "full-09", "full-09"})
            QVERIFY(fixture.send(test::wireFile(name).bytes()).contains("200"));
        QVERIFY(fixture.post("/else").contains("200"));
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 4);
        QTRY_VERIFY(action->isEnabled());
        fixture.window->captures().view()->clearSelection();
        QTest::keyClick(fixture.window.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(fixture.window->findChild<BulkPanel*>());
        auto* panel = fixture.window->findChild<BulkPanel*>();
        QTRY_COMPARE(panel->scope()->captures().size(), 4U);
        panel->scope()->filter()->setText(u"event!=none"_s);
        QTRY_COMPARE(panel->scope()->captures().size(), 3U);
        panel->target()->setUrl(receiver.url());
        panel->start();
        QTRY_COMPARE(receiver.received.size(), 3U);
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 7);
        QTRY_VERIFY(toInt(panel->results()->at(2).stored) != 0);

        // What was replayed does not match by itself, and a failed row's answer can be read.
        QTest::mouseClick(panel->scope()->findChild<QToolButton*>(u"lookAgain"_s), Qt::LeftButton);
        QTRY_COMPARE(panel->scope()->captures().size(), 3U);
        auto* table = panel->findChild<BulkResults*>()->table();
        table->selectRow(0);
        QTRY_VERIFY(panel->findChild<AnswerView*>()->findChild<PayloadText*>()->isVisible());
    }

private:
    static QPushButton* button(const QWidget& parent, const QString& text)
    {
        const auto all = parent.findChildren<QPushButton*>();
        for (QPushButton* one : all) {
            if (one->text() == text)
                return one;
        }
        qFatal("no button %s", qPrintable(text));
    }
};

HOOKLOUPE_GUI_TEST(TestReplayWindow)
#include "tst_replay_window.moc"
