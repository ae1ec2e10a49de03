// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/event_gap_words.h"

#include "base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace hookloupe::words {

namespace {

struct GapWords {
    Q_DECLARE_TR_FUNCTIONS(GapWords)
};

struct Gap {
    std::string_view wireName;
    const char* sentence;
};

/// From speckle.md section 5, in its order; an event may have several.
constexpr Gap gaps[]{
    {"stream_update", QT_TRANSLATE_NOOP("GapWords", "“new” holds only what was sent, not the project as it is now: a field that is in “old” alone was left as it was.")},
    {"stream_update", QT_TRANSLATE_NOOP("GapWords", "The visibility is in upper case in “new” and in lower case in “old”: compare it without regard to case.")},
    {"stream_delete", QT_TRANSLATE_NOOP("GapWords", "The event has no data and no “stream”: only streamId says which project is gone, not its name. Keep the names yourself if you need them.")},
    {"branch_create", QT_TRANSLATE_NOOP("GapWords", "A new model has no version yet, so there is none here. A commit_create follows when one is published.")},
    {"branch_update", QT_TRANSLATE_NOOP("GapWords", "“new” holds only what was sent, not the model as it is now. Its project is in projectId or in streamId, depending on who sent it.")},
    {"branch_delete", QT_TRANSLATE_NOOP("GapWords", "Only the model's id and name are told, not its versions, which are gone too; no commit_delete comes for them.")},
    {"commit_create", QT_TRANSLATE_NOOP("GapWords", "The geometry is not in the event: fetch it from the server by its objectId. totalChildrenCount may be missing.")},
    {"commit_update", QT_TRANSLATE_NOOP("GapWords", "“new” holds only what was sent. A version that was moved has the new model's name in newBranchName, but not its id.")},
    {"commit_receive", QT_TRANSLATE_NOOP("GapWords", "No version id and no model: only the project and the user are known. Ask the server for the activity if you need the version.")},
    {"commit_receive", QT_TRANSLATE_NOOP("GapWords", "activityMessage says “$commitId}” literally: a mistake of the server, not of your handler.")},
    {"commit_delete", QT_TRANSLATE_NOOP("GapWords", "The version is gone: what is here is its last state, and its link leads nowhere any more.")},
    {"comment_created", QT_TRANSLATE_NOOP("GapWords", "The comment's id is in activityMessage alone; “[object Object]” there stands for its text, which is in input.content. A mistake of the server.")},
    {"comment_archived", QT_TRANSLATE_NOOP("GapWords", "The comment's text is not told. activityMessage says “archived” also when a comment is brought back: only input.archived tells.")},
    {"comment_replied", QT_TRANSLATE_NOOP("GapWords", "The reply's id is in activityMessage alone, and the model it is about is not told: only the thread is.")},
    {"stream_permissions_add", QT_TRANSLATE_NOOP("GapWords", "Only the user's id is told, no name. Servers since 2.25.8 do not send this event.")},
    {"stream_permissions_remove", QT_TRANSLATE_NOOP("GapWords", "Only the user's id is told, no name and no role. Servers since 2.25.8 do not send this event.")},
    {"commit_move", QT_TRANSLATE_NOOP("GapWords", "No version id: only the ids of the two models are told, not which version moved between them.")},
    {"comment_mention", QT_TRANSLATE_NOOP("GapWords", "The comment's text is not told, only the ids of the two users, of the comment and of its thread.")},
    {"stream_invite_sent", QT_TRANSLATE_NOOP("GapWords", "Either targetId or targetEmail is null: a guest without an account has only an e-mail address, which is personal data.")},
    {"stream_permissions_invite_accepted", QT_TRANSLATE_NOOP("GapWords", "Only ids and the role are told, no names of the two users.")},
    {"stream_invite_declined", QT_TRANSLATE_NOOP("GapWords", "The event has no data: only userId says who declined, and which invitation it was is not told.")},
    {"stream_access_request_sent", QT_TRANSLATE_NOOP("GapWords", "Only the requester's id is told; the role that is asked for is not.")},
    {"stream_access_request_declined", QT_TRANSLATE_NOOP("GapWords", "Only the two users' ids are told; no reason is.")},
    {"issue_created", QT_TRANSLATE_NOOP("GapWords", "Known from Speckle's events page alone, so what a server leaves out is not known. Look at the payload.")},
    {"issue_updated", QT_TRANSLATE_NOOP("GapWords", "Known from Speckle's events page alone; it has no state from before, so what changed is not told.")},
    {"issue_reply_created", QT_TRANSLATE_NOOP("GapWords", "Known from Speckle's events page alone, so what a server leaves out is not known. Look at the payload.")},
    {"issue_deleted", QT_TRANSLATE_NOOP("GapWords", "Known from Speckle's events page alone, so what a server leaves out is not known. Look at the payload.")},
};

/// What cannot be done without the last name of a path.
struct Loss {
    std::string_view name;
    const char* sentence;
};
constexpr Loss losses[]{
    {"id", QT_TRANSLATE_NOOP("GapWords", "so which one is meant cannot be told.")},
    {"commentId", QT_TRANSLATE_NOOP("GapWords", "so which comment is meant cannot be told.")},
    {"threadId", QT_TRANSLATE_NOOP("GapWords", "so the thread is not known.")},
    {"versionId", QT_TRANSLATE_NOOP("GapWords", "so which version is meant can be told by “old” alone.")},
    {"objectId", QT_TRANSLATE_NOOP("GapWords", "so the geometry cannot be fetched.")},
    {"referencedObject", QT_TRANSLATE_NOOP("GapWords", "so the geometry cannot be fetched.")},
    {"branchId", QT_TRANSLATE_NOOP("GapWords", "so there is no link to the model.")},
    {"branchName", QT_TRANSLATE_NOOP("GapWords", "so the model's name is not known.")},
    {"originalBranchId", QT_TRANSLATE_NOOP("GapWords", "so the model it came from is not known.")},
    {"newBranchId", QT_TRANSLATE_NOOP("GapWords", "so the model it went to is not known.")},
    {"authorId", QT_TRANSLATE_NOOP("GapWords", "so only userId says who did it.")},
    {"mentionAuthorId", QT_TRANSLATE_NOOP("GapWords", "so only userId says who did it.")},
    {"mentionTargetId", QT_TRANSLATE_NOOP("GapWords", "so who was mentioned is not known.")},
    {"name", QT_TRANSLATE_NOOP("GapWords", "so its name is not known.")},
    {"title", QT_TRANSLATE_NOOP("GapWords", "so its title is not known.")},
    {"message", QT_TRANSLATE_NOOP("GapWords", "so the version's message is not known.")},
    {"sourceApplication", QT_TRANSLATE_NOOP("GapWords", "so the program it was done with is not known.")},
    {"parents", QT_TRANSLATE_NOOP("GapWords", "so the versions before it are not known.")},
    {"createdAt", QT_TRANSLATE_NOOP("GapWords", "so when it was made is not known.")},
    {"streamId", QT_TRANSLATE_NOOP("GapWords", "so only the payload's own streamId says the project.")},
    {"projectId", QT_TRANSLATE_NOOP("GapWords", "so only the payload's own streamId says the project.")},
    {"content", QT_TRANSLATE_NOOP("GapWords", "so the comment's text is not known.")},
    {"resourceIdString", QT_TRANSLATE_NOOP("GapWords", "so what the comment is about is not known.")},
    {"archived", QT_TRANSLATE_NOOP("GapWords", "so it cannot be told whether the comment was archived or brought back.")},
    {"role", QT_TRANSLATE_NOOP("GapWords", "so the role is not known.")},
    {"targetUser", QT_TRANSLATE_NOOP("GapWords", "so the user concerned is not known.")},
    {"targetUserId", QT_TRANSLATE_NOOP("GapWords", "so the user concerned is not known.")},
    {"targetId", QT_TRANSLATE_NOOP("GapWords", "so who was invited is not known.")},
    {"inviterUser", QT_TRANSLATE_NOOP("GapWords", "so who invited is not known.")},
    {"requesterId", QT_TRANSLATE_NOOP("GapWords", "so who asked is not known.")},
    {"declinerId", QT_TRANSLATE_NOOP("GapWords", "so only userId says who declined.")},
};

} // namespace

