// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/readings.h"
#include "decode/sniff.h"

#include <algorithm>

namespace hookloupe::decode {

namespace {

constexpr std::size_t longestUrl = 64 * 1024;

bool isSchemeCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void splitAuthority(std::string_view authority, UrlParts& parts)
{
    // The last '@' counts: what is before it is never the host, whatever it looks like.
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        parts.userInfo = authority.substr(0, at);
        authority.remove_prefix(at + 1);
    }
    const std::size_t bracket = authority.rfind(']');
    const std::size_t colon = authority.rfind(':');
    const bool hasPort = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    parts.host = authority.substr(0, hasPort ? colon : authority.size());
    if (hasPort)
        parts.port = authority.substr(colon + 1);
}

void splitQuery(std::string_view query, UrlParts& parts)
{
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty())
            continue;
        if (parts.query.size() == mostPairs) {
            parts.queryCut = true;
            return;
        }
        const std::size_t equals = std::min(pair.find('='), pair.size());
        parts.query.emplace_back(percentDecoded(pair.substr(0, equals), true),
                                 percentDecoded(pair.substr(std::min(equals + 1, pair.size())), true));
    }
}

} // namespace

std::optional<UrlParts> urlOf(std::string_view value)
{
    const std::size_t colon = value.substr(0, 32).find("://");
    if (value.size() > longestUrl || colon == std::string_view::npos || colon == 0)
        return std::nullopt;
    const std::string_view scheme = value.substr(0, colon);
    if (!isLetter(scheme[0]) || !std::all_of(scheme.begin(), scheme.end(), isSchemeCharacter)
        || value.find_first_of(" \t\r\n\"<>") != std::string_view::npos)
        return std::nullopt;
    UrlParts parts;
    parts.scheme = scheme;
    for (char& c : parts.scheme)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    std::string_view rest = value.substr(colon + 3);
    const std::size_t fragment = rest.find('#');
    if (fragment != std::string_view::npos) {
        parts.fragment = rest.substr(fragment + 1);
        rest = rest.substr(0, fragment);
    }
    const std::size_t query = rest.find('?');
    if (query != std::string_view::npos) {
        splitQuery(rest.substr(query + 1), parts);
        rest = rest.substr(0, query);
    }
    const std::size_t path = std::min(rest.find('/'), rest.size());
    splitAuthority(rest.substr(0, path), parts);
    parts.path = percentDecoded(rest.substr(path), false);
    return parts;
}

} // namespace hookloupe::decode
