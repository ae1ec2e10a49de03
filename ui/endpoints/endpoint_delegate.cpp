// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/endpoint_delegate.h"

#include "endpoints/endpoint_model.h"
#include "style/colours.h"
#include "style/icons.h"
#include "style/mark_icon.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int margin = 8;
constexpr int markSide = 16;
constexpr int lineGap = 2;
constexpr int sparkBar = 2;       ///< pixels; a gap would be lost at this size
constexpr int narrowest = 130;    ///< of the text: below it there is no spark line

struct Painted {
    QPainter& painter;
    QStyleOptionViewItem item;
    Colours colours;
    bool selected;
    QColor strong;
    QColor quiet;
};

void drawLine(const Painted& p, const QRect& rect, const QFont& font, const QColor& colour, const QString& text)
{
    p.painter.setFont(font);
    p.painter.setPen(colour);
    QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
    if (p.item.direction == Qt::RightToLeft) // isolated: else the slash in front of a path would go behind it
        shown = QChar(0x2068) + shown + QChar(0x2069);
    p.painter.drawText(rect, int(QStyle::visualAlignment(p.item.direction, Qt::AlignLeft | Qt::AlignVCenter)), shown);
}

/// A piece of `width` cut off from the end of a line.
QRect takeFromEnd(QRect& line, int width, int gap, Qt::LayoutDirection direction)
{
    QRect piece = line;
    if (direction == Qt::RightToLeft) {
        piece.setWidth(width);
        line.setLeft(line.left() + width + gap);
    } else {
        piece.setLeft(line.right() - width + 1);
        line.setRight(line.right() - width - gap);
    }
    return piece;
}

QString badgeText(int unread)
{
    return unread > 999 ? u"999+"_s : QLocale().toString(unread);
}

void drawBadge(const Painted& p, QRect& line, int unread)
{
    QFont small = p.item.font;
    small.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(small);
    const QString text = badgeText(unread);
    const int wide = std::max(metrics.height() + 2, metrics.horizontalAdvance(text) + 12);
    QRect pill = takeFromEnd(line, wide, 6, p.item.direction);
    const int high = metrics.height();
    pill.setTop(pill.center().y() - high / 2);
    pill.setHeight(high);
    p.painter.setRenderHint(QPainter::Antialiasing);
    p.painter.setPen(Qt::NoPen);
    p.painter.setBrush(p.selected ? p.item.palette.color(QPalette::HighlightedText) : p.item.palette.color(QPalette::Highlight));
    p.painter.drawRoundedRect(pill, high / 2.0, high / 2.0);
    p.painter.setRenderHint(QPainter::Antialiasing, false);
    p.painter.setFont(small);
    p.painter.setPen(p.selected ? p.item.palette.color(QPalette::Highlight) : p.item.palette.color(QPalette::HighlightedText));
    p.painter.drawText(pill, Qt::AlignCenter, text);
}

/// Bars as high as what came; the bad ones from below in their own colour and longer than they would have to be.
void drawSpark(const Painted& p, const QRect& place, const std::vector<MarkCounts>& lately)
{
    int highest = 1;
    for (const MarkCounts& bar : lately)
        highest = std::max(highest, total(bar));
    const bool mirrored = p.item.direction == Qt::RightToLeft;
    int x = mirrored ? place.right() - sparkBar + 1 : place.left();
    for (const MarkCounts& bar : lately) {
        const int all = total(bar);
        if (all > 0) {
            const int high = std::max(2, all * place.height() / highest);
            const int badCount = bar[std::size_t(Mark::Bad)];
            const int bad = badCount == 0 ? 0 : std::max(2, badCount * high / all);
            const QColor ink = p.selected ? p.strong : markColour(p.colours, bar[0] > 0 ? Mark::Good : Mark::Unjudged);
            p.painter.fillRect(QRect(x, place.bottom() - high + 1, sparkBar, high - bad), ink);
            p.painter.fillRect(QRect(x, place.bottom() - bad + 1, sparkBar, bad), p.selected ? p.strong : p.colours.bad);
        }
        x += mirrored ? -sparkBar : sparkBar;
    }
    p.painter.fillRect(QRect(place.left(), place.bottom() + 1, int(lately.size()) * sparkBar, 1),
                       p.selected ? p.strong : p.colours.hairline);
}

