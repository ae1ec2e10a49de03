// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reader.h"

#include "store/body_files.h"
#include "store/columns.h"
#include "store/delivery_rows.h"
#include "store/files.h"
#include "store/opening.h"
#include "store/rows.h"
#include "store/schema.h"
#include "store/trash.h"
#include "store/totals.h"
#include "store/walk.h"

#include <algorithm>
#include <limits>

namespace hookloupe::store {

namespace {
constexpr std::int64_t end = std::numeric_limits<std::int64_t>::max(); // beyond every id
constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();
} // namespace

class Reader::Private {
public:
    struct Statements {
        Statement summary;
        Statement body;
        Statement newest;
        Statement removals;
    };
    Private(Connection c, Statements s)
        : connection(std::move(c)), statements(std::move(s)), files(connection.path())
    {
    }

    /// Brings `hidden` up to date. To be called once in each transaction, before anything is read.
    [[nodiscard]] Status refreshHidden();
    Result<std::optional<CaptureSummary>> summary(CaptureId id);
    Result<std::vector<CaptureId>> collect(Statement& statement, std::size_t most) const;
    Result<std::optional<CaptureId>> newestOf(EndpointId endpoint);
    Result<std::int64_t> countFrom(std::int64_t after);
    Result<UtcTime> oldest();
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

    IdRanges hidden;
    std::int64_t removalsSeen = -1; ///< `hidden` is as it was then

    // The count of captures, brought up to date by counting what is new only.
    std::int64_t counted = 0;
    std::int64_t countedTo = 0;
    std::int64_t countedAtRemovals = -1;
};

Status Reader::Private::refreshHidden()
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

Result<std::optional<CaptureSummary>> Reader::Private::summary(CaptureId id)
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

/// Of the rows' ids the first `most` that are not hidden.
Result<std::vector<CaptureId>> Reader::Private::collect(Statement& statement, std::size_t most) const
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

Result<std::optional<CaptureId>> Reader::Private::newestOf(EndpointId endpoint)
{
    auto statement = Statement::prepare(connection, "SELECT max(id) FROM captures WHERE endpoint = ? AND id < ?");
    if (!statement)
        return noted(statement.error());
    for (std::int64_t before = end;;) {
        statement->bind(1, toInt(endpoint));
        statement->bind(2, before);
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

/// How many are not hidden. From nothing the index is read, later the few new rows of the table.
Result<std::int64_t> Reader::Private::countFrom(std::int64_t after)
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

Result<UtcTime> Reader::Private::oldest()
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

Reader::Reader(std::unique_ptr<Private> impl) : d(std::move(impl)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const std::string& path, bool alone)
{
    auto opened = openForReading(path, alone ? Company::None : Company::Any);
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
    auto impl = std::make_unique<Private>(
        std::move(opened->connection),
        Private::Statements{std::move(summary).value(), std::move(body).value(), std::move(newest).value(),
                            std::move(removals).value()});
    return std::unique_ptr<Reader>(new Reader(std::move(impl)));
}

Result<std::vector<CaptureId>> Reader::ids(const CaptureQuery& query) const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    if (auto known = d->refreshHidden(); !known)
        return known.error();
    if (query.order != CaptureOrder::Arrival || query.span) {
        auto ids = orderedIds(d->connection, query, d->hidden);
        return ids ? std::move(ids) : d->noted(ids.error());
    }
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
    auto ids = d->collect(*statement, everything);
    if (ids)
        sortIds(*ids);
    if (ids && query.descending)
        std::reverse(ids->begin(), ids->end());
    return ids;
}

Result<std::vector<CaptureId>> Reader::newest(std::int64_t limit, CaptureId before) const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    if (auto known = d->refreshHidden(); !known)
        return known.error();
    d->statements.newest.bind(1, toInt(before) > 0 ? toInt(before) : end);
    return d->collect(d->statements.newest, static_cast<std::size_t>(std::max<std::int64_t>(limit, 0)));
}

Result<std::vector<CaptureId>> Reader::matching(const std::function<bool(const CaptureSummary&)>& accepts,
                                                CaptureSearch& search) const
{
    std::vector<CaptureId> ids;
    for (std::int64_t from = 1; from > 0 && !search.cancelled;) {
        auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
        if (!transaction)
            return transaction.error();
        if (auto known = d->refreshHidden(); !known)
            return known.error();
        const auto next = matchPage(d->connection, d->hidden, from, accepts, search, ids);
        if (!next)
            return d->noted(next.error());
        from = *next;
    }
    return ids;
}

Result<std::vector<CaptureSummary>> Reader::summaries(const std::vector<CaptureId>& ids) const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    if (auto known = d->refreshHidden(); !known)
        return known.error();
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
    if (auto known = d->refreshHidden(); !known)
        return known.error();
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

Result<std::vector<Delivery>> Reader::deliveries(CaptureId capture) const
{
    auto deliveries = readDeliveries(d->connection, capture);
    return deliveries ? std::move(deliveries) : d->noted(deliveries.error());
}

Result<ReplayList> Reader::replays(CaptureId capture, std::size_t most) const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    if (auto known = d->refreshHidden(); !known)
        return known.error();
    auto list = listReplays(d->connection, d->hidden, capture, most);
    return list ? std::move(list) : d->noted(list.error());
}

