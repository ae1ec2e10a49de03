// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/command_delegate.h"

#include "commands/command_model.h"
#include "style/colours.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>
#include <QTextLayout>

namespace hookloupe::ui {

namespace {

constexpr int margin = 10;
constexpr int tickPlace = 20;

/// Draws at the left of `place`, or at the right in a mirrored window; gives the width used.
int draw(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place, const QString& text, const QColor& ink,
         const QList<qsizetype>& underlined = {})
{
    const QFontMetrics metrics(option.font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, place.width());
    QTextLayout layout(shown, option.font);
    layout.setTextOption(QTextOption(Qt::AlignLeft | Qt::AlignAbsolute));
    QList<QTextLayout::FormatRange> ranges;
    for (const qsizetype at : underlined) {
        QTextCharFormat format;
        format.setFontUnderline(true);
        format.setFontWeight(QFont::Bold);
        ranges << QTextLayout::FormatRange{static_cast<int>(at), 1, format};
    }
    layout.setFormats(ranges);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(place.width());
    layout.endLayout();
    if (!line.isValid())
        return 0;
    painter.setPen(ink);
    const double left = option.direction == Qt::RightToLeft ? place.right() + 1 - line.naturalTextWidth() : place.left();
    layout.draw(&painter, QPointF(left, place.top() + (place.height() - line.height()) / 2.0));
    return qCeil(line.naturalTextWidth());
}

} // namespace

void CommandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.text.clear();
    const QStyle& style = option.widget ? *option.widget->style() : *QApplication::style();
    style.drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool enabled = index.data(CommandModel::EnabledRole).toBool();
    const Colours colours = coloursFor(option.palette);
    const QColor ink = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = selected ? ink : colours.subtle;
    const QFontMetrics metrics(option.font);
    const QString keys = index.data(CommandModel::KeysRole).toString();
    const int keysWidth = keys.isEmpty() ? 0 : metrics.horizontalAdvance(keys) + 2 * margin;
    const auto mirrored = [&](QRect rect) { return QStyle::visualRect(option.direction, option.rect, rect); };

    painter->save();
    painter->setClipRect(option.rect);
    if (index.data(CommandModel::CheckedRole).toBool())
        draw(*painter, option, mirrored(QRect(option.rect.left() + margin / 2, option.rect.top(), tickPlace,
                                              option.rect.height())), QStringLiteral("✓"), ink);
    QRect rest = option.rect.adjusted(margin + tickPlace - 6, 0, -margin - keysWidth, 0);
    const int used = draw(*painter, option, mirrored(rest), index.data(Qt::DisplayRole).toString(), enabled ? ink : quiet,
                          index.data(CommandModel::PlacesRole).value<QList<qsizetype>>());
    rest.setLeft(rest.left() + used + 2 * margin);
    const QString why = index.data(CommandModel::WhyRole).toString();
    QString beside = index.data(CommandModel::AreaRole).toString();
    if (!enabled)
        beside = why.isEmpty() ? CommandModel::tr("%1 · not available now").arg(beside)
                               : CommandModel::tr("%1 · not available: %2").arg(beside, why);
    if (rest.width() > 3 * margin)
        draw(*painter, option, mirrored(rest), beside, quiet);
    if (!keys.isEmpty()) {
        const QRect box(option.rect.right() - keysWidth - margin / 2, option.rect.top(), keysWidth, option.rect.height());
        painter->setPen(quiet);
        painter->setFont(option.font);
        painter->setLayoutDirection(Qt::LeftToRight); // "Ctrl+," would be turned around
        painter->drawText(mirrored(box), Qt::AlignCenter, keys);
    }
    painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {200, QFontMetrics(option.font).height() + 12};
}

} // namespace hookloupe::ui
