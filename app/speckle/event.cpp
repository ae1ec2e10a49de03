// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/event.h"

#include <algorithm>
#include <array>

namespace hookloupe::speckle {

namespace {

constexpr EventType offered(std::string_view ui, std::string_view wire)
{
    return {ui, wire, true, true, false};
}
/// Can be chosen, never arrives (since 2.25.8).
constexpr EventType silent(std::string_view ui, std::string_view wire)
{
    return {ui, wire, true, false, false};
}
/// Only an API client can subscribe to it.
constexpr EventType hidden(std::string_view name)
{
    return {name, name, false, true, false};
}
constexpr EventType documented(std::string_view name)
{
    return {name, name, false, false, true};
}

/// In the order of Speckle's own list, then the hidden ones, then the events page's.
constexpr std::array table{
    offered("project_update", "stream_update"),
    offered("project_delete", "stream_delete"),
    offered("model_create", "branch_create"),
    offered("model_update", "branch_update"),
    offered("model_delete", "branch_delete"),
    offered("version_create", "commit_create"),
    offered("version_update", "commit_update"),
    offered("version_receive", "commit_receive"),
    offered("version_delete", "commit_delete"),
    offered("comment_created", "comment_created"),
    offered("comment_archived", "comment_archived"),
    offered("comment_replied", "comment_replied"),
    silent("project_permissions_add", "stream_permissions_add"),
    silent("project_permissions_remove", "stream_permissions_remove"),
    hidden("commit_move"),
    hidden("comment_mention"),
    hidden("stream_invite_sent"),
    hidden("stream_permissions_invite_accepted"),
    hidden("stream_invite_declined"),
    hidden("stream_access_request_sent"),
    hidden("stream_access_request_declined"),
    documented("issue_created"),
    documented("issue_updated"),
    documented("issue_reply_created"),
    documented("issue_deleted"),
};

} // namespace

std::span<const EventType> eventTypes()
{
    return table;
}

const EventType* findEvent(std::string_view wireName)
{
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const EventType& event) { return event.wireName == wireName; });
    return found == table.end() ? nullptr : &*found;
}

std::string_view uiName(std::string_view wireName)
{
    const EventType* event = findEvent(wireName);
    return event ? event->uiName : wireName;
}

} // namespace hookloupe::speckle
