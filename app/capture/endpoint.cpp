// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/endpoint.h"

#include <algorithm>

namespace hookloupe {

namespace {

constexpr std::size_t maxPathBytes = 1024;

bool isPathCharacter(char c)
{
    constexpr std::string_view others = "-._~!$&'()*+,;=:@%/"; // RFC 3986 section 3.3, and the escape
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || others.find(c) != std::string_view::npos;
}

bool contains(std::string_view parent, std::string_view path)
{
    return path.starts_with(parent) && (path.size() == parent.size() || path[parent.size()] == '/');
}

} // namespace

bool expects(const Endpoint& endpoint, std::string_view wireName)
{
    const auto& triggers = endpoint.triggers;
    return triggers.empty() || std::find(triggers.begin(), triggers.end(), wireName) != triggers.end();
}

std::string_view pathOfTarget(std::string_view target)
{
    if (!target.starts_with('/')) {
        const auto scheme = target.find("://");
        if (scheme == std::string_view::npos)
            return target;
        const auto slash = target.find_first_of("/?#", scheme + 3);
        if (slash == std::string_view::npos || target[slash] != '/')
            return "/";
        target.remove_prefix(slash);
    }
    return target.substr(0, target.find_first_of("?#"));
}

const ArmedEndpoint* endpointFor(const std::vector<ArmedEndpoint>& endpoints, std::string_view target)
{
    const auto path = pathOfTarget(target);
    const ArmedEndpoint* best = nullptr;
    for (const auto& candidate : endpoints) {
        const auto& own = candidate.endpoint.path;
        const bool better = !best || own.size() > best->endpoint.path.size();
        if (better && (own.empty() || contains(own, path)))
            best = &candidate;
    }
    return best;
}

std::string normalisedPath(std::string_view path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    if (path.empty() || path == "/" || path.size() > maxPathBytes)
        return {};
    if (!std::all_of(path.begin(), path.end(), isPathCharacter))
        return {};
    return path.starts_with('/') ? std::string(path) : "/" + std::string(path);
}

} // namespace hookloupe
