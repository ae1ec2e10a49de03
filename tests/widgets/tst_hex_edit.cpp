// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes edited as hex, by keyboard.
#include "support/test_main.h"
#include "support/strict.h"
#include "widgets/byte_view_accessible.h"
#include "widgets/edited_bytes.h"
#include "widgets/find_bar.h"
#include "widgets/hex_edit.h"
#include "widgets/view_finder.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
using namespace hookloupe;
using namespace hookloupe::ui;

namespace {

std::shared_ptr<const std::string> shared(std::string bytes)
{
    return std::make_shared<const std::string>(std::move(bytes));
}

QByteArray bytesIn(const HexEdit& edit)
{
    return QByteArray::fromStdString(edit.bytes());
}

struct Editor {
    HexEdit edit;
    explicit Editor(std::string bytes)
    {
        edit.resize(900, 300);
        edit.show();
        edit.setBytes(shared(std::move(bytes)));
        edit.setFocus();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&edit, key, modifiers); }
    void type(const QString& text) { QTest::keyClicks(&edit, text); }
};

} // namespace

class TestHexEdit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void whateverIsChangedCanBeUndoneAndDoneAgain()
    {
        std::mt19937 random(7);
        const auto below = [&](std::size_t end) { return std::size_t(random() % end); };
        EditedBytes edited;
        const auto given = shared("The bytes that were there before.");
        edited.reset(given);
        std::string wanted = *given;
        for (int i = 0; i < 2'000; ++i) {
            const std::size_t begin = below(wanted.size() + 1);
            const std::size_t end = begin + below(std::min<std::size_t>(wanted.size() - begin, 5) + 1);
            const std::string with(below(4), char(random()));
            wanted.replace(begin, end - begin, with);
            edited.replace(begin, end, with, random() % 2 == 0);
            if (random() % 4 == 0 && edited.canUndo()) {
                edited.undo();
                edited.redo();
            }
            QCOMPARE(*edited.bytes(), wanted);
        }
        while (edited.canUndo())
            edited.undo();
        QCOMPARE(*edited.bytes(), *given);
        QVERIFY(!edited.isModified());
        while (edited.canRedo())
            edited.redo();
        QCOMPARE(*edited.bytes(), wanted);
        QVERIFY(edited.isModified());
    }

    void bytesThatSomebodyHoldsStayAsTheyAre()
    {
        EditedBytes edited;
        const auto given = shared("abc");
        edited.reset(given);
        edited.replace(0, 1, "X");
        const auto held = edited.bytes();
        const std::string* place = held.get();
        edited.replace(1, 2, "Y");
        QCOMPARE(*given, "abc"s);
        QCOMPARE(*held, "Xbc"s);
        QCOMPARE(*edited.bytes(), "XYc"s);
        QVERIFY(edited.bytes().get() != place);
        place = edited.bytes().get();
        edited.replace(2, 3, "Z");
        QVERIFY2(edited.bytes().get() == place, "nobody held them: they are changed in place");
    }

    void theOldestChangesAreForgottenBeforeMemoryIs()
    {
        EditedBytes edited;
        edited.reset(shared({}));
        const std::string much(EditedBytes::mostUndone / 2, 'x');
        for (int i = 0; i < 4; ++i)
            edited.replace(0, edited.size(), much);
        int undone = 0;
        for (; edited.canUndo(); ++undone)
            edited.undo();
        QCOMPARE(undone, 1);
        QVERIFY2(edited.isModified(), "what was there first cannot be had back");
    }

    void hexTextIsReadInTheFormsPeopleWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("pairs") << u"7b 22\n0A"_s << QByteArray("{\"\n");
        QTest::newRow("no spaces") << u"7b22"_s << QByteArray("{\"");
        QTest::newRow("C") << u"0x7B, 0x22"_s << QByteArray("{\"");
        QTest::newRow("escapes") << u"\\x7b\\x22"_s << QByteArray("{\"");
        QTest::newRow("colons") << u"7b:22-00"_s << QByteArray("{\"\0", 3);
        QTest::newRow("nothing") << QString() << QByteArray("");
        QTest::newRow("half a pair") << u"7b 2"_s << QByteArray();
        QTest::newRow("half a pair within") << u"7 b2 2"_s << QByteArray();
        QTest::newRow("words") << u"hello"_s << QByteArray();
        QTest::newRow("other digits") << u"７b"_s << QByteArray();
    }

    void hexTextIsReadInTheFormsPeopleWrite()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, bytes);
        const auto read = bytesOfHexText(text);
        QCOMPARE(read.has_value(), !bytes.isNull());
        QCOMPARE(QByteArray::fromStdString(read.value_or(std::string())), bytes);
    }

    void digitsOverwriteAndInsert()
    {
        Editor hex("ABC");
        const QSignalSpy edited(&hex.edit, &HexEdit::edited);
        hex.type(u"5"_s);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("QBC"));
        hex.type(u"a5"_s);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("ZRC"));
        QCOMPARE(edited.size(), 3);
        hex.press(Qt::Key_Right);
        QCOMPARE(hex.edit.selectionBegin(), 2U);
        hex.press(Qt::Key_Insert);
        hex.type(u"4445"_s);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("ZRDEC"));
        hex.press(Qt::Key_End, Qt::ControlModifier);
        hex.type(u"f"_s);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("ZRDEC\xf0"));
        hex.press(Qt::Key_Backspace);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("ZRDEC"));
        hex.press(Qt::Key_Insert);
        hex.type(u"0a"_s);
        QVERIFY2(bytesIn(hex.edit) == "ZRDEC\n", "at the end there is nothing to overwrite");
    }

    void anythingElseThanADigitIsRefusedInASentence()
    {
        Editor hex("A");
        const QSignalSpy refused(&hex.edit, &HexEdit::refused);
        hex.type(u"g"_s);
        QCOMPARE(refused.size(), 1);
        QVERIFY(refused.front().front().toString().contains(u"0 to 9"_s));
        QVERIFY(!hex.edit.isModified());
    }

    void tabGoesToTheCharactersAndThenOn()
    {
        QWidget window;
        QLineEdit before(&window);
        HexEdit edit(&window);
        QLineEdit behind(&window);
        edit.setBytes(shared("abcd"));
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        before.setFocus();
        QTest::keyClick(&before, Qt::Key_Tab);
        QVERIFY(edit.hasFocus() && edit.side() == HexEdit::Side::Hex);
        QTest::keyClick(&edit, Qt::Key_Tab);
        QVERIFY(edit.hasFocus() && edit.side() == HexEdit::Side::Text);
        QTest::keyClicks(&edit, u"X"_s);
        QInputMethodEvent composed;
        composed.setCommitString(u"é"_s);
        QCoreApplication::sendEvent(&edit, &composed);
        QCOMPARE(bytesIn(edit), QByteArrayLiteral("X\xc3\xa9" "d"));
        QTest::keyClick(&edit, Qt::Key_Tab);
        QVERIFY(behind.hasFocus());
        QTest::keyClick(&behind, Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(edit.hasFocus() && edit.side() == HexEdit::Side::Text);
        QTest::keyClick(&edit, Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(edit.hasFocus() && edit.side() == HexEdit::Side::Hex);
    }

    void whatIsTypedInOneGoIsUndoneInOneGo()
    {
        Editor hex("abcdef");
        hex.type(u"414243"_s);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("ABCdef"));
        hex.press(Qt::Key_End, Qt::ControlModifier);
        hex.press(Qt::Key_Backspace);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("ABCde"));
        hex.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("ABCdef"));
        hex.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("abcdef"));
        QVERIFY(!hex.edit.isModified());
        hex.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("abcdef"));
        QTest::keySequence(&hex.edit, QKeySequence(QKeySequence::Redo));
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("ABCdef"));
    }

    void aSelectionIsReplacedDeletedCutAndPasted()
    {
        Editor hex("abcdef");
        for (int i = 0; i < 3; ++i)
            hex.press(Qt::Key_Right, Qt::ShiftModifier);
        hex.type(u"00"_s);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("\0def"));
        hex.press(Qt::Key_Delete);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("\0ef"));
        hex.press(Qt::Key_Home);
        hex.press(Qt::Key_Right, Qt::ShiftModifier);
        hex.press(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("ef"));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"00"_s);
        hex.edit.setSide(HexEdit::Side::Text);
        hex.press(Qt::Key_End, Qt::ControlModifier);
        hex.press(Qt::Key_V, Qt::ControlModifier);
        QVERIFY2(bytesIn(hex.edit) == QByteArrayLiteral("ef\0"), "the very bytes come back, whatever the side");
    }

    void textIsPastedAsHexOrAsText()
    {
        Editor hex("abc");
        hex.edit.setOverwrites(false);
        QGuiApplication::clipboard()->setText(u"3132"_s);
        hex.press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("12abc"));
        hex.press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("123132abc"));
        hex.edit.setOverwrites(true);
        hex.press(Qt::Key_V, Qt::ControlModifier);
        QVERIFY2(bytesIn(hex.edit) == QByteArrayLiteral("12313212c"), bytesIn(hex.edit).constData());
        const QSignalSpy refused(&hex.edit, &HexEdit::refused);
        QGuiApplication::clipboard()->setText(u"no hex"_s);
        hex.press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("12313212c"));
        hex.edit.setSide(HexEdit::Side::Text);
        hex.press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(bytesIn(hex.edit), QByteArrayLiteral("12313212no hex"));
    }

    void bytesAreFoundWhileTheyAreEdited()
    {
        QWidget window;
        HexEdit edit(&window);
        FindBar bar(&window);
        bar.setHexOffered(true);
        ViewFinder finder(&bar, &window);
        finder.addView(&edit);
        edit.setBytes(shared("\x01\x02\x03\x01\x02"s));
        window.show();
        QTest::keyClick(&edit, Qt::Key_F, Qt::ControlModifier);
        bar.setHex(true);
        QTest::keyClicks(bar.findChild<QLineEdit*>(), u"0102"_s);
        QCOMPARE(edit.selectionBegin(), 0U);
        QCOMPARE(edit.selectionEnd(), 2U);
        QTest::keyClick(&edit, Qt::Key_Delete);
        QTest::keyClick(&edit, Qt::Key_F3);
        QCOMPARE(edit.selectionBegin(), 1U);
        QCOMPARE(edit.selectionEnd(), 3U);
        QTest::keyClick(&edit, Qt::Key_Escape);
        QVERIFY(bar.isHidden());
    }

    void aScreenReaderHearsThatItCanBeEdited()
    {
        Editor hex("A");
        const ByteViewAccessible spoken(&hex.edit);
        QVERIFY(spoken.state().editable && !spoken.state().readOnly);
        const HexView view;
        const ByteViewAccessible other(const_cast<HexView*>(&view));
        QVERIFY(other.state().readOnly);
    }

    void aBodyOf64MiBIsEditedInPlace()
    {
        Editor hex(std::string(std::size_t(64) * 1024 * 1024, 'a'));
        hex.press(Qt::Key_End, Qt::ControlModifier);
        hex.edit.setOverwrites(false);
        hex.type(u"00"_s);
        const std::string* place = &hex.edit.bytes();
        hex.press(Qt::Key_Home, Qt::ControlModifier);
        hex.type(u"ff"_s);
        QCOMPARE(hex.edit.bytes().size(), std::size_t(64) * 1024 * 1024 + 2);
        QCOMPARE(place, &hex.edit.bytes());
        QCOMPARE(hex.edit.verticalScrollBar()->value(), 0);
        hex.edit.grab();
        hex.edit.selectAll();
        const QSignalSpy refused(&hex.edit, &HexEdit::refused);
        hex.press(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(refused.size(), 1);
        hex.press(Qt::Key_Delete);
        QVERIFY(hex.edit.bytes().empty());
        hex.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(hex.edit.bytes().size(), std::size_t(64) * 1024 * 1024 + 2);
    }
};

HOOKLOUPE_GUI_TEST(TestHexEdit)
#include "tst_hex_edit.moc"