Result<std::vector<CaptureMoment>> Reader::moments() const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    if (auto known = d->refreshHidden(); !known)
        return known.error();
    auto moments = allMoments(d->connection, d->hidden);
    return moments ? std::move(moments) : d->noted(moments.error());
}

Result<CaptureTotals> Reader::totals(const std::vector<CaptureId>& ids) const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    if (auto known = d->refreshHidden(); !known)
        return known.error();
    auto totals = totalsOf(d->connection, ids, d->hidden);
    return totals ? std::move(totals) : d->noted(totals.error());
}

Result<std::optional<CaptureId>> Reader::previous(CaptureId id) const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    if (auto known = d->refreshHidden(); !known)
        return known.error();
    const auto summary = d->summary(id);
    if (!summary)
        return summary.error();
    if (!*summary)
        return Error{ErrorCode::NotFound, "capture " + std::to_string(toInt(id))};
    auto previous = previousOf(d->connection, **summary, d->hidden);
    return previous ? previous : d->noted(previous.error());
}

Result<std::vector<CaptureSummary>> Reader::lastOfEachEndpoint() const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    if (auto known = d->refreshHidden(); !known)
        return known.error();
    auto endpoints = Statement::prepare(d->connection, "SELECT id FROM endpoints ORDER BY id");
    if (!endpoints)
        return d->noted(endpoints.error());
    std::vector<CaptureSummary> last;
    for (;;) {
        const auto row = endpoints->step();
        if (!row)
            return d->noted(row.error());
        if (!*row)
            return last;
        const auto id = d->newestOf(EndpointId{endpoints->number(0)});
        if (!id)
            return id.error();
        if (!*id)
            continue;
        auto summary = d->summary(**id);
        if (!summary)
            return summary.error();
        if (*summary)
            last.push_back(std::move(**summary));
    }
}

Result<StoreStatistics> Reader::statistics() const
{
    auto transaction = Transaction::begin(d->connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    if (auto known = d->refreshHidden(); !known)
        return known.error();
    if (d->removalsSeen != d->countedAtRemovals) {
        d->countedAtRemovals = d->removalsSeen;
        d->counted = d->countedTo = 0;
    }
    const auto added = d->countFrom(d->countedTo);
    if (!added)
        return added.error();
    const auto last = d->connection.number("SELECT max(id) FROM captures");
    if (!last)
        return d->noted(last.error());
    const auto oldest = d->oldest();
    if (!oldest)
        return oldest.error();
    const auto pages = d->connection.number("PRAGMA page_count");
    const auto freePages = d->connection.number("PRAGMA freelist_count");
    const auto pageSize = d->connection.number("PRAGMA page_size"); // another program may have packed it anew
    if (!pages || !freePages || !pageSize)
        return d->noted(!pages ? pages.error() : !freePages ? freePages.error() : pageSize.error());
    d->counted += *added;
    d->countedTo = last->value_or(0);
    const std::string& path = d->connection.path();
    const std::int64_t besides = d->files.totalBytes();
    return StoreStatistics{d->counted, fileSize(path) + fileSize(path + "-wal") + besides,
                           (pages->value_or(0) - freePages->value_or(0)) * pageSize->value_or(0) + besides, *oldest};
}

void Reader::interrupt()
{
    d->connection.interrupt();
}

} // namespace hookloupe::store
