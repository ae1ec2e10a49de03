// SPDX-License-Identifier: GPL-3.0-or-later
#include "signing/head_lines.h"

#include "base/text.h"

#include <algorithm>

namespace hookloupe::signing {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view lineEnd(std::string_view line)
{
    if (line.ends_with("\r\n"))
        return "\r\n";
    return line.ends_with('\n') ? "\n" : "";
}

} // namespace

HeadLines::HeadLines(std::string_view head)
{
    while (!head.empty()) {
        const std::size_t length = std::min(head.find('\n'), head.size() - 1) + 1;
        const std::string_view line = head.substr(0, length);
        if (line == "\r\n" || line == "\n") {
            m_ending = head; // what follows the empty line, if anything, stays too
            return;
        }
        if (m_lines.size() > 1 && (line.front() == ' ' || line.front() == '\t'))
            m_lines.back().append(line);
        else
            m_lines.emplace_back(line);
        head.remove_prefix(length);
    }
}

bool HeadLines::isField(const std::string& line, std::string_view name) const
{
    return &line != m_lines.data() && line.size() > name.size() && line[name.size()] == ':'
        && equalsIgnoreCase(std::string_view(line).substr(0, name.size()), name);
}

std::optional<std::string_view> HeadLines::value(std::string_view name) const
{
    for (const std::string& line : m_lines) {
        if (!isField(line, name))
            continue;
        std::string_view value = std::string_view(line).substr(name.size() + 1);
        value.remove_suffix(lineEnd(line).size());
        return trimmedOws(value);
    }
    return std::nullopt;
}

void HeadLines::setValue(std::string& line, std::string_view value)
{
    std::size_t begin = line.find(':') + 1;
    while (begin < line.size() && (line[begin] == ' ' || line[begin] == '\t'))
        ++begin;
    std::size_t end = line.size();
    while (end > begin && isBlank(line[end - 1]))
        --end;
    line.replace(begin, end - begin, value);
}

void HeadLines::setOnly(std::string_view name, std::string_view value)
{
    bool found = false;
    for (auto line = m_lines.begin(); line != m_lines.end();) {
        if (!isField(*line, name)) {
            ++line;
        } else if (found) {
            line = m_lines.erase(line);
        } else {
            setValue(*line++, value);
            found = true;
        }
    }
    if (found)
        return;
    const std::string end(m_lines.empty() || lineEnd(m_lines.front()).empty() ? "\r\n" : lineEnd(m_lines.front()));
    if (!m_lines.empty() && lineEnd(m_lines.back()).empty())
        m_lines.back() += end;
    m_lines.push_back(std::string(name).append(": ").append(value).append(end));
}

void HeadLines::setEach(std::string_view name, std::string_view value)
{
    for (std::string& line : m_lines) {
        if (isField(line, name))
            setValue(line, value);
    }
}

void HeadLines::remove(std::string_view name)
{
    std::vector<std::string> kept;
    for (const std::string& line : m_lines) {
        if (!isField(line, name))
            kept.push_back(line);
    }
    m_lines = std::move(kept);
}

std::string HeadLines::text() const
{
    std::string text;
    for (const std::string& line : m_lines)
        text += line;
    return text + m_ending;
}

} // namespace hookloupe::signing
