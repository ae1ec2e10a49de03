// SPDX-License-Identifier: GPL-3.0-or-later
// The palette of commands and the shortcuts.
#include "support/test_main.h"
#include "detail/detail_pane.h"
#include "detail/payload_tree.h"
#include "commands/command_model.h"
#include "commands/command_palette.h"
#include "help/help_dialog.h"
#include "commands/shortcut_sheet.h"
#include "commands/command_match.h"
#include "commands/shortcut_book.h"
#include "support/strict.h"
#include "support/window_fixture.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

CommandPalette* openPalette(const WindowFixture& fixture)
{
    QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
    return fixture.window->findChild<CommandPalette*>();
}

QString firstOf(const CommandPalette& palette)
{
    return palette.findChild<QListView*>()->model()->index(0, 0).data().toString();
}

QModelIndex rowWith(const CommandPalette& palette, const QString& words)
{
    const auto* model = palette.findChild<QListView*>()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data().toString() == words)
            return model->index(row, 0);
    }
    return {};
}

int visibleRows(const QTreeWidget& tree)
{
    int count = 0;
    for (int i = 0; i < tree.topLevelItemCount(); ++i) {
        for (int j = 0; j < tree.topLevelItem(i)->childCount(); ++j)
            count += tree.topLevelItem(i)->isHidden() || tree.topLevelItem(i)->child(j)->isHidden() ? 0 : 1;
    }
    return count;
}

} // namespace

class TestCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void lettersFitAtTheStartsOfWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QList<qsizetype>>("places");
        QTest::newRow("initials") << u"Copy URL"_s << u"cu"_s << QList<qsizetype>{0, 5};
        QTest::newRow("starts of words") << u"Copy URL"_s << u"co ur"_s << QList<qsizetype>{0, 1, 5, 6};
        QTest::newRow("later word") << u"New endpoint"_s << u"end"_s << QList<qsizetype>{4, 5, 6};
        QTest::newRow("the better of two ways") << u"Copy copyist"_s << u"copyi"_s << QList<qsizetype>{5, 6, 7, 8, 9};
        QTest::newRow("accents") << u"Împort État"_s << u"ie"_s << QList<qsizetype>{0, 7};
        QTest::newRow("everything") << u"Quit"_s << u""_s << QList<qsizetype>{};
    }
    void lettersFitAtTheStartsOfWords()
    {
        QFETCH(QString, text);
        QFETCH(QString, query);
        const auto match = matchCommand(text, query);
        QVERIFY(match);
        QTEST(match->places, "places");
    }

    void lettersInTheMiddleOfWordsDoNotFit()
    {
        QVERIFY(!matchCommand(u"Copy URL", u"py"));
        QVERIFY(!matchCommand(u"Copy URL", u"cuu"));
        QVERIFY(!matchCommand(u"Copy", u"copy that"));
        QVERIFY(matchCommand(u"Follow newest", u"fol")->score > matchCommand(u"Go to the followers", u"fol")->score);
        const QString hostile(5'000, u'a');
        QVERIFY(matchCommand(hostile, hostile));
    }

    void aCommandIsFoundAndRunByKeyboard()
    {
        WindowFixture fixture;
        fixture.start();
        const QWidget* before = QApplication::focusWidget();
        QVERIFY(before);
        const CommandPalette* palette = openPalette(fixture);
        QVERIFY(palette && palette->isVisible());
        auto* field = palette->findChild<QLineEdit*>();
        QTRY_VERIFY(field->hasFocus());
        const QAbstractItemModelTester tester(palette->findChild<QListView*>()->model());
        QTest::keyClicks(field, u"cu"_s);
        QCOMPARE(firstOf(*palette), u"Copy URL"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(fixture.session->listenStatus().address.url()));
        QVERIFY(before->hasFocus());
        (void)openPalette(fixture);
        QCOMPARE(firstOf(*palette), u"Copy URL"_s); // run lately
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
        QVERIFY(before->hasFocus());
    }

    void whatWasRunLatelyIsRemembered()
    {
        WindowFixture fixture;
        fixture.start();
        CommandPalette* palette = openPalette(fixture);
        palette->setQuery(u"follow"_s);
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
        fixture.openWindow();
        QCOMPARE(firstOf(*openPalette(fixture)), u"Follow newest"_s);
    }

    void aDisabledCommandSaysWhyAndDoesNotRun()
    {
        WindowFixture fixture;
        fixture.start();
        CommandPalette* palette = openPalette(fixture);
        const QModelIndex remove = rowWith(*palette, u"Delete"_s);
        QVERIFY(remove.isValid());
        QVERIFY(!remove.data(CommandModel::EnabledRole).toBool());
        QCOMPARE(remove.data(CommandModel::WhyRole).toString(), u"no request is selected"_s);
        QVERIFY(remove.data(Qt::AccessibleTextRole).toString().contains(u"not available: no request is selected"_s));
        palette->setQuery(u"delete"_s);
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
        QVERIFY(palette->isVisible());
        palette->setQuery(u"zzz"_s);
        QCOMPARE(palette->findChild<QListView*>()->model()->rowCount(), 0);
    }

    void f1ShowsEveryShortcutOfTheMenusAndFindsThem()
    {
        WindowFixture fixture;
        fixture.start();
        QTest::keyClick(fixture.window.get(), Qt::Key_F1);
        auto* sheet = fixture.window->findChild<ShortcutSheet*>();
        QVERIFY(sheet && sheet->isVisible());
        auto* tree = sheet->findChild<QTreeWidget*>();
        const int all = visibleRows(*tree);
        QVERIFY(all > 20);
        for (const QAction* action : fixture.window->findChildren<QAction*>(Qt::FindDirectChildrenOnly)) {
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            if (keys.isEmpty() || !action->isVisible() || action->objectName().isEmpty())
                continue;
            bool shown = false;
            for (const auto* item : tree->findItems(keys, Qt::MatchContains | Qt::MatchRecursive, 1))
                shown |= !item->text(0).isEmpty();
            QVERIFY2(shown, qPrintable(action->objectName()));
        }
        QTest::keyClicks(sheet->findChild<QLineEdit*>(), u"Ctrl+K"_s);
        QCOMPARE(visibleRows(*tree), 1);
        for (auto* button : sheet->findChildren<QPushButton*>()) {
            if (button->text().contains(u"guide"_s))
                button->click();
        }
        QVERIFY(fixture.window->findChild<HelpDialog*>()->isVisible());
    }

    void aChangedShortcutWorksAtOnceAndAfterARestart()
    {
        WindowFixture fixture;
        fixture.start();
        auto* book = fixture.window->findChild<ShortcutBook*>();
        book->change(u"commandPalette"_s, {QKeySequence(u"Ctrl+Shift+P"_s)});
        QTest::keyClick(fixture.window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto* palette = fixture.window->findChild<CommandPalette*>();
        QVERIFY(palette && palette->isVisible());
        QVERIFY(fixture.window->findChild<QAction*>(u"commandPalette"_s)->toolTip().contains(u"Ctrl+Shift+P"_s));
        fixture.openWindow();
        auto* action = fixture.window->findChild<QAction*>(u"commandPalette"_s);
        QCOMPARE(action->shortcut(), QKeySequence(u"Ctrl+Shift+P"_s));
        book = fixture.window->findChild<ShortcutBook*>();
        for (const ShortcutEntry& entry : book->entries()) {
            if (entry.name == u"commandPalette"_s)
                book->change(entry.name, entry.standard);
        }
        QCOMPARE(action->shortcut(), QKeySequence(u"Ctrl+K"_s));
        QVERIFY(!QSettings(fixture.settingsPath(), QSettings::IniFormat).contains(u"shortcuts/commandPalette"_s));
    }

    void shortcutsThatCannotBeUsedAreNamed()
    {
        WindowFixture fixture;
        {
            QSettings file(fixture.settingsPath(), QSettings::IniFormat);
            file.setValue(u"shortcuts/commandPalette"_s, u"Ctrl+Nonsense"_s);
            file.setValue(u"shortcuts/<b>gone</b>"_s, u"Ctrl+G"_s);
        }
        fixture.start();
        const QString said = fixture.window->banner().text(Warning::Trouble);
        QVERIFY2(said.contains(u"commandPalette=Ctrl+Nonsense"_s), qPrintable(said));
        QCOMPARE(fixture.window->findChild<QAction*>(u"commandPalette"_s)->shortcut(), QKeySequence(u"Ctrl+K"_s));
    }

    void controlTabTurnsToTheNextTabOfTheDetailsFromWithinOne()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.post("/hooks/ci", "{\"a\":{\"b\":1}}");
        auto* pages = fixture.window->findChild<DetailPane*>()->findChild<QTabWidget*>();
        QVERIFY(pages);
        auto* tree = fixture.window->findChild<PayloadTree*>();
        pages->setCurrentIndex(1);
        QTRY_VERIFY(tree->isVisible() && tree->model()->rowCount() > 0);
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(pages->currentIndex(), 2);
        QTest::keyClick(fixture.window->focusWidget(), Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(pages->currentIndex(), 1);
    }
};

HOOKLOUPE_GUI_TEST(TestCommands)
#include "tst_commands.moc"
