// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/event_facts_rules.h"

#include "speckle/event.h"

#include <algorithm>
#include <initializer_list>

namespace hookloupe::speckle {

namespace {

constexpr std::size_t factLimit = 1024;

/// One place a fact may stand at.
struct Place {
    Group group;
    std::string_view key;
};

/// Fills `target`, if it is still empty, from the first place that has something.
void take(std::string& target, const EventData& data, std::initializer_list<Place> places)
{
    for (const Place& place : places) {
        if (!target.empty())
            return;
        target = capped(data.get(place.group, place.key));
    }
}

bool isId(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
            || c == '_';
    });
}

/// The id between `before` and the next space, in the sender's activity messages.
std::string idAfter(std::string_view message, std::string_view before)
{
    if (!message.starts_with(before))
        return {};
    message.remove_prefix(before.size());
    const std::string_view id = message.substr(0, message.find(' '));
    return isId(id) ? std::string(id) : std::string();
}

/// "098c2966be@faf720fdfa", "098c2966be" or 32 hex digits of an object; lists of several are left alone.
void takeResource(EventFacts& facts, std::string_view resource)
{
    const std::size_t at = resource.find('@');
    const std::string_view model = resource.substr(0, at);
    if (!isId(model) || (at != std::string_view::npos && !isId(resource.substr(at + 1))))
        return;
    if (model.size() == 32) {
        facts.objectId = model;
        return;
    }
    facts.modelId = model;
    if (at != std::string_view::npos)
        facts.versionId = resource.substr(at + 1);
}

/// `new` repeats what was sent, also a name that stays: only another name is a renaming.
void takeNewName(std::string& target, const EventData& data)
{
    take(target, data, {{Group::New, "name"}, {Group::Changes, "name"}});
    if (target == capped(data.get(Group::Old, "name")))
        target.clear();
}

void projectRules(EventFacts& facts, const EventData& data)
{
    take(facts.projectName, data, {{Group::Old, "name"}, {Group::New, "name"}, {Group::Changes, "name"}});
    takeNewName(facts.extra, data);
    take(facts.streamId, data, {{Group::Top, "streamId"}, {Group::Old, "id"}, {Group::New, "id"}});
}

void modelRules(EventFacts& facts, const EventData& data)
{
    take(facts.modelId, data,
         {{Group::Branch, "id"},
          {Group::Old, "id"},
          {Group::New, "id"},
          {Group::Top, "branchId"},
          {Group::Top, "modelId"}});
    take(facts.modelName, data,
         {{Group::Branch, "name"},
          {Group::Old, "name"},
          {Group::Top, "branchName"},
          {Group::Top, "name"},
          {Group::New, "name"}});
    takeNewName(facts.extra, data);
}

void versionRules(EventFacts& facts, const EventData& data)
{
    take(facts.versionId, data,
         {{Group::Commit, "versionId"},
          {Group::Commit, "id"},
          {Group::Old, "id"},
          {Group::New, "versionId"},
          {Group::New, "id"},
          {Group::Top, "id"},
          {Group::Top, "commitId"},
          {Group::Top, "versionId"}});
    take(facts.modelId, data,
         {{Group::Commit, "branchId"},
          {Group::Commit, "modelId"},
          {Group::Old, "branchId"},
          {Group::Top, "branchId"},
          {Group::Top, "newBranchId"}});
    take(facts.modelName, data,
         {{Group::Commit, "branchName"}, {Group::Old, "branchName"}, {Group::Top, "branchName"}});
    take(facts.message, data,
         {{Group::New, "message"},
          {Group::Commit, "message"},
          {Group::Old, "message"},
          {Group::Top, "message"},
          {Group::Changes, "message"}});
    take(facts.objectId, data,
         {{Group::Commit, "objectId"},
          {Group::Old, "referencedObject"},
          {Group::Commit, "referencedObject"},
          {Group::Top, "objectId"}});
    take(facts.sourceApplication, data,
         {{Group::Commit, "sourceApplication"},
          {Group::Old, "sourceApplication"},
          {Group::Top, "sourceApplication"}});
    take(facts.extra, data, {{Group::New, "newBranchName"}});
    take(facts.userName, data, {{Group::Top, "authorName"}});
    take(facts.userId, data, {{Group::Top, "authorId"}, {Group::Commit, "authorId"}});
}

