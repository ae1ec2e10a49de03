// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/capture_delegate.h"

#include "captures/row_signs.h"
#include "captures/capture_model.h"
#include "style/colours.h"
#include "style/mark_icon.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace hookloupe::ui {

namespace {

constexpr int textMargin = 4;
constexpr int signGap = 4;
constexpr int barWidth = 4;
constexpr int markGap = 4;

Mark markOf(SignatureVerdict verdict)
{
    CaptureSummary alone; // judged by the verdict alone
    alone.record.status = SpeckleStatus::Success;
    alone.signature.verdict = verdict;
    return hookloupe::markOf(alone);
}

Mark markOf(SpeckleStatus status)
{
    switch (status) {
    case SpeckleStatus::Success:
        return Mark::Good;
    case SpeckleStatus::Failure:
        return Mark::Bad;
    case SpeckleStatus::Pending:
    case SpeckleStatus::BeingSent:
        return Mark::Unjudged;
    }
    return Mark::Unjudged;
}

CaptureColumn columnOf(const QModelIndex& index)
{
    return static_cast<CaptureColumn>(index.column());
}

CaptureKind kindOf(const QModelIndex& index)
{
    return static_cast<CaptureKind>(index.data(CaptureModel::KindRole).toInt()); // while it is read: a request like others
}

ColourMark colourOf(const QModelIndex& index)
{
    return static_cast<ColourMark>(index.data(CaptureModel::ColourRole).toInt());
}

std::vector<RowSign> signsOf(const QModelIndex& index)
{
    std::vector<RowSign> signs;
    if (columnOf(index) != CaptureColumn::Event)
        return signs;
    switch (kindOf(index)) {
    case CaptureKind::Request:
        break;
    case CaptureKind::Malformed:
        signs.push_back(RowSign::Malformed);
        break;
    case CaptureKind::Replay:
        signs.push_back(RowSign::Replayed);
        break;
    }
    if (index.data(CaptureModel::UnexpectedRole).toBool())
        signs.push_back(RowSign::Unexpected);
    return signs;
}

int signSide(const QFontMetrics& metrics)
{
    return std::clamp(metrics.ascent() + 1, 8, 24);
}

int discSide(const QFontMetrics& metrics)
{
    return std::clamp(metrics.height() - 1, 8, 32);
}

int markSide(const QFontMetrics& metrics)
{
    return std::clamp(metrics.height() + 1, 8, 32);
}

} // namespace

void CaptureDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    option->state &= ~QStyle::State_HasFocus; // the row is selected as a whole: no frame around one cell
    const QVariant mark = index.data(CaptureModel::MarkRole);
    const CaptureColumn column = columnOf(index);
    const Colours colours = coloursFor(option->palette);
    if (!mark.isValid())
        option->palette.setColor(QPalette::Text, colours.subtle);
    else if (column == CaptureColumn::Signature)
        option->palette.setColor(QPalette::Text, markColour(colours, markOf(static_cast<SignatureVerdict>(
                                                              index.data(CaptureModel::VerdictRole).toInt()))));
    else if (column == CaptureColumn::Record)
        option->palette.setColor(QPalette::Text, markColour(colours, markOf(static_cast<SpeckleStatus>(
                                                              index.data(CaptureModel::RawRole).toInt()))));
    if (kindOf(index) == CaptureKind::Replay) {
        option->font.setItalic(true);
        option->fontMetrics = QFontMetrics(option->font);
    }
}

QStringList CaptureDelegate::chipsOf(const QModelIndex& index) const
{
    const CaptureColumn column = columnOf(index);
    const bool here = column == CaptureColumn::Tags || (column == CaptureColumn::Summary && m_tagsInSummary);
    return here ? index.data(CaptureModel::TagsRole).toStringList() : QStringList();
}

void CaptureDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, widget);

    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    const Colours colours = coloursFor(cell.palette);
    const QColor ink = cell.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    if (kindOf(index) == CaptureKind::Malformed && !selected)
        paintHatch(*painter, cell.rect, option.palette);
    const CaptureColumn column = columnOf(index);
    if (column == CaptureColumn::Mark) {
        paintMarks(*painter, cell, index, ink);
        return;
    }

    // Laid out from the left, then mirrored where words run from the right.
    QRect rest = cell.rect.adjusted(textMargin, 0, -textMargin, 0);
    const auto placed = [&cell](const QRect& rect) { return QStyle::visualRect(cell.direction, cell.rect, rect); };
    for (const RowSign sign : signsOf(index)) {
        const int side = signSide(cell.fontMetrics);
        QRect place(rest.left(), 0, side, side);
        place.moveTop(cell.rect.center().y() - side / 2);
        const QColor colour = sign == RowSign::Unexpected ? colours.warningText : colours.bad;
        paintRowSign(*painter, placed(place), sign, selected ? ink : sign == RowSign::Replayed ? colours.accent : colour);
        rest.setLeft(place.right() + 1 + signGap);
    }
    if (const QStringList tags = chipsOf(index); !tags.isEmpty()) {
        QRect place = rest;
        if (column == CaptureColumn::Summary)
            place.setWidth(rest.width() * 3 / 5); // something of the summary stays
        const int used = paintChips(*painter, placed(place), tags, option.font, selected ? ink : colours.accent,
                                    cell.direction == Qt::RightToLeft);
        rest.setLeft(rest.left() + used + 2);
    }
    if (column == CaptureColumn::Tags || rest.width() <= 0)
        return;
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(ink);
    painter->drawText(placed(rest), int(QStyle::visualAlignment(cell.direction, cell.displayAlignment)) | Qt::TextSingleLine,
                      cell.fontMetrics.elidedText(cell.text, cell.textElideMode, rest.width()));
    painter->restore();
}

void CaptureDelegate::paintMarks(QPainter& painter, const QStyleOptionViewItem& cell, const QModelIndex& index,
                                 const QColor& selectedInk) const
{
    const QVariant mark = index.data(CaptureModel::MarkRole);
    if (!mark.isValid())
        return;
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    const auto placed = [&cell](const QRect& rect) { return QStyle::visualRect(cell.direction, cell.rect, rect); };
    const QFontMetrics& metrics = cell.fontMetrics;
    const auto centred = [&cell](int left, int side) {
        return QRect(left, cell.rect.center().y() - side / 2, side, side);
    };
    const int discLeft = cell.rect.left() + barWidth + 2;
    if (const ColourMark colour = colourOf(index); colour != ColourMark::None) {
        const QRect bar(cell.rect.left(), cell.rect.top(), barWidth, cell.rect.height());
        painter.fillRect(placed(bar), colourPair(cell.palette, colour).ground);
        paintColourDisc(painter, placed(centred(discLeft, discSide(metrics))), colour, cell.palette);
    }
    const auto which = static_cast<Mark>(mark.toInt());
    const QRect place = centred(discLeft + discSide(metrics) + markGap, std::min(markSide(metrics), cell.rect.height() - 4));
    paintMark(painter, placed(place), which, selected ? selectedInk : markColour(coloursFor(cell.palette), which));
}

QSize CaptureDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const int height = rowHeight(cell.fontMetrics);
    if (columnOf(index) == CaptureColumn::Mark)
        return {markWidth(cell.fontMetrics), height};
    int width = 2 * textMargin + 2 + chipsWidth(chipsOf(index), option.font);
    width += static_cast<int>(signsOf(index).size()) * (signSide(cell.fontMetrics) + signGap);
    if (columnOf(index) != CaptureColumn::Tags)
        width += cell.fontMetrics.horizontalAdvance(cell.text);
    return {width, height};
}

int CaptureDelegate::rowHeight(const QFontMetrics& metrics)
{
    return metrics.height() + 9;
}

int CaptureDelegate::markWidth(const QFontMetrics& metrics)
{
    return barWidth + 2 + discSide(metrics) + markGap + markSide(metrics) + markGap;
}

} // namespace hookloupe::ui
