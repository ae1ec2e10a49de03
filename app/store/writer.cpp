// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/writer.h"

#include "store/opening.h"
#include "store/rows.h"
#include "store/schema.h"

#include <sqlite3.h>

#include <algorithm>
#include <future>
#include <limits>

namespace hookloupe::store {

namespace {

constexpr std::chrono::milliseconds fullPause{500};
// Nobody waits for an outcome as a sender waits for its answer: it goes along with the next captures. A transaction of
// its own for each would cost them a third of their rate.
constexpr std::chrono::milliseconds reportPause{50};
// At rest, for those who are told at once that the files are gone; a commit looks by itself.
constexpr std::chrono::milliseconds lookPause{500};
// How often a store that is gone is looked for.
constexpr std::chrono::milliseconds searchPause{200};
// The checkpoint thread cannot empty the log while commits follow without a gap, so the writer does: beyond
// the first size right after a pass of that thread, when little is left to copy, beyond the second in any
// case.
constexpr int largeLogPages = 64 * 1024 * 1024 / static_cast<int>(pageBytes);
constexpr int largestLogPages = 4 * largeLogPages;

// Deleting for good overwrites bytes: a transaction of so many captures is some 2 MB of log, 10 to 20 ms.
constexpr int purgedAtOnce = 500;
constexpr std::chrono::milliseconds purgePause{100}; // between two of them while captures arrive
constexpr std::chrono::seconds purgeRetry{10};
constexpr std::chrono::seconds longestPurgeAtTheEnd{1};
constexpr int fewerAtOnce = 8; // to so small a part, where even the room that is kept is too little

constexpr std::chrono::milliseconds reservePause{1000};
constexpr std::int64_t roomForNotes = 1024 * 1024; // bytes
constexpr std::int64_t roomForDeleting = 3 * 1024 * 1024; // where there is no Reserve
constexpr std::int64_t littleRoom = 64 * 1024 * 1024;
// Another program may hold a lock for the time of a backup's last pages; who ends a program does not wait for that.
constexpr int usualPatience = 5000;
constexpr int patienceAtTheEnd = 1000;

/// Whether the next try may succeed, by what somebody does outside.
bool mayPass(ErrorCode code)
{
    return code == ErrorCode::DiskFull || code == ErrorCode::DiskFailed || code == ErrorCode::PermissionDenied
           || code == ErrorCode::LockedByOther || code == ErrorCode::Unreadable
           || code == ErrorCode::InvalidInput; // what has the name of the folder for large bodies and is none
}

} // namespace

Result<Hold> Hold::take(Opened opened, const StoreOptions& options)
{
    const std::string path = opened.connection.path();
    auto ledger = Ledger::open(std::move(opened.connection), options);
    if (!ledger)
        return ledger.error();
    auto checkpointer = Checkpointer::start(path);
    if (!checkpointer)
        return checkpointer.error();
    auto watch = StoreWatch::on(path);
    if (!watch)
        return watch.error();
    if (const auto pages = (*ledger)->connection().number("PRAGMA page_count"); pages && pages->value_or(0) > 0)
        watch->fileHolds(**pages * (*ledger)->pageSize());
    return Hold{std::move(opened.lock), std::move(ledger).value(), std::move(checkpointer).value(), std::move(watch).value(),
                std::make_unique<Reserve>(path)};
}

Writer::Writer(Hold hold, std::string storeId, Gate& gate, const StoreOptions& options, StoreCallbacks callbacks)
    : m_hold(std::move(hold)), m_options(options), m_storeId(std::move(storeId)), m_callbacks(std::move(callbacks)), m_gate(gate),
      m_acknowledged(Acknowledged::nothingAfter(m_hold->ledger->lastId())), m_nextReserve(Clock::now() + reservePause), m_mostPurged(purgedAtOnce), m_patience(usualPatience), m_thread([this] { work(); })
{
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    endSoon();
    m_wake.notify_one();
    m_thread.join();
}

void Writer::endSoon()
{
    m_patience = patienceAtTheEnd;
}

Status Writer::enqueue(std::shared_ptr<Capture> capture, std::uint64_t ticket, std::unique_ptr<Delivery> delivery)
{
    const std::size_t bytes = sizeOf(*capture);
    {
        const std::lock_guard lock(m_mutex);
        if (m_loss)
            return Error{ErrorCode::StoreGone, m_loss->path};
        if (m_fullUntil && Clock::now() < *m_fullUntil)
            return Error{ErrorCode::DiskFull, m_gate.path()};
        if (m_bytes + bytes > m_options.queueBytes)
            return Error{ErrorCode::QueueFull, std::to_string(m_bytes) + " bytes are waiting"};
        m_bytes += bytes;
        m_queue.bytes += bytes;
        m_queue.captures.push_back({std::move(capture), ticket, bytes, std::move(delivery)});
        ++m_queue.last;
    }
    m_wake.notify_one();
    return success();
}

void Writer::note(const std::function<void(Notes&)>& add)
{
    {
        const std::lock_guard lock(m_mutex);
        add(m_queue.notes);
        ++m_queue.last;
        if (m_queue.notes.size() > 1)
            return;
    }
    m_wake.notify_one();
}

void Writer::report(AnswerReport report)
{
    note([&](Notes& notes) { notes.reports.push_back(std::move(report)); });
}

void Writer::record(Delivered delivery)
{
    note([&](Notes& notes) { notes.deliveries.push_back(std::move(delivery)); });
}

void Writer::update(const InboxItem& item)
{
    note([&](Notes& notes) { notes.items.push_back(item); });
}

void Writer::flush()
{
    std::unique_lock lock(m_mutex);
    ++m_flushes;
    m_wake.notify_one();
    m_progress.wait(lock, [this, target = m_queue.last] { return m_done >= target; });
    --m_flushes;
}

void Writer::add(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_queue.tasks.push_back(std::move(task));
        ++m_queue.last;
    }
    m_wake.notify_one();
}

