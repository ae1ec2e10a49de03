// SPDX-License-Identifier: GPL-3.0-or-later
// Where the keyboard is after what had it went away, and that nothing takes it unasked.
#include "support/test_main.h"
#include "detail/detail_pane.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "timeline/timeline_panel.h"
#include "frame/banner.h"
#include "support/signed_window.h"
#include "support/strict.h"
#include "widgets/toast.h"

#include <QAction>
#include <QApplication>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::SignedWindow;

namespace {

struct FocusWindow : SignedWindow {
    [[nodiscard]] bool rejects() const
    {
        for (const Endpoint& each : session->endpoints()) {
            if (each.id == endpoint.id)
                return each.rejectInvalid;
        }
        return false;
    }
    [[nodiscard]] QTableView* list() const { return window->captures().view(); }
    [[nodiscard]] DetailPane& detail() const { return *window->findChild<DetailPane*>(); }
    [[nodiscard]] QAbstractButton* button(const QString& text) const
    {
        for (auto* each : window->findChildren<QAbstractButton*>()) {
            if (each->isVisible() && each->text() == text)
                return each;
        }
        return nullptr;
    }
    void openTab(const QString& title) const
    {
        auto* tabs = detail().findChild<QTabWidget*>();
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title)
                tabs->setCurrentIndex(i);
        }
        QCOMPARE(tabs->tabText(tabs->currentIndex()), title);
    }
    [[nodiscard]] bool listHasFocus() const { return QApplication::focusWidget() == list(); }
};

} // namespace

