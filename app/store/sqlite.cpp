// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite.h"

#include "store/files.h"

#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace hookloupe::store {

namespace {

// Another connection may hold a lock for the time of a checkpoint's last pages.
constexpr int busyMilliseconds = 5000;

struct Switch {
    int name;
    int on;
};
// What a file's schema could make a program do, https://sqlite.org/security.html. Our own schema needs none of it.
constexpr std::array<Switch, 7> switches{{
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
}};

struct Limit {
    int name;
    int most;
};
constexpr std::array<Limit, 9> limits{{
    {SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024}, // a row: large bodies are files
    {SQLITE_LIMIT_SQL_LENGTH, 64 * 1024},
    {SQLITE_LIMIT_COLUMN, 100},
    {SQLITE_LIMIT_EXPR_DEPTH, 100},
    {SQLITE_LIMIT_COMPOUND_SELECT, 8},
    {SQLITE_LIMIT_FUNCTION_ARG, 8},
    {SQLITE_LIMIT_ATTACHED, 1}, // VACUUM takes one
    {SQLITE_LIMIT_VARIABLE_NUMBER, 100},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
}};

bool harden(sqlite3* db, bool defensive)
{
    bool done = true;
    for (const auto& [name, on] : switches)
        done = sqlite3_db_config(db, name, on, nullptr) == SQLITE_OK && done;
    for (const auto& [name, most] : limits)
        sqlite3_limit(db, name, most);
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, defensive ? 1 : 0, nullptr) == SQLITE_OK && done;
}

bool meansDiskFull(int systemError)
{
#ifdef EDQUOT
    if (systemError == EDQUOT)
        return true;
#endif
    return systemError == ENOSPC || systemError == EFBIG;
}

bool meansForbidden(int systemError)
{
    return systemError == EACCES || systemError == EPERM || systemError == EROFS;
}

/// What a file of SQLite's failed with last; 0 if it never did.
int lastErrorOf(sqlite3_file* file)
{
    int systemError = 0;
    if (!file || !file->pMethods || file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &systemError) != SQLITE_OK)
        return 0;
    return systemError;
}

/// The same of a database's log, which is written, or else of its file.
int lastErrorOfFiles(sqlite3* db)
{
    for (const int which : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
        sqlite3_file* file = nullptr;
        if (sqlite3_file_control(db, "main", which, static_cast<void*>(&file)) != SQLITE_OK)
            continue;
        if (const int before = lastErrorOf(file))
            return before;
    }
    return 0;
}

/// The system's error behind an SQLITE_IOERR. Mostly errno is still what it was; it is not after a quota or a limit of size,
/// of which SQLite makes no SQLITE_FULL. Then the log, which is written, knows, or the file.
int systemErrorOf(sqlite3* db)
{
    const int now = sqlite3_system_errno(db);
    if (meansDiskFull(now) || meansForbidden(now) || now == EIO)
        return now;
    const int before = lastErrorOfFiles(db);
    return before != 0 ? before : now;
}

ErrorCode codeOf(int extended, int systemError)
{
    switch (extended & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_IOERR:
        if (meansDiskFull(systemError))
            return ErrorCode::DiskFull;
        if (meansForbidden(systemError))
            return ErrorCode::PermissionDenied;
        return extended == SQLITE_IOERR_SHORT_READ ? ErrorCode::Unreadable : ErrorCode::DiskFailed;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return ErrorCode::Corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::LockedByOther;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ErrorCode::PermissionDenied;
    case SQLITE_CANTOPEN:
        if (meansDiskFull(systemError))
            return ErrorCode::DiskFull;
        if (systemError == EIO)
            return ErrorCode::DiskFailed;
        return meansForbidden(systemError) ? ErrorCode::PermissionDenied : ErrorCode::Unreadable;
    case SQLITE_CONSTRAINT:
        return ErrorCode::AlreadyExists;
    case SQLITE_TOOBIG:
        return ErrorCode::TooLarge;
    default:
        return ErrorCode::Failed;
    }
}

Error errorOf(sqlite3* db)
{
    const char* path = db ? sqlite3_db_filename(db, "main") : nullptr;
    int extended = sqlite3_extended_errcode(db);
    // What the disk does not read SQLite calls damage.
    if (db && (extended & 0xff) == SQLITE_CORRUPT && lastErrorOfFiles(db) == EIO)
        extended = SQLITE_IOERR_READ;
    const bool ofTheDisk = db && (extended & 0xff) == SQLITE_IOERR;
    const int systemError = ofTheDisk ? systemErrorOf(db) : sqlite3_system_errno(db);
    std::string reason = sqlite3_errmsg(db);
    if (ofTheDisk && systemError != 0)
        reason = std::generic_category().message(systemError);
    return {codeOf(extended, systemError),
            std::string(path ? path : "") + ": " + reason + " (" + std::to_string(extended) + ")"};
}

std::string uriOf(const std::string& path)
{
    std::string uri = "file:";
    for (const char c : path) {
        if (c == '%')
            uri += "%25";
        else if (c == '?')
            uri += "%3f";
        else if (c == '#')
            uri += "%23";
        else
            uri += c;
    }
    return uri + "?immutable=1";
}

// SQLite takes a null pointer for NULL, which an empty string_view may have.
const char* dataOf(std::string_view bytes)
{
    return bytes.data() ? bytes.data() : "";
}

} // namespace

