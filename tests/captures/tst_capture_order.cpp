// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/fake_source.h"
#include "captures/capture_model.h"
#include "support/strict.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::ui;
using namespace hookloupe::test;

namespace {

using Numbers = std::vector<std::int64_t>;

Numbers rowsOf(const CaptureModel& model)
{
    Numbers numbers;
    for (int row = 0; row < model.rowCount(); ++row)
        numbers.push_back(toInt(*model.idAt(row)));
    return numbers;
}

int columnOf(CaptureColumn column)
{
    return static_cast<int>(column);
}

} // namespace

class TestCaptureOrder : public QObject {
    Q_OBJECT

    /// A model of five captures, the larger the older.
    struct Fixture {
        FakeSource source;
        CaptureModel model{source};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

        Fixture()
        {
            for (int id = 1; id <= 5; ++id) {
                source.add(id);
                source.captures[id].contentBytes = 100 - id;
            }
            model.setQuery({});
        }
        CaptureSummary arrives(std::int64_t id, std::int64_t bytes)
        {
            source.add(id);
            source.captures[id].contentBytes = bytes;
            return source.captures[id];
        }
    };

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void clickingAColumnOrdersByIt()
    {
        Fixture f;
        QTRY_COMPARE(rowsOf(f.model), (Numbers{1, 2, 3, 4, 5}));
        f.model.sort(columnOf(CaptureColumn::Size), Qt::AscendingOrder);
        QTRY_COMPARE(rowsOf(f.model), (Numbers{5, 4, 3, 2, 1}));
        f.model.sort(columnOf(CaptureColumn::Size), Qt::DescendingOrder);
        QTRY_COMPARE(rowsOf(f.model), (Numbers{1, 2, 3, 4, 5}));
        f.model.sort(columnOf(CaptureColumn::Time), Qt::DescendingOrder);
        QTRY_COMPARE(rowsOf(f.model), (Numbers{5, 4, 3, 2, 1}));
        f.model.sort(-1);
        QCOMPARE(rowsOf(f.model), (Numbers{1, 2, 3, 4, 5})); // turned round on the spot
        for (int row = 0; row < 5; ++row)
            QCOMPARE(f.model.rowOf(*f.model.idAt(row)), row);
    }

