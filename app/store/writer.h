// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/acknowledged.h"
#include "store/batch.h"
#include "store/checkpointer.h"
#include "store/gate.h"
#include "store/ledger.h"
#include "store/opening.h"
#include "store/purge.h"
#include "store/reserve.h"
#include "store/store.h"
#include "store/watch.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace hookloupe::store {

/// What the writer has of a store, as long as it writes it.
struct Hold {
    WriteLock lock; ///< given back last
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Checkpointer> checkpointer;
    StoreWatch watch;
    std::unique_ptr<Reserve> reserve; ///< goes first: to close the others takes room

    /// Corrupt or Failed if the tables cannot be used.
    [[nodiscard]] static Result<Hold> take(Opened opened, const StoreOptions& options);
};

/// The one thread that changes a store. Takes all that is queued, commits it in one transaction, says so, and
/// looks again: under load the batches grow by themselves, at rest nothing waits.
class Writer {
public:
    using Clock = std::chrono::steady_clock;

    /// `storeId` is what a file must have to be gone on with after a loss. `gate` must outlive this.
    Writer(Hold hold, std::string storeId, Gate& gate, const StoreOptions& options, StoreCallbacks callbacks);
    ~Writer(); ///< commits what is queued

    [[nodiscard]] Status enqueue(std::shared_ptr<Capture> capture, std::uint64_t ticket,
                                 std::unique_ptr<Delivery> delivery);
    void report(AnswerReport report);
    void record(Delivered delivery);
    void update(const InboxItem& item);
    void flush();
    void endSoon();
    /// Runs a task on the writer's thread between two transactions and waits for it. Not to be called on that
    /// thread. StoreGone if the files are not there, before or after it.
    [[nodiscard]] Status run(std::function<void(Connection&)> task);
    /// From `due` on, deletes the removals up to that number for good, a few captures at a time so that those that arrive
    /// hardly wait. What is due when the program ends is done as far as that is quick.
    void purgeFrom(std::int64_t removal, Clock::time_point due);
    /// Of the room that is kept for deleting captures, to who asks in a task. False: there is none.
    [[nodiscard]] bool giveReserve();
    /// In a task: no id up to this one is given any more, also by the next that opens the file.
    void goOnAfter(std::int64_t lastId);
    /// Likewise: what is missing after a loss may have been deleted here.
    void noteDeletion() { m_deleted = true; }
    /// Whether a removal may be brought back still.
    [[nodiscard]] bool isDue(std::int64_t removal);
    void setDurability(Durability durability);

    /// See Store.
    [[nodiscard]] std::optional<StoreLoss> loss() const;
    [[nodiscard]] Status continueAt(const std::string& path);

private:
    void work();
    [[nodiscard]] bool idle() const;
    [[nodiscard]] bool urgent() const;
    void process(Batch& batch);
    void add(Task task);
    void note(const std::function<void(Notes&)>& add);
    void publish(Batch& batch);
    void publish(Notes& notes);
    void fail(Batch& batch, const Error& error);
    void refuse(const std::vector<WaitingCapture>& captures, const Error& error);
    void runTasks(Batch& batch);
    [[nodiscard]] bool leavesRoom(const Batch& batch);
    void emptyLogAtOnce();
    void boundLog();
    void purge(std::int64_t upTo, int most);
    void purgeAtTheEnd();
    /// Does what may rewrite the file.
    void rewriting(const std::function<void()>& work);
    void writeWhatIsLeft();
    void end();

    // When the files are taken away: writer_loss.cpp.
    [[nodiscard]] Status filesInPlace();
    [[nodiscard]] Fate look();
    [[nodiscard]] Fate lookClosely();
    [[nodiscard]] std::int64_t fileBytes();
    [[nodiscard]] bool isLost() const { return loss().has_value(); }
    [[nodiscard]] bool needsRescue() const;
    void lose(Batch& batch);
    void tell(const std::function<void(StoreLoss&)>& change);
    /// Counts what is missing now. Returns what was not when the loss began.
    std::int64_t countMissing();
    void over();
    void rescueWhatWasHeld();
    void processWhileLost(Batch& batch);
    void lookForIt();
    void lookAtThePath(const std::string& path);
    [[nodiscard]] Status goOnAt(const std::string& path);
    [[nodiscard]] Status moveTo(const std::string& path);
    [[nodiscard]] Status takeUp(const std::string& path);
    void leave();

    // Used by the writer's thread alone.
    std::optional<Hold> m_hold; ///< none: of a loss that could not be ended
    StoreOptions m_options;
    const std::string m_storeId;
    const StoreCallbacks m_callbacks;
    Gate& m_gate;
    int m_logPagesTried = 0;               ///< size of the log when starting it over failed
    Clock::time_point m_nextPurge{};       ///< while captures arrive
    Clock::time_point m_nextTry{};         ///< of what failed after a loss
    std::optional<FileFound> m_candidate;  ///< what was at the path when it was last looked for
    std::optional<FileFound> m_turnedDown; ///< what is there cannot be gone on with
    Acknowledged m_acknowledged;           ///< in this run
    Missing m_missing{};                   ///< of it, when that was last counted
    std::int64_t m_missingBefore = 0;      ///< after a loss: when it began
    bool m_mostMissing = false;            ///< at most
    std::optional<SalvageReport> m_salvaged{}; ///< the last one after a loss that lost captures
    HighWater m_reached{};                 ///< after a loss: what was committed before it
    bool m_behind = false;                 ///< after a loss: an older state was found
    std::int64_t m_lastId = 0;             ///< that was given, wherever it went on meanwhile
    std::optional<FileIdentity> m_ours;    ///< after a loss: the file with all this store held
    Notes m_postponed;                     ///< found the disk full, or the store gone
    std::optional<Error> m_postponedFor;   ///< the last time
    Clock::time_point m_nextReserve{};     ///< when it is looked after again
    int m_mostPurged;                      ///< captures at once; fewer on a full disk
    bool m_largeTurn = false;              ///< of the next turn, see takeTurn()
    bool m_deleted = false;                ///< something, in this run

    std::atomic<int> m_patience; ///< ms, for a lock that another program has

    // Shared, guarded by m_mutex.
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;     ///< the writer has something to do
    std::condition_variable m_progress; ///< m_done grew
    Batch m_queue;
    std::size_t m_bytes = 0; ///< queued or being written
    std::uint64_t m_done = 0;
    std::optional<Clock::time_point> m_fullUntil; ///< the disk is taken for full until then
    std::optional<StoreLoss> m_loss;              ///< changed by the writer's thread alone
    PurgePlan m_purges;
    bool m_stop = false;
    int m_flushes = 0;           ///< callers of flush() that wait

    std::thread m_thread;
};

} // namespace hookloupe::store
