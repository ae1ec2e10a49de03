// SPDX-License-Identifier: GPL-3.0-or-later
// What is selected in a real window, whoever moved: keys held, requests that come, what is deleted and comes back.
#include "support/test_main.h"
#include "detail/detail_pane.h"
#include "captures/capture_model.h"
#include "endpoints/endpoint_model.h"
#include "captures/capture_columns.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "window/capture_jump.h"
#include "support/strict.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QWindow>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

struct ListWindow : WindowFixture {
    void startWith(int requests)
    {
        start();
        for (int i = 0; i < requests; ++i)
            post("/n" + std::to_string(i), std::string(static_cast<std::size_t>(10 * (requests - i)), 'x'));
        QTRY_COMPARE(rows(), requests);
        QTRY_COMPARE(view()->currentIndex().row(), requests - 1);
        view()->setFocus();
    }
    [[nodiscard]] CaptureListPanel& list() const { return window->captures(); }
    [[nodiscard]] QTableView* view() const { return list().view(); }
    [[nodiscard]] int rows() const { return view()->model()->rowCount(); }
    [[nodiscard]] int current() const { return view()->currentIndex().row(); }
    [[nodiscard]] qint64 idAt(int row) const { return view()->model()->index(row, 0).data(CaptureModel::CaptureIdRole).toLongLong(); }
    [[nodiscard]] QString summary(int row) const { return view()->model()->index(row, int(CaptureColumn::Summary)).data().toString(); }
    [[nodiscard]] std::vector<int> selected() const
    {
        std::vector<int> found;
        for (const QModelIndex& index : view()->selectionModel()->selectedRows())
            found.push_back(index.row());
        std::sort(found.begin(), found.end());
        return found;
    }
    [[nodiscard]] QPushButton* pill() const { return window->findChild<QPushButton*>(u"newRequests"_s); }
    [[nodiscard]] int unread(EndpointId id) const
    {
        const auto* model = qobject_cast<const EndpointModel*>(window->endpoints().view()->model());
        return model->index(model->rowOf(id)).data(EndpointModel::UnreadRole).toInt();
    }
    /// As a keyboard does it: the program knows which keys are held.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(window->windowHandle(), key, modifiers);
    }
    void hold(Qt::Key key, Qt::KeyboardModifier as) const { QTest::keyPress(window->windowHandle(), key, as); }
    void letGo(Qt::Key key) const { QTest::keyRelease(window->windowHandle(), key); }
};

using Rows = std::vector<int>;

} // namespace

class TestSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aClickBesideTheRowsSelectsAndShowsNothing()
    {
        ListWindow fixture;
        fixture.startWith(2);
        QTRY_COMPARE(fixture.list().currentId().has_value(), true);
        const QWidget* ground = fixture.view()->viewport();
        QTest::mouseClick(fixture.view()->viewport(), Qt::LeftButton, {}, QPoint(20, ground->height() - 3));
        QCOMPARE(fixture.selected(), Rows());
        QVERIFY(!fixture.list().currentId());
        const auto said = [&] {
            const auto labels = fixture.window->findChild<DetailPane*>()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) { return label->text() == u"No capture is selected."_s; });
        };
        QTRY_VERIFY(said());
        fixture.key(Qt::Key_Up);
        QTRY_COMPARE(fixture.selected().size(), std::size_t{1});
    }

    void goingToTheNewestSelectsItAlone()
    {
        ListWindow test;
        test.startWith(6);
        test.view()->selectRow(1);
        test.key(Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(test.selected(), Rows({5}));
        // What is selected from there on begins there.
        test.key(Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(test.selected(), Rows({4, 5}));
    }

    void whatComesWhileAKeyIsHeldIsSelectedAlone_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifier>("modifier");
        QTest::newRow("Ctrl") << Qt::Key_Control << Qt::ControlModifier;
        QTest::newRow("Shift") << Qt::Key_Shift << Qt::ShiftModifier;
    }
    void whatComesWhileAKeyIsHeldIsSelectedAlone()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifier, modifier);
        ListWindow test;
        test.startWith(2);
        test.hold(key, modifier);
        test.post("/a");
        test.post("/b");
        QTRY_COMPARE(test.current(), 3);
        QCOMPARE(test.selected(), Rows({3}));
        test.letGo(key);
    }

    void aJumpWithAKeyHeldSelectsItsRequestAlone()
    {
        ListWindow test;
        test.startWith(4);
        test.view()->selectRow(3);
        test.hold(Qt::Key_Control, Qt::ControlModifier);
        test.window->findChild<CaptureJump*>()->goTo(CaptureId{test.idAt(1)});
        QCOMPARE(test.selected(), Rows({1}));
        QVERIFY(!test.list().isFollowing());
        test.letGo(Qt::Key_Control);
    }

    void aSelectionOfSeveralIsNotTakenAway()
    {
        ListWindow test;
        test.startWith(4);
        QVERIFY(test.list().isFollowing());
        test.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(test.selected(), Rows({0, 1, 2, 3}));
        QVERIFY(!test.list().isFollowing());
        test.post("/later");
        QTRY_COMPARE(test.rows(), 5);
        QCOMPARE(test.selected(), Rows({0, 1, 2, 3}));

        test.view()->selectRow(2);
        test.key(Qt::Key_Down, Qt::ShiftModifier);
        test.key(Qt::Key_Down, Qt::ShiftModifier); // onto the newest
        QCOMPARE(test.selected(), Rows({2, 3, 4}));
        QVERIFY(!test.list().isFollowing());
        test.key(Qt::Key_End);
        QCOMPARE(test.selected(), Rows({4}));
        QVERIFY(test.list().isFollowing());
    }

    void deleteCanBePressedAgainAndAgain()
    {
        ListWindow test;
        test.startWith(6);
        test.view()->selectRow(1);
        const qint64 third = test.idAt(4);
        for (int left = 5; left >= 3; --left) {
            test.key(Qt::Key_Delete);
            QCOMPARE(test.rows(), left);
            QCOMPARE(test.selected(), Rows({1}));
            QCOMPARE(test.current(), 1);
        }
        QCOMPARE(test.idAt(1), third);
        QVERIFY(test.window->actions().deleteCaptures->isEnabled());
        QVERIFY(!test.list().isFollowing());
        QTRY_VERIFY(!qobject_cast<CaptureModel*>(test.view()->model())->loading());
        QCOMPARE(test.rows(), 3); // what was on its way from the store changes nothing

        // At the end of the list the one before comes next.
        test.key(Qt::Key_Down);
        QCOMPARE(test.current(), 2);
        for (int left = 2; left >= 0; --left) {
            test.key(Qt::Key_Delete);
            QCOMPARE(test.rows(), left);
            QCOMPARE(test.selected(), left ? Rows({left - 1}) : Rows());
        }
    }

    void afterSeveralTheOneBelowIsSelected()
    {
        ListWindow test;
        test.startWith(7);
        test.view()->selectRow(2);
        test.key(Qt::Key_Down, Qt::ShiftModifier);
        test.key(Qt::Key_Down, Qt::ShiftModifier);
        const qint64 next = test.idAt(5);
        test.key(Qt::Key_Delete);
        QCOMPARE(test.rows(), 4);
        QCOMPARE(test.selected(), Rows({2}));
        QCOMPARE(test.idAt(2), next);
    }

    void whatComesBackIsSelectedAndNotNew()
    {
        ListWindow test;
        test.startWith(6);
        const auto place = test.session->endpoints().front().id;
        test.view()->selectRow(3);
        test.key(Qt::Key_Down, Qt::ShiftModifier);
        const Rows before = test.selected();
        test.key(Qt::Key_Delete);
        QCOMPARE(test.rows(), 4);
        test.view()->selectRow(0);
        test.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(test.rows(), 6);
        QTRY_COMPARE(test.selected(), before);
        QVERIFY(!test.pill()->isVisible());
        QCOMPARE(test.list().unseen(), 0);
        test.post("/really-new");
        QTRY_COMPARE(test.rows(), 7);
        QCOMPARE(test.list().unseen(), 1);
        QVERIFY(test.pill()->isVisible());

        // The newest ones, looked away and back: they were seen.
        test.key(Qt::Key_J, Qt::ControlModifier);
        test.key(Qt::Key_Delete);
        QTRY_COMPARE(test.rows(), 6);
        test.window->endpoints().choose(place);
        test.window->endpoints().choose({});
        QTRY_COMPARE(test.rows(), 6);
        test.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(test.rows(), 7);
        test.post("/end"); // the badge is counted by now
        QTRY_COMPARE(test.rows(), 8);
        QTRY_COMPARE(test.unread(place), 0);
    }

    void twoSelectedAreComparedByTheirCommand()
    {
        ListWindow test;
        test.startWith(4);
        QAction* compare = test.window->findChild<QAction*>(u"compareSelected"_s);
        QVERIFY(!compare->isEnabled());
        test.view()->selectRow(1);
        test.hold(Qt::Key_Control, Qt::ControlModifier);
        QTest::mouseClick(test.view()->viewport(), Qt::LeftButton, Qt::ControlModifier,
                          test.view()->visualRect(test.view()->model()->index(3, 1)).center());
        test.letGo(Qt::Key_Control);
        QCOMPARE(test.selected(), Rows({1, 3}));
        QVERIFY(compare->isEnabled());
        test.key(Qt::Key_D, Qt::ControlModifier);
        auto* tabs = test.window->findChild<DetailPane*>()->findChild<QTabWidget*>();
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Changes"_s);
        const auto says = [tabs] {
            for (const auto* label : tabs->currentWidget()->findChildren<QLabel*>()) {
                if (label->isVisible() && label->text().startsWith(u"The two that are selected: this one and"_s))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(says());
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(test.view())); // the list keeps the keys
        test.key(Qt::Key_Up, Qt::ShiftModifier);
        test.key(Qt::Key_Up, Qt::ShiftModifier);
        QVERIFY(!compare->isEnabled());
    }

    void rowsAreCopiedAsTheyAreShown()
    {
        ListWindow test;
        test.startWith(3);
        CaptureColumns& columns = test.list().columns();
        columns.setShown(CaptureColumn::Method, false);
        columns.setShown(CaptureColumn::Peer, false);
        columns.move(CaptureColumn::Size, -20);
        test.view()->sortByColumn(int(CaptureColumn::Size), Qt::AscendingOrder); // the last one is the smallest
        QTRY_VERIFY(test.summary(0).contains(u"/n2"_s));
        test.key(Qt::Key_A, Qt::ControlModifier);
        test.key(Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(u"State\tSize\t"_s));
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 4);
        QVERIFY(!lines.front().contains(u"Method"_s) && !lines.front().contains(u"Peer"_s));
        QCOMPARE(lines.front().split(u'\t').size(), qsizetype(columns.shown().size()));
        for (int row = 0; row < 3; ++row)
            QVERIFY2(lines.at(row + 1).contains(u"/n%1"_s.arg(2 - row)), qPrintable(lines.at(row + 1)));
        QCOMPARE(lines.at(1).section(u'\t', 1, 1), u"10"_s);
    }

    void choosingAnEndpointKeepsTheOrder()
    {
        ListWindow test;
        test.startWith(3);
        test.view()->sortByColumn(int(CaptureColumn::Size), Qt::DescendingOrder);
        QTRY_VERIFY(test.summary(0).contains(u"/n0"_s));
        test.window->endpoints().choose(test.session->endpoints().front().id);
        QTRY_COMPARE(test.rows(), 3);
        const QHeaderView* header = test.view()->horizontalHeader();
        QCOMPARE(header->sortIndicatorSection(), int(CaptureColumn::Size));
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        QTRY_VERIFY(test.summary(0).contains(u"/n0"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestSelection)
#include "tst_selection.moc"
