// SPDX-License-Identifier: GPL-3.0-or-later
// What was removed comes back, whole, and nothing is asked before.
#include "support/test_main.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "frame/banner.h"
#include "support/strict.h"
#include "widgets/toast.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QStatusBar>
#include <QTableView>
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

QAction* action(const WindowFixture& fixture, const QString& name)
{
    return fixture.window->findChild<QAction*>(name);
}

QString toast(const WindowFixture& fixture)
{
    return fixture.window->findChild<Toast*>()->sentence();
}

void startWith(WindowFixture& fixture, int requests)
{
    fixture.start();
    for (int i = 0; i < requests; ++i)
        fixture.post("/n" + std::to_string(i));
    QTRY_COMPARE(rows(fixture), requests);
}

Endpoint addEndpoint(const WindowFixture& fixture, std::vector<std::string> secrets)
{
    const auto saved = fixture.session->saveEndpoint(
        {EndpointId{0}, "/hooks/ci", "<b>ci</b>", {"commit_create"}, "github", true, false});
    [&] { QVERIFY(saved.ok()); }();
    fixture.session->setSecrets(saved->id, std::move(secrets));
    return *saved;
}

} // namespace

class TestUndo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void deletedRequestsComeBackByKeyboard()
    {
        WindowFixture fixture;
        startWith(fixture, 5);
        QVERIFY(!action(fixture, u"undo"_s)->isEnabled());
        auto* view = fixture.window->captures().view();
        view->setFocus();
        view->selectRow(1);
        QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
        const auto ids = fixture.window->captures().selectedIds();
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_COMPARE(rows(fixture), 3);
        QCOMPARE(toast(fixture), u"Deleted 2 requests."_s);
        QVERIFY(action(fixture, u"undo"_s)->text().contains(u"Delete"_s));
        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(rows(fixture), 5);
        QVERIFY(toast(fixture).isEmpty());
        QVERIFY(!action(fixture, u"undo"_s)->isEnabled());
        for (const CaptureId id : ids)
            QVERIFY(fixture.window->captures().view()->model()->match(view->model()->index(0, 0), CaptureModel::CaptureIdRole,
                                                                      qint64(toInt(id))).size() == 1);
        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(rows(fixture), 3);
        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(rows(fixture), 5);
        QVERIFY(fixture.questions.isEmpty());
    }

    void whatWaitedForAHandlerIsTold()
    {
        WindowFixture fixture;
        fixture.start();
        Endpoint endpoint{EndpointId{0}, "/hooks/ci", {}, {}, "github", true, false};
        endpoint.forward = "http://127.0.0.1:1/";
        QVERIFY(fixture.session->saveEndpoint(endpoint));
        fixture.post("/hooks/ci");
        fixture.post("/hooks/ci");
        fixture.post("/elsewhere");
        QTRY_COMPARE(rows(fixture), 3);
        fixture.window->actions().clearCaptures->trigger();
        QTRY_COMPARE(rows(fixture), 0);
        QCOMPARE(toast(fixture), u"Deleted 3 requests. 2 of them waited for a handler, which does not get them now."_s);
    }

    void clearedRequestsComeBackByTheToastsButton()
    {
        WindowFixture fixture;
        startWith(fixture, 4);
        fixture.window->actions().clearCaptures->trigger();
        QTRY_COMPARE(rows(fixture), 0);
        QCOMPARE(toast(fixture), u"Deleted 4 requests."_s);
        fixture.post("/after");
        QTRY_COMPARE(rows(fixture), 1);
        auto* button = fixture.window->findChild<Toast*>()->findChildren<QToolButton*>().front();
        QCOMPARE(button->text(), u"Undo"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(rows(fixture), 5);
        QVERIFY(toast(fixture).isEmpty());
        QVERIFY(fixture.questions.isEmpty());
    }

    void oneSaysOneAndNothingSaysNothing()
    {
        WindowFixture fixture;
        startWith(fixture, 1);
        fixture.window->captures().view()->setFocus();
        QTest::keyClick(fixture.window->captures().view(), Qt::Key_Delete);
        QTRY_COMPARE(rows(fixture), 0);
        QCOMPARE(toast(fixture), u"Deleted one request."_s);
        fixture.window->actions().clearCaptures->trigger();
        QCOMPARE(fixture.window->statusBar()->currentMessage(), u"There was nothing to delete."_s);
        QVERIFY(toast(fixture).isEmpty()); // no button, as there is nothing to take back
        QVERIFY(action(fixture, u"undo"_s)->isEnabled()); // the one before
        action(fixture, u"undo"_s)->trigger();
        QTRY_COMPARE(rows(fixture), 1);
    }

    void stepsAreTakenBackInTheirOrder()
    {
        WindowFixture fixture;
        startWith(fixture, 3);
        const Endpoint endpoint = addEndpoint(fixture, {"a", "b"});
        fixture.window->captures().view()->setFocus();
        QTest::keyClick(fixture.window->captures().view(), Qt::Key_Delete);
        QTRY_COMPARE(rows(fixture), 2);
        fixture.window->endpoints().choose(endpoint.id);
        fixture.window->actions().removeEndpoint->trigger();
        fixture.window->endpoints().choose({});
        fixture.window->actions().clearCaptures->trigger();
        QTRY_COMPARE(rows(fixture), 0);
        action(fixture, u"undo"_s)->trigger();
        QTRY_COMPARE(rows(fixture), 2);
        QCOMPARE(fixture.session->endpoints().size(), std::size_t(1));
        action(fixture, u"undo"_s)->trigger();
        QCOMPARE(fixture.session->endpoints().size(), std::size_t(2));
        action(fixture, u"undo"_s)->trigger();
        QTRY_COMPARE(rows(fixture), 3);
        QVERIFY(!action(fixture, u"undo"_s)->isEnabled());
    }

    void aRemovedEndpointComesBackWithItsSecretsAndRequests()
    {
        WindowFixture fixture;
        fixture.start();
        const Endpoint endpoint = addEndpoint(fixture, {"geheim", ""});
        fixture.post("/hooks/ci/x");
        QTRY_COMPARE(rows(fixture), 1);
        fixture.window->endpoints().choose(endpoint.id);
        fixture.window->actions().removeEndpoint->trigger();
        QCOMPARE(fixture.session->endpoints().size(), std::size_t(1));
        QCOMPARE(toast(fixture), u"Removed the endpoint “<b>ci</b>” and its secrets. Its requests stay."_s);
        QVERIFY(fixture.questions.isEmpty());
        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.session->endpoints().size(), std::size_t(2));
        QCOMPARE(fixture.session->endpoints().back(), endpoint);
        QCOMPARE(fixture.session->secretsOf(endpoint.id), (std::vector<std::string>{"geheim", ""}));
        fixture.window->endpoints().choose(endpoint.id);
        QTRY_COMPARE(rows(fixture), 1);
        fixture.post("/hooks/ci/y");
        QTRY_COMPARE(rows(fixture), 2);

        action(fixture, u"redo"_s)->trigger();
        QCOMPARE(fixture.session->endpoints().size(), std::size_t(1));
        QVERIFY(fixture.session->secretsOf(endpoint.id).empty());
    }

    void aPathThatIsTakenByNowIsSaid()
    {
        WindowFixture fixture;
        fixture.start();
        const Endpoint endpoint = addEndpoint(fixture, {});
        fixture.window->endpoints().choose(endpoint.id);
        fixture.window->actions().removeEndpoint->trigger();
        const Endpoint other = addEndpoint(fixture, {"new"});
        QVERIFY(other.id != endpoint.id);
        action(fixture, u"undo"_s)->trigger();
        QVERIFY(fixture.window->banner().text(Warning::Trouble).contains(u"/hooks/ci"_s));
        QCOMPARE(fixture.session->endpoints().size(), std::size_t(2));
        QVERIFY(!action(fixture, u"undo"_s)->isEnabled());
    }

    void whatIsDeletedForGoodIsAskedOnce()
    {
        WindowFixture fixture;
        startWith(fixture, 3);
        QVERIFY(!action(fixture, u"deleteForGood"_s)->isEnabled());
        fixture.window->actions().clearCaptures->trigger();
        QTRY_COMPARE(rows(fixture), 0);
        fixture.answerYes = false;
        action(fixture, u"deleteForGood"_s)->trigger();
        QVERIFY(action(fixture, u"undo"_s)->isEnabled());
        fixture.answerYes = true;
        action(fixture, u"deleteForGood"_s)->trigger();
        QCOMPARE(fixture.questions, (QStringList{u"Delete for good"_s, u"Delete for good"_s}));
        QVERIFY(!action(fixture, u"undo"_s)->isEnabled());
        QVERIFY(!action(fixture, u"deleteForGood"_s)->isEnabled());
        QCOMPARE(fixture.session->statistics()->captures, 0);
    }

    void theToastStaysInsideASmallWindow()
    {
        WindowFixture fixture;
        startWith(fixture, 1);
        fixture.window->resize(700, 500);
        Toast toast(fixture.window->centralWidget(), action(fixture, u"undo"_s));
        toast.offer(u"A very long sentence "_s.repeated(12));
        const auto inside = [&] { return fixture.window->centralWidget()->rect().contains(toast.geometry()); };
        QVERIFY(inside());
        fixture.window->resize(1200, 400);
        QTRY_VERIFY(inside());
    }
};

HOOKLOUPE_GUI_TEST(TestUndo)
#include "tst_undo.moc"