void Connection::Closer::operator()(sqlite3* db) const
{
    // The last one to close moves the log into the file and removes it. That is the writer's to do: of a log with
    // something in it a reader only knows what it could read. An empty one goes, with the -shm file.
    const char* path = db && mode != Mode::Write ? sqlite3_db_filename(db, "main") : nullptr;
    if (db && mode == Mode::Write) { // so it does that when it is not the last one, too
        sqlite3_busy_timeout(db, 0);
        sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    }
    if (path && (mode == Mode::Alone || fileSize(std::string(path) + "-wal") > 0))
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_close_v2(db);
}

Result<Connection> Connection::open(const std::string& path, Mode mode)
{
    const bool immutable = mode == Mode::Immutable;
    // A reader opens for writing too, where it may: only such a connection can leave no -wal and -shm file
    // behind.
    const int flags = (immutable ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(immutable ? uriOf(path).c_str() : path.c_str(), &db, flags, nullptr);
    Connection connection(db, path, mode);
    if (code != SQLITE_OK) {
        Error error = errorOf(db); // an unopened database has no name
        if (error.detail.starts_with(": "))
            error.detail.insert(0, path);
        return error;
    }
    sqlite3_busy_timeout(db, busyMilliseconds);
    if (!harden(db, mode != Mode::Salvage))
        return Error{ErrorCode::Failed, path + ": this SQLite lacks a switch that keeps it safe"};
    // cell_size_check: a damaged page is noticed when it is read, not when a row on it leads astray.
    std::string settings = "PRAGMA cell_size_check=ON";
    if (mode != Mode::Write)
        settings += "; PRAGMA query_only=ON";
    if (mode == Mode::Alone) {
        settings += "; PRAGMA locking_mode=EXCLUSIVE"; // what the -shm file would hold is kept in memory
        sqlite3_busy_timeout(db, 0);
    }
    if (mode == Mode::Salvage)
        settings += "; PRAGMA writable_schema=ON";
    if (auto done = connection.execute(settings.c_str()); !done)
        return done.error();
    return connection;
}

Status Connection::execute(const char* sql)
{
    if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return success();
}

Result<std::optional<std::int64_t>> Connection::number(const char* sql)
{
    auto statement = Statement::prepare(*this, sql);
    if (!statement)
        return statement.error();
    const auto row = statement->step();
    if (!row)
        return row.error();
    if (!*row || statement->isNull(0))
        return std::optional<std::int64_t>{};
    return std::optional<std::int64_t>{statement->number(0)};
}

Result<std::string> Connection::text(const char* sql)
{
    auto statement = Statement::prepare(*this, sql);
    if (!statement)
        return statement.error();
    const auto row = statement->step();
    if (!row)
        return row.error();
    return *row ? statement->bytes(0) : std::string{};
}

std::int64_t Connection::changes() const
{
    return sqlite3_changes64(handle());
}

Error Connection::lastError() const
{
    return errorOf(handle());
}

void Connection::waitAsLongAs(const std::atomic<int>& milliseconds)
{
    const auto waitOn = [](void* most, int tries) {
        constexpr int pause = 10;
        if (tries * pause >= *static_cast<const std::atomic<int>*>(most))
            return 0;
        sqlite3_sleep(pause);
        return 1;
    };
    sqlite3_busy_handler(handle(), waitOn, const_cast<std::atomic<int>*>(&milliseconds));
}

void Connection::interrupt()
{
    sqlite3_interrupt(handle());
}

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Result<Statement> Statement::prepare(Connection& connection, std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(connection.handle(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        return connection.lastError();
    return Statement(statement);
}

void Statement::bind(int parameter, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), parameter, value);
}

void Statement::bindText(int parameter, std::string_view text)
{
    sqlite3_bind_text64(m_statement.get(), parameter, dataOf(text), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bindBlob(int parameter, std::string_view bytes)
{
    sqlite3_bind_blob64(m_statement.get(), parameter, dataOf(bytes), bytes.size(), SQLITE_STATIC);
}

void Statement::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement.get(), parameter);
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    Error error = errorOf(sqlite3_db_handle(m_statement.get()));
    reset();
    return error;
}

Status Statement::run()
{
    const auto row = step();
    if (!row)
        return row.error();
    reset();
    return success();
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

bool Statement::isNumber(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_INTEGER;
}

bool Statement::isText(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_TEXT;
}

bool Statement::isBlob(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_BLOB;
}

std::string Statement::bytes(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return data ? std::string(data, static_cast<std::size_t>(size)) : std::string{};
}

Result<Transaction> Transaction::begin(Connection& connection, Kind kind)
{
    if (auto begun = connection.execute(kind == Kind::Write ? "BEGIN IMMEDIATE" : "BEGIN"); !begun)
        return begun.error();
    return Transaction(&connection);
}

Transaction::~Transaction()
{
    // After some errors (disk full) SQLite has rolled back by itself.
    if (m_connection && !sqlite3_get_autocommit(m_connection->handle()))
        (void)m_connection->execute("ROLLBACK");
}

Status Transaction::commit()
{
    auto committed = m_connection->execute("COMMIT");
    if (committed)
        m_connection = nullptr;
    return committed;
}

} // namespace hookloupe::store
