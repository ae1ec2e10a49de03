// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulator_dialog.h"

#include "simulator/event_preview.h"
#include "simulator/field_delegate.h"
#include "simulator/fields_model.h"
#include "simulator/send_log.h"
#include "simulator/simulator_form.h"
#include "simulator/template_editor.h"
#include "simulate/own_templates.h"
#include "simulate/speckle_event.h"
#include "style/icons.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/error_words.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QLabel* sentences(QWidget* parent)
{
    QLabel* label = plainLabel({}, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

SimulatorDialog::SimulatorDialog(QWidget* parent)
    : QDialog(parent), m_form(new SimulatorForm(this)), m_fields(new FieldsModel(this)), m_madeUp(simulate::testFields(utcNow())),
      m_table(new QTableView(this)),
      m_makeUp(new QToolButton(this)), m_preview(new EventPreview(this)), m_log(new SendLog(this)), m_notes(sentences(this)), m_result(sentences(this)),
      m_progress(new QProgressBar(this)), m_stop(new QPushButton(tr("Stop sendin&g"), this))
{
    setWindowTitle(tr("Send test events"));
    m_notes->setForegroundRole(QPalette::PlaceholderText);
    m_result->setObjectName(u"result"_s);
    m_progress->setAccessibleName(tr("Events answered"));
    m_progress->hide();
    m_stop->setAutoDefault(false);
    m_stop->hide();
    auto* progress = new QHBoxLayout;
    progress->addWidget(m_progress, 1);
    progress->addWidget(m_stop);

    m_preview->addPage(m_log, tr("A&nswers"));
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_form);
    column->addWidget(m_notes);
    column->addWidget(makeFields(), 1);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(left);
    split->addWidget(m_preview);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    split->setSizes({470, 610});

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_send = buttons->addButton(tr("&Send"), QDialogButtonBox::ActionRole);
    m_send->setIcon(icon(Glyph::Send));
    m_send->setDefault(true);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Return sends, and never closes
    connect(m_send, &QPushButton::clicked, this, &SimulatorDialog::sendRequested);
    connect(m_stop, &QPushButton::clicked, this, &SimulatorDialog::cancelRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_form, &SimulatorForm::changed, this, &SimulatorDialog::choiceChanged);
    connect(m_form, &SimulatorForm::templateWanted, this, &SimulatorDialog::chooseTemplate);
    connect(m_form, &SimulatorForm::editorWanted, this, &SimulatorDialog::editTemplate);
    connect(m_fields, &FieldsModel::changed, this, &SimulatorDialog::choiceChanged);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(split, 1);
    layout->addLayout(progress);
    layout->addWidget(m_result);
    layout->addWidget(buttons);
    resize(QSize(1100, 680).boundedTo(screen()->availableSize() - QSize(20, 40)));
    m_form->setFocus();
    choiceChanged();
}

QWidget* SimulatorDialog::makeFields()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* bar = new QHBoxLayout;
    auto* title = plainLabel(tr("F&ields"), box);
    title->setBuddy(m_table);
    m_makeUp->setText(tr("Make up again"));
    m_makeUp->setToolTip(plainToolTip(tr("Forget what was typed into the selected fields")));
    m_makeUp->setFocusPolicy(Qt::StrongFocus);
    bar->addWidget(title, 1);
    bar->addWidget(m_makeUp);
    m_table->setModel(m_fields);
    m_table->setItemDelegateForColumn(FieldsModel::Value, new FieldDelegate(m_table));
    m_table->setAccessibleName(tr("Fields of the event"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setSectionResizeMode(FieldsModel::Name, QHeaderView::ResizeToContents);
    m_table->setMinimumHeight(m_table->fontMetrics().height() * 6);
    const auto forget = [this] {
        if (m_table->selectionModel()->hasSelection())
            m_fields->makeUp(m_table->selectionModel()->selectedRows());
    };
    connect(m_makeUp, &QToolButton::clicked, this, forget);
    auto* key = new QAction(tr("Make up again"), m_table);
    key->setShortcut(QKeySequence(Qt::Key_Delete));
    key->setShortcutContext(Qt::WidgetShortcut);
    connect(key, &QAction::triggered, this, forget);
    m_table->addAction(key);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);
    return box;
}

void SimulatorDialog::setTargets(std::vector<SimulatorTarget> targets)
{
    m_form->setTargets(std::move(targets));
}

void SimulatorDialog::choose(const SimulatorChoice& choice)
{
    m_fields->setEdited(choice.fields);
    m_form->choose(choice);
    m_result->clear();
}

SimulatorChoice SimulatorDialog::chosen() const
{
    SimulatorChoice choice = m_form->chosen();
    choice.fields = m_fields->edited();
    return choice;
}

void SimulatorDialog::setTemplate(const QString& name, std::string bytes, bool literal)
{
    m_form->setTemplate(name, std::move(bytes), literal);
}

void SimulatorDialog::setListening(bool listens)
{
    m_listens = listens;
    choiceChanged();
}

void SimulatorDialog::setTemplateFolder(const std::string& folder)
{
    m_templateFolder = folder;
    m_form->setTemplateFolder(folder);
}

void SimulatorDialog::setSuggestions(QHash<QString, QStringList> suggestions)
{
    m_fields->setSuggestions(std::move(suggestions));
}

void SimulatorDialog::chooseTemplate()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a template"), {}, tr("JSON (*.json);;All files (*)"));
    if (path.isEmpty())
        return;
    auto text = simulate::readTemplateFile(path.toStdString());
    if (!text)
        return showResult(words::errorSentence(text.error()));
    setTemplate(shownText(QFileInfo(path).fileName().toStdString(), 60), std::move(*text), false);
}

