// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/endpoint_rows.h"

#include "store/lines.h"

#include <sqlite3.h>

#include <charconv>

namespace hookloupe::store {

namespace {

// What `reject_invalid` holds. Anything else is read as the strictest; older programs take all but 0 for "reject".
constexpr std::int64_t acceptsAll = 0;
constexpr std::int64_t rejects = 1;
constexpr std::int64_t rejectsButUnsigned = 3;
constexpr std::int64_t acceptsAllAndUnsigned = 4; // what it was before all were accepted is not forgotten

std::int64_t rejectionOf(const Endpoint& endpoint)
{
    if (endpoint.rejectInvalid)
        return endpoint.acceptUnsigned ? rejectsButUnsigned : rejects;
    return endpoint.acceptUnsigned ? acceptsAllAndUnsigned : acceptsAll;
}

Status insertOrReplace(Connection& connection, const Endpoint& endpoint, bool newId)
{
    auto statement = Statement::prepare(
        connection,
        "INSERT INTO endpoints (id, path, description, triggers, scheme, enabled, reject_invalid, answer, forward) VALUES "
        "(?,?,?,?,?,?,?,?,?) "
        "ON CONFLICT (id) DO UPDATE SET path = excluded.path, description = excluded.description, "
        "triggers = excluded.triggers, scheme = excluded.scheme, enabled = excluded.enabled, "
        "reject_invalid = excluded.reject_invalid, "
        "answer = excluded.answer, forward = excluded.forward");
    if (!statement)
        return statement.error();
    const std::string triggers = joinLines(endpoint.triggers);
    if (newId)
        statement->bindNull(1);
    else
        statement->bind(1, toInt(endpoint.id));
    statement->bindText(2, endpoint.path);
    statement->bindText(3, endpoint.description);
    statement->bindText(4, triggers);
    statement->bindText(5, endpoint.scheme);
    statement->bind(6, endpoint.enabled);
    statement->bind(7, rejectionOf(endpoint));
    statement->bindText(8, endpoint.answer);
    statement->bindText(9, endpoint.forward);
    auto done = statement->run();
    if (!done && done.error().code == ErrorCode::AlreadyExists)
        return Error{ErrorCode::AlreadyExists, endpoint.path};
    return done;
}

Result<bool> exists(Connection& connection, EndpointId id)
{
    const auto found =
        connection.number(("SELECT 1 FROM endpoints WHERE id = " + std::to_string(toInt(id))).c_str());
    if (!found)
        return found.error();
    return found.value().has_value();
}

/// As requests' paths are compared with it: older versions kept other spellings. That of the catch-all is empty, whatever a file says.
std::string pathOf(EndpointId id, std::string kept)
{
    if (id == catchAllEndpoint)
        return {};
    std::string normal = normalisedPath(kept);
    return normal.empty() ? kept : normal;
}

} // namespace

Result<std::vector<Endpoint>> readEndpoints(Connection& connection)
{
    auto statement = Statement::prepare(
        connection,
        "SELECT id, path, description, triggers, scheme, enabled, reject_invalid, answer, forward FROM endpoints "
        "ORDER BY id");
    if (!statement)
        return statement.error();
    std::vector<Endpoint> endpoints;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return endpoints;
        const EndpointId id{statement->number(0)};
        const std::int64_t rejection = statement->number(6);
        endpoints.push_back({id, pathOf(id, statement->bytes(1)), statement->bytes(2),
                             splitLines(statement->bytes(3)), statement->bytes(4), statement->number(5) != 0,
                             rejection != acceptsAll && rejection != acceptsAllAndUnsigned,
                             rejection == rejectsButUnsigned || rejection == acceptsAllAndUnsigned,
                             statement->bytes(7), statement->bytes(8)});
    }
}

Result<Endpoint> saveEndpoint(Connection& connection, Endpoint endpoint)
{
    const bool isNew = endpoint.id == catchAllEndpoint && !endpoint.path.empty();
    if (endpoint.id != catchAllEndpoint || isNew) {
        const std::string path = normalisedPath(endpoint.path);
        if (path.empty())
            return Error{ErrorCode::InvalidInput, endpoint.path};
        endpoint.path = path;
    }
    if (!isNew) {
        const auto found = exists(connection, endpoint.id);
        if (!found)
            return found.error();
        if (!*found)
            return Error{ErrorCode::NotFound, "endpoint " + std::to_string(toInt(endpoint.id))};
    }
    if (auto done = insertOrReplace(connection, endpoint, isNew); !done)
        return done.error();
    if (isNew)
        endpoint.id = EndpointId{sqlite3_last_insert_rowid(connection.handle())};
    return endpoint;
}

Status removeEndpoint(Connection& connection, EndpointId id)
{
    if (id == catchAllEndpoint)
        return Error{ErrorCode::InvalidInput, "the catch-all cannot be removed"};
    const std::string sql = "DELETE FROM endpoints WHERE id = " + std::to_string(toInt(id));
    if (auto done = connection.execute(sql.c_str()); !done)
        return done;
    if (connection.changes() == 0)
        return Error{ErrorCode::NotFound, "endpoint " + std::to_string(toInt(id))};
    return success();
}

Status restoreEndpoint(Connection& connection, const Endpoint& endpoint)
{
    const auto found = exists(connection, endpoint.id);
    if (!found)
        return found.error();
    if (*found)
        return Error{ErrorCode::AlreadyExists, endpoint.path};
    return insertOrReplace(connection, endpoint, false);
}

Status putEndpoint(Connection& connection, const Endpoint& endpoint)
{
    return insertOrReplace(connection, endpoint, false);
}

Result<std::optional<std::vector<EndpointId>>> readGuarded(Connection& connection)
{
    auto select = Statement::prepare(connection, "SELECT value FROM meta WHERE key = 'guarded_endpoints'");
    if (!select)
        return select.error();
    const auto row = select->step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<std::vector<EndpointId>>();
    std::vector<EndpointId> endpoints;
    for (const std::string& line : splitLines(select->bytes(0))) {
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), id);
        if (error == std::errc() && end == line.data() + line.size())
            endpoints.push_back(EndpointId{id});
    }
    return std::optional(std::move(endpoints));
}

Status writeGuarded(Connection& connection, const std::vector<EndpointId>& endpoints)
{
    std::vector<std::string> lines;
    for (const EndpointId id : endpoints)
        lines.push_back(std::to_string(toInt(id)));
    const std::string text = joinLines(lines);
    auto write = Statement::prepare(connection, "INSERT OR REPLACE INTO meta (key, value) VALUES ('guarded_endpoints', ?)");
    if (!write)
        return write.error();
    write->bindText(1, text);
    return write->run();
}

} // namespace hookloupe::store
