// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/capture_delegate.h"

#include "models/capture_model.h"
#include "style/colours.h"
#include "style/mark_icon.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace hookloupe::ui {

namespace {

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

} // namespace

void CaptureDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    option->state &= ~QStyle::State_HasFocus; // the row is selected as a whole: no frame around one cell
    const QVariant mark = index.data(CaptureModel::MarkRole);
    const auto column = static_cast<CaptureColumn>(index.column());
    if (isRightAligned(column)) // right-aligned beside left-aligned text: some room between them
        option->text += QChar(0x2002);
    const Colours colours = coloursFor(option->palette);
    if (!mark.isValid())
        option->palette.setColor(QPalette::Text, colours.subtle);
    else if (column == CaptureColumn::Signature)
        option->palette.setColor(QPalette::Text, markColour(colours, markOf(static_cast<SignatureVerdict>(
                                                              index.data(CaptureModel::VerdictRole).toInt()))));
    else if (column == CaptureColumn::Record)
        option->palette.setColor(QPalette::Text, markColour(colours, markOf(static_cast<SpeckleStatus>(
                                                              index.data(CaptureModel::RawRole).toInt()))));
}

void CaptureDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (static_cast<CaptureColumn>(index.column()) != CaptureColumn::Mark) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, widget);
    const QVariant mark = index.data(CaptureModel::MarkRole);
    if (!mark.isValid())
        return;
    const auto which = static_cast<Mark>(mark.toInt());
    const int side = std::min(16, cell.rect.height() - 4);
    QRect place(0, 0, side, side);
    place.moveCenter(cell.rect.center());
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    paintMark(*painter, place, which,
              selected ? cell.palette.color(QPalette::HighlightedText) : markColour(coloursFor(cell.palette), which));
}

int CaptureDelegate::rowHeight(const QFontMetrics& metrics)
{
    return metrics.height() + 9;
}

} // namespace hookloupe::ui
