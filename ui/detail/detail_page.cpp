// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/detail_page.h"

#include "widgets/plain_text_label.h"

#include <QGridLayout>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

constexpr int nameWidth = 110;
constexpr qsizetype longestOnOneLine = 64; ///< characters of a value that has something beside it

QFont bold(QFont font, qreal scale)
{
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * scale);
    return font;
}

} // namespace

DetailPage::DetailPage(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_settling.setSingleShot(true);
    connect(&m_settling, &QTimer::timeout, this, &DetailPage::settle);
    clear();
}

void DetailPage::clear()
{
    m_page = new QWidget(this);
    m_column = new QVBoxLayout(m_page);
    // What is left over is below. Not by the layout's alignment: it would give the page the height of its size hint where the
    // texts need more at this width, and squash the rows into it.
    m_column->addStretch(1);
    m_facts = nullptr;
    setWidget(m_page);   // deletes the one before
    m_settling.start(0); // when it is filled
}

/// Layouts remember heights of when only some rows were shown, and QScrollArea asks before they forget: rows were squashed.
void DetailPage::settle()
{
    m_column->invalidate();
    m_column->activate();
    QResizeEvent again(size(), size());
    resizeEvent(&again);
}

PlainTextLabel* DetailPage::addTitle(const QString& text)
{
    auto* label = addText(text);
    label->setFont(bold(label->font(), 1.15));
    return label;
}

void DetailPage::addHeading(const QString& text)
{
    m_facts = nullptr;
    auto* label = new PlainTextLabel(text, m_page);
    label->setFont(bold(label->font(), 1.0));
    label->setContentsMargins(0, 10, 0, 0);
    append(label);
}

PlainTextLabel* DetailPage::addText(const QString& text)
{
    m_facts = nullptr;
    auto* label = new PlainTextLabel(text, m_page);
    append(label);
    return label;
}

PlainTextLabel* DetailPage::addFact(const QString& name, const QString& value, QWidget* extra)
{
    if (!m_facts) {
        m_facts = new QGridLayout;
        m_facts->setHorizontalSpacing(12);
        m_facts->setVerticalSpacing(4);
        m_facts->setColumnMinimumWidth(0, nameWidth);
        m_facts->setColumnStretch(3, 1); // what is beside a value stays near it
        m_column->insertLayout(m_column->count() - 1, m_facts);
    }
    const int row = m_facts->rowCount();
    auto* nameLabel = new QLabel(m_page);
    nameLabel->setTextFormat(Qt::PlainText);
    nameLabel->setText(name);
    nameLabel->setForegroundRole(QPalette::PlaceholderText);
    auto* valueLabel = new PlainTextLabel(value, m_page);
    valueLabel->setAccessibleName(name);
    const Qt::Alignment vertical = extra ? Qt::AlignVCenter : Qt::AlignTop;
    m_facts->addWidget(nameLabel, row, 0, vertical | Qt::AlignLeft);
    const bool beside = extra && value.size() <= longestOnOneLine;
    valueLabel->setWordWrap(!beside);
    m_facts->addWidget(valueLabel, row, 1, 1, beside ? 1 : 3, vertical);
    if (extra)
        m_facts->addWidget(extra, beside ? row : row + 1, beside ? 2 : 1, vertical | Qt::AlignLeft);
    return valueLabel;
}

void DetailPage::addWidget(QWidget* widget)
{
    m_facts = nullptr;
    append(widget);
}

void DetailPage::append(QWidget* widget)
{
    m_column->insertWidget(m_column->count() - 1, widget); // before what is left over
}

} // namespace hookloupe::ui
