// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "captures/capture_delegate.h"
#include "captures/row_signs.h"
#include "support/fake_source.h"
#include "captures/annotation_text.h"
#include "captures/capture_model.h"
#include "captures/selection_totals.h"
#include "captures/capture_columns.h"
#include "captures/capture_list_panel.h"
#include "support/strict.h"
#include "style/colours.h"
#include "style/text_size.h"
#include "style/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::FakeSource;

namespace {

struct Table {
    FakeSource source;
    CaptureModel model{source};
    CaptureListPanel panel{model};

    explicit Table(int rows, int width = 900)
    {
        for (int id = 1; id <= rows; ++id)
            source.add(id);
        panel.resize(width, 300);
        panel.show();
        model.setQuery({});
        (void)QTest::qWaitFor([this] { return !model.loading(); });
    }
    [[nodiscard]] QTableView& view() const { return *panel.view(); }
    [[nodiscard]] CaptureColumns& columns() const { return panel.columns(); }
    [[nodiscard]] int width(CaptureColumn column) const { return view().columnWidth(int(column)); }
    [[nodiscard]] int place(CaptureColumn column) const { return view().horizontalHeader()->visualIndex(int(column)); }
};

/// A cell as the delegate paints it.
QImage cellImage(const CaptureSummary& capture, CaptureColumn column, bool selected = false)
{
    FakeSource source;
    CaptureModel model(source);
    model.setQuery({});
    (void)QTest::qWaitFor([&model] { return !model.loading(); });
    model.append({capture});
    QTableView view;
    QStyleOptionViewItem option;
    option.initFrom(&view);
    option.palette = QApplication::palette();
    option.font = QApplication::font();
    option.fontMetrics = QFontMetrics(option.font);
    option.rect = QRect(0, 0, 220, CaptureDelegate::rowHeight(option.fontMetrics));
    option.state.setFlag(QStyle::State_Selected, selected);
    QImage image(option.rect.size(), QImage::Format_RGB32);
    image.fill(option.palette.color(QPalette::Base));
    QPainter painter(&image);
    CaptureDelegate().paint(&painter, option, model.index(0, int(column)));
    return image;
}

CaptureSummary capture(CaptureKind kind, ColourMark colour = ColourMark::None, std::vector<std::string> tags = {})
{
    CaptureSummary summary = FakeSource::sample(1);
    summary.kind = kind;
    summary.event.wireName = "commit_create";
    summary.annotation.colour = colour;
    summary.annotation.tags = std::move(tags);
    return summary;
}

} // namespace

class TestTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void allUsualColumnsAreInSightInANarrowWindow()
    {
        Table table(3, 790); // what a window of 1024 pixels leaves beside the endpoints
        QVERIFY(!table.view().horizontalScrollBar()->isVisible());
        const QString size = table.model.index(0, int(CaptureColumn::Size)).data().toString();
        QVERIFY(table.width(CaptureColumn::Size) >= table.view().fontMetrics().horizontalAdvance(size) + 10);
        const int narrow = table.width(CaptureColumn::Event);
        table.panel.resize(1500, 300);
        QTRY_VERIFY(table.width(CaptureColumn::Event) > narrow);
        QCOMPARE(table.view().horizontalHeader()->length(), table.view().viewport()->width());
    }

    void largeTextCutsNeitherTitlesNorTheUsualTexts()
    {
        const auto back = qScopeGuard([] { applyTextSize(*qApp, 100); });
        for (const int percent : {100, 150, 200}) {
            applyTextSize(*qApp, percent);
            Table table(3, 790);
            const QFontMetrics& metrics = table.view().fontMetrics();
            const std::vector<std::pair<CaptureColumn, QString>> usual{
                {CaptureColumn::Method, u"POST"_s}, {CaptureColumn::Answer, u"200"_s}, {CaptureColumn::Signature, u"valid now"_s},
                {CaptureColumn::Signature, u"mismatch…"_s}};
            for (const auto& [column, text] : usual) {
                const int room = table.width(column) - 8; // the margins of a cell
                QVERIFY2(room >= metrics.horizontalAdvance(text), qPrintable(text));
                QVERIFY2(room >= metrics.horizontalAdvance(columnName(column)), qPrintable(columnName(column)));
            }
        }
    }

    void chosenWidthsPlacesAndColumnsComeBack()
    {
        QStringList state;
        {
            Table table(3, 1400);
            table.columns().setShown(CaptureColumn::Peer, true);
            table.columns().setShown(CaptureColumn::Method, false);
            table.view().setColumnWidth(int(CaptureColumn::Summary), 333); // as the user would, with the mouse
            table.view().setColumnWidth(int(CaptureColumn::Answer), 99);
            table.columns().move(CaptureColumn::Summary, -3);
            state = table.columns().state();
        }
        Table table(3, 1400);
        table.columns().restore(state);
        QCOMPARE(table.columns().state(), state);
        QVERIFY(table.columns().isShown(CaptureColumn::Peer));
        QVERIFY(!table.columns().isShown(CaptureColumn::Method));
        QCOMPARE(table.width(CaptureColumn::Summary), 333);
        QCOMPARE(table.width(CaptureColumn::Answer), 99);
        table.panel.resize(1000, 300); // and are kept
        QCOMPARE(table.width(CaptureColumn::Summary), 333);

        table.columns().reset();
        QVERIFY(!table.columns().isShown(CaptureColumn::Peer));
        QVERIFY(table.columns().isShown(CaptureColumn::Method));
        QCOMPARE(table.place(CaptureColumn::Summary), captureColumnCount - 1);
        QVERIFY(table.width(CaptureColumn::Summary) != 333);
    }

    void aStateThatIsNonsenseDoesNoHarm()
    {
        Table table(1);
        const QStringList usual = table.columns().state();
        table.columns().restore({u"nonsense:12"_s, u":"_s, QString(), u"-state:*"_s, u"-summary:*"_s, u"time:-5"_s, u"time:9"_s});
        QVERIFY(table.columns().isShown(CaptureColumn::Mark));
        QVERIFY(table.columns().isShown(CaptureColumn::Summary));
        QVERIFY(table.width(CaptureColumn::Time) >= 28);
        QCOMPARE(table.place(CaptureColumn::Mark), 0);
        table.columns().reset();
        QCOMPARE(table.columns().state(), usual);
        // A column that a later version added has its usual place.
        QStringList older = usual;
        older.removeIf([](const QString& entry) { return entry.contains(u"event"_s); });
        table.columns().restore(older);
        QCOMPARE(table.columns().state(), usual);
    }

    void aColumnMovesPastThoseThatAreNotShown()
    {
        Table table(1);
        table.columns().move(CaptureColumn::Event, 1); // project, actor and tags are hidden between it and the signature
        QVERIFY(table.place(CaptureColumn::Event) > table.place(CaptureColumn::Signature));
        table.columns().move(CaptureColumn::Event, -100);
        QCOMPARE(table.place(CaptureColumn::Event), 1);
        table.columns().move(CaptureColumn::Mark, 3); // stays the first
        QCOMPARE(table.place(CaptureColumn::Mark), 0);
    }

    void aClickOnAHeaderSortsAndSelectsNothing()
    {
        Table table(20);
        QHeaderView* header = table.view().horizontalHeader();
        QCOMPARE(header->sortIndicatorSection(), int(CaptureColumn::Time));
        QVERIFY(table.panel.isFollowing());
        const int x = header->sectionViewportPosition(int(CaptureColumn::Time)) + 20;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        QCOMPARE(table.panel.selectedCount(), std::size_t(1));
    }

    void anotherOrderIsNotFollowedAndFollowingSortsByTime()
    {
        Table table(20);
        QVERIFY(table.panel.isFollowing());
        table.view().sortByColumn(int(CaptureColumn::Size), Qt::DescendingOrder);
        QVERIFY(!table.panel.isFollowing());
        QTRY_COMPARE(*table.model.idAt(0), CaptureId{20}); // the largest
        const auto current = table.panel.currentId();
        table.model.append({table.source.add(21)});
        QCOMPARE(table.panel.currentId(), current);
        auto* button = table.panel.findChild<QPushButton*>(u"newRequests"_s);
        QVERIFY(button->isVisible());
        QCOMPARE(button->text(), u"One new request: sort by time"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(table.panel.isFollowing());
        QCOMPARE(table.view().horizontalHeader()->sortIndicatorSection(), int(CaptureColumn::Time));
        QTRY_COMPARE(*table.model.idAt(0), CaptureId{1});
        QTRY_COMPARE(table.panel.currentId(), std::optional(CaptureId{21}));
    }

    void theNewestOnTopIsFollowedThere()
    {
        Table table(200);
        QTRY_COMPARE(table.panel.currentId(), std::optional(CaptureId{200}));
        table.view().sortByColumn(int(CaptureColumn::Time), Qt::DescendingOrder);
        QVERIFY(table.panel.isFollowing());
        QTRY_COMPARE(table.view().currentIndex().row(), 0);
        table.model.append({table.source.add(201)});
        QCOMPARE(table.panel.currentId(), std::optional(CaptureId{201}));
        QCOMPARE(table.view().currentIndex().row(), 0);
        QCOMPARE(table.view().verticalScrollBar()->value(), 0);

        // Who looks further down keeps the rows in sight where they are.
        QScrollBar* bar = table.view().verticalScrollBar();
        bar->setValue(50);
        QVERIFY(!table.panel.isFollowing());
        const auto top = table.model.idAt(table.view().rowAt(1));
        table.model.append({table.source.add(202), table.source.add(203)});
        QCOMPARE(table.model.idAt(table.view().rowAt(1)), top);
        QCOMPARE(table.panel.unseen(), 2);
        bar->setValue(0);
        QVERIFY(table.panel.isFollowing());
        QCOMPARE(table.panel.currentId(), std::optional(CaptureId{203}));
    }

    void whatIsDeletedWhileTheListIsReadLeavesTheNextOneSelected()
    {
        Table table(5);
        QTRY_COMPARE(table.panel.currentId(), std::optional(CaptureId{5}));
        QVERIFY(table.panel.isFollowing());
        table.model.reload();
        QVERIFY(table.model.loading());
        table.model.removeIds({CaptureId{5}});
        QVERIFY(table.model.loading());
        QCOMPARE(table.panel.currentId(), std::optional(CaptureId{4}));
        QCOMPARE(table.panel.selectedIds(), std::vector{CaptureId{4}});
        QVERIFY(table.panel.isFollowing());
    }

    void lettersDoNotSearchThroughAllRows()
    {
        Table table(600);
        table.source.summariesAsked.clear();
        const QModelIndex before = table.view().currentIndex();
        QTest::keyClicks(&table.view(), u"post"_s);
        QCOMPARE(table.view().currentIndex(), before);
        QVERIFY(table.source.summariesAsked.size() <= 1);
    }

    void coloursAreToldByTheirDigitAndReadable_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
        QTest::newRow("high contrast, light") << highContrastPalette(false);
        QTest::newRow("high contrast, dark") << highContrastPalette(true);
    }
    void coloursAreToldByTheirDigitAndReadable()
    {
        QFETCH(QPalette, palette);
        QSet<QString> signs;
        for (int number = 1; number < colourMarkCount; ++number) {
            const auto colour = static_cast<ColourMark>(number);
            const ColourPair pair = colourPair(palette, colour);
            QVERIFY2(contrast(pair.ground, pair.ink) >= 4.5, qPrintable(colourWord(colour)));
            QVERIFY2(contrast(pair.ground, palette.color(QPalette::Base)) >= 3.0, qPrintable(colourWord(colour)));
            signs << colourSign(colour);
        }
        QCOMPARE(signs.size(), colourMarkCount - 1);
    }

    void textOnHatchedGroundIsReadable()
    {
        for (const QPalette& palette : {lightPalette(), darkPalette(), highContrastPalette(false), highContrastPalette(true)}) {
            const Colours colours = coloursFor(palette);
            QVERIFY(hatchColour(palette) != palette.color(QPalette::Base));
            for (const QColor& ink : {palette.color(QPalette::Text), colours.bad, colours.unjudged, colours.good})
                QVERIFY2(contrast(ink, hatchColour(palette)) >= 4.5, qPrintable(ink.name()));
        }
    }

    void malformedAndReplayedRowsLookDifferent()
    {
        for (const CaptureColumn column : {CaptureColumn::Method, CaptureColumn::Event}) {
            const QImage usual = cellImage(capture(CaptureKind::Request), column);
            QVERIFY(cellImage(capture(CaptureKind::Malformed), column) != usual);
            QVERIFY(cellImage(capture(CaptureKind::Replay), column) != usual);
            QVERIFY(cellImage(capture(CaptureKind::Request), column) == usual);
        }
        // Also where the selection's colour covers the hatching.
        QVERIFY(cellImage(capture(CaptureKind::Malformed), CaptureColumn::Event, true)
                != cellImage(capture(CaptureKind::Request), CaptureColumn::Event, true));
    }

    void coloursAndTagsArePainted()
    {
        const QImage plain = cellImage(capture(CaptureKind::Request), CaptureColumn::Mark);
        const QImage red = cellImage(capture(CaptureKind::Request, ColourMark::Red), CaptureColumn::Mark);
        const QImage blue = cellImage(capture(CaptureKind::Request, ColourMark::Blue), CaptureColumn::Mark);
        QVERIFY(plain != red && red != blue);
        QVERIFY(cellImage(capture(CaptureKind::Request, ColourMark::None, {"to check"}), CaptureColumn::Summary)
                != cellImage(capture(CaptureKind::Request), CaptureColumn::Summary));
        // As many as there may be, as long as they may be: drawn within the cell, and fast.
        std::vector<std::string> many;
        for (std::size_t i = 0; i < mostTags; ++i)
            many.push_back(std::to_string(i) + std::string(longestTag - 2, 'W'));
        QVERIFY(!cellImage(capture(CaptureKind::Request, ColourMark::None, many), CaptureColumn::Tags).isNull());
    }

    void colourAndTagsAreReadAloudAndHostileTagsAreHarmless()
    {
        CaptureSummary marked = capture(CaptureKind::Request, ColourMark::Red, {"to check", "a\xe2\x80\xae<b>"});
        QVERIFY(rowSentence(marked, {}).contains(u"Marked red: to check, "_s));
        const QString cell = cellText(marked, CaptureColumn::Tags, {});
        QVERIFY(!cell.contains(QChar(0x202e)));
        QVERIFY(cell.contains(u"<b>"_s)); // plain text everywhere
        QVERIFY(cellHint(marked, CaptureColumn::Mark, {}).contains(u"Colour: red\nTags: to check, "_s));
    }

    void aMillionSelectedRowsAreCountedInPortions()
    {
        FakeSource source;
        for (int id = 1; id <= 3; ++id)
            source.add(id);
        source.captures[2].record.status = SpeckleStatus::Failure;
        SelectionTotals totals(source);
        QSignalSpy counted(&totals, &SelectionTotals::counted);
        std::vector<CaptureId> ids;
        for (int id = 1; id <= 1'000'000; ++id)
            ids.push_back(CaptureId{id});
        totals.count(ids);
        QTRY_COMPARE(counted.count(), 1);
        const auto sum = counted.at(0).at(0).value<CaptureTotals>();
        QCOMPARE(sum.count, 3);
        QCOMPARE(sum.good, 2);
        QCOMPARE(sum.bad, 1);
        QCOMPARE(sum.bytes, 1801 + 1802 + 1803);
        QCOMPARE((*sum.last - *sum.first).count(), 2);
        QVERIFY(source.totalsAsked.size() > 10);
        QVERIFY(*std::max_element(source.totalsAsked.begin(), source.totalsAsked.end()) <= 100'000);
    }

    void aNewSelectionEndsTheCountingOfTheOneBefore()
    {
        FakeSource source;
        for (int id = 1; id <= 4; ++id)
            source.add(id);
        source.holding = true;
        SelectionTotals totals(source);
        QSignalSpy counted(&totals, &SelectionTotals::counted);
        totals.count({CaptureId{1}, CaptureId{2}});
        totals.count({CaptureId{1}, CaptureId{2}, CaptureId{3}});
        source.release();
        QCOMPARE(counted.count(), 1);
        QCOMPARE(counted.at(0).at(0).value<CaptureTotals>().count, 3);
        totals.count({CaptureId{1}}); // one needs no counting
        source.release();
        QCOMPARE(counted.count(), 1);
    }
};

HOOKLOUPE_GUI_TEST(TestTable)
#include "tst_table.moc"
