// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/repeated_names.h"

#include "decode/json_string.h"

#include <algorithm>
#include <deque>
#include <unordered_set>
#include <utility>
#include <vector>

namespace hookloupe::decode {

namespace {

constexpr std::size_t deepest = 16;
constexpr std::size_t mostNames = 65'536; ///< of one object
constexpr std::size_t longestRewritten = 4 * 1024 * 1024;
constexpr std::size_t fewNames = 24;      ///< are compared one by one: cheaper than hashing them
constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
constexpr std::size_t none = std::string_view::npos;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isBracket(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']';
}

std::size_t skipSpace(std::string_view json, std::size_t at)
{
    return std::min(json.find_first_not_of(" \t\r\n", at), json.size());
}

/// Behind the quote that closes the string that starts at `at`; `none` if it does not end.
std::size_t endOfString(std::string_view json, std::size_t at)
{
    for (std::size_t quote = json.find('"', at + 1); quote != none; quote = json.find('"', quote + 1)) {
        std::size_t slashes = 0;
        while (json[quote - 1 - slashes] == '\\')
            ++slashes; // ends at the opening quote at the latest
        if (slashes % 2 == 0)
            return quote + 1;
    }
    return none;
}

/// Behind the bracket that closes the one at `at`.
std::size_t endOfBracket(std::string_view json, std::size_t at)
{
    std::size_t depth = 0;
    while (at < json.size()) {
        if (json[at] == '"') {
            at = endOfString(json, at);
            if (at == none)
                return none;
            continue;
        }
        if (json[at] == '{' || json[at] == '[')
            ++depth;
        else if ((json[at] == '}' || json[at] == ']') && --depth == 0)
            return at + 1;
        ++at;
    }
    return none;
}

std::size_t endOfValue(std::string_view json, std::size_t at)
{
    if (at >= json.size())
        return none;
    if (json[at] == '"')
        return endOfString(json, at);
    if (json[at] == '{' || json[at] == '[')
        return endOfBracket(json, at);
    const std::size_t start = at;
    while (at < json.size() && json[at] != ',' && !isBracket(json[at]) && !isSpace(json[at]))
        ++at;
    return at == start ? none : at;
}

/// The names of the objects that are open. Of what is nested too deep only the depth is known.
class OpenNames {
public:
    void open(char bracket)
    {
        if (m_levels.size() < deepest)
            m_levels.push_back({bracket, m_names.size(), m_unescaped.size(), {}});
        else
            ++m_beyond;
    }
    bool close(char bracket)
    {
        if (m_beyond > 0) {
            --m_beyond;
            return true;
        }
        if (m_levels.empty() || m_levels.back().bracket != (bracket == '}' ? '{' : '['))
            return false;
        m_names.resize(m_levels.back().firstName);
        m_unescaped.resize(m_levels.back().firstUnescaped);
        m_levels.pop_back();
        return true;
    }
    [[nodiscard]] bool inObject() const { return m_beyond == 0 && !m_levels.empty() && m_levels.back().bracket == '{'; }

    /// Whether the object has the name already; else it has it now. `written` stands in a text that stays.
    bool add(std::string_view written)
    {
        if (written.find('\\') == none)
            return isThere(written);
        auto unescaped = unescapeJson(written);
        if (!unescaped)
            return false;
        m_unescaped.push_back(std::move(unescaped->text));
        return isThere(m_unescaped.back());
    }

private:
    struct Level {
        char bracket;
        std::size_t firstName;                     ///< of its names in m_names
        std::size_t firstUnescaped;
        std::unordered_set<std::string_view> many; ///< all its names, once they are many
    };

    bool isThere(std::string_view name)
    {
        Level& level = m_levels.back();
        const auto begin = m_names.begin() + static_cast<std::ptrdiff_t>(level.firstName);
        if (m_names.size() - level.firstName < fewNames) {
            if (std::find(begin, m_names.end(), name) != m_names.end())
                return true;
            m_names.push_back(name);
            return false;
        }
        if (level.many.empty())
            level.many.insert(begin, m_names.end());
        if (level.many.size() < mostNames)
            return !level.many.insert(name).second;
        const bool there = level.many.contains(name);
        if (!m_unescaped.empty() && m_unescaped.back().data() == name.data())
            m_unescaped.pop_back();
        return there;
    }

    std::vector<Level> m_levels;
    std::size_t m_beyond = 0; ///< brackets open below the deepest level
    std::vector<std::string_view> m_names;
    std::deque<std::string> m_unescaped; ///< stay where they are
};

/// Writes a value with the last of equal members alone.
class LastMembers {
public:
    explicit LastMembers(std::string_view json) : m_json(json) {}

