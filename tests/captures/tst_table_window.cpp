// SPDX-License-Identifier: GPL-3.0-or-later
// What the menus do to the captures table of a real window.
#include "support/test_main.h"
#include "captures/tags_dialog.h"
#include "captures/capture_model.h"
#include "captures/capture_columns.h"
#include "captures/capture_list_panel.h"
#include "support/strict.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QStatusBar>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

struct TableWindow : WindowFixture {
    void startWith(int requests)
    {
        start();
        for (int i = 0; i < requests; ++i)
            post("/" + std::to_string(i), std::string(static_cast<std::size_t>(100 * (i + 1)), 'x'));
        QTRY_COMPARE(model()->rowCount(), requests);
        QTRY_VERIFY(cell(requests - 1, CaptureColumn::Answer) == u"200"_s);
    }
    void restartWindow()
    {
        window->close();
        window.reset();
        openWindow();
    }
    [[nodiscard]] CaptureListPanel& table() const { return window->captures(); }
    [[nodiscard]] QAbstractItemModel* model() const { return table().view()->model(); }
    [[nodiscard]] QVariant data(int row, CaptureColumn column, int role) const
    {
        return model()->index(row, int(column)).data(role);
    }
    [[nodiscard]] QString cell(int row, CaptureColumn column) const { return data(row, column, Qt::DisplayRole).toString(); }
    [[nodiscard]] QAction* action(const QString& name) const { return window->findChild<QAction*>(name); }
    void trigger(const QString& name) const
    {
        QAction* found = action(name);
        QVERIFY2(found && found->isEnabled(), qPrintable(name));
        found->trigger();
    }
    /// A visible label of the status bar with this in it.
    [[nodiscard]] QLabel* figure(const QString& part) const
    {
        for (auto* label : window->statusBar()->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(part))
                return label;
        }
        return nullptr;
    }
};

} // namespace

class TestTableWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void columnsAreChosenInTheMenuAndRemembered()
    {
        TableWindow fixture;
        fixture.startWith(2);
        QVERIFY(!fixture.action(u"column.peer"_s)->isChecked());
        fixture.trigger(u"column.peer"_s);
        fixture.trigger(u"column.method"_s);
        QVERIFY(fixture.table().columns().isShown(CaptureColumn::Peer));
        QVERIFY(!fixture.table().columns().isShown(CaptureColumn::Method));
        fixture.table().view()->setColumnWidth(int(CaptureColumn::Summary), 234);

        fixture.restartWindow();
        QVERIFY(fixture.table().columns().isShown(CaptureColumn::Peer));
        QVERIFY(!fixture.table().columns().isShown(CaptureColumn::Method));
        QVERIFY(fixture.action(u"column.peer"_s)->isChecked());
        QCOMPARE(fixture.table().view()->columnWidth(int(CaptureColumn::Summary)), 234);

        fixture.trigger(u"resetColumns"_s);
        QVERIFY(fixture.table().columns().isShown(CaptureColumn::Method));
        QVERIFY(!fixture.action(u"column.peer"_s)->isChecked());
    }

    void theHeadersMenuHidesAndMovesItsColumn()
    {
        TableWindow fixture;
        fixture.startWith(1);
        QHeaderView* header = fixture.table().view()->horizontalHeader();
        const QPoint place(header->sectionViewportPosition(int(CaptureColumn::Event)) + 5, 5);
        const auto choose = [&](const QString& text) {
            Q_EMIT header->customContextMenuRequested(place);
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            for (QAction* action : menu->actions()) {
                if (action->text().remove(u'&') == text)
                    action->trigger();
            }
            menu->close();
        };
        const int before = header->visualIndex(int(CaptureColumn::Event));
        choose(u"Move to the left"_s);
        QCOMPARE(header->visualIndex(int(CaptureColumn::Event)), before - 1);
        choose(u"Hide “Event”"_s);
        QVERIFY(!fixture.table().columns().isShown(CaptureColumn::Event));
        QVERIFY(!fixture.action(u"column.event"_s)->isChecked());
        fixture.trigger(u"column.event"_s); // and back
        QVERIFY(fixture.table().columns().isShown(CaptureColumn::Event));
    }

    void timesAndWireNamesAreChosenAndRemembered()
    {
        TableWindow fixture;
        fixture.startWith(2);
        fixture.post("/hook", R"({"payload":{"event":{"event_name":"commit_create"}}})");
        QTRY_COMPARE(fixture.cell(2, CaptureColumn::Event), u"version_create"_s);
        fixture.trigger(u"wireNames"_s);
        QCOMPARE(fixture.cell(2, CaptureColumn::Event), u"version_create (commit_create)"_s);
        fixture.trigger(u"times.since-previous"_s);
        QCOMPARE(fixture.cell(0, CaptureColumn::Time), u"first"_s);
        QVERIFY(fixture.cell(1, CaptureColumn::Time).startsWith(u'+'));
        fixture.trigger(u"times.relative"_s);
        QVERIFY(fixture.action(u"times.relative"_s)->isChecked());
        fixture.restartWindow();
        QVERIFY(fixture.action(u"times.relative"_s)->isChecked());
        QVERIFY(fixture.action(u"wireNames"_s)->isChecked());
        QTRY_VERIFY(fixture.cell(0, CaptureColumn::Time).contains(u"just now"_s)
                    || fixture.cell(0, CaptureColumn::Time).contains(u"ago"_s));
    }

    void sortingIsChosenInTheMenuAndShownInTheHeader()
    {
        TableWindow fixture;
        fixture.startWith(3);
        const QHeaderView* header = fixture.table().view()->horizontalHeader();
        QVERIFY(fixture.action(u"sort.time"_s)->isChecked());
        QVERIFY(fixture.table().isFollowing());
        fixture.trigger(u"sort.size"_s);
        fixture.trigger(u"sortDescending"_s);
        QCOMPARE(header->sortIndicatorSection(), int(CaptureColumn::Size));
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        QVERIFY(fixture.action(u"sort.size"_s)->isChecked() && fixture.action(u"sortDescending"_s)->isChecked());
        QVERIFY(!fixture.action(u"sort.time"_s)->isChecked());
    }

    void coloursAreGivenByKeyboardAndKept()
    {
        TableWindow fixture;
        fixture.startWith(3);
        fixture.table().view()->setFocus();
        fixture.table().view()->selectRow(1);
        QTest::keyClick(fixture.table().view(), Qt::Key_3, Qt::AltModifier);
        const auto colour = [&fixture](int row) {
            return static_cast<ColourMark>(fixture.data(row, CaptureColumn::Mark, CaptureModel::ColourRole).toInt());
        };
        QTRY_VERIFY(colour(1) == ColourMark::Yellow);
        QVERIFY(colour(0) == ColourMark::None);
        QVERIFY(fixture.data(1, CaptureColumn::Mark, Qt::AccessibleTextRole).toString().contains(u"Marked yellow."_s));
        fixture.restartWindow();
        QTRY_VERIFY(fixture.model()->rowCount() == 3 && colour(1) == ColourMark::Yellow);
        fixture.table().view()->selectAll();
        QTest::keyClick(fixture.table().view(), Qt::Key_0, Qt::AltModifier);
        QTRY_VERIFY(colour(1) == ColourMark::None);
    }

    void tagsAreGivenInADialog()
    {
        TableWindow fixture;
        fixture.startWith(2);
        const auto tags = [&fixture](int row) {
            return fixture.data(row, CaptureColumn::Tags, CaptureModel::TagsRole).toStringList();
        };
        const auto open = [&fixture] {
            fixture.window->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
            QTest::keyClick(fixture.table().view(), Qt::Key_L, Qt::ControlModifier);
            QTRY_VERIFY(fixture.window->findChild<TagsDialog*>());
        };
        fixture.table().view()->selectRow(0);
        open();
        auto* dialog = fixture.window->findChild<TagsDialog*>();
        QTest::keyClicks(dialog->findChild<QLineEdit*>(), u" to check , ci,ci"_s);
        QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
        QTRY_COMPARE(tags(0), QStringList({u"to check"_s, u"ci"_s}));
        QTRY_VERIFY(!fixture.window->findChild<TagsDialog*>());

        // Of two requests one has them: they stay with it unless they are touched.
        fixture.table().view()->selectAll();
        open();
        dialog = fixture.window->findChild<TagsDialog*>();
        auto* list = dialog->findChild<QListWidget*>();
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(0)->text(), u"ci"_s);
        QCOMPARE(list->item(0)->checkState(), Qt::PartiallyChecked);
        list->item(0)->setCheckState(Qt::Checked);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(), QString(300, u'y'));
        dialog->accept();
        QVERIFY(dialog->isVisible()); // that is no tag, and it says so
        dialog->findChild<QLineEdit*>()->clear();
        dialog->accept();
        QTRY_COMPARE(tags(1), QStringList({u"ci"_s}));
        QCOMPARE(tags(0), QStringList({u"to check"_s, u"ci"_s}));
    }

    void totalsOfTheSelectionStandInTheStatusBar()
    {
        TableWindow fixture;
        fixture.startWith(3);
        QVERIFY(!fixture.figure(u"selected"_s));
        fixture.table().view()->selectAll();
        QTRY_VERIFY(fixture.figure(u"3 selected · 600 B · 3 not judged · within "_s));
        fixture.table().view()->selectRow(0);
        QTRY_VERIFY(!fixture.figure(u"selected"_s));
    }

    void theStatusBarShowsWhatMattersMostWhereItIsNarrow()
    {
        TableWindow fixture;
        fixture.startWith(2);
        fixture.window->resize(1280, 800);
        QTRY_VERIFY(fixture.figure(u"2 stored"_s) && fixture.figure(u"oldest: "_s) && fixture.figure(u"http://"_s));
        QStatusBar* bar = fixture.window->statusBar();
        bar->setFixedWidth(170);
        QTRY_VERIFY(!fixture.figure(u"http://"_s) && !fixture.figure(u"oldest: "_s));
        QVERIFY(fixture.figure(u"2 stored"_s));
        // Nothing is cut off: what does not fit is not shown.
        for (const auto* label : bar->findChildren<QLabel*>())
            QTRY_VERIFY2(!label->isVisible() || label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        bar->setFixedWidth(1280);
        QTRY_VERIFY(fixture.figure(u"http://"_s));
        bar->showMessage(QString(100, u'w'));
        QVERIFY(!fixture.figure(u"http://"_s));
        bar->clearMessage();
        QVERIFY(fixture.figure(u"http://"_s));
    }

    void theStatusBarSaysWhichLimitWasMet()
    {
        TableWindow fixture;
        fixture.startWith(1);
        fixture.send("GET /" + std::string(70'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(fixture.figure(u"Limits hit: 1"_s), 10'000);
        QTRY_VERIFY2(fixture.figure(u"Limits hit"_s)->toolTip().contains(u"1 × "_s),
                     qPrintable(fixture.figure(u"Limits hit"_s)->toolTip()));
    }
};

HOOKLOUPE_GUI_TEST(TestTableWindow)
#include "tst_table_window.moc"
