// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/detail_fixture.h"
#include "detail/file_names.h"
#include "detail/payload_tree.h"
#include "detail/raw_tab.h"
#include "detail/selection_link.h"
#include "style/theme.h"
#include "widgets/bytes_pane.h"
#include "widgets/find_bar.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_label.h"
#include "widgets/plain_text_view.h"

#include <QAccessible>
#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <zlib.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;

namespace {

CapturePtr chunked()
{
    Capture capture = *captureOfBody("hello", "Content-Type: text/plain\r\n");
    capture.body = "3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n";
    capture.dechunked = "hello";
    return std::make_shared<const Capture>(std::move(capture));
}

std::string gzipped(std::string_view plain)
{
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib does not start");
    std::string out(plain.size() + 1024, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

struct RawWindow : PaneWindow {
    RawWindow() { openTab(u"Raw"_s); }

    void choose(const QString& buttonText)
    {
        QCoreApplication::sendPostedEvents();   // what layouts have still to do
        PaneWindow::choose(buttonText);
    }

    ui::RawTab* tab() const { return pane.findChild<ui::RawTab*>(); }
    ui::PlainTextView* textView() const { return tab()->findChild<ui::PlainTextView*>(); }
    ui::HexView* hexView() const { return tab()->findChild<ui::HexView*>(); }

    QStringList saveChoices() const
    {
        for (const QToolButton* button : tab()->findChildren<QToolButton*>()) {
            if (!button->menu())
                continue;
            Q_EMIT button->menu()->aboutToShow();
            QStringList names;
            for (const QAction* action : button->menu()->actions())
                names << action->text();
            return names;
        }
        return {};
    }
    void save(const QString& choice) const
    {
        for (const QToolButton* button : tab()->findChildren<QToolButton*>()) {
            if (!button->menu())
                continue;
            Q_EMIT button->menu()->aboutToShow();
            for (QAction* action : button->menu()->actions()) {
                if (action->text() == choice) {
                    action->trigger();
                    return;
                }
            }
        }
        QFAIL(qPrintable(u"there is no "_s + choice));
    }
};

} // namespace

class TestRaw : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::Theme::Light); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void textAndHexShowAndSelectTheSameBytes()
    {
        RawWindow window;
        const WireFile file = wireFile("full-09");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        window.choose(u"Body"_s);
        QVERIFY(window.textView()->isVisible() && window.hexView()->isVisible());
        QCOMPARE(window.hexView()->bytes(), file.body);
        window.hexView()->select(20, 31);
        QCOMPARE(window.textView()->selectedText().toStdString(), file.body.substr(20, 11));
        window.textView()->select(100, 90);
        QCOMPARE(window.hexView()->selectionBegin(), 90u);
        QCOMPARE(window.hexView()->selectionEnd(), 100u);
        window.choose(u"Hex"_s);
        QVERIFY(!window.textView()->isVisible() && window.hexView()->isVisible());
        window.choose(u"Both"_s);
        QVERIFY(window.textView()->isVisible());
        QCOMPARE(window.textView()->bytes(), file.body);
    }

    void aNarrowPaneShowsOneAtATime()
    {
        RawWindow window;
        window.pane.resize(600, 420);
        window.show(captureOfBody("{}"));
        QVERIFY(window.textView()->isVisible() && !window.hexView()->isVisible());
        window.pane.resize(1000, 420);
        QTRY_VERIFY(window.textView()->isVisible() && window.hexView()->isVisible());
        window.choose(u"Hex"_s);
        window.pane.resize(600, 420);
        window.pane.resize(1000, 420);
        QVERIFY(!window.textView()->isVisible());   // as chosen
    }

    void chunkFramingIsMarkedAndTold()
    {
        RawWindow window;
        window.show(chunked());
        window.choose(u"Body"_s);
        QVERIFY2(window.text().contains(u"2 chunks. Underlined: their sizes and line ends, and the trailers"_s),
                 qPrintable(window.text()));
        window.screenshot(u"raw-chunked"_s);
        window.choose(u"Body without chunk framing"_s);
        QCOMPARE(window.textView()->bytes(), "hello"s);
        QVERIFY(!window.text().contains(u"Underlined"_s));
        window.choose(u"Head"_s);
        QVERIFY(QString::fromStdString(window.textView()->bytes()).startsWith(u"POST /hooks/ci"_s));
    }

