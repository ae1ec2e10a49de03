// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "detail/capture_chooser.h"
#include "detail/changes_model.h"
#include "detail/changes_tab.h"
#include "detail/changes_words.h"
#include "support/detail_fixture.h"
#include "detail/text_change_view.h"
#include "style/theme.h"
#include "support/json_text.h"
#include "widgets/text_table.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

CapturePtr numbered(const CapturePtr& capture, int id)
{
    auto copy = *capture;
    copy.summary.id = CaptureId{id};
    return std::make_shared<const Capture>(std::move(copy));
}

CapturePtr recorded(const std::string& name, int id)
{
    const WireFile file = wireFile(name);
    return numbered(captureOf(file, file.secret, 200), id);
}

/// A store of captures the pane can ask; answers at once.
struct Shelf {
    std::vector<CapturePtr> captures;  ///< oldest first
    CapturePtr previous;

    ui::OtherCaptures provider()
    {
        ui::OtherCaptures others;
        others.previous = [this](CaptureId, const std::function<void(Result<CapturePtr>)>& then) {
            if (previous)
                then(previous);
            else
                then(Error{ErrorCode::NotFound, {}});
        };
        others.one = [this](CaptureId id, const std::function<void(Result<CapturePtr>)>& then) {
            for (const CapturePtr& capture : captures) {
                if (capture->summary.id == id)
                    then(capture);
            }
        };
        others.recent = [this](const std::function<void(Result<std::vector<CaptureSummary>>)>& then) {
            std::vector<CaptureSummary> summaries;
            for (auto capture = captures.rbegin(); capture != captures.rend(); ++capture)
                summaries.push_back((*capture)->summary);
            then(std::move(summaries));
        };
        return others;
    }
};

QString rows(const PaneWindow& window)
{
    return window.tableText().join(u'\n');
}

} // namespace

class TestChanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::Theme::Light); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void anUpdateShowsWhatItChanged()
    {
        PaneWindow window;
        window.openTab(u"Changes"_s);
        window.show(recorded("full-01", 5));
        QTRY_VERIFY2(window.text().contains(u"2 places differ: 2 changed (~)."_s), qPrintable(window.text()));
        QVERIFY2(rows(window).contains(u"~ description"_s), qPrintable(rows(window)));
        QVERIFY(rows(window).contains(u"~ visibility\t\"private\"\t\"PUBLIC\""_s));
        QVERIFY(!rows(window).contains(u"○"_s));
        const auto* text = window.pane.findChild<ui::TextChangeView*>();
        QTRY_VERIFY2(text->toPlainText().contains(u"for cool and good times"_s), qPrintable(text->toPlainText()));
        QVERIFY2(text->toPlainText().contains(u"{+"_s), qPrintable(text->toPlainText()));
        window.choose(u"Show what is the same too"_s);
        QVERIFY2(rows(window).contains(u"○ role"_s) || rows(window).contains(u"○ createdAt"_s), qPrintable(rows(window)));
        window.screenshot(u"changes-update"_s);
    }

    void theCaptureBeforeOfTheSameEventIsComparedFirst()
    {
        PaneWindow window;
        Shelf shelf;
        shelf.previous = recorded("full-09", 1);
        window.pane.setOtherCaptures(shelf.provider());
        window.openTab(u"Changes"_s);
        window.show(recorded("full-12", 2));
        window.choose(u"With another capture"_s);
        QTRY_VERIFY2(window.text().contains(u"Compared with the one before: commit_create"_s), qPrintable(window.text()));
        QVERIFY2(rows(window).contains(u"~ event_name\t\"commit_create\"\t\"commit_update\""_s), qPrintable(rows(window)));
        QVERIFY(rows(window).contains(u"~ Payload"_s));
        window.screenshot(u"changes-other"_s);
    }

    void volatileFieldsAreLeftOutUnlessWanted()
    {
        PaneWindow window;
        Shelf shelf;
        shelf.previous = numbered(captureOfBody(json("{'a':{'updatedAt':'2026-01-01','name':'x'}}")), 1);
        window.pane.setOtherCaptures(shelf.provider());
        window.openTab(u"Changes"_s);
        window.show(numbered(captureOfBody(json("{'a':{'updatedAt':'2026-01-02','name':'x'}}")), 2));
        QTRY_VERIFY2(window.text().contains(u"Nothing differs."_s), qPrintable(window.text()));
        QVERIFY(window.text().contains(u"One more differs, but its name is left out."_s));
        const auto* box = window.pane.findChildren<QCheckBox*>().last();
        QVERIFY(box->accessibleDescription().contains(u"updatedAt"_s) && box->accessibleDescription().contains(u"Date"_s));
        window.choose(u"Leave out times, ids and signatures"_s);
        QVERIFY2(rows(window).contains(u"~ updatedAt\t\"2026-01-01\"\t\"2026-01-02\""_s), qPrintable(rows(window)));
    }

    void withoutACaptureBeforeAnotherCanBePicked()
    {
        PaneWindow window;
        Shelf shelf;
        for (int i = 1; i <= 3; ++i)
            shelf.captures.push_back(numbered(captureOfBody("{\"n\":" + std::to_string(i) + "}"), i));
        shelf.captures.push_back(recorded("full-09", 4));
        window.pane.setOtherCaptures(shelf.provider());
        window.openTab(u"Changes"_s);
        window.show(shelf.captures[0]);
        QTRY_VERIFY2(window.text().contains(u"There is no earlier capture of the same event."_s), qPrintable(window.text()));
        window.choose(u"Pick another…"_s);
        auto* chooser = window.pane.findChild<ui::CaptureChooser*>();
        QVERIFY(chooser);
        auto* table = chooser->findChild<ui::TextTable*>();
        QCOMPARE(table->rowCount(), 3);   // not the shown one itself
        QTest::keyClicks(chooser->findChild<QLineEdit*>(), u"OLIVIA"_s);
        QCOMPARE(table->rowCount(), 1);
        chooser->findChild<QLineEdit*>()->clear();
        table->selectRow(1);
        chooser->accept();
        QTRY_VERIFY2(rows(window).contains(u"~ n\t3\t1"_s), qPrintable(rows(window)));
        QVERIFY(window.text().contains(u"Compared with the one picked"_s));
        window.choose(u"Previous of the same event"_s);
        QVERIFY(window.text().contains(u"There is no earlier capture"_s));
    }

    void aKeptCaptureIsComparedWithEachThatIsSelected()
    {
        PaneWindow window;
        Shelf shelf;
        window.pane.setOtherCaptures(shelf.provider());
        window.openTab(u"Changes"_s);
        window.show(numbered(captureOfBody(json("{'n':1}")), 1));
        window.choose(u"Keep this one"_s);
        QTRY_VERIFY2(window.text().contains(u"This is the capture that is kept."_s), qPrintable(window.text()));
        window.show(numbered(captureOfBody(json("{'n':2}")), 2));
        QTRY_VERIFY2(rows(window).contains(u"~ n\t1\t2"_s), qPrintable(rows(window)));
        window.show(numbered(captureOfBody(json("{'n':3,'m':[1]}")), 3));
        QTRY_VERIFY2(rows(window).contains(u"~ n\t1\t3"_s), qPrintable(rows(window)));
        QVERIFY(rows(window).contains(u"+ m\t\t[ 1 ]"_s));
        window.choose(u"Keep this one"_s);
        QVERIFY(window.text().contains(u"There is no earlier capture"_s));
    }

    void twoThatAreSelectedAreComparedTheEarlierFirst()
    {
        PaneWindow window;
        Shelf shelf;
        for (int i = 1; i <= 3; ++i)
            shelf.captures.push_back(numbered(captureOfBody("{\"n\":" + std::to_string(i) + "}"), i));
        shelf.previous = shelf.captures[1];
        window.pane.setOtherCaptures(shelf.provider());
        window.openTab(u"Changes"_s);
        window.show(shelf.captures[2]);
        QTRY_VERIFY2(rows(window).contains(u"~ n\t2\t3"_s), qPrintable(rows(window)));
        window.pane.setSelectedBeside(CaptureId{1});
        QTRY_VERIFY2(rows(window).contains(u"~ n\t1\t3"_s), qPrintable(rows(window)));
        QVERIFY(window.text().contains(u"The two that are selected: this one and"_s));
        window.show(shelf.captures[0]); // the current one changes before the selection does
        window.pane.setSelectedBeside(CaptureId{3});
        QTRY_VERIFY2(rows(window).contains(u"~ n\t1\t3"_s), qPrintable(rows(window)));
        window.choose(u"Previous of the same event"_s); // asked for by hand
        QTRY_VERIFY2(rows(window).contains(u"~ n\t2\t1"_s), qPrintable(rows(window)));
        window.pane.setSelectedBeside(CaptureId{2});
        QTRY_VERIFY2(rows(window).contains(u"~ n\t1\t2"_s), qPrintable(rows(window)));
        window.pane.setSelectedBeside({});
        QTRY_VERIFY(window.text().contains(u"Compared with the one before"_s));
        window.pane.setSelectedBeside(CaptureId{77}); // deleted meanwhile
        QTRY_VERIFY2(!window.text().contains(u"of the same event. Pick another"_s), qPrintable(window.text()));
    }

    void lateAnswersOfAnotherCaptureAreDropped()
    {
        PaneWindow window;
        std::vector<std::function<void(Result<CapturePtr>)>> waiting;
        ui::OtherCaptures others;
        others.previous = [&](CaptureId, const std::function<void(Result<CapturePtr>)>& then) { waiting.push_back(then); };
        window.pane.setOtherCaptures(others);
        window.openTab(u"Changes"_s);
        window.show(numbered(captureOfBody(json("{'n':1}")), 1));
        window.show(numbered(captureOfBody(json("{'n':2}")), 2));
        QCOMPARE(waiting.size(), std::size_t(2));
        waiting[0](numbered(captureOfBody(json("{'n':'wrong'}")), 8));
        QVERIFY(window.text().contains(u"Looking for the capture before…"_s));
        waiting[1](numbered(captureOfBody(json("{'n':0}")), 9));
        QVERIFY2(rows(window).contains(u"~ n\t0\t2"_s), qPrintable(rows(window)));
    }

    void bothDialectsAndOtherBodiesAreCompared()
    {
        PaneWindow window;
        Shelf shelf;
        shelf.previous = recorded("14-", 1);
        window.pane.setOtherCaptures(shelf.provider());
        window.openTab(u"Changes"_s);
        window.show(recorded("01-", 2));
        QTRY_VERIFY2(window.text().contains(u"Compared with the one before"_s), qPrintable(window.text()));
        QVERIFY2(!rows(window).contains(u"~ streamId"_s), qPrintable(rows(window)));
        shelf.previous = numbered(captureOfBody("a quick fox", "Content-Type: text/plain\r\n"), 3);
        window.show(numbered(captureOfBody("a slow fox", "Content-Type: text/plain\r\n"), 4));
        const auto* text = window.pane.findChild<ui::TextChangeView*>();
        QTRY_COMPARE(text->toPlainText(), u"a [−quick−]{+slow+} fox"_s);
    }

    void theModelIsSoundAndSpeaksInSentences()
    {
        const CapturePtr before = captureOfBody(json("{'a':1,'list':[1,{'x':1}],'gone':true,'e':'é'}"));
        const CapturePtr after = captureOfBody(json("{'a':2,'list':[1,{'x':2},3],'e':'\\u00e9','text':'<b>\u202e'}"));
        auto set = std::make_shared<const ui::ChangeSet>(ui::changesBetween(*before, *after, true, {}));
        ui::ChangesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setChanges(set, false);
        QStringList sentences;
        std::function<void(const QModelIndex&)> collect = [&](const QModelIndex& parent) {
            for (int row = 0; row < model.rowCount(parent); ++row) {
                const QModelIndex index = model.index(row, 0, parent);
                sentences << index.data(Qt::AccessibleTextRole).toString();
                collect(index);
            }
        };
        collect({});
        for (const QString& part : {u"a changed from 1 to 2"_s, u"gone was removed: true"_s, u"[2] was added: 3"_s,
                                    u"x changed from 1 to 2"_s, u"text was added: \"<b>\\u{202E}\""_s,
                                    u"e is the same value, written as \"\\u00e9\" instead of \"é\""_s})
            QVERIFY2(sentences.contains(part), qPrintable(sentences.join(u'\n')));
        const int few = int(sentences.size());
        model.setChanges(set, true);
        sentences.clear();
        collect({});
        QVERIFY(sentences.size() > few);
        QVERIFY(sentences.contains(u"[0] is the same: 1"_s));
        model.setChanges(nullptr, true);
        QCOMPARE(model.rowCount(), 0);
    }

    void hostileSizesAreComparedBesideTheWindow()
    {
        PaneWindow window;
        Shelf shelf;
        std::string one = "{";
        std::string two = "{";
        for (int i = 0; i < 60'000; ++i) {
            one += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
            two += "\"k" + std::to_string(i) + "\":" + std::to_string(i + 1) + ",";
        }
        shelf.previous = numbered(captureOfBody(one + "\"t\":\"" + std::string(5'000'000, 'x') + "\"}"), 1);
        window.pane.setOtherCaptures(shelf.provider());
        window.openTab(u"Changes"_s);
        window.show(numbered(captureOfBody(two + "\"t\":\"" + std::string(5'000'000, 'x') + "y\"}"), 2));
        QVERIFY(window.text().contains(u"Comparing…"_s));
        QTRY_VERIFY_WITH_TIMEOUT(window.text().contains(u"more than can be listed"_s), 60'000);
        window.show(numbered(captureOfBody("{}"), 3));   // gives the other one up
    }

    void longTextsShowWhatChangedAlone()
    {
        ui::TextChangeView text;
        text.setTexts(std::string(5'000'000, 'x') + "a", std::string(5'000'000, 'x') + "b");
        QTRY_VERIFY_WITH_TIMEOUT(text.toPlainText().endsWith(u"[−a−]{+b+}"_s), 60'000);
        QVERIFY(text.toPlainText().contains(u"bytes left out"_s));
        QVERIFY(text.toPlainText().size() < 1'000);
    }

    /// What looks like a place for an argument stays as it is.
    void percentSignsOfATextStay()
    {
        ui::TextChangeView text;
        const std::string same = "100%2 or %1%3 " + std::string(5'000, 'x') + " %2%1";
        text.setTexts(same + " a", same + " b");
        QTRY_VERIFY(text.toPlainText().endsWith(u" %2%1 [−a−]{+b+}"_s));
        QVERIFY2(text.toPlainText().startsWith(u"100%2 or %1%3 x"_s), qPrintable(text.toPlainText().left(60)));
    }

    void bothThemes_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << int(ui::Theme::Light);
        QTest::newRow("dark") << int(ui::Theme::Dark);
    }

    void bothThemes()
    {
        QFETCH(int, theme);
        ui::applyTheme(*qApp, ui::Theme(theme));
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        PaneWindow window;
        Shelf shelf;
        shelf.previous = recorded("full-09", 1);
        window.pane.setOtherCaptures(shelf.provider());
        window.openTab(u"Changes"_s);
        window.show(recorded("full-01", 2));
        QTRY_VERIFY(window.text().contains(u"places differ"_s));
        window.screenshot(u"changes-update-"_s + name);
        window.choose(u"With another capture"_s);
        QTRY_VERIFY(window.text().contains(u"Compared with the one before"_s));
        window.screenshot(u"changes-other-"_s + name);
        window.pane.resize(520, 420);
        window.screenshot(u"changes-narrow-"_s + name);
        ui::applyTheme(*qApp, ui::Theme::Light);
    }
};

HOOKLOUPE_GUI_TEST(TestChanges)
#include "tst_changes.moc"
