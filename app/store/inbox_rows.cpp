// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/inbox_rows.h"

#include "store/columns.h"
#include "store/lines.h"
#include "store/trash.h"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>

namespace hookloupe::store {

namespace {

constexpr std::string_view insertSql =
    "INSERT INTO inbox (position, capture, endpoint, target, attempts, begun) VALUES (?,?,?,?,?,?)";
constexpr std::string_view selectReadableSql =
    "SELECT position, capture, endpoint, target, attempts, begun FROM inbox WHERE position >= ? ORDER BY position";

void bindItem(Statement& insert, const InboxItem& item)
{
    ColumnWriter out(insert);
    if (item.position == 0)
        out.null(); // the next one
    else
        out.number(item.position);
    out.number(item.capture);
    out.number(item.endpoint);
    out.text(item.target);
    out.number(item.attempts);
    out.number(item.begun);
}

/// Runs a statement once for each number, in a transaction.
Status runForEach(Connection& connection, const char* sql, const std::vector<std::int64_t>& numbers)
{
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    auto statement = Statement::prepare(connection, sql);
    if (!statement)
        return statement.error();
    for (const std::int64_t number : numbers) {
        statement->bind(1, number);
        if (auto done = statement->run(); !done)
            return done;
    }
    return transaction->commit();
}

/// Of these positions those that are taken, in the order given, each once.
Result<std::vector<std::int64_t>> takenOf(Connection& connection, const std::vector<std::int64_t>& positions)
{
    auto statement = Statement::prepare(connection, "SELECT 1 FROM inbox WHERE position = ?");
    if (!statement)
        return statement.error();
    std::vector<std::int64_t> seen = positions;
    std::sort(seen.begin(), seen.end());
    if (std::adjacent_find(seen.begin(), seen.end()) != seen.end())
        return Error{ErrorCode::InvalidInput, "a position is named twice"};
    std::vector<std::int64_t> taken;
    for (const std::int64_t position : positions) {
        statement->bind(1, position);
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (*row)
            taken.push_back(position);
        statement->reset();
    }
    return taken;
}

/// Hands over the items that meet a condition, in the order of delivery and without those of hidden captures, until the
/// handler returns false.
Status forEachVisible(Connection& connection, const char* condition, const std::function<void(Statement&)>& bind,
                      const std::function<bool(const Statement&)>& handle)
{
    const auto transaction = Transaction::begin(connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    const auto hidden = readTrash(connection);
    if (!hidden)
        return hidden.error();
    auto rows = Statement::prepare(connection, std::string("SELECT position, capture, endpoint, target, attempts, begun "
                                                           "FROM inbox WHERE ") + condition + " ORDER BY position");
    if (!rows)
        return rows.error();
    bind(*rows);
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return success();
        if (!hidden->contains(rows->number(1)) && !handle(*rows))
            return success();
    }
}

} // namespace

Result<InboxRows> InboxRows::prepare(Connection& connection)
{
    auto insert = Statement::prepare(connection, insertSql);
    if (!insert)
        return insert.error();
    auto finish = Statement::prepare(connection, "DELETE FROM inbox WHERE position = ? AND capture = ?");
    if (!finish)
        return finish.error();
    auto update = Statement::prepare(connection,
                                     "UPDATE inbox SET attempts = ?, begun = ? WHERE position = ? AND capture = ?");
    if (!update)
        return update.error();
    return InboxRows(std::move(insert).value(), std::move(finish).value(), std::move(update).value());
}

Result<std::vector<std::int64_t>> InboxRows::insert(Connection& connection, const Capture& capture)
{
    std::vector<std::int64_t> positions;
    positions.reserve(capture.forwardTo.size());
    for (const std::string& target : capture.forwardTo) {
        const InboxItem item{0, capture.summary.id, capture.summary.endpoint, target, 0, capture.forwardAtOnce};
        bindItem(m_insert, item);
        if (auto done = m_insert.run(); !done)
            return done.error();
        positions.push_back(sqlite3_last_insert_rowid(connection.handle()));
    }
    return positions;
}

Status InboxRows::finish(std::int64_t position, CaptureId capture)
{
    m_finish.bind(1, position);
    m_finish.bind(2, toInt(capture));
    return m_finish.run();
}

Status InboxRows::update(const InboxItem& item)
{
    m_update.bind(1, item.attempts);
    m_update.bind(2, item.begun);
    m_update.bind(3, item.position);
    m_update.bind(4, toInt(item.capture));
    return m_update.run();
}

Result<std::vector<InboxItem>> readInbox(Connection& connection, std::int64_t after, std::size_t limit)
{
    std::vector<InboxItem> items;
    auto done = forEachVisible(connection, "position > ?", [&](Statement& rows) { rows.bind(1, after); },
                               [&](const Statement& row) {
                                   if (items.size() < limit)
                                       items.push_back(readInboxItem(row));
                                   return items.size() < limit;
                               });
    return done ? Result<std::vector<InboxItem>>(std::move(items)) : done.error();
}

Result<std::vector<InboxItem>> readInboxOf(Connection& connection, EndpointId endpoint, const std::string& target,
                                           std::int64_t after, std::size_t limit)
{
    std::vector<InboxItem> items;
    const auto bind = [&](Statement& rows) {
        rows.bind(1, after);
        rows.bind(2, toInt(endpoint));
        rows.bindText(3, target);
    };
    auto done = forEachVisible(connection, "position > ? AND endpoint = ? AND target = ?", bind, [&](const Statement& row) {
        if (items.size() < limit)
            items.push_back(readInboxItem(row));
        return items.size() < limit;
    });
    return done ? Result<std::vector<InboxItem>>(std::move(items)) : done.error();
}

Result<std::int64_t> countInbox(Connection& connection)
{
    std::int64_t count = 0;
    auto done = forEachVisible(connection, "TRUE", [](Statement&) {}, [&](const Statement&) { return ++count > 0; });
    return done ? Result<std::int64_t>(count) : done.error();
}

Result<std::int64_t> countWaiting(Connection& connection, const std::vector<CaptureId>& ids)
{
    const std::set<CaptureId> asked(ids.begin(), ids.end());
    std::set<std::int64_t> waiting; // a capture may wait for several targets
    auto done = forEachVisible(connection, "TRUE", [](Statement&) {}, [&](const Statement& row) {
        const std::int64_t capture = row.number(1);
        if (asked.empty() || asked.contains(CaptureId{capture}))
            waiting.insert(capture);
        return true;
    });
    return done ? Result<std::int64_t>(static_cast<std::int64_t>(waiting.size())) : done.error();
}

Result<std::vector<InboxQueue>> readInboxQueues(Connection& connection)
{
    std::map<std::pair<std::int64_t, std::string>, InboxQueue> queues;
    auto done = forEachVisible(connection, "TRUE", [](Statement&) {}, [&](const Statement& row) {
        InboxQueue& queue = queues[{row.number(2), row.bytes(3)}];
        const CaptureId capture{row.number(1)};
        queue.oldest = queue.items == 0 ? capture : std::min(queue.oldest, capture);
        return ++queue.items > 0;
    });
    if (!done)
        return done.error();
    std::vector<InboxQueue> found;
    for (auto& [key, queue] : queues)
        found.push_back({EndpointId{key.first}, key.second, queue.items, queue.oldest});
    return found;
}

Status beginDeliveries(Connection& connection, const std::vector<std::int64_t>& positions)
{
    return runForEach(connection, "UPDATE inbox SET begun = 1 WHERE position = ?", positions);
}

Result<std::vector<InboxItem>> queueItems(Connection& connection, const std::vector<InboxItem>& items)
{
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    auto exists = Statement::prepare(connection, "SELECT 1 FROM captures WHERE id = ?1 AND NOT EXISTS "
                                                 "(SELECT 1 FROM inbox WHERE position = ?2)");
    auto insert = Statement::prepare(connection, insertSql);
    if (!exists || !insert)
        return connection.lastError();
    std::vector<InboxItem> queued;
    for (const InboxItem& item : items) {
        exists->bind(1, toInt(item.capture));
        exists->bind(2, item.position);
        const auto possible = exists->step();
        if (!possible)
            return possible.error();
        exists->reset();
        if (!*possible)
            continue;
        bindItem(*insert, item);
        if (auto done = insert->run(); !done)
            return done.error();
        queued.push_back(item);
        queued.back().position = sqlite3_last_insert_rowid(connection.handle());
    }
    if (auto done = transaction->commit(); !done)
        return done.error();
    return queued;
}

Status skipItems(Connection& connection, const std::vector<std::int64_t>& positions)
{
    return runForEach(connection, "DELETE FROM inbox WHERE position = ?", positions);
}

Status reorderItems(Connection& connection, const std::vector<std::int64_t>& positions)
{
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    const auto order = takenOf(connection, positions);
    if (!order)
        return order.error();
    auto places = *order;
    std::sort(places.begin(), places.end());
    auto move = Statement::prepare(connection, "UPDATE inbox SET position = ? WHERE position = ?");
    if (!move)
        return move.error();
    // Two items never have one place: all go aside first, below every place there is.
    for (std::size_t i = 0; i < order->size(); ++i) {
        move->bind(1, -places[i]);
        move->bind(2, (*order)[i]);
        if (auto done = move->run(); !done)
            return done;
    }
    for (const std::int64_t place : places) {
        move->bind(1, place);
        move->bind(2, -place);
        if (auto done = move->run(); !done)
            return done;
    }
    return transaction->commit();
}

Result<std::vector<InboxTarget>> readHeldTargets(Connection& connection)
{
    const auto text = connection.text("SELECT value FROM meta WHERE key = 'held_targets'");
    if (!text)
        return text.error();
    std::vector<InboxTarget> targets;
    for (const std::string& line : splitLines(*text)) {
        const auto tab = line.find('\t');
        std::int64_t endpoint = 0;
        const auto [end, error] = std::from_chars(line.data(), line.data() + std::min(tab, line.size()), endpoint);
        if (tab != std::string::npos && error == std::errc() && end == line.data() + tab)
            targets.emplace_back(EndpointId{endpoint}, line.substr(tab + 1));
    }
    return targets;
}

Status writeHeldTargets(Connection& connection, const std::vector<InboxTarget>& targets)
{
    std::string text;
    for (const auto& [endpoint, target] : targets)
        text += std::to_string(toInt(endpoint)) + '\t' + target + '\n';
    auto write = Statement::prepare(connection, "INSERT OR REPLACE INTO meta (key, value) VALUES ('held_targets', ?)");
    if (!write)
        return write.error();
    write->bindText(1, text);
    return write->run();
}

Status putInboxItem(Connection& connection, const InboxItem& item)
{
    auto insert = Statement::prepare(connection, insertSql);
    if (!insert)
        return insert.error();
    bindItem(*insert, item);
    return insert->run();
}

Result<Statement> prepareSelectInbox(Connection& connection)
{
    return Statement::prepare(connection, selectReadableSql);
}

bool isInboxRow(const Statement& row)
{
    enum Column { Capture = 1, Endpoint, Target, Attempts, Begun };
    const bool begun = row.isNumber(Begun) && (row.number(Begun) == 0 || row.number(Begun) == 1);
    return row.isNumber(Capture) && row.number(Capture) > 0 && row.isNumber(Endpoint) && row.isText(Target) && row.isNumber(Attempts) && begun;
}

InboxItem readInboxItem(const Statement& row)
{
    ColumnReader in(row);
    InboxItem item;
    item.position = in.number();
    item.capture = CaptureId{in.number()};
    item.endpoint = EndpointId{in.number()};
    in.bytes(item.target);
    in.number(item.attempts);
    item.begun = in.number() != 0;
    return item;
}

} // namespace hookloupe::store