void commentRules(EventFacts& facts, const EventData& data, std::string_view activity)
{
    // A new comment's id is nowhere but in the activity message.
    for (const std::string_view before : {"Comment added: ", "Comment reply #", "Comment #"}) {
        if (facts.commentId.empty())
            facts.commentId = idAfter(activity, before);
    }
    take(facts.commentId, data, {{Group::Input, "commentId"}, {Group::Top, "commentId"}});
    facts.message = capped(data.commentText());
    take(facts.userId, data, {{Group::Top, "authorId"}, {Group::Top, "mentionAuthorId"}});
    take(facts.targetUserId, data, {{Group::Top, "mentionTargetId"}});

    std::string archived;
    take(archived, data, {{Group::Input, "archived"}, {Group::Top, "archived"}});
    if (facts.wireName == "comment_archived")
        facts.extra = archived == "false" ? "unarchived" : "archived";
    else
        take(facts.extra, data,
             {{Group::Input, "threadId"},
              {Group::Input, "parentComment"},
              {Group::Top, "threadId"},
              {Group::Input, "resourceIdString"},
              {Group::Top, "resourceId"}});
    takeResource(facts, data.get(Group::Input, "resourceIdString"));
}

void peopleRules(EventFacts& facts, const EventData& data)
{
    take(facts.targetUserId, data,
         {{Group::Top, "targetUser"},
          {Group::Top, "targetUserId"},
          {Group::Top, "targetId"},
          {Group::Top, "requesterId"},
          {Group::Top, "userId"}});
    take(facts.extra, data, {{Group::Top, "role"}, {Group::Top, "targetEmail"}});
    take(facts.userId, data, {{Group::Top, "inviterUser"}, {Group::Top, "declinerId"}});
}

void issueRules(EventFacts& facts, const EventData& data)
{
    take(facts.extra, data, {{Group::Issue, "id"}, {Group::Top, "issueId"}});
    take(facts.message, data, {{Group::Issue, "title"}, {Group::Top, "title"}});
    take(facts.userId, data, {{Group::Top, "userId"}});
}

/// Either name, so that a newer server that sends "version_create" is still read.
bool isOf(std::string_view wireName, std::string_view oldPrefix, std::string_view newPrefix)
{
    return wireName.starts_with(oldPrefix) || wireName.starts_with(newPrefix);
}

DataShape shapeOf(const EventFacts& facts, const EventData& data)
{
    const EventType* event = findEvent(facts.wireName);
    if (!event)
        return DataShape::Unknown;
    const auto hasOne = [&](std::initializer_list<std::string_view> keys) {
        return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return data.hasKey(key); });
    };
    if (event->documentedOnly)
        return data.hasGroup(Group::Issue) ? DataShape::Documented : DataShape::Unknown;
    if (hasOne({"old", "new", "commit", "branch", "input", "resources"})
        || hasOne(
            {"targetUser", "targetUserId", "targetId", "mentionTargetId", "requesterId", "newBranchId"}))
        return DataShape::Real;
    if (facts.wireName == "stream_delete" || facts.wireName == "stream_invite_declined") {
        if (data.isEmpty())
            return DataShape::Real;
    }
    if (facts.wireName == "commit_receive" && !hasOne({"commitId", "versionId"})
        && hasOne({"sourceApplication"}))
        return DataShape::Real;
    if (hasOne({"streamId", "changes", "branchId", "branchName", "commitId", "commentId", "resourceId",
                "userId"}))
        return DataShape::Documented;
    return DataShape::Unknown;
}

} // namespace

std::string capped(std::string_view text)
{
    if (text.size() <= factLimit)
        return std::string(text);
    std::size_t end = factLimit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return std::string(text.substr(0, end));
}

void applyEventRules(EventFacts& facts, const EventData& data, std::string_view activityMessage)
{
    const std::string_view name = facts.wireName;
    if (name.empty())
        return;
    if (isOf(name, "branch_", "model_"))
        modelRules(facts, data);
    else if (isOf(name, "commit_", "version_"))
        versionRules(facts, data);
    else if (name.starts_with("comment_"))
        commentRules(facts, data, activityMessage);
    else if (name.starts_with("issue_"))
        issueRules(facts, data);
    else if (name == "stream_update" || name == "stream_delete" || name.starts_with("project_"))
        projectRules(facts, data);
    else if (name.starts_with("stream_"))
        peopleRules(facts, data);
    if (!findEvent(name))
        facts.message = capped(activityMessage);
    facts.shape = shapeOf(facts, data);
    take(facts.streamId, data, {{Group::Top, "streamId"}, {Group::Top, "projectId"}});
}

} // namespace hookloupe::speckle
