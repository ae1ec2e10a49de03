// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/answer_rows.h"
#include "store/batch.h"
#include "store/body_files.h"
#include "store/delivery_rows.h"
#include "store/inbox_rows.h"
#include "store/sqlite.h"
#include "store/state_watch.h"

#include <functional>
#include <memory>

namespace hookloupe::store {

/// Enters captures and notes into the tables of one store file. For the writer's thread.
class Ledger {
public:
    /// `connection` is prepared for writing. Corrupt or Failed if the tables cannot be used.
    [[nodiscard]] static Result<std::unique_ptr<Ledger>> open(Connection connection, const StoreOptions& options);

    /// Enters a batch in one transaction: captures get their ids. `mayCommit` is asked when it begins, before it is committed, and
    /// again after it was: its error is that of the whole.
    [[nodiscard]] Status commit(Batch& batch, const std::function<Status()>& mayCommit);
    /// After commit() failed: takes back what it did beside the database. The captures have no id then, unless it was committed.
    void undo(const Batch& batch);
    /// Enters captures that were refused meanwhile, and the notes, wherever the file is: the captures as such that were
    /// answered 503, and their bodies into their rows, as the folder beside the store may be gone.
    [[nodiscard]] Status enterRefused(Batch& batch);
    void setDurability(Durability durability);
    /// Moves all of the log into the file, and empties it.
    [[nodiscard]] Status emptyLog();
    /// No id up to this one is given any more.
    void continueAfter(std::int64_t lastId);
    [[nodiscard]] std::int64_t lastId() const { return m_lastId; }

    [[nodiscard]] Connection& connection() { return m_connection; }
    [[nodiscard]] const BodyFiles& bodyFiles() const { return m_bodyFiles; }
    [[nodiscard]] std::int64_t pageSize() const { return m_pageSize; } ///< bytes; another program may have packed it anew
    [[nodiscard]] StateWatch& state() { return m_state; }
    /// Whether another program wrote into the file, and what it left there. Its log and its size may be others then.
    [[nodiscard]] StateWatch::Seen lookForOthers();
    [[nodiscard]] int& logPages() { return m_logPages; } ///< in the log; SQLite sets it with each commit

private:
    struct Statements {
        Statement insertSummary;
        Statement insertBody;
        AnswerRows answers;
        DeliveryRows deliveries;
        InboxRows inbox;
    };
    Ledger(Connection connection, Statements statements, StateWatch state, std::int64_t pageSize);
    [[nodiscard]] HighWater reachedBy(const Batch& batch) const;
    [[nodiscard]] Status insert(WaitingCapture& waiting, const InFiles& inFiles);
    [[nodiscard]] Status write(Notes& notes);

    Connection m_connection;
    Statements m_statements;
    StateWatch m_state;
    BodyFiles m_bodyFiles;
    std::int64_t m_lastId;
    std::int64_t m_pageSize;
    int m_logPages = 0;
};

} // namespace hookloupe::store
