// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/reserialise.h"

#include "base/text.h"
#include "decode/json_string.h"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace hookloupe::verify {

namespace {

constexpr std::size_t deepest = 1'024;
constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

/// What stands between the quotes of the string that starts at `at`, if it ends.
std::optional<std::string_view> stringAt(std::string_view json, std::size_t at)
{
    std::size_t end = at + 1;
    while ((end = json.find_first_of("\"\\", end)) != std::string_view::npos) {
        if (json[end] == '"')
            return json.substr(at + 1, end - at - 1);
        end += 2;
    }
    return std::nullopt;
}

void appendUnit(std::string& out, char32_t unit)
{
    char text[8];
    std::snprintf(text, sizeof text, "\\u%04x", static_cast<unsigned>(unit & 0xffff));
    out += text;
}

void appendEscaped(std::string& out, char32_t point)
{
    switch (point) {
    case U'"': out += "\\\""; return;
    case U'\\': out += "\\\\"; return;
    case U'\b': out += "\\b"; return;
    case U'\f': out += "\\f"; return;
    case U'\n': out += "\\n"; return;
    case U'\r': out += "\\r"; return;
    case U'\t': out += "\\t"; return;
    default: break;
    }
    if (point > 0xffff) {
        appendUnit(out, 0xd800 + ((point - 0x10000) >> 10));
        appendUnit(out, 0xdc00 + ((point - 0x10000) & 0x3ff));
    } else {
        appendUnit(out, point);
    }
}

class Writer {
public:
    Writer(std::string_view json, JsonStyle style) : m_json(json), m_style(style)
    {
        m_out.reserve(json.size());
    }

    std::optional<std::string> run()
    {
        while ((m_at = m_json.find_first_not_of(" \t\r\n", m_at)) != std::string_view::npos) {
            if (!step(m_json[m_at]))
                return std::nullopt;
        }
        if (m_expect != Expect::Nothing)
            return std::nullopt;
        return std::move(m_out);
    }

private:
    enum class Expect { Value, ValueOrEnd, Key, KeyOrEnd, Colon, CommaOrEnd, Nothing };

    struct Member {
        std::string key;
        std::size_t begin = 0; ///< into m_out
        std::size_t end = 0;
    };
    struct Level {
        char closing = '}';
        std::vector<Member> members; ///< of an object that is to be sorted
    };

    bool step(char c)
    {
        switch (m_expect) {
        case Expect::Value: return value(c);
        case Expect::ValueOrEnd: return c == ']' ? close(c) : value(c);
        case Expect::Key: return key(c);
        case Expect::KeyOrEnd: return c == '}' ? close(c) : key(c);
        case Expect::Colon: return colon(c);
        case Expect::CommaOrEnd: return c == ',' ? comma() : close(c);
        case Expect::Nothing: return false;
        }
        return false;
    }

    bool value(char c)
    {
        if (c == '{' || c == '[') {
            if (m_levels.size() == deepest)
                return false;
            m_levels.push_back({c == '{' ? '}' : ']', {}});
            m_expect = c == '{' ? Expect::KeyOrEnd : Expect::ValueOrEnd;
            m_out += c;
            ++m_at;
            return true;
        }
        if (!(c == '"' ? string() : scalar()))
            return false;
        endValue();
        return true;
    }

    bool scalar()
    {
        const std::size_t end = std::min(m_json.find_first_of(" \t\r\n,:[]{}\"", m_at), m_json.size());
        if (end == m_at)
            return false;
        m_out += m_json.substr(m_at, end - m_at);
        m_at = end;
        return true;
    }

    bool string(std::string* decodedKey = nullptr)
    {
        const auto inner = stringAt(m_json, m_at);
        if (!inner)
            return false;
        const auto decoded = decode::unescapeJson(*inner);
        if (!decoded)
            return false;
        m_at += inner->size() + 2;
        m_out += '"';
        if (decoded->loneSurrogate)
            m_out += *inner;
        else if (!appendText(decoded->text))
            return false;
        m_out += '"';
        if (decodedKey != nullptr)
            *decodedKey = decoded->text;
        return true;
    }

