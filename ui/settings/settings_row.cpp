// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_row.h"

#include "style/ink.h"
#include "style/plain_text.h"
#include "widgets/menu_actions.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

QLabel* wrapped(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(text, parent);
    label->setWordWrap(true);
    label->setVisible(!text.isEmpty());
    return label;
}

} // namespace

SettingRow::SettingRow(const QString& title, QWidget* field, const QString& explanation, QWidget* parent)
    : QWidget(parent), m_field(field)
{
    field->setParent(this);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(plainWords(title));
    field->setAccessibleDescription(explanation);
    auto* name = plainLabel(title, this);
    name->setBuddy(field);
    m_reset = new QToolButton(this);
    m_reset->setText(tr("Reset"));
    m_reset->setAccessibleName(tr("Reset: %1").arg(plainWords(title)));
    m_reset->setToolTip(plainToolTip(tr("Back to the default")));
    connect(m_reset, &QToolButton::clicked, this, &SettingRow::resetAsked);
    m_complaint = wrapped({}, this);
    m_note = wrapped({}, this);
    QLabel* hint = wrapped(explanation, this);
    hint->setForegroundRole(QPalette::PlaceholderText);

    auto* line = new QHBoxLayout;
    const bool wide = field->sizePolicy().horizontalPolicy() == QSizePolicy::Expanding;
    line->addWidget(field, wide ? 1 : 0);
    line->addWidget(m_reset);
    if (!wide)
        line->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 10);
    layout->setSpacing(4);
    layout->addWidget(name);
    layout->addLayout(line);
    layout->addWidget(m_complaint);
    layout->addWidget(m_note);
    layout->addWidget(hint);
    setInk(m_complaint, Ink::Bad);
    setInk(m_note, Ink::Accent);
}

void SettingRow::setComplaint(const QString& text)
{
    m_complaint->setText(text);
    m_complaint->setVisible(!text.isEmpty());
    m_reset->setEnabled(!m_isDefault || !text.isEmpty());
}

void SettingRow::setNote(const QString& text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void SettingRow::setAtDefault(bool isDefault)
{
    m_isDefault = isDefault;
    m_reset->setEnabled(!m_isDefault || !m_complaint->text().isEmpty());
}

QString SettingRow::complaint() const
{
    return m_complaint->text();
}

} // namespace hookloupe::ui
