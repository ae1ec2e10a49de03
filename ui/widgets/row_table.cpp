// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/row_table.h"

#include <QHeaderView>
#include <QTableView>

namespace hookloupe::ui {

void setUpRowTable(QTableView& table)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 8);
    table.horizontalHeader()->setHighlightSections(false);
}

} // namespace hookloupe::ui