Status Writer::run(std::function<void(Connection&)> task)
{
    if (const auto lost = loss()) // not to wait for a rescue, which may take long
        return Error{ErrorCode::StoreGone, lost->path};
    std::promise<Status> done;
    add({[this, task = std::move(task)]() -> Status {
             // What it adds to an older state might hide that.
             if (const Status before = filesInPlace(); !before)
                 return before;
             rewriting([&] { task(m_hold->ledger->connection()); });
             const Status inPlace = filesInPlace();
             if (inPlace)
                 m_hold->ledger->state().refresh();
             return inPlace;
         },
         [&done](Status status) { done.set_value(std::move(status)); }});
    return done.get_future().get();
}

void Writer::purgeFrom(std::int64_t removal, Clock::time_point due)
{
    {
        const std::lock_guard lock(m_mutex);
        m_purges.add(removal, due);
    }
    m_wake.notify_one();
}

bool Writer::isDue(std::int64_t removal)
{
    const std::lock_guard lock(m_mutex);
    return removal <= m_purges.dueUpTo(Clock::now()).value_or(0);
}

void Writer::setDurability(Durability durability)
{
    (void)run([this, durability](Connection&) {
        m_options.durability = durability;
        m_hold->ledger->setDurability(durability);
    });
}

bool Writer::idle() const
{
    return m_queue.captures.empty() && m_queue.notes.empty() && m_queue.tasks.empty();
}

/// Something somebody waits for.
bool Writer::urgent() const
{
    return m_stop || m_flushes > 0 || !m_queue.captures.empty() || !m_queue.tasks.empty();
}

bool Writer::giveReserve()
{
    m_nextReserve = {}; // what is left is kept as soon as the change is done
    if (!m_hold->reserve->giveUp())
        return false;
    emptyLogAtOnce();
    return true;
}

void Writer::work()
{
    m_hold->ledger->connection().waitAsLongAs(m_patience);
    std::unique_lock lock(m_mutex);
    for (;;) {
        // A plan that changed while it waited would otherwise be waited for with the deadline of the one before.
        const auto planned = m_loss ? std::nullopt : m_purges.next();
        const auto ready = [this, planned] {
            return m_stop || !idle() || (!m_loss && (m_purges.dueUpTo(Clock::now()) || m_purges.next() != planned));
        };
        auto wake = std::min(planned.value_or(Clock::time_point::max()), Clock::now() + (m_loss ? searchPause : lookPause));
        if (!m_postponed.empty())
            wake = std::min(wake, Clock::now() + fullPause);
        m_wake.wait_until(lock, wake, ready);
        if (!urgent() && !m_queue.notes.empty())
            m_wake.wait_for(lock, reportPause, [this] { return urgent(); });
        if (m_stop && idle()) {
            lock.unlock();
            return end();
        }
        const bool atRest = idle();
        Batch batch = takeTurn(m_queue, m_largeTurn, m_stop || m_flushes > 0 || m_loss || !m_queue.tasks.empty());
        const bool isAll = m_queue.captures.empty();
        const auto purgeUpTo = m_purges.dueUpTo(Clock::now());
        const bool lost = m_loss.has_value();
        lock.unlock();
        if (lost)
            lookForIt();
        process(batch);
        if (purgeUpTo && !isLost() && (atRest || Clock::now() >= m_nextPurge))
            purge(*purgeUpTo, purgedAtOnce);
        lock.lock();
        m_bytes -= batch.bytes;
        if (isAll)
            m_done = batch.last;
        m_progress.notify_all();
    }
}

