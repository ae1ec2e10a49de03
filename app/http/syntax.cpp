// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/syntax.h"

#include <algorithm>
#include <array>

namespace hookloupe::http {

namespace {

constexpr std::array<bool, 256> tokenTable()
{
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c)
        table[c] = table[c - 32] = true;
    for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}

constexpr auto tokenCharacters = tokenTable();

bool isTokenCharacter(char c)
{
    return tokenCharacters[static_cast<unsigned char>(c)];
}

} // namespace

std::size_t tokenLength(std::string_view text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isTokenCharacter);
    return static_cast<std::size_t>(end - text.begin());
}

bool isToken(std::string_view text)
{
    return !text.empty() && tokenLength(text) == text.size();
}

bool isFieldContent(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
    });
}

bool isVisibleAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace hookloupe::http
