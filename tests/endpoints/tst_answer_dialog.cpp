// SPDX-License-Identifier: GPL-3.0-or-later
// What an endpoint answers, chosen in the dialog and got by a sender.
#include "support/test_main.h"
#include "answers/plan_text.h"
#include "answers/ready_made.h"
#include "endpoints/answer_page.h"
#include "endpoints/endpoint_dialog.h"
#include "endpoints/fault_lab.h"
#include "endpoints/step_form.h"
#include "endpoints/steps_model.h"
#include "endpoints/endpoint_panel.h"
#include "support/strict.h"
#include "support/window_fixture.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
using namespace hookloupe;
using namespace hookloupe::ui;

namespace {

Endpoint endpointWith(const std::string& answer)
{
    Endpoint endpoint{EndpointId{1}, "/hooks/ci", "ci", {}, "speckle", true, true};
    endpoint.answer = answer;
    return endpoint;
}

/// The dialog at its answer page.
struct Open {
    explicit Open(const Endpoint& endpoint, std::vector<std::string> secrets = {})
        : dialog(endpoint, secrets, false, {u"http://127.0.0.1:4100"_s, {endpoint}, u"In memory."_s})
    {
        dialog.showPage(QLatin1StringView(AnswerPage::pageName));
        dialog.show();
        if (!QTest::qWaitForWindowExposed(&dialog))
            qFatal("no dialog");
    }

    template <typename Widget>
    [[nodiscard]] Widget* named(const QString& name) const
    {
        for (auto* widget : dialog.findChildren<Widget*>()) {
            if (widget->isVisible() && (widget->accessibleName() == name || widget->objectName() == name))
                return widget;
        }
        qFatal("no %s", qPrintable(name));
    }
    void choose(const QString& text) const
    {
        for (auto* button : dialog.findChildren<QRadioButton*>()) {
            if (button->isVisible() && button->text().remove(u'&') == text)
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        qFatal("no choice %s", qPrintable(text));
    }
    void readyMade(const QString& name) const
    {
        dialog.findChild<QToolButton*>(u"readyMade"_s)->menu()->findChild<QAction*>(name)->trigger();
    }
    [[nodiscard]] QStringList column(int column) const
    {
        const auto* model = dialog.findChild<StepsModel*>();
        QStringList texts;
        for (int row = 0; row < model->rowCount(); ++row)
            texts << model->index(row, column).data().toString();
        return texts;
    }
    [[nodiscard]] std::string answer() const { return dialog.endpoint().answer; }

    EndpointDialog dialog;
};

} // namespace

class TestAnswerDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void everyAnswerComesBackAsItWas_data()
    {
        QTest::addColumn<std::string>("answer");
        QTest::newRow("usual") << ""s;
        QTest::newRow("fixed") << "answer 404 by-path reason=Gone header=\"X-A: b\" header=X: body=\"a\\r\\n\\x00\\xff\" delay=2.5s\n"s;
        QTest::newRow("template") << "answer 200 template=\"{{method}}\\n{{path}}\"\n"s;
        QTest::newRow("filler") << "answer 200 filler=500001\n"s;
        for (const auto& ready : answers::readyMadePlans())
            QTest::newRow(std::string(ready.name).c_str()) << std::string(ready.text);
        QTest::newRow("of a newer version") << "teleport 200\nanswer 200\n"s;
        QTest::newRow("bytes that no field shows") << "teleport \x01\xff\r\n\0answer 200"s;
    }
    void everyAnswerComesBackAsItWas()
    {
        QFETCH(std::string, answer);
        const std::string canonical = answers::parseAnswerPlan(answer).error ? answer
                                                                             : answers::textOf(answers::parseAnswerPlan(answer).plan);
        Open open(endpointWith(answer));
        QCOMPARE(open.answer(), canonical);
        QVERIFY2(open.dialog.complaint().isEmpty(), qPrintable(open.dialog.complaint()));
    }

