// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/needed.h"

#include <algorithm>

namespace hookloupe::store {

namespace {

constexpr const char* waitingSql = "SELECT id, head_bytes + content_bytes FROM captures WHERE id BETWEEN ? AND ? AND id IN "
                                   "(SELECT capture FROM inbox)";
// Tags are the lines of a text.
constexpr const char* markedSql = "SELECT id, head_bytes + content_bytes FROM captures WHERE id BETWEEN ? AND ? AND id IN "
                                  "(SELECT id FROM annotations WHERE note <> '' OR "
                                  "instr(char(10) || lower(tags) || char(10), char(10) || 'keep' || char(10)) > 0) "
                                  "AND id NOT IN (SELECT capture FROM inbox)";

Status collect(Connection& connection, const char* sql, bool waits, std::int64_t first, std::int64_t last,
               std::vector<NeededCapture>& needed)
{
    auto rows = Statement::prepare(connection, sql);
    if (!rows)
        return rows.error();
    rows->bind(1, first);
    rows->bind(2, last);
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return success();
        needed.push_back({CaptureId{rows->number(0)}, waits, rows->number(1)});
    }
}

} // namespace

Result<std::vector<NeededCapture>> neededCaptures(Connection& connection, KeepMarked marked, std::int64_t first, std::int64_t last)
{
    std::vector<NeededCapture> needed;
    if (auto done = collect(connection, waitingSql, true, first, last, needed); !done)
        return done.error();
    if (marked == KeepMarked::Yes) {
        if (auto done = collect(connection, markedSql, false, first, last, needed); !done)
            return done.error();
    }
    std::sort(needed.begin(), needed.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return needed;
}

} // namespace hookloupe::store
