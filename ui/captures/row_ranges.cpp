// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/row_ranges.h"

#include <algorithm>

namespace hookloupe::ui {

std::vector<int> rowsOf(const QItemSelection& selection)
{
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selection) {
        if (range.left() > 0) // one range a row span: selections are whole rows
            continue;
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QItemSelection selectionOf(const QAbstractItemModel& model, std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end());
    QItemSelection selection;
    const int right = model.columnCount() - 1;
    for (auto first = rows.begin(); first != rows.end();) {
        auto last = first;
        while (last + 1 != rows.end() && *(last + 1) <= *last + 1)
            ++last;
        selection.append(QItemSelectionRange(model.index(*first, 0), model.index(*last, right)));
        first = last + 1;
    }
    return selection;
}

} // namespace hookloupe::ui