void Writer::process(Batch& batch)
{
    batch.notes.putInFront(std::exchange(m_postponed, Notes{}));
    if (isLost())
        return processWhileLost(batch);
    const bool atRest = batch.captures.empty() && batch.notes.empty() && batch.tasks.empty();
    if (atRest && !filesInPlace())
        return lose(batch);
    if (!batch.captures.empty() || !batch.notes.empty()) {
        const Status committed = leavesRoom(batch) ? m_hold->ledger->commit(batch, [this] { return filesInPlace(); })
                                                   : Status(Error{ErrorCode::DiskFull, m_options.path});
        if (!committed && committed.error().code == ErrorCode::StoreGone)
            return lose(batch);
        if (committed)
            publish(batch);
        else
            fail(batch, committed.error());
    }
    runTasks(batch);
    if (isLost())
        return;
    if (Clock::now() >= m_nextReserve) {
        m_nextReserve = Clock::now() + reservePause;
        m_hold->reserve->make();
    }
    if (!atRest || m_hold->watch.wasWritten())
        m_hold->checkpointer->notify();
    if (atRest)
        return;
    boundLog();
}

/// What is in the log goes into the file later, which takes as much once more, but for what is free in there. Without that room
/// the log could never be started over, and nothing be deleted; the last of it is for that alone.
bool Writer::leavesRoom(const Batch& batch)
{
    const auto free = [this] { return freeSpaceFor(m_options.path).value_or(std::numeric_limits<std::int64_t>::max()); };
    Ledger& ledger = *m_hold->ledger;
    const auto bytes = static_cast<std::int64_t>(batch.bytes);
    const std::int64_t forSure = 2 * bytes + ledger.logPages() * ledger.pageSize() + roomForNotes + roomForDeleting;
    if (batch.captures.empty() || free() >= forSure)
        return true;
    emptyLogAtOnce();
    const auto freePages = ledger.connection().number("PRAGMA freelist_count");
    const std::int64_t reused = freePages ? freePages->value_or(0) * ledger.pageSize() : 0;
    const std::int64_t growth = ledger.logPages() * ledger.pageSize() + std::max(bytes - reused, std::int64_t{0});
    return free() >= bytes + growth + roomForNotes + (growth > 0 && !m_hold->reserve->isThere() ? roomForDeleting : 0);
}

/// Unless a reader is in the way.
void Writer::emptyLogAtOnce()
{
    const int patience = m_patience.exchange(0);
    (void)m_hold->ledger->emptyLog();
    int none = 0;
    m_patience.compare_exchange_strong(none, patience);
}

void Writer::runTasks(Batch& batch)
{
    for (Task& task : std::exchange(batch.tasks, {})) {
        if (const auto lost = loss(); lost && !task.whileLost) {
            task.done(Error{ErrorCode::StoreGone, lost->path});
            continue;
        }
        const Status worked = task.work();
        if (!worked && worked.error().code == ErrorCode::StoreGone && !isLost()) {
            Batch none;
            lose(none);
        }
        task.done(worked);
    }
}

void Writer::publish(Batch& batch)
{
    {
        const std::lock_guard lock(m_mutex);
        m_fullUntil.reset();
    }
    if (!batch.captures.empty())
        m_acknowledged.add(toInt(batch.captures.back().capture->summary.id), static_cast<std::int64_t>(batch.captures.size()));
    if (!batch.captures.empty() && m_callbacks.committed) {
        std::vector<Committed> committed;
        committed.reserve(batch.captures.size());
        for (WaitingCapture& waiting : batch.captures)
            committed.push_back({waiting.ticket, std::move(waiting.capture), std::move(waiting.inboxPositions)});
        m_callbacks.committed(std::move(committed));
    }
    publish(batch.notes);
}

void Writer::publish(Notes& notes)
{
    if (!notes.reports.empty() && m_callbacks.reported)
        m_callbacks.reported(std::move(notes.reports));
    if (!notes.deliveries.empty() && m_callbacks.delivered)
        m_callbacks.delivered(std::move(notes.deliveries));
}

void Writer::fail(Batch& batch, const Error& error)
{
    m_hold->ledger->undo(batch);
    if (error.code == ErrorCode::Corrupt)
        markForCheck(m_options.path);
    m_postponedFor = error;
    if (mayPass(error.code)) // notes are few bytes of captures that are stored already; captures have senders that wait
        m_postponed = std::move(batch.notes);
    if (error.code == ErrorCode::DiskFull) {
        const std::lock_guard lock(m_mutex);
        m_fullUntil = Clock::now() + fullPause;
    }
    refuse(batch.captures, error);
}