    bool appendText(std::string_view text)
    {
        while (!text.empty()) {
            const auto byte = static_cast<unsigned char>(text.front());
            const bool beyondAscii = byte >= 0x7f && m_style.asciiOnly;
            const auto point = beyondAscii ? firstCodePoint(text) : CodePoint{byte, 1};
            if (!point)
                return false;
            if (beyondAscii || byte < 0x20 || byte == '"' || byte == '\\')
                appendEscaped(m_out, point->value);
            else
                m_out += text.front();
            text.remove_prefix(point->length);
        }
        return true;
    }

    bool key(char c)
    {
        Member member;
        member.begin = m_out.size();
        if (c != '"' || !string(&member.key))
            return false;
        if (m_style.sortedKeys)
            m_levels.back().members.push_back(std::move(member));
        m_expect = Expect::Colon;
        return true;
    }

    bool colon(char c)
    {
        m_out += m_style.spaced ? ": " : ":";
        m_expect = Expect::Value;
        ++m_at;
        return c == ':';
    }

    bool comma()
    {
        m_out += m_style.spaced ? ", " : ",";
        m_expect = m_levels.back().closing == '}' ? Expect::Key : Expect::Value;
        ++m_at;
        return true;
    }

    bool close(char c)
    {
        if (m_levels.back().closing != c || !sortMembers(m_levels.back().members))
            return false;
        m_out += c;
        ++m_at;
        m_levels.pop_back();
        endValue();
        return true;
    }

    void endValue()
    {
        if (!m_levels.empty() && !m_levels.back().members.empty())
            m_levels.back().members.back().end = m_out.size();
        m_expect = m_levels.empty() ? Expect::Nothing : Expect::CommaOrEnd;
    }

    bool sortMembers(std::vector<Member>& members)
    {
        if (std::ranges::is_sorted(members, {}, &Member::key))
            return true;
        const std::size_t begin = members.front().begin;
        // Unsorted objects inside each other are copied once per level.
        m_moved += m_out.size() - begin;
        if (m_moved > 32 * m_json.size() + 4'096)
            return false;
        std::ranges::stable_sort(members, {}, &Member::key);
        std::string sorted;
        sorted.reserve(m_out.size() - begin);
        for (const Member& member : members) {
            if (!sorted.empty())
                sorted += m_style.spaced ? ", " : ",";
            sorted.append(m_out, member.begin, member.end - member.begin);
        }
        m_out.replace(begin, std::string::npos, sorted);
        return true;
    }

    std::string_view m_json;
    JsonStyle m_style;
    std::size_t m_at = 0;
    std::string m_out;
    std::vector<Level> m_levels;
    Expect m_expect = Expect::Value;
    std::size_t m_moved = 0;
};

} // namespace

std::optional<std::string> reserialise(std::string_view json, JsonStyle style)
{
    if (json.starts_with(byteOrderMark))
        json.remove_prefix(byteOrderMark.size());
    return Writer(json, style).run();
}

std::string_view bracketedToken(std::string_view json, std::size_t at)
{
    std::size_t depth = 0;
    for (std::size_t i = at; i < json.size(); ++i) {
        i = json.find_first_of("\"{}[]", i);
        if (i == std::string_view::npos)
            break;
        if (json[i] == '"') {
            const auto inner = stringAt(json, i);
            if (!inner)
                break;
            i += inner->size() + 1;
        } else if (json[i] == '{' || json[i] == '[') {
            ++depth;
        } else if (depth == 0) {
            break;
        } else if (--depth == 0) {
            return json.substr(at, i + 1 - at);
        }
    }
    return {};
}

} // namespace hookloupe::verify