    void compressionUndoneIsAPartOfItsOwn()
    {
        RawWindow window;
        const std::string body = gzipped("{\"inside\":\"gzip\"}");
        window.show(captureOfBody(body, "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"));
        window.choose(u"Body"_s);
        QCOMPARE(window.hexView()->bytes(), body);
        window.choose(u"Body with its encoding undone"_s);
        QCOMPARE(window.hexView()->bytes(), "{\"inside\":\"gzip\"}"s);
        QCOMPARE(window.saveChoices(),
                 (QStringList{u"Body…"_s, u"Body with its encoding undone…"_s, u"Whole request…"_s}));
    }

    void aBodyInUtf16IsReadInPayloadAndHereAsItCame()
    {
        RawWindow window;
        const std::string body("\xff\xfe{\0\"\0a\0\"\0:\0\x31\0}\0", 16);
        window.show(captureOfBody(body, "Content-Type: application/json; charset=utf-16\r\n"));
        window.choose(u"Body"_s);
        QCOMPARE(window.hexView()->bytes(), body);
        window.choose(u"Body with its encoding undone"_s);
        QCOMPARE(window.hexView()->bytes(), "{\"a\":1}"s);
        window.openTab(u"Payload"_s);
        QTRY_VERIFY2(window.text().contains(u"Read as UTF-16LE for display"_s), qPrintable(window.text()));
        QVERIFY(!window.tableText().filter(u"a"_s).isEmpty());
    }

