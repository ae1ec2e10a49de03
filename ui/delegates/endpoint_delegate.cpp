// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/endpoint_delegate.h"

#include "models/endpoint_model.h"
#include "style/colours.h"
#include "style/mark_icon.h"

#include <QApplication>
#include <QPainter>

namespace hookloupe::ui {

namespace {

constexpr int margin = 8;
constexpr int markSide = 16;
constexpr int lineGap = 2;

void drawLine(QPainter& painter, const QRect& rect, const QFont& font, const QColor& colour, const QString& text,
              Qt::LayoutDirection direction)
{
    painter.setFont(font);
    painter.setPen(colour);
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, int(QStyle::visualAlignment(direction, Qt::AlignLeft | Qt::AlignVCenter)), shown);
}

} // namespace

void EndpointDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, widget);

    const Colours colours = coloursFor(item.palette);
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const bool enabled = index.data(EndpointModel::EnabledRole).toBool();
    const QColor strong = item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = selected ? strong : colours.subtle;

    QRect content = item.rect.adjusted(margin, 0, -margin, 0);
    const QVariant mark = index.data(EndpointModel::MarkRole);
    QRect markPlace(content.left(), 0, markSide, markSide);
    markPlace.moveTop(content.center().y() - markSide / 2 + 1);
    if (mark.isValid()) {
        const auto which = static_cast<Mark>(mark.toInt());
        const QRect place = QStyle::visualRect(item.direction, content, markPlace);
        paintMark(*painter, place, which, selected ? strong : markColour(colours, which));
    }
    const QRect text = QStyle::visualRect(item.direction, content, content.adjusted(markSide + margin, 0, 0, 0));

    painter->save();
    QFont title = item.font;
    title.setWeight(QFont::DemiBold);
    const QString detail = index.data(EndpointModel::DetailRole).toString();
    const QColor titleColour = enabled ? strong : quiet;
    if (detail.isEmpty()) {
        drawLine(*painter, text, title, titleColour, item.text, item.direction);
    } else {
        const int high = QFontMetrics(title).height();
        const int low = QFontMetrics(item.font).height();
        const int top = text.top() + (text.height() - high - lineGap - low) / 2;
        drawLine(*painter, QRect(text.left(), top, text.width(), high), title, titleColour, item.text, item.direction);
        drawLine(*painter, QRect(text.left(), top + high + lineGap, text.width(), low), item.font, quiet, detail,
                 item.direction);
    }
    painter->restore();
}

QSize EndpointDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int line = QFontMetrics(option.font).height();
    const bool twoLines = !index.data(EndpointModel::DetailRole).toString().isEmpty();
    return {120, twoLines ? 2 * line + lineGap + 14 : line + 16};
}

} // namespace hookloupe::ui
