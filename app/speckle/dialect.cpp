// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/dialect.h"

#include "decode/json_string.h"
#include "speckle/analysis.h"

#include <algorithm>

namespace hookloupe::speckle {

namespace {

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view payloadKey = "\"payload\"";

std::size_t skipSpace(std::string_view content, std::size_t at)
{
    return std::min(content.find_first_not_of(" \t\r\n", at), content.size());
}

bool isAt(std::string_view content, std::size_t at, char c)
{
    return at < content.size() && content[at] == c;
}

} // namespace

std::optional<std::size_t> payloadOffset(std::string_view content)
{
    std::size_t at = skipSpace(content, content.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
    if (!isAt(content, at, '{'))
        return std::nullopt;
    at = skipSpace(content, at + 1);
    if (!content.substr(at).starts_with(payloadKey))
        return std::nullopt;
    at = skipSpace(content, at + payloadKey.size());
    if (!isAt(content, at, ':'))
        return std::nullopt;
    return skipSpace(content, at + 1);
}

std::optional<std::string_view> stringTokenAt(std::string_view content, std::size_t at)
{
    if (!isAt(content, at, '"'))
        return std::nullopt;
    const std::size_t first = at + 1;
    std::size_t end = content.find_first_of("\"\\", first);
    while (end != std::string_view::npos) {
        if (content[end] == '"')
            return content.substr(first, end - first);
        end = content.find_first_of("\"\\", end + 2); // behind whatever is escaped
    }
    return std::nullopt;
}

Dialect dialectOf(std::string_view content)
{
    const auto at = payloadOffset(content);
    if (at && isAt(content, *at, '{'))
        return Dialect::Object;
    if (at && isAt(content, *at, '"'))
        return Dialect::String;
    return Dialect::None;
}

std::optional<std::string> innerString(std::string_view content)
{
    const auto at = payloadOffset(content);
    const auto token = at ? stringTokenAt(content, *at) : std::nullopt;
    auto decoded = token ? decode::unescapeJson(*token) : std::nullopt;
    if (!decoded)
        return std::nullopt;
    return std::move(decoded->text);
}

} // namespace hookloupe::speckle
