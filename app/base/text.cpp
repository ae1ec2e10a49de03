// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstdio>

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

bool mustBeMadeVisible(char32_t c, bool keepLineBreaks)
{
    if (keepLineBreaks && (c == U'\n' || c == U'\t'))
        return false;
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x200e || c == 0x200f
        || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
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

std::string visibleText(std::string_view bytes, bool keepLineBreaks)
{
    std::string out;
    out.reserve(bytes.size());
    char mark[16];
    while (!bytes.empty()) {
        const auto point = firstCodePoint(bytes);
        const unsigned length = point ? point->length : 1;
        if (!point) {
            std::snprintf(mark, sizeof mark, "\\x{%02X}", static_cast<unsigned>(static_cast<unsigned char>(bytes[0])));
            out += mark;
        } else if (mustBeMadeVisible(point->value, keepLineBreaks)) {
            std::snprintf(mark, sizeof mark, "\\u{%04X}", static_cast<unsigned>(point->value));
            out += mark;
        } else {
            out += bytes.substr(0, length);
        }
        bytes.remove_prefix(length);
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
