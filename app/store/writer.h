// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/answer_rows.h"
#include "store/body_files.h"
#include "store/checkpointer.h"
#include "store/delivery_rows.h"
#include "store/inbox_rows.h"
#include "store/purge.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace hookloupe::store {

/// The one thread that changes a store. Takes all that is queued, commits it in one transaction, says so, and
/// looks again: under load the batches grow by themselves, at rest nothing waits.
class Writer {
public:
    using Clock = std::chrono::steady_clock;

    /// `connection` is prepared for writing. Corrupt or Failed if the tables cannot be used.
    [[nodiscard]] static Result<std::unique_ptr<Writer>>
    start(Connection connection, const StoreOptions& options, StoreCallbacks callbacks);
    ~Writer(); ///< commits what is queued

    [[nodiscard]] Status enqueue(std::shared_ptr<Capture> capture, std::uint64_t ticket,
                                 std::unique_ptr<Delivery> delivery);
    void report(AnswerReport report);
    void record(Delivered delivery);
    void update(const InboxItem& item);
    void flush();
    /// Runs a task on the writer's thread between two transactions and waits for it. Not to be called on that
    /// thread.
    void run(std::function<void(Connection&)> task);
    /// From `due` on, deletes the removals up to that number for good, a few captures at a time so that those that arrive
    /// hardly wait. What is due when the program ends is done as far as that is quick.
    void purgeFrom(std::int64_t removal, Clock::time_point due);
    /// Whether a removal may be brought back still.
    [[nodiscard]] bool isDue(std::int64_t removal);

private:
    struct Waiting {
        std::shared_ptr<Capture> capture;
        std::uint64_t ticket;
        std::unique_ptr<Delivery> delivery;         ///< of a replay
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
    /// What is queued, or was taken from the queue.
    struct Batch {
        std::vector<Waiting> captures;
        Notes notes;
        std::vector<std::function<void(Connection&)>> tasks;
        std::size_t bytes = 0;
        std::uint64_t last = 0; ///< number of the last thing queued
    };
    struct Statements {
        Statement insertSummary;
        Statement insertBody;
        AnswerRows answers;
        DeliveryRows deliveries;
        InboxRows inbox;
    };

    Writer(Connection connection, Statements statements, const StoreOptions& options,
           StoreCallbacks callbacks, std::int64_t lastId);
    void work();
    [[nodiscard]] bool idle() const;
    [[nodiscard]] bool urgent() const;
    void process(Batch& batch);
    void note(const std::function<void(Notes&)>& add);
    [[nodiscard]] Status commit(Batch& batch);
    [[nodiscard]] Status insert(Waiting& waiting);
    [[nodiscard]] Status write(Notes& notes);
    void undo(const Batch& batch);
    void publish(Batch& batch);
    void fail(Batch& batch, const Error& error);
    void boundLog();
    void purge(std::int64_t upTo, int most);
    void purgeAtTheEnd();

    // Used by the writer's thread alone.
    Connection m_connection;
    Statements m_statements;
    BodyFiles m_bodyFiles;
    const StoreOptions m_options;
    const StoreCallbacks m_callbacks;
    std::int64_t m_lastId;
    int m_logPages = 0;                    ///< set by SQLite at each commit
    int m_logPagesTried = 0;               ///< size of the log when starting it over failed
    Clock::time_point m_nextPurge{};       ///< while captures arrive
    Notes m_postponed;                     ///< found the disk full

    // Shared, guarded by m_mutex.
    std::mutex m_mutex;
    std::condition_variable m_wake;     ///< the writer has something to do
    std::condition_variable m_progress; ///< m_done grew
    Batch m_queue;
    std::size_t m_bytes = 0; ///< queued or being written
    std::uint64_t m_done = 0;
    std::optional<Clock::time_point> m_fullUntil; ///< the disk is taken for full until then
    PurgePlan m_purges;
    bool m_stop = false;
    int m_flushes = 0;           ///< callers of flush() that wait

    std::unique_ptr<Checkpointer> m_checkpointer;
    std::thread m_thread;
};

} // namespace hookloupe::store