QStringList eventGaps(const EventFacts& facts)
{
    QStringList sentences;
    for (const Gap& gap : gaps) {
        if (gap.wireName == facts.wireName)
            sentences << QCoreApplication::translate("GapWords", gap.sentence);
    }
    return sentences;
}

QString absentSentence(const std::string& path)
{
    const std::string_view name = std::string_view(path).substr(path.rfind('.') + 1);
    const auto* loss = std::find_if(std::begin(losses), std::end(losses), [&](const Loss& one) { return one.name == name; });
    const QString what = GapWords::tr("“%1” is missing from event.data, where servers of today send it,")
                             .arg(QString::fromStdString(visibleText(path)));
    const QString meaning = loss == std::end(losses) ? GapWords::tr("so it is not known.")
                                                     : QCoreApplication::translate("GapWords", loss->sentence);
    return GapWords::tr("%1 %2", "what is missing, what that means").arg(what, meaning);
}

QString extraLabel(const EventFacts& facts)
{
    const std::string_view name = facts.wireName;
    if (name == "stream_update" || name == "branch_update")
        return GapWords::tr("New name");
    if (name == "commit_update")
        return GapWords::tr("Moved to model");
    if (name == "comment_created")
        return GapWords::tr("Comment on");
    if (name == "comment_replied" || name == "comment_mention")
        return GapWords::tr("Thread");
    if (name == "comment_archived")
        return GapWords::tr("State");
    if (name == "stream_permissions_add" || name == "stream_permissions_invite_accepted")
        return GapWords::tr("Role");
    if (name == "stream_invite_sent")
        return facts.extra.find('@') == std::string::npos ? GapWords::tr("Role") : GapWords::tr("E-mail address");
    if (name.starts_with("issue_"))
        return GapWords::tr("Issue");
    return GapWords::tr("Detail");
}

} // namespace hookloupe::words