    void whatPayloadSelectsIsSelectedHereAndBack()
    {
        RawWindow window;
        window.show(captureOfBody("{\"a\":1,\"b\":\"two\"}"));
        auto* link = window.pane.findChild<ui::SelectionLink*>();
        window.openTab(u"Headers"_s);
        link->showBytes(11, 5);
        auto* pages = window.pane.findChild<QTabWidget*>();
        QCOMPARE(pages->tabText(pages->currentIndex()), u"Raw"_s);
        QCOMPARE(window.textView()->selectedText(), u"\"two\""_s);
        QCOMPARE(window.hexView()->selectionBegin(), 11u);
        link->selectBytes(5, 1);
        QCOMPARE(window.textView()->selectedText(), u"1"_s);

        QSignalSpy wanted(link, &ui::SelectionLink::nodeWanted);
        window.textView()->select(12, 15);
        window.choose(u"Show in Payload"_s);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(0).toULongLong(), 12u);
        QCOMPARE(wanted.first().at(1).toULongLong(), 3u);
        window.openTab(u"Raw"_s);
        window.choose(u"Head"_s);
        for (const QToolButton* button : window.tab()->findChildren<QToolButton*>())
            QVERIFY(button->text() != u"Show in Payload"_s || !button->isEnabled());
        // Of a chunked body it is the part without framing.
        window.show(chunked());
        window.pane.findChild<ui::SelectionLink*>()->showBytes(1, 3);
        QCOMPARE(window.textView()->bytes(), "hello"s);
        QCOMPARE(window.textView()->selectedText(), u"ell"_s);
    }

    void nothingIsSelectedThatNobodyChose()
    {
        RawWindow window;
        window.show(captureOfBody("{\"a\":1,\"b\":\"two\"}"));
        window.openTab(u"Payload"_s);
        auto* tree = window.pane.findChild<ui::PayloadTree*>();
        QTRY_VERIFY(tree->currentIndex().isValid()); // a current row to start from, chosen by the program
        window.openTab(u"Raw"_s);
        QCOMPARE(window.textView()->selectedText(), QString());

        window.openTab(u"Payload"_s);
        QTest::keyClick(tree, Qt::Key_Down);
        window.openTab(u"Raw"_s);
        QCOMPARE(window.textView()->selectedText(), u"\"two\""_s);
    }

    void textAndBytesAreFound()
    {
        RawWindow window;
        window.show(captureOfBody("one \xde\xad\xbe\xef two", "Content-Type: application/octet-stream\r\n"));
        window.choose(u"Body"_s);
        window.choose(u"Find"_s);
        auto* bar = window.tab()->findChild<ui::FindBar*>();
        QVERIFY(bar->isVisible());
        window.choose(u"Bytes as hex"_s);
        QTest::keyClicks(static_cast<QWidget*>(bar->findChild<QLineEdit*>()), u"de ad be ef"_s);
        QTRY_COMPARE(window.textView()->selectionEnd() - window.textView()->selectionBegin(), 4u);
        QCOMPARE(window.textView()->selectionBegin(), 4u);
        QCOMPARE(window.hexView()->selectionBegin(), 4u);
    }

    void bytesAreSavedWholeOrNotAtAll()
    {
        const QTemporaryDir folder;
        RawWindow window;
        const CapturePtr capture = chunked();
        window.show(capture);
        QCOMPARE(window.saveChoices(),
                 (QStringList{u"Body as received…"_s, u"Body without chunk framing…"_s, u"Whole request…"_s}));
        const auto save = [&](const QString& choice, const QString& path) {
            window.save(choice);
            auto* dialog = window.tab()->findChildren<QFileDialog*>().last();
            Q_EMIT dialog->fileSelected(path);
            dialog->close();
        };
        save(u"Body as received…"_s, folder.filePath(u"body.bin"_s));
        QTRY_VERIFY2(window.text().contains(u"body.bin"_s), qPrintable(window.text()));
        QCOMPARE(contentOf(folder.filePath(u"body.bin"_s)).toStdString(), capture->body);
        save(u"Body without chunk framing…"_s, folder.filePath(u"content.txt"_s));
        QTRY_VERIFY(window.text().contains(u"content.txt"_s));
        QCOMPARE(contentOf(folder.filePath(u"content.txt"_s)).toStdString(), "hello"s);
        save(u"Whole request…"_s, folder.filePath(u"whole.http"_s));
        QTRY_VERIFY(window.text().contains(u"whole.http"_s));
        QCOMPARE(contentOf(folder.filePath(u"whole.http"_s)).toStdString(), capture->head + capture->body);

        const QString nowhere = folder.filePath(u"missing/there.bin"_s);
        save(u"Body as received…"_s, nowhere);
        QTRY_VERIFY(window.tab()->findChild<QMessageBox*>());
        QVERIFY(window.tab()->findChild<QMessageBox*>()->text().contains(nowhere));
        QVERIFY(!QFile::exists(nowhere));
    }

    void whatIsNotAsItArrivedIsSavedUnderANameThatSaysSo()
    {
        const QTemporaryDir folder;
        RawWindow window;
        Capture altered = *captureOfBody("evil", "Content-Type: text/plain\r\n");
        altered.contentSha256 = std::string(32, '\1');
        window.show(std::make_shared<const Capture>(std::move(altered)));
        for (const auto& [choice, suffix] : {std::pair{u"Body…"_s, u".altered.txt"_s}, {u"Whole request…"_s, u".altered.http"_s}}) {
            window.save(choice);
            QTRY_VERIFY(window.tab()->findChild<QFileDialog*>());
            auto* dialog = window.tab()->findChildren<QFileDialog*>().last();
            QVERIFY2(dialog->selectedFiles().value(0).endsWith(suffix), qPrintable(dialog->selectedFiles().value(0)));
            Q_EMIT dialog->fileSelected(folder.filePath(u"x"_s + suffix));
            dialog->close();
            QTRY_VERIFY2(window.text().contains(u"x%1, as it is now: these are not the bytes that arrived"_s.arg(suffix)), qPrintable(window.text()));
        }
        QCOMPARE(contentOf(folder.filePath(u"x.altered.txt"_s)).toStdString(), "evil"s);
    }

    void namesOfFilesAreHarmless()
    {
        Capture capture;
        capture.summary.event.wireName = "../../etc/pass wd\u202e" + std::string(500, 'x');
        const QString name = ui::fileNameFor(capture, u".json"_s);
        QVERIFY2(!name.contains(u'/') && !name.contains(u' ') && name.size() < 100, qPrintable(name));
        QCOMPARE(ui::suffixFor({{"Content-Type", "application/vnd.x+json; charset=utf-8"}}), u".json"_s);
        QCOMPARE(ui::suffixFor({{"Content-Type", "../x"}}), u".bin"_s);
        QCOMPARE(ui::suffixFor({}), u".bin"_s);
    }

    void sixtyFourMebibytesOpenAtOnce()
    {
        std::string big;
        big.reserve(64u << 20);
        while (big.size() < (64u << 20))
            big += "0123456789abcdef\xff\x00\x1b[31m\xe2\x80\xae<b>"s;
        RawWindow window;
        window.show(captureOfBody(std::move(big), "Content-Type: application/octet-stream\r\n"));
        window.choose(u"Body"_s);
        window.pane.grab();
        QVERIFY(window.hexView()->rowCount() > 4'000'000);
        const std::size_t end = window.hexView()->bytes().size();
        QTest::keyClick(static_cast<QWidget*>(window.hexView()), Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(window.hexView()->selectionEnd(), end);
        QTRY_VERIFY_WITH_TIMEOUT(window.textView()->isCounted(), 60'000);
        window.hexView()->select(end - 40, end - 30);
        QCOMPARE(window.textView()->selectionBegin(), end - 40);
        window.pane.grab();
        window.show(captureOfBody("{}"));
        QCOMPARE(window.textView()->bytes(), "{}"s);
    }

    void rowsAreReadToScreenReaders()
    {
        ui::HexView hex;
        hex.resize(900, 200);
        hex.setBytes(std::make_shared<const std::string>("0123456789abcdefHello\x01 world"));
        auto* spoken = QAccessible::queryAccessibleInterface(&hex);
        QVERIFY(spoken);
        QCOMPARE(spoken->role(), QAccessible::EditableText);
        QVERIFY(spoken->state().readOnly);
        QCOMPARE(spoken->text(QAccessible::Value),
                 u"00000000: 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 0123456789abcdef"_s);
        QTest::keyClick(static_cast<QWidget*>(&hex), Qt::Key_Down);
        QVERIFY2(spoken->text(QAccessible::Value).startsWith(u"00000010: 48 65 6c 6c 6f 01"_s),
                 qPrintable(spoken->text(QAccessible::Value)));
        auto* text = spoken->textInterface();
        QVERIFY(text);
        QCOMPARE(text->text(text->cursorPosition(), text->cursorPosition() + 2), u"48"_s);
        QTest::keyClick(static_cast<QWidget*>(&hex), Qt::Key_Right);
        QCOMPARE(text->text(text->cursorPosition(), text->cursorPosition() + 2), u"65"_s);

        ui::PlainTextView plain;
        plain.resize(900, 200);
        plain.setBytes(std::make_shared<const std::string>("first line\nsecond \x1b[31m line\nthird"));
        auto* lines = QAccessible::queryAccessibleInterface(&plain);
        QVERIFY(lines->text(QAccessible::Value).startsWith(u"first line"_s));
        QTest::keyClick(static_cast<QWidget*>(&plain), Qt::Key_Down);
        QVERIFY2(lines->text(QAccessible::Value).startsWith(u"second \\u{001B}[31m line"_s),
                 qPrintable(lines->text(QAccessible::Value)));
        QCOMPARE(lines->textInterface()->cursorPosition(), 0);
        QCOMPARE(lines->textInterface()->characterCount(), int(lines->text(QAccessible::Value).size()));
        int from = -1;
        int to = -1;
        lines->textInterface()->attributes(0, &from, &to);
        QCOMPARE(from, 0);
    }

    void bothThemes_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << int(ui::Theme::Light);
        QTest::newRow("dark") << int(ui::Theme::Dark);
    }

    void bothThemes()
    {
        QFETCH(int, theme);
        ui::applyTheme(*qApp, ui::Theme(theme));
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        RawWindow window;
        const WireFile file = wireFile("full-09");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        window.choose(u"Body"_s);
        window.hexView()->select(20, 60);
        window.screenshot(u"raw-both-"_s + name);
        window.pane.resize(520, 420);
        window.screenshot(u"raw-narrow-"_s + name);
        window.pane.resize(900, 420);
        window.show(chunked());
        window.choose(u"Body"_s);
        window.screenshot(u"raw-chunked-"_s + name);
        window.openTab(u"Headers"_s);
        window.screenshot(u"headers-"_s + name);
        ui::applyTheme(*qApp, ui::Theme::Light);
    }
};

HOOKLOUPE_GUI_TEST(TestRaw)
#include "tst_raw.moc"
