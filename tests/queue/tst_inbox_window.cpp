// SPDX-License-Identifier: GPL-3.0-or-later
// The forwarding queue in its window: nothing is asked, everything can be taken back.
#include "support/test_main.h"
#include "support/handler.h"
#include "detail/deliveries_tab.h"
#include "detail/detail_pane.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_model.h"
#include "endpoints/endpoint_panel.h"
#include "queue/inbox_dialog.h"
#include "queue/queue_model.h"
#include "frame/banner.h"
#include "support/strict.h"
#include "widgets/toast.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::Handler;
using hookloupe::test::WindowFixture;

namespace {

QAction* action(const WindowFixture& fixture, const QString& name)
{
    return fixture.window->findChild<QAction*>(name);
}

QPushButton* button(const QWidget& widget, const QString& text)
{
    for (auto* one : widget.findChildren<QPushButton*>()) {
        if (one->text().remove(u'&') == text)
            return one;
    }
    return nullptr;
}

bool says(const QWidget& widget, const QString& part)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->isVisible() && label->text().contains(part); });
}

/// The captures that wait.
std::vector<std::int64_t> waiting(const WindowFixture& fixture)
{
    std::vector<std::int64_t> captures;
    const auto inbox = fixture.session->store().inbox();
    for (const InboxItem& item : *inbox)
        captures.push_back(toInt(item.capture));
    return captures;
}

using Numbers = std::vector<std::int64_t>;

void startWith(WindowFixture& fixture, Handler& handler, int requests)
{
    fixture.start();
    Endpoint everything = fixture.session->endpoints().front();
    everything.forward = handler.url() + "\n";
    QVERIFY(fixture.session->saveEndpoint(everything));
    for (int i = 0; i < requests; ++i)
        fixture.post("/n" + std::to_string(i));
    QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), requests);
}

InboxDialog* opened(const WindowFixture& fixture)
{
    action(fixture, u"forwardingQueue"_s)->trigger();
    auto* dialog = fixture.window->findChild<InboxDialog*>();
    return dialog;
}

