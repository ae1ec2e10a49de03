// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/delivery.h"
#include "store/sqlite.h"
#include "store/trash.h"

#include <vector>

namespace hookloupe::store {

/// Stores deliveries: prepared once, run within the caller's transaction.
class DeliveryRows {
public:
    [[nodiscard]] static Result<DeliveryRows> prepare(Connection& connection);

    /// Gives the delivery its id, unless it has one (of a salvaged store). NotFound if its capture is gone.
    [[nodiscard]] Status insert(Connection& connection, Delivery& delivery);

private:
    DeliveryRows(Statement exists, Statement insert) : m_exists(std::move(exists)), m_insert(std::move(insert)) {}

    Statement m_exists; ///< a capture
    Statement m_insert;
};

/// The deliveries of a capture, in the order they were made.
[[nodiscard]] Result<std::vector<Delivery>> readDeliveries(Connection& connection, CaptureId capture);
/// The replays made of a capture that are not hidden; of the newest `most` what a list shows.
[[nodiscard]] Result<ReplayList> listReplays(Connection& connection, const IdRanges& hidden, CaptureId capture, std::size_t most);
/// The replays made of a capture that are not hidden, oldest first.
[[nodiscard]] Result<std::vector<CaptureSummary>> readReplays(Connection& connection, CaptureId capture);

/// For a damaged store: every row from an id on; nothing if there is no such table.
[[nodiscard]] Result<Statement> prepareSelectDeliveries(Connection& connection);
/// A replaced first page may name another table's pages as this one's root: what is not of its form is not of it.
[[nodiscard]] bool isDeliveryRow(const Statement& row);
[[nodiscard]] Delivery readDelivery(const Statement& row);

} // namespace hookloupe::store
