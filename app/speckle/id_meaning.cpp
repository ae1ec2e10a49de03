// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/id_meaning.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace hookloupe::speckle {

namespace {

struct Name {
    std::string_view key;
    IdKind kind;
};

/// Members that hold an id, wherever they stand (speckle payloads of server 2.0 to 2.31).
constexpr std::array members{
    Name{"streamId", IdKind::Project},        Name{"projectId", IdKind::Project},
    Name{"clonedFrom", IdKind::Project},      Name{"branchId", IdKind::Model},
    Name{"modelId", IdKind::Model},           Name{"originalBranchId", IdKind::Model},
    Name{"newBranchId", IdKind::Model},       Name{"commitId", IdKind::Version},
    Name{"versionId", IdKind::Version},       Name{"objectId", IdKind::Object},
    Name{"referencedObject", IdKind::Object}, Name{"userId", IdKind::User},
    Name{"authorId", IdKind::User},           Name{"author", IdKind::User},
    Name{"targetUser", IdKind::User},         Name{"targetUserId", IdKind::User},
    Name{"targetId", IdKind::User},           Name{"inviterUser", IdKind::User},
    Name{"requesterId", IdKind::User},        Name{"declinerId", IdKind::User},
    Name{"mentionAuthorId", IdKind::User},    Name{"mentionTargetId", IdKind::User},
    Name{"commentId", IdKind::Comment},       Name{"threadId", IdKind::Comment},
};

/// What holds an "id" of its own, or a list of ids.
constexpr std::array owners{
    Name{"stream", IdKind::Project},  Name{"project", IdKind::Project}, Name{"branch", IdKind::Model},
    Name{"model", IdKind::Model},     Name{"commit", IdKind::Version},  Name{"version", IdKind::Version},
    Name{"parents", IdKind::Version}, Name{"user", IdKind::User},       Name{"comment", IdKind::Comment},
    Name{"webhook", IdKind::Webhook},
};

template <std::size_t N>
IdKind find(const std::array<Name, N>& names, std::string_view key)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const Name& name) { return name.key == key; });
    return found == names.end() ? IdKind::None : found->kind;
}

bool isShortId(std::string_view value)
{
    return value.size() == 10 && std::all_of(value.begin(), value.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

bool isObjectId(std::string_view value)
{
    return value.size() == 32 && std::all_of(value.begin(), value.end(), [](char c) { return hexValue(c) >= 0; });
}

IdKind known(std::string_view value, const EventFacts& facts)
{
    if (value == facts.streamId)
        return IdKind::Project;
    if (value == facts.modelId)
        return IdKind::Model;
    if (value == facts.versionId)
        return IdKind::Version;
    if (value == facts.objectId)
        return IdKind::Object;
    if (value == facts.commentId)
        return IdKind::Comment;
    if (value == facts.userId || value == facts.targetUserId)
        return IdKind::User;
    return IdKind::None;
}

std::string nameOf(IdKind kind, std::string_view value, const EventFacts& facts)
{
    if (kind == IdKind::Project && value == facts.streamId)
        return facts.projectName;
    if (kind == IdKind::Model && value == facts.modelId)
        return facts.modelName;
    if (kind == IdKind::User && value == facts.userId)
        return facts.userName;
    return {};
}

} // namespace

IdMeaning idMeaning(std::string_view key, std::string_view parentKey, std::string_view value, const EventFacts& facts)
{
    if (!isShortId(value) && !isObjectId(value))
        return {};
    // The member's own name says more than an equal value elsewhere.
    IdKind kind = find(members, key);
    if (kind == IdKind::None && (key == "id" || key.empty()))
        kind = find(owners, parentKey);
    if (kind == IdKind::None)
        kind = known(value, facts);
    if (isObjectId(value) != (kind == IdKind::Object))
        return {};
    return {kind, nameOf(kind, value, facts)};
}

} // namespace hookloupe::speckle
