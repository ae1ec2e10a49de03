// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.h"
#include "store/store.h"

#include <functional>
#include <memory>
#include <vector>

namespace hookloupe::store {

struct WaitingCapture {
    std::shared_ptr<Capture> capture;
    std::uint64_t ticket = 0;
    std::size_t bytes = 0;                      ///< as they count for the queue
    std::unique_ptr<Delivery> delivery{};       ///< of a replay
    std::vector<std::int64_t> inboxPositions{}; ///< once inserted
};

/// What nobody waits for: it goes along with captures, and waits where they are refused.
struct Notes {
    std::vector<AnswerReport> reports;
    std::vector<Delivered> deliveries;
    std::vector<InboxItem> items; ///< with new attempts, or begun

    [[nodiscard]] bool empty() const { return reports.empty() && deliveries.empty() && items.empty(); }
    [[nodiscard]] std::size_t size() const { return reports.size() + deliveries.size() + items.size(); }
    void putInFront(Notes&& earlier);
};

/// A change that its caller waits for.
struct Task {
    std::function<Status()> work;
    std::function<void(Status)> done; ///< what it returned, or why it was not begun
    bool whileLost = false;           ///< it is for a store whose files are gone
};

/// What is queued for the writer, or was taken from its queue.
struct Batch {
    std::vector<WaitingCapture> captures;
    Notes notes;
    std::vector<Task> tasks;
    std::size_t bytes = 0;
    std::uint64_t last = 0; ///< number of the last thing queued
    bool entered = false;   ///< its captures and notes were committed
};

/// Takes what is to be written next. Of captures with bodies that get files of their own, which take as long as a thousand others,
/// none is taken while there are others (`largeTurn` false), then one alone (true), so that neither keeps the other waiting. With
/// `all`, everything.
[[nodiscard]] Batch takeTurn(Batch& queue, bool& largeTurn, bool all);

} // namespace hookloupe::store
