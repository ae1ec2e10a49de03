// SPDX-License-Identifier: GPL-3.0-or-later
// Every widget of the program, looked over for what keyboard, screen reader and hostile data would stumble over.
#include "support/test_main.h"
#include "detail/detail_pane.h"
#include "captures/capture_list_panel.h"
#include "support/strict.h"
#include "support/wire_file.h"
#include "support/widget_lint.h"
#include "support/window_dialogs.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using hookloupe::test::WindowFixture;

namespace {

QByteArray lines(const QStringList& faults)
{
    return faults.join(u'\n').toUtf8();
}

} // namespace

class TestWidgetLint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void theLintFindsEachKindOfFault()
    {
        QMainWindow window;
        auto* edit = new QLineEdit(&window);
        edit->setObjectName(u"nameless"_s);
        auto* picture = new QPushButton(&window);
        picture->setIcon(window.style()->standardIcon(QStyle::SP_DialogOkButton));
        picture->setAccessibleName(u"OK"_s);
        new QLabel(u"<b>markup</b>"_s, &window);
        const QStringList widgets = test::lintWidgets(window);
        QCOMPARE(widgets.filter(u"no accessible name"_s).size(), 1);
        QVERIFY(widgets.filter(u"nameless"_s).size() == 1);
        QCOMPARE(widgets.filter(u"without a tooltip"_s).size(), 1);
        QCOMPARE(widgets.filter(u"reads markup"_s).size(), 1);

        QMenu* menu = window.menuBar()->addMenu(u"Menu"_s);
        auto* first = new QAction(u"&One"_s, &window);
        auto* second = new QAction(u"&Other"_s, &window);
        auto* stray = new QAction(u"Stray"_s, &window);
        menu->addActions({first, second});
        for (QAction* action : {first, second})
            action->setShortcut(QKeySequence(u"Ctrl+G"_s));
        stray->setStatusTip(u"A hint"_s);
        const QStringList actions = test::lintActions(window);
        QCOMPARE(actions.filter(u"used twice"_s).size(), 1);
        QCOMPARE(actions.filter(u"& twice"_s).size(), 1);
        QCOMPARE(actions.filter(u"without a hint"_s).size(), 2);
        QCOMPARE(actions.filter(u"in no menu"_s).size(), 1);
    }

    void theLintKnowsWhichLettersAreSeenTogether()
    {
        QDialog dialog;
        auto* tabs = new QTabWidget(&dialog);
        auto* first = new QWidget;
        auto* second = new QWidget;
        tabs->addTab(first, u"&Answer"_s);
        tabs->addTab(second, u"Other"_s);
        new QPushButton(u"&Copy"_s, first);
        new QPushButton(u"&Clear"_s, second); // never beside “Copy”
        QCOMPARE(test::lintWidgets(dialog).filter(u"used twice"_s), QStringList());
        new QPushButton(u"&Add"_s, second);   // beside its own tab's bar
        QCOMPARE(test::lintWidgets(dialog).filter(u"used twice"_s).size(), 1);
        auto* label = new QLabel(u"&Close"_s, &dialog); // beside each of the two
        QCOMPARE(test::lintWidgets(dialog).filter(u"used twice"_s).size(), 1);
        label->setBuddy(tabs);
        QCOMPARE(test::lintWidgets(dialog).filter(u"used twice"_s).size(), 3);
        label->hide();
        QCOMPARE(test::lintWidgets(dialog).filter(u"used twice"_s).size(), 1);
    }

    void theWindowAndItsTabsAreFreeOfFaults()
    {
        WindowFixture fixture;
        fixture.start();
        QStringList faults = test::lintWidgets(*fixture.window) + test::lintActions(*fixture.window);
        QVERIFY(fixture.send(test::wireFile("full-05").bytes()).contains("200"));
        auto* tabs = fixture.window->findChild<ui::DetailPane*>()->findChild<QTabWidget*>();
        QTRY_VERIFY(tabs->isVisible());
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QTRY_VERIFY(tabs->widget(tab)->isVisible());
            faults += test::lintWidgets(*fixture.window);
        }
        faults.removeDuplicates();
        QVERIFY2(faults.isEmpty(), lines(faults));
    }

    void everyDialogIsFreeOfFaults()
    {
        WindowFixture fixture;
        fixture.answerYes = false;
        fixture.start();
        QVERIFY(fixture.send(test::wireFile("full-05").bytes()).contains("200"));
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 1);
        QStringList faults;
        const auto actions = test::openingActions(*fixture.window);
        QVERIFY(actions.size() > 2);
        for (QAction* action : actions) {
            const int seen = test::lookAtDialogs(*fixture.window, *action, [&faults](const QWidget& dialog) {
                const auto found = test::lintWidgets(dialog);
                for (const QString& fault : found)
                    faults << u"%1: %2"_s.arg(dialog.windowTitle(), fault);
            });
            QVERIFY2(seen > 0, qPrintable(action->text() + u": nothing opened"_s));
        }
        faults.removeDuplicates();
        QVERIFY2(faults.isEmpty(), lines(faults));
    }
};

HOOKLOUPE_GUI_TEST(TestWidgetLint)
#include "tst_widget_lint.moc"
