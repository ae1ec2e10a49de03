// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/head_editor.h"

#include "http/request.h"
#include "resend/code_edit.h"
#include "resend/draft.h"
#include "resend/header_model.h"
#include "style/plain_text.h"
#include "style/theme.h"
#include "widgets/choice_bar.h"
#include "widgets/row_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr std::string_view headEnd = "\r\n\r\n";

bool hasPlainLines(std::string_view head)
{
    if (!head.ends_with(headEnd))
        return false;
    const HeadLines lines = linesOf(head);
    return std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
        return line.ends_with("\r\n") && line.find('\r') == line.size() - 2;
    });
}

std::string withoutReturns(std::string_view head)
{
    std::string text(head.substr(0, head.size() - headEnd.size()));
    std::erase(text, '\r');
    return text;
}

} // namespace

HeadEditor::HeadEditor(QWidget* parent)
    : QWidget(parent)
    , m_method(new QComboBox(this))
    , m_target(new QLineEdit(this))
    , m_choice(new ChoiceBar(tr("Edit the head as"), this))
    , m_stack(new QStackedWidget(this))
    , m_model(new HeaderModel(this))
    , m_table(new RowTable(m_stack))
    , m_text(new CodeEdit(m_stack))
{
    m_method->setEditable(true);
    m_method->setInsertPolicy(QComboBox::NoInsert);
    m_method->addItems({u"POST"_s, u"GET"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s});
    m_method->setAccessibleName(tr("Method"));
    m_method->lineEdit()->setAccessibleName(tr("Method"));
    m_method->setMinimumContentsLength(8);
    m_target->setFont(codeFont());
    m_target->setAccessibleName(tr("Request target"));
    m_target->setToolTip(plainToolTip(tr("Path and query, as they stand in the request line. A path in the address above replaces it.")));
    m_choice->addChoice(tr("Table"));
    m_choice->addChoice(tr("Text"));
    m_text->setAccessibleName(tr("Head"));
    m_stack->addWidget(makeTablePage());
    m_stack->addWidget(m_text);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(m_method);
    row->addWidget(m_target, 1);
    row->addWidget(m_choice);
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    connect(m_method, &QComboBox::editTextChanged, this, &HeadEditor::editRequestLine);
    connect(m_target, &QLineEdit::textEdited, this, &HeadEditor::editRequestLine);
    connect(m_choice, &ChoiceBar::currentChanged, this, &HeadEditor::showFields);
    connect(m_model, &HeaderModel::edited, this, [this] { take(m_model->head()); });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_showing || m_choice->current() != Text)
            return;
        take(headOfText());
        showRequestLine();
    });
}

QWidget* HeadEditor::makeTablePage()
{
    auto* page = new QWidget(m_stack);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_table->setParent(page);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Header fields"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->resizeSection(HeaderModel::NameColumn, 190);
    column->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    const auto add = [&](const QString& text, const QKeySequence& keys, auto action) {
        auto* button = new QPushButton(text, page);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, action);
        if (!keys.isEmpty()) {
            button->setToolTip(plainToolTip(tr("In the table: %1", "a key").arg(keys.toString(QKeySequence::NativeText))));
            connect(new QShortcut(keys, m_table, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, action);
        }
        row->addWidget(button);
    };
    add(tr("Add a field"), QKeySequence(Qt::Key_Insert), [this] {
        const QModelIndex place = m_model->index(m_model->addField(), HeaderModel::NameColumn);
        m_table->setCurrentIndex(place);
        m_table->edit(place);
    });
    const auto remove = [this] {
        const int at = currentRow();
        m_model->removeField(at);
        m_table->setCurrentIndex(m_model->index(std::min(at, m_model->rowCount() - 1), HeaderModel::NameColumn));
    };
    add(tr("Remove"), QKeySequence(QKeySequence::Delete), remove);
    const auto move = [this](int by) {
        const int at = currentRow();
        if (m_model->moveField(at, by))
            m_table->setCurrentIndex(m_model->index(at + by, HeaderModel::NameColumn));
    };
    add(tr("Up"), QKeySequence(Qt::ALT | Qt::Key_Up), [move] { move(-1); });
    add(tr("Down"), QKeySequence(Qt::ALT | Qt::Key_Down), [move] { move(1); });
    row->addStretch(1);
    column->addLayout(row);
    const auto onKeys = [this](const QKeySequence& keys, auto action) {
        connect(new QShortcut(keys, m_table, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, action);
    };
    onKeys(QKeySequence::Undo, [this] { m_model->undo(); });
    onKeys(QKeySequence::Redo, [this] { m_model->redo(); });
    return page;
}

int HeadEditor::currentRow() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void HeadEditor::setHead(std::string head)
{
    m_head = std::move(head);
    showRequestLine();
    showFields();
    Q_EMIT changed();
}

void HeadEditor::showRequestLine()
{
    const http::HeadView view = http::viewHead(m_head);
    m_showing = true;
    m_method->setEditText(textOf(view.method, Stretches::None).text);
    if (const QString target = textOf(view.target, Stretches::None).text; m_target->text() != target)
        m_target->setText(target);
    m_showing = false;
}

void HeadEditor::showFields()
{
    m_showing = true;
    const bool asText = m_choice->current() == Text;
    m_plainLines = hasPlainLines(m_head);
    m_asText = m_head;
    if (asText)
        m_text->setBytes(m_plainLines ? withoutReturns(m_head) : m_head, Stretches::Lines, Syntax::Head);
    else
        m_model->setHead(m_head);
    m_stack->setCurrentIndex(asText ? Text : Table);
    m_showing = false;
}

void HeadEditor::editRequestLine()
{
    if (m_showing)
        return;
    const std::string method = bytesOf(m_method->currentText(), {});
    const std::string target = bytesOf(m_target->text(), {});
    m_head = withRequestLine(m_head, method, target);
    showFields();
    Q_EMIT changed();
}

std::string HeadEditor::headOfText() const
{
    if (!m_text->isModified())
        return m_asText;
    const std::string text = m_text->bytes();
    if (!m_plainLines)
        return text;
    std::string head;
    for (const char c : text) {
        if (c == '\n')
            head += '\r';
        head += c;
    }
    return head.append(headEnd);
}

void HeadEditor::take(std::string head)
{
    m_head = std::move(head);
    Q_EMIT changed();
}

} // namespace hookloupe::ui
