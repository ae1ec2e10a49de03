// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledger.h"

#include "store/deletion.h"
#include "store/rows.h"

#include <sqlite3.h>

#include <algorithm>

namespace hookloupe::store {

namespace {

constexpr int answerOfARefusal = 503; // Refusal::StoreFailed

int rememberLogPages(void* logPages, sqlite3*, const char*, int pages)
{
    *static_cast<int*>(logPages) = pages;
    return SQLITE_OK;
}

const char* pragmaFor(Durability durability)
{
    return durability == Durability::Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL";
}

Status applyOptions(Connection& connection, const StoreOptions& options)
{
    std::string sql = pragmaFor(options.durability);
    if (options.maxPages > 0)
        sql += "; PRAGMA max_page_count=" + std::to_string(options.maxPages);
    return connection.execute(sql.c_str());
}

void markRefused(Capture& capture)
{
    if (capture.summary.kind == CaptureKind::Replay)
        return; // nobody was answered
    capture.summary.refusal = Refusal::StoreFailed;
    capture.summary.answerStatus = answerOfARefusal;
    capture.summary.record = {};
    capture.answer.clear();
    capture.forwardTo.clear(); // its sender was told that it was not taken, and may send it again
}

} // namespace

void Notes::putInFront(Notes&& earlier)
{
    const auto put = [](auto& all, auto& first) {
        all.insert(all.begin(), std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()));
        first.clear();
    };
    put(reports, earlier.reports);
    put(deliveries, earlier.deliveries);
    put(items, earlier.items);
}

Result<std::unique_ptr<Ledger>> Ledger::open(Connection connection, const StoreOptions& options)
{
    if (auto applied = applyOptions(connection, options); !applied)
        return applied.error();
    auto state = StateWatch::on(connection);
    if (!state)
        return state.error();
    const auto pageSize = connection.number("PRAGMA page_size");
    if (!pageSize)
        return pageSize.error();
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
    Statements statements{std::move(summary).value(), std::move(body).value(), std::move(answers).value(),
                          std::move(deliveries).value(), std::move(inbox).value()};
    return std::unique_ptr<Ledger>(new Ledger(std::move(connection), std::move(statements), std::move(state).value(), pageSize->value_or(0)));
}

Ledger::Ledger(Connection connection, Statements statements, StateWatch state, std::int64_t pageSize)
    : m_connection(std::move(connection)), m_statements(std::move(statements)), m_state(std::move(state)),
      m_bodyFiles(m_connection.path()), m_lastId(m_state.reached().capture), m_pageSize(pageSize)
{
    sqlite3_wal_hook(m_connection.handle(), rememberLogPages, &m_logPages);
}

Status Ledger::commit(Batch& batch, const std::function<Status()>& mayCommit)
{
    auto transaction = Transaction::begin(m_connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    if (auto may = mayCommit(); !may)
        return may;
    for (WaitingCapture& waiting : batch.captures) {
        waiting.capture->summary.id = CaptureId{++m_lastId};
        const auto inFiles = m_bodyFiles.write(*waiting.capture);
        if (!inFiles)
            return inFiles.error();
        if (auto inserted = insert(waiting, *inFiles); !inserted)
            return inserted;
    }
    if (auto written = write(batch.notes); !written)
        return written;
    if (auto may = mayCommit(); !may)
        return may;
    if (auto committed = transaction->commit(); !committed)
        return committed;
    batch.entered = true;
    const std::int64_t acknowledged = m_state.reached().capture;
    m_state.committed(reachedBy(batch)); // before it is asked: an older state may be the one right before this batch
    const Status may = mayCommit();
    if (!may)
        m_state.takeBack(acknowledged);
    return may;
}

HighWater Ledger::reachedBy(const Batch& batch) const
{
    HighWater reached;
    for (const WaitingCapture& waiting : batch.captures) {
        HighWater one{toInt(waiting.capture->summary.id), waiting.delivery ? toInt(waiting.delivery->id) : 0, 0};
        if (!waiting.inboxPositions.empty())
            one.position = waiting.inboxPositions.back();
        reached.raiseTo(one);
    }
    for (const auto& [delivery, position] : batch.notes.deliveries)
        reached.raiseTo({0, toInt(delivery.id), 0});
    return reached;
}

void Ledger::continueAfter(std::int64_t lastId)
{
    m_lastId = std::max(m_lastId, lastId);
}

StateWatch::Seen Ledger::lookForOthers()
{
    const auto seen = m_state.look();
    if (seen == StateWatch::Seen::Another)
        m_logPages = 0; // not known any more
    return seen;
}

Status Ledger::write(Notes& notes)
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

Status Ledger::insert(WaitingCapture& waiting, const InFiles& inFiles)
{
    const Capture& capture = *waiting.capture;
    bindSummary(m_statements.insertSummary, capture.summary);
    if (auto inserted = m_statements.insertSummary.run(); !inserted)
        return inserted;
    bindBody(m_statements.insertBody, capture, inFiles);
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

void Ledger::undo(const Batch& batch)
{
    if (batch.entered)
        return;
    for (const WaitingCapture& waiting : batch.captures) {
        CaptureId& id = waiting.capture->summary.id;
        if (toInt(id) == 0)
            continue;
        if (sizeOf(*waiting.capture) > largeBody)
            m_bodyFiles.remove(id);
        m_lastId = std::min(m_lastId, toInt(id) - 1);
        id = CaptureId{};
    }
}

Status Ledger::enterRefused(Batch& batch)
{
    auto transaction = Transaction::begin(m_connection, Transaction::Kind::Write);
    if (!transaction)
        return transaction.error();
    std::vector<CaptureId> entered; // their files went after the commit
    for (const WaitingCapture& waiting : batch.captures) {
        if (toInt(waiting.capture->summary.id) != 0)
            entered.push_back(waiting.capture->summary.id);
    }
    if (auto removed = deleteRows(m_connection, entered); !removed)
        return removed.error();
    for (WaitingCapture& waiting : batch.captures) {
        waiting.capture->summary.id = CaptureId{++m_lastId};
        markRefused(*waiting.capture);
        if (auto inserted = insert(waiting, {}); !inserted)
            return inserted;
    }
    const bool areThere = batch.entered && !m_state.isOlder();
    if (auto written = areThere ? success() : write(batch.notes); !written)
        return written;
    if (auto committed = transaction->commit(); !committed)
        return committed;
    for (const CaptureId id : entered)
        m_bodyFiles.remove(id);
    return success();
}

void Ledger::setDurability(Durability durability)
{
    (void)m_connection.execute(pragmaFor(durability));
}

Status Ledger::emptyLog()
{
    if (sqlite3_wal_checkpoint_v2(m_connection.handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) != SQLITE_OK)
        return m_connection.lastError();
    m_logPages = 0;
    return success();
}

} // namespace hookloupe::store
