// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/request_path.h"

#include "base/text.h"

#include <array>
#include <optional>

namespace hookloupe {

namespace {

constexpr std::string_view hexDigits = "0123456789ABCDEF";

/// RFC 3986 section 3.3: what may stand for itself in a segment.
constexpr std::array<bool, 256> segmentTable()
{
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c)
        table[c] = table[c - 32] = true;
    for (const char c : std::string_view("-._~!$&'()*+,;=:@"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}
constexpr auto segmentCharacters = segmentTable();

bool standsForItself(char c)
{
    return segmentCharacters[static_cast<unsigned char>(c)];
}

/// The byte that an escape at the front of `text` stands for; nothing if there is none.
std::optional<char> escapedAt(std::string_view text)
{
    if (text.size() < 3 || text[0] != '%')
        return std::nullopt;
    const int high = hexValue(text[1]);
    const int low = hexValue(text[2]);
    if (high < 0 || low < 0)
        return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

void appendEscape(std::string& out, char c)
{
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hexDigits[byte / 16];
    out += hexDigits[byte % 16];
}

void appendSegment(std::string& out, std::string_view segment)
{
    while (!segment.empty()) {
        const auto escaped = escapedAt(segment);
        const char c = escaped.value_or(segment.front());
        if (standsForItself(c))
            out += c;
        else
            appendEscape(out, c); // a percent sign that begins no escape too: it must not begin one by what is decoded behind it
        segment.remove_prefix(escaped ? 3 : 1);
    }
}

struct Loose {
    char c = 0;
    std::size_t size = 1; ///< of what it was written as
    bool escaped = false;
};

/// The character at the front as the loosest read it: escapes of escapes too ("%252F"), and IIS's "%u002F".
Loose looselyAt(std::string_view text)
{
    if (text.front() != '%')
        return {text.front()};
    std::size_t skipped = 0;
    while (text.substr(skipped + 1, 2) == "25" && escapedAt(std::string("%").append(text.substr(skipped + 3, 2))))
        skipped += 2;
    if (const auto c = escapedAt(std::string("%").append(text.substr(skipped + 1, 2))))
        return {*c, skipped + 3, true};
    const auto low = text.size() >= 6 && (text.substr(1, 3) == "u00" || text.substr(1, 3) == "U00")
        ? escapedAt(std::string("%").append(text.substr(4, 2))) : std::nullopt;
    return low ? Loose{*low, 6, true} : Loose{'%'};
}

/// Windows cuts dots and spaces off the end of a name.
void cutDots(std::string& path, std::size_t segment)
{
    const auto last = path.find_last_not_of(". ");
    if (last != std::string::npos && last >= segment)
        path.resize(last + 1);
}

std::string readLoosely(std::string_view path)
{
    std::string out;
    out.reserve(path.size());
    std::size_t segment = 0;
    while (!path.empty()) {
        const Loose one = looselyAt(path);
        path.remove_prefix(one.size);
        if (one.escaped && one.c == '\0') // where it ends to who reads C strings
            break;
        if (one.c == '/' || one.c == '\\') {
            cutDots(out, segment);
            out += '/';
            segment = out.size();
        } else if (!one.escaped || one.c == '.' || one.c == ' ' || one.c == ';') {
            out += one.c;
        } else {
            appendEscape(out, one.c);
        }
    }
    cutDots(out, segment);
    return out;
}

void mergeSlashes(std::string& path)
{
    std::size_t kept = 0;
    for (const char c : path) {
        if (c != '/' || kept == 0 || path[kept - 1] != '/')
            path[kept++] = c;
    }
    path.resize(kept);
}

} // namespace

std::string_view pathOfTarget(std::string_view target)
{
    if (!target.starts_with('/')) {
        const auto scheme = target.find("://");
        if (scheme == std::string_view::npos)
            return target;
        const auto slash = target.find_first_of("/?#", scheme + 3);
        if (slash == std::string_view::npos || target[slash] != '/')
            return "/";
        target.remove_prefix(slash);
    }
    return target.substr(0, target.find_first_of("?#"));
}

bool isNormalPath(std::string_view path)
{
    char before = 0;
    for (const char c : path) {
        if (c == '/' ? before == '/' || before == '.' : !standsForItself(c) || c == ';' || (c == '.' && before == '/'))
            return false;
        before = c;
    }
    return before != '.';
}

std::string normalPath(std::string_view path, PathReading reading)
{
    if (!path.starts_with('/'))
        return std::string(path);
    std::string loose;
    if (reading.loosely)
        path = loose = readLoosely(path);
    std::string out;
    out.reserve(path.size());
    for (bool last = false; !last;) {
        path.remove_prefix(1); // the slash before the segment
        const auto slash = path.find('/');
        last = slash == std::string_view::npos;
        auto segment = path.substr(0, slash);
        path.remove_prefix(segment.size());
        if (!reading.parameters)
            segment = segment.substr(0, segment.find(';'));
        const auto before = out.size();
        out += '/';
        appendSegment(out, segment);
        const auto added = std::string_view(out).substr(before + 1);
        const bool up = added == "..";
        const bool dropped = up || added == "." || (added.empty() && !reading.emptySegments);
        if (!dropped)
            continue;
        out.resize(before);
        if (up && !out.empty())
            out.resize(out.rfind('/'));
        if (last)
            out += '/';
    }
    mergeSlashes(out);
    return out;
}

} // namespace hookloupe
