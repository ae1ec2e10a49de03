// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/opening.h"

#include "store/body_files.h"
#include "store/damage.h"
#include "store/log_damage.h"
#include "store/salvage.h"
#include "store/salvage_finish.h"
#include "store/schema.h"
#include "store/schema_check.h"

namespace hookloupe::store {

namespace {

std::string markPath(const std::string& path)
{
    return path + ".check";
}

bool exists(const std::string& path)
{
    std::error_code code;
    return std::filesystem::exists(toPath(path), code);
}

/// What SQLite opens along with the file, and would wait for, or name the file for.
Status checkBeside(const std::string& path)
{
    for (const char* end : {"-journal", "-wal", "-shm"}) {
        const std::string beside = path + end;
        std::error_code code;
        const auto type = std::filesystem::symlink_status(toPath(beside), code).type();
        if (type != std::filesystem::file_type::not_found && type != std::filesystem::file_type::regular && !code)
            return Error{ErrorCode::InvalidInput, beside + ": a link, folder, pipe or device, where SQLite keeps a file of its own; remove it"};
    }
    return success();
}

Status checkPath(const std::string& path)
{
    std::error_code code;
    if (path.empty())
        return Error{ErrorCode::InvalidInput, "no path of a store given"};
    const auto type = std::filesystem::status(toPath(path), code).type();
    if (type == std::filesystem::file_type::directory)
        return Error{ErrorCode::InvalidInput, path + ": a folder, not a file"};
    const bool missing = type == std::filesystem::file_type::not_found;
    if (missing && std::filesystem::is_symlink(toPath(path), code))
        return Error{ErrorCode::InvalidInput, path + ": a link to a file that is not there"};
    // Never opened: a pipe would wait for somebody at its other end.
    const bool known = missing || type == std::filesystem::file_type::none || type == std::filesystem::file_type::unknown;
    if (!known && type != std::filesystem::file_type::regular)
        return Error{ErrorCode::InvalidInput, path + ": a pipe, socket or device, not a file"};
    return checkBeside(canonicalPath(path));
}

Error newer(const std::string& path)
{
    return {ErrorCode::NewerVersion, path + ": written by a newer version of this program"};
}

Error foreign(const std::string& path)
{
    return {ErrorCode::InvalidInput, path + ": not a store of this program"};
}

/// A store of ours has what its version's steps make and nothing else: anything more could run with each row.
Status checkSchema(Connection& connection)
{
    const std::string& path = connection.path();
    const auto version = connection.number("PRAGMA user_version");
    if (!version)
        return version.error();
    const auto encoding = connection.text("PRAGMA encoding");
    if (!encoding)
        return encoding.error();
    if (*encoding != "UTF-8")
        return Error{ErrorCode::InvalidInput, path + ": its text is not UTF-8, as this program writes it"};
    const auto difference = compareSchema(connection, version->value_or(0));
    if (!difference)
        return difference.error();
    if (!difference->damaged.empty())
        return Error{ErrorCode::Corrupt, path + ": " + difference->damaged};
    if (!difference->foreign.empty()) {
        const std::string wayOut = difference->wayOut.empty() ? "" : ", and " + difference->wayOut + " takes out";
        return Error{ErrorCode::InvalidInput,
                     path + ": it has " + difference->foreign + ", which this program did not make" + wayOut};
    }
    return success();
}

/// What the file is. Leaves it and its log as they are, even when this was the only connection.
Result<FileState> inspect(const std::string& path, Connection::Mode mode)
{
    constexpr std::int64_t smallestDatabase = 512; // SQLite takes a file of less for an empty one
    const std::int64_t size = fileSize(path);
    if (size > 0 && size < smallestDatabase)
        return Error{ErrorCode::Corrupt, path + ": too short for a store"};
    auto connection = Connection::open(path, mode);
    if (!connection)
        return connection.error();
    auto transaction = Transaction::begin(*connection, Transaction::Kind::Read); // another program may be bringing it up to date
    if (!transaction)
        return transaction.error();
    auto state = stateOf(*connection);
    if (state && (*state == FileState::Current || *state == FileState::Older)) {
        if (auto good = checkSchema(*connection); !good)
            return good.error();
    }
    return state;
}

Result<Connection> openWriter(const std::string& path)
{
    auto connection = Connection::open(path, Connection::Mode::Write);
    if (!connection)
        return connection;
    if (auto ready = prepareForWriting(*connection); !ready)
        return ready.error();
    return connection;
}

/// Empty or absent: makes a store of it. Older: brings it up to date.
Status bringUpToDate(const std::string& path, FileState state)
{
    auto connection = Connection::open(path, Connection::Mode::Write);
    if (!connection)
        return connection.error();
    return state == FileState::Older ? migrate(*connection) : createSchema(*connection);
}

/// An empty file becomes a new store. What one of this name left beside it, which was moved away or emptied, SQLite would
/// delete, and we take for nobody's.
Result<std::optional<SalvageReport>> keepWhatAnotherLeft(const std::string& path)
{
    SalvageReport report{damagedPathFor(path), 0, -1, true, "the store was empty, but its log or its large bodies were there"};
    const std::string& aside = report.damagedPath;
    std::error_code code;
    const bool log = fileSize(path + "-wal") > 0;
    if (log)
        std::filesystem::rename(toPath(path + "-wal"), toPath(aside + "-wal"), code);
    if (code)
        return fileError(path + "-wal", code);
    std::filesystem::remove(toPath(path + "-shm"), code); // it tells of that log
    const auto bodies = BodyFiles(path).moveAll(BodyFiles(aside).folder());
    if (!bodies)
        return bodies.error();
    return log || *bodies ? std::optional<SalvageReport>(report) : std::nullopt;
}

using Working = std::function<void(OpeningWork)>;

void tell(const Working& working, OpeningWork work)
{
    if (working)
        working(work);
}

/// Of a log that nobody is writing: a program that does knows what it wrote.
std::optional<std::string> damageOfRestingLog(const std::string& path)
{
    const std::string lock = path + ".lock";
    if ((fileSize(path + "-wal") == 0 && fileSize(path + "-shm") == 0) || FileLock::isHeld(lock))
        return std::nullopt;
    auto damage = findLogDamage(path);
    return damage && !FileLock::isHeld(lock) ? damage : std::nullopt;
}

/// `known`: damage that was found already, or nothing.
Result<std::optional<SalvageReport>> salvageIfDamaged(const std::string& path, const std::string& known,
                                                      const Working& working)
{
    const bool everyPage = exists(markPath(path));
    if (everyPage)
        tell(working, OpeningWork::Checking);
    auto damage = known.empty() ? findDamage(path, everyPage) : Result<std::string>(known);
    if (!damage)
        return damage.error();
    if (damage->empty()) {
        std::error_code ignored;
        std::filesystem::remove(toPath(markPath(path)), ignored);
        return std::optional<SalvageReport>{};
    }
    tell(working, OpeningWork::Salvaging);
    auto report = salvage(path, *damage);
    if (!report)
        return report.error();
    std::error_code ignored;
    std::filesystem::remove(toPath(markPath(path)), ignored);
    return std::optional<SalvageReport>{std::move(report).value()};
}

/// Creates, migrates or salvages, with the lock in hand.
Result<std::optional<SalvageReport>> putRight(const std::string& path, const Working& working)
{
    auto finished = finishInterruptedSalvage(path);
    if (!finished)
        return finished.error();
    std::optional<SalvageReport> report = std::move(finished).value();
    if (fileSize(path) == 0 && !report) {
        auto left = keepWhatAnotherLeft(path);
        if (!left)
            return left.error();
        report = std::move(left).value();
    }
    std::error_code ignored;
    if (fileSize(path) == 0) // what becomes a store is nobody else's to read, whoever made the file
        std::filesystem::permissions(toPath(path), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    if (!exists(path)) {
        if (auto created = createPrivateFile(path, {}); !created)
            return created.error();
    }
    // First: once SQLite has read a log, the index beside it says no more than that.
    const std::string logDamage = findLogDamage(path).value_or(std::string());
    const auto state = inspect(path, logDamage.empty() ? Connection::Mode::Read : Connection::Mode::Alone);
    if (!state && state.error().code != ErrorCode::Corrupt)
        return state.error();
    if (!state && !looksLikeStore(path))
        return foreign(path);
    if (state) {
        if (*state == FileState::Newer)
            return newer(path);
        if (*state == FileState::Foreign)
            return foreign(path);
        if (*state == FileState::Empty) {
            if (auto made = bringUpToDate(path, *state); !made)
                return made.error();
        }
    }
    auto salvaged = salvageIfDamaged(path, state ? logDamage : state.error().detail, working);
    if (!salvaged)
        return salvaged.error();
    const bool anew = salvaged->has_value();
    if (anew)
        report = std::move(salvaged).value();
    if (state && *state == FileState::Older && !anew) {
        tell(working, OpeningWork::Updating);
        if (auto made = bringUpToDate(path, *state); !made)
            return made.error();
    }
    return report;
}

Error underAnotherName(const std::string& path)
{
    return {ErrorCode::Unsupported, path + ": another program captures into this file under another name (a hard link or a "
                                           "mount), and its log is found by that one alone"};
}

/// To be asked by the first in this process to open it.
bool isWrittenUnderAnotherName(const std::string& path)
{
    std::error_code code;
    return std::filesystem::hard_link_count(toPath(path), code) > 1 && !code && !FileLock::isHeld(path + ".lock")
        && FileLock::isHeld(path);
}

/// Of the file there is now: a salvage puts another one in its place.
Status lockFile(const std::string& path, WriteLock& lock)
{
    lock.file.reset();
    if (!exists(path))
        return success();
    auto file = FileLock::takeFile(path);
    if (!file)
        return file.error().code == ErrorCode::LockedByOther ? underAnotherName(path) : file.error();
    lock.file.emplace(std::move(file).value());
    return success();
}

Result<WriteLock> takeLock(const std::string& path)
{
    auto name = FileLock::take(path + ".lock");
    if (!name)
        return name.error();
    WriteLock lock{std::move(name).value(), std::nullopt};
    if (auto locked = lockFile(path, lock); !locked)
        return locked.error();
    return lock;
}

} // namespace

Result<std::optional<SalvageReport>> makeReady(const std::string& anyPath, const Working& working)
{
    if (!exists(anyPath))
        return std::optional<SalvageReport>{};
    if (auto good = checkPath(anyPath); !good)
        return good.error();
    const std::string path = canonicalPath(anyPath);
    auto lock = takeLock(path);
    if (!lock)
        return lock.error();
    return putRight(path, working);
}

Result<Opened> openForWriting(const std::string& anyPath)
{
    if (auto good = checkPath(anyPath); !good)
        return good.error();
    if (auto made = createParentsOf(anyPath); !made)
        return made.error();
    const std::string path = canonicalPath(anyPath);
    auto lock = takeLock(path);
    if (!lock)
        return lock.error();
    auto report = putRight(path, {});
    if (!report)
        return report.error();
    if (auto locked = lockFile(path, *lock); !locked)
        return locked.error();
    auto connection = openWriter(path);
    if (!connection)
        return connection.error();
    if (!salvageIsOpen(path))
        BodyFiles(path).removeOrphans(*connection);
    return Opened{std::move(lock).value(), std::move(connection).value(), std::move(report).value()};
}

Result<OpenedForReading> openForReading(const std::string& anyPath, Company company)
{
    if (auto good = checkPath(anyPath); !good)
        return good.error();
    if (!exists(anyPath))
        return Error{ErrorCode::NotFound, anyPath + ": no such file"};
    const std::string path = canonicalPath(anyPath);
    if (company == Company::None && isWrittenUnderAnotherName(path))
        return underAnotherName(path);
    if (fileSize(path) == 0)
        return Error{ErrorCode::InvalidInput, path + ": empty"}; // SQLite would delete a log beside it
    auto logDamage = company == Company::None ? damageOfRestingLog(path) : std::nullopt;
    auto mode = Connection::Mode::Read;
    if (logDamage) // what is gone is not made anew either
        mode = fileSize(path + "-wal") > 0 ? Connection::Mode::Alone : Connection::Mode::Immutable;
    auto state = inspect(path, mode);
    if (!state && mode == Connection::Mode::Alone && state.error().code == ErrorCode::LockedByOther) {
        mode = Connection::Mode::Read; // another one reads it, too
        state = inspect(path, mode);
    }
    if (!state && state.error().code != ErrorCode::Corrupt && fileSize(path + "-wal") == 0) {
        // A folder without the right to write: SQLite cannot make the files beside it that readers share.
        mode = Connection::Mode::Immutable;
        state = inspect(path, mode);
    }
    if (!state && state.error().code == ErrorCode::Corrupt && !FileLock::isHeld(path + ".lock") && !looksLikeStore(path))
        return foreign(path);
    if (!state)
        return state.error();
    switch (*state) {
    case FileState::Current: {
        auto connection = Connection::open(path, mode);
        if (!connection)
            return connection.error();
        return OpenedForReading{std::move(connection).value(), std::move(logDamage)};
    }
    case FileState::Newer:
        return newer(path);
    case FileState::Older:
        return Error{ErrorCode::Unsupported, path + ": of an older version; open it for writing once"};
    case FileState::Empty:
        return Error{ErrorCode::InvalidInput, path + ": empty"};
    case FileState::Foreign:
        return foreign(path);
    }
    return foreign(path);
}

void markForCheck(const std::string& path)
{
    (void)createPrivateFile(markPath(canonicalPath(path)), {});
}

} // namespace hookloupe::store
