// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fact_grid.h"

#include "style/plain_text.h"
#include "widgets/plain_text_label.h"

#include <QGridLayout>
#include <QLabel>

namespace hookloupe::ui {

FactGrid::FactGrid(QWidget* parent, int nameWidth) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnMinimumWidth(0, nameWidth);
    m_grid->setColumnStretch(1, 1);
}

FactGrid::Fact FactGrid::add(const QString& name)
{
    const Fact fact{plainLabel(name, this), new PlainTextLabel(this)};
    fact.name->setForegroundRole(QPalette::PlaceholderText);
    fact.value->setAccessibleName(name);
    const int row = m_grid->rowCount();
    m_grid->addWidget(fact.name, row, 0, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(fact.value, row, 1, Qt::AlignTop);
    return fact;
}

void FactGrid::addBelow(QWidget* widget)
{
    m_grid->addWidget(widget, m_grid->rowCount(), 1, Qt::AlignLeft);
}

void FactGrid::Fact::show(const QString& text) const
{
    name->setVisible(!text.isEmpty());
    value->setVisible(!text.isEmpty());
    value->setText(text);
}

} // namespace hookloupe::ui
