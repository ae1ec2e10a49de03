// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include <array>

namespace hookloupe::store {

namespace {

// What the table of captures shows stays narrow and apart from the raw bytes, so that walking it reads
// little. Enums are stored by number, times in µs since 1970. Text from outside is stored as the bytes that
// came, be they UTF-8 or not. Ids of captures are given by the writer, which keeps `meta.last_id` when rows
// are deleted: no id is used twice. Tables come before indexes, as VACUUM would put them: the salvage counts
// on the order of their root pages.
constexpr const char* version1 = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value) WITHOUT ROWID;
CREATE TABLE endpoints (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    triggers TEXT NOT NULL,
    scheme TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    reject_invalid INTEGER NOT NULL
);
CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    refusal INTEGER NOT NULL,
    arrived_at INTEGER NOT NULL,
    endpoint INTEGER NOT NULL,
    method TEXT NOT NULL,
    target TEXT NOT NULL,
    peer TEXT NOT NULL,
    tls INTEGER NOT NULL,
    connection INTEGER NOT NULL,
    request_on_connection INTEGER NOT NULL,
    head_bytes INTEGER NOT NULL,
    content_bytes INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    dialect INTEGER NOT NULL,
    event TEXT NOT NULL,
    stream_id TEXT NOT NULL,
    project_name TEXT NOT NULL,
    model_id TEXT NOT NULL,
    model_name TEXT NOT NULL,
    version_id TEXT NOT NULL,
    comment_id TEXT NOT NULL,
    object_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    message TEXT NOT NULL,
    server_url TEXT NOT NULL,
    source_application TEXT NOT NULL,
    target_user_id TEXT NOT NULL,
    extra TEXT NOT NULL,
    shape INTEGER NOT NULL,
    answer_status INTEGER NOT NULL,
    record_status INTEGER NOT NULL,
    record_reason INTEGER NOT NULL,
    record_http_status INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    duration INTEGER NOT NULL
);
CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    files INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    note TEXT NOT NULL,
    answer BLOB NOT NULL,
    head BLOB NOT NULL,
    body BLOB,
    dechunked BLOB
);
CREATE INDEX captures_by_endpoint ON captures (endpoint);
INSERT INTO meta VALUES ('store_id', lower(hex(randomblob(16)))), ('last_id', 0), ('removals', 0);
INSERT INTO endpoints VALUES (0, '', '', '', 'speckle', 1, 1);
)sql";

// Annotations are apart, so that the captures' rows are written once. `trash` holds ranges of ids (inclusive) that were
// removed and can still be brought back: hidden until they are deleted for good. The index is made anew to keep the
// tables in front of it; a column without a value in older rows is no work.
constexpr const char* version2 = R"sql(
ALTER TABLE captures ADD COLUMN parent INTEGER NOT NULL DEFAULT 0;
DROP INDEX captures_by_endpoint;
CREATE TABLE annotations (
    id INTEGER PRIMARY KEY,
    colour INTEGER NOT NULL,
    tags TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE trash (
    removal INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
);
CREATE INDEX captures_by_endpoint ON captures (endpoint);
)sql";

// What endpoints answer and where they pass requests on to are texts of their own languages; what was sent to receivers and
// what is still to be sent stand apart from the captures. A position in the inbox is the order of delivery.
constexpr const char* version3 = R"sql(
ALTER TABLE endpoints ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE endpoints ADD COLUMN forward TEXT NOT NULL DEFAULT '';
ALTER TABLE bodies ADD COLUMN answer_trace TEXT NOT NULL DEFAULT '';
DROP INDEX captures_by_endpoint;
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    capture INTEGER NOT NULL,
    purpose INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    may_repeat INTEGER NOT NULL,
    url TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    head BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    answer BLOB NOT NULL,
    status INTEGER NOT NULL,
    redirects INTEGER NOT NULL,
    fault INTEGER NOT NULL,
    detail TEXT NOT NULL,
    name_at INTEGER,
    connected_at INTEGER,
    encrypted_at INTEGER,
    first_byte_at INTEGER,
    total INTEGER NOT NULL,
    record_status INTEGER NOT NULL,
    record_reason INTEGER NOT NULL,
    record_http_status INTEGER NOT NULL
);
CREATE TABLE inbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    capture INTEGER NOT NULL,
    endpoint INTEGER NOT NULL,
    target TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    begun INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX captures_by_endpoint ON captures (endpoint);
CREATE INDEX captures_by_parent ON captures (parent) WHERE parent <> 0;
CREATE INDEX deliveries_by_capture ON deliveries (capture);
)sql";

constexpr std::array<SchemaStep, 3> steps{{{1, version1}, {2, version2}, {3, version3}}};

} // namespace

std::span<const SchemaStep> schemaSteps()
{
    static_assert(steps.back().to == schemaVersion);
    return steps;
}

Result<FileState> stateOf(Connection& connection, std::int64_t currentVersion)
{
    const auto application = connection.number("PRAGMA application_id");
    if (!application)
        return application.error();
    const auto version = connection.number("PRAGMA user_version");
    if (!version)
        return version.error();
    const auto tables = connection.number("SELECT count(*) FROM sqlite_schema");
    if (!tables)
        return tables.error();
    if (**application == applicationId) {
        if (**version < 1)
            return Error{ErrorCode::Corrupt, connection.path() + ": no version of this program's stores is numbered " +
                                                 std::to_string(**version)};
        if (**version > currentVersion)
            return FileState::Newer;
        return **version == currentVersion ? FileState::Current : FileState::Older;
    }
    const bool empty = **application == 0 && **version == 0 && **tables == 0;
    return empty ? FileState::Empty : FileState::Foreign;
}

Status migrate(Connection& connection, std::span<const SchemaStep> steps)
{
    const auto version = connection.number("PRAGMA user_version");
    if (!version)
        return version.error();
    for (const SchemaStep& step : steps) {
        if (step.to <= **version)
            continue;
        auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
        if (!transaction)
            return transaction.error();
        if (auto done = connection.execute(step.sql); !done)
            return done;
        const std::string mark = "PRAGMA application_id=" + std::to_string(applicationId) +
                                 "; PRAGMA user_version=" + std::to_string(step.to);
        if (auto done = connection.execute(mark.c_str()); !done)
            return done;
        if (auto done = transaction->commit(); !done)
            return done;
    }
    // The version belongs into the main file at once: a program that looks there must not find the old one.
    return connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

Status createSchema(Connection& connection)
{
    // Larger than SQLite's 4 KiB for rows of 2 kB, small enough for transactions of a few rows. To be set before WAL
    // mode.
    const std::string pageSize = "PRAGMA page_size=" + std::to_string(pageBytes);
    if (auto done = connection.execute(pageSize.c_str()); !done)
        return done;
    return migrate(connection);
}

Status prepareForWriting(Connection& connection)
{
    // secure_delete: what is deleted is overwritten, as captures are private. The log is checkpointed by us
    // alone.
    return connection.execute(
        "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=268435456;"
        "PRAGMA secure_delete=ON; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY");
}

} // namespace hookloupe::store
