// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/deletion.h"

#include "store/needed.h"
#include "store/schema.h"

#include <algorithm>
#include <optional>

namespace hookloupe::store {

namespace {

constexpr std::int64_t cheapToRewrite = 64 * 1024 * 1024; // bytes in use

// No id is used twice, not even those of rows that are gone. A damaged store may have bodies alone: HighWater counts them, too.
constexpr const char* rememberLastId =
    "UPDATE meta SET value = max(value, ifnull((SELECT max(id) FROM captures), 0), ifnull((SELECT max(id) FROM bodies), 0)) "
    "WHERE key = 'last_id'";
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

/// `spare`: but for what is needed.
Result<std::int64_t> removeThose(Connection& connection, const BodyFiles& files, std::vector<CaptureId> ids,
                                 std::optional<KeepMarked> spare)
{
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    if (spare && !ids.empty()) {
        const auto [first, last] = std::minmax_element(ids.begin(), ids.end());
        const auto needed = neededCaptures(connection, *spare, toInt(*first), toInt(*last));
        if (!needed)
            return needed.error();
        std::erase_if(ids, [&](CaptureId id) {
            return std::binary_search(needed->begin(), needed->end(), NeededCapture{id},
                                      [](const auto& a, const auto& b) { return a.id < b.id; });
        });
        if (ids.empty())
            return std::int64_t{0};
    }
    auto removed = deleteRows(connection, ids);
    if (!removed)
        return removed;
    if (auto done = connection.execute(countRemoval); !done)
        return done.error();
    if (auto done = transaction->commit(); !done)
        return done.error();
    for (const CaptureId id : ids)
        files.remove(id);
    giveSpaceBack(connection);
    return removed;
}

} // namespace

Result<std::int64_t> deleteRows(Connection& connection, const std::vector<CaptureId>& ids)
{
    if (auto done = connection.execute(rememberLastId); !done)
        return done.error();
    auto summary = Statement::prepare(connection, "DELETE FROM captures WHERE id = ?");
    if (!summary)
        return summary.error();
    auto body = Statement::prepare(connection, "DELETE FROM bodies WHERE id = ?");
    if (!body)
        return body.error();
    auto annotation = Statement::prepare(connection, "DELETE FROM annotations WHERE id = ?");
    if (!annotation)
        return annotation.error();
    auto deliveries = Statement::prepare(connection, "DELETE FROM deliveries WHERE capture = ?");
    if (!deliveries)
        return deliveries.error();
    std::int64_t removed = 0;
    for (const CaptureId id : ids) {
        summary->bind(1, toInt(id));
        if (auto done = summary->run(); !done)
            return done.error();
        removed += connection.changes();
        body->bind(1, toInt(id));
        if (auto done = body->run(); !done)
            return done.error();
        for (Statement* beside : {&*annotation, &*deliveries}) {
            beside->bind(1, toInt(id));
            if (auto done = beside->run(); !done)
                return done.error();
        }
    }
    // The inbox is mostly empty and has no index of its captures: once for all is less than one for each.
    if (auto done = connection.execute("DELETE FROM inbox WHERE capture NOT IN (SELECT id FROM captures)"); !done)
        return done.error();
    return removed;
}

void giveSpaceBack(Connection& connection)
{
    if (mostlyFree(connection))
        (void)rewrite(connection);
}

Result<std::int64_t> removeCaptures(Connection& connection, const BodyFiles& files,
                                    const std::vector<CaptureId>& ids)
{
    return removeThose(connection, files, ids, {});
}

Result<std::int64_t> removeUnneeded(Connection& connection, const BodyFiles& files, const std::vector<CaptureId>& ids,
                                    KeepMarked marked)
{
    return removeThose(connection, files, ids, marked);
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
                            "DELETE FROM trash",
                            "DELETE FROM deliveries", "DELETE FROM inbox", countRemoval}) {
        if (auto done = connection.execute(sql); !done)
            return done.error();
    }
    if (auto done = transaction->commit(); !done)
        return done.error();
    files.removeAll();
    (void)rewrite(connection);
    return count.value().value_or(0);
}

} // namespace hookloupe::store
