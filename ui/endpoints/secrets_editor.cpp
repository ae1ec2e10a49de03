// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/secrets_editor.h"

#include "style/icons.h"
#include "style/plain_text.h"
#include "style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

SecretsEditor::SecretsEditor(QWidget* parent) : QWidget(parent)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_layout = new QVBoxLayout;
    m_layout->setSpacing(4);
    outer->addLayout(m_layout);
    m_add = new QPushButton(icon(Glyph::Add), tr("&Add a secret"), this);
    m_add->setObjectName(u"addSecret"_s);
    m_add->setAutoDefault(false);
    outer->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] { addRow({}).field->setFocus(); });
    setFocusProxy(m_add);
}

void SecretsEditor::setSecrets(const std::vector<std::string>& secrets)
{
    while (!m_rows.empty())
        removeRow(m_rows.back().widget);
    for (const std::string& secret : secrets)
        addRow(secret);
}

void SecretsEditor::addUnreadable()
{
    m_unreadable = new QWidget(this);
    auto* layout = new QHBoxLayout(m_unreadable);
    layout->setContentsMargins(0, 0, 0, 0);
    // No field: what is typed into one would be lost.
    QLabel* text = plainLabel(tr("Cannot be read now. A secret that you add replaces them."), m_unreadable);
    text->setObjectName(u"unreadableSecrets"_s);
    text->setWordWrap(true);
    layout->addWidget(text, 1);
    m_add->setAccessibleDescription(text->text());
    auto* remove = new QToolButton(m_unreadable);
    remove->setObjectName(u"removeUnreadable"_s);
    remove->setIcon(icon(Glyph::Remove));
    remove->setToolTip(plainToolTip(tr("Remove these secrets: the endpoint has none then")));
    remove->setAccessibleName(tr("Remove the secrets that cannot be read"));
    remove->setFocusPolicy(Qt::StrongFocus);
    connect(remove, &QToolButton::clicked, this, [this] {
        m_add->setFocus();
        m_add->setAccessibleDescription({});
        m_unreadable->hide();
        m_unreadable->deleteLater(); // its own button has asked
        m_unreadable = nullptr;
    });
    layout->addWidget(remove);
    m_layout->insertWidget(0, m_unreadable);
    setTabOrder(m_add, remove);
}

bool SecretsEditor::keepsUnreadable() const
{
    return m_unreadable && secrets().empty(); // a row that was only offered replaces nothing
}

std::vector<std::string> SecretsEditor::secrets() const
{
    std::vector<std::string> secrets;
    for (const Row& row : m_rows) {
        if (!row.offered || !row.field->text().isEmpty())
            secrets.push_back(row.field->isModified() ? row.field->text().toStdString() : row.original);
    }
    return secrets;
}

void SecretsEditor::begin()
{
    if (m_rows.empty()) {
        Row& row = addRow({});
        row.offered = true;
        row.field->setPlaceholderText(tr("the secret from the sender's form"));
    }
    m_rows.front().field->setFocus();
    m_rows.front().field->selectAll();
}

SecretsEditor::Row& SecretsEditor::addRow(const std::string& secret)
{
    auto* widget = new QWidget(this);
    auto* layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* field = new QLineEdit(widget);
    field->setEchoMode(QLineEdit::Password);
    field->setFont(codeFont());
    field->setText(shown(secret));
    field->setModified(false);
    field->setPlaceholderText(tr("empty: anyone can compute this signature"));
    layout->addWidget(field, 1);

    auto* show = new QToolButton(widget);
    show->setCheckable(true);
    show->setIcon(icon(Glyph::Hidden));
    show->setToolTip(plainToolTip(tr("Show this secret")));
    connect(show, &QToolButton::toggled, field, [show, field](bool visible) {
        field->setEchoMode(visible ? QLineEdit::Normal : QLineEdit::Password);
        show->setIcon(icon(visible ? Glyph::Shown : Glyph::Hidden));
    });
    layout->addWidget(show);

    auto* remove = new QToolButton(widget);
    remove->setIcon(icon(Glyph::Remove));
    remove->setToolTip(plainToolTip(tr("Remove this secret")));
    connect(remove, &QToolButton::clicked, this, [this, widget] {
        m_add->setFocus();
        removeRow(widget);
    });
    layout->addWidget(remove);
    for (QToolButton* button : {show, remove})
        button->setFocusPolicy(Qt::StrongFocus);

    m_layout->addWidget(widget);
    QWidget* before = m_rows.empty() ? nullptr : m_rows.back().widget->findChildren<QToolButton*>().back();
    if (before)
        setTabOrder(before, field);
    setTabOrder(field, show);
    setTabOrder(show, remove);
    setTabOrder(remove, m_add);
    m_rows.push_back({widget, field, secret});
    nameRows();
    return m_rows.back();
}

void SecretsEditor::removeRow(const QWidget* widget)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [widget](const Row& r) { return r.widget == widget; });
    if (row == m_rows.end())
        return;
    row->widget->hide();
    row->widget->deleteLater(); // its own button may have asked
    m_rows.erase(row);
    nameRows();
}

void SecretsEditor::nameRows()
{
    for (int number = 1; const Row& row : m_rows) {
        row.field->setAccessibleName(tr("Secret %1").arg(number));
        const auto buttons = row.widget->findChildren<QToolButton*>();
        buttons.front()->setAccessibleName(tr("Show secret %1").arg(number));
        buttons.back()->setAccessibleName(tr("Remove secret %1").arg(number));
        ++number;
    }
}

} // namespace hookloupe::ui
