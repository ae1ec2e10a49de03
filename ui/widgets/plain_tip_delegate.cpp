// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_tip_delegate.h"

#include "style/plain_text.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace hookloupe::ui {

bool PlainTipDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                                 const QModelIndex& index)
{
    if (!event || !view || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString text = index.data(Qt::ToolTipRole).toString();
    QToolTip::showText(event->globalPos(), plainToolTip(text), view, option.rect);
    return true;
}

} // namespace hookloupe::ui
