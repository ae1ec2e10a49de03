// SPDX-License-Identifier: GPL-3.0-or-later
// Other stores in windows of their own, and notifications of a window that is not in front.
#include "support/test_main.h"
#include "captures/capture_list_panel.h"
#include "notices/notifications.h"
#include "window/recent_stores.h"
#include "window/store_windows.h"
#include "support/strict.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

QAction* action(const WindowFixture& fixture, const QString& name)
{
    return fixture.window->findChild<QAction*>(name);
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// The arguments of the programs that would have been started.
std::shared_ptr<QList<QStringList>> watchLaunches(const WindowFixture& fixture)
{
    auto launched = std::make_shared<QList<QStringList>>();
    fixture.window->findChild<StoreWindows*>()->setLaunch([launched](const QString&, const QStringList& arguments) {
        launched->append(arguments);
        return true;
    });
    return launched;
}

QMenu* recentMenu(const WindowFixture& fixture)
{
    for (QMenu* menu : fixture.window->findChildren<QMenu*>()) {
        if (menu->title().contains(u"cent stores"_s))
            return menu;
    }
    return nullptr;
}

} // namespace

class TestEveryDay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void anotherStoreOpensInAWindowOfItsOwn()
    {
        WindowFixture fixture;
        fixture.start();
        const auto launched = watchLaunches(fixture);
        action(fixture, u"openStore"_s)->trigger();
        auto* dialog = fixture.window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        const QString other = fixture.folder.filePath(u"it's & new.hookloupe"_s);
        dialog->selectFile(other);
        static_cast<QDialog*>(dialog)->accept();
        QTRY_COMPARE(launched->size(), 1);
        QCOMPARE(launched->front(), (QStringList{u"--store"_s, other, u"--listen"_s, u"127.0.0.1:0"_s, u"--settings"_s,
                                                 fixture.settingsPath()}));
        QVERIFY(fixture.window->statusBar()->currentMessage().contains(u"window of its own"_s));
    }

    void whatCannotBeOpenedIsNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("a text") << u"notes.txt"_s << QByteArray("my precious notes\n") << u"not a store"_s;
        QTest::newRow("a folder") << QString() << QByteArray() << u"a folder"_s;
        QTest::newRow("nowhere") << u"no/such/folder/x.hookloupe"_s << QByteArray() << u"no/such/folder"_s;
    }
    void whatCannotBeOpenedIsNamed()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        WindowFixture fixture;
        fixture.start();
        const auto launched = watchLaunches(fixture);
        const QString path = fixture.folder.filePath(name);
        if (!bytes.isEmpty())
            write(path, bytes);
        fixture.window->findChild<StoreWindows*>()->open(path);
        QVERIFY(launched->isEmpty());
        const QString trouble = fixture.window->banner().text(Warning::Trouble);
        QVERIFY2(trouble.contains(says), qPrintable(trouble));
        QVERIFY(bytes.isEmpty() || QFile(path).size() == bytes.size());
    }

    void itsOwnStoreIsNotOpenedTwiceAndAFailureIsSaid()
    {
        WindowFixture fixture;
        fixture.start();
        const auto launched = watchLaunches(fixture);
        auto* windows = fixture.window->findChild<StoreWindows*>();
        windows->open(QString::fromStdString(fixture.session->store().path()));
        QVERIFY(launched->isEmpty());
        QVERIFY(fixture.window->statusBar()->currentMessage().contains(u"already"_s));
        windows->setLaunch([](const QString&, const QStringList&) { return false; });
        windows->open(fixture.folder.filePath(u"x.hookloupe"_s));
        QVERIFY(fixture.window->banner().text(Warning::Trouble).contains(u"No other window"_s));
    }

    void storesOpenedLastAreOfferedNewestFirst()
    {
        WindowFixture fixture;
        for (int i = 0; i < 14; ++i)
            rememberStore(fixture.settingsPath(), fixture.folder.filePath(u"s%1.hookloupe"_s.arg(i)));
        write(fixture.folder.filePath(u"s13.hookloupe"_s), {});
        fixture.start();
        const auto launched = watchLaunches(fixture);
        QMenu* menu = recentMenu(fixture);
        QVERIFY(menu);
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 10);
        QVERIFY(!menu->actions().front()->isEnabled()); // this window's own
        menu->actions().at(1)->trigger();
        QCOMPARE(launched->size(), 1);
        QVERIFY(launched->front().at(1).endsWith(u"s13.hookloupe"_s));
        menu->actions().at(2)->trigger(); // not there
        QCOMPARE(launched->size(), 1);
        QVERIFY(fixture.window->banner().text(Warning::Trouble).contains(u"no longer there"_s));
        QCOMPARE(recentStores(fixture.settingsPath()).size(), 9);
    }

    void notificationsAreOffUntilChosenAndThenRemembered()
    {
        WindowFixture fixture;
        fixture.start();
        for (const auto& name : {u"notifyNewRequests"_s, u"notifyFirstRed"_s, u"trayIcon"_s, u"doNotDisturb"_s})
            QVERIFY(!action(fixture, name)->isChecked());
        action(fixture, u"notifyFirstRed"_s)->trigger();
        // The offscreen platform has no tray, and it is said.
        QVERIFY(fixture.window->statusBar()->currentMessage().contains(u"no tray"_s));
        fixture.window.reset();
        fixture.openWindow();
        QVERIFY(action(fixture, u"notifyFirstRed"_s)->isChecked());
        QVERIFY(!action(fixture, u"notifyNewRequests"_s)->isChecked());
    }

    void aWindowBehindTellsAndOneInFrontDoesNot()
    {
        WindowFixture fixture;
        fixture.start();
        action(fixture, u"notifyNewRequests"_s)->trigger();
        QSignalSpy said(fixture.window->findChild<Notifications*>(), &Notifications::said);
        fixture.post("/a");
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 1);
        QCOMPARE(said.size(), 0);
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QVERIFY(!fixture.window->isActiveWindow());
        fixture.post("/b");
        QTRY_COMPARE(said.size(), 1);
        QCOMPARE(said.front().front().toString(), u"One new request"_s);

        action(fixture, u"doNotDisturbForAnHour"_s)->trigger();
        QVERIFY(action(fixture, u"doNotDisturbForAnHour"_s)->isChecked());
        action(fixture, u"doNotDisturb"_s)->trigger();
        QVERIFY(!action(fixture, u"doNotDisturbForAnHour"_s)->isChecked());
        fixture.post("/c");
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 3);
        QCOMPARE(said.size(), 1);
    }
};

HOOKLOUPE_GUI_TEST(TestEveryDay)
#include "tst_every_day.moc"
