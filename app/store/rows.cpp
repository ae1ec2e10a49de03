// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rows.h"

#include "store/columns.h"
#include "store/lines.h"

#include <algorithm>
#include <array>

namespace hookloupe::store {

namespace {

constexpr std::string_view summaryColumns =
    "id, kind, refusal, arrived_at, endpoint, method, target, peer, tls, connection, request_on_connection, "
    "head_bytes, "
    "content_bytes, verdict, scheme, dialect, event, stream_id, project_name, model_id, model_name, "
    "version_id, "
    "comment_id, object_id, user_id, user_name, message, server_url, source_application, target_user_id, "
    "extra, shape, "
    "answer_status, record_status, record_reason, record_http_status, outcome, duration, parent";
constexpr std::string_view annotationColumns = "colour, tags, note";
constexpr std::string_view bodyColumns = "id, files, sha256, note, answer, head, body, dechunked, answer_trace";

constexpr std::int64_t bodyInFile = 1;
constexpr std::int64_t dechunkedInFile = 2;
constexpr std::int64_t repeatedNameMark = 64; ///< added to the number of the data's shape

std::string insertInto(std::string_view table, std::string_view columns)
{
    std::string sql = "INSERT INTO ";
    sql += table;
    sql += " (";
    sql += columns;
    sql += ") VALUES (?";
    for (auto commas = std::count(columns.begin(), columns.end(), ','); commas > 0; --commas)
        sql += ",?";
    return sql + ")";
}

std::string select(std::string_view table, std::string_view columns, std::string_view condition)
{
    std::string sql = "SELECT ";
    sql += columns;
    sql += " FROM ";
    sql += table;
    sql += " WHERE ";
    sql += condition;
    return sql;
}

/// The facts' text columns in the table's order, for writing and reading alike.
template <typename Event>
auto textsOf(Event& event)
{
    return std::array{&event.wireName,  &event.streamId,  &event.projectName, &event.modelId,
                      &event.modelName, &event.versionId, &event.commentId,   &event.objectId,
                      &event.userId,    &event.userName,  &event.message,     &event.serverUrl,
                      &event.sourceApplication, &event.targetUserId, &event.extra};
}

} // namespace

Result<Statement> prepareInsertSummary(Connection& connection)
{
    return Statement::prepare(connection, insertInto("captures", summaryColumns));
}

Result<Statement> prepareInsertBody(Connection& connection)
{
    return Statement::prepare(connection, insertInto("bodies", bodyColumns));
}

Result<Statement> prepareSelectSummary(Connection& connection)
{
    std::string columns(summaryColumns);
    columns += ", ";
    columns += annotationColumns;
    return Statement::prepare(connection, select("captures LEFT JOIN annotations USING (id)", columns, "id = ?"));
}

Result<Statement> prepareSelectPage(Connection& connection)
{
    std::string columns(summaryColumns);
    columns += ", ";
    columns += annotationColumns;
    return Statement::prepare(connection, select("captures LEFT JOIN annotations USING (id)", columns, "id >= ? ORDER BY id LIMIT ?"));
}

Result<Statement> prepareSelectBody(Connection& connection)
{
    return Statement::prepare(connection, select("bodies", bodyColumns, "id = ?"));
}

Result<Statement> prepareSelectSummariesFrom(Connection& connection)
{
    std::string columns(summaryColumns);
    const std::string none = ", 0, '', ''"; // annotations
    auto statement = Statement::prepare(connection, select("captures", columns + none, "id >= ? ORDER BY id"));
    if (statement)
        return statement;
    columns.resize(columns.rfind("parent")); // the last one; a store of version 1 has it not
    columns += '0';
    return Statement::prepare(connection, select("captures", columns + none, "id >= ? ORDER BY id"));
}

Result<Statement> prepareSelectBodiesFrom(Connection& connection)
{
    auto statement = Statement::prepare(connection, select("bodies", bodyColumns, "id >= ? ORDER BY id"));
    if (statement)
        return statement;
    std::string columns(bodyColumns);
    columns.resize(columns.rfind("answer_trace")); // the last one; a store of version 2 has it not
    return Statement::prepare(connection, select("bodies", columns + "''", "id >= ? ORDER BY id"));
}

void bindSummary(Statement& insert, const CaptureSummary& summary)
{
    ColumnWriter out(insert);
    out.number(summary.id);
    out.number(summary.kind);
    out.number(summary.refusal);
    out.number(summary.arrivedAt.time_since_epoch().count());
    out.number(summary.endpoint);
    out.text(summary.method);
    out.text(summary.target);
    out.text(summary.peer);
    out.number(summary.tls);
    out.number(summary.connection);
    out.number(summary.requestOnConnection);
    out.number(summary.headBytes);
    out.number(summary.contentBytes);
    out.number(summary.signature.verdict);
    out.text(summary.signature.scheme);
    out.number(summary.signature.dialect);
    for (const std::string* text : textsOf(summary.event))
        out.text(*text);
    out.number(static_cast<std::int64_t>(summary.event.shape) | (summary.event.repeatedName ? repeatedNameMark : 0));
    out.number(summary.answerStatus);
    out.number(summary.record.status);
    out.number(summary.record.reason);
    out.number(summary.record.httpStatus);
    out.number(summary.outcome);
    out.number(summary.duration.count());
    out.number(summary.parent);
}

CaptureSummary readSummary(const Statement& statement)
{
    ColumnReader in(statement);
    CaptureSummary summary;
    summary.id = CaptureId{in.number()};
    in.enumeration(summary.kind, CaptureKind::Replay);
    in.enumeration(summary.refusal, Refusal::Paused);
    in.time(summary.arrivedAt);
    summary.endpoint = EndpointId{in.number()};
    in.bytes(summary.method);
    in.bytes(summary.target);
    in.bytes(summary.peer);
    summary.tls = in.number() != 0;
    in.number(summary.connection);
    in.number(summary.requestOnConnection);
    in.amount(summary.headBytes);
    in.amount(summary.contentBytes);
    in.enumeration(summary.signature.verdict, SignatureVerdict::WholeBodyInside); // the one behind it is of now, not of the arrival
    in.bytes(summary.signature.scheme);
    in.enumeration(summary.signature.dialect, Dialect::String);
    for (std::string* text : textsOf(summary.event))
        in.bytes(*text);
    const std::int64_t shape = in.number();
    if (const std::int64_t unmarked = shape & ~repeatedNameMark; unmarked >= 0 && unmarked <= static_cast<int>(DataShape::Documented)) {
        summary.event.repeatedName = (shape & repeatedNameMark) != 0;
        summary.event.shape = static_cast<DataShape>(unmarked);
    }
    in.amount(summary.answerStatus, mostStatus);
    in.enumeration(summary.record.status, SpeckleStatus::Failure);
    in.enumeration(summary.record.reason, SpeckleReason::LocalNetworkRefused);
    in.amount(summary.record.httpStatus, mostStatus);
    in.enumeration(summary.outcome, AnswerOutcome::None);
    in.span(summary.duration);
    summary.parent = CaptureId{in.number()};
    if (in.isNull())
        return summary;
    in.enumeration(summary.annotation.colour, ColourMark::Purple);
    std::string tags;
    in.bytes(tags);
    summary.annotation.tags = splitLines(tags);
    in.bytes(summary.annotation.note);
    return summary;
}

void bindBody(Statement& insert, const Capture& capture, InFiles inFiles)
{
    ColumnWriter out(insert);
    out.number(capture.summary.id);
    out.number((inFiles.body ? bodyInFile : 0) | (inFiles.dechunked ? dechunkedInFile : 0));
    out.blob(capture.contentSha256);
    out.text(capture.note);
    out.blob(capture.answer);
    out.blob(capture.head);
    if (inFiles.body)
        out.null();
    else
        out.blob(capture.body);
    if (inFiles.dechunked || !capture.dechunked)
        out.null();
    else
        out.blob(*capture.dechunked);
    out.text(capture.answerTrace);
}

BodyRow readBody(const Statement& statement)
{
    ColumnReader in(statement);
    BodyRow row;
    row.capture.summary.id = CaptureId{in.number()};
    const std::int64_t files = in.number();
    row.inFiles = {(files & bodyInFile) != 0, (files & dechunkedInFile) != 0};
    in.bytes(row.capture.contentSha256);
    in.bytes(row.capture.note);
    in.bytes(row.capture.answer);
    in.bytes(row.capture.head);
    in.bytes(row.capture.body);
    in.optionalBytes(row.capture.dechunked);
    in.bytes(row.capture.answerTrace);
    return row;
}

bool isSummaryRow(const Statement& row)
{
    constexpr int refusal = 2;
    constexpr int method = 5;
    constexpr int target = 6;
    return row.isNumber(refusal) && row.isText(method) && row.isText(target);
}

bool isBodyRow(const Statement& row)
{
    constexpr int sha256 = 2;
    constexpr int note = 3;
    constexpr int head = 5;
    return row.isBlob(sha256) && row.isText(note) && row.isBlob(head);
}

std::size_t sizeOf(const Capture& capture)
{
    constexpr std::size_t summaryBytes = 512;
    return summaryBytes + capture.head.size() + capture.body.size() + capture.answer.size() +
           capture.note.size() + (capture.dechunked ? capture.dechunked->size() : 0);
}

} // namespace hookloupe::store