/// Unlike selectRow(), whatever modifiers the key before had.
void choose(QTableView* view, int row)
{
    view->selectionModel()->setCurrentIndex(view->model()->index(row, 0),
                                            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

/// Keys go to the active window.
bool focused(QTableView* view)
{
    return QTest::qWaitFor([view] {
        view->activateWindow();
        view->setFocus();
        return view->hasFocus();
    });
}

} // namespace

class TestInboxWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void anEndpointThatPassesOnToItselfSaysSoInItsRowAndTheQueue()
    {
        WindowFixture fixture;
        fixture.start();
        const auto port = fixture.session->listenStatus().address.port;
        Endpoint everything = fixture.session->endpoints().front();
        everything.forward = "http://127.0.0.1:" + std::to_string(port) + "/back\n";
        QVERIFY(fixture.session->saveEndpoint(everything)); // as one is that was saved while it listened elsewhere
        const auto* rows = fixture.window->findChild<EndpointPanel*>()->findChild<QListView*>()->model();
        const auto said = [&](int role) { return rows->index(rows->rowCount() - 1, 0).data(role).toString(); };
        const auto warned = [&] { return rows->index(rows->rowCount() - 1, 0).data(EndpointModel::WarningsRole).toStringList(); };
        QTRY_VERIFY(warned().contains(u"Passes on to itself"_s));
        QVERIFY(said(Qt::ToolTipRole).contains(u"is where Hookloupe itself listens"_s));
        fixture.post("/n1");
        QTRY_COMPARE(waiting(fixture).size(), 1u);
        InboxDialog* dialog = opened(fixture);
        const auto* queues = dialog->findChildren<QTableView*>().front()->model();
        QTRY_VERIFY(queues->rowCount() == 1 && queues->index(0, QueueModel::State).data().toString().contains(u"leads back to Hookloupe"_s));
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 1);

        server::ListenSettings elsewhere;
        elsewhere.port = static_cast<std::uint16_t>(port + 1); // or the next one that is free
        fixture.session->setListenSettings(elsewhere);
        fixture.session->startListening();
        QTRY_VERIFY(!warned().contains(u"Passes on to itself"_s));
        QCOMPARE(fixture.window->captures().view()->model()->rowCount(), 1);
    }

    void aHandlerThatIsDownIsSaidUntilAllIsDelivered()
    {
        Handler handler;
        handler.kill();
        WindowFixture fixture;
        startWith(fixture, handler, 2);
        const auto* rows = fixture.window->endpoints().view()->model();
        const auto last = [&](int role) { return rows->index(rows->rowCount() - 1, 0).data(role); };
        const auto warned = [&] { return last(EndpointModel::WarningsRole).toStringList(); };
        QTRY_COMPARE(warned(), QStringList{u"Handler down"_s});
        QVERIFY(last(Qt::AccessibleTextRole).toString().contains(u"Handler down"_s));
        QVERIFY(last(Qt::ToolTipRole).toString().contains(u"gave no answer that counts"_s));

        // The second was not tried: it says what it waits for.
        auto* tab = fixture.window->findChild<DeliveriesTab*>();
        fixture.window->findChild<DetailPane*>()->findChild<QTabWidget*>()->setCurrentWidget(tab);
        QVERIFY(fixture.window->captures().choose(CaptureId{2}));
        QTRY_VERIFY(says(*tab, u"It waits to be passed on to "_s + QString::fromStdString(handler.url()) + u", which is down"_s));
        auto* forwarder = fixture.session->forwarder();
        QVERIFY(forwarder->setHeld({{catchAllEndpoint, handler.url()}}, true));
        QTRY_COMPARE(warned(), QStringList{u"Passing on held"_s});
        QTRY_VERIFY(says(*tab, u"as you hold that queue"_s));

        QVERIFY(handler.start());
        QVERIFY(forwarder->setHeld({{catchAllEndpoint, handler.url()}}, false));
        forwarder->retryNow();
        QTRY_VERIFY(warned().isEmpty());
        QCOMPARE(handler.requests.size(), 2u);
        QTRY_VERIFY(!says(*tab, u"waits"_s));
    }

    void whatWasRejectedSaysThatItIsNeverPassedOn()
    {
        Handler handler;
        WindowFixture fixture;
        startWith(fixture, handler, 0);
        fixture.session->setSecrets(catchAllEndpoint, {"s3cret"});
        QVERIFY(fixture.post("/unsigned").contains("401"));
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 1);
        auto* tab = fixture.window->findChild<DeliveriesTab*>();
        fixture.window->findChild<DetailPane*>()->findChild<QTabWidget*>()->setCurrentWidget(tab);
        QVERIFY(fixture.window->captures().choose(CaptureId{1}));
        QTRY_VERIFY(says(*tab, u"was rejected, so it is not passed on"_s));
        QVERIFY(handler.requests.empty());
    }

    void skippedRequestsComeBackToTheirPlaces()
    {
        Handler handler;
        handler.kill();
        WindowFixture fixture;
        startWith(fixture, handler, 5);
        QTRY_COMPARE(waiting(fixture).size(), 5u);
        const Numbers before = waiting(fixture);
        InboxDialog* dialog = opened(fixture);
        auto* view = dialog->findChildren<QTableView*>().back();
        QTRY_COMPARE(view->model()->rowCount(), 5);
        QTRY_VERIFY(view->model()->index(1, InboxModel::Request).data().toString().contains(u"/n1"_s));
        choose(view, 1);
        QVERIFY(focused(view));
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(waiting(fixture).size(), 4u);
        QTRY_VERIFY(dialog->findChild<Toast*>()->sentence().contains(u"Skipped one request"_s));
        QCOMPARE(view->model()->rowCount(), 4);
        QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(waiting(fixture), before);
        QTRY_COMPARE(view->model()->rowCount(), 5);
        QVERIFY(dialog->findChild<Toast*>()->sentence().isEmpty());

        button(*dialog, u"Clear"_s)->click();
        QVERIFY(waiting(fixture).empty());
        QTRY_VERIFY(action(fixture, u"undo"_s)->isEnabled());
        action(fixture, u"undo"_s)->trigger();
        QCOMPARE(waiting(fixture), before);
        QVERIFY(fixture.questions.isEmpty());
    }

    void theOrderIsChangedByKeyboardAndTakenBack()
    {
        Handler handler;
        handler.kill();
        WindowFixture fixture;
        startWith(fixture, handler, 4);
        QTRY_COMPARE(waiting(fixture).size(), 4u);
        const Numbers before = waiting(fixture);
        InboxDialog* dialog = opened(fixture);
        auto* view = dialog->findChildren<QTableView*>().back();
        QTRY_COMPARE(view->model()->rowCount(), 4);
        choose(view, 3);
        QVERIFY(focused(view));
        QTest::keyClick(view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(waiting(fixture), (Numbers{before[0], before[1], before[3], before[2]}));
        QCOMPARE(dialog->selectedItems().front().capture, CaptureId{before[3]}); // what was moved stays chosen
        QTest::keyClick(view, Qt::Key_Home, Qt::AltModifier);
        QCOMPARE(waiting(fixture), (Numbers{before[3], before[0], before[1], before[2]}));
        QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(waiting(fixture), before);
    }

    void aTargetIsHeldAndGoesOn()
    {
        Handler handler;
        WindowFixture fixture;
        startWith(fixture, handler, 1);
        QTRY_COMPARE(handler.requests.size(), 1u);
        InboxDialog* dialog = opened(fixture);
        QTRY_VERIFY(button(*dialog, u"Hold"_s)->isEnabled());
        button(*dialog, u"Hold"_s)->click();
        QTRY_VERIFY(button(*dialog, u"Go on"_s));
        fixture.post("/held");
        QTRY_COMPARE(waiting(fixture).size(), 1u);
        QCOMPARE(fixture.session->store().heldTargets()->size(), 1u);
        button(*dialog, u"Go on"_s)->click();
        QTRY_COMPARE(handler.requests.size(), 2u);
        QVERIFY(fixture.session->store().heldTargets()->empty());
    }

    void whatFailedIsSentAgain()
    {
        Handler handler;
        handler.answer = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";
        WindowFixture fixture;
        startWith(fixture, handler, 2);
        QTRY_COMPARE(handler.requests.size(), 2u);
        QTRY_VERIFY(waiting(fixture).empty());
        InboxDialog* dialog = opened(fixture);
        handler.answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        QTRY_VERIFY(button(*dialog, u"Send failed ones again"_s)->isEnabled());
        button(*dialog, u"Send failed ones again"_s)->click();
        QTRY_COMPARE(handler.requests.size(), 4u);
        QTRY_VERIFY(!button(*dialog, u"Send failed ones again"_s)->isEnabled());

        // One by one, from the request's own deliveries.
        QTRY_VERIFY(waiting(fixture).empty()); // what waits still is only tried at once
        auto* list = fixture.window->captures().view();
        choose(list, 0);
        auto* tab = fixture.window->findChild<DeliveriesTab*>();
        Q_EMIT tab->againWanted(fixture.session->lastOfEachEndpoint().front(),
                                fixture.session->store().deliveriesOf(CaptureId{1}).value());
        QTRY_COMPARE(handler.requests.size(), 5u);
        // And from the list.
        QTRY_VERIFY(waiting(fixture).empty());
        QTRY_VERIFY(action(fixture, u"forwardAgain"_s)->isEnabled());
        action(fixture, u"forwardAgain"_s)->trigger();
        QTRY_COMPARE(handler.requests.size(), 6u);
    }

    void whatWaitsIsNotPutIntoTheQueueTwice()
    {
        Handler handler;
        WindowFixture fixture;
        handler.kill();
        startWith(fixture, handler, 1);
        QTRY_COMPARE(waiting(fixture).size(), 1u);
        const auto* rows = fixture.window->findChild<EndpointPanel*>()->findChild<QListView*>()->model();
        const auto warned = [&] { return rows->index(rows->rowCount() - 1, 0).data(EndpointModel::WarningsRole).toStringList(); };
        QTRY_VERIFY(warned().contains(u"Handler down"_s));
        auto* tab = fixture.window->findChild<DeliveriesTab*>();
        QTRY_VERIFY(!fixture.session->store().deliveriesOf(CaptureId{1}).value().empty());
        Q_EMIT tab->againWanted(fixture.session->lastOfEachEndpoint().front(),
                                fixture.session->store().deliveriesOf(CaptureId{1}).value());
        choose(fixture.window->captures().view(), 0);
        QTRY_VERIFY(action(fixture, u"forwardAgain"_s)->isEnabled());
        action(fixture, u"forwardAgain"_s)->trigger();
        QVERIFY(handler.start());
        QTRY_COMPARE(handler.requests.size(), 1u);
        QTRY_VERIFY(waiting(fixture).empty());
        fixture.post("/after"); // in order: another one of the first would be before it
        QTRY_COMPARE(handler.requests.size(), 2u);
        QVERIFY(handler.requests.back().find("/after") != std::string::npos);
    }

    void afterClearNoHandlerIsDown()
    {
        Handler handler;
        WindowFixture fixture;
        handler.kill();
        startWith(fixture, handler, 1);
        const auto* rows = fixture.window->findChild<EndpointPanel*>()->findChild<QListView*>()->model();
        const auto warned = [&] { return rows->index(rows->rowCount() - 1, 0).data(EndpointModel::WarningsRole).toStringList(); };
        QTRY_VERIFY(warned().contains(u"Handler down"_s));
        InboxDialog* dialog = opened(fixture);
        Q_EMIT dialog->clearWanted({{catchAllEndpoint, handler.url()}});
        QVERIFY(waiting(fixture).empty());
        QTRY_VERIFY(!warned().contains(u"Handler down"_s));
    }

    void whatHasNoHandlerSaysSo()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.post("/x");
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 1);
        choose(fixture.window->captures().view(), 0);
        QTRY_VERIFY(action(fixture, u"forwardAgain"_s)->isEnabled());
        action(fixture, u"forwardAgain"_s)->trigger();
        QTRY_VERIFY(fixture.window->banner().text(Warning::Trouble).contains(u"pass nothing on"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestInboxWindow)
#include "tst_inbox_window.moc"
