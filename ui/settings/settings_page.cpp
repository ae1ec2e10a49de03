// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_page.h"

#include "settings/settings_row.h"
#include "style/plain_text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace hookloupe::ui {

SettingsPage::SettingsPage(const QString& name, const QString& title, QWidget* parent) : QScrollArea(parent), m_title(title)
{
    setObjectName(name);
    setAccessibleName(title);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inner = new QWidget(this);
    auto* outer = new QVBoxLayout(inner);
    outer->setContentsMargins(14, 4, 14, 4);
    m_body = new QVBoxLayout;
    m_body->setSpacing(8);
    outer->addLayout(m_body);
    outer->addStretch(1);
    setWidget(inner);
}

void SettingsPage::fillHeight()
{
    auto* outer = static_cast<QVBoxLayout*>(content()->layout());
    outer->setStretchFactor(m_body, 1);
    outer->setStretch(1, 0);
}

SettingRow* SettingsPage::addRow(const QString& title, QWidget* field, const QString& explanation)
{
    auto* row = new SettingRow(title, field, explanation, content());
    m_body->addWidget(row);
    return row;
}

QLabel* SettingsPage::addText(const QString& text)
{
    QLabel* label = plainLabel(text, content());
    label->setWordWrap(true);
    m_body->addWidget(label);
    return label;
}

} // namespace hookloupe::ui
