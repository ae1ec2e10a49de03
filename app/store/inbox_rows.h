// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/delivery.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <vector>

namespace hookloupe::store {

/// Changes to the inbox that come with captures and deliveries: prepared once, run within the caller's transaction.
class InboxRows {
public:
    [[nodiscard]] static Result<InboxRows> prepare(Connection& connection);

    /// Queues a capture, which has its id, for its targets; returns the positions in the order of the targets.
    [[nodiscard]] Result<std::vector<std::int64_t>> insert(Connection& connection, const Capture& capture);
    /// Takes an item out; what was not there is no error.
    [[nodiscard]] Status finish(std::int64_t position, CaptureId capture);
    /// Stores `attempts` and `begun` of an item; what is not there is no error.
    [[nodiscard]] Status update(const InboxItem& item);

private:
    InboxRows(Statement insert, Statement finish, Statement update)
        : m_insert(std::move(insert)), m_finish(std::move(finish)), m_update(std::move(update))
    {
    }

    Statement m_insert;
    Statement m_finish;
    Statement m_update;
};

/// Items behind `after` in the order of delivery, without those of hidden captures.
[[nodiscard]] Result<std::vector<InboxItem>> readInbox(Connection& connection, std::int64_t after, std::size_t limit);
[[nodiscard]] Result<std::vector<InboxItem>> readInboxOf(Connection& connection, EndpointId endpoint,
                                                         const std::string& target, std::int64_t after, std::size_t limit);
[[nodiscard]] Result<std::int64_t> countInbox(Connection& connection);
/// See Store::waitingAmong().
[[nodiscard]] Result<std::int64_t> countWaiting(Connection& connection, const std::vector<CaptureId>& ids);
[[nodiscard]] Result<std::vector<InboxQueue>> readInboxQueues(Connection& connection);

// Each a transaction of its own: see Store.
[[nodiscard]] Status beginDeliveries(Connection& connection, const std::vector<std::int64_t>& positions);
[[nodiscard]] Result<std::vector<InboxItem>> queueItems(Connection& connection, const std::vector<InboxItem>& items);
[[nodiscard]] Status skipItems(Connection& connection, const std::vector<std::int64_t>& positions);
[[nodiscard]] Status reorderItems(Connection& connection, const std::vector<std::int64_t>& positions);

/// Targets of which nothing is sent. They are a text in `meta`: an endpoint's number, a tab and the target in each line.
[[nodiscard]] Result<std::vector<InboxTarget>> readHeldTargets(Connection& connection);
[[nodiscard]] Status writeHeldTargets(Connection& connection, const std::vector<InboxTarget>& targets);

/// Puts an item of a salvaged store where it was, within the caller's transaction.
[[nodiscard]] Status putInboxItem(Connection& connection, const InboxItem& item);
/// Rows of a damaged store, from a position on.
[[nodiscard]] Result<Statement> prepareSelectInbox(Connection& connection);
/// Whether a row of these has the form of an item.
[[nodiscard]] bool isInboxRow(const Statement& row);
[[nodiscard]] InboxItem readInboxItem(const Statement& row);

} // namespace hookloupe::store
