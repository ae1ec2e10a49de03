// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "detail/deliveries_tab.h"
#include "detail/delivery_view.h"
#include "endpoints/endpoint_dialog.h"
#include "endpoints/forward_page.h"
#include "queue/inbox_dialog.h"
#include "support/strict.h"
#include "style/theme.h"
#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;

namespace {

constexpr const char* handler = "http://127.0.0.1:3000/hooks";

Delivery delivery(std::int64_t id, const std::string& url, int status, const std::string& body)
{
    Delivery one;
    one.id = DeliveryId{id};
    one.capture = CaptureId{1};
    one.url = url;
    one.startedAt = utcNow();
    one.contentSha256 = std::string(32, '\x11');
    one.answer = "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    one.status = status;
    one.timings = {Micros(90), Micros(300), {}, Micros(2200), Micros(2400)};
    one.record = {status == 200 ? SpeckleStatus::Success : SpeckleStatus::Failure, SpeckleReason::HttpStatus, status};
    return one;
}

QString labelsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible())
            texts << label->text().remove(QChar(0x200b)).remove(QChar(0x2060));
    }
    return texts.join(u'\n');
}

/// Writes build/…/screenshots/NAME.png, for people to look at.
void screenshot(QWidget& widget, const QString& name)
{
    QDir().mkpath(u"" HOOKLOUPE_SCREENSHOTS ""_s);
    QVERIFY(widget.grab().save(u"" HOOKLOUPE_SCREENSHOTS "/"_s + name + u".png"_s));
}

QueueList queues()
{
    QueueList list;
    forward::QueueStatus down{EndpointId{1}, handler, forward::QueueState::Down, 3, utcNow(), utcNow() + Micros(2'500'000),
                              DeliveryFault::NotConnected, {}, 4};
    forward::QueueStatus failing{EndpointId{1}, "https://ci.example/hooks?token=" + std::string(90, 'x'), forward::QueueState::Down, 1,
                                 utcNow(), utcNow() + Micros(2'500'000), DeliveryFault::None, {}, 12, 500};
    forward::QueueStatus held{EndpointId{2}, "unix:/run/h.sock:/x", forward::QueueState::Held, 2, {}, {}, {}, {}, 0, 0, true};
    forward::QueueStatus idle{EndpointId{1}, "https://[::1]:8443/", forward::QueueState::Idle, 0, {}, {}, {}, {}, 0, 0, false, 7};
    list.queues = {down, failing, held, idle};
    list.oldest = {utcNow() - std::chrono::minutes(3), utcNow() - std::chrono::seconds(40), utcNow(), std::nullopt};
    list.endpoints = {{EndpointId{1}, u"CI"_s}};
    return list;
}

/// Items 10, 20, 30 … of captures 1, 2, 3 …, and what reads them.
std::vector<InboxItem> items(int count)
{
    std::vector<InboxItem> all;
    for (int i = 1; i <= count; ++i)
        all.push_back({i * 10, CaptureId{i}, EndpointId{1}, handler, i == 1 ? 4 : 0, i == 1});
    return all;
}

InboxDialog::Read readerOf(const std::vector<InboxItem>& all)
{
    return [&all](const std::optional<InboxDialog::Queue>& only, std::int64_t after, std::size_t limit) {
        std::vector<InboxItem> found;
        for (const InboxItem& item : all) {
            if (item.position > after && found.size() < limit && (!only || only->second == item.target))
                found.push_back(item);
        }
        return found;
    };
}

std::vector<CaptureSummary> summaries(int count)
{
    std::vector<CaptureSummary> all;
    for (int i = 1; i <= count; ++i) {
        CaptureSummary capture;
        capture.id = CaptureId{i};
        capture.arrivedAt = utcNow();
        capture.method = "POST";
        capture.target = i == 2 ? "/hooks/<b>\u202e" + std::string(60, 'x') : "/hooks/ci";
        capture.event.wireName = "commit_create";
        all.push_back(capture);
    }
    return all;
}

QPushButton* button(const QWidget& widget, const QString& text)
{
    for (auto* one : widget.findChildren<QPushButton*>()) {
        if (one->text().remove(u'&') == text)
            return one;
    }
    return nullptr;
}

} // namespace

