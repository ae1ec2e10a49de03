// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/endpoint.h"

#include "base/text.h"
#include "capture/request_path.h"

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

enum class Letters { AsTheyAre, AnyCase };

bool contains(std::string_view parent, std::string_view path, Letters letters)
{
    if (path.size() < parent.size() || (path.size() > parent.size() && path[parent.size()] != '/'))
        return false;
    const auto front = path.substr(0, parent.size());
    return letters == Letters::AnyCase ? equalsIgnoreCase(front, parent) : front == parent;
}

/// The endpoint with the longest path that takes `path`.
const ArmedEndpoint* longestFor(const std::vector<ArmedEndpoint>& endpoints, std::string_view path, Letters letters)
{
    const ArmedEndpoint* longest = nullptr;
    for (const auto& candidate : endpoints) {
        const auto& own = candidate.endpoint.path;
        const bool better = !longest || own.size() > longest->endpoint.path.size();
        if (better && (own.empty() || contains(own, path, letters)))
            longest = &candidate;
    }
    return longest;
}

bool isGuarded(const ArmedEndpoint* endpoint)
{
    return endpoint && (!endpoint->secrets.empty() || endpoint->unreadable);
}

/// Of what two readings of a path lead to: the guarded one, else the longer.
const ArmedEndpoint* stricter(const ArmedEndpoint* one, const ArmedEndpoint* other)
{
    if (!one || !other)
        return one ? one : other;
    if (isGuarded(one) != isGuarded(other))
        return isGuarded(one) ? one : other;
    return other->endpoint.path.size() > one->endpoint.path.size() ? other : one;
}

const ArmedEndpoint* strictestFor(const std::vector<ArmedEndpoint>& endpoints, std::string_view path, bool loosely, Letters letters)
{
    const ArmedEndpoint* found = nullptr;
    for (const PathReading reading : {PathReading{true, false}, {true, true}, {false, false}, {false, true}})
        found = stricter(found, longestFor(endpoints, normalPath(path, {reading.parameters, reading.emptySegments, loosely}), letters));
    return found;
}

} // namespace

bool expects(const Endpoint& endpoint, std::string_view wireName)
{
    const auto& triggers = endpoint.triggers;
    return triggers.empty() || std::find(triggers.begin(), triggers.end(), wireName) != triggers.end();
}

const ArmedEndpoint* endpointFor(const std::vector<ArmedEndpoint>& endpoints, std::string_view target)
{
    const auto path = pathOfTarget(target);
    const bool normal = isNormalPath(path);
    const ArmedEndpoint* const found = normal ? longestFor(endpoints, path, Letters::AsTheyAre)
                                              : strictestFor(endpoints, path, false, Letters::AsTheyAre);
    if (isGuarded(found))
        return found;
    const ArmedEndpoint* const loosely = normal ? longestFor(endpoints, path, Letters::AnyCase)
                                                : strictestFor(endpoints, path, true, Letters::AnyCase);
    const bool toldApartByCase = found && loosely && equalsIgnoreCase(found->endpoint.path, loosely->endpoint.path);
    return isGuarded(loosely) && !toldApartByCase ? loosely : found;
}

std::string normalisedPath(std::string_view path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    if (path.empty() || path == "/" || path.size() > maxPathBytes)
        return {};
    if (!std::all_of(path.begin(), path.end(), isPathCharacter))
        return {};
    std::string normal = normalPath(path.starts_with('/') ? std::string(path) : "/" + std::string(path));
    if (normal.ends_with('/'))
        normal.pop_back();
    return normal;
}

} // namespace hookloupe
