// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/event_templates.h"

#include <algorithm>
#include <array>

namespace hookloupe::simulate {

namespace {

// Key order as recorded from a server; of events that were not recorded, as its code writes them.
constexpr std::array table{
    EventTemplate{"stream_update", "Stream metadata changed",
        R"({"old":{"id":"{{projectId}}","name":"{{projectName}}","description":"{{oldText}}","clonedFrom":null,)"
        R"("createdAt":"{{createdAt}}","updatedAt":"{{createdAt}}","allowPublicComments":false,"workspaceId":null,)"
        R"("regionKey":null,"visibility":"private","role":"stream:owner"},)"
        R"("new":{"id":"{{projectId}}","description":"{{projectDescription}}"}})"},
    EventTemplate{"stream_delete", "Stream deleted", "{}"},
    EventTemplate{"branch_create", "Branch created: {{modelName}} ({{modelId}})",
        R"({"branch":{"id":"{{modelId}}","streamId":"{{projectId}}","authorId":"{{userId}}","name":"{{modelName}}",)"
        R"("description":"{{message}}","createdAt":"{{now}}","updatedAt":"{{now}}"}})"},
    EventTemplate{"branch_update", "Branch metadata changed for branch {{modelId}}",
        R"({"old":{"id":"{{modelId}}","streamId":"{{projectId}}","authorId":"{{userId}}","name":"{{modelName}}",)"
        R"("description":"{{oldText}}","createdAt":"{{createdAt}}","updatedAt":"{{createdAt}}"},)"
        R"("new":{"projectId":"{{projectId}}","id":"{{modelId}}","description":"{{message}}"}})"},
    EventTemplate{"branch_delete", "Branch deleted: '{{modelName}}' ({{modelId}})",
        R"({"branch":{"projectId":"{{projectId}}","id":"{{modelId}}","name":"{{modelName}}"}})"},
    EventTemplate{"commit_create", "Commit created on branch {{modelName}}: {{versionId}} ({{message}})",
        R"({"id":"{{versionId}}","commit":{"authorId":"{{userId}}","streamId":"{{projectId}}","branchId":"{{modelId}}",)"
        R"("message":"{{message}}","sourceApplication":"{{sourceApplication}}","objectId":"{{objectId}}","parents":[],)"
        R"("branchName":"{{modelName}}","projectId":"{{projectId}}","modelId":"{{modelId}}","versionId":"{{versionId}}"}})"},
    EventTemplate{"commit_update", "Commit updated: {{versionId}}",
        R"({"old":{"id":"{{versionId}}","referencedObject":"{{objectId}}","author":"{{userId}}","message":"{{oldText}}",)"
        R"("createdAt":"{{createdAt}}","sourceApplication":"{{sourceApplication}}","totalChildrenCount":1,"parents":[],)"
        R"("streamId":"{{projectId}}","branchId":"{{modelId}}","branchName":"{{modelName}}"},)"
        R"("new":{"projectId":"{{projectId}}","versionId":"{{versionId}}","message":"{{message}}"}})"},
    // The server's own slip: "$commitId}" is literal.
    EventTemplate{"commit_receive", "Commit $commitId} was received by user {{userId}}",
        R"({"sourceApplication":"{{sourceApplication}}","message":"{{message}}"})"},
    EventTemplate{"commit_delete", "Commit deleted: {{versionId}}",
        R"({"commit":{"id":"{{versionId}}","referencedObject":"{{objectId}}","author":"{{userId}}","message":"{{message}}",)"
        R"("createdAt":"{{createdAt}}","sourceApplication":"{{sourceApplication}}","totalChildrenCount":1,"parents":[],)"
        R"("streamId":"{{projectId}}","branchId":"{{modelId}}","branchName":"{{modelName}}"}})"},
    EventTemplate{"comment_created", "Comment added: {{commentId}} ([object Object])",
        R"({"input":{"projectId":"{{projectId}}","content":{"doc":{"type":"doc","content":[{"type":"paragraph","content":)"
        R"([{"type":"text","text":"{{message}}"}]}]},"blobIds":[]},"resourceIdString":"{{modelId}}@{{versionId}}"}})"},
    EventTemplate{"comment_archived", "Comment #{{commentId}} archived",
        R"({"input":{"archived":true,"commentId":"{{commentId}}","streamId":"{{projectId}}"}})"},
    EventTemplate{"comment_replied", "Comment reply #{{replyId}} created",
        R"({"input":{"content":{"doc":{"type":"doc","content":[{"type":"paragraph","content":)"
        R"([{"type":"text","text":"{{message}}"}]}]}},"threadId":"{{commentId}}","projectId":"{{projectId}}"}})"},
    EventTemplate{"stream_permissions_add", "Permission granted to user {{otherUserId}} ({{role}})",
        R"({"targetUser":"{{otherUserId}}","role":"{{role}}"})"},
    EventTemplate{"stream_permissions_remove", "Permission revoked for user {{otherUserId}}",
        R"({"targetUser":"{{otherUserId}}"})"},
    EventTemplate{"commit_move", "Commit moved: {{versionId}}",
        R"({"originalBranchId":"{{otherModelId}}","newBranchId":"{{modelId}}"})"},
    EventTemplate{"comment_mention", "User {{userId}} mentioned user {{otherUserId}} in comment {{commentId}}",
        R"({"mentionAuthorId":"{{userId}}","mentionTargetId":"{{otherUserId}}","commentId":"{{commentId}}",)"
        R"("threadId":"{{commentId}}"})"},
    EventTemplate{"stream_invite_sent", "User {{userId}} has invited {{otherUserId}} to stream {{projectId}}",
        R"({"targetId":"{{otherUserId}}","targetEmail":null})"},
    EventTemplate{"stream_permissions_invite_accepted", "User {{userId}} has accepted an invitation to become a {{role}}",
        R"({"inviterUser":"{{otherUserId}}","role":"{{role}}","targetUserId":"{{userId}}"})"},
    EventTemplate{"stream_invite_declined", "User {{userId}} declined to join the stream {{projectId}}",
        R"({"targetId":"{{userId}}","inviterId":"{{otherUserId}}"})"},
    EventTemplate{"stream_access_request_sent", "User {{userId}} has requested access to stream {{projectId}}",
        R"({"requesterId":"{{userId}}"})"},
    EventTemplate{"stream_access_request_declined",
        "User {{userId}} declined access to stream {{projectId}} for user {{otherUserId}}",
        R"({"requesterId":"{{otherUserId}}","declinerId":"{{userId}}"})"},
    // On the events page alone, which gives no message.
    EventTemplate{"issue_created", "{{message}}",
        R"({"issue":{"id":"{{issueId}}","title":"{{message}}","description":"{{oldText}}","status":"open",)"
        R"("priority":"medium"},"userId":"{{userId}}"})"},
    EventTemplate{"issue_updated", "{{message}}",
        R"({"issue":{"id":"{{issueId}}","title":"{{message}}","description":"{{oldText}}","status":"in_progress",)"
        R"("priority":"high"},"userId":"{{userId}}"})"},
    EventTemplate{"issue_reply_created", "{{message}}",
        R"({"issue":{"id":"{{issueId}}","title":"{{message}}","description":"{{oldText}}","status":"in_progress",)"
        R"("priority":"high"},"userId":"{{userId}}"})"},
    EventTemplate{"issue_deleted", "{{message}}",
        R"({"issue":{"id":"{{issueId}}","title":"{{message}}","description":"{{oldText}}","status":"closed",)"
        R"("priority":"high"},"userId":"{{userId}}"})"},
};

} // namespace

const EventTemplate* findTemplate(std::string_view wireName)
{
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const EventTemplate& one) { return one.wireName == wireName; });
    return found == table.end() ? nullptr : &*found;
}

} // namespace hookloupe::simulate
