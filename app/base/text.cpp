// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <algorithm>
#include <array>

namespace hookloupe {

namespace {

constexpr std::string_view base64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> base64Values()
{
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < base64Alphabet.size(); ++i)
        values[static_cast<unsigned char>(base64Alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}

struct Range {
    char32_t first;
    char32_t last;
};

/// Most are Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt.
constexpr std::array unseen{
    Range{0x0000, 0x001f},   Range{0x007f, 0x009f}, // controls
    Range{0x00ad, 0x00ad},                          // soft hyphen
    Range{0x034f, 0x034f},                          // combining grapheme joiner
    Range{0x061c, 0x061c},                          // Arabic letter mark
    Range{0x115f, 0x1160},   Range{0x17b4, 0x17b5}, // fillers, vowels that are never drawn
    Range{0x180e, 0x180e},                          // Mongolian vowel separator
    Range{0x200b, 0x200b},                          // zero width space
    Range{0x200e, 0x200f},                          // left-to-right and right-to-left mark
    Range{0x2028, 0x202e},                          // line and paragraph separator, embeddings, overrides
    Range{0x2060, 0x206f},                          // word joiner, invisible operators, isolates
    Range{0x3164, 0x3164},   Range{0xffa0, 0xffa0}, // Hangul fillers
    Range{0xfeff, 0xfeff},                          // byte order mark
    Range{0xfff0, 0xfffb},                          // interlinear annotation
    Range{0x1bca0, 0x1bca3}, Range{0x1d173, 0x1d17a},
    Range{0xe0000, 0xe0fff},                        // tags, further variation selectors
};

/// Zero width joiner and non-joiner, variation selectors: seen by what they make of the character before them.
constexpr std::array shaping{Range{0x180b, 0x180d}, Range{0x180f, 0x180f}, Range{0x200c, 0x200d}, Range{0xfe00, 0xfe0f}};

template <std::size_t Count>
bool isIn(const std::array<Range, Count>& ranges, char32_t point)
{
    return std::any_of(ranges.begin(), ranges.end(), [point](const Range& range) { return point >= range.first && point <= range.last; });
}

bool isPlainAscii(char c)
{
    return c >= 0x20 && c < 0x7f;
}

void appendHex(std::string& out, unsigned value, int digits)
{
    constexpr std::string_view figures = "0123456789ABCDEF";
    for (int i = digits - 1; i >= 0; --i)
        out += figures[value >> (4 * i) & 0xf];
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

} // namespace

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::string toHex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += digits[value >> 4];
        out += digits[value & 15];
    }
    return out;
}

std::optional<std::string> fromHex(std::string_view hex)
{
    if (hex.size() % 2 != 0)
        return std::nullopt;
    std::string out;
    out.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hexValue(hex[i]);
        const int low = hexValue(hex[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

std::string toBase64(std::string_view bytes)
{
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        out += base64Alphabet[group >> 18 & 63];
        out += base64Alphabet[group >> 12 & 63];
        out += count > 1 ? base64Alphabet[group >> 6 & 63] : '=';
        out += count > 2 ? base64Alphabet[group & 63] : '=';
    }
    return out;
}

std::optional<std::string> fromBase64(std::string_view text)
{
    static constexpr auto values = base64Values();
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::string out;
    out.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const bool last = i + 4 == text.size();
        const int padding = last ? (text[i + 3] == '=') + (text[i + 3] == '=' && text[i + 2] == '=') : 0;
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const bool padded = k >= 4u - static_cast<unsigned>(padding);
            const int value = padded ? 0 : values[static_cast<unsigned char>(text[i + k])];
            if (value < 0)
                return std::nullopt;
            group = group << 6 | static_cast<std::uint32_t>(value);
        }
        out += static_cast<char>(group >> 16 & 255);
        if (padding < 2)
            out += static_cast<char>(group >> 8 & 255);
        if (padding < 1)
            out += static_cast<char>(group & 255);
    }
    return out;
}

std::optional<CodePoint> firstCodePoint(std::string_view bytes)
{
    if (bytes.empty())
        return std::nullopt;
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (first < 0x80)
        return CodePoint{first, 1};
    const unsigned length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    if (length == 0 || first > 0xf4 || bytes.size() < length)
        return std::nullopt;
    char32_t value = first & (0x7fu >> length);
    for (unsigned i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(bytes[i]);
        if ((next & 0xc0) != 0x80)
            return std::nullopt;
        value = value << 6 | (next & 0x3fu);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    if (overlong || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return std::nullopt;
    return CodePoint{value, length};
}

bool isUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto point = firstCodePoint(bytes);
        if (!point)
            return false;
        bytes.remove_prefix(point->length);
    }
    return true;
}

void appendUtf8(std::string& out, char32_t value)
{
    if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        value = 0xfffd;
    if (value < 0x80) {
        out += static_cast<char>(value);
        return;
    }
    const int rest = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;
    constexpr std::array<unsigned, 4> marks{0, 0xc0, 0xe0, 0xf0};
    out += static_cast<char>(marks[static_cast<std::size_t>(rest)] | value >> (6 * rest));
    for (int i = rest - 1; i >= 0; --i)
        out += static_cast<char>(0x80u | (value >> (6 * i) & 0x3fu));
}

std::string validUtf8(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const auto point = firstCodePoint(bytes);
        const std::size_t length = point ? point->length : 1;
        if (point)
            out += bytes.substr(0, length);
        else
            appendUtf8(out, U'\ufffd');
        bytes.remove_prefix(length);
    }
    return out;
}

bool isUnseen(char32_t point)
{
    return isIn(unseen, point);
}

bool shapesNothing(char32_t before, char32_t point)
{
    if (point < 0x180b || !isIn(shaping, point))
        return false;
    const bool selector = point >= 0xfe00;
    const bool emoji = before == '#' || before == '*' || (before >= '0' && before <= '9');
    if (before < 0x80)
        return !(selector && emoji);
    // An emoji's own selector stands in front of a joiner: ❤ U+FE0F U+200D 🔥.
    return isUnseen(before) || (isIn(shaping, before) && (selector || before < 0xfe00));
}

std::string visibleText(std::string_view bytes, bool keepLineBreaks)
{
    std::string out;
    out.reserve(bytes.size());
    std::size_t at = 0;
    char32_t before = 0;
    while (at < bytes.size()) {
        const std::size_t plain = at;
        while (at < bytes.size() && (isPlainAscii(bytes[at]) || (keepLineBreaks && (bytes[at] == '\n' || bytes[at] == '\t'))))
            ++at;
        out += bytes.substr(plain, at - plain);
        if (at == bytes.size())
            break;
        if (at > plain)
            before = static_cast<unsigned char>(bytes[at - 1]);
        const auto point = firstCodePoint(bytes.substr(at));
        if (!point) {
            out += "\\x{";
            appendHex(out, static_cast<unsigned char>(bytes[at]), 2);
            out += '}';
        } else if (isUnseen(point->value) || shapesNothing(before, point->value)) {
            out += "\\u{";
            appendHex(out, static_cast<unsigned>(point->value), point->value > 0xffff ? 5 : 4);
            out += '}';
        } else {
            out += bytes.substr(at, point->length);
        }
        before = point ? point->value : 0;
        at += point ? point->length : 1;
    }
    return out;
}

bool equalsIgnoreCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmedOws(std::string_view text)
{
    const auto isOws = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isOws(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isOws(text.back()))
        text.remove_suffix(1);
    return text;
}

} // namespace hookloupe
