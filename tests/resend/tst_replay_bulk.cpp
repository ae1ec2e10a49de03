// SPDX-License-Identifier: GPL-3.0-or-later
// The window that sends many requests again, against a real receiver.
#include "support/test_main.h"
#include "support/detail_fixture.h"
#include "detail/payload_text.h"
#include "http/request.h"
#include "support/receiver.h"
#include "resend/answer_view.h"
#include "resend/bulk_model.h"
#include "resend/bulk_panel.h"
#include "resend/filter_field.h"
#include "resend/signing_bar.h"
#include "resend/target_bar.h"
#include "style/theme.h"
#include "support/strict.h"
#include "verify/verify.h"
#include "widgets/menu_actions.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::Receiver;

namespace {

struct BulkWindow {
    QTemporaryDir folder;
    std::vector<CapturePtr> captures;
    std::vector<std::pair<CaptureId, SentReplay>> kept;
    std::unique_ptr<BulkPanel> panel;
    std::unique_ptr<QAbstractItemModelTester> tester;

    struct Search {
        std::function<bool(const CaptureSummary&)> accepts;
        std::shared_ptr<CaptureSearch> state;
        std::function<void(Result<std::vector<CaptureId>>)> then;
    };
    std::vector<Search> searches;
    std::vector<CaptureId> edited;
    std::vector<CaptureId> gone;

    explicit BulkWindow(bool selected = true, const QString& listed = {})
    {
        std::vector<CaptureId> ids;
        for (const test::WireFile& file : test::wireFiles()) {
            if (captures.size() == 6)
                break;
            Capture capture = *test::captureOf(file, file.secret, 200);
            capture.summary.id = CaptureId{static_cast<std::int64_t>(captures.size()) + 1};
            ids.insert(ids.begin(), capture.summary.id); // listed the newest first
            captures.push_back(std::make_shared<const Capture>(std::move(capture)));
        }
        BulkContext context;
        context.common.secrets = {"of the first"};
        context.common.book = std::make_shared<TargetBook>(folder.filePath(u"s.ini"_s));
        context.common.consents = std::make_shared<HostConsents>();
        context.common.keep = [this](CaptureId parent, const SentReplay& replay, const std::function<void(Result<CaptureId>)>& then) {
            kept.emplace_back(parent, replay);
            then(CaptureId{static_cast<std::int64_t>(99 + kept.size())});
        };
        context.fetch = [this](CaptureId id, const std::function<void(Result<CapturePtr>)>& then) {
            const auto index = static_cast<std::size_t>(toInt(id) - 1);
            if (captures[index])
                then(captures[index]);
            else
                then(Error{ErrorCode::NotFound, "request"});
        };
        context.endpointOf = [](EndpointId id) -> std::optional<ArmedEndpoint> {
            Endpoint endpoint;
            endpoint.id = id;
            return ArmedEndpoint{endpoint, {"s3cret"}};
        };
        context.scope.selected = selected ? ids : std::vector<CaptureId>();
        context.scope.listed = listed;
        context.scope.endpoints = [] { return std::vector<Endpoint>(1); };
        context.scope.find = [this](auto accepts, const std::shared_ptr<CaptureSearch>& search, auto then) {
            searches.push_back({accepts, search, then});
        };
        context.links.fetch = [this](CaptureId replay, const std::function<void(Result<SentReplay>)>& then) {
            then(kept[static_cast<std::size_t>(toInt(replay)) - 100].second);
        };
        context.links.edit = [this](CaptureId id) { edited.push_back(id); };
        context.links.show = [this](CaptureId id) { gone.push_back(id); };
        panel = std::make_unique<BulkPanel>(std::move(context), nullptr);
        tester = std::make_unique<QAbstractItemModelTester>(panel->results());
        panel->show();
        panel->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(panel.get())); }();
    }

    /// Answers the last question for what matches, from the six there are.
    void answerSearch() const
    {
        std::vector<CaptureId> found;
        for (const CapturePtr& capture : captures) {
            if (searches.back().accepts(capture->summary))
                found.push_back(capture->summary.id);
        }
        searches.back().then(found);
    }
    [[nodiscard]] QString scopeState() const { return panel->findChild<QLabel*>(u"scopeState"_s)->text(); }
    template <typename Button>
    [[nodiscard]] Button* button(const QString& text) const
    {
        const auto all = panel->findChildren<Button*>();
        for (Button* one : all) {
            if (plainWords(one->text()).startsWith(text))
                return one;
        }
        qFatal("no button %s", qPrintable(text));
    }
    void press() const { QTest::keyClick(panel.get(), Qt::Key_Return, Qt::ControlModifier); }
    [[nodiscard]] QString status() const { return panel->findChild<QLabel*>(u"bulkStatus"_s)->text(); }
    [[nodiscard]] QSpinBox* spin(const QString& name) const
    {
        const auto boxes = panel->findChildren<QSpinBox*>();
        for (QSpinBox* box : boxes) {
            if (box->accessibleName() == name)
                return box;
        }
        qFatal("no field %s", qPrintable(name));
    }
    void screenshot(const QString& name) const
    {
        for (int i = 0; i < 3; ++i)
            QCoreApplication::sendPostedEvents(); // what is laid out anew may change what is around it
        const QDir folderOfAll(QStringLiteral(HOOKLOUPE_BIN_DIR "/../screenshots"));
        [&] { QVERIFY(folderOfAll.mkpath(u"."_s) && panel->grab().save(folderOfAll.filePath(u"replay-bulk-%1.png"_s.arg(name)))); }();
    }
};

} // namespace

