// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/salvage_finish.h"

#include "base/clock.h"
#include "store/body_files.h"
#include "store/files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <vector>

namespace hookloupe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view noteHead = "hookloupe salvage 1";
constexpr std::string_view noteEnd = "end";

/// What is left to do, and what is to be told then.
std::string notePath(const std::string& path)
{
    return path + ".salvage";
}

bool isThere(const std::string& path)
{
    std::error_code code;
    return fs::exists(toPath(path), code);
}

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

std::string damagedPrefix(const std::string& path)
{
    return fromPath(toPath(path).filename()) + ".damaged-";
}

Status writeNote(const std::string& path, const SalvageReport& report)
{
    std::string detail = report.detail;
    std::replace(detail.begin(), detail.end(), '\n', ' ');
    std::ostringstream note;
    note << noteHead << '\n'
         << fromPath(toPath(report.damagedPath).filename()) << '\n'
         << report.captures << '\n'
         << report.lost << '\n'
         << (report.atLeast ? 1 : 0) << '\n'
         << detail << '\n'
         << noteEnd << '\n';
    return createPrivateFile(notePath(path), note.str());
}

std::optional<std::int64_t> numberIn(const std::string& line)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    return error == std::errc{} && end == line.data() + line.size() ? std::optional(number) : std::nullopt;
}

/// Nothing if there is none, or if its end was not written.
std::optional<SalvageReport> readNote(const std::string& path)
{
    const auto note = readFile(notePath(path));
    if (!note)
        return std::nullopt;
    std::istringstream in(*note);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    if (lines.size() != 7 || lines.front() != noteHead || lines.back() != noteEnd)
        return std::nullopt;
    const std::string& name = lines[1];
    const auto captures = numberIn(lines[2]);
    const auto lost = numberIn(lines[3]);
    // The name comes from a file: it must be one beside the store.
    if (!name.starts_with(damagedPrefix(path)) || name.find_first_of("/\\") != std::string::npos || !captures || !lost)
        return std::nullopt;
    return SalvageReport{fromPath(toPath(path).parent_path() / toPath(name)), *captures, *lost, lines[4] == "1", lines[5]};
}

Status moveDamaged(const std::string& path, const std::string& damagedPath)
{
    if (isThere(path)) {
        if (auto moved = renameFile(path, damagedPath); !moved)
            return moved;
    }
    if (isThere(path + "-wal")) {
        if (auto moved = renameFile(path + "-wal", damagedPath + "-wal"); !moved)
            return moved;
    }
    removeFile(path + "-shm");
    return success();
}

/// Large bodies whose rows were lost stay with the damaged file.
Status keepOrphans(const std::string& path, const std::string& damagedPath)
{
    if (!isThere(path) || !isThere(BodyFiles(path).folder()))
        return success();
    auto connection = Connection::open(path, Connection::Mode::Read);
    if (!connection)
        return connection.error();
    return BodyFiles(path).moveOrphans(*connection, BodyFiles(damagedPath).folder());
}

/// Each step is one that can be done again, or that shows that it was done.
Status takeLastSteps(const std::string& path, const std::string& damagedPath)
{
    const std::string fresh = salvagedPath(path);
    if (isThere(fresh)) {
        const bool somebodyPutAnother = isThere(path) && isThere(damagedPath);
        if (!somebodyPutAnother) {
            if (auto moved = moveDamaged(path, damagedPath); !moved)
                return moved;
        }
        if (auto moved = renameFile(fresh, somebodyPutAnother ? damagedPath + ".salvaged" : path); !moved)
            return moved;
    }
    if (auto kept = keepOrphans(path, damagedPath); !kept)
        return kept;
    removeFile(notePath(path));
    return success();
}

} // namespace

std::string salvagedPath(const std::string& path)
{
    return path + ".salvaged";
}

std::string damagedPathFor(const std::string& path)
{
    std::string stamp = toIso8601(utcNow()).substr(0, 19); // to the second
    std::erase(stamp, '-');
    std::erase(stamp, ':');
    std::replace(stamp.begin(), stamp.end(), 'T', '-');
    const std::string base = path + ".damaged-" + stamp;
    const auto taken = [](const std::string& name) { return isThere(name) || isThere(BodyFiles(name).folder()); };
    std::string candidate = base;
    for (int i = 2; taken(candidate); ++i)
        candidate = base + "-" + std::to_string(i);
    return candidate;
}

void removeDatabase(const std::string& path)
{
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        removeFile(path + suffix);
}

Status finishSalvage(const std::string& path, const SalvageReport& report)
{
    auto done = writeNote(path, report);
    if (done)
        done = takeLastSteps(path, report.damagedPath);
    if (!done && isThere(path) && isThere(salvagedPath(path))) {
        removeFile(notePath(path));
        removeDatabase(salvagedPath(path));
    }
    return done;
}

bool salvageIsOpen(const std::string& path)
{
    return isThere(notePath(path));
}

Result<std::optional<SalvageReport>> finishInterruptedSalvage(const std::string& path)
{
    if (auto report = readNote(path)) {
        if (auto done = takeLastSteps(path, report->damagedPath); !done)
            return done.error();
        return std::optional<SalvageReport>{std::move(report)};
    }
    removeFile(notePath(path));
    if (!isThere(salvagedPath(path)))
        return std::optional<SalvageReport>{};
    if (isThere(path)) {
        removeDatabase(salvagedPath(path));
        return std::optional<SalvageReport>{};
    }
    // An earlier version of this program wrote nothing down.
    const SalvageReport report{damagedPathFor(path), 0, -1, false, "a salvage was cut short"};
    if (auto done = finishSalvage(path, report); !done)
        return done.error();
    return std::optional<SalvageReport>{};
}

} // namespace hookloupe::store
