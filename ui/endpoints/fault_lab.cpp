// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/fault_lab.h"

#include "answers/plan_text.h"
#include "answers/ready_made.h"
#include "endpoints/step_form.h"
#include "endpoints/steps_model.h"
#include "style/icons.h"
#include "style/plain_text.h"
#include "style/theme.h"
#include "widgets/choice_bar.h"
#include "widgets/save_bytes.h"
#include "words/answer_words.h"
#include "words/error_words.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

FaultLab::FaultLab(QWidget* parent) : QWidget(parent), m_model(new StepsModel(this))
{
    m_view = new ChoiceBar(tr("Show the script as"), this);
    m_view->addChoice(tr("Table"));
    m_view->addChoice(tr("Text"));
    m_mode = new QComboBox(this);
    m_mode->setAccessibleName(tr("After the last step"));
    m_mode->addItem(tr("Then from the start"));
    m_mode->addItem(tr("Once, then 200 OK"));
    m_readyMade = new QToolButton(this);
    m_readyMade->setObjectName(u"readyMade"_s);
    m_readyMade->setText(tr("Ready-made"));
    m_readyMade->setToolTip(plainToolTip(tr("Scripts at Speckle's limits, to start from")));
    m_readyMade->setPopupMode(QToolButton::InstantPopup);
    m_readyMade->setFocusPolicy(Qt::StrongFocus);
    fillReadyMade();
    m_file = new QToolButton(this);
    m_file->setObjectName(u"scriptFile"_s);
    m_file->setText(tr("Fi&le"));
    m_file->setToolTip(plainToolTip(tr("Scripts as files, such as “hookloupe-cli serve --answer FILE” takes")));
    m_file->setPopupMode(QToolButton::InstantPopup);
    m_file->setFocusPolicy(Qt::StrongFocus);
    auto* files = new QMenu(m_file);
    connect(files->addAction(tr("&Open…")), &QAction::triggered, this, &FaultLab::chooseFile);
    connect(files->addAction(tr("&Save as…")), &QAction::triggered, this, [this] {
        saveBytes(this, tr("Save the script"), u"answers.txt"_s, std::make_shared<const std::string>(text()));
    });
    m_file->setMenu(files);
    auto* head = new QHBoxLayout;
    head->addWidget(m_view);
    head->addStretch(1);
    head->addWidget(m_mode);
    head->addWidget(m_readyMade);
    head->addWidget(m_file);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(makeTable());
    m_stack->addWidget(makeText());
    m_state = plainLabel({}, this);
    m_state->setWordWrap(true);
    m_state->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_state);

    connect(m_view, &ChoiceBar::currentChanged, this, &FaultLab::showView);
    connect(m_mode, &QComboBox::activated, this, [this](int index) {
        const bool loop = index == 0;
        m_model->setLoop(loop);
        if (m_stack->currentIndex() == Text)
            setLoopInText(loop);
        note();
    });
    showStep();
}