void Writer::refuse(const std::vector<WaitingCapture>& captures, const Error& error)
{
    if (captures.empty() || !m_callbacks.failed)
        return;
    std::vector<NotStored> refused;
    refused.reserve(captures.size());
    for (const WaitingCapture& waiting : captures)
        refused.push_back({waiting.ticket, error});
    m_callbacks.failed(std::move(refused));
}

void Writer::purge(std::int64_t upTo, int most)
{
    Ledger& ledger = *m_hold->ledger;
    Result<bool> more = false;
    const auto purgeOnce = [&] { more = purgeSome(ledger.connection(), ledger.bodyFiles(), upTo, std::min(most, m_mostPurged)); };
    rewriting(purgeOnce);
    while (!more && more.error().code == ErrorCode::DiskFull && (giveReserve() || m_mostPurged > 1)) {
        m_mostPurged = std::max(std::min(most, m_mostPurged) / fewerAtOnce, 1);
        rewriting(purgeOnce);
    }
    m_nextPurge = Clock::now() + purgePause;
    if (!more && more.error().code == ErrorCode::Corrupt)
        markForCheck(m_options.path);
    if (more && *more)
        return;
    m_mostPurged = purgedAtOnce;
    const std::lock_guard lock(m_mutex);
    if (more)
        m_purges.forget(upTo);
    else
        m_purges.putOff(Clock::now() + purgeRetry); // a full disk, or damage that the next start will see to
}

/// Nothing can be brought back any more. What is not done in time is hidden still, and goes with the next start.
void Writer::purgeAtTheEnd()
{
    constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
    const auto end = Clock::now() + longestPurgeAtTheEnd;
    for (bool more = true; more && Clock::now() < end;) {
        const auto some = purgeSome(m_hold->ledger->connection(), m_hold->ledger->bodyFiles(), all, purgedAtOnce);
        more = some && *some;
    }
}

void Writer::rewriting(const std::function<void()>& work)
{
    // A change that finds no room has filled the log all the same: what was in there before would not get into the file.
    if (const auto free = freeSpaceFor(m_options.path); free && *free < littleRoom)
        emptyLogAtOnce();
    const std::int64_t before = fileBytes();
    work();
    if (const std::int64_t after = fileBytes(); after < before)
        m_hold->watch.fileMayShrinkTo(after);
    m_hold->ledger->logPages() = 0; // it may be empty now; known again after the next commit
}

void Writer::boundLog()
{
    int& pages = m_hold->ledger->logPages();
    const bool passed = m_hold->checkpointer->justPassed(); // asked each time: a pass of a while ago does not count
    const bool large = pages > largeLogPages && passed;
    // A reader was in the way: not again at once, as each try waits for it.
    if ((!large && pages <= largestLogPages) || pages < m_logPagesTried + largeLogPages / 4)
        return;
    const int code = sqlite3_wal_checkpoint_v2(m_hold->ledger->connection().handle(), "main", SQLITE_CHECKPOINT_RESTART,
                                               nullptr, nullptr);
    m_logPagesTried = code == SQLITE_OK ? 0 : pages;
    if (code == SQLITE_OK)
        pages = 0;
}

/// With all the room there is.
void Writer::writeWhatIsLeft()
{
    (void)m_hold->reserve->giveUp();
    Batch last;
    if (!m_postponed.empty())
        process(last);
    if (!isLost())
        purgeAtTheEnd();
}

void Writer::end()
{
    Batch none;
    if (!isLost() && (m_hold->checkpointer->lookWhetherWrittenOver() || !filesInPlace()))
        lose(none);
    if (!isLost())
        writeWhatIsLeft();
    if (needsRescue())
        rescueWhatWasHeld();
    StoreEnd end{static_cast<std::int64_t>(m_postponed.reports.size()), static_cast<std::int64_t>(m_postponed.deliveries.size()),
                 m_postponedFor, loss(), m_missing.captures, m_mostMissing, m_salvaged};
    if (end.loss) {
        none.notes = std::exchange(m_postponed, Notes{});
        processWhileLost(none);
        end.outcomes = static_cast<std::int64_t>(m_postponed.reports.size());
        end.deliveries = static_cast<std::int64_t>(m_postponed.deliveries.size());
        leave();
    }
    if ((end.loss || !end.isWhole()) && m_callbacks.ended)
        m_callbacks.ended(end);
}

} // namespace hookloupe::store
