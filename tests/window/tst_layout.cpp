// SPDX-License-Identifier: GPL-3.0-or-later
// The layout in a small window, in a language 30 % longer, mirrored, and by the Tab key.
#include "support/test_main.h"
#include "detail/detail_pane.h"
#include "settings/settings_dialog.h"
#include "settings/settings_page.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "support/strict.h"
#include "support/pseudo_translator.h"
#include "support/wire_file.h"
#include "support/window_fixture.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QTableView>
#include <QToolBar>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

/// Buttons and labels that are smaller than their text, or reach out of their parent.
QStringList clipped(const QWidget& window)
{
    QStringList found;
    const auto check = [&found](const QWidget& widget, const QString& text, bool fits) {
        if (!fits)
            found << u"%1 “%2” in %3"_s.arg(QLatin1StringView(widget.metaObject()->className()), text,
                                            QLatin1StringView(widget.parentWidget()->metaObject()->className()));
    };
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible() && !button->text().isEmpty())
            check(*button, button->text(), button->width() >= button->minimumSizeHint().width()
                      && button->height() >= button->fontMetrics().height());
    }
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const QSize wanted = label->sizeHint();
        if (label->wordWrap())
            check(*label, label->text(), label->height() >= label->heightForWidth(label->width()));
        else
            check(*label, label->text(), label->width() >= wanted.width() && label->height() >= wanted.height());
    }
    return found;
}

void fill(const WindowFixture& fixture)
{
    const auto wire = test::wireFile("full-09");
    for (int i = 0; i < 3; ++i)
        fixture.send(wire.bytes());
    auto* table = fixture.window->captures().view();
    QTRY_COMPARE(table->model()->rowCount(), 3);
    table->setFocus();
    table->selectRow(1);
}

} // namespace

class TestLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    void noTextIsClippedInASmallWindow_data()
    {
        QTest::addColumn<bool>("pseudo");
        QTest::newRow("English") << false;
        QTest::newRow("30 % longer") << true;
    }
    void noTextIsClippedInASmallWindow()
    {
        QFETCH(bool, pseudo);
        std::unique_ptr<test::PseudoLanguage> language;
        if (pseudo)
            language = std::make_unique<test::PseudoLanguage>();
        WindowFixture fixture;
        fixture.start();
        fixture.window->resize(1024, 700);
        QVERIFY2(fixture.window->minimumSizeHint().width() <= 1024, "the window cannot be made that small");
        QTRY_COMPARE(fixture.window->size(), QSize(1024, 700));
        QTRY_COMPARE(clipped(*fixture.window).join(u'\n'), QString());
        fill(fixture);
        QTRY_COMPARE(clipped(*fixture.window).join(u'\n'), QString());
    }

    void noTextIsClippedInTheSettings_data() { noTextIsClippedInASmallWindow_data(); }
    void noTextIsClippedInTheSettings()
    {
        QFETCH(bool, pseudo);
        std::unique_ptr<test::PseudoLanguage> language;
        if (pseudo)
            language = std::make_unique<test::PseudoLanguage>();
        WindowFixture fixture;
        fixture.start();
        fixture.window->findChild<SettingsFeature*>()->open();
        auto* dialog = fixture.window->findChild<SettingsDialog*>();
        QVERIFY(dialog->minimumSizeHint().width() <= 1024 && dialog->minimumSizeHint().height() <= 700);
        for (const auto* page : dialog->findChildren<SettingsPage*>()) {
            dialog->showPage(page->objectName());
            QTRY_COMPARE(clipped(*dialog).join(u'\n'), QString());
        }
    }

    void theWindowIsMirroredForLanguagesFromTheRight()
    {
        WindowFixture fixture;
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        fixture.start();
        fill(fixture);
        const QWidget& window = *fixture.window;
        const auto leftOf = [&window](const QWidget& widget) { return widget.mapTo(&window, QPoint(0, 0)).x(); };
        QVERIFY(leftOf(fixture.window->endpoints()) > leftOf(fixture.window->captures()));
        const auto* table = fixture.window->captures().view();
        QVERIFY(table->columnViewportPosition(0) > table->columnViewportPosition(1));
    }

    void tabGoesThroughThePanesAndBack()
    {
        WindowFixture fixture;
        fixture.start();
        fill(fixture);
        auto* detail = fixture.window->findChild<DetailPane*>();
        const QList<const QWidget*> panes{&fixture.window->endpoints(), &fixture.window->captures(), detail};
        const auto paneOf = [&panes](const QWidget* widget) {
            for (qsizetype i = 0; i < panes.size(); ++i) {
                if (widget && panes.at(i)->isAncestorOf(widget))
                    return static_cast<int>(i);
            }
            return -1;
        };
        // From the endpoints forward until they come again: each pane once, in the order they are seen.
        const auto walk = [&](Qt::Key key) {
            QList<int> order;
            fixture.window->endpoints().view()->setFocus();
            const QWidget* start = QApplication::focusWidget();
            for (int step = 0; step < 200; ++step) {
                const int pane = paneOf(QApplication::focusWidget());
                if (pane >= 0 && (order.isEmpty() || order.back() != pane))
                    order << pane;
                QTest::keyClick(QApplication::focusWidget(), key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
                if (QApplication::focusWidget() == start)
                    break;
            }
            if (order.size() > 1 && order.back() == order.front())
                order.removeLast();
            return order;
        };
        QCOMPARE(walk(Qt::Key_Tab), (QList<int>{0, 1, 2}));
        QCOMPARE(walk(Qt::Key_Backtab), (QList<int>{0, 2, 1}));
    }
};

HOOKLOUPE_GUI_TEST(TestLayout)
#include "tst_layout.moc"
