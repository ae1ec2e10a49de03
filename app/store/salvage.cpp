// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/salvage.h"

#include "base/clock.h"
#include "store/body_files.h"
#include "store/files.h"
#include "store/salvage_rows.h"
#include "store/schema.h"

#include <algorithm>
#include <fstream>

namespace hookloupe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t headerBytes = 100;
constexpr std::size_t pageCountOffset = 28; // https://sqlite.org/fileformat2.html section 1.3

void removeFile(const std::string& path)
{
    std::error_code ignored;
    fs::remove(toPath(path), ignored);
}

Status renameFile(const std::string& from, const std::string& to)
{
    std::error_code code;
    fs::rename(toPath(from), toPath(to), code);
    return code ? Status(fileError(from, code)) : success();
}

/// With its log.
void removeDatabase(const std::string& path)
{
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        removeFile(path + suffix);
}

bool isThere(const std::string& path)
{
    std::error_code code;
    return fs::exists(toPath(path), code);
}

/// "<path>.damaged-20261122-024537", with a number behind it if that is taken.
std::string damagedPathFor(const std::string& path)
{
    std::string stamp = toIso8601(utcNow()).substr(0, 19); // to the second
    std::erase(stamp, '-');
    std::erase(stamp, ':');
    std::replace(stamp.begin(), stamp.end(), 'T', '-');
    const std::string base = path + ".damaged-" + stamp;
    std::string candidate = base;
    for (int i = 2; isThere(candidate); ++i)
        candidate = base + "-" + std::to_string(i);
    return candidate;
}

/// Opens a damaged file as far as that is possible, without writing to it or its log.
Result<Connection> openDamaged(const std::string& path)
{
    auto connection = Connection::open(path, Connection::Mode::Read);
    if (!connection)
        return connection;
    connection->keepLogOnClose();
    // So SQLite also opens a file that is shorter than its header says.
    if (auto done = connection->execute("PRAGMA writable_schema=ON"); !done)
        return done.error();
    const auto tables =
        connection->number("SELECT count(*) FROM sqlite_schema WHERE name IN ('captures', 'bodies')");
    if (!tables)
        return tables.error();
    if (tables.value().value_or(0) != 2)
        return Error{ErrorCode::Corrupt, path + ": no tables"};
    return connection;
}

Status overwriteStart(const std::string& path, std::string bytes)
{
    // 0 pages in the header: SQLite goes by the file's size.
    std::fill_n(bytes.begin() + pageCountOffset, 4, '\0');
    std::fstream file(toPath(path), std::ios::binary | std::ios::in | std::ios::out);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file.flush() ? success() : Status(Error{ErrorCode::Failed, path + ": could not be written"});
}

/// A copy of the damaged file with the start of a new store: its header first, its whole first page if that
/// is not enough. Every store has its tables at the same pages, as they are created in the same order.
Result<Connection> openRepairedCopy(const std::string& path, const std::string& copy,
                                    const std::string& fresh)
{
    removeDatabase(copy);
    for (const char* suffix : {"", "-wal"}) {
        if (!isThere(path + suffix))
            continue;
        std::error_code code;
        if (!fs::copy_file(toPath(path + suffix), toPath(copy + suffix), code))
            return fileError(copy + suffix, code);
    }
    for (const std::size_t bytes : {headerBytes, static_cast<std::size_t>(pageBytes)}) {
        if (auto done = overwriteStart(copy, readPart(fresh, 0, bytes)); !done)
            return done.error();
        if (auto opened = openDamaged(copy); opened)
            return opened;
    }
    return Error{ErrorCode::Corrupt, path + ": neither header nor table of contents"};
}

Status createStore(const std::string& path)
{
    removeDatabase(path);
    if (auto created = createPrivateFile(path, {}); !created)
        return created;
    auto connection = Connection::open(path, Connection::Mode::Write);
    if (!connection)
        return connection.error();
    return createSchema(*connection);
}

Result<Salvaged> copyInto(const std::string& fresh, Connection& damaged)
{
    auto target = Connection::open(fresh, Connection::Mode::Write);
    if (!target)
        return target.error();
    if (auto ready = prepareForWriting(*target); !ready)
        return ready.error();
    return copyReadableRows(damaged, *target, fileSize(damaged.path()));
}

/// The last steps, after the damaged file was moved away: its log follows it, then the new store takes its
/// place.
Status putInPlace(const std::string& path, const std::string& damagedPath)
{
    removeFile(path + "-shm");
    if (isThere(path + "-wal")) {
        if (auto moved = renameFile(path + "-wal", damagedPath + "-wal"); !moved)
            return moved;
    }
    return renameFile(salvagedPath(path), path);
}

/// Large bodies whose rows were lost stay with the damaged file.
void keepOrphans(const std::string& path, const std::string& damagedPath)
{
    if (!isThere(BodyFiles(path).folder()))
        return;
    auto connection = Connection::open(path, Connection::Mode::Read);
    if (connection)
        BodyFiles(path).moveOrphans(*connection, BodyFiles(damagedPath).folder());
}

} // namespace

std::string salvagedPath(const std::string& path)
{
    return path + ".salvaged";
}

Status finishInterruptedSalvage(const std::string& path)
{
    if (!isThere(salvagedPath(path)))
        return success();
    if (!isThere(path))
        return putInPlace(path, damagedPathFor(path));
    removeDatabase(salvagedPath(path));
    return success();
}

Result<SalvageReport> salvage(const std::string& path, const std::string& damage)
{
    const std::string fresh = salvagedPath(path);
    const std::string copy = path + ".repaired";
    if (auto created = createStore(fresh); !created)
        return created.error();

    SalvageReport report;
    report.detail = damage;
    {
        auto damaged = openDamaged(path);
        if (!damaged && damaged.error().code == ErrorCode::Corrupt)
            damaged = openRepairedCopy(path, copy, fresh);
        if (damaged) {
            const auto salvaged = copyInto(fresh, *damaged);
            if (!salvaged) {
                removeDatabase(fresh);
                return salvaged.error();
            }
            report.captures = salvaged->captures;
            report.lost = salvaged->lost;
        } else if (damaged.error().code == ErrorCode::Corrupt) {
            report.lost = -1;
        } else {
            removeDatabase(fresh);
            return damaged.error();
        }
    }
    removeDatabase(copy);

    report.damagedPath = damagedPathFor(path);
    if (auto moved = renameFile(path, report.damagedPath); !moved)
        return moved.error();
    if (auto done = putInPlace(path, report.damagedPath); !done)
        return done.error();
    keepOrphans(path, report.damagedPath);
    return report;
}

} // namespace hookloupe::store
