// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "store/sqlite.h"

namespace hookloupe::store {

/// Where a capture's big parts are: in its row, or in files beside the store (body_files.h). Stored as bits.
struct InFiles {
    bool body = false;
    bool dechunked = false;
};

/// A capture without its summary, as stored.
struct BodyRow {
    InFiles inFiles;
    Capture capture; ///< of the summary only the id; a part that is in a file is not set
};

/// The statements by which captures come in and out. The order of columns is known here alone.
[[nodiscard]] Result<Statement> prepareInsertSummary(Connection& connection);
[[nodiscard]] Result<Statement> prepareInsertBody(Connection& connection);
/// One parameter, the id. The summary comes with its annotation.
[[nodiscard]] Result<Statement> prepareSelectSummary(Connection& connection);
[[nodiscard]] Result<Statement> prepareSelectBody(Connection& connection);
/// Summaries with their annotations of an id of at least the first parameter, in order, at most as many as the second.
[[nodiscard]] Result<Statement> prepareSelectPage(Connection& connection);
/// Rows with an id of at least the parameter, in order; of stores of any version, without annotations.
[[nodiscard]] Result<Statement> prepareSelectSummariesFrom(Connection& connection);
[[nodiscard]] Result<Statement> prepareSelectBodiesFrom(Connection& connection);

/// `summary` must live until the statement was run.
void bindSummary(Statement& insert, const CaptureSummary& summary);
void bindBody(Statement& insert, const Capture& capture, InFiles inFiles);
[[nodiscard]] CaptureSummary readSummary(const Statement& row);
[[nodiscard]] BodyRow readBody(const Statement& row);

/// Whether a row of a damaged store has the types of its table's: one page may hold another table's rows.
[[nodiscard]] bool isSummaryRow(const Statement& row);
[[nodiscard]] bool isBodyRow(const Statement& row);

/// A capture's size in memory and on disk, near enough for limits.
[[nodiscard]] std::size_t sizeOf(const Capture& capture);

} // namespace hookloupe::store
