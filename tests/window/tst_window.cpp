// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "detail/detail_pane.h"
#include "endpoints/endpoint_dialog.h"
#include "help/help_dialog.h"
#include "captures/capture_list_panel.h"
#include "captures/empty_state.h"
#include "endpoints/endpoint_panel.h"
#include "window/certificate_commands.h"
#include "window/program_options.h"
#include "frame/reachable_url.h"
#include "window/start.h"
#include "support/strict.h"
#include "support/wire_file.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTableView>
#include <QTabWidget>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

QString cell(const WindowFixture& fixture, int row, CaptureColumn column)
{
    const auto* model = fixture.window->captures().view()->model();
    return model->index(row, static_cast<int>(column)).data().toString();
}

int rows(const WindowFixture& fixture)
{
    return fixture.window->captures().view()->model()->rowCount();
}

bool showsText(const QWidget& widget, const QString& part)
{
    for (const auto* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(part))
            return true;
    }
    return false;
}

} // namespace

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aRequestBecomesARowAndItsDetailsShow()
    {
        WindowFixture fixture;
        fixture.start();
        QTRY_VERIFY(fixture.window->captures().emptyState()->isVisible()); // once it is known that nothing is there
        const QString url = QString::fromStdString(fixture.session->listenStatus().address.url());
        QTRY_COMPARE(fixture.window->captures().emptyState()->url(), url);
        QVERIFY(showsText(*fixture.window, u"Listening on "_s + url));

        const auto wire = test::wireFile("full-09");
        QVERIFY(fixture.send(wire.bytes()).contains("200"));
        QTRY_COMPARE(rows(fixture), 1);
        QCOMPARE(cell(fixture, 0, CaptureColumn::Event), u"version_create"_s);
        QVERIFY(cell(fixture, 0, CaptureColumn::Signature).startsWith(u"no secret"_s));
        QCOMPARE(cell(fixture, 0, CaptureColumn::Endpoint), u"Everything else"_s);
        auto* tabs = fixture.window->findChild<DetailPane*>()->findChild<QTabWidget*>();
        QTRY_VERIFY(tabs->isVisible());
        QTRY_VERIFY(cell(fixture, 0, CaptureColumn::Answer) == u"200"_s); // the report came
    }

    void theKeyboardMovesThroughTheRows()
    {
        WindowFixture fixture;
        fixture.start();
        for (int i = 0; i < 5; ++i)
            fixture.post("/n" + std::to_string(i));
        QTRY_COMPARE(rows(fixture), 5);
        auto& list = fixture.window->captures();
        QTRY_COMPARE(list.view()->currentIndex().row(), 4);
        QTest::keyClick(list.view(), Qt::Key_Up);
        QVERIFY(!list.isFollowing());
        QVERIFY(!fixture.window->actions().follow->isChecked());
        fixture.post("/later");
        QTRY_COMPARE(rows(fixture), 6);
        QCOMPARE(list.view()->currentIndex().row(), 3);
        QCOMPARE(list.unseen(), 1);
        QTest::keyClick(fixture.window.get(), Qt::Key_J, Qt::ControlModifier);
        QVERIFY(list.isFollowing());
        QCOMPARE(list.view()->currentIndex().row(), 5);

        QTest::keyClick(fixture.window.get(), Qt::Key_1, Qt::ControlModifier);
        QVERIFY(fixture.window->endpoints().view()->hasFocus());
        QTest::keyClick(fixture.window.get(), Qt::Key_2, Qt::ControlModifier);
        QVERIFY(list.view()->hasFocus());
        QTest::keyClick(fixture.window.get(), Qt::Key_3, Qt::ControlModifier);
        QVERIFY(fixture.window->findChild<DetailPane*>()->isAncestorOf(QApplication::focusWidget()));
        QVERIFY2(!list.isFollowing(), "details being read are not replaced");
    }

    void pausedMeans503AndNothingStored()
    {
        WindowFixture fixture;
        fixture.start();
        QTest::keyClick(fixture.window.get(), Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE(int(fixture.session->listenStatus().state), int(session::ListenState::Paused));
        QVERIFY(fixture.post("/x").contains("503"));
        QVERIFY(showsText(*fixture.window, u"Paused"_s));
        QTest::keyClick(fixture.window.get(), Qt::Key_P, Qt::ControlModifier);
        QVERIFY(fixture.post("/y").contains("200"));
        QTRY_COMPARE(rows(fixture), 1);
        QVERIFY(cell(fixture, 0, CaptureColumn::Summary).contains(u"/y"_s));
    }

    void anEndpointIsMadeByKeyboardAndTakesItsRequests()
    {
        WindowFixture fixture;
        fixture.start();
        QTest::keyClick(fixture.window.get(), Qt::Key_N, Qt::ControlModifier);
        auto* dialog = fixture.window->findChild<EndpointDialog*>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->focusWidget(), u"/hooks/ci"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"addSecret"_s), Qt::LeftButton);
        const auto wire = test::wireFile("full-09");
        QTest::keyClicks(dialog->focusWidget(), QString::fromStdString(wire.secret));
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(fixture.session->endpoints().size(), std::size_t(2));
        QCOMPARE(fixture.window->endpoints().view()->model()->rowCount(), 3);
        QCOMPARE(fixture.window->endpoints().currentId(), std::optional(fixture.session->endpoints().back().id)); // the new one
        fixture.window->endpoints().choose({});

        // The recorded request, moved to the new path: the signature covers the body alone.
        std::string bytes = wire.bytes();
        bytes.replace(5, bytes.find(" HTTP/1.1") - 5, "/hooks/ci/deeper");
        QVERIFY(fixture.send(bytes).contains("200"));
        QTRY_COMPARE(rows(fixture), 1);
        QVERIFY(cell(fixture, 0, CaptureColumn::Signature).startsWith(u"valid"_s));
        QCOMPARE(cell(fixture, 0, CaptureColumn::Endpoint), u"/hooks/ci"_s);
        bytes[bytes.size() - 3] = 'X';
        QVERIFY(fixture.send(bytes).contains("401"));
        QTRY_COMPARE(rows(fixture), 2);
        QVERIFY(cell(fixture, 1, CaptureColumn::Signature).startsWith(u"mismatch"_s));

        // Only the endpoint's requests, then all of them again.
        fixture.post("/elsewhere");
        QTRY_COMPARE(rows(fixture), 3);
        fixture.window->endpoints().choose(fixture.session->endpoints().back().id);
        QTRY_COMPARE(rows(fixture), 2);
        fixture.window->actions().copyEndpointUrl->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().endsWith(u"/hooks/ci"_s));
        fixture.window->actions().removeEndpoint->trigger();
        QTRY_COMPARE(fixture.session->endpoints().size(), std::size_t(1));
        QTRY_COMPARE(rows(fixture), 3);
        QVERIFY2(fixture.questions.isEmpty(), "what can be taken back is not asked");
    }

    void selectedRowsAreDeletedAndAllAreCleared()
    {
        WindowFixture fixture;
        fixture.start();
        for (int i = 0; i < 6; ++i)
            fixture.post("/n" + std::to_string(i));
        QTRY_COMPARE(rows(fixture), 6);
        auto* view = fixture.window->captures().view();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_COMPARE(rows(fixture), 5);
        QVERIFY(fixture.questions.isEmpty());
        QTRY_COMPARE(view->currentIndex().row(), 4);
        QTest::keyClick(view, Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_COMPARE(rows(fixture), 3);
        QTest::keyClick(fixture.window.get(), Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(rows(fixture), 0);
        QVERIFY(fixture.questions.isEmpty());
        QVERIFY(fixture.window->captures().emptyState()->isVisible());
        QCOMPARE(fixture.session->statistics()->captures, 0);
    }

    void theDeleteKeyInTheDetailsDeletesNothing()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.post("/a");
        QTRY_COMPARE(rows(fixture), 1);
        QTest::keyClick(fixture.window.get(), Qt::Key_3, Qt::ControlModifier);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(fixture.session->statistics()->captures, 1);
    }

    void copiedRowsAreLines()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.post("/a");
        fixture.post("/b");
        QTRY_COMPARE(rows(fixture), 2);
        auto* view = fixture.window->captures().view();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 3);
    }

    void whatWasCapturedIsThereAfterARestart()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.post("/kept");
        QTRY_COMPARE(rows(fixture), 1);
        fixture.window->captures().view()->setColumnWidth(3, 77);
        fixture.window->close();
        fixture.window.reset();
        fixture.session.reset();
        fixture.start();
        QTRY_COMPARE(rows(fixture), 1);
        QTRY_VERIFY(cell(fixture, 0, CaptureColumn::Summary).contains(u"/kept"_s));
        QCOMPARE(fixture.window->captures().view()->columnWidth(3), 77);
    }

    void aSecondWindowOnTheStoreSaysThatItOnlyReads()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.post("/a");
        session::SessionOptions options;
        options.store.path = fixture.session->store().path();
        options.keepSecrets = false;
        auto second = session::Session::open(std::move(options));
        QVERIFY(second.ok());
        MainWindow window(**second, {});
        (*second)->startListening();
        window.show();
        QVERIFY(window.banner().text(Warning::ReadOnly).contains(u"only reads"_s));
        QVERIFY(!window.actions().clearCaptures->isEnabled());
        QVERIFY(!window.actions().listenAgain->isEnabled());
        QTRY_COMPARE(window.captures().view()->model()->rowCount(), 1);
    }

    void theUrlOfferedCanBeReached()
    {
        QCOMPARE(reachableUrl({"127.0.0.1", 4100, false}), u"http://127.0.0.1:4100"_s);
        QCOMPARE(reachableUrl({"192.0.2.7", 4100, true}), u"https://192.0.2.7:4100"_s);
        for (const char* every : {"0.0.0.0", "::"}) {
            const QUrl url(reachableUrl({every, 4100, false}));
            const QHostAddress host(url.host());
            QVERIFY2(!host.isNull() && host != QHostAddress::AnyIPv4 && host != QHostAddress::AnyIPv6, qPrintable(url.host()));
            QCOMPARE(host.protocol(), QHostAddress(QLatin1StringView(every)).protocol());
            QCOMPARE(url.port(), 4100);
        }
    }

    void aTakenPortIsSaid()
    {
        WindowFixture first;
        first.start();
        WindowFixture second;
        second.openSession();
        server::ListenSettings listen;
        listen.port = first.session->listenStatus().address.port;
        second.session->setListenSettings(listen);
        second.session->startListening();
        second.openWindow();
        QTRY_COMPARE(int(second.session->listenStatus().state), int(session::ListenState::Listening));
        QVERIFY(second.window->banner().text(Warning::PortChanged).contains(QString::number(listen.port)));

        listen.nextFreePort = false;
        WindowFixture third;
        third.openSession();
        third.session->setListenSettings(listen);
        third.session->startListening();
        third.openWindow();
        QTRY_COMPARE(int(third.session->listenStatus().state), int(session::ListenState::Failed));
        QVERIFY(!third.window->banner().text(Warning::NotListening).isEmpty());
        QVERIFY(third.window->actions().listenAgain->isEnabled());
        first.window.reset();
        first.session.reset(); // the port is free again
        third.window->actions().listenAgain->trigger();
        QTRY_COMPARE(int(third.session->listenStatus().state), int(session::ListenState::Listening));
        QVERIFY(third.window->banner().text(Warning::NotListening).isEmpty());
    }

    void hostileTextDoesNotReachALabelAsMarkup()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.post("/%3Cb%3E<b>x</b>", "{\"payload\":{\"event\":{\"event_name\":\"<h1>x</h1>\\u202e\"}}}");
        fixture.post("/ok", "{\"a\":\"" + std::string(2'000'000, 'A') + "\"}");
        QTRY_COMPARE(rows(fixture), 2);
        for (const auto* label : fixture.window->findChildren<QLabel*>())
            QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(), qPrintable(label->text()));
    }

    void everyActionIsInAMenuWithWordsAndItsOwnShortcut()
    {
        WindowFixture fixture;
        fixture.start();
        QSet<QAction*> inMenus;
        const std::function<void(QList<QAction*>)> walk = [&](const QList<QAction*>& actions) {
            for (QAction* action : actions) {
                inMenus << action;
                if (action->menu())
                    walk(action->menu()->actions());
            }
        };
        walk(fixture.window->menuBar()->actions());
        QSet<QString> shortcuts;
        for (QAction* action : fixture.window->findChildren<QAction*>(Qt::FindDirectChildrenOnly)) {
            if (action->objectName().isEmpty())
                continue;
            QVERIFY2(inMenus.contains(action), qPrintable(action->objectName()));
            QVERIFY2(!action->text().isEmpty() && !action->toolTip().isEmpty(), qPrintable(action->objectName()));
            const QString keys = action->shortcut().toString();
            QVERIFY2(keys.isEmpty() || !shortcuts.contains(keys), qPrintable(keys));
            shortcuts << keys;
        }
        QVERIFY(shortcuts.size() > 10);
    }

    void shiftF1ShowsTheHelp()
    {
        WindowFixture fixture;
        fixture.start();
        QTest::keyClick(fixture.window.get(), Qt::Key_F1, Qt::ShiftModifier);
        auto* help = fixture.window->findChild<HelpDialog*>();
        QVERIFY(help && help->isVisible());
    }

    void argumentsAreReadOrRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("says");
        QTest::newRow("help") << QStringList{u"--help"_s} << 0 << u"--listen"_s;
        QTest::newRow("version") << QStringList{u"--version"_s} << 0 << QStringLiteral(HOOKLOUPE_VERSION);
        QTest::newRow("unknown") << QStringList{u"--nonsense"_s} << 2 << u"nonsense"_s;
        QTest::newRow("stray") << QStringList{u"file"_s} << 2 << u"file is not an option"_s;
        QTest::newRow("no port") << QStringList{u"--listen"_s, u"127.0.0.1"_s} << 2 << u"127.0.0.1:4100"_s;
        QTest::newRow("name") << QStringList{u"--listen"_s, u"localhost:1"_s} << 2 << u"localhost:1 is not"_s;
        QTest::newRow("big port") << QStringList{u"--listen"_s, u"127.0.0.1:65536"_s} << 2 << u"65536"_s;
        QTest::newRow("bare v6") << QStringList{u"--listen"_s, u"::1:4100"_s} << 2 << u"[::1]:4100"_s;
        QTest::newRow("limit name") << QStringList{u"--limit"_s, u"nonsense=1"_s} << 2 << u"nonsense"_s;
        QTest::newRow("limit value") << QStringList{u"--limit"_s, u"body=-1"_s} << 2 << u"body"_s;
        QTest::newRow("limit names") << QStringList{u"--limit"_s, u"nonsense=1"_s} << 2 << u"body"_s;
        QTest::newRow("limit unit") << QStringList{u"--limit"_s, u"body=1XB"_s} << 2 << u"1XB cannot be used. Enter a size such as 8KiB"_s;
        QTest::newRow("certificate alone") << QStringList{u"--tls-cert"_s, u"c.pem"_s} << 2 << u"--tls-key"_s;
        QTest::newRow("two certificates") << QStringList{u"--tls-cert"_s, u"c"_s, u"--tls-key"_s, u"k"_s, u"--tls-self-signed"_s}
                                          << 2 << u"--tls-self-signed"_s;
        QTest::newRow("empty store") << QStringList{u"--store"_s, u""_s} << 2 << u"--store"_s;
    }
    void argumentsAreReadOrRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, says);
        const ParsedArguments parsed = parseArguments(QStringList{u"hookloupe"_s} + arguments);
        QVERIFY(!parsed.options);
        QCOMPARE(parsed.exitCode, exitCode);
        QVERIFY2(parsed.text.contains(says), qPrintable(parsed.text));
    }

    void theSettingsFileIsInAFolderThatIsThere()
    {
        const QTemporaryDir folder;
        const auto optionsAt = [&folder](const QString& settings) {
            const auto parsed = parseArguments({u"hookloupe"_s, u"--store"_s, folder.filePath(u"x.hookloupe"_s), u"--settings"_s, settings});
            return sessionOptions(*parsed.options, {});
        };
        const auto slip = optionsAt(folder.filePath(u"nonexistent/folder/x"_s));
        QCOMPARE(int(slip.error().code), int(ErrorCode::NotFound));
        QCOMPARE(slip.error().detail, folder.filePath(u"nonexistent/folder"_s).toStdString());
        QVERIFY(!QFileInfo::exists(folder.filePath(u"nonexistent"_s)));
        QVERIFY(optionsAt(folder.filePath(u"new/s.ini"_s)).ok());
    }

    void theCertificateOfTheCommandLineOverrulesTheSettings()
    {
        const QTemporaryDir folder;
        const auto arguments = [&folder](const QStringList& more) {
            return parseArguments(QStringList{u"hookloupe"_s, u"--store"_s, folder.filePath(u"x.hookloupe"_s), u"--settings"_s,
                                              folder.filePath(u"s.ini"_s)} + more);
        };
        session::Settings settings;
        settings.tls = session::TlsMode::Files;
        settings.certificatePath = settings.keyPath = "/nowhere/certificate.pem";
        const auto refused = sessionOptions(*arguments({}).options, settings);
        QCOMPARE(int(refused.error().code), int(ErrorCode::NotFound));
        const auto options = sessionOptions(*arguments({u"--tls-self-signed"_s}).options, settings);
        QVERIFY(options.ok() && options->listen.certificatePem.starts_with("-----BEGIN"));
        QVERIFY(QFileInfo::exists(folder.filePath(u"key.pem"_s)));
    }

    void aRenewedCertificateIsReloaded()
    {
        WindowFixture fixture;
        const std::string path = fixture.folder.path().toStdString();
        auto pair = session::selfSignedCertificate(path);
        QVERIFY(pair.ok());
        fixture.openSession();
        server::ListenSettings listen;
        listen.port = 0;
        listen.certificatePem = pair->certificatePem;
        listen.privateKeyPem = pair->privateKeyPem;
        fixture.session->setListenSettings(listen);
        fixture.openWindow();
        QAction* reload = fixture.window->actions().reloadCertificate;
        new CertificateCommands(*fixture.session, *fixture.window, [&path] {
            return session::certificateFor({session::TlsMode::Files, path + "/certificate.pem", path + "/key.pem"}, path);
        });
        QVERIFY(!reload->isVisible());
        fixture.session->startListening();
        QTRY_VERIFY(reload->isVisible());
        reload->trigger();
        QVERIFY(fixture.window->banner().text(Warning::Certificate).isEmpty());
        QVERIFY(fixture.window->statusBar()->currentMessage().contains(u"certificate"_s));

        QVERIFY(QFile::remove(fixture.folder.filePath(u"key.pem"_s)));
        reload->trigger();
        QVERIFY(fixture.window->banner().text(Warning::Certificate).contains(u"key.pem"_s));
    }

    void theCommandLineOverrulesTheSettings()
    {
        const QTemporaryDir folder;
        const QString store = folder.filePath(u"new/x.hookloupe"_s);
        const auto parsed = parseArguments({u"hookloupe"_s, u"--listen"_s, u"[::1]:0"_s, u"--store"_s, store, u"--settings"_s,
                                            folder.filePath(u"s.ini"_s), u"--limit"_s, u"body=16MiB"_s});
        QVERIFY(parsed.options);
        session::Settings settings;
        settings.lastPort = 4107;
        const auto options = sessionOptions(*parsed.options, settings);
        QVERIFY(options.ok());
        QCOMPARE(options->listen.address, "::1"s);
        QCOMPARE(options->listen.port, std::uint16_t(0));
        QCOMPARE(options->listen.limits.body, std::size_t(16 * 1024 * 1024));
        QVERIFY(QFileInfo(folder.filePath(u"new"_s)).isDir());

        ProgramOptions plain = *parsed.options;
        plain.listen.reset();
        QCOMPARE(sessionOptions(plain, settings)->listen.port, std::uint16_t(4107));

        plain.storePath = folder.filePath(u"a/slip/x.hookloupe"_s).toStdString(); // more than one missing folder is a slip of the name
        QCOMPARE(sessionOptions(plain, settings).error().code, ErrorCode::NotFound);
        QVERIFY(!QFileInfo::exists(folder.filePath(u"a"_s)));
    }
};

HOOKLOUPE_GUI_TEST(TestWindow)
#include "tst_window.moc"
