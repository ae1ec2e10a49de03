// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/annotation_rows.h"

#include "store/lines.h"
#include "store/rows.h"

#include <set>

namespace hookloupe::store {

namespace {

Result<Statement> prepareInsert(Connection& connection)
{
    return Statement::prepare(connection,
                              "INSERT OR REPLACE INTO annotations (id, colour, tags, note) VALUES (?,?,?,?)");
}

Result<Statement> prepareDelete(Connection& connection)
{
    return Statement::prepare(connection, "DELETE FROM annotations WHERE id = ?");
}

Status put(Statement& insert, Statement& remove, const Annotated& annotated)
{
    const Annotation& annotation = annotated.annotation;
    if (annotation.empty()) {
        remove.bind(1, toInt(annotated.id));
        return remove.run();
    }
    const std::string tags = joinLines(annotation.tags);
    insert.bind(1, toInt(annotated.id));
    insert.bind(2, static_cast<std::int64_t>(annotation.colour));
    insert.bindText(3, tags);
    insert.bindText(4, annotation.note);
    return insert.run();
}

} // namespace

Result<std::vector<Annotated>> annotate(Connection& connection, const std::vector<CaptureId>& ids,
                                        const AnnotationChange& change)
{
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    auto summary = prepareSelectSummary(connection);
    auto insert = prepareInsert(connection);
    auto remove = prepareDelete(connection);
    if (!summary || !insert || !remove)
        return connection.lastError();
    std::vector<Annotated> done;
    for (const CaptureId id : ids) {
        summary->bind(1, toInt(id));
        const auto row = summary->step();
        if (!row)
            return row.error();
        if (*row) {
            auto annotation = changed(readSummary(*summary).annotation, change);
            if (!annotation)
                return annotation.error();
            done.push_back({id, std::move(annotation).value()});
        }
        summary->reset();
        if (*row) {
            if (auto written = put(*insert, *remove, done.back()); !written)
                return written.error();
        }
    }
    if (auto committed = transaction->commit(); !committed)
        return committed.error();
    return done;
}

Result<std::vector<std::string>> tagsInUse(Connection& connection)
{
    auto statement = Statement::prepare(connection, "SELECT DISTINCT tags FROM annotations");
    if (!statement)
        return statement.error();
    std::set<std::string> tags;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return std::vector<std::string>(tags.begin(), tags.end());
        for (std::string& tag : splitLines(statement->bytes(0)))
            tags.insert(std::move(tag));
    }
}

Status putAnnotation(Connection& connection, const Annotated& annotated)
{
    auto insert = prepareInsert(connection);
    auto remove = prepareDelete(connection);
    if (!insert || !remove)
        return connection.lastError();
    return put(*insert, *remove, annotated);
}

} // namespace hookloupe::store
