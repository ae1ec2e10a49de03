// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/handler.h"
#include "endpoints/endpoint_dialog.h"
#include "trust/trust_dialog.h"
#include "endpoints/endpoint_model.h"
#include "endpoints/endpoint_panel.h"
#include "trust/trust_strip.h"
#include "support/strict.h"
#include "style/theme.h"
#include "support/hostile_store.h"
#include "support/widget_lint.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>

#include <fstream>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using namespace std::string_literals;
using hookloupe::test::Handler;
using hookloupe::test::WindowFixture;

namespace {

std::string storeOf(const WindowFixture& fixture)
{
    return fixture.folder.filePath(u"captures.hookloupe"_s).toStdString();
}

TrustStrip* stripOf(const WindowFixture& fixture)
{
    return fixture.window->findChild<TrustStrip*>();
}

QString textOf(const TrustStrip* strip)
{
    return strip->findChild<QLabel*>(u"text"_s)->text();
}

TrustDialog* openDialog(const WindowFixture& fixture)
{
    QTest::keyClick(stripOf(fixture)->findChild<QPushButton*>(u"showTrust"_s), Qt::Key_Space);
    TrustDialog* dialog = nullptr;
    [&] { QTRY_VERIFY((dialog = fixture.window->findChild<TrustDialog*>())); }();
    [&] { QTRY_VERIFY(dialog->isActiveWindow()); }();
    return dialog;
}

QTreeWidget* treeOf(const TrustDialog* dialog)
{
    return dialog->findChild<QTreeWidget*>(u"trustTree"_s);
}

QPushButton* button(const QWidget* dialog, const QString& text)
{
    for (auto* one : dialog->findChildren<QPushButton*>()) {
        if (one->text().remove(u'&') == text)
            return one;
    }
    qFatal("no button %s", qPrintable(text));
}

QStringList warningsOf(const WindowFixture& fixture, const QString& title)
{
    const QAbstractItemModel* model = fixture.window->endpoints().view()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data().toString() == title)
            return model->index(row, 0).data(EndpointModel::WarningsRole).toStringList();
    }
    return {u"no such row"_s};
}

} // namespace

