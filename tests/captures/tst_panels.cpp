// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/fake_source.h"
#include "support/strict.h"
#include "captures/capture_model.h"
#include "endpoints/endpoint_model.h"
#include "captures/capture_list_panel.h"
#include "captures/empty_state.h"
#include "endpoints/endpoint_panel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::FakeSource;

namespace {

struct Table {
    FakeSource source;
    CaptureModel model{source};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    CaptureListPanel panel{model};

    explicit Table(int rows)
    {
        for (int id = 1; id <= rows; ++id)
            source.add(id);
        panel.resize(900, 300);
        panel.show();
        model.setQuery({});
    }
    void arrive(int from, int to)
    {
        std::vector<CaptureSummary> batch;
        for (int id = from; id <= to; ++id)
            batch.push_back(source.add(id));
        model.append(batch);
    }
    [[nodiscard]] std::int64_t current() const { return panel.currentId() ? toInt(*panel.currentId()) : 0; }
    [[nodiscard]] QPushButton* newButton() const { return panel.findChild<QPushButton*>(u"newRequests"_s); }
};

} // namespace

class TestPanels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void theNewestRowIsFollowedUntilTheUserMoves()
    {
        Table table(100);
        QTRY_COMPARE(table.current(), 100);
        QVERIFY(table.panel.isFollowing());
        table.arrive(101, 105);
        QCOMPARE(table.current(), 105);
        const auto* bar = table.panel.view()->verticalScrollBar();
        QCOMPARE(bar->value(), bar->maximum());

        QTest::keyClick(table.panel.view(), Qt::Key_Up);
        QCOMPARE(table.current(), 104);
        QVERIFY(!table.panel.isFollowing());
        table.arrive(106, 108);
        QCOMPARE(table.current(), 104);
        QCOMPARE(table.panel.unseen(), 3);
        QVERIFY(table.newButton()->isVisible());
        QCOMPARE(table.newButton()->text(), u"3 new requests"_s);

        QTest::mouseClick(table.newButton(), Qt::LeftButton);
        QVERIFY(table.panel.isFollowing());
        QCOMPARE(table.current(), 108);
        QVERIFY(!table.newButton()->isVisible());
    }

    void theEndKeyFollowsAgain()
    {
        Table table(50);
        QTRY_COMPARE(table.current(), 50);
        QTest::keyClick(table.panel.view(), Qt::Key_Home);
        QCOMPARE(table.current(), 1);
        QVERIFY(!table.panel.isFollowing());
        table.panel.view()->selectAll();
        QTest::keyClick(table.panel.view(), Qt::Key_End);
        QVERIFY(table.panel.isFollowing());
        QCOMPARE(table.panel.selectedIds(), std::vector<CaptureId>{CaptureId{50}});
    }

    void scrollingAwayEndsFollowingAndKeepsThePosition()
    {
        Table table(500);
        QTRY_COMPARE(table.current(), 500);
        QScrollBar* bar = table.panel.view()->verticalScrollBar();
        bar->triggerAction(QScrollBar::SliderPageStepSub);
        QVERIFY(!table.panel.isFollowing());
        const int position = bar->value();
        table.arrive(501, 600);
        QCOMPARE(bar->value(), position);
        QCOMPARE(table.panel.unseen(), 100);
        bar->triggerAction(QScrollBar::SliderToMaximum);
        QVERIFY(table.panel.isFollowing());
        QCOMPARE(table.current(), 600);
    }

    void aChosenRowIsNotTakenAwayByScrollingToTheEnd()
    {
        Table table(500);
        QTRY_COMPARE(table.current(), 500);
        QTest::keyClick(table.panel.view(), Qt::Key_PageUp);
        const auto chosen = table.current();
        table.panel.view()->verticalScrollBar()->triggerAction(QScrollBar::SliderToMaximum);
        QVERIFY(!table.panel.isFollowing());
        QCOMPARE(table.current(), chosen);
    }

    void selectedRowsAreGivenOnceAndInOrder()
    {
        Table table(10);
        QTRY_COMPARE(table.current(), 10);
        QTest::keyClick(table.panel.view(), Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(table.panel.view(), Qt::Key_Up, Qt::ShiftModifier);
        const std::vector<CaptureId> expected{CaptureId{8}, CaptureId{9}, CaptureId{10}};
        QCOMPARE(table.panel.selectedIds(), expected);
        QTest::keyClick(table.panel.view(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(table.panel.selectedIds().size(), std::size_t(10));
    }

    void anEmptyListLeadsToTheFirstCapture()
    {
        Table table(0);
        EmptyState* empty = table.panel.emptyState();
        QTRY_VERIFY(!table.model.loading());
        QVERIFY(empty->isVisible());
        empty->setUrl(u"http://127.0.0.1:4100"_s);
        QVERIFY(empty->curlLine().contains(u"'http://127.0.0.1:4100'"_s));
        bool namesTheWall = false;
        for (const QLabel* label : empty->findChildren<QLabel*>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            namesTheWall |= label->text().contains(u"ALLOW_LOCAL_NETWORK=true"_s);
        }
        QVERIFY(namesTheWall);
        QSignalSpy copied(empty, &EmptyState::copyRequested);
        for (auto* button : empty->findChildren<QPushButton*>()) {
            if (button->accessibleName().startsWith(u"Copy"_s))
                QTest::keyClick(button, Qt::Key_Space);
        }
        QCOMPARE(copied.count(), 2);
        QCOMPARE(copied.at(0).at(0).toString(), u"http://127.0.0.1:4100"_s);
        empty->setUrl(u"https://127.0.0.1:4100"_s);
        QVERIFY(empty->curlLine().startsWith(u"curl -k "_s));

        table.arrive(1, 1);
        QVERIFY(!empty->isVisible());
        table.model.removeIds({CaptureId{1}});
        QVERIFY(empty->isVisible());
    }

    void markupInATooltipIsShownAsText()
    {
        Table table(0);
        CaptureSummary hostile = FakeSource::sample(1);
        hostile.event.projectName = "<h1>big</h1>";
        QTRY_VERIFY(!table.model.loading());
        table.model.append({hostile});
        QTableView* view = table.panel.view();
        view->setColumnHidden(int(CaptureColumn::Project), false);
        const QModelIndex index = table.model.index(0, int(CaptureColumn::Project));
        view->scrollTo(index);
        const QPoint place = view->visualRect(index).center();
        QHelpEvent event(QEvent::ToolTip, place, view->viewport()->mapToGlobal(place));
        QApplication::sendEvent(view->viewport(), &event);
        QVERIFY(QToolTip::text().contains(u"&lt;h1&gt;big&lt;/h1&gt;"_s));
        QToolTip::hideText();
    }

    void theSummaryHasWhatTheOtherColumnsLeave()
    {
        Table table(100);
        QTableView* view = table.panel.view();
        const QHeaderView* header = view->horizontalHeader();
        table.panel.resize(1200, 300);
        QTRY_COMPARE(header->length(), view->viewport()->width());
        view->setColumnWidth(int(CaptureColumn::Endpoint), 200); // as the user would, with the mouse
        QTRY_COMPARE(header->length(), view->viewport()->width());
        view->setColumnHidden(int(CaptureColumn::Size), true);
        QTRY_COMPARE(header->length(), view->viewport()->width());
        view->setColumnWidth(int(CaptureColumn::Summary), 500);
        table.panel.resize(1000, 300);
        QCOMPARE(view->columnWidth(int(CaptureColumn::Summary)), 500);
    }

    void choosingAnEndpointIsSaidOnce()
    {
        EndpointModel model;
        EndpointPanel panel(model);
        model.setEndpoints({Endpoint{}, Endpoint{EndpointId{1}, "/hooks/ci", "ci", {}, "speckle", true, true}});
        panel.show();
        QVERIFY(!panel.currentId());
        QSignalSpy chosen(&panel, &EndpointPanel::chosen);
        QTest::keyClick(panel.view(), Qt::Key_Down);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(toInt(*panel.currentId()), 1);
        QSignalSpy activated(&panel, &EndpointPanel::activated);
        QTest::keyClick(panel.view(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);

        // Edited: still chosen. Removed: back to all.
        model.setEndpoints({Endpoint{}, Endpoint{EndpointId{1}, "/hooks/other", "ci", {}, "speckle", true, true},
                            Endpoint{EndpointId{2}, "/a", "a", {}, "speckle", true, true}});
        QCOMPARE(toInt(*panel.currentId()), 1);
        QCOMPARE(chosen.count(), 1);
        model.setEndpoints({Endpoint{}});
        QVERIFY(!panel.currentId());
        QCOMPARE(chosen.count(), 2);
    }
};

HOOKLOUPE_GUI_TEST(TestPanels)
#include "tst_panels.moc"