class TestReplayBulk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::Light); }
    void init() { test::failOnWarnings(); }

    void allArriveInTheOrderTheyCameByteForByteAsOftenAsWanted()
    {
        Receiver receiver;
        BulkWindow window;
        window.panel->target()->setUrl(receiver.url());
        window.spin(u"Times"_s)->setValue(2);
        window.press();
        QTRY_COMPARE(window.panel->results()->rowCount(), 12);
        QTRY_VERIFY2(window.status().contains(u"12 of 12 sent, 0 failed."_s), qPrintable(window.status()));
        for (std::size_t i = 0; i < 12; ++i) {
            const Capture& capture = *window.captures[i % 6];
            QCOMPARE(receiver.received[i], QByteArray::fromStdString(capture.head + capture.body));
            QCOMPARE(toInt(window.kept[i].first), toInt(capture.summary.id));
            QCOMPARE(window.kept[i].second.request->head + window.kept[i].second.request->body, capture.head + capture.body);
        }
        window.screenshot(u"done"_s);
    }

    void eachIsSignedWithItsEndpointsSecretInParallel()
    {
        Receiver receiver;
        BulkWindow window;
        window.panel->target()->setUrl(receiver.url());
        window.spin(u"At once"_s)->setValue(4);
        auto* with = window.panel->findChild<SigningBar*>()->findChildren<QComboBox*>().front();
        with->setCurrentIndex(1);
        window.press();
        QTRY_COMPARE(window.kept.size(), 6U);
        for (const auto& [id, replay] : window.kept) {
            const http::HeadView head = http::viewHead(replay.request->head);
            QCOMPARE(int(verify::verdict(*verify::findScheme("speckle"), {head.headers, replay.request->content(), {}}, {"s3cret"}).verdict),
                     int(SignatureVerdict::Valid));
        }
    }

    void itStopsAtTheFirstFailureIfWanted()
    {
        Receiver receiver("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n");
        BulkWindow window;
        window.panel->target()->setUrl(receiver.url());
        window.button<QCheckBox>(u"Stop"_s)->setChecked(true);
        window.press();
        QTRY_VERIFY2(window.status().contains(u"Stopped at a failure."_s), qPrintable(window.status()));
        QCOMPARE(window.panel->results()->rowCount(), 1);
        QCOMPARE(window.panel->results()->index(0, BulkModel::RecordColumn).data().toString(), u"3 failed: HTTP 500"_s);
    }

    void whatIsGoneMeanwhileIsAFailureAndTheRestIsSent()
    {
        Receiver receiver;
        BulkWindow window;
        window.captures[2].reset();
        window.panel->target()->setUrl(receiver.url());
        window.press();
        QTRY_VERIFY2(window.status().contains(u"6 of 6 sent, 1 failed."_s), qPrintable(window.status()));
        QCOMPARE(window.panel->results()->index(2, BulkModel::AnswerColumn).data().toString(), u"not sent"_s);
        QCOMPARE(receiver.received.size(), 5U);
    }

    void itIsCancelledAndCanStartAgain()
    {
        Receiver silent{QByteArray()};
        BulkWindow window;
        window.panel->target()->setUrl(silent.url());
        window.press();
        QTRY_COMPARE(silent.received.size(), 1U);
        QVERIFY(!window.panel->target()->isEnabled());
        const auto buttons = window.panel->findChildren<QPushButton*>();
        for (QPushButton* button : buttons) {
            if (button->text() == u"&Cancel"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY2(window.status().contains(u"Cancelled"_s), qPrintable(window.status()));
        QVERIFY(window.panel->target()->isEnabled());
        Receiver receiver;
        window.panel->target()->setUrl(receiver.url());
        window.press();
        QTRY_COMPARE(receiver.received.size(), 6U);
        QTRY_COMPARE(window.panel->results()->rowCount(), 6);
    }

    void whatMatchesAFilterIsSentWithoutASelection()
    {
        Receiver receiver;
        BulkWindow window(false);
        window.panel->target()->setUrl(receiver.url());
        QVERIFY(!window.button<QPushButton>(u"Send"_s)->isEnabled());
        window.panel->scope()->filter()->setText(u"method=POST event!=none"_s);
        QTRY_COMPARE(window.searches.size(), 2U); // one for the empty filter
        QVERIFY(window.searches.front().state->cancelled);
        QVERIFY(!window.searches.back().state->cancelled);
        window.searches.back().state->looked = 1'000'000;
        window.searches.back().state->found = 4;
        QTRY_VERIFY2(window.scopeState().contains(u"4 of 1,000,000 looked at"_s), qPrintable(window.scopeState()));
        window.answerSearch();
        const auto expected = window.panel->scope()->captures().size();
        QVERIFY(expected > 1);
        QCOMPARE(window.scopeState(), u"%1 requests match."_s.arg(expected));
        window.screenshot(u"filter"_s);
        window.press();
        QTRY_COMPARE(receiver.received.size(), expected);
    }

    void aReplayDoesNotMatchAndIsNotSentAgainByItself()
    {
        BulkWindow window(false);
        QTRY_COMPARE(window.searches.size(), 1U);
        CaptureSummary replay;
        QVERIFY(window.searches.back().accepts(replay));
        replay.kind = CaptureKind::Replay;
        QVERIFY(!window.searches.back().accepts(replay));
        replay.kind = CaptureKind::Malformed;
        QVERIFY(!window.searches.back().accepts(replay));
    }

    void aWrongFilterIsExplainedAndNothingIsSent()
    {
        BulkWindow window(false);
        window.panel->scope()->filter()->setText(u"method=POST colour=red"_s);
        QVERIFY2(window.scopeState().contains(u"character 13, “colour=red”"_s), qPrintable(window.scopeState()));
        QVERIFY(!window.button<QPushButton>(u"Send"_s)->isEnabled());
        window.press();
        QVERIFY2(window.status().contains(u"colour=red"_s), qPrintable(window.status()));
        window.screenshot(u"wrong"_s);
    }

    void typingOffersWhatCouldStandThere()
    {
        BulkWindow window(true);
        QLineEdit* edit = window.panel->scope()->filter()->edit();
        edit->setFocus();
        QTest::keyClicks(edit, u"ev"_s);
        QWidget* popup = QApplication::activePopupWidget();
        QVERIFY(popup);
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(edit->text(), u"event="_s);
        popup = QApplication::activePopupWidget();
        QVERIFY2(popup, "the values come next");
        QTest::keyClicks(popup, u"version_c"_s);
        QCOMPARE(edit->text(), u"event=version_c"_s);
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(edit->text(), u"event=version_create"_s);
        QVERIFY2(!window.searches.empty() || window.scopeState().contains(u"Looking"_s), "typing chooses the filter");
    }

    void whatTheTableListsIsTheFilterToBeginWith()
    {
        BulkWindow window(false, u"endpoint=*"_s);
        QCOMPARE(window.panel->scope()->filter()->text(), u"endpoint=*"_s);
        QTRY_COMPARE(window.searches.size(), 1U);
        window.answerSearch();
        QCOMPARE(window.panel->scope()->captures().size(), 6U);
    }

    void theFailedOnesAloneAreTriedAgain()
    {
        Receiver receiver;
        BulkWindow window;
        const CapturePtr gone = std::exchange(window.captures[2], nullptr);
        window.panel->target()->setUrl(receiver.url());
        window.press();
        QTRY_VERIFY2(window.status().contains(u"6 of 6 sent, 1 failed."_s), qPrintable(window.status()));
        auto* retry = window.button<QPushButton>(u"Retry"_s);
        QVERIFY(retry->isEnabled());
        window.captures[2] = gone;
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_VERIFY2(window.status().contains(u"1 of 1 sent, 0 failed."_s), qPrintable(window.status()));
        QCOMPARE(receiver.received.back(), QByteArray::fromStdString(gone->head + gone->body));
        QVERIFY(!retry->isEnabled());
    }

    void aRowLeadsToItsAnswerAndItsRequest()
    {
        Receiver receiver("HTTP/1.1 500 Oh\r\nContent-Length: 4\r\n\r\nwhy?");
        BulkWindow window;
        window.panel->target()->setUrl(receiver.url());
        window.press();
        QTRY_VERIFY2(window.status().contains(u"6 of 6 sent, 6 failed."_s), qPrintable(window.status()));
        auto* table = window.panel->findChild<BulkResults*>()->table();
        auto* answer = window.panel->findChild<AnswerView*>();
        QVERIFY(!answer->isVisible());
        table->selectRow(1);
        QVERIFY(answer->isVisible());
        QTRY_VERIFY(answer->findChild<PayloadText*>()->isVisible());
        window.screenshot(u"answer"_s);
        const QRect cell = table->visualRect(table->currentIndex());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, cell.center());
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, cell.center());
        QCOMPARE(window.edited, std::vector{CaptureId{2}});
    }

    void theTableIsSortedFilteredCopiedAndSaved()
    {
        Receiver receiver;
        BulkWindow window;
        window.captures[2].reset();
        window.panel->target()->setUrl(receiver.url());
        window.press();
        QTRY_VERIFY2(window.status().contains(u"6 of 6 sent"_s), qPrintable(window.status()));
        auto* table = window.panel->findChild<BulkResults*>()->table();
        table->sortByColumn(BulkModel::AnswerColumn, Qt::AscendingOrder);
        QCOMPARE(table->model()->index(0, BulkModel::AnswerColumn).data().toString(), u"not sent"_s);
        table->sortByColumn(BulkModel::NumberColumn, Qt::DescendingOrder);
        QCOMPARE(table->model()->index(0, BulkModel::NumberColumn).data().toString(), u"6"_s);
        window.button<QCheckBox>(u"Only"_s)->setChecked(true);
        QCOMPARE(table->model()->rowCount(), 1);
        table->selectAll();
        table->setFocus();
        QTest::keySequence(table, QKeySequence::Copy);
        QVERIFY2(QGuiApplication::clipboard()->text().startsWith(u"3\tRequest 3\tnot sent"_s),
                 qPrintable(QGuiApplication::clipboard()->text()));
        const std::string csv = toCsv(*window.panel->results());
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 7);
        QVERIFY(csv.find("\r\n1,1,100,1,") != std::string::npos);
        QVERIFY(csv.find("\r\n3,3,,1,Request 3,,,,no,") != std::string::npos);
    }

    void aCellIsNoFormulaOfASpreadsheet()
    {
        BulkModel model;
        model.add(CaptureId{1}, {.error = Error{ErrorCode::Failed, "x"}}, u"=cmd(\"a\"),b"_s);
        QVERIFY(toCsv(model).find(",\"'=cmd(\"\"a\"\"),b\",") != std::string::npos);
    }

    void itFitsANarrowScreenInLightAndDark()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(*qApp, theme);
            Receiver receiver;
            BulkWindow window(false, u"endpoint=* since=2026-11-22T10:30:05.25 until=2026-11-22T11:30:05.250001"_s);
            QTRY_COMPARE(window.searches.size(), 1U);
            window.answerSearch();
            window.panel->target()->setUrl(receiver.url());
            window.panel->resize(1024, 720);
            QVERIFY2(window.panel->width() <= 1024, qPrintable(QString::number(window.panel->width())));
            const QString name = theme == Theme::Light ? u"light"_s : u"dark"_s;
            window.screenshot(u"narrow-"_s + name);
        }
        applyTheme(*qApp, Theme::Light);
    }

    void anotherMachineIsAskedAboutFirst()
    {
        BulkWindow window;
        window.panel->target()->setUrl(u"http://192.0.2.7:9/"_s);
        window.press();
        auto* box = window.panel->findChild<QMessageBox*>();
        QVERIFY(box && box->text().contains(u"Authorization"_s) && box->text().contains(u"Cookie"_s));
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(window.panel->target()->isEnabled());
        QCOMPARE(window.panel->results()->rowCount(), 0);
    }
};

HOOKLOUPE_GUI_TEST(TestReplayBulk)
#include "tst_replay_bulk.moc"
