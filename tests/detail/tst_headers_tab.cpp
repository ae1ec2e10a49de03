// SPDX-License-Identifier: GPL-3.0-or-later
// What the Headers tab copies.
#include "support/test_main.h"
#include "support/detail_fixture.h"
#include "style/theme.h"
#include "widgets/text_table.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

CapturePtr withCredentials()
{
    return captureOfBody("{}", "Content-Type: application/json\r\nauthorization: Bearer hunter2\r\nX-Gitlab-Token: t0ken\r\n"
                               "X-Gitlab-Event: Push Hook\r\nCookie: a=secret1\r\nCookie: b=secret2\r\n");
}

bool hasSecret(const QString& text)
{
    return text.contains(QRegularExpression(u"hunter2|t0ken|secret|authorization|X-Gitlab-Token|Cookie"_s));
}

/// The button that copies what was left out; nullptr while it is not offered.
QPushButton* withThem(const PaneWindow& window)
{
    for (auto* button : window.pane.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text() == u"Copy with them"_s)
            return button;
    }
    return nullptr;
}

void pressInMenu(const PaneWindow& window, const QString& text)
{
    ui::TextTable* table = nullptr;
    for (auto* one : window.pane.findChildren<ui::TextTable*>()) {
        if (one->isVisible())
            table = one;
    }
    QMenu menu;
    Q_EMIT table->menuRequested(&menu);
    for (QAction* action : menu.actions()) {
        if (action->text() == text)
            return action->trigger();
    }
    QFAIL(qPrintable(u"there is no "_s + text));
}

} // namespace

class TestHeadersTab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::Theme::Light); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        QGuiApplication::clipboard()->clear();
    }

    void whatIsCopiedToBePassedOnHoldsNoCredentials_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("menu");
        QTest::newRow("head") << u"Copy head"_s << QString();
        QTest::newRow("curl") << u"Copy for curl"_s << QString();
        QTest::newRow("curl, by the menu") << QString() << u"Copy for curl"_s;
        QTest::newRow("lines, by the menu") << QString() << u"Copy as it came"_s;
    }
    void whatIsCopiedToBePassedOnHoldsNoCredentials()
    {
        QFETCH(QString, button);
        QFETCH(QString, menu);
        PaneWindow window;
        window.show(withCredentials());
        window.openTab(u"Headers"_s);
        if (menu.isEmpty())
            window.choose(button);
        else
            pressInMenu(window, menu);
        QVERIFY2(clipboard().contains(u"X-Gitlab-Event: Push Hook"_s), qPrintable(clipboard()));
        QVERIFY2(!hasSecret(clipboard()), qPrintable(clipboard()));
        const QString said = window.text();
        QVERIFY2(said.contains(u"Copied without fields that hold credentials: authorization, X-Gitlab-Token, Cookie."_s), qPrintable(said));
        window.screenshot(u"headers-copied"_s);
        // The way to have them all the same, which says so.
        auto* again = withThem(window);
        QVERIFY(again);
        again->setFocus();
        QTest::keyClick(again, Qt::Key_Space);
        for (const QString& secret : {u"hunter2"_s, u"t0ken"_s, u"secret1"_s, u"secret2"_s, u"Push Hook"_s})
            QVERIFY2(clipboard().contains(secret), qPrintable(clipboard()));
        QVERIFY(window.text().contains(u"Copied with fields that hold credentials"_s));
        QVERIFY(!withThem(window));
        QVERIFY(window.pane.focusWidget());
    }

    void aHeadWithoutThemIsCopiedWholeAndNothingIsSaid()
    {
        PaneWindow window;
        window.show(withCredentials());
        window.openTab(u"Headers"_s);
        window.choose(u"Copy head"_s);
        QVERIFY(withThem(window));
        const CapturePtr plain = captureOfBody("{}", "X-A: 1\r\n");
        window.show(plain);
        QVERIFY2(!window.text().contains(u"Copied"_s), "that was another capture's");
        window.choose(u"Copy head"_s);
        QCOMPARE(clipboard().toStdString(), plain->head);
        QVERIFY(!withThem(window));
        QVERIFY(!window.text().contains(u"Copied"_s));
    }

    /// A field that is chosen by hand, by its own command, is what its user wants.
    void oneValueIsCopiedAsItIs()
    {
        PaneWindow window;
        window.show(withCredentials());
        window.openTab(u"Headers"_s);
        for (auto* table : window.pane.findChildren<ui::TextTable*>()) {
            if (!table->isVisible())
                continue;
            for (int row = 0; row < table->rowCount(); ++row) {
                if (table->text(row, 0) == u"authorization"_s)
                    table->setCurrentIndex(table->model()->index(row, 0));
            }
        }
        pressInMenu(window, u"Copy value"_s);
        QCOMPARE(clipboard(), u"Bearer hunter2"_s);
    }

    void aRecordedRequestIsCopiedWithoutItsSignature()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        window.openTab(u"Headers"_s);
        window.choose(u"Copy for curl"_s);
        QVERIFY2(!clipboard().contains(QString::fromStdString(file.signature)), qPrintable(clipboard()));
        QVERIFY(clipboard().contains(u"application/json"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestHeadersTab)
#include "tst_headers_tab.moc"