void SimulatorDialog::editTemplate()
{
    const SimulatorChoice choice = chosen();
    const simulate::EventOrder& order = choice.order;
    const auto own = m_form->ownTemplate();
    const std::string text = !order.ownTemplate ? simulate::builtInText(order.provider, order.event)
        : order.literal ? simulate::templateOfBody(order.provider, *order.ownTemplate) : *order.ownTemplate;
    QString name = own ? QString::fromStdString(own->name) : tr("my %1", "name of a template: my commit_create").arg(shownText(order.event, 60));
    name.replace(u'/', u' '); // orders/create
    auto* editor = new TemplateEditor(m_templateFolder, order.provider, own, name, text, this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &TemplateEditor::saved, this, [this](const simulate::OwnTemplate& saved) {
        m_form->readTemplates(saved.path);
        showResult(tr("The template %1 was saved.").arg(shownText(saved.path)));
    });
    connect(editor, &TemplateEditor::deleted, this, [this](const simulate::OwnTemplate& gone) {
        m_form->readTemplates({});
        showResult(tr("The template %1 was deleted.").arg(shownText(gone.path)));
    });
    editor->open();
}

void SimulatorDialog::choiceChanged()
{
    const SimulatorChoice choice = chosen();
    m_fields->setFields(fieldNames(choice), m_madeUp);
    m_notes->setText(notesOn(choice, m_form->target(), m_listens).join(u'\n'));
    m_possible = true;
    Q_EMIT changed(); // which may bring a trouble
    updateSend();
}

void SimulatorDialog::updateSend()
{
    m_send->setEnabled(m_possible && !m_sending && (m_listens || !m_form->target()));
}

void SimulatorDialog::showRequest(const simulate::MadeRequest& request, const simulate::Fields& fields)
{
    m_madeUp = fields;
    m_fields->setFields(fieldNames(chosen()), m_madeUp);
    m_preview->showRequest(request);
    m_possible = true;
    updateSend();
}

void SimulatorDialog::showTrouble(const QString& sentence)
{
    m_preview->showTrouble(sentence);
    m_possible = false;
    updateSend();
}

void SimulatorDialog::showResult(const QString& sentence)
{
    m_result->setText(sentence);
    m_result->setAccessibleName(sentence);
}

void SimulatorDialog::beginLog(std::int64_t events)
{
    m_log->begin(events);
    m_preview->showPage(m_log);
    showResult(events == 1 ? tr("Sending…") : QString());
}

void SimulatorDialog::log(const SentEvent& event)
{
    m_log->add(event);
}

void SimulatorDialog::endLog()
{
    m_log->end();
}

void SimulatorDialog::showProgress(std::int64_t answered, std::int64_t of)
{
    m_progress->setRange(0, static_cast<int>(of));
    m_progress->setValue(static_cast<int>(answered));
}

void SimulatorDialog::setSending(bool sending)
{
    m_sending = sending;
    if (sending)
        m_result->clear();
    const bool stopHadFocus = m_stop->hasFocus();
    m_progress->setVisible(sending);
    m_stop->setVisible(sending);
    if (sending && m_send->hasFocus())
        m_stop->setFocus(); // a disabled button would hand the focus to whatever is next
    updateSend();
    if (!sending && stopHadFocus)
        m_send->setFocus();
}

} // namespace hookloupe::ui
