// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/salvage_rows.h"

#include "store/annotation_rows.h"
#include "store/delivery_rows.h"
#include "store/endpoint_rows.h"
#include "store/inbox_rows.h"
#include "store/lines.h"
#include "store/row_search.h"
#include "store/rows.h"
#include "store/schema.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <optional>
#include <vector>

namespace hookloupe::store {

namespace {

constexpr std::int64_t rowsPerTransaction = 10'000;

/// The largest number any of these queries still tells; if none does, as many as there is room for.
std::int64_t lastOf(Connection& damaged, std::int64_t damagedBytes, std::initializer_list<const char*> queries)
{
    std::int64_t last = 0;
    for (const char* sql : queries) {
        if (const auto id = damaged.number(sql); id)
            last = std::max(last, id.value().value_or(0));
    }
    constexpr std::int64_t smallestRow = 100;            // bytes
    constexpr std::int64_t most = 1'000'000'000'000'000; // more is damage
    return last > 0 ? std::min(last, most) : damagedBytes / smallestRow;
}

std::int64_t lastIdIn(Connection& damaged, std::int64_t damagedBytes)
{
    return lastOf(damaged, damagedBytes,
                  {"SELECT max(id) FROM captures NOT INDEXED", "SELECT max(id) FROM bodies",
                   "SELECT max(id) FROM captures INDEXED BY captures_by_endpoint"});
}

Result<std::vector<std::int64_t>> numbers(Connection& connection, const char* sql)
{
    auto statement = Statement::prepare(connection, sql);
    if (!statement)
        return statement.error();
    std::vector<std::int64_t> found;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return found;
        found.push_back(statement->number(0));
    }
}

/// As many as can be read.
std::vector<std::int64_t> readableNumbers(Connection& connection, const char* sql)
{
    std::vector<std::int64_t> found;
    auto statement = Statement::prepare(connection, sql);
    if (!statement)
        return found;
    for (auto row = statement->step(); row && *row; row = statement->step())
        found.push_back(statement->number(0));
    return found;
}

constexpr const char* idsInIndex = "SELECT id FROM captures INDEXED BY captures_by_endpoint";

/// Inserts rows in transactions of a bearable size; keeps the first error.
class Filler {
public:
    explicit Filler(Connection& target) : m_target(target) {}

    bool insert(const std::function<Status()>& insertRow)
    {
        if (m_rows % rowsPerTransaction == 0)
            m_status = restart();
        if (m_status)
            m_status = insertRow();
        ++m_rows;
        return m_status.ok();
    }
    [[nodiscard]] Status finish()
    {
        if (m_status && m_transaction)
            m_status = m_transaction->commit();
        m_transaction.reset();
        return m_status;
    }

private:
    Status restart()
    {
        if (m_transaction) {
            if (auto done = m_transaction->commit(); !done)
                return done;
            m_transaction.reset();
        }
        auto begun = Transaction::begin(m_target, Transaction::Kind::Write);
        if (!begun)
            return begun.error();
        m_transaction.emplace(std::move(begun).value());
        return success();
    }

