// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/delivery_rows.h"

#include "store/columns.h"
#include "store/rows.h"
#include "store/trash.h"

#include <sqlite3.h>

#include <limits>

namespace hookloupe::store {

namespace {

constexpr const char* columns =
    "id, capture, purpose, attempt, may_repeat, url, started_at, head, sha256, answer, status, redirects, fault, "
    "detail, name_at, connected_at, encrypted_at, first_byte_at, total, record_status, record_reason, record_http_status";
std::string select(const char* condition)
{
    return std::string("SELECT ") + columns + " FROM deliveries WHERE " + condition + " ORDER BY id";
}

void moment(ColumnWriter& out, const std::optional<Micros>& moment)
{
    if (moment)
        out.number(moment->count());
    else
        out.null();
}

std::optional<Micros> moment(ColumnReader& in)
{
    const bool none = in.isNull();
    const std::int64_t value = in.number();
    return none ? std::nullopt : std::optional(Micros(amountOf(value, mostMicros)));
}

} // namespace

Result<DeliveryRows> DeliveryRows::prepare(Connection& connection)
{
    auto exists = Statement::prepare(connection, "SELECT 1 FROM captures WHERE id = ?");
    if (!exists)
        return exists.error();
    auto insert = Statement::prepare(connection, std::string("INSERT INTO deliveries (") + columns +
                                                    ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!insert)
        return insert.error();
    return DeliveryRows(std::move(exists).value(), std::move(insert).value());
}

Status DeliveryRows::insert(Connection& connection, Delivery& delivery)
{
    m_exists.bind(1, toInt(delivery.capture));
    const auto found = m_exists.step();
    m_exists.reset();
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorCode::NotFound, "capture " + std::to_string(toInt(delivery.capture))};
    ColumnWriter out(m_insert);
    if (toInt(delivery.id) == 0)
        out.null();
    else
        out.number(delivery.id);
    out.number(delivery.capture);
    out.number(delivery.purpose);
    out.number(delivery.attempt);
    out.number(delivery.mayRepeat);
    out.text(delivery.url);
    out.number(delivery.startedAt.time_since_epoch().count());
    out.blob(delivery.head);
    out.blob(delivery.contentSha256);
    out.blob(delivery.answer);
    out.number(delivery.status);
    out.number(delivery.redirects);
    out.number(delivery.fault);
    out.text(delivery.detail);
    moment(out, delivery.timings.name);
    moment(out, delivery.timings.connected);
    moment(out, delivery.timings.encrypted);
    moment(out, delivery.timings.firstByte);
    out.number(delivery.timings.total.count());
    out.number(delivery.record.status);
    out.number(delivery.record.reason);
    out.number(delivery.record.httpStatus);
    if (auto done = m_insert.run(); !done)
        return done;
    delivery.id = DeliveryId{sqlite3_last_insert_rowid(connection.handle())};
    return success();
}

bool isDeliveryRow(const Statement& row)
{
    enum Column { Capture = 1, Purpose, Attempt, Url = 5, StartedAt, Head, Sha256, Answer, Total = 18, RecordStatus };
    const auto isOneOf = [&row](Column column, std::int64_t first, std::int64_t last) {
        return row.isNumber(column) && row.number(column) >= first && row.number(column) <= last;
    };
    constexpr std::int64_t end = std::numeric_limits<std::int64_t>::max();
    constexpr std::size_t digest = 32;
    return isOneOf(Capture, 1, end) && isOneOf(Purpose, 0, 1) && isOneOf(Attempt, 1, end) && row.isText(Url) && row.isNumber(StartedAt)
        && row.isBlob(Head) && (row.bytes(Sha256).empty() || row.bytes(Sha256).size() == digest) && row.isBlob(Answer)
        && row.isNumber(Total) && row.isNumber(RecordStatus);
}

