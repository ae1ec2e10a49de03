// SPDX-License-Identifier: GPL-3.0-or-later
// The simulator in a real window: what is chosen is what is shown, sent and captured.
#include "support/test_main.h"
#include "simulator_bench.h"

#include "simulator/fields_model.h"
#include "captures/empty_state.h"
#include "resend/replay_panel.h"
#include "support/strict.h"
#include "widgets/event_choice.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDirIterator>
#include <QScopeGuard>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QSpinBox>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::test;
using namespace hookloupe::ui;

class TestSimulator : public QObject, private SimulatorBench {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        test::failOnWarnings();
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->start();
    }
    void cleanup() { m_fixture.reset(); }

    void whatIsShownIsWhatIsSent()
    {
        ScriptedReceiver receiver({{test::sends(good), test::closes()}});
        open();
        aimAt(u"http://127.0.0.1:%1/hooks/ci?x=1"_s.arg(receiver.serverPort()));
        field<QLineEdit>(m_dialog, u"Secret"_s)->setText(u"geheim"_s);
        auto* table = field<QTableView>(m_dialog, u"Fields of the event"_s);
        for (int row = 0; row < table->model()->rowCount(); ++row) { // times would be others when it is sent
            const QString name = table->model()->index(row, 0).data().toString();
            if (name == u"now"_s || name == u"createdAt"_s || name == u"message"_s)
                table->model()->setData(table->model()->index(row, 1), u"<b>\"my\"</b> "_s + name);
        }
        const QByteArray shown = QByteArray::fromStdString(shownBytes(m_dialog));
        QVERIFY(shown.contains("POST /hooks/ci?x=1 HTTP/1.1\r\n"));
        QVERIFY(shown.contains("\"message\":\"<b>\\\"my\\\"</b> message\""));
        QTest::keyClick(m_dialog, Qt::Key_Return);
        QTRY_VERIFY(showsText(*m_dialog, u"answered 200"_s));
        QTRY_VERIFY(showsText(*m_dialog, u"Webhook called"_s));
        QCOMPARE(receiver.requests.size(), 1U);
        // Another turn has other ids; all else is what was shown.
        QCOMPARE(receiver.requests.front().size(), shown.size());
        QCOMPARE(receiver.requests.front().left(60), shown.left(60));
        QVERIFY(m_fixture->questions.isEmpty());
    }

    void whatGoesElsewhereIsKeptWithItsAnswer()
    {
        const QByteArray answer = "HTTP/1.1 503 Busy\r\nContent-Length: 6\r\nConnection: close\r\n\r\nbusy <";
        ScriptedReceiver receiver({{test::sends(answer), test::closes()}});
        open();
        aimAt(u"http://user:hunter2@127.0.0.1:%1/ci"_s.arg(receiver.serverPort()));
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_VERIFY(showsText(*m_dialog, u"answered 503"_s));
        QVERIFY(showsText(*m_dialog, u"HTTP response code 503"_s));
        QTRY_VERIFY(showsText(*m_dialog, u"kept in the list"_s));
        QTRY_COMPARE(rows(*m_fixture), 1);
        const auto log = field<QTableView>(m_dialog, u"Events that were sent"_s)->model();
        QCOMPARE(log->rowCount(), 1);
        QCOMPARE(log->index(0, SentModel::Answer).data().toString(), u"503"_s);
        QVERIFY(field<QLabel>(m_dialog, u"Speckle"_s)->text().contains(u"HTTP response code 503"_s));

        const auto& store = m_fixture->session->store();
        const CaptureSummary kept = lastOf(*m_fixture, catchAllEndpoint);
        QCOMPARE(int(kept.kind), int(CaptureKind::Replay));
        QVERIFY(kept.parent == CaptureId{});
        QCOMPARE(kept.answerStatus, 503);
        QCOMPARE(kept.event.wireName, std::string("commit_create"));
        const auto deliveries = store.deliveriesOf(kept.id);
        QVERIFY(deliveries.ok() && deliveries->size() == 1);
        QCOMPARE(QByteArray::fromStdString(deliveries->front().answer), answer);
        QVERIFY(deliveries->front().url.find("hunter2") == std::string::npos);
        QByteArray bytes;
        m_fixture->session->source().fetchCapture(kept.id, [&](const Result<CapturePtr>& capture) {
            bytes = QByteArray::fromStdString((*capture)->head + (*capture)->body);
        });
        QTRY_VERIFY(!bytes.isEmpty());
        QCOMPARE(bytes, receiver.requests.front());

        m_fixture->window->captures().view()->selectRow(0);
        auto* replay = m_fixture->window->findChild<QAction*>(u"replay"_s);
        QTRY_VERIFY(replay->isEnabled());
        replay->trigger();
        QTRY_VERIFY(m_fixture->window->findChild<ReplayPanel*>());
        // The password stands in the field it was typed into, and in no other text or file.
        for (const QWidget* widget : QApplication::allWidgets()) {
            if (widget == field<QLineEdit>(m_dialog, u"URL to send to"_s))
                continue;
            for (const char* property : {"windowTitle", "text", "plainText", "toolTip", "statusTip", "accessibleName", "accessibleDescription"})
                QVERIFY2(!widget->property(property).toString().contains(u"hunter2"_s), property);
        }
        m_fixture->window.reset();
        QDirIterator files(m_fixture->folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        QVERIFY(files.hasNext());
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("hunter2"), qPrintable(file.fileName()));
        }
    }

    void whatComesToTheWindowsOwnAddressIsThereOnce()
    {
        open();
        aimAt(u"http://127.0.0.1:%1/hooks/ci"_s.arg(m_fixture->session->listenStatus().address.port));
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_VERIFY(showsText(*m_dialog, u"Test event version_create (commit_create) was answered 200"_s));
        QVERIFY(!showsText(*m_dialog, u"kept in the list"_s));
        QTRY_COMPARE(rows(*m_fixture), 1);
        QCOMPARE(int(lastOf(*m_fixture, catchAllEndpoint).kind), int(CaptureKind::Request));
        // What is sent now comes later than a second row of the first would have.
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_COMPARE(rows(*m_fixture), 2);
        QTRY_COMPARE(field<QTableView>(m_dialog, u"Events that were sent"_s)->model()->rowCount(), 2);
    }

    void ofManyThereAreCountersFailuresAndRows()
    {
        const QByteArray bad = "HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        ScriptedReceiver receiver({{test::sends(good), test::closes()}, {test::sends(bad), test::closes()},
                                   {test::closes()}, {test::sends(good), test::closes()}});
        open();
        aimAt(u"http://127.0.0.1:%1/"_s.arg(receiver.serverPort()));
        field<QSpinBox>(m_dialog, u"How many"_s)->setValue(30);
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_VERIFY(showsText(*m_dialog, u"Speckle would record 2 of them as failures"_s));
        QVERIFY(showsText(*m_dialog, u"30 of 30 sent"_s));
        QVERIFY(showsText(*m_dialog, u"2 failures"_s));
        QVERIFY(showsText(*m_dialog, u"200: 28"_s));
        QVERIFY(showsText(*m_dialog, u"500: 1"_s));
        QVERIFY(showsText(*m_dialog, u"kept in the list"_s));
        QTRY_COMPARE(rows(*m_fixture), 30);
        QCOMPARE(receiver.requests.size(), 30U);
    }

    void aCertificateThatNobodyVouchesForIsTakenByChoice()
    {
        ScriptedReceiver receiver({{test::sends(good), test::closes()}}, ScriptedReceiver::Tls::SelfSigned);
        open();
        auto* any = field<QCheckBox>(m_dialog, u"Take any certificate"_s);
        aimAt(u"http://127.0.0.1:%1/"_s.arg(receiver.serverPort()));
        QVERIFY(!any->isVisible());
        aimAt(u"https://127.0.0.1:%1/"_s.arg(receiver.serverPort()));
        QVERIFY(any->isVisible() && !any->isChecked());
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_VERIFY(showsText(*m_dialog, u"Speckle records a failure"_s));
        any->setChecked(true);
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_VERIFY(showsText(*m_dialog, u"answered 200"_s));
        QCOMPARE(std::count_if(receiver.requests.begin(), receiver.requests.end(), [](const auto& one) { return !one.isEmpty(); }), 1);
    }

    void theAnswerIsShownInAMirroredWindowToo()
    {
        ScriptedReceiver receiver({{test::sends(good), test::closes()}});
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        open();
        aimAt(u"http://127.0.0.1:%1/ci"_s.arg(receiver.serverPort()));
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_VERIFY(showsText(*m_dialog, u"The receiver answered 200."_s));
    }

    void theLogOfManyIsBoundedAndKeepsFailures()
    {
        SentModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        SentEvent failed;
        failed.delivery.status = 500;
        failed.delivery.answer = std::string(1024 * 1024, 'a');
        model.add({failed, failed});
        SentEvent fine;
        fine.good = true;
        fine.delivery.status = 200;
        for (int i = 0; i < 3; ++i)
            model.add(std::vector<SentEvent>(200, fine));
        QCOMPARE(model.rowCount(), SentModel::mostRows);
        QCOMPARE(model.at(0).delivery.status, 500);
        model.add(std::vector<SentEvent>(2 * SentModel::mostRows, failed));
        QCOMPARE(model.rowCount(), SentModel::mostRows);
        std::size_t bytes = 0;
        for (int row = 0; row < model.rowCount(); ++row)
            bytes += model.at(row).delivery.answer.size();
        QVERIFY(bytes <= SentModel::mostAnswerBytes);
        QVERIFY(!model.at(model.rowCount() - 1).delivery.answer.empty());
    }

    void fieldsCanBeTypedAndMadeUpAgain()
    {
        open();
        auto* model = m_dialog->findChild<FieldsModel*>();
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* table = field<QTableView>(m_dialog, u"Fields of the event"_s);
        QCOMPARE(model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"Field"_s);
        int row = -1;
        for (int at = 0; at < model->rowCount(); ++at)
            row = model->index(at, 0).data().toString() == u"modelName"_s ? at : row;
        QVERIFY(row >= 0);
        const QString madeUp = model->index(row, 1).data().toString();
        table->setCurrentIndex(model->index(row, 1));
        table->edit(model->index(row, 1));
        auto* editor = table->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->setText(u"tower/north"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(model->edited().contains("modelName"));
        QCOMPARE(model->edited().at("modelName"), std::string("tower/north"));
        QCOMPARE(rows(*m_fixture), 0); // Return ends the typing, it sends nothing
        QVERIFY(shownBytes(m_dialog).find("\"branchName\":\"tower/north\"") != std::string::npos);
        // Kept for another event with this field, gone from one without.
        m_dialog->findChild<EventChoice*>()->choose("stream_update");
        QVERIFY(shownBytes(m_dialog).find("tower/north") == std::string::npos);
        m_dialog->findChild<EventChoice*>()->choose("branch_create");
        QVERIFY(shownBytes(m_dialog).find("tower/north") != std::string::npos);
        for (int at = 0; at < model->rowCount(); ++at)
            row = model->index(at, 0).data().toString() == u"modelName"_s ? at : row;
        table->selectRow(row);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(model->edited().empty());
        QCOMPARE(model->index(row, 1).data().toString(), madeUp);
    }

    void everyFormIsShownAndSent_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<int>("shape");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("real object") << 0 << 0 << QByteArray("{\"payload\":{\"streamId\":");
        QTest::newRow("real string") << 1 << 0 << QByteArray("{\"payload\":\"{\\\"streamId\\\":");
        QTest::newRow("documented") << 0 << 1 << QByteArray("\"data\":{\"commitId\":");
        QTest::newRow("legacy string, as in the guide") << 1 << 2 << QByteArray("\\\"isPublic\\\":true");
    }
    void everyFormIsShownAndSent()
    {
        QFETCH(int, dialect);
        QFETCH(int, shape);
        QFETCH(QByteArray, part);
        const EndpointId endpoint = addEndpoint(*m_fixture, "/hooks/ci", {"s3cret"});
        open(endpoint);
        field<QComboBox>(m_dialog, u"Form"_s)->setCurrentIndex(dialect);
        field<QComboBox>(m_dialog, u"Shape of the data"_s)->setCurrentIndex(shape);
        QVERIFY2(QByteArray::fromStdString(shownBytes(m_dialog)).contains(part), part.constData());
        const std::string pretty = m_dialog->findChild<PlainTextView*>(u"eventJson"_s)->bytes();
        QVERIFY2(pretty.find("\"event_name\": \"commit_create\"") != std::string::npos, "the string's inside is shown as JSON");
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_COMPARE(rows(*m_fixture), 1);
        QCOMPARE(int(lastOf(*m_fixture, endpoint).signature.verdict), int(SignatureVerdict::Valid));
    }

    void otherSendersAreValidAtTheirEndpoints_data()
    {
        QTest::addColumn<QString>("sender");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("secret");
        QTest::newRow("github") << u"GitHub"_s << u"github"_s << u"s"_s;
        QTest::newRow("stripe") << u"Stripe"_s << u"stripe"_s << u"s"_s;
        QTest::newRow("slack") << u"Slack"_s << u"slack"_s << u"s"_s;
        QTest::newRow("shopify") << u"Shopify"_s << u"shopify"_s << u"s"_s;
        QTest::newRow("standard") << u"Standard"_s << u"standard-webhooks"_s << u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;
    }
    void otherSendersAreValidAtTheirEndpoints()
    {
        QFETCH(QString, sender);
        QFETCH(QString, scheme);
        QFETCH(QString, secret);
        const EndpointId endpoint = addEndpoint(*m_fixture, "/x", {secret.toStdString()}, scheme.toStdString());
        open(endpoint);
        auto* senders = field<QComboBox>(m_dialog, u"Sender"_s);
        QVERIFY2(senders->currentText().startsWith(sender), qPrintable(senders->currentText()));
        pick(senders, u"Speckle"_s);
        QVERIFY(showsText(*m_dialog, u"its signature will not be valid"_s));
        pick(senders, sender);
        QVERIFY(!showsText(*m_dialog, u"its signature will not be valid"_s));
        QVERIFY(!field<QComboBox>(m_dialog, u"Form"_s)->isVisible());
        auto* events = field<QComboBox>(m_dialog, u"Event of this sender"_s);
        for (int at = 0; at < events->count(); ++at) {
            events->setCurrentIndex(at);
            QTest::mouseClick(sendButton(), Qt::LeftButton);
            QTRY_COMPARE(rows(*m_fixture), at + 1);
            QCOMPARE(int(lastOf(*m_fixture, endpoint).signature.verdict), int(SignatureVerdict::Valid));
        }
    }

    void oneKeySendsWhatTheEndpointsSenderWouldSend_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("secret");
        for (const char* scheme : {"speckle", "speckle-object", "speckle-string", "github", "stripe", "slack", "shopify"})
            QTest::newRow(scheme) << QString::fromLatin1(scheme) << u"s"_s;
        QTest::newRow("standard-webhooks") << u"standard-webhooks"_s << u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;
    }
    void oneKeySendsWhatTheEndpointsSenderWouldSend()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, secret);
        const EndpointId endpoint = addEndpoint(*m_fixture, "/x", {secret.toStdString()}, scheme.toStdString());
        auto& window = *m_fixture->window;
        QTRY_VERIFY(window.findChild<QAction*>(u"sendTestEvent"_s)->isEnabled());
        window.endpoints().choose(endpoint);
        QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
        QTRY_COMPARE(rows(*m_fixture), 1);
        QCOMPARE(int(lastOf(*m_fixture, endpoint).signature.verdict), int(SignatureVerdict::Valid));
        QTRY_COMPARE(lastOf(*m_fixture, endpoint).answerStatus, 200);
    }

    void theToolBarAndTheEmptyListOfferTheEventsOfTheEndpointsSender()
    {
        const EndpointId endpoint = addEndpoint(*m_fixture, "/x", {"s"}, "github");
        auto& window = *m_fixture->window;
        QAction* again = window.findChild<QAction*>(u"sendTestEvent"_s);
        QTRY_VERIFY(again->isEnabled());
        QMenu* menu = nullptr;
        for (auto* button : window.findChildren<QToolButton*>()) {
            if (button->defaultAction() == again && button->menu())
                menu = button->menu();
        }
        QVERIFY(menu);
        const auto offered = [menu] {
            QStringList texts;
            for (const QAction* action : menu->actions())
                texts << action->text();
            return texts;
        };
        auto* choice = window.captures().emptyState()->findChild<EventChoice*>();
        QVERIFY(!offered().contains(u"push"_s) && choice->findText(u"push"_s) < 0);
        window.endpoints().choose(endpoint);
        const auto place = offered().indexOf(u"push"_s);
        QVERIFY(place >= 0 && choice->findText(u"push"_s) >= 0);
        menu->actions().at(place)->trigger();
        QTRY_COMPARE(rows(*m_fixture), 1);
        QCOMPARE(int(lastOf(*m_fixture, endpoint).signature.verdict), int(SignatureVerdict::Valid));
        window.endpoints().choose(catchAllEndpoint);
        QVERIFY(!offered().contains(u"push"_s) && choice->findText(u"push"_s) < 0);
        QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
        QTRY_COMPARE(lastOf(*m_fixture, catchAllEndpoint).event.wireName, std::string("commit_create"));
    }

    void withoutASecretOthersSendNothing()
    {
        open();
        pick(field<QComboBox>(m_dialog, u"Sender"_s), u"Stripe"_s);
        QVERIFY(showsText(*m_dialog, u"Stripe signs every request"_s));
        QVERIFY(!sendButton()->isEnabled());
        pick(field<QComboBox>(m_dialog, u"Which secret"_s), u"Another"_s);
        field<QLineEdit>(m_dialog, u"Secret"_s)->setText(u"s"_s);
        QVERIFY(sendButton()->isEnabled());
        pick(field<QComboBox>(m_dialog, u"Sender"_s), u"Standard"_s);
        field<QLineEdit>(m_dialog, u"Secret"_s)->setText(u"no Base64!"_s);
        QVERIFY(showsText(*m_dialog, u"whsec_"_s));
        QCOMPARE(field<QLineEdit>(m_dialog, u"Secret"_s)->echoMode(), QLineEdit::Password);
    }

    void theStorylineArrivesInOrder()
    {
        const EndpointId endpoint = addEndpoint(*m_fixture, "/hooks/ci", {"s3cret"});
        open(endpoint);
        pick(field<QComboBox>(m_dialog, u"One event or a storyline"_s), u"Storyline"_s);
        QVERIFY(!m_dialog->findChild<EventChoice*>()->isVisible());
        QVERIFY(showsText(*m_dialog, u"Five events"_s));
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_COMPARE(rows(*m_fixture), 5);
        QTRY_VERIFY(showsText(*m_dialog, u"5 events were sent. Speckle would record all of them as a success."_s));
        QCOMPARE(lastOf(*m_fixture, endpoint).event.wireName, std::string("commit_receive"));
        QVERIFY(sendButton()->isEnabled());
    }

    void manyCanBeStopped()
    {
        ScriptedReceiver receiver({{test::sends(good), test::closes()}});
        open();
        aimAt(u"http://127.0.0.1:%1/"_s.arg(receiver.serverPort()));
        field<QSpinBox>(m_dialog, u"How many"_s)->setValue(100'000);
        field<QDoubleSpinBox>(m_dialog, u"Events a second"_s)->setValue(50);
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        auto* progress = m_dialog->findChild<QProgressBar*>();
        QTRY_VERIFY(progress->isVisible() && progress->value() >= 3);
        QVERIFY(!sendButton()->isEnabled());
        for (auto* button : m_dialog->findChildren<QPushButton*>()) {
            if (button->text().startsWith(u"Stop"_s))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(showsText(*m_dialog, u"you stopped it"_s));
        QVERIFY(!progress->isVisible());
        QVERIFY(sendButton()->isEnabled());
        QVERIFY(receiver.requests.size() < 100'000U);
    }

    void anotherMachineIsAskedAboutOnce()
    {
        open();
        aimAt(u"http://hookloupe.invalid/hook"_s); // RFC 6761: never resolves
        field<QLineEdit>(m_dialog, u"Secret"_s)->setText(u"s"_s);
        QVERIFY(showsText(*m_dialog, u"another machine"_s));
        const auto question = [this] { return m_dialog->findChild<QMessageBox*>(u"askAboutHost"_s); };
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QVERIFY(question());
        question()->reject();
        QTRY_VERIFY(!question());
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QVERIFY(question());
        for (auto* button : question()->findChildren<QPushButton*>()) {
            if (button->text() == u"Send &all of it"_s)
                button->click();
        }
        QTRY_VERIFY(showsText(*m_dialog, u"Speckle records a failure"_s));
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QVERIFY(!question() || !question()->isVisible());
        aimAt(u"ftp://nowhere"_s);
        QVERIFY(!sendButton()->isEnabled());
        aimAt({});
        QVERIFY(showsText(*m_dialog, u"Enter the URL"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestSimulator)
#include "tst_simulator.moc"