    std::optional<std::string> run()
    {
        const std::size_t at = skipSpace(m_json, m_json.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
        const std::size_t end = endOfValue(m_json, at);
        if (end == none || skipSpace(m_json, end) != m_json.size() || !write(at, 0))
            return std::nullopt;
        return std::move(m_out);
    }

private:
    struct Member {
        std::string_view name;   ///< with quotes, as written
        std::string decoded;
        std::size_t value = 0;
    };

    bool write(std::size_t at, std::size_t depth) // NOLINT(misc-no-recursion): at most `deepest`
    {
        if (at < m_json.size() && m_json[at] == '{' && depth < deepest)
            return writeObject(at, depth);
        if (at < m_json.size() && m_json[at] == '[' && depth < deepest)
            return writeArray(at, depth);
        const std::size_t end = endOfValue(m_json, at);
        if (end == none)
            return false;
        m_out += m_json.substr(at, end - at);
        return true;
    }

    /// Behind the value at `at`: at the next one, or behind the bracket (`last`); `none` if neither follows.
    std::size_t behind(std::size_t at, char bracket, bool& last) const
    {
        const std::size_t end = endOfValue(m_json, at);
        const std::size_t sign = end == none ? none : skipSpace(m_json, end);
        if (sign == none || sign >= m_json.size() || (m_json[sign] != ',' && m_json[sign] != bracket))
            return none;
        last = m_json[sign] == bracket;
        return skipSpace(m_json, sign + 1);
    }

    std::optional<std::vector<Member>> membersOf(std::size_t at) const
    {
        std::vector<Member> members;
        at = skipSpace(m_json, at + 1);
        bool last = at < m_json.size() && m_json[at] == '}';
        while (!last) {
            const std::size_t end = at < m_json.size() && m_json[at] == '"' ? endOfString(m_json, at) : none;
            const std::size_t colon = end == none ? none : skipSpace(m_json, end);
            if (colon == none || colon >= m_json.size() || m_json[colon] != ':')
                return std::nullopt;
            auto decoded = unescapeJson(m_json.substr(at + 1, end - at - 2));
            if (!decoded)
                return std::nullopt;
            members.push_back({m_json.substr(at, end - at), std::move(decoded->text), skipSpace(m_json, colon + 1)});
            at = behind(members.back().value, '}', last);
            if (at == none)
                return std::nullopt;
        }
        return members;
    }

    bool writeObject(std::size_t at, std::size_t depth) // NOLINT(misc-no-recursion)
    {
        auto members = membersOf(at);
        if (!members)
            return false;
        std::unordered_set<std::string_view> written;
        m_out += '{';
        std::vector<std::pair<std::string_view, std::size_t>> places; // of sorted names: where their last value stands
        for (std::size_t i = 0; i < members->size(); ++i)
            places.emplace_back((*members)[i].decoded, i);
        std::sort(places.begin(), places.end());
        for (const Member& member : *members) {
            if (!written.insert(member.decoded).second)
                continue;
            const auto last = std::prev(std::upper_bound(places.begin(), places.end(), std::pair(std::string_view(member.decoded), none)));
            m_out += written.size() > 1 ? "," : "";
            m_out += member.name;
            m_out += ':';
            if (!write((*members)[last->second].value, depth + 1))
                return false;
        }
        m_out += '}';
        return true;
    }

    bool writeArray(std::size_t at, std::size_t depth) // NOLINT(misc-no-recursion)
    {
        m_out += '[';
        at = skipSpace(m_json, at + 1);
        bool last = at < m_json.size() && m_json[at] == ']';
        for (bool first = true; !last; first = false) {
            m_out += first ? "" : ",";
            if (!write(at, depth + 1))
                return false;
            at = behind(at, ']', last);
            if (at == none)
                return false;
        }
        m_out += ']';
        return true;
    }

    std::string_view m_json;
    std::string m_out;
};

} // namespace

std::optional<std::string> repeatedName(std::string_view json)
{
    std::size_t at = skipSpace(json, json.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
    if (at >= json.size() || (json[at] != '{' && json[at] != '['))
        return std::nullopt;
    OpenNames names;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            const std::size_t end = endOfString(json, at);
            if (end == none)
                return std::nullopt;
            const std::size_t next = skipSpace(json, end);
            const bool isName = next < json.size() && json[next] == ':';
            if (isName && names.inObject() && names.add(json.substr(at + 1, end - at - 2)))
                return unescapeJson(json.substr(at + 1, end - at - 2))->text;
            at = next;
            continue;
        }
        if (c == '{' || c == '[')
            names.open(c);
        else if ((c == '}' || c == ']') && !names.close(c))
            return std::nullopt;
        ++at;
    }
    return std::nullopt;
}

std::vector<std::int32_t> membersWithRepeatedNames(const Document& document)
{
    std::vector<std::int32_t> found;
    if (document.format != Format::Json)
        return found;
    std::vector<std::pair<std::string_view, std::int32_t>> names;
    for (std::int32_t object = 0; object < static_cast<std::int32_t>(document.nodes.size()); ++object) {
        const Node& parent = document.nodes[static_cast<std::size_t>(object)];
        if (parent.type != NodeType::Object || parent.childCount < 2)
            continue;
        names.clear();
        for (std::int32_t child = object + 1; child < parent.end; child = document.nodes[static_cast<std::size_t>(child)].end)
            names.emplace_back(document.key(document.nodes[static_cast<std::size_t>(child)]), child);
        std::sort(names.begin(), names.end());
        for (std::size_t i = 0; i < names.size(); ++i) {
            const bool before = i > 0 && names[i - 1].first == names[i].first;
            const bool behind = i + 1 < names.size() && names[i + 1].first == names[i].first;
            if (before || behind)
                found.push_back(names[i].second);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string withLastMembers(std::string_view json)
{
    if (json.size() > longestRewritten)
        return std::string(json);
    auto written = LastMembers(json).run();
    return written ? std::move(*written) : std::string(json);
}

} // namespace hookloupe::decode