    Connection& m_target;
    std::optional<Transaction> m_transaction;
    std::int64_t m_rows = 0;
    Status m_status = success();
};

Status copySummaries(Connection& damaged, Connection& target, std::int64_t last)
{
    auto from = prepareSelectSummariesFrom(damaged);
    if (!from)
        return success(); // this table is gone
    auto to = prepareInsertSummary(target);
    if (!to)
        return to.error();
    Filler filler(target);
    const auto copy = [&](const Statement& row) {
        const CaptureSummary summary = readSummary(row);
        return filler.insert([&] {
            bindSummary(*to, summary);
            return to->run();
        });
    };
    forEachReadableRow(*from, last, readableNumbers(damaged, idsInIndex), {isSummaryRow, copy});
    return filler.finish();
}

Status copyBodies(Connection& damaged, Connection& target, std::int64_t last)
{
    auto from = prepareSelectBodiesFrom(damaged);
    if (!from)
        return success();
    auto to = prepareInsertBody(target);
    if (!to)
        return to.error();
    Filler filler(target);
    const auto copy = [&](const Statement& row) {
        const BodyRow body = readBody(row);
        return filler.insert([&] {
            bindBody(*to, body.capture, body.inFiles);
            return to->run();
        });
    };
    forEachReadableRow(*from, last, readableNumbers(target, "SELECT id FROM captures"), {isBodyRow, copy});
    return filler.finish();
}

/// Method and target are in the head; when it came, its neighbour tells.
CaptureSummary summaryFromBytes(const Capture& capture, UtcTime neighbour)
{
    CaptureSummary summary;
    summary.id = capture.summary.id;
    summary.arrivedAt = neighbour;
    const std::string line = capture.head.substr(0, capture.head.find('\r'));
    const auto first = line.find(' ');
    const auto second = line.find(' ', first == std::string::npos ? first : first + 1);
    if (second != std::string::npos) {
        summary.method = line.substr(0, first);
        summary.target = line.substr(first + 1, second - first - 1);
    }
    summary.headBytes = static_cast<std::int64_t>(capture.head.size());
    summary.contentBytes = static_cast<std::int64_t>(capture.content().size());
    return summary;
}

Status makeMissingSummaries(Connection& target)
{
    const auto ids =
        numbers(target, "SELECT id FROM bodies WHERE id NOT IN (SELECT id FROM captures) ORDER BY id");
    if (!ids)
        return ids.error();
    auto body = prepareSelectBody(target);
    auto neighbour =
        Statement::prepare(target, "SELECT arrived_at FROM captures WHERE id < ? ORDER BY id DESC LIMIT 1");
    auto to = prepareInsertSummary(target);
    if (!body || !neighbour || !to)
        return target.lastError();
    Filler filler(target);
    for (const std::int64_t id : *ids) {
        const bool good = filler.insert([&]() -> Status {
            neighbour->bind(1, id);
            const auto near = neighbour->step();
            if (!near)
                return near.error();
            const UtcTime time(Micros(*near ? neighbour->number(0) : 0));
            neighbour->reset();
            body->bind(1, id);
            if (const auto row = body->step(); !row)
                return row.error();
            const CaptureSummary summary = summaryFromBytes(readBody(*body).capture, time);
            body->reset();
            bindSummary(*to, summary);
            return to->run();
        });
        if (!good)
            break;
    }
    return filler.finish();
}

/// What else can be had: the store's name, the last id given, endpoints.
Status copySettings(Connection& damaged, Connection& target)
{
    const auto id = damaged.text("SELECT value FROM meta WHERE key = 'store_id'");
    if (id && id.value().size() == 32) {
        auto update = Statement::prepare(target, "UPDATE meta SET value = ? WHERE key = 'store_id'");
        if (!update)
            return update.error();
        update->bindText(1, id.value());
        if (auto done = update->run(); !done)
            return done;
    }
    const auto last = damaged.number("SELECT value FROM meta WHERE key = 'last_id'");
    if (last && last->value_or(0) > 0 && **last < largestId) {
        const std::string sql =
            "UPDATE meta SET value = " + std::to_string(**last) + " WHERE key = 'last_id'";
        if (auto done = target.execute(sql.c_str()); !done)
            return done;
    }
    if (const auto held = readHeldTargets(damaged); held && !held->empty()) {
        if (auto done = writeHeldTargets(target, *held); !done)
            return done;
    }
    auto guarded = readGuarded(damaged);
    const auto endpoints = readEndpoints(damaged);
    if (!(id && id.value().size() == 32) && endpoints) {
        // Secrets are kept under the name that is lost: who had any is not known, so everybody is taken to.
        guarded = std::optional<std::vector<EndpointId>>(std::in_place);
        for (const Endpoint& endpoint : *endpoints)
            (*guarded)->push_back(endpoint.id);
    }
    if (guarded && *guarded) {
        if (auto done = writeGuarded(target, **guarded); !done)
            return done;
    }
    if (!endpoints)
        return success();
    for (const Endpoint& endpoint : *endpoints) {
        if (auto done = putEndpoint(target, endpoint); !done && done.error().code != ErrorCode::AlreadyExists)
            return done;
    }
    return success();
}

// A replaced first page may name other tables' pages as the roots of these two: what is not of their form is not theirs.
constexpr const char* readAnnotations =
    "SELECT id, colour, tags, note FROM annotations WHERE id >= ? ORDER BY id";
constexpr const char* readRanges =
    "SELECT removal, first, last FROM trash WHERE typeof(removal) = 'integer' AND typeof(first) = 'integer' "
    "AND typeof(last) = 'integer' AND first <= last";

bool isAnnotationRow(const Statement& row)
{
    const bool colour = row.isNumber(1) && row.number(1) >= 0 && row.number(1) <= static_cast<std::int64_t>(ColourMark::Purple);
    return colour && row.isText(2) && row.isText(3);
}

/// What the user wrote, and what was removed. Of the latter nothing that can be read comes back.
Status copyUsersMarks(Connection& damaged, Connection& target, std::int64_t last)
{
    auto exists = Statement::prepare(target, "SELECT 1 FROM captures WHERE id = ?");
    auto range = Statement::prepare(target, "INSERT INTO trash (removal, first, last) VALUES (?,?,?)");
    auto counter = Statement::prepare(target, "UPDATE meta SET value = max(value, ?) WHERE key = 'removals'");
    if (!exists || !range || !counter)
        return target.lastError();
    Filler filler(target);
    const auto copyAnnotation = [&](const Statement& row) {
        const Annotated annotated{CaptureId{row.number(0)},
                                  {static_cast<ColourMark>(row.number(1)), splitLines(row.bytes(2)), row.bytes(3)}};
        return filler.insert([&]() -> Status {
            exists->bind(1, toInt(annotated.id));
            const auto found = exists->step();
            exists->reset();
            return found && *found ? putAnnotation(target, annotated) : success();
        });
    };
    const auto copyRange = [&](const Statement& row) {
        return filler.insert([&]() -> Status {
            for (int column = 0; column < 3; ++column)
                range->bind(column + 1, row.number(column));
            if (auto done = range->run(); !done)
                return done;
            counter->bind(1, row.number(0));
            return counter->run();
        });
    };
    // A store of version 1 has neither table.
    if (auto rows = Statement::prepare(damaged, readAnnotations); rows)
        forEachReadableRow(*rows, last, {}, {isAnnotationRow, copyAnnotation});
    if (auto rows = Statement::prepare(damaged, readRanges); rows) {
        for (auto row = rows->step(); row && *row && copyRange(*rows); row = rows->step()) {
        }
    }
    return filler.finish();
}

/// What was sent to receivers, and what still is to be: of captures that were not lost.
Status copyDeliveries(Connection& damaged, Connection& target, std::int64_t damagedBytes)
{
    auto deliveries = DeliveryRows::prepare(target);
    auto exists = Statement::prepare(target, "SELECT 1 FROM captures WHERE id = ?");
    if (!deliveries || !exists)
        return target.lastError();
    // Damage may show one row twice: the first is kept.
    const auto unlessTwice = [](const Status& done) {
        const bool fine = done || done.error().code == ErrorCode::AlreadyExists || done.error().code == ErrorCode::NotFound;
        return fine ? success() : done;
    };
    Filler filler(target);
    const auto copyDelivery = [&](const Statement& row) {
        Delivery delivery = readDelivery(row);
        return filler.insert([&] { return unlessTwice(deliveries->insert(target, delivery)); });
    };
    const auto copyItem = [&](const Statement& row) {
        const InboxItem item = readInboxItem(row);
        return filler.insert([&]() -> Status {
            exists->bind(1, toInt(item.capture));
            const auto found = exists->step();
            exists->reset();
            return found && *found ? unlessTwice(putInboxItem(target, item)) : success();
        });
    };
    if (auto rows = prepareSelectDeliveries(damaged); rows)
        forEachReadableRow(*rows, lastOf(damaged, damagedBytes, {"SELECT max(id) FROM deliveries"}), {}, {isDeliveryRow, copyDelivery});
    if (auto rows = prepareSelectInbox(damaged); rows)
        forEachReadableRow(*rows, lastOf(damaged, damagedBytes, {"SELECT max(position) FROM inbox"}), {}, {isInboxRow, copyItem});
    return filler.finish();
}

/// Captures the index of the damaged store names that are not whole in the new one; -1 if it cannot be read
/// to its end.
std::int64_t countLost(Connection& damaged, Connection& target)
{
    const auto known = numbers(damaged, idsInIndex);
    auto whole = Statement::prepare(
        target, "SELECT 1 FROM captures JOIN bodies ON bodies.id = captures.id WHERE captures.id = ?");
    if (!known || !whole)
        return -1;
    std::int64_t lost = 0;
    for (const std::int64_t id : *known) {
        whole->bind(1, id);
        const auto row = whole->step();
        lost += row && *row ? 0 : 1;
        whole->reset();
    }
    return lost;
}

} // namespace

Result<Salvaged> copyReadableRows(Connection& damaged, Connection& target, std::int64_t damagedBytes)
{
    const std::int64_t last = lastIdIn(damaged, damagedBytes);
    if (auto done = copySettings(damaged, target); !done)
        return done.error();
    if (auto done = copySummaries(damaged, target, last); !done)
        return done.error();
    if (auto done = copyBodies(damaged, target, last); !done)
        return done.error();
    Salvaged salvaged;
    if (auto done = makeMissingSummaries(target); !done)
        return done.error();
    if (auto done = copyUsersMarks(damaged, target, last); !done)
        return done.error();
    if (auto done = copyDeliveries(damaged, target, damagedBytes); !done)
        return done.error();
    const auto count = target.number("SELECT count(*) FROM captures JOIN bodies ON bodies.id = captures.id");
    if (!count)
        return count.error();
    salvaged.captures = count.value().value_or(0);
    salvaged.lost = countLost(damaged, target);
    if (auto done = target.execute("PRAGMA wal_checkpoint(TRUNCATE)"); !done)
        return done.error();
    return salvaged;
}

} // namespace hookloupe::store