class TestForwardUi : public QObject {
    Q_OBJECT

private:
    static DetailTab* shownTab(DeliveriesTab& tab, std::vector<Delivery>& deliveries)
    {
        auto capture = std::make_shared<Capture>();
        capture->summary.id = CaptureId{1};
        capture->contentSha256 = std::string(32, '\x11');
        OtherCaptures others;
        others.deliveries = [&deliveries](CaptureId) -> Result<std::vector<Delivery>> { return deliveries; };
        static ContextPtr context; // the tab knows it weakly
        context = std::make_shared<const DetailContext>(capture, std::vector<std::string>{}, Endpoint{}, nullptr, others);
        tab.resize(900, 560);
        tab.show();
        tab.setContext(context);
        return &tab;
    }

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aTabTellsWhereTheRequestWentAndComparesTwoAnswers()
    {
        std::vector<Delivery> deliveries{delivery(1, handler, 200, "OK"), delivery(2, "https://other.example/h", 500, "<b>no</b>")};
        deliveries[1].mayRepeat = true;
        deliveries[1].attempt = 2;
        deliveries[1].contentSha256 = std::string(32, '\x22');
        DeliveriesTab tab;
        shownTab(tab, deliveries);
        auto* table = tab.findChild<TextTable*>();
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->text(0, 1), QString::fromUtf8(handler));
        QCOMPARE(table->text(1, 2), u"500"_s);
        QVERIFY(table->text(1, 5).contains(u"may repeat"_s));
        QCOMPARE(table->selectedRows(), std::vector<int>{1}); // the last
        QVERIFY(labelsOf(tab).contains(u"Another one than captured"_s));
        QVERIFY(labelsOf(tab).contains(u"may have had this request before"_s));
        table->selectAll();
        QVERIFY(labelsOf(tab).contains(u"The answers differ: 200 and 500."_s));
        QVERIFY(labelsOf(tab).contains(u"As captured, byte for byte"_s));
        QVERIFY(!button(tab, u"Pass on again"_s)->isVisible()); // a store that is only read
        tab.setCanSendAgain(true);
        table->selectRow(1);
        QSignalSpy again(&tab, &DeliveriesTab::againWanted);
        button(tab, u"Pass on again"_s)->click();
        QCOMPARE(again.takeFirst()[1].value<std::vector<Delivery>>(), std::vector<Delivery>{deliveries[1]});
        table->selectAll();
        screenshot(tab, u"deliveries"_s);

