// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/damage.h"

#include "store/files.h"
#include "store/schema.h"
#include "store/sqlite.h"

#include <algorithm>
#include <string_view>

namespace hookloupe::store {

namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t applicationIdOffset = 68; // https://sqlite.org/fileformat2.html section 1.3
constexpr std::int64_t fullCheckBytes = 32 * 1024 * 1024;
constexpr std::int64_t samples = 64;

bool carriesOurId(std::string_view header)
{
    std::int64_t id = 0;
    for (std::size_t i = 0; i < 4; ++i)
        id = id << 8 | static_cast<unsigned char>(header[applicationIdOffset + i]);
    return id == applicationId;
}

/// The first byte of a B-tree page is its type (section 1.6); other pages begin with a page number, so mostly
/// with 0.
bool mostPagesAreTreePages(const std::string& path, std::int64_t size)
{
    constexpr std::int64_t most = 256;
    const std::int64_t pages = std::min(size / pageBytes, most);
    std::int64_t trees = 0;
    std::int64_t others = 0;
    for (std::int64_t page = 1; page < pages; ++page) {
        const std::string type = readPart(path, static_cast<std::uint64_t>(page * pageBytes), 1);
        if (type.find_first_of("\x02\x05\x0a\x0d") == 0)
            ++trees;
        else if (type != std::string(1, '\0'))
            ++others;
    }
    return trees >= 3 && trees > 2 * others;
}

Status lookAtSamples(Connection& connection)
{
    for (const char* table : {"captures", "bodies"}) {
        const std::string name = table;
        const auto first = connection.number(("SELECT min(id) FROM " + name).c_str());
        if (!first)
            return first.error();
        const auto last = connection.number(("SELECT max(id) FROM " + name).c_str());
        if (!last)
            return last.error();
        if (!*first || !*last)
            continue;
        auto sample =
            Statement::prepare(connection, "SELECT * FROM " + name + " WHERE id >= ? ORDER BY id LIMIT 1");
        if (!sample)
            return sample.error();
        for (std::int64_t i = 0; i <= samples; ++i) {
            sample->bind(1, **first + (**last - **first) / samples * i);
            if (auto row = sample->step(); !row)
                return row.error();
            sample->reset();
        }
    }
    return success();
}

/// What a program that goes on from these settings could not do: count up from a text, or beyond the last number.
Result<std::string> lookAtNumbers(Connection& connection)
{
    const auto settings = connection.number(
        "SELECT count(*) FROM meta WHERE (key = 'store_id' AND typeof(value) = 'text' AND length(value) = 32 "
        "AND value NOT GLOB '*[^0-9a-f]*') OR (key IN ('last_id', 'removals') AND typeof(value) = 'integer' AND value >= 0)");
    if (!settings)
        return settings.error();
    if (settings->value_or(0) != 3)
        return std::string("its settings are not of this program's form");
    const auto last = connection.number(
        "SELECT max(ifnull((SELECT max(id) FROM captures), 0), ifnull((SELECT max(id) FROM bodies), 0), "
        "(SELECT max(value) FROM meta WHERE key IN ('last_id', 'removals')), "
        "ifnull((SELECT max(seq) FROM sqlite_sequence), 0))");
    if (!last)
        return last.error();
    return last->value_or(0) < largestId ? std::string()
                                         : "its numbers go up to " + std::to_string(**last) + ", so none is left for the next";
}

/// Every store has it and none loses it: without it nothing would be taken that is for no other one.
Result<std::string> lookForCatchAll(Connection& connection)
{
    const auto found = connection.number("SELECT count(*) FROM endpoints WHERE id = 0");
    if (!found)
        return found.error();
    return found->value_or(0) == 1 ? std::string() : std::string("its endpoint for every other path is missing");
}

Result<std::string> look(Connection& connection, const std::string& path, bool everyPage)
{
    auto numbers = lookAtNumbers(connection);
    if (!numbers || !numbers->empty())
        return numbers;
    auto catchAll = lookForCatchAll(connection);
    if (!catchAll || !catchAll->empty())
        return catchAll;
    if (everyPage || fileSize(path) <= fullCheckBytes) {
        auto found = connection.text("PRAGMA quick_check(1)");
        if (!found)
            return found;
        return *found == "ok" ? std::string{} : *found;
    }
    if (auto good = lookAtSamples(connection); !good)
        return good.error();
    return std::string{};
}

} // namespace

bool looksLikeStore(const std::string& path)
{
    const std::string header = readPart(path, 0, 100);
    if (header.size() < 100)
        return false;
    if (carriesOurId(header))
        return true;
    return !header.starts_with(magic) && mostPagesAreTreePages(path, fileSize(path));
}

Result<std::string> findDamage(const std::string& path, bool everyPage)
{
    auto connection = Connection::open(path, Connection::Mode::Read);
    if (!connection)
        return connection.error();
    auto found = look(*connection, path, everyPage);
    if (!found && found.error().code == ErrorCode::Corrupt)
        return found.error().detail;
    return found;
}

} // namespace hookloupe::store
