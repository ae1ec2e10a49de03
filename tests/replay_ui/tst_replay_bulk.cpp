// SPDX-License-Identifier: GPL-3.0-or-later
// The window that sends many requests again, against a real receiver.
#include "detail/detail_fixture.h"
#include "http/request.h"
#include "receiver.h"
#include "replay/bulk_model.h"
#include "replay/bulk_panel.h"
#include "replay/signing_bar.h"
#include "replay/target_bar.h"
#include "style/theme.h"
#include "ui/strict.h"
#include "verify/verify.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
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

    BulkWindow()
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
            then(CaptureId{100});
        };
        context.fetch = [this](CaptureId id, const std::function<void(Result<CapturePtr>)>& then) {
            const auto index = static_cast<std::size_t>(toInt(id) - 1);
            if (captures[index])
                then(captures[index]);
            else
                then(Error{ErrorCode::NotFound, "request"});
        };
        context.secretOf = [](EndpointId) { return std::string("s3cret"); };
        panel = std::make_unique<BulkPanel>(ids, std::move(context), nullptr);
        tester = std::make_unique<QAbstractItemModelTester>(panel->results());
        panel->show();
        panel->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(panel.get())); }();
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
        const auto boxes = window.panel->findChildren<QCheckBox*>();
        for (QCheckBox* box : boxes)
            box->setChecked(box->text().startsWith(u"Stop"_s));
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

QTEST_MAIN(TestReplayBulk)
#include "tst_replay_bulk.moc"
