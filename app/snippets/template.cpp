// SPDX-License-Identifier: GPL-3.0-or-later
#include "snippets/template.h"

#include "base/text.h"

#include <algorithm>
#include <cassert>

namespace hookloupe::snippets {

namespace {

constexpr std::size_t lineLength = 64;

bool isFieldName(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

} // namespace

std::string fill(std::string_view text, const Fields& fields)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t begin = std::min(text.find('@'), text.size());
        out.append(text.substr(0, begin));
        text.remove_prefix(begin);
        const std::size_t end = text.find('@', 1);
        if (end == std::string_view::npos || !isFieldName(text.substr(1, end - 1))) {
            out.append(text.substr(0, 1));
            text.remove_prefix(std::min<std::size_t>(1, text.size()));
            continue;
        }
        const auto field = std::ranges::find(fields, text.substr(1, end - 1), &Fields::value_type::first);
        assert(field != fields.end());
        out.append(field != fields.end() ? std::string_view(field->second) : text.substr(0, end + 1));
        text.remove_prefix(end + 1);
    }
    return out;
}

std::string quoted(std::string_view bytes, std::string_view escape)
{
    std::string out = "\"";
    for (const char c : bytes) {
        // What any of the languages reads as a sign of its own, inside any kind of literal, is no character to keep.
        const bool plain = c >= 0x20 && c < 0x7f && std::string_view("\"\\$`'{}").find(c) == std::string_view::npos;
        if (plain)
            out += c;
        else
            out.append(escape).append(toHex(std::string_view(&c, 1)));
    }
    return out + '"';
}

std::string quotedList(const std::vector<std::string>& values, std::string_view escape)
{
    std::string out;
    for (const std::string& value : values)
        out.append(out.empty() ? "" : ", ").append(quoted(value, escape));
    return out;
}

std::string base64Lines(std::string_view bytes)
{
    const std::string text = toBase64(bytes);
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += lineLength)
        out.append(text, at, lineLength).append("\n");
    return out;
}

std::string secondsLiteral(UtcTime time)
{
    const auto micros = time.time_since_epoch().count();
    const std::string fraction = std::to_string(1'000'000 + (micros % 1'000'000 + 1'000'000) % 1'000'000).substr(1);
    return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count()) + "." + fraction;
}

} // namespace hookloupe::snippets
