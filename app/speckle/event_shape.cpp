// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/event_shape.h"

#include <algorithm>
#include <array>

namespace hookloupe::speckle {

namespace {

using Paths = std::span<const std::string_view>;

template <typename... T>
constexpr auto paths(T... path)
{
    return std::array<std::string_view, sizeof...(T)>{path...};
}

constexpr auto projectUpdate = paths("old.id", "old.name", "new.id");
constexpr auto modelCreate = paths("branch.id", "branch.streamId", "branch.authorId", "branch.name", "branch.createdAt");
constexpr auto modelUpdate = paths("old.id", "old.name", "new.id", "new.projectId|new.streamId");
constexpr auto modelDelete = paths("branch.id", "branch.name", "branch.projectId|branch.streamId");
constexpr auto versionCreate = paths("id", "commit.authorId", "commit.streamId", "commit.branchId|commit.modelId",
                                     "commit.branchName", "commit.message", "commit.sourceApplication",
                                     "commit.objectId", "commit.parents");
constexpr auto versionUpdate = paths("old.id", "old.referencedObject", "old.message", "old.branchId", "old.branchName",
                                     "new.versionId|new.id", "new.projectId|new.streamId");
constexpr auto versionReceive = paths("sourceApplication");
constexpr auto versionDelete = paths("commit.id", "commit.referencedObject", "commit.message", "commit.branchId",
                                     "commit.branchName");
constexpr auto commentCreated = paths("input.content|text|input.text",
                                      "input.resourceIdString|input.resources|resources");
constexpr auto commentArchived = paths("input.archived", "input.commentId", "input.streamId");
constexpr auto commentReplied = paths("input.threadId|input.parentComment", "input.content|input.text");
constexpr auto permissionsAdd = paths("targetUser", "role");
constexpr auto permissionsRemove = paths("targetUser");
constexpr auto versionMove = paths("originalBranchId", "newBranchId");
constexpr auto mention = paths("mentionAuthorId", "mentionTargetId", "commentId", "threadId");
constexpr auto inviteSent = paths("targetId|targetEmail");
constexpr auto inviteAccepted = paths("inviterUser", "role", "targetUserId");
constexpr auto accessRequest = paths("requesterId");
constexpr auto accessDeclined = paths("requesterId", "declinerId");
constexpr auto issue = paths("issue.id", "issue.title");

constexpr std::array shapes{
    EventShape{"stream_update", projectUpdate},
    EventShape{"stream_delete", Paths()},
    EventShape{"branch_create", modelCreate},
    EventShape{"branch_update", modelUpdate},
    EventShape{"branch_delete", modelDelete},
    EventShape{"commit_create", versionCreate},
    EventShape{"commit_update", versionUpdate},
    EventShape{"commit_receive", versionReceive},
    EventShape{"commit_delete", versionDelete},
    EventShape{"comment_created", commentCreated},
    EventShape{"comment_archived", commentArchived},
    EventShape{"comment_replied", commentReplied},
    EventShape{"stream_permissions_add", permissionsAdd},
    EventShape{"stream_permissions_remove", permissionsRemove},
    EventShape{"commit_move", versionMove},
    EventShape{"comment_mention", mention},
    EventShape{"stream_invite_sent", inviteSent},
    EventShape{"stream_permissions_invite_accepted", inviteAccepted},
    EventShape{"stream_invite_declined", Paths()},
    EventShape{"stream_access_request_sent", accessRequest},
    EventShape{"stream_access_request_declined", accessDeclined},
    EventShape{"issue_created", issue},
    EventShape{"issue_updated", issue},
    EventShape{"issue_reply_created", issue},
    EventShape{"issue_deleted", issue},
};

bool has(const PayloadTree& tree, std::int32_t data, std::string_view path)
{
    const std::size_t dot = path.find('.');
    const std::int32_t child = tree.member(data, path.substr(0, dot));
    if (child == PayloadTree::none)
        return false;
    return dot == std::string_view::npos || tree.member(child, path.substr(dot + 1)) != PayloadTree::none;
}

bool hasOneOf(const PayloadTree& tree, std::int32_t data, std::string_view alternatives)
{
    while (true) {
        const std::size_t bar = alternatives.find('|');
        if (has(tree, data, alternatives.substr(0, bar)))
            return true;
        if (bar == std::string_view::npos)
            return false;
        alternatives.remove_prefix(bar + 1);
    }
}

} // namespace

std::span<const EventShape> eventShapes()
{
    return shapes;
}

std::vector<std::string> absentFrom(const PayloadTree& tree, const EventFacts& facts)
{
    std::vector<std::string> absent;
    const auto shape = std::find_if(shapes.begin(), shapes.end(),
                                    [&](const EventShape& one) { return one.wireName == facts.wireName; });
    const bool otherForm = facts.shape == DataShape::Documented && !facts.wireName.starts_with("issue_");
    if (shape == shapes.end() || otherForm || tree.payload() == PayloadTree::none)
        return absent;
    const std::int32_t data = tree.member(tree.member(tree.payload(), "event"), "data");
    for (const std::string_view path : shape->paths) {
        if (!hasOneOf(tree, data, path))
            absent.emplace_back(path.substr(0, path.find('|')));
    }
    return absent;
}

} // namespace hookloupe::speckle
