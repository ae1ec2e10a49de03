// SPDX-License-Identifier: GPL-3.0-or-later
// Clear deletes what the list shows, and says before what that is.
#include "support/test_main.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "timeline/timeline_panel.h"
#include "window/clear_scope.h"
#include "support/strict.h"
#include "widgets/toast.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

struct ClearWindow : WindowFixture {
    EndpointId github{};

    void startWith(int atGithub, int elsewhere)
    {
        start();
        const auto saved = session->saveEndpoint({EndpointId{0}, "/hooks/gh", "GitHub & <b>co</b>", {}, "github", true, false});
        QVERIFY(saved.ok());
        github = saved->id;
        for (int i = 0; i < atGithub; ++i)
            post("/hooks/gh");
        for (int i = 0; i < elsewhere; ++i)
            post("/elsewhere");
        QTRY_COMPARE(rows(), atGithub + elsewhere);
    }
    [[nodiscard]] int rows() const { return window->captures().view()->model()->rowCount(); }
    [[nodiscard]] QAction* action(const QString& name) const { return window->findChild<QAction*>(name); }
    [[nodiscard]] QAction* clear() const { return window->actions().clearCaptures; }
    [[nodiscard]] QString toast() const { return window->findChild<Toast*>()->sentence(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers) const { QTest::keyClick(window.get(), key, modifiers); }
    [[nodiscard]] std::int64_t stored() const { return session->statistics()->captures; }
};

} // namespace

class TestClear : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void withAnEndpointChosenOnlyItsRequestsGo()
    {
        ClearWindow test;
        test.startWith(2, 3);
        QTRY_COMPARE(test.clear()->text(), u"C&lear all 5"_s);
        QVERIFY(!test.action(u"clearAll"_s)->isVisible()); // it would be the same
        test.window->endpoints().choose(test.github);
        QTRY_COMPARE(test.rows(), 2);
        QTRY_COMPARE(test.clear()->text(), u"C&lear 2 of “GitHub && <b>co</b>”"_s);
        QCOMPARE(test.clear()->iconText(), u"Clear 2 of “GitHub && <b>co</b>”"_s);
        QVERIFY(test.clear()->toolTip().contains(test.clear()->shortcut().toString(QKeySequence::NativeText)));
        QVERIFY(test.action(u"clearAll"_s)->isVisible());
        test.press(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(test.rows(), 0);
        QCOMPARE(test.toast(), u"Deleted 2 requests of “GitHub & <b>co</b>”."_s);
        QCOMPARE(test.stored(), 3);
        QTRY_COMPARE(test.clear()->text(), u"C&lear"_s);

        test.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(test.rows(), 2);
        QCOMPARE(test.stored(), 5);
        test.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(test.rows(), 0);
        QCOMPARE(test.stored(), 3);
        test.window->endpoints().choose({});
        QTRY_COMPARE(test.rows(), 3);
        QTRY_COMPARE(test.clear()->text(), u"C&lear all 3"_s);
    }

    void everythingGoesByAnActionOfItsOwn()
    {
        ClearWindow test;
        test.startWith(2, 3);
        test.window->endpoints().choose(test.github);
        QTRY_COMPARE(test.rows(), 2);
        test.action(u"clearAll"_s)->trigger();
        QTRY_COMPARE(test.rows(), 0);
        QCOMPARE(test.toast(), u"Deleted 5 requests."_s);
        QCOMPARE(test.stored(), 0);
        test.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(test.rows(), 2);
        QCOMPARE(test.stored(), 5);
    }

    void withASpanChosenOnlyWhatIsInItGoes()
    {
        ClearWindow test;
        test.startWith(1, 1);
        auto* timeline = test.window->findChild<TimelinePanel*>();
        const UtcTime between = utcNow();
        test.post("/hooks/gh");
        test.post("/elsewhere");
        QTRY_COMPARE(test.rows(), 4);
        const TimeSpan late{between, between + std::chrono::hours(1)};
        Q_EMIT timeline->spanChosen(late);
        QTRY_COMPARE(test.rows(), 2);
        QTRY_COMPARE(test.clear()->text(), u"C&lear 2 of the chosen span"_s);
        test.window->endpoints().choose(test.github);
        QTRY_COMPARE(test.rows(), 1);
        QTRY_COMPARE(test.clear()->text(), u"C&lear 1 of “GitHub && <b>co</b>” in the chosen span"_s);
        test.clear()->trigger();
        QTRY_COMPARE(test.rows(), 0);
        QCOMPARE(test.toast(), u"Deleted one request of “GitHub & <b>co</b>” in the chosen span."_s);
        QCOMPARE(test.stored(), 3);
        test.window->endpoints().choose({});
        QTRY_COMPARE(test.rows(), 1);
        test.clear()->trigger();
        QTRY_COMPARE(test.rows(), 0);
        QCOMPARE(test.toast(), u"Deleted one request of the chosen span."_s);
        QCOMPARE(test.stored(), 2);
    }

    void everyScopeIsSaidWithItsNumber()
    {
        QCOMPARE(clearLabel({}), u"C&lear"_s);
        QCOMPARE(clearLabel({.count = 1}), u"C&lear the only one"_s);
        QVERIFY(clearLabel({.endpoint = QString(400, u'x'), .count = 1}).size() < 60);
        QCOMPARE(deletedSentence(1), u"Deleted one request."_s);
        QCOMPARE(clearedSentence({.inSpan = true}, 12), u"Deleted 12 requests of the chosen span."_s);
        QCOMPARE(clearedSentence({.endpoint = u"ci"_s, .inSpan = true}, 12), u"Deleted 12 requests of “ci” in the chosen span."_s);
        QCOMPARE(clearedSentence({.endpoint = u"ci"_s}, 1), u"Deleted one request of “ci”."_s);
    }
};

HOOKLOUPE_GUI_TEST(TestClear)
#include "tst_clear.moc"