    void rowsStayUntilTheNewOrderIsThere()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), 5);
        const QSignalSpy resets(&f.model, &QAbstractItemModel::modelReset);
        f.source.holding = true;
        f.model.setOrder(CaptureOrder::Size, false);
        QVERIFY(f.model.loading());
        QCOMPARE(rowsOf(f.model), (Numbers{1, 2, 3, 4, 5}));
        f.source.holding = false;
        f.source.release();
        QCOMPARE(rowsOf(f.model), (Numbers{5, 4, 3, 2, 1}));
        QVERIFY(!f.model.loading());
        QVERIFY(resets.isEmpty());
    }

    void anAnswerInAnOrderOfBeforeIsDropped()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), 5);
        f.source.holding = true;
        f.model.setOrder(CaptureOrder::Size, false);
        f.model.setOrder(CaptureOrder::Size, true);
        f.source.release();
        QCOMPARE(rowsOf(f.model), (Numbers{1, 2, 3, 4, 5}));
        QCOMPARE(f.model.query().descending, true);
    }

    void whatIsChosenStaysChosen()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), 5);
        QItemSelectionModel selection(&f.model);
        selection.select(f.model.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        selection.setCurrentIndex(f.model.index(3, 2), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        f.model.setOrder(CaptureOrder::Size, false);
        QTRY_COMPARE(rowsOf(f.model), (Numbers{5, 4, 3, 2, 1}));
        QCOMPARE(f.model.idAt(selection.currentIndex().row()), std::optional(CaptureId{4}));
        QVERIFY(selection.isRowSelected(f.model.rowOf(CaptureId{2})));
        QVERIFY(selection.isRowSelected(f.model.rowOf(CaptureId{4})));
        QCOMPARE(selection.selectedRows().size(), 2);
    }

    void newCapturesComeFirstInTheReverseOrder()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), 5);
        f.model.setOrder(CaptureOrder::Arrival, true);
        f.model.append({f.arrives(6, 1), f.arrives(7, 1)});
        QCOMPARE(rowsOf(f.model), (Numbers{7, 6, 5, 4, 3, 2, 1}));
        QCOMPARE(f.model.newestRow(), 0);
        f.model.removeIds({CaptureId{7}, CaptureId{3}});
        QCOMPARE(rowsOf(f.model), (Numbers{6, 5, 4, 2, 1}));
        QCOMPARE(f.model.rowOf(CaptureId{4}), 2);
    }

    void newCapturesComeLastAndThenToTheirPlace()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), 5);
        f.model.setOrder(CaptureOrder::Size, false);
        QTRY_COMPARE(rowsOf(f.model), (Numbers{5, 4, 3, 2, 1}));
        f.model.append({f.arrives(6, 97)}); // between 4 and 3
        QCOMPARE(rowsOf(f.model), (Numbers{5, 4, 3, 2, 1, 6}));
        QCOMPARE(f.model.newestRow(), 5);
        QTRY_COMPARE(rowsOf(f.model), (Numbers{5, 4, 3, 6, 2, 1}));
        QCOMPARE(f.model.newestRow(), 3);
    }

    void whatArrivesWhileTheOrderIsMadeIsNotLost()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), 5);
        f.source.holding = true;
        f.model.setOrder(CaptureOrder::Size, false);
        f.model.append({f.arrives(6, 1)}); // the answer on its way knows nothing of it
        QCOMPARE(rowsOf(f.model), (Numbers{1, 2, 3, 4, 5, 6}));
        f.source.holding = false;
        f.source.release();
        QCOMPARE(rowsOf(f.model), (Numbers{5, 4, 3, 2, 1, 6}));
        QTRY_COMPARE(rowsOf(f.model), (Numbers{6, 5, 4, 3, 2, 1}));
    }

    void capturesThatComeBackTakeTheirPlaces_data()
    {
        QTest::addColumn<bool>("bySize");
        QTest::newRow("in the order of arrival") << false;
        QTest::newRow("by size") << true;
    }
    void capturesThatComeBackTakeTheirPlaces()
    {
        QFETCH(const bool, bySize);
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), 5);
        if (bySize)
            f.model.setOrder(CaptureOrder::Size, true);
        QTRY_VERIFY(!f.model.loading());
        QItemSelectionModel selection(&f.model);
        selection.setCurrentIndex(f.model.index(f.model.rowOf(CaptureId{5}), 0),
                                  QItemSelectionModel::Select | QItemSelectionModel::Rows);
        const auto away = f.source.captures;
        f.source.captures.erase(2);
        f.source.captures.erase(4);
        f.model.reload();
        QTRY_COMPARE(rowsOf(f.model), (Numbers{1, 3, 5}));
        f.source.captures = away;
        f.model.reload();
        QTRY_COMPARE(rowsOf(f.model), (Numbers{1, 2, 3, 4, 5}));
        QCOMPARE(f.model.idAt(selection.currentIndex().row()), std::optional(CaptureId{5}));
        for (int row = 0; row < 5; ++row)
            QCOMPARE(f.model.rowOf(*f.model.idAt(row)), row);
    }

    void aSpanIsAnotherList()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), 5);
        CaptureQuery query;
        query.span = TimeSpan{FakeSource::sample(2).arrivedAt, FakeSource::sample(4).arrivedAt};
        f.model.setQuery(query);
        QTRY_COMPARE(rowsOf(f.model), (Numbers{2, 3}));
        f.model.append({f.arrives(6, 1)}); // after its end
        QCOMPARE(rowsOf(f.model), (Numbers{2, 3}));
        query.order = CaptureOrder::Size;
        f.model.setQuery(query);
        QTRY_COMPARE(rowsOf(f.model), (Numbers{3, 2}));
    }

    void rowsAreIndexedWhateverWentBefore()
    {
        CaptureRows rows({CaptureId{9}, CaptureId{3}, CaptureId{7}}, CaptureRows::Order::Given);
        QCOMPARE(rows.rowOf(CaptureId{7}), 2);
        QCOMPARE(rows.rowOf(CaptureId{4}), -1);
        QCOMPARE(rows.rowOf(CaptureId{1}), -1);
        rows.add({CaptureId{12}, CaptureId{15}});
        QCOMPARE(rows.rowOf(CaptureId{15}), 4);
        QCOMPARE(rows.rowOf(CaptureId{13}), -1);
        rows.removeRange(0, 1);
        QCOMPARE(rows.rowOf(CaptureId{9}), -1);
        QCOMPARE(rows.rowOf(CaptureId{12}), 1);
        rows.removeWhere([](CaptureId id) { return id == CaptureId{15}; });
        QCOMPARE(rows.newest(), CaptureId{15}); // no later one may have its number
        rows.add({CaptureId{20}});
        QCOMPARE(rows.rowOf(CaptureId{20}), 2);
        rows.removeRange(0, 2);
        QVERIFY(rows.empty());
        rows.add({CaptureId{21}});
        QCOMPARE(rows.rowOf(CaptureId{21}), 0);

        CaptureRows backwards({CaptureId{5}, CaptureId{4}, CaptureId{2}}, CaptureRows::Order::Descending);
        backwards.removeRange(0, 1);
        QCOMPARE(backwards.at(0), CaptureId{2});
        QCOMPARE(backwards.rangesOf([](CaptureId) { return true; }), (std::vector<std::pair<int, int>>{{0, 0}}));
    }

    void annotationsAreSeenAtOnce()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), 5);
        const QModelIndex row = f.model.index(2, 0);
        QTRY_VERIFY(row.data(CaptureModel::MarkRole).isValid());
        const QSignalSpy changes(&f.model, &QAbstractItemModel::dataChanged);
        f.model.applyAnnotations({{CaptureId{3}, {ColourMark::Red, {"a"}, {}}}, {CaptureId{99}, {}}});
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.front().front().toModelIndex().row(), 2);
    }
};

HOOKLOUPE_TEST(TestCaptureOrder)
#include "tst_capture_order.moc"
