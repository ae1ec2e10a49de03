// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "captures/capture_column.h"
#include "captures/capture_list_panel.h"
#include "frame/banner.h"
#include "window/listen_line.h"
#include "store/sqlite.h"
#include "support/strict.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include <filesystem>

using namespace hookloupe;
using namespace hookloupe::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

namespace fs = std::filesystem;

QPushButton* buttonSaying(const QWidget& widget, const QString& words)
{
    for (auto* button : widget.findChildren<QPushButton*>()) {
        if (button->text() == words && button->isVisible())
            return button;
    }
    return nullptr;
}

/// As one does who has no mouse.
void press(QPushButton* button)
{
    button->setFocus(Qt::TabFocusReason);
    QTest::keyClick(button, Qt::Key_Space);
}

} // namespace

class TestLostStoreWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aDeletedStoreIsToldAndItsRescueGoneOnIn()
    {
        test::WindowFixture fixture;
        fixture.start();
        Banner& banner = fixture.window->banner();
        const auto* rows = fixture.window->captures().view()->model();
        for (int i = 0; i < 3; ++i)
            QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
        QTRY_COMPARE(rows->rowCount(), 3);
        const std::string path = fixture.session->store().path();
        fs::remove(path);
        QVERIFY(fixture.post("/hooks/ci").startsWith("HTTP/1.1 503"));
        QTRY_VERIFY(banner.text(Warning::StoreGone).contains(u"is kept in"_s));
        QVERIFY(banner.text(Warning::StoreGone).contains(u"was deleted while it was in use"_s));
        QVERIFY(banner.text(Warning::StoreTrouble).isEmpty()); // it is told once
        QVERIFY(buttonSaying(banner, u"Open another store…"_s));
        QDir().mkpath(u"" HOOKLOUPE_SCREENSHOTS ""_s);
        QVERIFY(fixture.window->grab().save(u"" HOOKLOUPE_SCREENSHOTS "/lost-store.png"_s));

        QPushButton* goOn = buttonSaying(banner, u"Capture into that file"_s);
        QVERIFY(goOn);
        press(goOn);
        QTRY_VERIFY(banner.text(Warning::StoreGone).isEmpty());
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
        const auto answered = [rows] {
            int count = 0;
            for (int row = 0; row < rows->rowCount(); ++row)
                count += rows->index(row, static_cast<int>(CaptureColumn::Answer)).data().toString() == u"200"_s ? 1 : 0;
            return count;
        };
        QTRY_COMPARE(answered(), 4); // the refused one is there too if the writer had it when it noticed
        QVERIFY(fixture.session->store().path().find(".rescued-") != std::string::npos);
        QVERIFY(!fs::exists(path));
    }

    void aMovedStoreIsGoneOnWithWhereItIs()
    {
        test::WindowFixture fixture;
        fixture.start();
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
        const std::string path = fixture.session->store().path();
        const std::string away = fixture.folder.filePath(u"<b>away.hookloupe"_s).toStdString();
        fs::rename(path, away);
        Banner& banner = fixture.window->banner();
        QTRY_VERIFY(banner.text(Warning::StoreGone).contains(u"was moved to"_s)); // nobody has sent anything
        press(buttonSaying(banner, u"Capture into that file"_s));
        QTRY_VERIFY(banner.text(Warning::StoreGone).isEmpty());
        QCOMPARE(fixture.session->store().path(), away);
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
        QTRY_COMPARE(fixture.window->captures().view()->model()->rowCount(), 2);
    }

    void bytesThatAreNotThoseThatArrivedAreSaidToBeThat()
    {
        test::WindowFixture fixture;
        fixture.start();
        QCOMPARE(fixture.post("/hooks/ci", "good"), "HTTP/1.1 200 OK");
        QCOMPARE(fixture.post("/hooks/ci", "evil"), "HTTP/1.1 200 OK");
        auto* view = fixture.window->captures().view();
        QTRY_COMPARE(view->model()->rowCount(), 2);
        {
            auto connection = store::Connection::open(fixture.session->store().path(), store::Connection::Mode::Write);
            QVERIFY(connection->execute("UPDATE bodies SET body = CAST('EVIL' AS BLOB) WHERE id = 2"));
        }
        const auto* line = fixture.window->findChild<QLabel*>(u"altered"_s);
        view->selectRow(0);
        QTRY_COMPARE(fixture.window->captures().currentId(), CaptureId{1});
        view->selectRow(1);
        QTRY_VERIFY(line->isVisible());
        QVERIFY(fixture.window->grab().save(u"" HOOKLOUPE_SCREENSHOTS "/altered.png"_s));
        fixture.answerYes = false;
        fixture.window->findChild<QAction*>(u"replay"_s)->trigger();
        QTRY_COMPARE(fixture.questions, QStringList{u"Replay what was altered"_s});
        view->selectRow(0);
        QTRY_VERIFY(!line->isVisible());
    }

    void aStoreThatWasSetBackWhileNobodyUsedItIsTold()
    {
        test::WindowFixture fixture;
        fixture.start();
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
        const fs::path path = fixture.session->store().path();
        const fs::path backup = path.string() + ".backup";
        const auto close = [&fixture] {
            fixture.window.reset();
            fixture.live.reset();
            fixture.session.reset();
        };
        close();
        fs::copy_file(path, backup);
        fixture.start();
        QVERIFY(fixture.window->banner().text(Warning::SetBack).isEmpty());
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
        close();
        fs::rename(backup, path);
        fixture.start();
        QVERIFY(fixture.window->banner().text(Warning::SetBack).contains(u"at most 2."_s));
        QVERIFY(fixture.window->grab().save(u"" HOOKLOUPE_SCREENSHOTS "/set-back.png"_s));
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
        auto* rows = fixture.window->captures().view()->model();
        QTRY_COMPARE(rows->rowCount(), 2);
        close();
        fixture.start();
        QVERIFY(fixture.window->banner().text(Warning::SetBack).isEmpty());
    }

    void theStripGoesWhenTheStoreIsBack()
    {
        test::WindowFixture fixture;
        fixture.start();
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
        const std::string path = fixture.session->store().path();
        fs::rename(path, path + ".away");
        Banner& banner = fixture.window->banner();
        const auto* line = fixture.window->findChild<ListenLine*>();
        QVERIFY(line->text().startsWith(u"Listening on "_s) && !line->warns());
        QTRY_VERIFY(!banner.text(Warning::StoreGone).isEmpty());
        QTRY_COMPARE(line->text(), u"Not keeping: answers 503"_s);
        QVERIFY(line->warns());
        fixture.session->setPaused(true); // what the user did is said first
        QTRY_COMPARE(line->text(), u"Paused: answers 503"_s);
        fixture.session->setPaused(false);
        QTRY_VERIFY(line->warns());
        fs::rename(path + ".away", path);
        QTRY_VERIFY(banner.text(Warning::StoreGone).isEmpty());
        QTRY_VERIFY(!line->warns());
        QVERIFY(line->text().startsWith(u"Listening on "_s));
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK");
    }
};

HOOKLOUPE_GUI_TEST(TestLostStoreWindow)
#include "tst_lost_store_window.moc"
