// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/detail_fixture.h"

#include "base/text.h"
#include "crypto/hmac.h"
#include "http/answer.h"
#include "speckle/analysis.h"
#include "speckle/sender_rules.h"
#include "verify/verify.h"

#include <QAbstractButton>
#include <QDir>
#include <QLabel>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTreeView>

namespace hookloupe::test {

namespace {

CapturePtr finished(Capture capture, const std::string& secret, int status)
{
    const http::HeadView head = http::viewHead(capture.head);
    CaptureSummary& summary = capture.summary;
    summary.id = CaptureId{1};
    summary.arrivedAt = UtcTime(Micros(1'795'315'537'265'123));
    summary.method = head.method;
    summary.target = head.target;
    summary.peer = "127.0.0.1:53122";
    summary.connection = 7;
    summary.requestOnConnection = 1;
    summary.headBytes = std::int64_t(capture.head.size());
    summary.contentBytes = std::int64_t(capture.content().size());
    summary.event = speckle::factsOf(capture.content());
    const verify::Evidence evidence{head.headers, capture.content(), summary.arrivedAt};
    summary.signature = verify::verdict(*verify::findScheme("speckle"), evidence, {secret});
    capture.contentSha256 = crypto::digest(crypto::HashAlgorithm::Sha256, capture.content());
    http::Answer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    answer.body = status == 200 ? "OK\n" : "Ignoring request with invalid signature\n";
    capture.answer = http::writeAnswer(answer, {});
    summary.answerStatus = status;
    summary.outcome = AnswerOutcome::Sent;
    summary.duration = Micros(1'834);
    speckle::DeliveryFacts delivery;
    delivery.status = status;
    delivery.duration = summary.duration;
    summary.record = speckle::recordFor(delivery);
    return std::make_shared<const Capture>(std::move(capture));
}

QStringList rowsOf(const QAbstractItemModel& model, const QModelIndex& parent)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells << model.index(row, column, parent).data().toString();
        lines << cells.join(u'\t');
        lines += rowsOf(model, model.index(row, 0, parent));
    }
    return lines;
}

} // namespace

CapturePtr captureOf(const WireFile& file, const std::string& secret, int status)
{
    Capture capture;
    capture.head = file.head;
    capture.body = file.body;
    return finished(std::move(capture), secret, status);
}

CapturePtr captureOfBody(std::string body, const std::string& headers)
{
    Capture capture;
    capture.head = "POST /hooks/ci?try=1 HTTP/1.1\r\nHost: 127.0.0.1:4100\r\n" + headers
        + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    capture.body = std::move(body);
    return finished(std::move(capture), "secret", 200);
}

PaneWindow::PaneWindow()
{
    pane.resize(900, 420);
    pane.show();
}

void PaneWindow::show(const CapturePtr& capture, std::vector<std::string> secrets)
{
    pane.setCapture(capture, std::move(secrets), Endpoint());
}

QTabWidget* PaneWindow::pages() const
{
    return pane.findChild<QTabWidget*>();
}

void PaneWindow::openTab(const QString& title)
{
    for (int i = 0; i < pages()->count(); ++i) {
        if (pages()->tabText(i) == title) {
            pages()->setCurrentIndex(i);
            return;
        }
    }
    QFAIL(qPrintable(QStringLiteral("no tab is called ") + title));
}

QString PaneWindow::text() const
{
    QString lines;
    for (const QLabel* label : pane.findChildren<QLabel*>()) {
        if (label->isVisible())
            lines += label->text() + u'\n';
    }
    return lines;
}

QStringList PaneWindow::tableText() const
{
    QStringList lines;
    for (const auto* view : pane.findChildren<QAbstractItemView*>()) {
        const bool shows = qobject_cast<const QTableView*>(view) || qobject_cast<const QTreeView*>(view);
        if (shows && view->isVisible())
            lines += rowsOf(*view->model(), {});
    }
    return lines;
}

void PaneWindow::choose(const QString& buttonText)
{
    for (QAbstractButton* button : pane.findChildren<QAbstractButton*>()) {
        if (button->isVisible() && button->text() == buttonText) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL(qPrintable(QStringLiteral("no visible button says ") + buttonText));
}

void PaneWindow::screenshot(const QString& name)
{
    const QDir folder(QStringLiteral(HOOKLOUPE_BIN_DIR "/../screenshots"));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    for (int round = 0; round < 5; ++round) // what layouts have still to do: one inside another takes a round each
        QCoreApplication::sendPostedEvents();
    QVERIFY(pane.grab().save(folder.filePath(QStringLiteral("detail-%1.png").arg(name))));
}

} // namespace hookloupe::test
