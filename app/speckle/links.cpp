// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/links.h"

#include <algorithm>

namespace hookloupe::speckle {

namespace {

constexpr std::size_t longestUrl = 500;
constexpr std::size_t longestId = 64;

bool isIdCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

bool isId(std::string_view text)
{
    return !text.empty() && text.size() <= longestId && std::all_of(text.begin(), text.end(), isIdCharacter);
}

/// The server's address without a trailing slash; empty if it is anything but scheme, host, port and path.
std::string baseOf(std::string_view url)
{
    const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
    if (scheme == 0 || url.size() > longestUrl)
        return {};
    const bool plain = std::all_of(url.begin() + static_cast<std::ptrdiff_t>(scheme), url.end(), [](char c) {
        return isIdCharacter(c) || std::string_view(".:/~%[]").find(c) != std::string_view::npos;
    });
    while (url.ends_with('/'))
        url.remove_suffix(1);
    if (!plain || url.size() <= scheme || url[scheme] == '/' || url[scheme] == ':')
        return {};
    return std::string(url);
}

} // namespace

std::vector<Link> linksOf(const EventFacts& facts)
{
    std::vector<Link> links;
    const std::string base = baseOf(facts.serverUrl);
    if (base.empty())
        return links;
    links.push_back({LinkKind::Server, base, base});
    if (!isId(facts.streamId) || facts.wireName == "stream_delete")
        return links;
    const std::string project = base + "/projects/" + facts.streamId;
    links.push_back({LinkKind::Project, facts.streamId, project});
    const std::string models = project + "/models/";
    if (isId(facts.modelId) && facts.wireName != "branch_delete") {
        links.push_back({LinkKind::Model, facts.modelId, models + facts.modelId});
        if (isId(facts.versionId) && facts.wireName != "commit_delete")
            links.push_back(
                {LinkKind::Version, facts.versionId, models + facts.modelId + "@" + facts.versionId});
    }
    // A thread opens in the viewer of what it is about; an event that does not name that gives no link.
    if (facts.wireName == "comment_created" && isId(facts.commentId) && isId(facts.modelId))
        links.push_back(
            {LinkKind::Comment, facts.commentId, links.back().url + "#threadId=" + facts.commentId});
    if (isId(facts.objectId))
        links.push_back({LinkKind::Object, facts.objectId, models + facts.objectId});
    return links;
}

} // namespace hookloupe::speckle