        deliveries.push_back(delivery(3, handler, 200, "OK"));
        tab.deliveriesChanged({CaptureId{7}});
        QCOMPARE(table->rowCount(), 2);
        tab.deliveriesChanged({CaptureId{1}});
        QCOMPARE(table->rowCount(), 3);
    }

    void aRequestThatWentNowhereSaysSo()
    {
        std::vector<Delivery> none;
        DeliveriesTab tab;
        shownTab(tab, none);
        QVERIFY(labelsOf(tab).contains(u"This request was not passed on, and does not wait for it."_s));
    }

    void thePageEditsTheForwardingAndSaysWhatIsWrong()
    {
        Endpoint endpoint;
        endpoint.forward = "http://127.0.0.1:3000/hooks\nhttps://10.0.0.7/ any-certificate\nanswer = first-target\npace = 5/s\n"
                           "timeout = 7 s\nsend = all\n";
        ForwardPage page(endpoint, nullptr);
        page.resize(640, 520);
        page.show();
        Endpoint edited;
        page.takeInto(edited);
        QCOMPARE(edited.forward, endpoint.forward);
        QVERIFY(labelsOf(page).contains(u"Not on this machine: 10.0.0.7. Requests go there whole"_s));
        QVERIFY(page.complaint().isEmpty());
        screenshot(page, u"forward-page"_s);
        QSignalSpy told(&page, &ForwardPage::edited);
        page.findChild<QPlainTextEdit*>()->setPlainText(u"http://h/\nlocalhost:3000"_s);
        QVERIFY(!told.isEmpty());
        QVERIFY(page.complaint().contains(u"line 2"_s));
        page.takeInto(edited);
        QCOMPARE(edited.forward, endpoint.forward); // what is wrong does not go in
        page.findChild<QPlainTextEdit*>()->setPlainText({});
        for (QComboBox* box : page.findChildren<QComboBox*>())
            box->setCurrentIndex(0);
        page.takeInto(edited);
        QVERIFY(edited.forward.find("http") == std::string::npos);
    }

    void aPasswordInAHandlersUrlIsRefusedAndNeverShown()
    {
        EndpointDialog dialog({}, {}, false, {}, nullptr);
        dialog.showPage(QLatin1StringView(ForwardPage::pageName));
        dialog.show();
        auto* targets = dialog.findChild<ForwardPage*>()->findChild<QPlainTextEdit*>();
        for (const char* written : {"http://me:hush@127.0.0.1:3000/", "http://h/ http://me:hush@h2/", "ftp://me:hush@h/?a=b", "ftp://me:hu=sh@h/",
                                    "http://me:hush@h:x/", "me:hush@h/"}) {
            targets->setPlainText(QString::fromLatin1(written));
            dialog.accept();
            QVERIFY2(dialog.isVisible(), written);
            QVERIFY2(!labelsOf(dialog).contains(u"hu"_s + u"sh"_s) && !labelsOf(dialog).contains(u":hu"_s), qPrintable(labelsOf(dialog)));
        }
        targets->setPlainText(u"http://me:hush@h/"_s);
        dialog.accept();
        QVERIFY2(labelsOf(dialog).contains(u"put a proxy that adds them in front of it"_s), qPrintable(labelsOf(dialog)));
        QVERIFY(dialog.endpoint().forward.empty()); // nothing of it can be stored

        Endpoint foreign; // written by something else
        foreign.forward = "http://me:hush@h/ mirrored\n# by hand\n";
        EndpointDialog unknown(foreign, {}, false, {}, nullptr);
        unknown.showPage(QLatin1StringView(ForwardPage::pageName));
        unknown.show();
        QCOMPARE(unknown.findChild<ForwardPage*>()->findChild<QPlainTextEdit*>()->toPlainText(), u"http://\u2026@h/ mirrored\n# by hand\n"_s);
        QVERIFY2(!labelsOf(unknown).contains(u"hush"_s), qPrintable(labelsOf(unknown)));
        QCOMPARE(unknown.endpoint().forward, foreign.forward); // kept as it is
    }

    void aHandlerWhereHookloupeItselfListensIsNotSaved()
    {
        EndpointSurroundings around;
        around.listening = {"0.0.0.0", 4100, false};
        EndpointDialog dialog({}, {}, false, around, nullptr);
        dialog.showPage(QLatin1StringView(ForwardPage::pageName));
        dialog.show();
        auto* targets = dialog.findChild<ForwardPage*>()->findChild<QPlainTextEdit*>();
        for (const char* own : {"http://127.0.0.1:4100/other", "https://LOCALHOST:4100", "http://h/\nhttp://127.1:4100/x any-certificate"}) {
            targets->setPlainText(QString::fromLatin1(own));
            dialog.accept();
            QVERIFY2(dialog.isVisible(), own);
            QVERIFY2(labelsOf(dialog).contains(u"is where Hookloupe itself listens"_s), qPrintable(labelsOf(dialog)));
        }
        screenshot(dialog, u"forward-own-address"_s);
        targets->setPlainText(u"http://127.0.0.1:4101/other"_s);
        dialog.accept();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
    }

    void aForwardingOfANewerVersionIsKeptWhileOtherFieldsAreSaved()
    {
        Endpoint endpoint;
        endpoint.path = "/hooks/ci";
        endpoint.forward = "http://127.0.0.1:3000/ mirrored\npace = moonlight\n";
        EndpointDialog dialog(endpoint, {}, false, {}, nullptr);
        dialog.showPage(QLatin1StringView(ForwardPage::pageName));
        dialog.show();
        const auto* page = dialog.findChild<ForwardPage*>();
        QVERIFY(labelsOf(*page).contains(u"A newer version of Hookloupe saved this forwarding"_s));
        QVERIFY(labelsOf(*page).contains(u"line 1"_s));
        auto* targets = page->findChild<QPlainTextEdit*>();
        QVERIFY(targets->isReadOnly());
        QVERIFY(targets->toPlainText().contains(u"mirrored"_s));
        screenshot(dialog, u"forward-unknown"_s);
        for (auto* line : dialog.findChildren<QLineEdit*>()) {
            if (line->placeholderText() == u"A name for the list"_s)
                line->setText(u"Named"_s);
        }
        dialog.accept();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(dialog.endpoint().description, "Named"s);
        QCOMPARE(dialog.endpoint().forward, endpoint.forward);

        button(dialog, u"Write it anew"_s)->click();
        QVERIFY(!targets->isReadOnly() && targets->toPlainText().isEmpty());
        targets->setPlainText(u"http://127.0.0.1:4000/"_s);
        QCOMPARE(dialog.endpoint().forward, "http://127.0.0.1:4000/\n"s);
    }

    void theQueueShowsWhyItWaitsAndSaysWhatIsWanted()
    {
        auto all = items(3);
        InboxDialog dialog(readerOf(all));
        dialog.setQueues(queues());
        dialog.items().refresh();
        dialog.items().setSummaries(summaries(3));
        dialog.show();
        const auto views = dialog.findChildren<QTableView*>();
        QCOMPARE(views.size(), 2);
        QVERIFY(labelsOf(dialog).contains(u"6 requests wait to be passed on. The oldest came 3 min ago."_s));
        const auto cell = [](const QTableView* view, int row, int column) { return view->model()->index(row, column).data().toString(); };
        const QString down = cell(views[0], 0, QueueModel::State);
        QVERIFY2(down.contains(u"down since"_s) && down.contains(u"not connected"_s), qPrintable(down));
        QVERIFY2(down.contains(u"4 attempts"_s) && down.contains(u"next attempt in "_s), qPrintable(down));
        QVERIFY(cell(views[0], 1, QueueModel::State).contains(u"500; next attempt in "_s));
        QVERIFY(cell(views[0], 2, QueueModel::State).contains(u"held by you"_s));
        QCOMPARE(cell(views[0], 2, QueueModel::Endpoint), u"removed"_s);
        QCOMPARE(cell(views[0], 0, QueueModel::Oldest), u"3 min ago"_s);
        QCOMPARE(cell(views[0], 3, QueueModel::Failed), u"7"_s);
        QVERIFY(cell(views[1], 1, InboxModel::Request).contains(u"\\u{202E}"_s));
        QVERIFY(!button(dialog, u"Skip"_s)->isEnabled());
        screenshot(dialog, u"inbox"_s);

        QSignalSpy order(&dialog, &InboxDialog::orderWanted);
        QSignalSpy skip(&dialog, &InboxDialog::skipWanted);
        QSignalSpy hold(&dialog, &InboxDialog::holdWanted);
        views[1]->selectRow(2);
        button(dialog, u"Deliver first"_s)->click();
        QCOMPARE(order.takeFirst()[0].value<std::vector<std::int64_t>>(), (std::vector<std::int64_t>{30, 10, 20}));
        QCOMPARE(dialog.selectedItems().front().position, 10); // where it stands now
        views[1]->selectRow(2);
        button(dialog, u"Up"_s)->click();
        QCOMPARE(order.takeFirst()[0].value<std::vector<std::int64_t>>(), (std::vector<std::int64_t>{30, 20})); // only what moves
        views[1]->selectRow(2);
        button(dialog, u"Down"_s)->click();
        QVERIFY(order.isEmpty()); // it is the last
        button(dialog, u"Skip"_s)->click();
        QCOMPARE(skip.takeFirst()[0].value<std::vector<InboxItem>>(), std::vector<InboxItem>{all[2]});

        button(dialog, u"Hold"_s)->click(); // none is chosen: all of them
        QCOMPARE(hold.takeFirst()[0].value<std::vector<InboxDialog::Queue>>().size(), 4u);
        views[0]->selectRow(2);
        button(dialog, u"Go on"_s)->click();
        const auto released = hold.takeFirst();
        QCOMPARE(released[0].value<std::vector<InboxDialog::Queue>>(),
                 (std::vector<InboxDialog::Queue>{{EndpointId{2}, "unix:/run/h.sock:/x"}}));
        QCOMPARE(released[1].toBool(), false);
        QCOMPARE(views[1]->model()->rowCount(), 0); // nothing waits for the chosen one
        QVERIFY(labelsOf(dialog).contains(u"What waits for unix:/run/h.sock:/x"_s));
        views[0]->clearSelection();
        QCOMPARE(views[1]->model()->rowCount(), 3);

        dialog.setQueues({});
        QVERIFY(labelsOf(dialog).contains(u"Nothing waits"_s));
        QVERIFY(!button(dialog, u"Clear"_s)->isEnabled());
    }

    void rowsAreDraggedToTheirPlace()
    {
        auto all = items(5);
        InboxDialog dialog(readerOf(all));
        dialog.items().refresh();
        QSignalSpy order(&dialog, &InboxDialog::orderWanted);
        InboxModel& model = dialog.items();
        const std::unique_ptr<QMimeData> rows(model.mimeData({model.index(1, 0), model.index(1, 1), model.index(3, 0)}));
        QVERIFY(model.canDropMimeData(rows.get(), Qt::MoveAction, 0, 0, {}));
        QVERIFY(!model.dropMimeData(rows.get(), Qt::MoveAction, 5, 0, {}));
        QCOMPARE(order.takeFirst()[0].value<std::vector<std::int64_t>>(), (std::vector<std::int64_t>{30, 50, 20, 40}));
        all.erase(all.begin() + 1); // 20 was passed on while it was dragged
        model.refresh();
        QVERIFY(!model.dropMimeData(rows.get(), Qt::MoveAction, 0, 0, {}));
        QCOMPARE(order.takeFirst()[0].value<std::vector<std::int64_t>>(), (std::vector<std::int64_t>{40, 10, 30}));
        const QMimeData strange;
        QVERIFY(!model.dropMimeData(&strange, Qt::MoveAction, 0, 0, {}));
        QVERIFY(order.isEmpty());
    }

    void aLongQueueIsReadAsItIsLookedAt()
    {
        auto all = items(1'300);
        InboxModel model([&](std::int64_t after, std::size_t limit) { return readerOf(all)({}, after, limit); }, nullptr);
        QSignalSpy wanted(&model, &InboxModel::summariesWanted);
        model.refresh();
        QCOMPARE(model.rowCount(), 500);
        QVERIFY(model.canFetchMore({}));
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest); // fetches, too
        while (model.canFetchMore({}))
            model.fetchMore({});
        QCOMPARE(model.rowCount(), 1'300);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(model.index(7, InboxModel::Arrived).data().toString(), u"…"_s);
        QTRY_VERIFY(!wanted.isEmpty());
        model.setSummaries(summaries(10));
        QVERIFY(model.index(7, InboxModel::Request).data().toString().startsWith(u"POST"_s));

        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QPersistentModelIndex stays(model.index(600, 0));
        all.erase(all.begin(), all.begin() + 400);          // drained
        all.erase(all.begin() + 10, all.begin() + 12);      // skipped
        all.push_back({20'000, CaptureId{5'000}, EndpointId{1}, handler, 0, false});
        std::swap(all[0].capture, all[1].capture);          // reordered
        model.refresh();
        QCOMPARE(model.items(), all);
        QVERIFY(reset.isEmpty());
        QCOMPARE(stays.row(), 198);
        all.insert(all.begin(), {5, CaptureId{6'000}, EndpointId{1}, handler, 0, false}); // put back
        model.refresh();
        QCOMPARE(model.items(), std::vector<InboxItem>(all.begin(), all.begin() + std::ssize(model.items())));
        all.clear();
        model.refresh();
        QCOMPARE(model.rowCount(), 0);
    }

    void theTargetsKeepTheirRowsWhileTimePasses()
    {
        QueueModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setQueues(queues());
        QCOMPARE(reset.size(), 1);
        auto later = queues();
        later.queues[0].waiting = 9;
        model.setQueues(later);
        model.tick();
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.index(0, QueueModel::Waiting).data().toString(), u"9"_s);
        model.setQueues({});
        QCOMPARE(model.rowCount(), 0);
    }

    void inTheDarkToo()
    {
        const QPalette before = QApplication::palette();
        QApplication::setPalette(darkPalette());
        const auto all = items(3);
        InboxDialog dialog(readerOf(all));
        dialog.setQueues(queues());
        dialog.items().refresh();
        dialog.items().setSummaries(summaries(3));
        dialog.show();
        screenshot(dialog, u"inbox-dark"_s);
        std::vector<Delivery> deliveries{delivery(1, handler, 200, "OK"), delivery(2, handler, 200, "OK")};
        DeliveriesTab tab;
        shownTab(tab, deliveries);
        tab.findChild<TextTable*>()->selectAll();
        QVERIFY(labelsOf(tab).contains(u"Both answers are the same, byte for byte."_s));
        screenshot(tab, u"deliveries-dark"_s);
        Endpoint endpoint;
        endpoint.forward = "http://127.0.0.1:3000/hooks\n";
        EndpointDialog endpointDialog(endpoint, {}, false, {}, nullptr);
        endpointDialog.showPage(QLatin1StringView(ForwardPage::pageName));
        endpointDialog.show();
        screenshot(endpointDialog, u"forward-dialog-dark"_s);
        QApplication::setPalette(before);
    }
};

HOOKLOUPE_GUI_TEST(TestForwardUi)
#include "tst_forward_ui.moc"