Delivery readDelivery(const Statement& row)
{
    ColumnReader in(row);
    Delivery delivery;
    delivery.id = DeliveryId{in.number()};
    delivery.capture = CaptureId{in.number()};
    in.enumeration(delivery.purpose, DeliveryPurpose::Replay);
    in.number(delivery.attempt);
    delivery.mayRepeat = in.number() != 0;
    in.bytes(delivery.url);
    in.time(delivery.startedAt);
    in.bytes(delivery.head);
    in.bytes(delivery.contentSha256);
    in.bytes(delivery.answer);
    in.amount(delivery.status, mostStatus);
    in.number(delivery.redirects);
    in.enumeration(delivery.fault, DeliveryFault::Altered);
    in.bytes(delivery.detail);
    delivery.timings.name = moment(in);
    delivery.timings.connected = moment(in);
    delivery.timings.encrypted = moment(in);
    delivery.timings.firstByte = moment(in);
    in.span(delivery.timings.total);
    in.enumeration(delivery.record.status, SpeckleStatus::Failure);
    in.enumeration(delivery.record.reason, SpeckleReason::LocalNetworkRefused);
    in.amount(delivery.record.httpStatus, mostStatus);
    return delivery;
}

Result<std::vector<Delivery>> readDeliveries(Connection& connection, CaptureId capture)
{
    auto statement = Statement::prepare(connection, select("capture = ?"));
    if (!statement)
        return statement.error();
    statement->bind(1, toInt(capture));
    std::vector<Delivery> deliveries;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return deliveries;
        deliveries.push_back(readDelivery(*statement));
    }
}

Result<ReplayList> listReplays(Connection& connection, const IdRanges& hidden, CaptureId capture, std::size_t most)
{
    auto ids = Statement::prepare(connection, "SELECT id FROM captures WHERE parent = ? AND parent <> 0 ORDER BY id DESC");
    // A replay has one delivery, which is stored with it.
    std::string light = columns;
    light.replace(light.find("head, sha256, answer"), std::string_view("head, sha256, answer").size(), "x'', sha256, x''");
    auto delivery = Statement::prepare(connection, "SELECT " + light + " FROM deliveries WHERE capture = ? ORDER BY id LIMIT 1");
    if (!ids || !delivery)
        return connection.lastError();
    ids->bind(1, toInt(capture));
    ReplayList list;
    for (;;) {
        const auto row = ids->step();
        if (!row)
            return row.error();
        if (!*row)
            return list;
        const std::int64_t id = ids->number(0);
        if (hidden.contains(id))
            continue;
        ++list.total;
        if (list.newest.size() == most)
            continue;
        delivery->bind(1, id);
        const auto found = delivery->step();
        if (!found)
            return found.error();
        if (*found)
            list.newest.push_back(readDelivery(*delivery));
        delivery->reset();
    }
}

Result<std::vector<CaptureSummary>> readReplays(Connection& connection, CaptureId capture)
{
    const auto transaction = Transaction::begin(connection, Transaction::Kind::Read);
    if (!transaction)
        return transaction.error();
    const auto hidden = readTrash(connection);
    if (!hidden)
        return hidden.error();
    // The condition is that of the index, which holds replays alone.
    auto ids = Statement::prepare(connection,
                                  "SELECT id FROM captures WHERE parent = ? AND parent <> 0 ORDER BY id");
    auto summary = prepareSelectSummary(connection);
    if (!ids || !summary)
        return connection.lastError();
    ids->bind(1, toInt(capture));
    std::vector<CaptureSummary> replays;
    for (;;) {
        const auto row = ids->step();
        if (!row)
            return row.error();
        if (!*row)
            return replays;
        const std::int64_t id = ids->number(0);
        if (hidden->contains(id))
            continue;
        summary->bind(1, id);
        const auto found = summary->step();
        if (!found)
            return found.error();
        if (*found)
            replays.push_back(readSummary(*summary));
        summary->reset();
    }
}

Result<Statement> prepareSelectDeliveries(Connection& connection)
{
    return Statement::prepare(connection, select("id >= ?"));
}

} // namespace hookloupe::store
