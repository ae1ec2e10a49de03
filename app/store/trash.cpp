// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/trash.h"

#include <algorithm>

namespace hookloupe::store {

namespace {

Result<std::int64_t> countUp(Connection& connection)
{
    if (auto done = connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'removals'"); !done)
        return done.error();
    return lastRemoval(connection);
}

Status insertRange(Statement& insert, std::int64_t removal, const IdRange& range)
{
    insert.bind(1, removal);
    insert.bind(2, range.first);
    insert.bind(3, range.last);
    return insert.run();
}

Result<Statement> prepareInsertRange(Connection& connection)
{
    return Statement::prepare(connection, "INSERT INTO trash (removal, first, last) VALUES (?,?,?)");
}

/// How many captures are stored and not hidden. Reads the index alone, a hundredth of the table.
Result<std::int64_t> countVisible(Connection& connection, const IdRanges& hidden)
{
    if (hidden.empty()) {
        const auto all = connection.number("SELECT count(*) FROM captures");
        return all ? Result<std::int64_t>(all->value_or(0)) : all.error();
    }
    auto ids = Statement::prepare(connection, "SELECT id FROM captures INDEXED BY captures_by_endpoint");
    if (!ids)
        return ids.error();
    std::int64_t count = 0;
    for (;;) {
        const auto row = ids->step();
        if (!row)
            return row.error();
        if (!*row)
            return count;
        count += hidden.contains(ids->number(0)) ? 0 : 1;
    }
}

} // namespace

IdRanges::IdRanges(std::vector<IdRange> ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const IdRange& a, const IdRange& b) { return a.first < b.first; });
    for (const IdRange& range : ranges) {
        if (range.first > range.last)
            continue; // damage
        // Compared so that no end of all numbers is overstepped.
        if (!m_ranges.empty() && (range.first <= m_ranges.back().last || range.first - 1 == m_ranges.back().last))
            m_ranges.back().last = std::max(m_ranges.back().last, range.last);
        else
            m_ranges.push_back(range);
    }
}

const IdRange* IdRanges::around(std::int64_t id) const
{
    const auto after = std::upper_bound(m_ranges.begin(), m_ranges.end(), id,
                                        [](std::int64_t wanted, const IdRange& range) { return wanted < range.first; });
    if (after == m_ranges.begin() || std::prev(after)->last < id)
        return nullptr;
    return &*std::prev(after);
}

Result<std::int64_t> lastRemoval(Connection& connection)
{
    const auto number = connection.number("SELECT value FROM meta WHERE key = 'removals'");
    return number ? Result<std::int64_t>(number->value_or(0)) : number.error();
}

Result<IdRanges> readTrash(Connection& connection)
{
    auto statement = Statement::prepare(connection, "SELECT first, last FROM trash");
    if (!statement)
        return statement.error();
    std::vector<IdRange> ranges;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return IdRanges(std::move(ranges));
        ranges.push_back({statement->number(0), statement->number(1)});
    }
}

Result<Removal> moveToTrash(Connection& connection, const std::vector<CaptureId>& ids)
{
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    const auto hidden = readTrash(connection);
    if (!hidden)
        return hidden.error();
    auto exists = Statement::prepare(connection, "SELECT 1 FROM captures WHERE id = ?");
    if (!exists)
        return exists.error();
    std::vector<IdRange> found;
    for (const CaptureId id : ids) {
        if (hidden->contains(toInt(id)))
            continue;
        exists->bind(1, toInt(id));
        const auto row = exists->step();
        if (!row)
            return row.error();
        if (*row)
            found.push_back({toInt(id), toInt(id)});
        exists->reset();
    }
    auto insert = prepareInsertRange(connection);
    if (!insert)
        return insert.error();
    const auto number = countUp(connection);
    if (!number)
        return number.error();
    Removal removal{*number, 0};
    const IdRanges ranges(std::move(found)); // ids that follow each other become one row
    for (const IdRange& range : ranges.ranges()) {
        removal.captures += range.last - range.first + 1;
        if (auto done = insertRange(*insert, removal.number, range); !done)
            return done.error();
    }
    if (auto done = transaction->commit(); !done)
        return done.error();
    return removal;
}

Result<Removal> moveAllToTrash(Connection& connection)
{
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    const auto hidden = readTrash(connection);
    if (!hidden)
        return hidden.error();
    const auto count = countVisible(connection, *hidden);
    if (!count)
        return count.error();
    const auto last = connection.number("SELECT max(id) FROM captures");
    if (!last)
        return last.error();
    const auto number = countUp(connection);
    if (!number)
        return number.error();
    if (*count > 0) {
        auto insert = prepareInsertRange(connection);
        if (!insert)
            return insert.error();
        if (auto done = insertRange(*insert, *number, {1, last->value_or(0)}); !done)
            return done.error();
    }
    if (auto done = transaction->commit(); !done)
        return done.error();
    return Removal{*number, *count};
}

Status takeFromTrash(Connection& connection, const Removal& removal)
{
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    auto restore = Statement::prepare(connection, "DELETE FROM trash WHERE removal = ?");
    if (!restore)
        return restore.error();
    restore->bind(1, removal.number);
    if (auto done = restore->run(); !done)
        return done;
    if (connection.changes() == 0 && removal.captures > 0)
        return Error{ErrorCode::NotFound, "removal " + std::to_string(removal.number)};
    if (const auto counted = countUp(connection); !counted)
        return counted.error();
    return transaction->commit();
}

} // namespace hookloupe::store
