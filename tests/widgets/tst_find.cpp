// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "widgets/find_bar.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_view.h"
#include "widgets/view_finder.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTest>
#include <QVBoxLayout>

using namespace hookloupe::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;

namespace {

std::shared_ptr<const std::string> shared(std::string bytes)
{
    return std::make_shared<const std::string>(std::move(bytes));
}

/// A text and a hex view with one bar, as tabs have them.
struct Window : QWidget {
    Window()
    {
        auto* column = new QVBoxLayout(this);
        text = new PlainTextView(this);
        hex = new HexView(this);
        bar = new FindBar(this);
        column->addWidget(text);
        column->addWidget(hex);
        column->addWidget(bar);
        finder = new ViewFinder(bar, this);
        finder->addView(text);
        finder->addView(hex);
        resize(700, 400);
        show();
        text->setFocus();
    }

    [[nodiscard]] QString result() const
    {
        for (const QLabel* label : bar->findChildren<QLabel*>()) {
            if (label->accessibleName() == u"Result of the search"_s)
                return label->text();
        }
        return {};
    }
    [[nodiscard]] QLineEdit* line() const { return bar->findChild<QLineEdit*>(); }
    [[nodiscard]] QCheckBox* box(const QString& name) const
    {
        for (auto* one : bar->findChildren<QCheckBox*>()) {
            if (one->text() == name)
                return one;
        }
        return nullptr;
    }

    PlainTextView* text;
    HexView* hex;
    FindBar* bar;
    ViewFinder* finder;
};

} // namespace

class TestFind : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void theBarFindsAsOneTypesAndGoesRound()
    {
        Window window;
        window.text->setBytes(shared("one two One two ONE"));
        QTest::keyClick(window.text, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(window.bar->isVisible());
        QTRY_VERIFY(window.line()->hasFocus());
        QTest::keyClicks(window.line(), u"one"_s);
        QCOMPARE(window.result(), u"1 of 3"_s);
        QCOMPARE(window.text->selectionBegin(), 0u);
        QTest::keyClick(window.line(), Qt::Key_Return);
        QCOMPARE(window.text->selectedText(), u"One"_s);
        QTest::keyClick(window.line(), Qt::Key_F3);
        QCOMPARE(window.result(), u"3 of 3"_s);
        QTest::keyClick(window.line(), Qt::Key_Return);
        QCOMPARE(window.result(), u"1 of 3"_s);
        QTest::keyClick(window.line(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(window.text->selectionBegin(), 16u);
        window.box(u"Match case"_s)->setChecked(true);
        QCOMPARE(window.result(), u"1 of 1"_s);
        QTest::keyClicks(window.line(), u"!"_s);
        QCOMPARE(window.result(), u"Not found"_s);
        window.line()->clear();
        QCOMPARE(window.result(), QString());
        QTest::keyClick(window.line(), Qt::Key_Escape);
        QVERIFY(!window.bar->isVisible());
        QTRY_VERIFY(window.text->hasFocus());
    }

    void theSelectionBecomesWhatIsSought()
    {
        Window window;
        window.text->setBytes(shared("id=7;id=8"));
        window.text->select(0, 2);
        QTest::keyClick(window.text, Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(window.line()->text(), u"id"_s);
        QCOMPARE(window.result(), u"1 of 2"_s);
        window.text->setFocus();
        QTest::keyClick(window.text, Qt::Key_F3);
        QCOMPARE(window.text->selectionBegin(), 5u);
    }

    void bytesAreFoundByTheirHex()
    {
        Window window;
        window.hex->setBytes(shared("ab\x00\xff\x00\xff"s));
        window.bar->setHexOffered(true);
        window.hex->setFocus();
        QTest::keyClick(window.hex, Qt::Key_F, Qt::ControlModifier);
        window.box(u"Bytes as hex"_s)->setChecked(true);
        window.line()->setText(u"00 f"_s);
        QVERIFY2(window.result().contains(u"hex digits"_s), qPrintable(window.result()));
        window.line()->setText(u"00 fF"_s);
        QCOMPARE(window.result(), u"1 of 2"_s);
        QCOMPARE(window.hex->selectionBegin(), 2u);
    }

    void aLargeTextIsSearchedBesideTheWindow()
    {
        Window window;
        std::string text(6 * 1024 * 1024, 'x');
        text.replace(text.size() - 10, 6, "Needle");
        text.replace(4 * 1024 * 1024 - 3, 6, "needle"); // across two steps of the search
        window.text->setBytes(shared(text));
        QTest::keyClick(window.text, Qt::Key_F, Qt::ControlModifier);
        window.line()->setText(u"needle"_s);
        QCOMPARE(window.result(), u"Searching…"_s);
        QTRY_COMPARE(window.result(), u"1 of 2"_s);
        QCOMPARE(window.text->selectionBegin(), std::size_t(4 * 1024 * 1024 - 3));
        window.line()->setText(u"x"_s);
        QTRY_COMPARE(window.result(), u"1 of more than 100,000"_s);
    }

    void otherBytesAreSearchedAnew()
    {
        Window window;
        window.text->setBytes(shared("a a"));
        QTest::keyClick(window.text, Qt::Key_F, Qt::ControlModifier);
        window.line()->setText(u"a"_s);
        QCOMPARE(window.result(), u"1 of 2"_s);
        window.text->setBytes(shared("a"));
        QTest::keyClick(window.line(), Qt::Key_Return);
        QCOMPARE(window.result(), u"1 of 1"_s);
        window.text->setBytes(nullptr);
        QTest::keyClick(window.line(), Qt::Key_Return);
        QCOMPARE(window.result(), u"Not found"_s);
    }
};

HOOKLOUPE_GUI_TEST(TestFind)
#include "tst_find.moc"
