// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/row_table.h"

#include <QHeaderView>

namespace hookloupe::ui {

RowTable::RowTable(QWidget* parent) : QTableView(parent)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setHighlightSections(false);
}

QItemSelectionModel::SelectionFlags RowTable::selectionCommand(const QModelIndex& index, const QEvent* event) const
{
    // Only what the user does comes with an event.
    const bool ownMove = !event && selectionMode() == QAbstractItemView::ExtendedSelection;
    return ownMove ? QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows : QTableView::selectionCommand(index, event);
}

} // namespace hookloupe::ui
