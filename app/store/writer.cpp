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

int rememberLogPages(void* logPages, sqlite3*, const char*, int pages)
{
    *static_cast<int*>(logPages) = pages;
    return SQLITE_OK;
}

Result<std::int64_t> lastIdOf(Connection& connection)
{
    const auto id = connection.number(
        "SELECT max((SELECT value FROM meta WHERE key = 'last_id'), "
        "ifnull((SELECT max(id) FROM captures), 0), ifnull((SELECT max(id) FROM bodies), 0))");
    if (!id)
        return id.error();
    return id.value().value_or(0);
}

Status applyOptions(Connection& connection, const StoreOptions& options)
{
    std::string sql =
        options.durability == Durability::Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL";
    if (options.maxPages > 0)
        sql += "; PRAGMA max_page_count=" + std::to_string(options.maxPages);
    return connection.execute(sql.c_str());
}

} // namespace

Result<std::unique_ptr<Writer>> Writer::start(Connection connection, const StoreOptions& options,
                                              StoreCallbacks callbacks)
{
    if (auto applied = applyOptions(connection, options); !applied)
        return applied.error();
    auto lastId = lastIdOf(connection);
    if (!lastId)
        return lastId.error();
    auto summary = prepareInsertSummary(connection);
    if (!summary)
        return summary.error();
    auto body = prepareInsertBody(connection);
    if (!body)
        return body.error();
    auto answers = AnswerRows::prepare(connection);
    if (!answers)
        return answers.error();
    auto deliveries = DeliveryRows::prepare(connection);
    if (!deliveries)
        return deliveries.error();
    auto inbox = InboxRows::prepare(connection);
    if (!inbox)
        return inbox.error();
    auto checkpointer = Checkpointer::start(options.path);
    if (!checkpointer)
        return checkpointer.error();
    Statements statements{std::move(summary).value(), std::move(body).value(), std::move(answers).value(),
                          std::move(deliveries).value(), std::move(inbox).value()};
    std::unique_ptr<Writer> writer(
        new Writer(std::move(connection), std::move(statements), options, std::move(callbacks), *lastId));
    writer->m_checkpointer = std::move(checkpointer).value();
    writer->m_thread = std::thread([self = writer.get()] { self->work(); });
    return writer;
}

Writer::Writer(Connection connection, Statements statements, const StoreOptions& options,
               StoreCallbacks callbacks, std::int64_t lastId)
    : m_connection(std::move(connection)), m_statements(std::move(statements)), m_bodyFiles(options.path),
      m_options(options), m_callbacks(std::move(callbacks)), m_lastId(lastId)
{
    sqlite3_wal_hook(m_connection.handle(), rememberLogPages, &m_logPages);
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

Status Writer::enqueue(std::shared_ptr<Capture> capture, std::uint64_t ticket, std::unique_ptr<Delivery> delivery)
{
    const std::size_t bytes = sizeOf(*capture);
    {
        const std::lock_guard lock(m_mutex);
        if (m_fullUntil && Clock::now() < *m_fullUntil)
            return Error{ErrorCode::DiskFull, m_options.path};
        if (m_bytes + bytes > m_options.queueBytes)
            return Error{ErrorCode::QueueFull, std::to_string(m_bytes) + " bytes are waiting"};
        m_bytes += bytes;
        m_queue.bytes += bytes;
        m_queue.captures.push_back({std::move(capture), ticket, std::move(delivery)});
        ++m_queue.last;
    }
    m_wake.notify_one();
    return success();
}

void Writer::Notes::putInFront(Notes&& earlier)
{
    const auto put = [](auto& all, auto& first) {
        all.insert(all.begin(), std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()));
        first.clear();
    };
    put(reports, earlier.reports);
    put(deliveries, earlier.deliveries);
    put(items, earlier.items);
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

void Writer::run(std::function<void(Connection&)> task)
{
    std::promise<void> done;
    {
        const std::lock_guard lock(m_mutex);
        m_queue.tasks.push_back([&](Connection& connection) {
            task(connection);
            done.set_value();
        });
        ++m_queue.last;
    }
    m_wake.notify_one();
    done.get_future().wait();
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

bool Writer::idle() const
{
    return m_queue.captures.empty() && m_queue.notes.empty() && m_queue.tasks.empty();
}

/// Something somebody waits for.
bool Writer::urgent() const
{
    return m_stop || m_flushes > 0 || !m_queue.captures.empty() || !m_queue.tasks.empty();
}

void Writer::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        // A plan that changed while it waited would otherwise be waited for with the deadline of the one before.
        const auto planned = m_purges.next();
        const auto ready = [this, planned] {
            return m_stop || !idle() || m_purges.dueUpTo(Clock::now()) || m_purges.next() != planned;
        };
        auto wake = planned;
        if (!m_postponed.empty())
            wake = std::min(wake.value_or(Clock::time_point::max()), Clock::now() + fullPause);
        if (wake)
            m_wake.wait_until(lock, *wake, ready);
        else
            m_wake.wait(lock, ready);
        if (!urgent() && !m_queue.notes.empty())
            m_wake.wait_for(lock, reportPause, [this] { return urgent(); });
        if (m_stop && idle()) {
            lock.unlock();
            return purgeAtTheEnd();
        }
        const std::uint64_t last = m_queue.last;
        const bool atRest = idle();
        Batch batch = std::exchange(m_queue, Batch{});
        m_queue.last = last;
        const auto purgeUpTo = m_purges.dueUpTo(Clock::now());
        lock.unlock();
        process(batch);
        if (purgeUpTo && (atRest || Clock::now() >= m_nextPurge))
            purge(*purgeUpTo, purgedAtOnce);
        lock.lock();
        m_bytes -= batch.bytes;
        m_done = last;
        m_progress.notify_all();
    }
}

