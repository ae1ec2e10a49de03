// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_delegate.h"

#include "detail/payload_tree_model.h"
#include "style/colours.h"
#include "widgets/token_colours.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr int rowPadding = 5;   ///< px, so that rows can be read apart
constexpr int noteGap = 12;     ///< px between a value and its note
constexpr double valueShare = 0.55;   ///< of the cell that a value keeps whatever its note takes

decode::TokenKind kindOf(decode::NodeType type)
{
    using decode::NodeType;
    switch (type) {
    case NodeType::String:
        return decode::TokenKind::String;
    case NodeType::Number:
        return decode::TokenKind::Number;
    case NodeType::True:
    case NodeType::False:
    case NodeType::Null:
        return decode::TokenKind::Literal;
    case NodeType::Object:
    case NodeType::Array:
    case NodeType::Element:
    case NodeType::Attribute:
    case NodeType::Field:
    case NodeType::Part:
        break;
    }
    return decode::TokenKind::Punctuation;
}

} // namespace

void PayloadDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto* model = qobject_cast<const PayloadTreeModel*>(index.model());
    const auto type = model ? model->typeOf(index) : std::nullopt;
    if (!type)
        return;
    if (index.column() == PayloadTreeModel::ValueColumn)
        option->palette.setColor(QPalette::Text, tokenColour(option->palette, kindOf(*type)));
    else if (index.column() != PayloadTreeModel::KeyColumn)
        option->palette.setColor(QPalette::Text, coloursFor(option->palette).subtle);
    if (index.data(PayloadTreeModel::MatchRole).toBool() && index.column() <= PayloadTreeModel::ValueColumn)
        option->font.setBold(true);
}

void PayloadDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString note =
        index.column() == PayloadTreeModel::ValueColumn ? index.data(PayloadTreeModel::NoteRole).toString() : QString();
    if (note.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &cell, cell.widget) + 1;
    const QRect text = cell.rect.adjusted(margin, 0, -margin, 0);
    const int wanted = cell.fontMetrics.horizontalAdvance(cell.text);
    const int valueWidth = std::min(wanted, int(text.width() * valueShare));
    if (valueWidth < wanted)
        cell.text = cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, valueWidth);
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    const bool selected = cell.state & QStyle::State_Selected;
    painter->save();
    painter->setPen(selected ? cell.palette.color(QPalette::HighlightedText) : coloursFor(cell.palette).subtle);
    painter->setFont(option.font);
    const bool mirrored = cell.direction == Qt::RightToLeft;
    const int used = valueWidth + noteGap;
    const QRect area = mirrored ? text.adjusted(0, 0, -used, 0) : text.adjusted(used, 0, 0, 0);
    painter->drawText(area, int(Qt::AlignVCenter | Qt::TextSingleLine) | int(mirrored ? Qt::AlignRight : Qt::AlignLeft),
                      option.fontMetrics.elidedText(note, Qt::ElideRight, area.width()));
    painter->restore();
}

QSize PayloadDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, rowPadding);
}

} // namespace hookloupe::ui
