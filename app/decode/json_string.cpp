// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/json_string.h"

#include "base/text.h"

namespace hookloupe::decode {

namespace {

/// The four hex digits at `at`; nothing if they are not there.
std::optional<char32_t> hexUnit(std::string_view text, std::size_t at)
{
    if (text.size() < at + 4)
        return std::nullopt;
    const auto bytes = fromHex(text.substr(at, 4));
    if (!bytes)
        return std::nullopt;
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>((*bytes)[i]));
    };
    return byte(0) << 8 | byte(1);
}

std::optional<char> shortEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    }
    return std::nullopt;
}

bool isHighSurrogate(char32_t unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}
bool isLowSurrogate(char32_t unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

} // namespace

std::optional<UnescapedString> unescapeJson(std::string_view inner)
{
    UnescapedString out;
    out.text.reserve(inner.size());
    std::size_t at = 0;
    while (at < inner.size()) {
        const std::size_t escape = inner.find('\\', at);
        out.text += inner.substr(at, escape == std::string_view::npos ? escape : escape - at);
        if (escape == std::string_view::npos)
            break;
        if (escape + 1 >= inner.size())
            return std::nullopt;
        if (const auto plain = shortEscape(inner[escape + 1])) {
            out.text += *plain;
            at = escape + 2;
            continue;
        }
        const auto unit = inner[escape + 1] == 'u' ? hexUnit(inner, escape + 2) : std::nullopt;
        if (!unit)
            return std::nullopt;
        at = escape + 6;
        char32_t point = *unit;
        if (isHighSurrogate(point) && inner.substr(at, 2) == "\\u") {
            const auto low = hexUnit(inner, at + 2);
            if (low && isLowSurrogate(*low)) {
                point = 0x10000 + ((point - 0xd800) << 10) + (*low - 0xdc00);
                at += 6;
            }
        }
        if ((isHighSurrogate(point) || isLowSurrogate(point)) && !out.loneSurrogate)
            out.loneSurrogate = escape;
        appendUtf8(out.text, point);
    }
    return out;
}

} // namespace hookloupe::decode
