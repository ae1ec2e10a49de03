// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/salvage.h"

#include "store/files.h"
#include "store/log_damage.h"
#include "store/salvage_finish.h"
#include "store/salvage_rows.h"
#include "store/schema.h"
#include "store/schema_check.h"

#include <algorithm>
#include <fstream>

namespace hookloupe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t headerBytes = 100;
constexpr std::size_t pageCountOffset = 28; // https://sqlite.org/fileformat2.html section 1.3

bool isThere(const std::string& path)
{
    std::error_code code;
    return fs::exists(toPath(path), code);
}

/// Opens a damaged file as far as that is possible, without writing to it or its log.
Result<Connection> openDamaged(const std::string& path)
{
    auto connection = Connection::open(path, Connection::Mode::Salvage);
    if (!connection)
        return connection;
    if (!hasCaptureTables(*connection))
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

/// The damaged file and what is whole of its log under another name: without a copy where the file system gives a file two
/// names.
Result<LogRepair> linkWithRepairedLog(const std::string& path, const std::string& copy)
{
    removeDatabase(copy);
    auto repair = repairLog(path, copy);
    if (!repair || !repair->damaged)
        return repair;
    std::error_code code;
    fs::create_hard_link(toPath(path), toPath(copy), code);
    if (code && !fs::copy_file(toPath(path), toPath(copy), code))
        return fileError(copy, code);
    return repair;
}

/// A copy of the damaged file with the start of a new store: its header first, its whole first page if that
/// is not enough. Every store has its tables at the same pages, as they are created in the same order.
Result<Connection> openRepairedCopy(const std::string& path, const std::string& copy, const std::string& fresh)
{
    removeDatabase(copy); // it may be another name of the damaged file, in which nothing is written
    std::error_code code;
    if (!fs::copy_file(toPath(path), toPath(copy), code))
        return fileError(copy, code);
    const auto repair = repairLog(path, copy);
    if (!repair)
        return repair.error();
    if (!repair->damaged && isThere(path + "-wal") && !fs::copy_file(toPath(path + "-wal"), toPath(copy + "-wal"), code))
        return fileError(copy + "-wal", code);
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

/// Fills a new store.
Result<SalvageReport> copyReadable(const std::string& path, const std::string& copy, const std::string& fresh)
{
    if (auto created = createStore(fresh); !created)
        return created.error();
    const auto log = linkWithRepairedLog(path, copy);
    if (!log)
        return log.error();
    SalvageReport report;
    report.lost = -1;
    auto damaged = openDamaged(log->damaged ? copy : path);
    if (!damaged && damaged.error().code == ErrorCode::Corrupt)
        damaged = openRepairedCopy(path, copy, fresh);
    if (!damaged && damaged.error().code == ErrorCode::Corrupt)
        return report;
    if (!damaged)
        return damaged.error();
    const auto salvaged = copyInto(fresh, *damaged);
    if (!salvaged)
        return salvaged.error();
    report.captures = salvaged->captures;
    // What stood in a page of the log that is gone, no index may tell.
    report.atLeast = log->damaged;
    const bool unknown = log->damaged && (!log->anyLeft || log->tailGone || salvaged->lost == 0);
    report.lost = unknown ? -1 : salvaged->lost;
    return report;
}

} // namespace

Result<SalvageReport> salvage(const std::string& path, const std::string& damage)
{
    const std::string fresh = salvagedPath(path);
    const std::string copy = path + ".repaired";
    auto report = copyReadable(path, copy, fresh);
    removeDatabase(copy);
    if (!report) {
        removeDatabase(fresh);
        return report;
    }
    report->detail = damage;
    report->damagedPath = damagedPathFor(path);
    if (auto done = finishSalvage(path, *report); !done)
        return done.error();
    return report;
}

} // namespace hookloupe::store
