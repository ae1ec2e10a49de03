// SPDX-License-Identifier: GPL-3.0-or-later
// What the writer does when the files of its store are taken away. It says so and refuses what comes; what it holds is brought
// to a file that has a name; then it waits until the store is back at its path, or is told where to go on.
#include "store/writer.h"

#include "store/opening.h"
#include "store/rescue.h"

#include <algorithm>
#include <future>

namespace hookloupe::store {

namespace {

constexpr std::chrono::seconds retryPause{2};

// https://sqlite.org/fileformat2.html section 4.1
constexpr std::int64_t logHeaderBytes = 32;
constexpr std::int64_t frameHeaderBytes = 24;

bool hasNoName(Fate fate)
{
    return fate == Fate::Deleted || fate == Fate::Replaced;
}

} // namespace

bool StoreEnd::isWhole() const
{
    return outcomes == 0 && deliveries == 0 && missing == 0 && !salvaged && !(loss && hasNoName(loss->fate) && loss->rescuedTo.empty());
}

std::optional<StoreLoss> Writer::loss() const
{
    const std::lock_guard lock(m_mutex);
    return m_loss;
}

/// As SQLite sees it, when all of the log is in the file; 0: that cannot be read.
std::int64_t Writer::fileBytes()
{
    const auto pages = m_hold->ledger->connection().number("PRAGMA page_count");
    return pages ? pages->value_or(0) * m_hold->ledger->pageSize() : 0;
}

Fate Writer::look()
{
    Ledger& ledger = *m_hold->ledger;
    StoreWatch& watch = m_hold->watch;
    if (ledger.lookForOthers() == StateWatch::Seen::Another) {
        if (const std::int64_t bytes = fileBytes(); bytes > 0 && bytes < watch.bytes())
            watch.fileMayShrinkTo(bytes);
    }
    const int pages = ledger.logPages();
    watch.logHolds(pages > 0 ? logHeaderBytes + pages * (frameHeaderBytes + ledger.pageSize()) : 0);
    const Fate fate = watch.look();
    if (fate == Fate::InPlace && watch.grew()) {
        if (const std::int64_t bytes = fileBytes(); bytes > 0)
            watch.fileHolds(bytes);
    }
    if (fate != Fate::InPlace && fate != Fate::CutShort)
        return fate;
    if (ledger.state().isOlder())
        return Fate::Older;
    return m_hold->checkpointer->isWrittenOver() ? Fate::CutShort : fate;
}

/// Also past SQLite's memory.
Fate Writer::lookClosely()
{
    (void)m_hold->checkpointer->lookWhetherWrittenOver();
    return look();
}

Status Writer::filesInPlace()
{
    Fate fate = look();
    if (fate == Fate::CutShort)
        fate = look(); // another program may have emptied the log or packed the file in between, as it may: SQLite knows of that
    if (fate == Fate::InPlace)
        return success();
    return Error{ErrorCode::StoreGone, m_options.path};
}

bool Writer::needsRescue() const
{
    const auto lost = loss();
    return lost && hasNoName(lost->fate) && lost->rescuedTo.empty();
}

/// `batch` could not be committed for that, or was and must not be acknowledged.
void Writer::lose(Batch& batch)
{
    StoreLoss found{look(), m_options.path};
    m_missingBefore = m_missing.captures;
    if (found.fate == Fate::Older) {
        if (const auto there = readHighWater(m_hold->ledger->connection()))
            m_acknowledged.goneOnAt(there->capture);
        found.missing = countMissing();
        found.atMost = m_mostMissing;
    }
    if (found.fate == Fate::Moved)
        found.nowAt = m_hold->watch.fileNow();
    found.otherAtPath = found.fate == Fate::Replaced || (found.fate == Fate::Moved && fileAt(found.path));
    {
        const std::lock_guard lock(m_mutex);
        m_loss = found;
        std::move(m_queue.captures.begin(), m_queue.captures.end(), std::back_inserter(batch.captures));
        m_queue.captures.clear();
        m_bytes -= std::exchange(m_queue.bytes, 0);
    }
    m_candidate.reset();
    m_turnedDown.reset();
    m_nextTry = {};
    m_ours = m_hold->watch.file();
    m_reached = m_hold->ledger->state().reached();
    m_behind = false;
    if (m_callbacks.lost)
        m_callbacks.lost(found);
    refuse(batch.captures, {ErrorCode::StoreGone, found.path});

    Ledger& ledger = *m_hold->ledger;
    ledger.undo(batch);
    if (found.fate == Fate::CutShort) { // what it would write may go anywhere
        m_postponed = std::move(batch.notes);
    } else if (ledger.enterRefused(batch)) {
        publish(batch.notes);
        (void)ledger.emptyLog(); // so that all is in the file, wherever that is now
    } else {
        m_postponed = std::move(batch.notes);
    }
    batch.captures.clear();
    runTasks(batch);
    lookForIt();
}

void Writer::tell(const std::function<void(StoreLoss&)>& change)
{
    StoreLoss now;
    {
        const std::lock_guard lock(m_mutex);
        now = *m_loss;
        change(now);
        if (now == *m_loss)
            return;
        m_loss = now;
    }
    if (m_callbacks.lost)
        m_callbacks.lost(now);
}

std::int64_t Writer::countMissing()
{
    m_missing = missingOf(m_acknowledged, m_hold->ledger->connection());
    m_mostMissing = m_missing.captures > 0 && (m_deleted || m_missing.ofEarlierRuns);
    return std::max<std::int64_t>(m_missing.captures - m_missingBefore, 0);
}

void Writer::over()
{
    StoreLoss ended = *loss();
    ended.trouble.reset();
    ended.otherAtPath = false;
    ended.path = m_options.path;
    ended.over = true;
    ended.sameFile = m_hold && m_hold->watch.file() == m_ours && ended.fate != Fate::Older && ended.missing == 0 && !m_behind;
    {
        const std::lock_guard lock(m_mutex);
        m_loss.reset();
    }
    m_hold->ledger->logPages() = 0;
    if (m_callbacks.lost)
        m_callbacks.lost(ended);
}

/// Goes on in the rescued store, but takes nothing: where that is to be is for the user to say.
void Writer::rescueWhatWasHeld()
{
    (void)m_hold->reserve->giveUp();
    const auto rescued = rescue(m_hold->ledger->connection(), m_options.rescueFolder);
    if (!rescued) {
        m_nextTry = Clock::now() + retryPause;
        return tell([&](StoreLoss& lost) { lost.trouble = rescued.error(); });
    }
    const Status moved = moveTo(rescued->path);
    m_ours = moved ? std::optional(m_hold->watch.file()) : std::nullopt;
    tell([&](StoreLoss& lost) {
        lost.rescuedTo = rescued->path;
        lost.captures = rescued->captures;
        lost.trouble = moved ? std::nullopt : std::optional(moved.error());
    });
}

/// What was sent before the loss ends after it: that is kept where all else is.
void Writer::processWhileLost(Batch& batch)
{
    if (m_hold && !needsRescue() && !batch.notes.empty()) {
        Batch notes;
        notes.notes = std::move(batch.notes);
        if (m_hold->ledger->commit(notes, [] { return success(); })) {
            (void)m_hold->ledger->emptyLog(); // the file may be moved again
            publish(notes.notes);
        } else {
            m_hold->ledger->undo(notes);
            m_postponed = std::move(notes.notes);
        }
    } else {
        m_postponed = std::move(batch.notes);
    }
    runTasks(batch);
}

void Writer::lookForIt()
{
    const auto lost = loss();
    if (Clock::now() < m_nextTry)
        return;
    if (needsRescue())
        return rescueWhatWasHeld();
    if (m_hold && m_hold->watch.path() == lost->path) {
        const Fate fate = lookClosely();
        if (fate == Fate::InPlace && m_hold->ledger->emptyLog())
            return over();
        if (fate == Fate::LogGone || fate == Fate::CutShort || fate == Fate::Older) {
            const Status emptied = fate == Fate::CutShort ? success() : m_hold->ledger->emptyLog();
            if (!emptied && emptied.error().code != ErrorCode::Corrupt) {
                m_nextTry = Clock::now() + retryPause;
                return tell([&](StoreLoss& now) { now.trouble = emptied.error(); });
            }
            if (fate == Fate::CutShort || !emptied) // an older file may be shorter, so that the log does not fit it
                markForCheck(lost->path);
            const Status moved = moveTo(lost->path);
            if (moved)
                return over();
            m_nextTry = Clock::now() + retryPause;
            return tell([&](StoreLoss& now) { now.trouble = moved.error(); });
        }
    }
    lookAtThePath(lost->path);
}

void Writer::lookAtThePath(const std::string& path)
{
    const auto found = fileAt(path);
    if (!found) {
        m_candidate.reset();
        m_turnedDown.reset();
        return tell([](StoreLoss& lost) { lost.otherAtPath = false; });
    }
    if (found == m_turnedDown)
        return;
    if (std::exchange(m_candidate, found) != found)
        return; // it may be on its way still: what is copied grows
    const Status good = goOnAt(path);
    if (good)
        return over();
    if (good.error().code == ErrorCode::InvalidInput)
        m_turnedDown = found;
    m_nextTry = Clock::now() + retryPause;
    tell([&](StoreLoss& lost) {
        lost.otherAtPath = good.error().code == ErrorCode::InvalidInput;
        if (!lost.otherAtPath)
            lost.trouble = good.error();
    });
}

/// With this store at that path, or a copy of it.
Status Writer::goOnAt(const std::string& path)
{
    const auto found = fileAt(path);
    if (!found)
        return Error{ErrorCode::NotFound, path};
    const bool isOurs = m_hold && found->identity == m_hold->watch.file();
    if (isOurs && m_hold->watch.path() == path && lookClosely() == Fate::InPlace)
        return success();
    if (!isOurs) {
        if (auto good = isStoreOf(path, m_storeId); !good)
            return good;
    }
    return moveTo(path);
}

Status Writer::moveTo(const std::string& path)
{
    Status moved = success();
    const auto pin = FilePin::on(path); // so that no other file gets its number while nobody has it open
    m_gate.closeAll([&] {
        if (m_hold) {
            m_lastId = std::max(m_lastId, m_hold->ledger->lastId());
            const HighWater& reached = m_hold->ledger->state().reached();
            m_reached.raiseTo({0, reached.delivery, reached.position}); // what was noted while it was lost
        }
        const std::string before = m_options.path;
        leave();
        moved = takeUp(path);
        if (!moved && isStoreOf(before, m_storeId))
            (void)takeUp(before);
        return m_options.path;
    });
    return moved;
}

Status Writer::takeUp(const std::string& path)
{
    if (!fileAt(path))
        return Error{ErrorCode::NotFound, path}; // none is to be made
    auto opened = openForWriting(path);
    if (!opened)
        return opened.error();
    const auto salvage = opened->salvage;
    auto hold = Hold::take(std::move(opened).value(), m_options);
    if (!hold)
        return hold.error();
    m_hold.emplace(std::move(hold).value());
    m_hold->ledger->connection().waitAsLongAs(m_patience);
    const HighWater there = m_hold->ledger->state().reached();
    m_behind = m_behind || there.isBehind(m_reached); // maybe with all captures: what waits in there may have been sent already
    m_acknowledged.goneOnAt(there.capture);
    m_hold->ledger->continueAfter(m_lastId);
    m_options.path = canonicalPath(path);
    if (salvage && (salvage->lost != 0 || salvage->atLeast))
        m_salvaged = salvage;
    const bool mayLackSome = salvage || m_behind || !m_deleted; // else what was deleted would be taken for missing
    const std::int64_t missing = mayLackSome ? countMissing() : 0;
    const std::lock_guard lock(m_mutex);
    if (salvage)
        m_loss->salvaged = salvage;
    m_loss->missing = missing;
    m_loss->atMost = m_mostMissing;
    return success();
}

void Writer::goOnAfter(std::int64_t lastId)
{
    Ledger& ledger = *m_hold->ledger;
    ledger.continueAfter(lastId);
    m_acknowledged = Acknowledged::nothingAfter(ledger.lastId());
    const std::string sql = "UPDATE meta SET value = max(value, " + std::to_string(ledger.lastId()) + ") WHERE key = 'last_id'";
    (void)ledger.connection().execute(sql.c_str()); // else the next one would give it again, if none is stored before
}

/// Closes the store, and takes its log away if it is not at its path any more.
void Writer::leave()
{
    if (!m_hold)
        return;
    const StoreWatch watch = std::move(m_hold->watch);
    m_hold.reset();
    watch.sweep();
}

Status Writer::continueAt(const std::string& path)
{
    std::promise<Status> done;
    add({[this, path]() -> Status {
             const auto lost = loss();
             if (!lost)
                 return Error{ErrorCode::InvalidInput, path + ": the store in use is where it was"};
             if (needsRescue())
                 return lost->trouble.value_or(Error{ErrorCode::StoreGone, lost->path});
             if (auto good = goOnAt(path); !good)
                 return good;
             over();
             return success();
         },
         [&done](Status status) { done.set_value(std::move(status)); }, true});
    return done.get_future().get();
}

} // namespace hookloupe::store
