// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_line.h"

#include "base/text.h"

#include <cstdio>

namespace hookloupe::cli {

namespace {

void appendEscaped(std::string& out, std::string_view bytes, const CodePoint& point)
{
    const bool plain = visibleText(bytes.substr(0, point.length)) == bytes.substr(0, point.length);
    if (point.value == '"' || point.value == '\\') {
        out += '\\';
        out += static_cast<char>(point.value);
    } else if (plain) {
        out += bytes.substr(0, point.length);
    } else {
        char escape[8]; // what visibleText() marks is below U+10000
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(point.value & 0xffff));
        out += escape;
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
    while (!bytes.empty()) {
        if (isPlainAscii(bytes.front())) {
            out += bytes.front();
            bytes.remove_prefix(1);
            continue;
        }
        const auto point = firstCodePoint(bytes);
        if (point)
            appendEscaped(out, bytes, *point);
        else
            out += "\\" + visibleText(bytes.substr(0, 1));
        bytes.remove_prefix(point ? point->length : 1);
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
