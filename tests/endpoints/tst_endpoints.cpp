// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/fake_source.h"
#include "endpoints/endpoint_model.h"
#include "endpoints/endpoint_panel.h"
#include "support/strict.h"
#include "style/theme.h"
#include "support/window_fixture.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QListView>
#include <QMimeData>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::FakeSource;
using hookloupe::test::WindowFixture;

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

UtcTime fixedNow()
{
    return UtcTime(Micros(1'795'315'600'000'000));
}

const Endpoint catchAll;
const Endpoint ci{EndpointId{1}, "/hooks/ci", "ci", {"commit_create"}, "speckle", true, true};
const Endpoint nightly{EndpointId{2}, "/nightly", "nightly", {}, "speckle", true, true};
const Endpoint slack{EndpointId{3}, "/slack", "slack", {}, "speckle", true, true};

CaptureSummary came(std::int64_t id, EndpointId endpoint)
{
    CaptureSummary summary = FakeSource::sample(id);
    summary.endpoint = endpoint;
    summary.arrivedAt = fixedNow() - 100s + std::chrono::seconds(id);
    return summary;
}

QStringList titles(const QAbstractItemModel& model)
{
    QStringList all;
    for (int row = 1; row < model.rowCount(); ++row)
        all << model.index(row, 0).data().toString();
    return all;
}

QAction* action(const WindowFixture& fixture, const QString& name)
{
    return fixture.window->findChild<QAction*>(name);
}

int unread(const WindowFixture& fixture, EndpointId id)
{
    const auto* model = static_cast<const EndpointModel*>(fixture.window->endpoints().view()->model());
    return model->index(model->rowOf(id)).data(EndpointModel::UnreadRole).toInt();
}

} // namespace

class TestEndpoints : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void theOrderIsByNameByActivityOrByHand()
    {
        EndpointModel model(nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        model.setEndpoints({catchAll, slack, ci, nightly});
        QCOMPARE(titles(model), (QStringList{u"ci"_s, u"nightly"_s, u"slack"_s, u"Everything else"_s}));
        const QPersistentModelIndex chosen = model.index(model.rowOf(slack.id));

        model.note({came(1, nightly.id), came(2, slack.id), came(3, catchAllEndpoint)});
        model.setOrder(EndpointOrder::ByActivity);
        QCOMPARE(titles(model), (QStringList{u"slack"_s, u"nightly"_s, u"ci"_s, u"Everything else"_s}));
        QCOMPARE(chosen.row(), 1);
        model.note({came(4, ci.id)});
        QCOMPARE(titles(model).front(), u"slack"_s); // not under the mouse …
        model.refreshTimes();
        QCOMPARE(titles(model), (QStringList{u"ci"_s, u"slack"_s, u"nightly"_s, u"Everything else"_s}));
        QCOMPARE(chosen.row(), 2);

        QSignalSpy byHand(&model, &EndpointModel::orderChanged);
        model.move(nightly.id, -1);
        QCOMPARE(titles(model), (QStringList{u"ci"_s, u"nightly"_s, u"slack"_s, u"Everything else"_s}));
        QCOMPARE(byHand.count(), 1);
        QCOMPARE(model.order(), EndpointOrder::ByHand);
        QCOMPARE(chosen.row(), 3);
        model.move(nightly.id, 1);
        QCOMPARE(titles(model), (QStringList{u"ci"_s, u"slack"_s, u"nightly"_s, u"Everything else"_s}));
        QVERIFY(!model.canMove(nightly.id, 1)); // the catch-all stays the last
        QVERIFY(!model.canMove(ci.id, -1));     // "All endpoints" the first
        QVERIFY(!model.canMove(catchAllEndpoint, -1));
        model.move(catchAllEndpoint, -1);
        QCOMPARE(byHand.count(), 2);

        const auto order = model.handOrder();
        model.setOrder(EndpointOrder::ByName);
        model.setHandOrder(order);
        model.setOrder(EndpointOrder::ByHand);
        QCOMPARE(titles(model), (QStringList{u"ci"_s, u"slack"_s, u"nightly"_s, u"Everything else"_s}));
    }

    void aDragMovesARowButNotTheCatchAll()
    {
        EndpointModel model(nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        model.setEndpoints({catchAll, slack, ci, nightly});
        QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(!model.flags(model.index(4)).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(model.flags(model.index(1)).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(model.moveRow({}, 1, {}, model.rowCount())); // dropped below everything: still above the catch-all
        QCOMPARE(titles(model), (QStringList{u"nightly"_s, u"slack"_s, u"ci"_s, u"Everything else"_s}));
        QVERIFY(model.moveRow({}, 3, {}, 0));                // above "All endpoints": below it
        QCOMPARE(titles(model), (QStringList{u"ci"_s, u"nightly"_s, u"slack"_s, u"Everything else"_s}));
        QVERIFY(!model.moveRow({}, 4, {}, 1));
        QVERIFY(!model.moveRow({}, 0, {}, 3));
        QVERIFY(!model.moveRow({}, 2, {}, 2));
    }

    void whatIsAmissIsSaidInWords()
    {
        EndpointModel model(nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        Endpoint off = nightly;
        off.enabled = false;
        model.setEndpoints({catchAll, ci, off});
        const auto warnings = [&](EndpointId id) {
            return model.index(model.rowOf(id)).data(EndpointModel::WarningsRole).toStringList();
        };
        QVERIFY(warnings(ci.id).isEmpty());
        QCOMPARE(warnings(off.id), QStringList{u"Disabled"_s});
        CaptureSummary other = came(1, ci.id);
        other.event.wireName = "branch_create<b>";
        model.note({other});
        QCOMPARE(warnings(ci.id), QStringList{u"Unexpected event"_s});
        CaptureSummary expected = came(2, ci.id);
        expected.event.wireName = "commit_create";
        expected.answerStatus = 401;
        model.note({expected});
        QCOMPARE(warnings(ci.id), QStringList{u"Rejected"_s});
        model.setPaused(true);
        QCOMPARE(warnings(ci.id), (QStringList{u"Paused"_s, u"Rejected"_s}));
        const auto spoken = model.index(model.rowOf(ci.id)).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(u"Paused, Rejected"_s), qPrintable(spoken));
        CaptureSummary none = came(3, ci.id); // no event is not an unexpected one
        model.note({none});
        QCOMPARE(warnings(ci.id), QStringList{u"Paused"_s});
    }

    void aHandlerThatIsDownIsAmissToo()
    {
        EndpointModel model(nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        model.setEndpoints({catchAll, ci, nightly});
        model.note({came(1, ci.id)});
        const auto said = [&](EndpointId id, int role) { return model.index(model.rowOf(id)).data(role); };
        model.setHandlersDown({ci.id});
        model.setPassingOnHeld({nightly.id});
        QCOMPARE(said(ci.id, EndpointModel::WarningsRole).toStringList(), QStringList{u"Handler down"_s});
        QCOMPARE(said(nightly.id, EndpointModel::WarningsRole).toStringList(), QStringList{u"Passing on held"_s});
        QVERIFY(said(ci.id, Qt::AccessibleTextRole).toString().endsWith(u"Handler down"_s));
        QVERIFY(said(ci.id, Qt::ToolTipRole).toString().contains(u"waits, and is tried again"_s));
        model.setHandlersDown({});
        QVERIFY(said(ci.id, EndpointModel::WarningsRole).toStringList().isEmpty());
    }

    void theHintSaysWhatTheIconMeansAndWhatIsNew()
    {
        EndpointModel model(nullptr, fixedNow);
        model.setEndpoints({catchAll, ci});
        const auto hint = [&] { return model.index(1).data(Qt::ToolTipRole).toString(); };
        QVERIFY(hint().startsWith(u"No request yet"_s));
        model.note({came(1, ci.id)});
        QCOMPARE(hint().section(u'\n', 0, 0), u"Speckle would record success and the signature is valid."_s);
        model.setActivity({{ci.id, CaptureId{1}, 1, {{1, 0, 0}}}});
        QVERIFY2(hint().contains(u"One new request since you last looked"_s), qPrintable(hint()));
        QCOMPARE(model.index(1).data(EndpointModel::UnreadRole).toInt(), 1);
        QCOMPARE(model.index(1).data(EndpointModel::LatelyRole).value<std::vector<MarkCounts>>().size(), std::size_t(1));
        model.setActivity({{ci.id, CaptureId{9}, 12, {}}});
        QVERIFY2(hint().contains(u"12 new requests since"_s), qPrintable(hint()));
    }

    void newRequestsAreCountedUntilTheEndpointIsLookedAt()
    {
        WindowFixture fixture;
        fixture.start();
        const auto saved = fixture.session->saveEndpoint({EndpointId{0}, "/ci", "ci", {}, "speckle", true, true});
        QVERIFY(saved.ok());
        const EndpointId id = saved->id;
        auto* view = fixture.window->endpoints().view();
        const auto* model = static_cast<const EndpointModel*>(view->model());
        QTRY_COMPARE(model->rowCount(), 3);

        // Seen as it comes: "All endpoints" is chosen.
        fixture.post("/ci");
        QTRY_VERIFY(!model->index(model->rowOf(id)).data(EndpointModel::LatelyRole).value<std::vector<MarkCounts>>().empty());
        QCOMPARE(unread(fixture, id), 0);
        // Not seen: another endpoint is chosen.
        fixture.window->endpoints().choose(catchAllEndpoint);
        fixture.post("/ci");
        fixture.post("/ci");
        fixture.post("/elsewhere");
        QTRY_COMPARE(unread(fixture, id), 2);
        QCOMPARE(unread(fixture, catchAllEndpoint), 0);
        // Remembered …
        fixture.window.reset();
        fixture.openWindow();
        QTRY_COMPARE(unread(fixture, id), 2);
        // … until it is looked at.
        fixture.window->endpoints().choose(id);
        QTRY_COMPARE(unread(fixture, id), 0);
        fixture.window->endpoints().choose(catchAllEndpoint);
        fixture.post("/ci");
        QTRY_COMPARE(unread(fixture, id), 1);
        action(fixture, u"allSeen"_s)->trigger();
        QTRY_COMPARE(unread(fixture, id), 0);
    }

    void endpointsMoveByKeyboardAndStayThere()
    {
        WindowFixture fixture;
        fixture.start();
        for (const char* name : {"a", "b", "c"})
            QVERIFY(fixture.session->saveEndpoint({EndpointId{0}, std::string("/") + name, name, {}, "speckle", true, true}).ok());
        auto* view = fixture.window->endpoints().view();
        QTRY_COMPARE(view->model()->rowCount(), 5);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Home);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(view->currentIndex().data().toString(), u"c"_s);
        QTest::keyClick(view, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(titles(*view->model()), (QStringList{u"c"_s, u"a"_s, u"b"_s, u"Everything else"_s}));
        QCOMPARE(view->currentIndex().data().toString(), u"c"_s);
        QVERIFY(action(fixture, u"orderByHand"_s)->isChecked());
        QVERIFY(!action(fixture, u"endpointUp"_s)->isEnabled());
        QTest::keyClick(view, Qt::Key_Down, Qt::AltModifier);
        fixture.window.reset();
        fixture.openWindow();
        view = fixture.window->endpoints().view();
        QCOMPARE(titles(*view->model()), (QStringList{u"a"_s, u"c"_s, u"b"_s, u"Everything else"_s}));
        action(fixture, u"orderByName"_s)->trigger();
        QCOMPARE(titles(*view->model()), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"Everything else"_s}));
    }

    void anEndpointIsDisabledFromItsMenu()
    {
        WindowFixture fixture;
        fixture.start();
        QVERIFY(fixture.session->saveEndpoint({EndpointId{0}, "/ci", "ci", {}, "speckle", true, true}).ok());
        auto* view = fixture.window->endpoints().view();
        QTRY_COMPARE(view->model()->rowCount(), 3);
        QAction* toggle = action(fixture, u"enableEndpoint"_s);
        QVERIFY(!toggle->isEnabled()); // "All endpoints" is none
        fixture.window->endpoints().choose(fixture.session->endpoints().back().id);
        QVERIFY(toggle->isEnabled());
        const int before = view->visualRect(view->currentIndex()).height();
        toggle->trigger();
        QTRY_COMPARE(view->currentIndex().data(EndpointModel::WarningsRole).toStringList(), QStringList{u"Disabled"_s});
        QTRY_COMPARE(toggle->text(), u"Ena&ble endpoint"_s);
        QTRY_VERIFY(view->visualRect(view->currentIndex()).height() > before);
        QVERIFY(fixture.post("/ci").contains("503"));
        toggle->trigger();
        QTRY_VERIFY(view->currentIndex().data(EndpointModel::WarningsRole).toStringList().isEmpty());
        fixture.session->setPaused(true);
        QTRY_COMPARE(view->currentIndex().data(EndpointModel::WarningsRole).toStringList(), QStringList{u"Paused"_s});
        const auto entries = view->actions();
        for (const char* name : {"newEndpoint", "editEndpoint", "removeEndpoint", "copyEndpointUrl", "enableEndpoint", "allSeen",
                                 "orderByHand", "endpointUp"})
            QVERIFY2(entries.contains(action(fixture, QString::fromLatin1(name))), name);
    }
};

HOOKLOUPE_GUI_TEST(TestEndpoints)
#include "tst_endpoints.moc"
