// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema_check.h"

#include "store/schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <optional>

namespace hookloupe::store {

namespace {

/// A row of sqlite_schema: type and name, table and definition. SQLite's own indexes have no definition.
using ObjectName = std::pair<std::string, std::string>;
struct Definition {
    std::string table;
    std::string sql;

    bool operator==(const Definition&) const = default;
};
using Objects = std::multimap<ObjectName, Definition>;

/// Spaces and line ends in runs of one: which of them ALTER TABLE keeps is SQLite's affair.
std::string withSingleSpaces(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    text.erase(std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }), text.end());
    return text;
}

Result<Objects> objectsOf(Connection& connection)
{
    auto rows = Statement::prepare(connection, "SELECT type, name, tbl_name, sql FROM sqlite_schema");
    if (!rows)
        return rows.error();
    Objects objects;
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return objects;
        objects.insert({{rows->bytes(0), rows->bytes(1)}, {rows->bytes(2), withSingleSpaces(rows->bytes(3))}});
    }
}

/// As SQLite writes them down: from a store in memory that took the same steps.
Result<Objects> objectsAfterSteps(std::int64_t version)
{
    auto memory = Connection::open(":memory:", Connection::Mode::Write);
    if (!memory)
        return memory.error();
    if (auto made = migrate(*memory, schemaSteps().first(static_cast<std::size_t>(version))); !made)
        return made.error();
    return objectsOf(*memory);
}

/// Made once: a program opens its store several times, and they never change.
const Result<Objects>& expectedObjects(std::int64_t version)
{
    struct Made {
        std::once_flag once;
        std::optional<Result<Objects>> objects;
    };
    static std::array<Made, static_cast<std::size_t>(schemaVersion)> made;
    Made& wanted = made.at(static_cast<std::size_t>(version - 1));
    std::call_once(wanted.once, [&] { wanted.objects = objectsAfterSteps(version); });
    return *wanted.objects;
}

std::string inWords(const ObjectName& object)
{
    constexpr std::size_t longest = 100; // bytes
    constexpr std::array<std::string_view, 4> known{"table", "index", "trigger", "view"};
    const auto& [type, name] = object;
    const bool isKnown = std::find(known.begin(), known.end(), type) != known.end();
    return "the " + (isKnown ? type : "entry") + " \"" + (name.size() > longest ? name.substr(0, longest) + "…" : name) + '"';
}

/// Nothing for what DROP cannot name.
std::string dropping(const ObjectName& object)
{
    const auto& [type, name] = object;
    const bool plain = !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
                                            == std::string::npos;
    if (!plain || (type != "table" && type != "index" && type != "trigger" && type != "view"))
        return {};
    std::string verb = "DROP ";
    for (const char c : type)
        verb += static_cast<char>(c - 'a' + 'A');
    return verb + ' ' + name;
}

} // namespace

Result<SchemaDifference> compareSchema(Connection& connection, std::int64_t version)
{
    const auto& expected = expectedObjects(version);
    if (!expected)
        return expected.error();
    auto found = objectsOf(connection);
    if (!found)
        return found.error();
    SchemaDifference difference;
    for (const auto& [name, definition] : *expected) {
        const auto same = found->find(name);
        if (same == found->end()) {
            if (difference.damaged.empty())
                difference.damaged = inWords(name) + " is missing";
            continue;
        }
        // Bytes that a failing disk changes are other bytes in the same place. Who makes a table anew writes another text.
        const bool sameLength = same->second.sql.size() == definition.sql.size();
        if (!(same->second == definition) && sameLength && difference.damaged.empty())
            difference.damaged = inWords(name) + " is not as it was made";
        if (!(same->second == definition) && !sameLength && difference.foreign.empty())
            difference.foreign = "a definition of its own for " + inWords(name);
        found->erase(same);
    }
    if (!found->empty()) {
        difference.foreign = inWords(found->begin()->first);
        difference.wayOut = dropping(found->begin()->first);
    }
    return difference;
}

bool hasCaptureTables(Connection& connection)
{
    const auto found = objectsOf(connection);
    if (!found)
        return false;
    for (std::int64_t version = 1; version <= schemaVersion; ++version) {
        const auto& expected = expectedObjects(version);
        const auto has = [&](const char* table) {
            const auto same = found->find({"table", table});
            return expected && same != found->end() && same->second == expected->find({"table", table})->second;
        };
        if (has("captures") && has("bodies"))
            return true;
    }
    return false;
}

} // namespace hookloupe::store
