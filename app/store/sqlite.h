// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace hookloupe::store {

/// An open SQLite database. One thread at a time; not tied to the thread that opened it. A store may come from anybody:
/// no connection runs triggers, views or extensions, lets a schema use more than harmless functions, or takes numbers that
/// no store of ours has.
class Connection {
public:
    enum class Mode {
        Write,
        Read, ///< changes nothing, nor the log's content; may still create the -wal and -shm files that readers of a WAL
              ///< database need
        Alone, ///< as Read, but leaves the -shm file alone, too: keeps all others out while it is open, LockedByOther if
               ///< there is one
        Salvage, ///< as Read; opens also a file that is shorter than its header says
        Immutable, ///< takes no lock and creates no file: for a folder that cannot be written
    };

    /// The file must exist. SQLite reads it lazily: a file that is no database is noticed by the first
    /// statement.
    [[nodiscard]] static Result<Connection> open(const std::string& path, Mode mode);

    /// Runs a script of statements, ignoring rows.
    [[nodiscard]] Status execute(const char* sql);
    /// First column of the first row; nothing if there is no row or it is NULL.
    [[nodiscard]] Result<std::optional<std::int64_t>> number(const char* sql);
    [[nodiscard]] Result<std::string> text(const char* sql);
    [[nodiscard]] std::int64_t changes() const;
    /// The error of the last call that failed, in our terms; `detail` names the file.
    [[nodiscard]] Error lastError() const;
    /// Waits from now on so many milliseconds for a lock that another program has. Looked at again and again, so it may be made
    /// less while that is waited for; must outlive this.
    void waitAsLongAs(const std::atomic<int>& milliseconds);
    /// Makes a running statement of another thread end with an error. Thread-safe.
    void interrupt();

    [[nodiscard]] sqlite3* handle() const { return m_db.get(); }
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    struct Closer {
        Mode mode = Mode::Read;
        void operator()(sqlite3* db) const;
    };
    Connection(sqlite3* db, std::string path, Mode mode) : m_db(db, Closer{mode}), m_path(std::move(path)) {}

    std::unique_ptr<sqlite3, Closer> m_db;
    std::string m_path;
};

/// A prepared statement; must not outlive its connection. Parameters and columns count as in SQLite: from 1
/// and from 0. What is bound must live until reset().
class Statement {
public:
    [[nodiscard]] static Result<Statement> prepare(Connection& connection, std::string_view sql);

    void bind(int parameter, std::int64_t value);
    void bindText(int parameter, std::string_view text);
    void bindBlob(int parameter, std::string_view bytes);
    void bindNull(int parameter);

    /// True: there is a row to read. False: done.
    [[nodiscard]] Result<bool> step();
    /// Runs a statement that has no rows, and makes it ready for the next run.
    [[nodiscard]] Status run();
    /// Ends the statement's read lock. To be called after reading what is needed: a cursor left open stops
    /// checkpoints.
    void reset();

    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] bool isNumber(int column) const; ///< a whole one
    [[nodiscard]] bool isText(int column) const;
    [[nodiscard]] bool isBlob(int column) const;
    /// Text or blob, the exact bytes that were bound.
    [[nodiscard]] std::string bytes(int column) const;

private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}

    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

/// A transaction that is rolled back unless it was committed.
class Transaction {
public:
    enum class Kind { Read, Write };

    [[nodiscard]] static Result<Transaction> begin(Connection& connection, Kind kind);
    Transaction(Transaction&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    [[nodiscard]] Status commit();

private:
    explicit Transaction(Connection* connection) : m_connection(connection) {}
    Connection* m_connection;
};

} // namespace hookloupe::store
