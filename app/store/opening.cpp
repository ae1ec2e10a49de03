// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/opening.h"

#include "store/body_files.h"
#include "store/damage.h"
#include "store/salvage.h"
#include "store/schema.h"

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

Status checkPath(const std::string& path)
{
    std::error_code code;
    if (path.empty())
        return Error{ErrorCode::InvalidInput, "no path of a store given"};
    if (std::filesystem::is_directory(toPath(path), code))
        return Error{ErrorCode::InvalidInput, path + ": a folder, not a file"};
    return success();
}

Error newer(const std::string& path)
{
    return {ErrorCode::NewerVersion, path + ": written by a newer version of this program"};
}

Error foreign(const std::string& path)
{
    return {ErrorCode::InvalidInput, path + ": not a store of this program"};
}

/// What the file is. Leaves it and its log as they are, even when this was the only connection.
Result<FileState> inspect(const std::string& path)
{
    constexpr std::int64_t smallestDatabase = 512; // SQLite takes a file of less for an empty one
    const std::int64_t size = fileSize(path);
    if (size > 0 && size < smallestDatabase)
        return Error{ErrorCode::Corrupt, path + ": too short for a store"};
    const bool hasLog = fileSize(path + "-wal") > 0;
    auto connection = Connection::open(path, Connection::Mode::Read);
    if (!connection)
        return connection.error();
    if (hasLog)
        connection->keepLogOnClose();
    return stateOf(*connection);
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

using Working = std::function<void(OpeningWork)>;

void tell(const Working& working, OpeningWork work)
{
    if (working)
        working(work);
}

Result<std::optional<SalvageReport>> salvageIfDamaged(const std::string& path, const Working& working)
{
    const bool everyPage = exists(markPath(path));
    if (everyPage)
        tell(working, OpeningWork::Checking);
    auto damage = findDamage(path, everyPage);
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
    if (auto finished = finishInterruptedSalvage(path); !finished)
        return finished.error();
    if (!exists(path)) {
        if (auto created = createPrivateFile(path, {}); !created)
            return created.error();
    }
    const auto state = inspect(path);
    if (!state && state.error().code != ErrorCode::Corrupt)
        return state.error();
    if (!state && !looksLikeStore(path))
        return foreign(path);
    std::optional<SalvageReport> report;
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
    auto salvaged = salvageIfDamaged(path, working);
    if (!salvaged)
        return salvaged.error();
    report = std::move(salvaged).value();
    if (state && *state == FileState::Older && !report) {
        tell(working, OpeningWork::Updating);
        if (auto made = bringUpToDate(path, *state); !made)
            return made.error();
    }
    return report;
}

} // namespace

Result<std::optional<SalvageReport>> makeReady(const std::string& path, const Working& working)
{
    if (!exists(path))
        return std::optional<SalvageReport>{};
    if (auto good = checkPath(path); !good)
        return good.error();
    auto lock = FileLock::take(path + ".lock");
    if (!lock)
        return lock.error();
    return putRight(path, working);
}

Result<Opened> openForWriting(const std::string& path)
{
    if (auto good = checkPath(path); !good)
        return good.error();
    if (auto made = createParentsOf(path); !made)
        return made.error();
    auto lock = FileLock::take(path + ".lock");
    if (!lock)
        return lock.error();
    auto report = putRight(path, {});
    if (!report)
        return report.error();
    auto connection = openWriter(path);
    if (!connection)
        return connection.error();
    BodyFiles(path).removeOrphans(*connection);
    return Opened{std::move(lock).value(), std::move(connection).value(), std::move(report).value()};
}

Result<Connection> openForReading(const std::string& path)
{
    if (auto good = checkPath(path); !good)
        return good.error();
    if (!exists(path))
        return Error{ErrorCode::NotFound, path + ": no such file"};
    auto mode = Connection::Mode::Read;
    auto state = inspect(path);
    if (!state && state.error().code != ErrorCode::Corrupt && fileSize(path + "-wal") == 0) {
        // A folder without the right to write: SQLite cannot make the files beside it that readers share.
        mode = Connection::Mode::Immutable;
        auto connection = Connection::open(path, mode);
        if (!connection)
            return connection;
        state = stateOf(*connection);
    }
    if (!state)
        return state.error().code == ErrorCode::Corrupt && !looksLikeStore(path) ? foreign(path) : state.error();
    switch (*state) {
    case FileState::Current:
        return Connection::open(path, mode);
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
    (void)createPrivateFile(markPath(path), {});
}

} // namespace hookloupe::store