class TestFocus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void afterTheButtonOfNewRequestsTheListHasTheKeyboard()
    {
        FocusWindow test;
        test.startWith({"ours"});
        QVERIFY(test.postSigned("ours").contains("200"));
        QVERIFY(test.postSigned("ours").contains("200"));
        QTRY_COMPARE(test.list()->model()->rowCount(), 2);
        test.list()->setFocus();
        QTest::keyClick(test.list(), Qt::Key_Up);
        QVERIFY(test.postSigned("theirs").contains("401"));
        auto* pill = test.window->findChild<QPushButton*>(u"newRequests"_s);
        QTRY_VERIFY(pill->isVisible());
        QTest::mouseClick(pill, Qt::LeftButton);
        QVERIFY(!pill->isVisible());
        QVERIFY(test.listHasFocus());
        QTRY_VERIFY(!test.detail().steps().empty());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(test.listHasFocus());
        QVERIFY(test.rejects());
        QVERIFY(test.window->findChild<QAction*>(u"undo"_s)->isEnabled() == false);
    }

    void noKeyStopsTheRejection()
    {
        FocusWindow test;
        test.startWith({"ours"});
        QVERIFY(test.postSigned("theirs").contains("401"));
        const auto offersIt = [&test] {
            const auto& steps = test.detail().steps();
            return !steps.empty() && steps.back().weakens;
        };
        QTRY_VERIFY(offersIt());
        QVERIFY(!test.detail().steps().front().weakens);
        for (const auto* each : test.detail().findChildren<QPushButton*>())
            QVERIFY2(!each->isVisible() || each->text() != test.detail().steps().back().label, qPrintable(each->text()));
        QTest::keyClick(test.window.get(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(test.rejects());
        QVERIFY(!test.window->findChild<QAction*>(u"undo"_s)->isEnabled());
    }

    void aStepThatIsDoneGivesTheKeyboardBack()
    {
        FocusWindow test;
        test.startWith({" ours "});
        QVERIFY(test.postSigned("ours").contains("401"));
        QAbstractButton* step = nullptr;
        QTRY_VERIFY(step = test.button(u"Use the secret that fits"_s));
        step->setFocus();
        QTest::keyClick(step, Qt::Key_Space);
        QCOMPARE(test.session->secretsOf(test.endpoint.id).size(), std::size_t(2));
        // Where it stood is another step now.
        QTRY_VERIFY(test.button(u"Copy handler code"_s));
        QTRY_VERIFY(test.listHasFocus());
    }

    void aMessageThatIsOverGivesTheKeyboardBack()
    {
        FocusWindow test;
        test.startWith({"ours"});
        test.post("/a");
        test.post("/b");
        QTRY_COMPARE(test.list()->model()->rowCount(), 2);
        test.list()->setFocus();
        QTest::keyClick(test.list(), Qt::Key_Delete);
        auto* toast = test.window->findChild<Toast*>();
        QVERIFY(toast->isVisible());
        toast->findChildren<QToolButton*>().back()->setFocus();
        QVERIFY(!test.listHasFocus());
        toast->hide(); // as its time does
        QVERIFY(test.listHasFocus());

        test.window->banner().warn(Warning::Trouble, u"Something is amiss."_s, true);
        auto* close = test.window->banner().findChildren<QToolButton*>().back();
        QVERIFY(close->isVisible());
        close->setFocus();
        QTest::keyClick(close, Qt::Key_Space);
        QVERIFY(!test.window->banner().isVisible());
        QVERIFY(test.listHasFocus());
    }

    void aSpanThatIsGivenUpGivesTheKeyboardBack()
    {
        FocusWindow test;
        test.startWith({"ours"});
        test.post("/a");
        QTRY_COMPARE(test.list()->model()->rowCount(), 1);
        auto* timeline = test.window->findChild<TimelinePanel*>();
        const TimeSpan now{utcNow() - std::chrono::hours(1), utcNow() + std::chrono::hours(1)};
        timeline->setSpan(now);
        Q_EMIT timeline->spanChosen(now);
        auto* chip = timeline->findChild<QToolButton*>(u"clearSpan"_s);
        QVERIFY(chip->isVisible());
        chip->setFocus();
        test.window->findChild<QAction*>(u"timelineClearSpan"_s)->trigger(); // by its key, or from the palette
        QVERIFY(!chip->isVisible());
        QVERIFY(test.listHasFocus());
    }

    void withoutAListNoButtonHasTheKeyboard()
    {
        FocusWindow test;
        test.startWith({"ours"});
        test.post("/a");
        QTRY_COMPARE(test.list()->model()->rowCount(), 1);
        test.list()->setFocus();
        QTest::keyClick(test.list(), Qt::Key_Delete);
        QTRY_VERIFY(!test.list()->isVisible());
        QTRY_VERIFY(QApplication::focusWidget() && !qobject_cast<QAbstractButton*>(QApplication::focusWidget()));
        auto* toast = test.window->findChild<Toast*>();
        toast->findChildren<QToolButton*>().back()->setFocus();
        toast->hide();
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(test.window->endpoints().view()));
    }

    void aBrokenBodyThatIsOnlyShownLeavesTheKeyboardToTheList()
    {
        FocusWindow test;
        test.startWith({"ours"});
        test.post("/a", R"({"fine":1})");
        test.post("/b", R"({"broken": [1, 2,, 3]})");
        test.post("/c", std::string(3000, '[')); // too deep
        test.post("/d", "\xff\xfe broken");
        test.post("/e", R"({"fine":2})");
        QTRY_COMPARE(test.list()->model()->rowCount(), 5);
        test.openTab(u"Payload"_s);
        test.list()->setFocus();
        QTest::keyClick(test.list(), Qt::Key_Home);
        for (int row = 1; row < 5; ++row) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
            QCOMPARE(test.list()->currentIndex().row(), row);
            const QString path = u"/"_s + QChar('a' + row);
            QTRY_VERIFY2(test.list()->currentIndex().row() == row && !test.detail().findChildren<QTabWidget*>().isEmpty(), qPrintable(path));
            if (row == 1 || row == 2)
                QTRY_VERIFY(test.button(u"Go to the fault"_s));
            if (row == 4)
                QTRY_VERIFY(!test.button(u"Go to the fault"_s));
            QVERIFY(test.listHasFocus());
        }
        // By the user's own press it goes there.
        QTest::keyClick(test.list(), Qt::Key_Home);
        QTest::keyClick(test.list(), Qt::Key_Down);
        QAbstractButton* toFault = nullptr;
        QTRY_VERIFY(toFault = test.button(u"Go to the fault"_s));
        toFault->setFocus();
        QTest::keyClick(toFault, Qt::Key_Space);
        QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Payload as text"_s);
    }

    void noTabTakesTheKeyboardWhenAnotherRequestIsShown()
    {
        FocusWindow test;
        test.startWith({"ours"});
        test.post("/a", "plain words");
        test.post("/b", R"({"broken": [1, 2,, 3]})");
        QVERIFY(test.postSigned("theirs").contains("401"));
        test.send("GET /broken HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        test.send("POST /hooks/ci HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        QTRY_COMPARE(test.list()->model()->rowCount(), 5);
        auto* tabs = test.detail().findChild<QTabWidget*>();
        test.list()->setFocus();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QTest::keyClick(test.list(), Qt::Key_Home);
            for (int row = 1; row < 5; ++row) {
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
                QCOMPARE(test.list()->currentIndex().row(), row);
                QTRY_VERIFY(test.detail().isVisible());
                QTest::qWait(0); // what computes in the background arrives when it likes: here as much as has come
                QVERIFY2(test.listHasFocus(), qPrintable(tabs->tabText(tab)));
            }
        }
    }

    void whoReadsTheDetailsStaysInThemWhenTheyAreRenewed()
    {
        FocusWindow test;
        test.startWith({"ours"});
        QVERIFY(test.postSigned("theirs").contains("401"));
        QTRY_COMPARE(test.list()->model()->rowCount(), 1);
        test.openTab(u"Signature"_s);
        auto* tabs = test.detail().findChild<QTabWidget*>();
        const auto inside = [tabs] { return QApplication::focusWidget() && tabs->currentWidget()->isAncestorOf(QApplication::focusWidget()); };
        const auto firstPart = [tabs]() -> QWidget* {
            for (auto* each : tabs->currentWidget()->findChildren<QAbstractButton*>()) {
                if (each->isVisible() && (each->focusPolicy() & Qt::TabFocus))
                    return each;
            }
            return nullptr;
        };
        QWidget* part = nullptr;
        QTRY_VERIFY(part = firstPart());
        part->setFocus();
        QVERIFY(inside());
        test.session->setSecrets(test.endpoint.id, {"others"}); // the page is built anew
        const QPointer gone(part);
        QTRY_VERIFY(!gone);
        QTRY_VERIFY(inside());
    }

    void followingTurnedOnWhileReadingStaysOnWhenDetailsFollow()
    {
        FocusWindow test;
        test.startWith({"ours"});
        QVERIFY(test.postSigned("theirs").contains("401"));
        QTRY_COMPARE(test.list()->model()->rowCount(), 1);
        test.openTab(u"Event"_s);
        auto* tabs = test.detail().findChild<QTabWidget*>();
        QWidget* text = nullptr;
        const auto focusable = [tabs, &text] {
            for (auto* each : tabs->currentWidget()->findChildren<QWidget*>()) {
                if (each->isVisible() && (each->focusPolicy() & Qt::ClickFocus))
                    text = each;
            }
            return text != nullptr;
        };
        QTRY_VERIFY(focusable());
        QTest::mouseClick(text, Qt::LeftButton);
        QVERIFY(test.detail().isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!test.window->captures().isFollowing());
        test.window->captures().setFollowing(true);
        for (int row = 2; row < 5; ++row) {
            test.post(row % 2 ? "/elsewhere" : "/hooks/ci", R"({"now": "another page"})");
            QTRY_COMPARE(test.list()->model()->rowCount(), row);
            QTRY_COMPARE(test.list()->currentIndex().row(), row - 1);
            QTest::qWait(0);
            QVERIFY(test.window->captures().isFollowing());
        }
    }
};

HOOKLOUPE_GUI_TEST(TestFocus)
#include "tst_focus.moc"
