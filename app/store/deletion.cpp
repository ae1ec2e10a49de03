// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/deletion.h"

#include "store/schema.h"
#include "store/trash.h"

namespace hookloupe::store {

namespace {

constexpr std::int64_t cheapToRewrite = 64 * 1024 * 1024; // bytes in use

// No id is used twice, not even those of rows that are gone.
constexpr const char* rememberLastId =
    "UPDATE meta SET value = max(value, ifnull((SELECT max(id) FROM captures), 0)) WHERE key = 'last_id'";
constexpr const char* countRemoval = "UPDATE meta SET value = value + 1 WHERE key = 'removals'";

Status rewrite(Connection& connection)
{
    if (auto done = connection.execute("VACUUM"); !done)
        return done;
    return connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

bool mostlyFree(Connection& connection)
{
    const auto pages = connection.number("PRAGMA page_count");
    const auto free = connection.number("PRAGMA freelist_count");
    if (!pages || !free)
        return false;
    return **free * 2 > **pages && (**pages - **free) * pageBytes <= cheapToRewrite;
}

Result<std::int64_t> removeRows(Connection& connection, const std::vector<CaptureId>& ids)
{
    auto summary = Statement::prepare(connection, "DELETE FROM captures WHERE id = ?");
    if (!summary)
        return summary.error();
    auto body = Statement::prepare(connection, "DELETE FROM bodies WHERE id = ?");
    if (!body)
        return body.error();
    auto annotation = Statement::prepare(connection, "DELETE FROM annotations WHERE id = ?");
    if (!annotation)
        return annotation.error();
    std::int64_t removed = 0;
    for (const CaptureId id : ids) {
        summary->bind(1, toInt(id));
        if (auto done = summary->run(); !done)
            return done.error();
        removed += connection.changes();
        body->bind(1, toInt(id));
        if (auto done = body->run(); !done)
            return done.error();
        annotation->bind(1, toInt(id));
        if (auto done = annotation->run(); !done)
            return done.error();
    }
    return removed;
}

} // namespace

Result<std::int64_t> removeCaptures(Connection& connection, const BodyFiles& files,
                                    const std::vector<CaptureId>& ids)
{
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    if (auto done = connection.execute(rememberLastId); !done)
        return done.error();
    auto removed = removeRows(connection, ids);
    if (!removed)
        return removed;
    if (auto done = connection.execute(countRemoval); !done)
        return done.error();
    if (auto done = transaction->commit(); !done)
        return done.error();
    for (const CaptureId id : ids)
        files.remove(id);
    if (mostlyFree(connection))
        (void)rewrite(connection); // the rows are gone; a full disk only delays giving the space back
    return removed;
}

Result<std::int64_t> clearCaptures(Connection& connection, const BodyFiles& files)
{
    const auto count = connection.number("SELECT count(*) FROM captures");
    if (!count)
        return count.error();
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    for (const char* sql : {rememberLastId, "DELETE FROM captures", "DELETE FROM bodies", "DELETE FROM annotations",
                            "DELETE FROM trash", countRemoval}) {
        if (auto done = connection.execute(sql); !done)
            return done.error();
    }
    if (auto done = transaction->commit(); !done)
        return done.error();
    files.removeAll();
    (void)rewrite(connection);
    return count.value().value_or(0);
}

Result<std::int64_t> purgeTrash(Connection& connection, const BodyFiles& files)
{
    const auto hidden = readTrash(connection);
    if (!hidden)
        return hidden.error();
    if (hidden->empty())
        return std::int64_t{0};
    std::vector<CaptureId> ids;
    auto inRange = Statement::prepare(connection, "SELECT id FROM captures WHERE id BETWEEN ? AND ?");
    if (!inRange)
        return inRange.error();
    for (const IdRange& range : hidden->ranges()) {
        inRange->bind(1, range.first);
        inRange->bind(2, range.last);
        for (;;) {
            const auto row = inRange->step();
            if (!row)
                return row.error();
            if (!*row)
                break;
            ids.push_back(CaptureId{inRange->number(0)});
        }
        inRange->reset();
    }
    auto removed = removeCaptures(connection, files, ids);
    if (!removed)
        return removed;
    if (auto done = connection.execute("DELETE FROM trash"); !done)
        return done.error();
    return removed;
}

} // namespace hookloupe::store