/// A warning sign and its words.
void drawWarnings(const Painted& p, QRect line, const QStringList& warnings)
{
    const int side = QFontMetrics(p.item.font).ascent();
    QRect sign = line;
    if (p.item.direction == Qt::RightToLeft) {
        sign.setLeft(line.right() - side + 1);
        line.setRight(line.right() - side - 4);
    } else {
        sign.setWidth(side);
        line.setLeft(line.left() + side + 4);
    }
    const QIcon picture = icon(Glyph::Warning);
    picture.paint(&p.painter, sign, Qt::AlignCenter, p.selected ? QIcon::Selected : QIcon::Normal);
    drawLine(p, line, p.item.font, p.strong, warnings.join(u" · "_s));
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
    const QColor strong = item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const Painted p{*painter, item, colours, selected, strong, selected ? strong : colours.subtle};

    const QRect content = item.rect.adjusted(margin, 0, -margin, 0);
    const QString detail = index.data(EndpointModel::DetailRole).toString();
    const QStringList warnings = index.data(EndpointModel::WarningsRole).toStringList();
    const int lines = detail.isEmpty() ? 1 : (warnings.isEmpty() ? 2 : 3);

    painter->save();
    QFont title = item.font;
    title.setWeight(QFont::DemiBold);
    const int high = QFontMetrics(title).height();
    const int low = QFontMetrics(item.font).height();
    const int tall = high + (lines - 1) * (low + lineGap);
    const int top = content.top() + (content.height() - tall) / 2;
    const QVariant mark = index.data(EndpointModel::MarkRole);
    if (mark.isValid()) {
        const auto which = static_cast<Mark>(mark.toInt());
        const int centre = top + (lines == 1 ? high : high + low + lineGap) / 2;
        const QRect place(content.left(), centre - markSide / 2, markSide, markSide);
        paintMark(*painter, QStyle::visualRect(item.direction, content, place), which,
                  selected ? strong : markColour(colours, which));
    }
    const QRect text = QStyle::visualRect(item.direction, content, content.adjusted(markSide + margin, 0, 0, 0));

    QRect line(text.left(), top, text.width(), high);
    if (const int unread = index.data(EndpointModel::UnreadRole).toInt(); unread > 0)
        drawBadge(p, line, unread);
    drawLine(p, line, title, index.data(EndpointModel::EnabledRole).toBool() ? strong : p.quiet, item.text);
    if (lines > 1) {
        line = QRect(text.left(), line.bottom() + 1 + lineGap, text.width(), low);
        const auto lately = index.data(EndpointModel::LatelyRole).value<std::vector<MarkCounts>>();
        const bool any = std::any_of(lately.begin(), lately.end(), [](const MarkCounts& bar) { return total(bar) > 0; });
        const int wide = int(lately.size()) * sparkBar;
        if (any && text.width() - wide >= narrowest)
            drawSpark(p, takeFromEnd(line, wide, 8, item.direction).adjusted(0, 2, 0, -2), lately);
        drawLine(p, line, item.font, p.quiet, detail);
    }
    if (lines > 2)
        drawWarnings(p, QRect(text.left(), line.bottom() + 1 + lineGap, text.width(), low), warnings);
    painter->restore();
}

QSize EndpointDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int line = QFontMetrics(option.font).height();
    if (index.data(EndpointModel::DetailRole).toString().isEmpty())
        return {120, line + 16};
    const bool warns = !index.data(EndpointModel::WarningsRole).toStringList().isEmpty();
    return {120, (warns ? 3 : 2) * (line + lineGap) + 12};
}

} // namespace hookloupe::ui
