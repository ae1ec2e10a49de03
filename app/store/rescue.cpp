// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rescue.h"

#include "base/clock.h"
#include "store/body_files.h"
#include "store/files.h"
#include "store/schema.h"

#include <algorithm>

namespace hookloupe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t headerBytes = 100;
// https://sqlite.org/fileformat2.html section 1.3
constexpr std::size_t pageSizeOffset = 16;
constexpr std::size_t pageCountOffset = 28;

bool isThere(const std::string& path)
{
    std::error_code code;
    return fs::exists(toPath(path), code);
}

std::string rescuedPathIn(const fs::path& folder, const std::string& store)
{
    std::string stamp = toIso8601(utcNow()).substr(0, 19); // to the second
    std::erase(stamp, '-');
    std::erase(stamp, ':');
    std::replace(stamp.begin(), stamp.end(), 'T', '-');
    const fs::path name = toPath(store).filename();
    const std::string base = fromPath(folder / name.stem()) + ".rescued-" + stamp;
    const std::string extension = fromPath(name.extension());
    std::string candidate = base + extension;
    for (int i = 2; isThere(candidate); ++i)
        candidate = base + "-" + std::to_string(i) + extension;
    return candidate;
}

/// Big-endian; 0 if there are not so many bytes.
std::int64_t numberAt(std::string_view bytes, std::size_t offset, std::size_t count)
{
    std::int64_t number = 0;
    for (std::size_t i = offset; i < offset + count && bytes.size() >= offset + count; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return number;
}

std::string quoted(const std::string& text)
{
    std::string sql = "'";
    for (const char c : text)
        sql.append(c == '\'' ? 2 : 1, c);
    return sql + "'";
}

Status renameFile(const std::string& from, const std::string& to)
{
    std::error_code code;
    fs::rename(toPath(from), toPath(to), code);
    return code ? Status(fileError(to, code)) : success();
}

Result<Rescued> rescueInto(const fs::path& folder, Connection& connection)
{
    const auto captures = connection.number("SELECT count(*) FROM captures");
    if (!captures)
        return captures.error();
    const std::string path = rescuedPathIn(folder, connection.path());
    const std::string part = path + ".part";
    if (auto created = createPrivateFile(part, {}); !created) // or SQLite would make it readable for others
        return created.error();
    Status done = connection.execute(("VACUUM INTO " + quoted(part)).c_str());
    if (done)
        done = BodyFiles(connection.path()).linkAll(BodyFiles(path).folder());
    if (done)
        done = renameFile(part, path);
    if (done)
        return Rescued{path, captures->value_or(0)};
    std::error_code ignored;
    fs::remove(toPath(part), ignored);
    BodyFiles(path).removeAll();
    return done.error();
}

} // namespace

Result<Rescued> rescue(Connection& connection, const std::string& folder)
{
    auto beside = rescueInto(toPath(connection.path()).parent_path(), connection);
    if (beside || folder.empty())
        return beside;
    std::error_code ignored;
    fs::create_directories(toPath(folder), ignored);
    return rescueInto(toPath(folder), connection);
}

Status isStoreOf(const std::string& path, const std::string& storeId)
{
    const std::string header = readPart(path, 0, headerBytes);
    const std::int64_t pages = numberAt(header, pageCountOffset, 4);
    const std::int64_t pageSize = numberAt(header, pageSizeOffset, 2); // 1 is 65536, which no store of ours has
    if (pages == 0 || fileSize(path) < pages * pageSize)
        return Error{ErrorCode::Corrupt, path + ": not whole"};
    auto connection = Connection::open(path, Connection::Mode::Immutable); // leaves no trace
    if (!connection)
        return connection.error();
    const auto state = stateOf(*connection);
    if (!state)
        return state.error();
    const auto id = *state == FileState::Current ? connection->text("SELECT value FROM meta WHERE key = 'store_id'")
                                                 : Result<std::string>(std::string());
    if (!id)
        return id.error();
    return *id == storeId ? success() : Status(Error{ErrorCode::InvalidInput, path + ": not the store that was here"});
}

} // namespace hookloupe::store
