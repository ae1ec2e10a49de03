// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/consent.h"

#include "base/text.h"

#include <algorithm>

namespace hookloupe::replay {

namespace {

std::string placeOf(const client::WebUrl& url)
{
    return url.target.host + ':' + std::to_string(url.target.port);
}

bool contains(const std::vector<std::string>& names, const std::string& wanted)
{
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return equalsIgnoreCase(name, wanted); });
}

} // namespace

std::optional<std::vector<std::string>> HostConsents::leftOut(const client::WebUrl& url, const std::vector<std::string>& telling) const
{
    if (url.isLoopback())
        return std::vector<std::string>();
    const auto known = m_hosts.find(placeOf(url));
    if (known == m_hosts.end())
        return std::nullopt;
    if (known->second.leaveOut && !known->second.named.empty())
        return telling;
    const bool allNamed = std::all_of(telling.begin(), telling.end(),
                                      [&](const std::string& name) { return contains(known->second.named, name); });
    return allNamed ? std::optional(std::vector<std::string>()) : std::nullopt;
}

void HostConsents::remember(const client::WebUrl& url, const std::vector<std::string>& telling, bool leaveOut)
{
    Choice& choice = m_hosts[placeOf(url)];
    choice.leaveOut = leaveOut;
    choice.named.insert(choice.named.end(), telling.begin(), telling.end());
}

std::vector<std::string> newElsewhere(const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    std::vector<std::string> known;
    for (const std::string& one : before) {
        if (const auto url = client::parseUrl(one))
            known.push_back(placeOf(*url));
    }
    std::vector<std::string> found;
    for (const std::string& one : after) {
        const auto url = client::parseUrl(one);
        if (!url || url->isLoopback() || contains(known, placeOf(*url)))
            continue;
        known.push_back(placeOf(*url));
        found.push_back(url->hostField);
    }
    return found;
}

} // namespace hookloupe::replay
