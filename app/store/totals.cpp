// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/totals.h"

#include "store/columns.h"

#include <algorithm>

namespace hookloupe::store {

namespace {

/// Reading a row that is not wanted costs less than a new look-up if there are fewer than this in between.
constexpr std::int64_t shortestGap = 16;

} // namespace

Result<CaptureTotals> totalsOf(Connection& connection, std::vector<CaptureId> ids, const IdRanges& hidden)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    auto rows = Statement::prepare(connection, "SELECT id, arrived_at, content_bytes, kind, verdict, record_status "
                                               "FROM captures WHERE id BETWEEN ? AND ? ORDER BY id");
    if (!rows)
        return rows.error();
    CaptureTotals totals;
    CaptureSummary summary; // filled as far as markOf() looks
    for (auto first = ids.begin(); first != ids.end();) {
        auto end = first + 1;
        while (end != ids.end() && toInt(*end) - toInt(*(end - 1)) < shortestGap)
            ++end;
        rows->bind(1, toInt(*first));
        rows->bind(2, toInt(*(end - 1)));
        for (auto wanted = first;;) {
            const auto row = rows->step();
            if (!row)
                return row.error();
            if (!*row)
                break;
            const std::int64_t id = rows->number(0);
            wanted = std::lower_bound(wanted, end, CaptureId{id});
            if (wanted == end || toInt(*wanted) != id || hidden.contains(id))
                continue;
            readMarkOf(summary, *rows, 3);
            totals.add(timeOf(rows->number(1)), amountOf(rows->number(2)), markOf(summary));
        }
        rows->reset();
        first = end;
    }
    return totals;
}

} // namespace hookloupe::store