void Writer::process(Batch& batch)
{
    batch.notes.putInFront(std::exchange(m_postponed, Notes{}));
    if (!batch.captures.empty() || !batch.notes.empty()) {
        if (auto committed = commit(batch); committed)
            publish(batch);
        else
            fail(batch, committed.error());
    }
    for (const auto& task : batch.tasks)
        task(m_connection);
    m_checkpointer->notify();
    boundLog();
}

Status Writer::commit(Batch& batch)
{
    auto transaction = Transaction::begin(m_connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    for (Waiting& waiting : batch.captures) {
        waiting.capture->summary.id = CaptureId{++m_lastId};
        if (auto inserted = insert(waiting); !inserted)
            return inserted;
    }
    if (auto written = write(batch.notes); !written)
        return written;
    return transaction->commit();
}

Status Writer::write(Notes& notes)
{
    for (const AnswerReport& report : notes.reports) {
        if (auto updated = m_statements.answers.update(report); !updated)
            return updated;
    }
    for (const InboxItem& item : notes.items) {
        if (auto updated = m_statements.inbox.update(item); !updated)
            return updated;
    }
    for (auto& [delivery, position] : notes.deliveries) {
        delivery.id = {}; // of a transaction that was rolled back
        if (auto stored = m_statements.deliveries.insert(m_connection, delivery);
            !stored && stored.error().code != ErrorCode::NotFound)
            return stored;
        if (auto finished = m_statements.inbox.finish(position, delivery.capture); !finished)
            return finished;
    }
    return success();
}

Status Writer::insert(Waiting& waiting)
{
    const Capture& capture = *waiting.capture;
    const auto inFiles = m_bodyFiles.write(capture);
    if (!inFiles)
        return inFiles.error();
    bindSummary(m_statements.insertSummary, capture.summary);
    if (auto inserted = m_statements.insertSummary.run(); !inserted)
        return inserted;
    bindBody(m_statements.insertBody, capture, *inFiles);
    if (auto inserted = m_statements.insertBody.run(); !inserted)
        return inserted;
    if (waiting.delivery) {
        waiting.delivery->id = {};
        waiting.delivery->capture = capture.summary.id;
        if (auto stored = m_statements.deliveries.insert(m_connection, *waiting.delivery); !stored)
            return stored;
    }
    if (capture.forwardTo.empty())
        return success();
    auto positions = m_statements.inbox.insert(m_connection, capture);
    if (!positions)
        return positions.error();
    waiting.inboxPositions = std::move(positions).value();
    return success();
}

void Writer::publish(Batch& batch)
{
    {
        const std::lock_guard lock(m_mutex);
        m_fullUntil.reset();
    }
    if (!batch.captures.empty() && m_callbacks.committed) {
        std::vector<Committed> committed;
        committed.reserve(batch.captures.size());
        for (Waiting& waiting : batch.captures)
            committed.push_back({waiting.ticket, std::move(waiting.capture), std::move(waiting.inboxPositions)});
        m_callbacks.committed(std::move(committed));
    }
    if (!batch.notes.reports.empty() && m_callbacks.reported)
        m_callbacks.reported(std::move(batch.notes.reports));
    if (!batch.notes.deliveries.empty() && m_callbacks.delivered)
        m_callbacks.delivered(std::move(batch.notes.deliveries));
}

/// Takes back what a transaction that was rolled back did beside the database.
void Writer::undo(const Batch& batch)
{
    for (const Waiting& waiting : batch.captures) {
        CaptureId& id = waiting.capture->summary.id;
        if (toInt(id) == 0)
            continue;
        if (sizeOf(*waiting.capture) > largeBody)
            m_bodyFiles.remove(id);
        m_lastId = std::min(m_lastId, toInt(id) - 1);
        id = CaptureId{};
    }
}

void Writer::fail(Batch& batch, const Error& error)
{
    undo(batch);
    if (error.code == ErrorCode::Corrupt)
        markForCheck(m_options.path);
    if (error.code == ErrorCode::DiskFull) {
        // Notes are few bytes of captures that are stored already: they wait. Captures have senders that wait.
        m_postponed = std::move(batch.notes);
        const std::lock_guard lock(m_mutex);
        m_fullUntil = Clock::now() + fullPause;
    }
    if (batch.captures.empty() || !m_callbacks.failed)
        return;
    std::vector<NotStored> refused;
    refused.reserve(batch.captures.size());
    for (const Waiting& waiting : batch.captures)
        refused.push_back({waiting.ticket, error});
    m_callbacks.failed(std::move(refused));
}

void Writer::purge(std::int64_t upTo, int most)
{
    const auto more = purgeSome(m_connection, m_bodyFiles, upTo, most);
    m_nextPurge = Clock::now() + purgePause;
    if (!more && more.error().code == ErrorCode::Corrupt)
        markForCheck(m_options.path);
    if (more && *more)
        return;
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
        const auto some = purgeSome(m_connection, m_bodyFiles, all, purgedAtOnce);
        more = some && *some;
    }
}

void Writer::boundLog()
{
    const bool passed = m_checkpointer->justPassed(); // asked each time: a pass of a while ago does not count
    const bool large = m_logPages > largeLogPages && passed;
    // A reader was in the way: not again at once, as each try waits for it.
    if ((!large && m_logPages <= largestLogPages) || m_logPages < m_logPagesTried + largeLogPages / 4)
        return;
    const int code =
        sqlite3_wal_checkpoint_v2(m_connection.handle(), "main", SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    m_logPagesTried = code == SQLITE_OK ? 0 : m_logPages;
    if (code == SQLITE_OK)
        m_logPages = 0;
}

} // namespace hookloupe::store
