// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reader.h"

#include "store/body_files.h"
#include "store/files.h"
#include "store/opening.h"
#include "store/rows.h"

#include <algorithm>
#include <limits>

namespace hookloupe::store {

class Reader::Private {
public:
    struct Statements {
        Statement summary;
        Statement body;
        Statement newest;
    };
    Private(Connection c, Statements s)
        : connection(std::move(c)), statements(std::move(s)), files(connection.path())
    {
    }

    Result<std::optional<CaptureSummary>> summary(CaptureId id);
    Result<std::vector<CaptureId>> collect(Statement& statement) const;
    /// Damage found while reading is looked after at the next start.
    [[nodiscard]] Error noted(Error error) const
    {
        if (error.code == ErrorCode::Corrupt)
            markForCheck(connection.path());
        return error;
    }

    Connection connection;
    Statements statements;
    BodyFiles files;

    // The count of captures, brought up to date by counting what is new only.
    std::int64_t counted = 0;
    std::int64_t countedTo = 0;
    std::int64_t removalsSeen = -1;
};

Result<std::optional<CaptureSummary>> Reader::Private::summary(CaptureId id)
{
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

Result<std::vector<CaptureId>> Reader::Private::collect(Statement& statement) const
{
    std::vector<CaptureId> ids;
    for (;;) {
        const auto row = statement.step();
        if (!row)
            return noted(row.error());
        if (!*row)
            break;
        ids.push_back(CaptureId{statement.number(0)});
    }
    statement.reset();
    return ids;
}

Reader::Reader(std::unique_ptr<Private> impl) : d(std::move(impl)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const std::string& path)
{
    auto connection = openForReading(path);
    if (!connection)
        return connection.error();
    auto summary = prepareSelectSummary(*connection);
    if (!summary)
        return summary.error();
    auto body = prepareSelectBody(*connection);
    if (!body)
        return body.error();
    auto newest =
        Statement::prepare(*connection, "SELECT id FROM captures WHERE id < ? ORDER BY id DESC LIMIT ?");
    if (!newest)
        return newest.error();
    auto impl = std::make_unique<Private>(
        std::move(connection).value(),
        Private::Statements{std::move(summary).value(), std::move(body).value(), std::move(newest).value()});
    return std::unique_ptr<Reader>(new Reader(std::move(impl)));
}

Result<std::vector<CaptureId>> Reader::ids(const CaptureQuery& query) const
{
    // The index holds nothing but endpoint and id: a hundredth of the table's pages. It is ordered by id
    // within an endpoint.
    auto statement = Statement::prepare(
        d->connection,
        query.endpoint
            ? "SELECT id FROM captures INDEXED BY captures_by_endpoint WHERE endpoint = ? ORDER BY id"
            : "SELECT id FROM captures INDEXED BY captures_by_endpoint");
    if (!statement)
        return d->noted(statement.error());
    if (query.endpoint)
        statement->bind(1, toInt(*query.endpoint));
    auto ids = d->collect(*statement);
    if (ids && !std::is_sorted(ids->begin(), ids->end()))
        std::sort(ids->begin(), ids->end());
    return ids;
}

Result<std::vector<CaptureId>> Reader::newest(std::int64_t limit, CaptureId before) const
{
    constexpr std::int64_t end = std::numeric_limits<std::int64_t>::max();
    d->statements.newest.bind(1, toInt(before) > 0 ? toInt(before) : end);
    d->statements.newest.bind(2, std::max<std::int64_t>(limit, 0)); // to SQLite a negative limit is none
    return d->collect(d->statements.newest);
}

Result<std::vector<CaptureSummary>> Reader::summaries(const std::vector<CaptureId>& ids) const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    std::vector<CaptureSummary> summaries;
    summaries.reserve(ids.size());
    for (const CaptureId id : ids) {
        auto summary = d->summary(id);
        if (!summary)
            return summary.error();
        if (*summary)
            summaries.push_back(std::move(**summary));
    }
    return summaries;
}

Result<CapturePtr> Reader::capture(CaptureId id) const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    auto summary = d->summary(id);
    if (!summary)
        return summary.error();
    if (!*summary)
        return Error{ErrorCode::NotFound, "capture " + std::to_string(toInt(id))};
    d->statements.body.bind(1, toInt(id));
    const auto row = d->statements.body.step();
    if (!row)
        return d->noted(row.error());
    if (!*row) {
        d->statements.body.reset();
        return Error{ErrorCode::Corrupt,
                     "the bytes of capture " + std::to_string(toInt(id)) + " were lost to damage"};
    }
    BodyRow body = readBody(d->statements.body);
    d->statements.body.reset();
    if (auto complete = d->files.read(body); !complete)
        return complete.error();
    body.capture.summary = std::move(**summary);
    return CapturePtr(std::make_shared<Capture>(std::move(body.capture)));
}

Result<std::vector<CaptureSummary>> Reader::lastOfEachEndpoint() const
{
    auto statement = Statement::prepare(
        d->connection,
        "SELECT (SELECT max(id) FROM captures WHERE endpoint = endpoints.id) AS last FROM endpoints "
        "WHERE last IS NOT NULL ORDER BY endpoints.id");
    if (!statement)
        return d->noted(statement.error());
    const auto ids = d->collect(*statement);
    if (!ids)
        return ids.error();
    return summaries(*ids);
}

Result<StoreStatistics> Reader::statistics() const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    const auto removals = d->connection.number("SELECT value FROM meta WHERE key = 'removals'");
    if (!removals)
        return d->noted(removals.error());
    if (removals->value_or(0) != d->removalsSeen) {
        d->removalsSeen = removals->value_or(0);
        d->counted = d->countedTo = 0;
    }
    // From nothing the index is counted, later the few new rows of the table.
    const std::string sql = d->countedTo == 0
                                ? "SELECT count(*) FROM captures"
                                : "SELECT count(*) FROM captures WHERE id > " + std::to_string(d->countedTo);
    const auto added = d->connection.number(sql.c_str());
    const auto last = d->connection.number("SELECT max(id) FROM captures");
    const auto oldest = d->connection.number("SELECT arrived_at FROM captures ORDER BY id LIMIT 1");
    for (const auto* result : {&added, &last, &oldest}) {
        if (!*result)
            return d->noted(result->error());
    }
    d->counted += added->value_or(0);
    d->countedTo = last->value_or(0);
    const std::string& path = d->connection.path();
    return StoreStatistics{d->counted, fileSize(path) + fileSize(path + "-wal") + d->files.totalBytes(),
                           UtcTime(Micros(oldest->value_or(0)))};
}

void Reader::interrupt()
{
    d->connection.interrupt();
}

} // namespace hookloupe::store