QWidget* FaultLab::makeTable()
{
    auto* page = new QWidget(m_stack);
    m_table = new QTableView(page);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Steps"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setCornerButtonEnabled(false);
    if (auto* corner = m_table->findChild<QAbstractButton*>())
        corner->setAccessibleName(tr("Steps"));
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(StepsModel::Kind, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(StepsModel::Detail, QHeaderView::Stretch);
    header->setSectionResizeMode(StepsModel::Record, QHeaderView::ResizeToContents);
    m_table->setMinimumHeight(m_table->verticalHeader()->defaultSectionSize() * 6);

    auto* buttons = new QHBoxLayout;
    const auto button = [&](const QString& text, const char* name) {
        auto* made = new QPushButton(text, page);
        made->setObjectName(QLatin1StringView(name));
        made->setAutoDefault(false);
        buttons->addWidget(made);
        return made;
    };
    QPushButton* add = button(tr("&New step"), "addStep");
    add->setIcon(icon(Glyph::Add));
    m_remove = button(tr("Re&move"), "removeStep");
    m_up = button(tr("&Up"), "stepUp");
    m_down = button(tr("Do&wn"), "stepDown");
    buttons->addStretch(1);

    m_form = new StepForm(StepForm::Kinds::All, page);
    auto* area = new QScrollArea(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(m_form);
    m_form->setAutoFillBackground(false); // the page shows through, as beside the table
    area->viewport()->setAutoFillBackground(false);
    area->setMinimumHeight(m_form->fontMetrics().height() * 9);
    m_formArea = area;

    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table, 2);
    layout->addLayout(buttons);
    layout->addWidget(area, 3);

    connect(add, &QPushButton::clicked, this, &FaultLab::addStep);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const int at = row();
        if (at < 0)
            return;
        m_model->remove(at);
        m_table->setCurrentIndex(m_model->index(std::min(at, m_model->rowCount() - 1), 0));
        showStep();
        note();
    });
    const auto move = [this](int by) {
        if (row() < 0 || !m_model->move(row(), by))
            return;
        showStep();
        note();
    };
    connect(m_up, &QPushButton::clicked, this, [move] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [move] { move(1); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FaultLab::showStep);
    connect(m_form, &StepForm::changed, this, [this] {
        if (row() >= 0)
            m_model->replace(row(), m_form->step());
        note();
    });
    return page;
}

QWidget* FaultLab::makeText()
{
    m_text = new QPlainTextEdit(m_stack);
    m_text->setFont(codeFont());
    m_text->setAccessibleName(tr("Script"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(u"loop\nanswer 203 body=\"text\\n\"\nwait 9.9s\nanswer 200\nredirect 302 hops=2\nreset 200 filler=1000 after=500"_s);
    connect(m_text, &QPlainTextEdit::textChanged, this, &FaultLab::note);
    return m_text;
}

void FaultLab::fillReadyMade()
{
    auto* menu = new QMenu(m_readyMade);
    for (const answers::ReadyMade& one : answers::readyMadePlans()) {
        QAction* action = menu->addAction(words::readyMadeTitle(one.name));
        action->setObjectName(QString::fromUtf8(one.name.data(), qsizetype(one.name.size())));
        connect(action, &QAction::triggered, this, [this, text = one.text] {
            setPlan(answers::parseAnswerPlan(text).plan);
            if (m_stack->currentIndex() == Text)
                setText(std::string(text));
            note();
        });
    }
    m_readyMade->setMenu(menu);
}

void FaultLab::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Open a script"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &FaultLab::openFile);
    dialog->open();
}

/// One that is no script is shown as a text, with what is wrong and in which line.
void FaultLab::openFile(const QString& path)
{
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    const QByteArray bytes = opened ? file.read(qint64(answers::longestText) + 1) : QByteArray();
    if (!opened || file.error() != QFileDevice::NoError) {
        m_state->setText(words::errorSentence({file.exists() ? ErrorCode::Unreadable : ErrorCode::NotFound, path.toStdString()}));
        m_state->show();
        return;
    }
    const answers::ParsedPlan parsed = answers::parseAnswerPlan({bytes.constData(), std::size_t(bytes.size())});
    if (!parsed.error)
        setPlan(parsed.plan);
    if (parsed.error || m_stack->currentIndex() == Text)
        setText(bytes.left(qsizetype(answers::longestText)).toStdString());
    note();
}

int FaultLab::row() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? current.row() : -1;
}

void FaultLab::showStep()
{
    const int at = row();
    m_formArea->setEnabled(at >= 0);
    m_remove->setEnabled(at >= 0);
    m_up->setEnabled(at > 0);
    m_down->setEnabled(at >= 0 && at + 1 < m_model->rowCount());
    m_form->setVisible(at >= 0);
    if (at >= 0)
        m_form->setStep(m_model->plan().steps[static_cast<std::size_t>(at)]);
}

void FaultLab::addStep()
{
    if (m_model->rowCount() >= int(answers::mostSteps))
        return;
    const int at = row() < 0 ? m_model->rowCount() : row() + 1;
    m_model->insert(at, {});
    m_table->setCurrentIndex(m_model->index(at, 0));
    showStep();
    note();
}

