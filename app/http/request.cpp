// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/request.h"

#include "base/text.h"

#include <algorithm>

namespace hookloupe::http {

namespace {

/// Takes one line off the front, with either line end.
std::string_view takeLine(std::string_view& text)
{
    const auto lf = text.find('\n');
    auto line = text.substr(0, lf);
    text.remove_prefix(lf == std::string_view::npos ? text.size() : lf + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

void viewRequestLine(std::string_view line, HeadView& view)
{
    const auto first = line.find(' ');
    view.method = line.substr(0, first);
    if (first == std::string_view::npos)
        return;
    line.remove_prefix(first + 1);
    const auto last = line.rfind(' ');
    if (last != std::string_view::npos && line.substr(last + 1).starts_with("HTTP/")) {
        view.version = line.substr(last + 1);
        line = line.substr(0, last);
    }
    view.target = line;
}

} // namespace

std::optional<std::string_view> headerValue(const Headers& headers, std::string_view name)
{
    for (const auto& header : headers) {
        if (equalsIgnoreCase(header.name, name))
            return header.value;
    }
    return std::nullopt;
}

std::size_t headerCount(const Headers& headers, std::string_view name)
{
    return static_cast<std::size_t>(std::count_if(
        headers.begin(), headers.end(), [&](const Header& header) { return equalsIgnoreCase(header.name, name); }));
}

HeadView viewHead(std::string_view rawHead)
{
    HeadView view;
    viewRequestLine(takeLine(rawHead), view);
    while (!rawHead.empty()) {
        const auto line = takeLine(rawHead);
        if (line.empty())
            break;
        const auto colon = line.find(':');
        const bool continues = line.front() == ' ' || line.front() == '\t';
        if (colon == std::string_view::npos || continues)
            view.headers.push_back({{}, std::string(trimmedOws(line))});
        else
            view.headers.push_back({std::string(line.substr(0, colon)), std::string(trimmedOws(line.substr(colon + 1)))});
    }
    return view;
}

} // namespace hookloupe::http
