// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "widgets/bytes_pane.h"
#include "widgets/choice_bar.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_label.h"
#include "widgets/plain_text_view.h"
#include "widgets/text_rows.h"
#include "widgets/text_table.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QRadioButton>

using namespace hookloupe;
using namespace hookloupe::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;

namespace {

std::shared_ptr<const std::string> shared(std::string bytes)
{
    return std::make_shared<const std::string>(std::move(bytes));
}

/// Every row of a text joined again: nothing may be lost, doubled or split inside a character.
std::string rejoined(const TextRows& rows, std::string_view text)
{
    std::string joined;
    for (std::size_t i = 0; i < rows.count(); ++i) {
        const TextRow row = rows.row(i);
        joined += text.substr(row.begin, row.next - row.begin);
    }
    return joined;
}

} // namespace

class TestViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void aLongWordWrapsInALabelAndIsCopiedAsItIs()
    {
        const QString word(900, u'x');
        const QString hash(64, u'f');
        PlainTextLabel label(word + u' ' + hash);
        QVERIFY(label.minimumSizeHint().width() < 1'000);
        QVERIFY(label.text().endsWith(u' ' + hash));
        label.show();
        label.setFocus();
        label.setSelection(0, int(label.text().size()));
        QTest::keyClick(&label, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), word + u' ' + hash);
    }

    void aTextLooksTheSameInAProgramThatReadsFromRightToLeft()
    {
        PlainTextView view;
        view.resize(500, 200);
        view.setBytes(shared("{\"a\":[1,2,{\"b\":\"{}\"}]}\r\n!(x), y.\r\n"));
        view.setLineEndsShown(true);
        const QImage usual = view.grab().toImage();
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const QImage mirrored = view.grab().toImage();
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QCOMPARE(mirrored, usual);
    }

    void rowsCoverTheTextWhateverItHolds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("rows");
        const auto row = [](const char* name, const std::string& text, int rows) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << rows;
        };
        row("empty", "", 1);
        row("one byte", "x", 1);
        row("only a line feed", "\n", 2);
        row("CR LF is one line end", "a\r\nb", 2);
        row("a lone CR is no line end", "a\rb", 1);
        row("exactly as wide as the view", std::string(20, 'x'), 1);
        row("one wider", std::string(21, 'x'), 2);
        row("wide characters take two cells", "🌻🌻🌻🌻🌻🌻🌻🌻🌻🌻🌻", 2);
        row("escapes take the cells they are written with", std::string(5, '\x1b'), 3);
        row("a byte that is no UTF-8", "\xff\xfe\xc3("s, 1);
        row("NUL", std::string(3, '\0'), 2);
        row("a joiner that joins nothing", "ad\u200dmin\u200d", 2); // 5 and twice 8 cells
        row("a joiner within an emoji", "👨\u200d👩\u200d👧\u200d👦x", 1);
        row("a tab ends at its stop", "\t\t\t\t\tx", 2);
    }

    void rowsCoverTheTextWhateverItHolds()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, rows);
        const std::string bytes = text.toStdString();
        TextRows found;
        found.reset(bytes, 20);
        while (found.extend(1)) {}
        QCOMPARE(found.count(), std::size_t(rows));
        QCOMPARE(rejoined(found, bytes), bytes);
        for (std::size_t i = 0; i < found.count(); ++i)
            QCOMPARE(found.rowOf(found.row(i).begin), i);
    }

    void aLineBrokenIntoRowsKeepsItsNumber()
    {
        const std::string text = std::string(50, 'x') + "\nsecond";
        TextRows rows;
        rows.reset(text, 20);
        while (rows.extend(1)) {}
        QCOMPARE(rows.count(), 4u);
        QVERIFY(!rows.row(0).continuation);
        QVERIFY(rows.row(2).continuation);
        QCOMPARE(rows.row(2).line, 0u);
        QCOMPARE(rows.row(3).line, 1u);
        QVERIFY(!rows.row(3).continuation);
    }

    void rowsFarApartAreFoundThroughTheMarks()
    {
        std::string text;
        for (int i = 0; i < 10'000; ++i)
            text += "line " + std::to_string(i) + "\n";
        TextRows rows;
        rows.reset(text, 80);
        while (rows.extend(1000)) {}
        QCOMPARE(rows.count(), 10'001u);
        const TextRow row = rows.row(7'654);
        QCOMPARE(text.substr(row.begin, row.end - row.begin), "line 7654"s);
        QCOMPARE(rows.rowOf(row.begin + 3), 7'654u);
        QCOMPARE(rows.rowOf(text.size()), 10'000u);
    }

    void hexRowsAreCountedAtEverySize_data()
    {
        QTest::addColumn<qlonglong>("size");
        QTest::addColumn<int>("rows");
        QTest::newRow("nothing") << 0LL << 1;
        QTest::newRow("one byte") << 1LL << 1;
        QTest::newRow("a whole row") << 16LL << 1;
        QTest::newRow("one more") << 17LL << 2;
        QTest::newRow("64 MiB") << 64LL * 1024 * 1024 << 4 * 1024 * 1024;
    }

    void hexRowsAreCountedAtEverySize()
    {
        QFETCH(qlonglong, size);
        QFETCH(int, rows);
        HexView view;
        view.resize(900, 300);
        view.show();
        view.setBytes(shared(std::string(std::size_t(size), 'a')));
        QCOMPARE(view.bytesPerRow(), 16);
        QCOMPARE(view.rowCount(), rows);
        QCOMPARE(view.verticalScrollBar()->maximum(), std::max(0, rows - view.visibleRows()));
        QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view.selectionBegin(), std::size_t(size));
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        view.grab();
    }

    void aNarrowHexViewShowsFewerBytesARow()
    {
        HexView view;
        view.setBytes(shared(std::string(64, 'a')));
        view.resize(420, 200);
        view.show();
        QCOMPARE(view.bytesPerRow(), 8);
        view.resize(200, 200);
        QCOMPARE(view.bytesPerRow(), 4);
        QCOMPARE(view.rowCount(), 16);
    }

    void hexIsSelectedByKeyboardAndCopiedAsPairs()
    {
        HexView view;
        view.resize(900, 200);
        view.show();
        view.setBytes(shared("GET /\r\n"));
        QTest::keyClick(&view, Qt::Key_Right);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"45 54 20"_s);
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view.selectedText(), u"47 45 54 20 2f 0d 0a"_s);
    }

    void textIsSelectedByMouseAndCopiedAsItIs()
    {
        PlainTextView view;
        view.resize(600, 200);
        view.show();
        view.setBytes(shared("first line\nsec\u202Eond 🌻 line\n"));
        const int rowHeight = view.viewport()->height() / view.visibleRows();
        QTest::mousePress(view.viewport(), Qt::LeftButton, Qt::NoModifier, {0, rowHeight + 2});
        QTest::mouseMove(view.viewport(), {599, rowHeight + 2});
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, Qt::NoModifier, {599, rowHeight + 2});
        QCOMPARE(view.selectedText(), u"sec\u202Eond 🌻 line"_s);
        view.copySelection();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"sec\u202Eond 🌻 line"_s);
    }

    void theCursorStepsOverWholeCharactersAndLineEnds()
    {
        PlainTextView view;
        view.resize(600, 200);
        view.show();
        const std::string text = "é🌻\r\nx";
        view.setBytes(shared(text));
        std::vector<std::size_t> stops;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(&view, Qt::Key_Right);
            stops.push_back(view.selectionBegin());
        }
        QCOMPARE(stops, (std::vector<std::size_t>{2, 6, 8, 9}));
        for (int i = 3; i-- > 0;) {
            QTest::keyClick(&view, Qt::Key_Left);
            QCOMPARE(view.selectionBegin(), stops[std::size_t(i)]);
        }
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.selectionBegin(), 0u);
    }

    void endStaysInItsRowAndDownReachesTheNext()
    {
        PlainTextView view;
        view.resize(300, 200);
        view.show();
        view.setBytes(shared(std::string(500, 'x')));
        QVERIFY(view.rowCount() > 3);
        QTest::keyClick(&view, Qt::Key_End);
        const auto end = view.selectionBegin();
        QVERIFY(end > 10 && end < 100);
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.selectionBegin(), end);
        QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(view.selectionBegin() > end);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.selectionBegin(), end);
    }

    void aHugeTextShowsAtOnceAndIsCountedWhileIdle_data()
    {
        QTest::addColumn<QByteArray>("unit");
        QTest::addColumn<int>("times");
        QTest::newRow("64 MiB of lines") << QByteArray("0123456789abcdef0123456789abcde\n") << 2 * 1024 * 1024;
        QTest::newRow("5 MB on one line") << QByteArray("{\"k\":[1,2,3,4]},") << 5'000'000 / 16;
        QTest::newRow("4 MiB of line feeds") << QByteArray("\n") << 4 * 1024 * 1024;
        QTest::newRow("4 MiB of bytes that are no text") << QByteArray("\xff\x00\x80\x1b", 4) << 1024 * 1024;
    }

    void aHugeTextShowsAtOnceAndIsCountedWhileIdle()
    {
        QFETCH(QByteArray, unit);
        QFETCH(int, times);
        const auto bytes = shared(unit.repeated(times).toStdString());
        PlainTextView view;
        view.resize(800, 400);
        view.show();
        view.setBytes(bytes);
        QVERIFY2(!view.isCounted(), "the whole text was read before the first paint");
        QVERIFY(view.rowCount() > view.visibleRows());
        QVERIFY2(view.rowCount() < 10'000, "many times of what is seen was laid out before the first paint");
        view.grab();
        QTRY_VERIFY_WITH_TIMEOUT(view.isCounted(), 60'000);
        QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view.selectionBegin(), bytes->size());
        QCOMPARE(view.verticalScrollBar()->value(), view.rowCount() - view.visibleRows());
        view.grab();
    }

    void aResizeKeepsTheTextInFront()
    {
        std::string text;
        for (int i = 0; i < 3'000; ++i)
            text += "line " + std::to_string(i) + ' ' + std::string(60, 'x') + "\n";
        PlainTextView view;
        view.resize(900, 300);
        view.show();
        view.setBytes(shared(text));
        QTRY_VERIFY(view.isCounted());
        view.verticalScrollBar()->setValue(1'000);
        view.resize(300, 300);
        QTRY_VERIFY(view.isCounted());
        QVERIFY2(view.verticalScrollBar()->value() > 2'000, "the lines became longer, the place in the text did not");
        view.resize(900, 300);
        QTRY_VERIFY(view.isCounted());
        QCOMPARE(view.verticalScrollBar()->value(), 1'000);
    }

    void otherBytesReplaceTheOnesBeforeAtAnyMoment()
    {
        PlainTextView view;
        view.resize(800, 300);
        view.show();
        view.setBytes(shared(std::string(8 * 1024 * 1024, 'x')));
        view.verticalScrollBar()->setValue(500);
        view.setBytes(shared("short"));
        QCOMPARE(view.rowCount(), 1);
        QCOMPARE(view.verticalScrollBar()->value(), 0);
        view.setBytes(nullptr);
        QCOMPARE(view.rowCount(), 1);
        QTest::keyClick(&view, Qt::Key_Down);
        view.grab();
    }

    void theWaysToLookAreChosenByKeyboard()
    {
        BytesPane pane(u"Body"_s);
        pane.resize(800, 300);
        pane.show();
        pane.setBytes(shared("abc"));
        QVERIFY(pane.textView()->isVisible());
        const auto buttons = pane.findChildren<QRadioButton*>();
        QCOMPARE(buttons.size(), 2);
        buttons[1]->setFocus();
        QTest::keyClick(buttons[1], Qt::Key_Space);
        QVERIFY(pane.hexView()->isVisible());
        QCOMPARE(pane.hexView()->bytes(), "abc"s);
        for (const QRadioButton* button : buttons)
            QVERIFY(button->accessibleName().contains(button->text()));
    }

    void aTableCopiesItsRowsAndShowsMarkupAsText()
    {
        TextTable table({u"Name"_s, u"Value"_s});
        QAbstractItemModelTester tester(table.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setRows({{u"a"_s, u"<b>1</b>"_s}, {u"a"_s, u"2"_s}});
        table.resize(400, 200);
        table.show();
        QCOMPARE(table.selectedText(), u"a\t<b>1</b>\na\t2\n"_s);
        table.selectRow(1);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"a\t2\n"_s);
        const QString toolTip = table.model()->index(0, 1).data(Qt::ToolTipRole).toString();
        QVERIFY(toolTip.contains(u"&lt;b&gt;"_s) && !toolTip.contains(u"<b>1"_s));
        table.setRows({});
        QCOMPARE(table.rowCount(), 0);
    }
};

HOOKLOUPE_GUI_TEST(TestViews)
#include "tst_views.moc"
