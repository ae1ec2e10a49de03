// SPDX-License-Identifier: GPL-3.0-or-later
// Templates of made-up events: captured requests, the user's own, and what completes their fields.
#include "support/test_main.h"
#include "simulator_bench.h"

#include "simulator/fields_model.h"
#include "simulator/template_editor.h"
#include "simulator/field_suggestions.h"
#include "support/strict.h"
#include "support/wire_file.h"
#include "widgets/event_choice.h"

#include <QCompleter>
#include <QDialogButtonBox>
#include <QMessageBox>
#include <QPlainTextEdit>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::test;
using namespace hookloupe::ui;

class TestSimulatorTemplates : public QObject, private SimulatorBench {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        test::failOnWarnings();
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->start();
    }
    void cleanup() { m_fixture.reset(); }

    void aRequestIsTheTemplateOfMore()
    {
        const auto wire = test::wireFile("full-05");
        QVERIFY(!m_fixture->window->findChild<QAction*>(u"captureAsTemplate"_s)->isEnabled());
        m_fixture->post("/x", wire.body);
        QTRY_COMPARE(rows(*m_fixture), 1);
        m_fixture->window->captures().view()->selectRow(0);
        auto* action = m_fixture->window->findChild<QAction*>(u"captureAsTemplate"_s);
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
        QTRY_VERIFY((m_dialog = m_fixture->window->findChild<SimulatorDialog*>()) != nullptr);
        QTRY_COMPARE(field<QComboBox>(m_dialog, u"Template"_s)->currentText(), u"request 1"_s);
        QVERIFY(QByteArray::fromStdString(shownBytes(m_dialog)).endsWith(QByteArray::fromStdString(wire.body)));
        QVERIFY(!m_dialog->findChild<EventChoice*>()->isVisible());
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_COMPARE(rows(*m_fixture), 2);
        QCOMPARE(lastOf(*m_fixture, catchAllEndpoint).event.wireName, std::string("branch_update"));
        m_dialog->setTemplate(u"mine"_s, "{\"event\":1}", false);
        QVERIFY(showsText(*m_dialog, u"The template mine cannot be used. It lacks"_s));
        QVERIFY(!sendButton()->isEnabled());
        pick(field<QComboBox>(m_dialog, u"Template"_s), u"the program's own"_s);
        QVERIFY(sendButton()->isEnabled());
        QVERIFY(m_dialog->findChild<EventChoice*>()->isVisible());
    }

    void templatesOfOnesOwnAreMadeUsedAndDeleted()
    {
        open();
        field<QPushButton>(m_dialog, u"Edit the template"_s)->click();
        TemplateEditor* editor = m_dialog->findChild<TemplateEditor*>();
        QVERIFY(editor && editor->isVisible());
        auto* text = field<QPlainTextEdit>(editor, u"Text of the template"_s);
        auto* name = field<QLineEdit>(editor, u"Name of the template"_s);
        QCOMPARE(name->text(), u"my commit_create"_s);
        QVERIFY(text->toPlainText().contains(u"\"activityMessage\""_s));
        QVERIFY(showsText(*editor, u"It has"_s));
        const QString good = text->toPlainText();
        auto* save = editor->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
        text->setPlainText(good.left(20));
        QVERIFY(showsText(*editor, u"Line 2, column 12: from here on it is not JSON"_s));
        QVERIFY(!save->isEnabled());
        text->setPlainText(QString(good).replace(u"{{message}}"_s, u"of {{myField}}"_s));
        name->setText(u"no/name"_s);
        QVERIFY(!save->isEnabled());
        name->setText(u"nightly"_s);
        save->click();
        auto* templates = field<QComboBox>(m_dialog, u"Template"_s);
        QCOMPARE(templates->currentText(), u"nightly"_s);
        const QString path = m_fixture->folder.filePath(u"templates/speckle/nightly.json"_s);
        QVERIFY(QFile::exists(path));
        auto* fields = m_dialog->findChild<FieldsModel*>();
        bool found = false;
        for (int row = 0; row < fields->rowCount(); ++row) {
            if (fields->index(row, 0).data().toString() == u"myField"_s)
                found = fields->setData(fields->index(row, 1), u"hello"_s, Qt::EditRole);
        }
        QVERIFY2(found, "a field of one's own");
        QVERIFY(shownBytes(m_dialog).find("\"message\":\"of hello\"") != std::string::npos);
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_COMPARE(rows(*m_fixture), 1);

        // Another sender has its own; coming back, it is there again.
        auto* sender = field<QComboBox>(m_dialog, u"Sender"_s);
        pick(sender, u"GitHub"_s);
        QCOMPARE(templates->count(), 1);
        sender->setCurrentIndex(0);
        QCOMPARE(templates->count(), 2);

        // Damaged by somebody else: said, with the file and the place.
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\n  \"event\": oops");
        file.close();
        pick(templates, u"nightly"_s);
        QVERIFY(showsText(*m_dialog, u"nightly.json cannot be used. Line 2, column 12:"_s));
        QVERIFY(!sendButton()->isEnabled());

        QTRY_VERIFY(!m_dialog->findChild<TemplateEditor*>());
        field<QPushButton>(m_dialog, u"Edit the template"_s)->click();
        editor = m_dialog->findChild<TemplateEditor*>();
        QVERIFY(editor && !editor->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->isEnabled());
        const auto press = [](const QWidget& above, const QString& label) {
            for (auto* button : above.findChildren<QPushButton*>()) {
                if (button->text() == label && button->isVisible())
                    return button->click();
            }
            QFAIL("no such button");
        };
        press(*editor, u"&Delete"_s);
        auto* question = editor->findChild<QMessageBox*>(u"askAboutTemplate"_s);
        QVERIFY(question);
        press(*question, u"&Delete"_s);
        QTRY_VERIFY(!QFile::exists(path));
        QCOMPARE(templates->count(), 1);
        QVERIFY(sendButton()->isEnabled());
    }

    void anotherTemplateOfThatNameIsReplacedOnlyIfAskedFor()
    {
        const std::string folder = m_fixture->folder.filePath(u"templates"_s).toStdString();
        QVERIFY(simulate::saveOwnTemplate(folder, "speckle", "mine", "{\"event\":\"a\",\"real\":{}}").ok());
        open();
        field<QPushButton>(m_dialog, u"Edit the template"_s)->click();
        auto* editor = m_dialog->findChild<TemplateEditor*>();
        field<QLineEdit>(editor, u"Name of the template"_s)->setText(u"mine"_s);
        editor->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
        auto* question = editor->findChild<QMessageBox*>(u"askAboutTemplate"_s);
        QVERIFY(question && question->text().contains(u"mine"_s));
        question->reject();
        QVERIFY(editor->isVisible());
        QVERIFY(simulate::readTemplateFile(folder + "/speckle/mine.json")->size() < 40);
    }

    void valuesAreCompletedWithWhatWasSeen()
    {
        m_fixture->post("/x", test::wireFile("full-09").body);
        QTRY_COMPARE(rows(*m_fixture), 1);
        const std::string project = lastOf(*m_fixture, catchAllEndpoint).event.streamId;
        QVERIFY(!project.empty());
        open();
        auto* model = m_dialog->findChild<FieldsModel*>();
        auto* table = field<QTableView>(m_dialog, u"Fields of the event"_s);
        const auto suggested = [&](const QString& name) {
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->index(row, 0).data().toString() == name)
                    return model->index(row, 1).data(FieldsModel::SuggestionsRole).toStringList();
            }
            return QStringList();
        };
        QTRY_VERIFY(suggested(u"projectId"_s).contains(QString::fromStdString(project)));
        QVERIFY(suggested(u"sourceApplication"_s).contains(u"Rhino"_s));
        QVERIFY(suggested(u"now"_s).isEmpty());
        table->edit(model->index(0, 1));
        auto* editor = table->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor && editor->completer());
        CaptureSummary hostile;
        hostile.event.projectName = "a\nb\xff";
        hostile.event.modelName = std::string(500, 'x');
        QVERIFY(suggestionsFrom({hostile})[u"projectName"_s].isEmpty());
        QVERIFY(suggestionsFrom({hostile})[u"modelName"_s].isEmpty());
    }
};

HOOKLOUPE_GUI_TEST(TestSimulatorTemplates)
#include "tst_simulator_templates.moc"
