// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reader_view.h"

#include "store/columns.h"
#include "store/rows.h"

#include <limits>

namespace hookloupe::store {

namespace {
constexpr std::int64_t end = std::numeric_limits<std::int64_t>::max(); // beyond every id
constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();
} // namespace

Result<std::unique_ptr<ReaderView>> ReaderView::open(const std::string& path, Company company)
{
    auto opened = openForReading(path, company);
    if (!opened)
        return opened.error();
    Connection* const connection = &opened->connection;
    auto summary = prepareSelectSummary(*connection);
    if (!summary)
        return summary.error();
    auto body = prepareSelectBody(*connection);
    if (!body)
        return body.error();
    auto newest =
        Statement::prepare(*connection, "SELECT id FROM captures WHERE id < ? ORDER BY id DESC");
    if (!newest)
        return newest.error();
    auto removals = Statement::prepare(*connection, "SELECT value FROM meta WHERE key = 'removals'");
    if (!removals)
        return removals.error();
    return std::unique_ptr<ReaderView>(
        new ReaderView(std::move(opened->connection),
                       Statements{std::move(summary).value(), std::move(body).value(), std::move(newest).value(),
                                  std::move(removals).value()}));
}

Status ReaderView::refreshHidden()
{
    const auto row = statements.removals.step();
    if (!row)
        return noted(row.error());
    const std::int64_t removals = *row ? statements.removals.number(0) : 0;
    statements.removals.reset();
    if (removals == removalsSeen)
        return success();
    auto ranges = readTrash(connection);
    if (!ranges)
        return noted(ranges.error());
    hidden = std::move(ranges).value();
    removalsSeen = removals;
    return success();
}

Result<std::optional<CaptureSummary>> ReaderView::summary(CaptureId id)
{
    if (hidden.contains(toInt(id)))
        return std::optional<CaptureSummary>{};
    statements.summary.bind(1, toInt(id));
    const auto row = statements.summary.step();
    if (!row)
        return noted(row.error());
    std::optional<CaptureSummary> found;
    if (*row)
        found = readSummary(statements.summary);
    statements.summary.reset();
    return found;
}

Result<std::vector<CaptureId>> ReaderView::collect(Statement& statement, std::size_t most) const
{
    std::vector<CaptureId> ids;
    while (ids.size() < most) {
        const auto row = statement.step();
        if (!row)
            return noted(row.error());
        if (!*row)
            break;
        const std::int64_t id = statement.number(0);
        if (!hidden.contains(id))
            ids.push_back(CaptureId{id});
    }
    statement.reset();
    return ids;
}

Result<std::optional<CaptureId>> ReaderView::newestOf(EndpointId endpoint)
{
    auto statement = Statement::prepare(
        connection,
        "SELECT max(id) FROM (SELECT id FROM captures WHERE endpoint = ? AND id < ? AND kind <> ? ORDER BY id DESC LIMIT 1)");
    if (!statement)
        return noted(statement.error());
    for (std::int64_t before = end;;) {
        statement->bind(1, toInt(endpoint));
        statement->bind(2, before);
        statement->bind(3, static_cast<std::int64_t>(CaptureKind::Replay));
        const auto row = statement->step();
        if (!row)
            return noted(row.error());
        const std::int64_t id = statement->number(0); // 0: NULL
        statement->reset();
        if (id == 0)
            return std::optional<CaptureId>{};
        const IdRange* range = hidden.around(id);
        if (!range)
            return std::optional(CaptureId{id});
        before = range->first;
    }
}

/// From nothing the index is read, later the few new rows of the table.
Result<std::int64_t> ReaderView::countFrom(std::int64_t after)
{
    if (hidden.empty() || after > 0) {
        const std::string sql = after == 0 ? "SELECT count(*) FROM captures"
                                           : "SELECT count(*) FROM captures WHERE id > " + std::to_string(after);
        const auto count = connection.number(sql.c_str());
        return count ? Result<std::int64_t>(count->value_or(0)) : noted(count.error());
    }
    auto ids = Statement::prepare(connection, "SELECT id FROM captures INDEXED BY captures_by_endpoint");
    if (!ids)
        return noted(ids.error());
    const auto visible = collect(*ids, everything);
    return visible ? Result<std::int64_t>(static_cast<std::int64_t>(visible->size())) : visible.error();
}

Result<UtcTime> ReaderView::oldest()
{
    auto statement =
        Statement::prepare(connection, "SELECT id, arrived_at FROM captures WHERE id > ? ORDER BY id LIMIT 1");
    if (!statement)
        return noted(statement.error());
    for (std::int64_t after = 0;;) {
        statement->bind(1, after);
        const auto row = statement->step();
        if (!row)
            return noted(row.error());
        if (!*row)
            return UtcTime{};
        const IdRange* range = hidden.around(statement->number(0));
        if (!range)
            return timeOf(statement->number(1));
        after = range->last;
        statement->reset();
    }
}

} // namespace hookloupe::store
