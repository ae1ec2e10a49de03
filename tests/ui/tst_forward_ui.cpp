// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/deliveries_tab.h"
#include "detail/delivery_view.h"
#include "dialogs/endpoint_dialog.h"
#include "dialogs/forward_page.h"
#include "panels/inbox_dialog.h"
#include "strict.h"
#include "style/theme.h"
#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
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

InboxContent content()
{
    InboxContent content;
    forward::QueueStatus down{EndpointId{1}, handler, forward::QueueState::Down, 3, utcNow(), utcNow(), DeliveryFault::NotConnected, {}, 4};
    forward::QueueStatus idle{EndpointId{1}, "https://[::1]:8443/", forward::QueueState::Idle, 0, {}, {}, {}, {}, 0};
    content.queues = {down, idle};
    content.endpoints = {{EndpointId{1}, u"CI"_s}};
    content.total = 3;
    for (int i = 1; i <= 3; ++i) {
        content.items.push_back({i * 10, CaptureId{i}, EndpointId{1}, handler, i == 1 ? 4 : 0, i == 1});
        CaptureSummary capture;
        capture.id = CaptureId{i};
        capture.arrivedAt = utcNow();
        capture.method = "POST";
        capture.target = i == 2 ? "/hooks/<b>\u202e" + std::string(60, 'x') : "/hooks/ci";
        capture.event.wireName = "commit_create";
        content.captures[capture.id] = capture;
    }
    return content;
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
        QVERIFY(labelsOf(tab).contains(u"This request was sent nowhere."_s));
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
        QVERIFY(labelsOf(page).contains(u"Not on this machine: 10.0.0.7"_s));
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
        InboxDialog dialog;
        dialog.setContent(content());
        dialog.show();
        const auto tables = dialog.findChildren<TextTable*>();
        QCOMPARE(tables.size(), 2);
        QVERIFY(labelsOf(dialog).contains(u"3 requests wait to be passed on."_s));
        QVERIFY(tables[0]->text(0, 3).contains(u"down since"_s) && tables[0]->text(0, 3).contains(u"not connected"_s));
        QVERIFY(tables[1]->text(1, 1).contains(u"\\u{202E}"_s));
        QVERIFY(!button(dialog, u"Skip"_s)->isEnabled());
        screenshot(dialog, u"inbox"_s);

        QSignalSpy order(&dialog, &InboxDialog::orderWanted);
        QSignalSpy skip(&dialog, &InboxDialog::skipWanted);
        tables[1]->selectRow(2);
        button(dialog, u"Deliver first"_s)->click();
        QCOMPARE(order.takeFirst()[0].value<std::vector<std::int64_t>>(), (std::vector<std::int64_t>{30, 10, 20}));
        button(dialog, u"Up"_s)->click();
        QCOMPARE(order.takeFirst()[0].value<std::vector<std::int64_t>>(), (std::vector<std::int64_t>{10, 30, 20}));
        button(dialog, u"Down"_s)->click();
        QVERIFY(order.isEmpty()); // it is the last
        button(dialog, u"Skip"_s)->click();
        QCOMPARE(skip.takeFirst()[0].value<std::vector<std::int64_t>>(), std::vector<std::int64_t>{30});

        InboxContent moved = content();
        std::swap(moved.items[1].capture, moved.items[2].capture);
        dialog.setContent(moved);
        QCOMPARE(dialog.selectedPositions(), std::vector<std::int64_t>{30}); // the place stays selected
        dialog.setContent({});
        QVERIFY(labelsOf(dialog).contains(u"Nothing waits"_s));
        QVERIFY(!button(dialog, u"Clear the queue…"_s)->isEnabled());
    }

    void inTheDarkToo()
    {
        const QPalette before = QApplication::palette();
        QApplication::setPalette(darkPalette());
        InboxDialog dialog;
        dialog.setContent(content());
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

QTEST_MAIN(TestForwardUi)
#include "tst_forward_ui.moc"