void FaultLab::setPlan(const answers::AnswerPlan& plan)
{
    m_model->setPlan(plan);
    m_mode->setCurrentIndex(plan.loop ? 0 : 1);
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    showStep();
    showState();
}

void FaultLab::setUnread(const std::string& text)
{
    setText(text);
    m_unread = text;
    showState();
}

bool FaultLab::keepsUnread() const
{
    return m_unread && m_stack->currentIndex() == Text && !m_text->document()->isModified();
}

void FaultLab::setText(const std::string& text)
{
    m_unread.reset();
    const QSignalBlocker quiet(m_text);
    m_text->setPlainText(shown(text, true));
    m_view->setCurrent(Text);
    m_stack->setCurrentIndex(Text);
    showState();
}

void FaultLab::showView(int view)
{
    if (view == m_stack->currentIndex())
        return;
    if (view == Text)
        return setText(answers::textOf(m_model->plan()));
    const answers::ParsedPlan parsed = answers::parseAnswerPlan(m_text->toPlainText().toStdString());
    if (parsed.error && !m_text->toPlainText().trimmed().isEmpty()) { // the table could not show it
        m_view->setCurrent(Text);
        return note();
    }
    setPlan(parsed.plan);
    m_stack->setCurrentIndex(Table);
}

bool FaultLab::isEmpty() const
{
    return m_stack->currentIndex() == Text ? m_text->toPlainText().isEmpty() : m_model->rowCount() == 0;
}

std::string FaultLab::text() const
{
    if (keepsUnread()) // the field may not show every byte of it
        return *m_unread;
    return m_stack->currentIndex() == Text ? m_text->toPlainText().toStdString() : answers::textOf(m_model->plan());
}

QString FaultLab::complaint() const
{
    if (keepsUnread())
        return {};
    if (m_stack->currentIndex() == Table && row() >= 0) {
        if (const QString why = m_form->complaint(); !why.isEmpty())
            return tr("Step %1: %2").arg(row() + 1).arg(why);
    }
    auto error = answers::parseAnswerPlan(text()).error;
    if (!error)
        return {};
    if (m_stack->currentIndex() == Table) { // who looks at a table counts steps
        error->line = 0;
        return words::planErrorSentence(*error);
    }
    return words::planErrorSentence(*error);
}

/// Changes the line that says so and leaves the others, comments too, as they are.
void FaultLab::setLoopInText(bool loop)
{
    QStringList lines = m_text->toPlainText().split(u'\n');
    const QString word = loop ? u"loop"_s : u"once"_s;
    const auto mode = std::find_if(lines.begin(), lines.end(), [](const QString& line) {
        const QString first = line.trimmed().section(u' ', 0, 0);
        return first == "loop"_L1 || first == "once"_L1;
    });
    if (mode == lines.end())
        lines.prepend(word);
    else
        *mode = word;
    setText(lines.join(u'\n').toStdString());
}

void FaultLab::setRejectsInvalid(bool rejects)
{
    m_model->setRejectsInvalid(rejects);
}

void FaultLab::setAnswerFolder(const std::string& folder)
{
    m_folder = folder;
    m_model->setAnswerFolder(folder);
    showState();
}

void FaultLab::note()
{
    if (m_stack->currentIndex() == Text) {
        const answers::ParsedPlan parsed = answers::parseAnswerPlan(m_text->toPlainText().toStdString());
        if (!parsed.error)
            m_mode->setCurrentIndex(parsed.plan.loop ? 0 : 1);
    }
    showState();
    Q_EMIT changed();
}

void FaultLab::showState()
{
    QString state = complaint();
    if (keepsUnread())
        state = tr("This version of Hookloupe cannot read this answer. %1 It is kept as it is until you change it here; meanwhile every "
                   "request is answered 500.").arg(words::planErrorSentence(*answers::parseAnswerPlan(*m_unread).error));
    else if (state.isEmpty() && m_folder)
        state = words::fileTroubleIn(answers::parseAnswerPlan(text()).plan, *m_folder);
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
}

} // namespace hookloupe::ui
