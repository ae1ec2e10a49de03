// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_line.h"

#include "base/text.h"

#include <algorithm>

namespace hookloupe::cli {

namespace {

void appendUnit(std::string& out, char32_t unit)
{
    constexpr std::string_view figures = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += figures[unit >> shift & 0xf];
}

void appendPoint(std::string& out, std::string_view bytes, char32_t point)
{
    if (point == '"' || point == '\\') {
        out += '\\';
        out += static_cast<char>(point);
    } else if (!isUnseen(point)) {
        out += bytes;
    } else if (point > 0xffff) {
        appendUnit(out, 0xd800 + ((point - 0x10000) >> 10));
        appendUnit(out, 0xdc00 + ((point - 0x10000) & 0x3ff));
    } else {
        appendUnit(out, point);
    }
}

bool isPlainAscii(char c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

} // namespace

std::string jsonString(std::string_view bytes)
{
    std::string out = "\"";
    out.reserve(bytes.size() + 2);
    while (!bytes.empty()) {
        const auto special = std::find_if_not(bytes.begin(), bytes.end(), isPlainAscii);
        const auto plain = static_cast<std::size_t>(special - bytes.begin());
        out += bytes.substr(0, plain);
        bytes.remove_prefix(plain);
        if (bytes.empty())
            break;
        if (const auto ascii = static_cast<unsigned char>(bytes.front()); ascii < 0x80) { // often a line break
            appendPoint(out, bytes.substr(0, 1), ascii);
            bytes.remove_prefix(1);
            continue;
        }
        const auto point = firstCodePoint(bytes);
        const std::size_t length = point ? point->length : 1;
        if (point)
            appendPoint(out, bytes.substr(0, length), point->value);
        else
            out += "\\" + visibleText(bytes.substr(0, 1));
        bytes.remove_prefix(length);
    }
    return out + '"';
}

JsonLine& JsonLine::addJson(std::string_view key, std::string_view json)
{
    if (m_text.size() > 1)
        m_text += ',';
    m_text += jsonString(key);
    m_text += ':';
    m_text += json;
    return *this;
}

JsonLine& JsonLine::add(std::string_view key, std::string_view value) { return addJson(key, jsonString(value)); }
JsonLine& JsonLine::add(std::string_view key, const QString& value) { return add(key, std::string_view(value.toStdString())); }
JsonLine& JsonLine::add(std::string_view key, std::int64_t value) { return addJson(key, std::to_string(value)); }
JsonLine& JsonLine::addBool(std::string_view key, bool value) { return addJson(key, value ? "true" : "false"); }
JsonLine& JsonLine::add(std::string_view key, const JsonLine& object) { return addJson(key, object.line()); }

JsonLine& JsonLine::addOrNull(std::string_view key, std::string_view value)
{
    return value.empty() ? addJson(key, "null") : add(key, value);
}

JsonLine& JsonLine::addOrNull(std::string_view key, const QString& value)
{
    return addOrNull(key, std::string_view(value.toStdString()));
}

} // namespace hookloupe::cli