    void aScriptIsTakenOutOfAFile()
    {
        Open open(endpointWith({}));
        open.choose(u"A script, request by request"_s);
        auto* lab = open.dialog.findChild<FaultLab*>();
        QTemporaryDir folder;
        const auto fileWith = [&](const QByteArray& text) {
            QFile file(folder.filePath(u"script"_s));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("no file");
            return file.fileName();
        };
        lab->openFile(fileWith("# faults\r\nonce\r\nreset 200 filler=9\r\n"));
        QCOMPARE(QString::fromStdString(open.answer()), u"once\nreset 200 filler=9\n"_s);
        QCOMPARE(open.column(StepsModel::Kind), QStringList{u"Reset in mid-body"_s});
        lab->openFile(folder.filePath(u"none"_s));
        QCOMPARE(QString::fromStdString(open.answer()), u"once\nreset 200 filler=9\n"_s); // as it was
        const auto labels = lab->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) { return label->isVisible() && label->text().contains(u"none"_s); }));
        lab->openFile(fileWith("answer 200\nanswer two hundred\n"));
        QVERIFY(open.named<QPlainTextEdit>(u"Script"_s)->toPlainText().contains(u"two hundred"_s));
        QVERIFY2(open.dialog.complaint().startsWith(u"Line 2: "_s), qPrintable(open.dialog.complaint()));
    }

    void anAnswerOfANewerVersionIsLeftAloneUntilItIsEdited()
    {
        const std::string answer = "answer 200\nteleport home\n";
        Open open(endpointWith(answer));
        const auto says = [&](const QString& part) {
            const auto labels = open.dialog.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->isVisible() && label->text().contains(part); });
        };
        QVERIFY(says(u"cannot read this answer. Line 2: “teleport” is no step."_s));
        QVERIFY(says(u"kept as it is"_s));
        open.choose(u"A fixed answer"_s);
        open.choose(u"A script, request by request"_s);
        QCOMPARE(open.answer(), answer);
        QVERIFY(open.dialog.complaint().isEmpty());
        open.dialog.accept();
        QCOMPARE(open.dialog.result(), int(QDialog::Accepted));
        open.dialog.show();
        auto* text = open.named<QPlainTextEdit>(u"Script"_s);
        QTest::keyClicks(text, u"#"_s);
        QVERIFY(open.dialog.complaint().contains(u"Line 2"_s)); // now it is the user's own
        QVERIFY(!says(u"kept as it is"_s));
        open.readyMade(u"203"_s);
        QVERIFY(open.dialog.complaint().isEmpty());
        QCOMPARE(QString::fromStdString(open.answer()), u"answer 203\n"_s);
    }

    void everyStepComesBackFromItsForm()
    {
        StepForm form(StepForm::Kinds::All, nullptr);
        const auto plan = answers::parseAnswerPlan(
            "answer 200 body=\"\\x01\" delay=1ms\ntrickle 201 filler=9 piece=2 every=20ms\nreset 200 body=abc after=2\n"
            "redirect 301 hops=3 then=404\nredirect 308 header=\"A: b\" to=http://h/\nhang\nhang time=1.25s\nclose\ngarbage bytes=7\n"
            "wait 9.9s\ninterim 103 times=2\ncontinue never\nanswer 200 file=\"/a b\"\ncontinue 1.5s\nclose\n"
            "continue unasked\nclose\ncontinue instead\nclose").plan;
        QCOMPARE(plan.steps.size(), std::size_t{19});
        for (const answers::Step& step : plan.steps) {
            form.setStep(step);
            QCOMPARE(answers::textOf(form.step()), answers::textOf(step));
            QVERIFY(form.step() == step);
            QVERIFY2(form.complaint().isEmpty(), qPrintable(form.complaint()));
        }
    }

    void aFixedAnswerIsFilledIn()
    {
        Open open(endpointWith({}));
        open.choose(u"A fixed answer"_s);
        open.named<QSpinBox>(u"Status"_s)->setValue(503);
        QTest::keyClicks(open.named<QPlainTextEdit>(u"Headers"_s), u"Retry-After: 5"_s);
        QTest::keyClicks(open.named<QPlainTextEdit>(u"Body"_s), u"Busy now"_s);
        QCOMPARE(QString::fromStdString(open.answer()), u"answer 503 header=\"Retry-After: 5\" body=\"Busy now\"\n"_s);
        const auto labels = open.dialog.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(u"HTTP response code 503"_s);
        }));
        open.choose(u"200 OK"_s);
        QVERIFY(open.answer().empty());
    }

    void whatCannotBeSavedIsSaidAndShown()
    {
        Open open(endpointWith({}));
        open.choose(u"A fixed answer"_s);
        QTest::keyClicks(open.named<QPlainTextEdit>(u"Headers"_s), u"Content-Length: 5"_s);
        QVERIFY(open.dialog.complaint().contains(u"Content-Length"_s));
        open.dialog.accept();
        QCOMPARE(open.dialog.result(), int(QDialog::Rejected));
        QVERIFY(open.dialog.isVisible());
        auto* headers = open.named<QPlainTextEdit>(u"Headers"_s);
        headers->setPlainText(u"no colon"_s);
        headers->document()->setModified(true);
        QVERIFY(open.dialog.complaint().contains(u"no colon"_s));
        headers->clear();
        headers->document()->setModified(true);
        QVERIFY(open.dialog.complaint().isEmpty());
    }

    void aReadyMadeScriptShowsWhatSpeckleWillRecord()
    {
        Open open(endpointWith({}));
        open.choose(u"A script, request by request"_s);
        auto* model = open.dialog.findChild<StepsModel*>();
        QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        open.readyMade(u"time-limit"_s);
        QCOMPARE(open.column(StepsModel::Record), (QStringList{u"see the step that follows"_s, u"2 Webhook called"_s,
                                                               u"see the step that follows"_s, u"3 failed: timeout"_s}));
        open.readyMade(u"size-limit"_s);
        QCOMPARE(open.column(StepsModel::Record), (QStringList{u"2 Webhook called"_s, u"3 failed: answer too large"_s}));
        QCOMPARE(open.column(StepsModel::Detail), (QStringList{u"200, 500,000 bytes"_s, u"200, 500,001 bytes"_s}));
        QCOMPARE(QString::fromStdString(open.answer()), u"loop\nanswer 200 filler=500000\nanswer 200 filler=500001\n"_s);
    }

    void aGetWithoutItsBodyIsRejectedWhereSignaturesAre()
    {
        for (const bool secret : {false, true}) {
            Open open(endpointWith("loop\nredirect 302\nredirect 307\n"), secret ? std::vector<std::string>{"s"} : std::vector<std::string>{});
            QCOMPARE(open.column(StepsModel::Record).front(), secret ? u"3 failed: HTTP 401"_s : u"2 Webhook called"_s);
        }
    }

    void stepsAreAddedMovedEditedAndRemoved()
    {
        Open open(endpointWith({}));
        open.choose(u"A script, request by request"_s);
        auto* model = open.dialog.findChild<StepsModel*>();
        QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTest::mouseClick(open.named<QPushButton>(u"addStep"_s), Qt::LeftButton);
        QCOMPARE(model->rowCount(), 2); // behind the one that the fixed answer was
        auto* form = open.dialog.findChild<FaultLab*>()->findChild<StepForm*>();
        auto* kind = form->findChild<QComboBox*>();
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_End); // 1xx in front of nothing
        QVERIFY(open.dialog.complaint().contains(u"Nothing follows"_s));
        QTest::mouseClick(open.named<QPushButton>(u"stepUp"_s), Qt::LeftButton);
        QCOMPARE(QString::fromStdString(open.answer()), u"loop\ninterim 100\nanswer 200\n"_s);
        QVERIFY(open.dialog.complaint().isEmpty());
        QVERIFY(!open.named<QPushButton>(u"stepUp"_s)->isEnabled());
        open.named<QComboBox>(u"After the last step"_s)->setFocus();
        QTest::keyClick(open.named<QComboBox>(u"After the last step"_s), Qt::Key_Down);
        QCOMPARE(QString::fromStdString(open.answer()), u"once\ninterim 100\nanswer 200\n"_s);
        QTest::mouseClick(open.named<QPushButton>(u"removeStep"_s), Qt::LeftButton);
        QCOMPARE(QString::fromStdString(open.answer()), u"once\nanswer 200\n"_s);
        QTest::mouseClick(open.named<QPushButton>(u"removeStep"_s), Qt::LeftButton);
        QVERIFY(open.dialog.complaint().contains(u"There is no step"_s));
        QVERIFY(!open.named<QPushButton>(u"removeStep"_s)->isEnabled());
    }

    void theTextIsTheSameScript()
    {
        Open open(endpointWith("loop\nanswer 203\nclose\n"));
        open.choose(u"Text"_s);
        auto* text = open.named<QPlainTextEdit>(u"Script"_s);
        QCOMPARE(text->toPlainText(), u"loop\nanswer 203\nclose\n"_s);
        text->setPlainText(u"# mine\nloop\nanswer 203\nclosed\n"_s);
        QVERIFY(open.dialog.complaint().startsWith(u"Line 4: “closed” is no step."_s));
        open.choose(u"Table"_s);
        QVERIFY(text->isVisible()); // the table could not show it
        text->setPlainText(u"# mine\nloop\nanswer 203\nhang\n"_s);
        QTest::keyClick(open.named<QComboBox>(u"After the last step"_s), Qt::Key_Down);
        QCOMPARE(QString::fromStdString(open.answer()), u"# mine\nonce\nanswer 203\nhang\n"_s); // comments stay
        open.choose(u"Table"_s);
        QCOMPARE(open.column(StepsModel::Kind), (QStringList{u"Answer"_s, u"Hang"_s}));
    }

    void hostileTextsStayTexts()
    {
        Open open(endpointWith("loop\nanswer 200 body=\"<b>\xE2\x80\xAE\\x1b\" header=\"X: \xE2\x80\xAE\"\nclose\n"));
        QVERIFY(open.column(StepsModel::Detail).front().contains(u"<b>\\u{202E}\\u{001B}"_s));
        QVERIFY(!open.named<QPlainTextEdit>(u"Body"_s)->toPlainText().contains(u'\u202E'));
        QVERIFY(open.answer().find("<b>\xE2\x80\xAE\\x1b") != std::string::npos); // unedited: as it was
    }

    void theChosenEndpointAnswersByWhatWasSaved()
    {
        test::WindowFixture fixture;
        fixture.start();
        const auto saved = fixture.session->saveEndpoint([] {
            Endpoint endpoint;
            endpoint.path = "/hooks/ci";
            return endpoint;
        }());
        QVERIFY(saved.ok());
        fixture.window->endpoints().choose(saved->id);
        auto* action = fixture.window->findChild<QAction*>(u"answerEndpoint"_s);
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
        auto* dialog = fixture.window->findChild<EndpointDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->findChild<AnswerPage*>()->isVisible());
        for (auto* button : dialog->findChildren<QRadioButton*>()) {
            if (button->isVisible() && button->text().contains(u"request by request"_s))
                button->click();
        }
        dialog->findChild<QToolButton*>(u"readyMade"_s)->menu()->findChild<QAction*>(u"203"_s)->trigger();
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
        QTRY_COMPARE(QString::fromStdString(fixture.session->endpoints().back().answer), u"answer 203\n"_s);
        QVERIFY(fixture.post("/hooks/ci").contains("203"));
        QVERIFY(fixture.post("/other").contains("200"));
    }

    /// A file is looked at only in the folder that the user named, and the page says why it is not given.
    void aFileOutsideOfTheFolderIsSaid()
    {
        const QTemporaryDir folder;
        const auto textsOf = [](const std::string& answer, const std::optional<std::string>& answerFolder) {
            const Endpoint endpoint = endpointWith(answer);
            EndpointSurroundings around{u"http://127.0.0.1:4100"_s, {endpoint}, u"In memory."_s};
            around.answerFolder = answerFolder;
            const EndpointDialog dialog(endpoint, {}, false, std::move(around));
            QStringList texts;
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                texts << label->text();
            return texts.join(u'\n');
        };
        const std::string place = folder.path().toStdString();
        QVERIFY(textsOf("answer 200 file=a.json", std::string()).contains(u"No folder is chosen whose files may be answers"_s));
        QVERIFY(textsOf("answer 200 file=/etc/passwd", place).contains(u"does not lie in the folder for files of answers"_s));
        QVERIFY(textsOf("answer 200 file=a.json\nclose", place).contains(u"The file a.json does not exist."_s));
        const QString unseen = textsOf("answer 200 file=/nowhere/at/all\nclose", std::nullopt);
        QVERIFY(!unseen.contains(u"does not exist"_s) && !unseen.contains(u"No folder"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestAnswerDialog)
#include "tst_answer_dialog.moc"