/// A window over the store of somebody else.
class TestTrustWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aStoreFromElsewhereIsAskedAboutEndpointByEndpoint()
    {
        WindowFixture fixture;
        Handler inbox;
        Handler elsewhere;
        const std::string file = fixture.folder.filePath(u"private.json"_s).toStdString();
        std::ofstream(file) << "secret";
        test::makeHostileStore(storeOf(fixture), {inbox.url("/latest"), {}, elsewhere.url("/collect"), file});
        fixture.start();
        QVERIFY(stripOf(fixture)->isVisible());
        QVERIFY2(textOf(stripOf(fixture)).contains(u"not known on this machine"_s), qPrintable(textOf(stripOf(fixture))));
        QCOMPARE(fixture.post("/hooks/ci"), QByteArray("HTTP/1.1 200 OK"));
        QCOMPARE(warningsOf(fixture, u"<b>CI</b>"_s), QStringList{u"Held: not agreed"_s});
        QCOMPARE(warningsOf(fixture, u"files"_s), QStringList{u"Held: not agreed"_s});
        QVERIFY(inbox.requests.empty() && elsewhere.requests.empty());

        // By keyboard: the first box, then its button.
        TrustDialog* dialog = openDialog(fixture);
        QTreeWidget* tree = treeOf(dialog);
        QCOMPARE(tree->topLevelItemCount(), 2);
        QVERIFY(tree->hasFocus());
        QVERIFY(!button(dialog, u"Allow the chosen"_s)->isEnabled());
        QVERIFY(button(dialog, u"Keep it held"_s)->isDefault());
        QCOMPARE(tree->topLevelItem(0)->text(0), u"“<b>CI</b>” passes each request on to:"_s);
        QVERIFY(tree->topLevelItem(0)->child(0)->text(0).startsWith(QString::fromStdString(elsewhere.url("/collect"))));
        QVERIFY(tree->topLevelItem(1)->child(0)->text(0).contains(u"file "_s + QString::fromStdString(file)));
        QTest::keyClick(tree, Qt::Key_Space);
        QCOMPARE(tree->topLevelItem(0)->checkState(0), Qt::Checked);
        QTest::keyClick(button(dialog, u"Allow the chosen"_s), Qt::Key_Space);
        QTRY_COMPARE(elsewhere.requests.size(), std::size_t(1));
        QTRY_COMPARE(inbox.requests.size(), std::size_t(2));
        QVERIFY(warningsOf(fixture, u"<b>CI</b>"_s).isEmpty());
        QCOMPARE(warningsOf(fixture, u"files"_s), QStringList{u"Held: not agreed"_s});
        QVERIFY(stripOf(fixture)->isVisible());
        QTRY_VERIFY2(!textOf(stripOf(fixture)).contains(u"passed on"_s), qPrintable(textOf(stripOf(fixture)))); // that is agreed to
        QVERIFY(textOf(stripOf(fixture)).contains(u"is answered 200 OK"_s));

        // The answer: agreed to, but its file lies in no folder that the user named.
        dialog = openDialog(fixture);
        QTest::keyClick(button(dialog, u"Choose all"_s), Qt::Key_Space);
        QTest::keyClick(button(dialog, u"Allow the chosen"_s), Qt::Key_Space);
        QTRY_VERIFY(!stripOf(fixture)->isVisible());
        QCOMPARE(warningsOf(fixture, u"files"_s), QStringList{u"File refused"_s});
        QCOMPARE(fixture.post("/files"), QByteArray("HTTP/1.1 500 Internal Server Error"));
        session::Settings settings = fixture.live->settings();
        settings.answerFolder = fixture.folder.path().toStdString();
        QVERIFY(fixture.live->change(settings).ok());
        QTRY_VERIFY(!warningsOf(fixture, u"files"_s).contains(u"File refused"_s));
        QCOMPARE(fixture.post("/files"), QByteArray("HTTP/1.1 200 OK"));
    }

    void whoKeepsItHeldIsNotAskedAgainButFindsItInTheMenu()
    {
        WindowFixture fixture;
        Handler handler;
        test::makeHostileStore(storeOf(fixture), {{}, {}, handler.url(), {}});
        fixture.start();
        TrustDialog* dialog = openDialog(fixture);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!stripOf(fixture)->isVisible());
        QCOMPARE(warningsOf(fixture, u"<b>CI</b>"_s), QStringList{u"Held: not agreed"_s});
        QTRY_VERIFY(!fixture.window->findChild<TrustDialog*>());
        auto* action = fixture.window->findChild<QAction*>(u"trustStore"_s);
        QVERIFY(action->isEnabled());
        action->trigger();
        QTRY_VERIFY((dialog = fixture.window->findChild<TrustDialog*>()));
        QTest::keyClick(button(dialog, u"Choose all"_s), Qt::Key_Space);
        QTest::keyClick(button(dialog, u"Allow the chosen"_s), Qt::Key_Space);
        QTRY_VERIFY(!action->isEnabled());
        QCOMPARE(fixture.post("/hooks/ci"), QByteArray("HTTP/1.1 200 OK"));
        QTRY_COMPARE(handler.requests.size(), std::size_t(1));
    }

    void aStoreOfOnesOwnHasNoStrip()
    {
        WindowFixture fixture;
        fixture.start();
        Endpoint endpoint;
        endpoint.path = "/hooks";
        endpoint.forward = "http://127.0.0.1:9/";
        QVERIFY(fixture.session->saveEndpoint(endpoint).ok());
        QVERIFY(!stripOf(fixture)->isVisible());
        QVERIFY(!fixture.window->findChild<QAction*>(u"trustStore"_s)->isEnabled());
    }

    /// Nor does the dialog of a held endpoint look at its files; it says that they are held.
    void theDialogOfAHeldEndpointSaysSo()
    {
        WindowFixture fixture;
        test::makeHostileStore(storeOf(fixture), {{}, {}, "https://collect.example/", "/nowhere/at/all"});
        fixture.start();
        const auto look = [&](int row, const QString& words) {
            auto* view = fixture.window->endpoints().view();
            view->setCurrentIndex(view->model()->index(row, 0));
            fixture.window->actions().editEndpoint->trigger();
            EndpointDialog* dialog = nullptr;
            [&] { QTRY_VERIFY((dialog = fixture.window->findChild<EndpointDialog*>())); }();
            QStringList texts;
            for (const QLabel* label : dialog->findChildren<QLabel*>())
                texts << label->text();
            QVERIFY2(texts.join(u'\n').contains(words), qPrintable(texts.join(u'\n')));
            QVERIFY(!texts.join(u'\n').contains(u"does not exist"_s));
            dialog->reject();
            QTRY_VERIFY(!fixture.window->findChild<EndpointDialog*>());
        };
        look(1, u"These handlers came with the store."_s);
        look(2, u"This answer came with the store."_s);
    }

    void aReplayIsNotOfferedTheHandlersOfAHeldEndpoint()
    {
        WindowFixture fixture;
        test::makeHostileStore(storeOf(fixture), {{}, {}, "http://127.0.0.1:9/collect", {}});
        fixture.start();
        const auto offered = [&] {
            fixture.window->findChild<QAction*>(u"replay"_s)->trigger();
            QComboBox* url = nullptr;
            [&] { QTRY_VERIFY((url = fixture.window->findChild<QComboBox*>(u"replayUrl"_s))); }();
            const bool found = url->findText(u"http://127.0.0.1:9/collect"_s) >= 0 || url->currentText().contains(u"collect"_s);
            url->window()->close();
            [&] { QTRY_VERIFY(!fixture.window->findChild<QComboBox*>(u"replayUrl"_s)); }();
            return found;
        };
        QTRY_VERIFY(fixture.window->findChild<QAction*>(u"replay"_s)->isEnabled());
        QVERIFY(!offered());
        QVERIFY(fixture.session->agree(consentToAll(fixture.session->heldStore())).ok());
        QVERIFY(offered());
    }

    void hostileTextsAreShownAsTextAndLongOnesWhole()
    {
        const std::string longUrl = "http://127.0.0.1:9/" + std::string(900, 'x') + "end";
        const std::vector<Endpoint> endpoints{
            {EndpointId{1}, "/hooks/ci", "<img src=x>\n\x1b[2J\u202e" + std::string(300, 'n'), {}, "speckle", true, true, false,
             "answer 200 header=\"X: <b>\" body=\"<script>\"\nredirect 307 to=http://evil.example/\nclose\nclose\nclose\nclose\nclose",
             longUrl + "\nhttps://user.example/ without-credentials"}};
        HeldStore held{TrustReason::Copied, "/home/me/<b>.hookloupe", {{EndpointId{1}, true, true, {{longUrl, 3}}}}, true};
        TrustDialog dialog(held, endpoints, false);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QTreeWidget* tree = treeOf(&dialog);
        QCOMPARE(tree->topLevelItemCount(), 3);
        QVERIFY(tree->topLevelItem(0)->text(0).startsWith(u"“<img src=x>"_s));
        QVERIFY(!tree->topLevelItem(0)->text(0).contains(u'\x1b'));
        QVERIFY(!tree->topLevelItem(0)->text(0).contains(QChar(0x202e)));
        QVERIFY(tree->topLevelItem(0)->toolTip(0).contains(u"&lt;img"_s));
        QVERIFY(tree->topLevelItem(0)->child(0)->text(0).size() < 250);
        tree->setCurrentItem(tree->topLevelItem(0)->child(0));
        QCOMPARE(dialog.findChild<QPlainTextEdit*>(u"trustWhole"_s)->toPlainText(), QString::fromStdString(longUrl));
        QVERIFY(tree->topLevelItem(0)->child(0)->child(0)->text(0).startsWith(u"This machine"_s));
        for (QTreeWidgetItemIterator row(tree); *row; ++row) { // the box below begins with what the row says, never with another
            if (!(*row)->parent() || (*row)->text(0).endsWith(u'…') || (*row)->text(0).contains(u"http://127"_s))
                continue;
            tree->setCurrentItem(*row);
            QVERIFY2(dialog.findChild<QPlainTextEdit*>(u"trustWhole"_s)->toPlainText().startsWith((*row)->text(0)), qPrintable((*row)->text(0)));
        }
        QVERIFY(tree->topLevelItem(0)->child(0)->child(1)->text(0).startsWith(u"3 requests wait"_s));
        QCOMPARE(tree->topLevelItem(0)->child(1)->child(0)->text(0),
                 u"Another machine: Authorization, Cookie and signatures are left out."_s);
        QCOMPARE(tree->topLevelItem(1)->childCount(), 6); // five steps, and how many more
        QVERIFY(tree->topLevelItem(1)->child(1)->text(0).contains(u"http://evil.example/"_s));
        QVERIFY(tree->topLevelItem(1)->child(5)->text(0).contains(u"2 more steps"_s));
        for (int i = 0; i < 3; ++i)
            tree->topLevelItem(i)->setCheckState(0, i == 1 ? Qt::Unchecked : Qt::Checked);
        const TrustConsent consent = dialog.consent();
        QCOMPARE(consent.forwards, std::vector<EndpointId>{EndpointId{1}});
        QVERIFY(consent.answers.empty() && consent.drafts);
        const QStringList lint = test::lintWidgets(dialog);
        QVERIFY2(lint.isEmpty(), qPrintable(lint.join(u'\n')));
    }

    void pictures()
    {
        QDir().mkpath(u"" HOOKLOUPE_SCREENSHOTS ""_s);
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(*qApp, theme);
            const QString name = theme == Theme::Light ? u"light"_s : u"dark"_s;
            WindowFixture fixture;
            test::makeHostileStore(storeOf(fixture), {"http://169.254.169.254/latest/meta-data/iam/security-credentials", {},
                                                      "https://collect.example/" + std::string(160, 'x'), "/home/me/.ssh/id_rsa"});
            fixture.start();
            QVERIFY(fixture.window->grab().save(u"" HOOKLOUPE_SCREENSHOTS "/trust-window-%1.png"_s.arg(name)));
            TrustDialog* dialog = openDialog(fixture);
            QVERIFY(dialog->grab().save(u"" HOOKLOUPE_SCREENSHOTS "/trust-dialog-%1.png"_s.arg(name)));
            dialog->reject();
        }
        applyTheme(*qApp, Theme::System);
    }
};

HOOKLOUPE_GUI_TEST(TestTrustWindow)
#include "tst_trust_window.moc"
