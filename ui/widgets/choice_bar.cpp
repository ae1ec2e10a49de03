// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choice_bar.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QRadioButton>

namespace hookloupe::ui {

ChoiceBar::ChoiceBar(const QString& purpose, QWidget* parent)
    : QWidget(parent), m_group(new QButtonGroup(this)), m_row(new QHBoxLayout(this))
{
    setAccessibleName(purpose);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(10);
    connect(m_group, &QButtonGroup::idClicked, this, &ChoiceBar::currentChanged);
}

void ChoiceBar::addChoice(const QString& text)
{
    auto* button = new QRadioButton(this);
    button->setText(text);
    button->setAccessibleName(QStringLiteral("%1: %2").arg(accessibleName(), text));
    m_group->addButton(button, int(m_group->buttons().size()));
    m_row->addWidget(button);
    if (m_group->buttons().size() == 1)
        button->setChecked(true);
}

void ChoiceBar::setChoiceVisible(int index, bool visible)
{
    m_group->button(index)->setVisible(visible);
}

int ChoiceBar::current() const
{
    return m_group->checkedId();
}

void ChoiceBar::setCurrent(int index)
{
    m_group->button(index)->setChecked(true);
}

} // namespace hookloupe::ui
