// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/event_words.h"

#include "base/text.h"
#include "speckle/event.h"
#include "words/isolated.h"

#include <QCoreApplication>

namespace hookloupe::words {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestSentence = 300;
constexpr qsizetype longestName = 60;
constexpr qsizetype longestMessage = 80;

struct EventWords {
    Q_DECLARE_TR_FUNCTIONS(EventWords)
};

/// At most `limit` UTF-16 units, never half a character; what was cut is marked.
QString cut(const QString& text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    qsizetype end = limit - 1;
    if (text.at(end - 1).isHighSurrogate())
        --end;
    return text.left(end) + u'…';
}

QString shown(const std::string& payloadText, qsizetype limit = longestName)
{
    return isolated(cut(QString::fromStdString(visibleText(payloadText)), limit));
}

QString userPhrase(const std::string& id)
{
    return id.empty() ? EventWords::tr("someone") : EventWords::tr("user %1").arg(shown(id));
}

/// The given name, else the id, else "Someone".
QString actor(const EventFacts& facts)
{
    const QString name = withoutIsolates(shown(facts.userName)).simplified();
    if (!name.isEmpty())
        return isolated(name.section(u' ', 0, 0));
    return facts.userId.empty() ? EventWords::tr("Someone")
                                : EventWords::tr("User %1").arg(shown(facts.userId));
}

QString projectPhrase(const EventFacts& facts)
{
    const std::string& name = facts.projectName.empty() ? facts.streamId : facts.projectName;
    return name.empty() ? EventWords::tr("a project") : EventWords::tr("project %1").arg(shown(name));
}

bool namesModel(const EventFacts& facts)
{
    return !facts.modelName.empty() || !facts.modelId.empty();
}

QString modelPhrase(const EventFacts& facts)
{
    const std::string& name = facts.modelName.empty() ? facts.modelId : facts.modelName;
    return name.empty() ? EventWords::tr("a model") : EventWords::tr("model %1").arg(shown(name));
}

/// "model facade/north2 of project Renamed", or the project alone when no model is named.
QString placePhrase(const EventFacts& facts)
{
    if (!namesModel(facts))
        return projectPhrase(facts);
    return EventWords::tr("%1 of %2").arg(modelPhrase(facts), projectPhrase(facts));
}

QString versionPhrase(const EventFacts& facts)
{
    const QString message = shown(facts.message, longestMessage);
    if (facts.versionId.empty())
        return message.isEmpty() ? EventWords::tr("a version")
                                 : EventWords::tr("a version '%1'").arg(message);
    const QString id = shown(facts.versionId);
    return message.isEmpty() ? EventWords::tr("version %1").arg(id)
                             : EventWords::tr("version %1 '%2'").arg(id, message);
}

QString commentPhrase(const std::string& id)
{
    return id.empty() ? EventWords::tr("a comment") : EventWords::tr("comment %1").arg(shown(id));
}

QString issuePhrase(const EventFacts& facts)
{
    const QString title = shown(facts.message, longestMessage);
    if (facts.extra.empty())
        return title.isEmpty() ? EventWords::tr("an issue") : EventWords::tr("the issue '%1'").arg(title);
    const QString id = shown(facts.extra);
    return title.isEmpty() ? EventWords::tr("issue %1").arg(id)
                           : EventWords::tr("issue %1 '%2'").arg(id, title);
}

QString projectUpdated(const EventFacts& facts)
{
    if (!facts.extra.empty())
        return EventWords::tr("%1 renamed a project to %2").arg(actor(facts), shown(facts.extra));
    return EventWords::tr("%1 changed %2").arg(actor(facts), projectPhrase(facts));
}

QString projectDeleted(const EventFacts& facts)
{
    return EventWords::tr("%1 deleted %2").arg(actor(facts), projectPhrase(facts));
}

QString modelCreated(const EventFacts& facts)
{
    return EventWords::tr("%1 created %2 in %3").arg(actor(facts), modelPhrase(facts), projectPhrase(facts));
}

QString modelUpdated(const EventFacts& facts)
{
    if (!facts.extra.empty())
        return EventWords::tr("%1 renamed %2 to %3 in %4")
            .arg(actor(facts), modelPhrase(facts), shown(facts.extra), projectPhrase(facts));
    return EventWords::tr("%1 changed %2 in %3").arg(actor(facts), modelPhrase(facts), projectPhrase(facts));
}

QString modelDeleted(const EventFacts& facts)
{
    return EventWords::tr("%1 deleted %2 from %3")
        .arg(actor(facts), modelPhrase(facts), projectPhrase(facts));
}

QString versionCreated(const EventFacts& facts)
{
    return EventWords::tr("%1 published %2 to %3")
        .arg(actor(facts), versionPhrase(facts), placePhrase(facts));
}

QString versionUpdated(const EventFacts& facts)
{
    if (!facts.extra.empty())
        return EventWords::tr("%1 moved %2 to model %3 of %4")
            .arg(actor(facts), versionPhrase(facts), shown(facts.extra), projectPhrase(facts));
    return EventWords::tr("%1 edited %2 in %3").arg(actor(facts), versionPhrase(facts), placePhrase(facts));
}

QString versionReceived(const EventFacts& facts)
{
    EventFacts version;
    version.versionId = facts.versionId;
    QString sentence =
        EventWords::tr("%1 received %2 of %3").arg(actor(facts), versionPhrase(version), placePhrase(facts));
    if (!facts.sourceApplication.empty())
        sentence = EventWords::tr("%1 received %2 of %3 with %4")
                       .arg(actor(facts), versionPhrase(version), placePhrase(facts),
                            shown(facts.sourceApplication));
    if (!facts.message.empty())
        sentence = EventWords::tr("%1, noting '%2'").arg(sentence, shown(facts.message, longestMessage));
    return sentence;
}

QString versionDeleted(const EventFacts& facts)
{
    return EventWords::tr("%1 deleted %2 from %3")
        .arg(actor(facts), versionPhrase(facts), placePhrase(facts));
}

QString versionMoved(const EventFacts& facts)
{
    return EventWords::tr("%1 moved %2 to %3").arg(actor(facts), versionPhrase(facts), placePhrase(facts));
}

QString commentCreated(const EventFacts& facts)
{
    QString target = placePhrase(facts);
    if (!facts.versionId.empty())
        target = EventWords::tr("version %1 in %2").arg(shown(facts.versionId), target);
    if (facts.message.empty())
        return EventWords::tr("%1 commented on %2").arg(actor(facts), target);
    return EventWords::tr("%1 commented '%2' on %3")
        .arg(actor(facts), shown(facts.message, longestMessage), target);
}

QString commentReplied(const EventFacts& facts)
{
    const QString thread = commentPhrase(facts.extra);
    if (facts.message.empty())
        return EventWords::tr("%1 replied to %2 in %3").arg(actor(facts), thread, projectPhrase(facts));
    return EventWords::tr("%1 replied '%2' to %3 in %4")
        .arg(actor(facts), shown(facts.message, longestMessage), thread, projectPhrase(facts));
}

QString commentArchived(const EventFacts& facts)
{
    const QString comment = commentPhrase(facts.commentId);
    if (facts.extra == "unarchived")
        return EventWords::tr("%1 brought %2 back in %3").arg(actor(facts), comment, projectPhrase(facts));
    return EventWords::tr("%1 archived %2 in %3").arg(actor(facts), comment, projectPhrase(facts));
}

QString commentMentioned(const EventFacts& facts)
{
    return EventWords::tr("%1 mentioned %2 in %3 of %4")
        .arg(actor(facts), userPhrase(facts.targetUserId), commentPhrase(facts.commentId),
             projectPhrase(facts));
}

QString permissionsAdded(const EventFacts& facts)
{
    if (facts.extra.empty())
        return EventWords::tr("%1 gave %2 access to %3")
            .arg(actor(facts), userPhrase(facts.targetUserId), projectPhrase(facts));
    return EventWords::tr("%1 gave %2 the role %3 in %4")
        .arg(actor(facts), userPhrase(facts.targetUserId), shown(facts.extra), projectPhrase(facts));
}

QString permissionsRemoved(const EventFacts& facts)
{
    return EventWords::tr("%1 removed %2 from %3")
        .arg(actor(facts), userPhrase(facts.targetUserId), projectPhrase(facts));
}

QString inviteSent(const EventFacts& facts)
{
    const bool byAddress = facts.targetUserId.empty() && !facts.extra.empty();
    const QString guest = byAddress ? shown(facts.extra) : userPhrase(facts.targetUserId);
    return EventWords::tr("%1 invited %2 to %3").arg(actor(facts), guest, projectPhrase(facts));
}

QString inviteAccepted(const EventFacts& facts)
{
    if (facts.extra.empty())
        return EventWords::tr("%1 accepted an invitation to %2").arg(actor(facts), projectPhrase(facts));
    return EventWords::tr("%1 accepted an invitation to %2 with the role %3")
        .arg(actor(facts), projectPhrase(facts), shown(facts.extra));
}

QString inviteDeclined(const EventFacts& facts)
{
    return EventWords::tr("%1 declined an invitation to %2").arg(actor(facts), projectPhrase(facts));
}

QString accessRequested(const EventFacts& facts)
{
    return EventWords::tr("%1 asked for access to %2").arg(actor(facts), projectPhrase(facts));
}

QString accessDeclined(const EventFacts& facts)
{
    return EventWords::tr("%1 refused %2 access to %3")
        .arg(actor(facts), userPhrase(facts.targetUserId), projectPhrase(facts));
}

QString issueCreated(const EventFacts& facts)
{
    return EventWords::tr("%1 created %2 in %3").arg(actor(facts), issuePhrase(facts), projectPhrase(facts));
}

QString issueUpdated(const EventFacts& facts)
{
    return EventWords::tr("%1 changed %2 in %3").arg(actor(facts), issuePhrase(facts), projectPhrase(facts));
}

QString issueReplied(const EventFacts& facts)
{
    return EventWords::tr("%1 replied to %2 in %3")
        .arg(actor(facts), issuePhrase(facts), projectPhrase(facts));
}

QString issueDeleted(const EventFacts& facts)
{
    return EventWords::tr("%1 deleted %2 from %3")
        .arg(actor(facts), issuePhrase(facts), projectPhrase(facts));
}

QString unknownEvent(const EventFacts& facts)
{
    const QString name = shown(facts.wireName);
    if (facts.message.empty())
        return EventWords::tr("%1 caused the event %2 in %3").arg(actor(facts), name, projectPhrase(facts));
    return EventWords::tr("%1 caused the event %2 in %3: '%4'")
        .arg(actor(facts), name, projectPhrase(facts), shown(facts.message, longestMessage));
}

/// One sentence maker a wire name: a new event is a new line here and in speckle/event.cpp.
struct Maker {
    std::string_view wireName;
    QString (*make)(const EventFacts&);
};
constexpr Maker makers[]{
    {"stream_update", projectUpdated},
    {"stream_delete", projectDeleted},
    {"branch_create", modelCreated},
    {"branch_update", modelUpdated},
    {"branch_delete", modelDeleted},
    {"commit_create", versionCreated},
    {"commit_update", versionUpdated},
    {"commit_receive", versionReceived},
    {"commit_delete", versionDeleted},
    {"commit_move", versionMoved},
    {"comment_created", commentCreated},
    {"comment_archived", commentArchived},
    {"comment_replied", commentReplied},
    {"comment_mention", commentMentioned},
    {"stream_permissions_add", permissionsAdded},
    {"stream_permissions_remove", permissionsRemoved},
    {"stream_invite_sent", inviteSent},
    {"stream_permissions_invite_accepted", inviteAccepted},
    {"stream_invite_declined", inviteDeclined},
    {"stream_access_request_sent", accessRequested},
    {"stream_access_request_declined", accessDeclined},
    {"issue_created", issueCreated},
    {"issue_updated", issueUpdated},
    {"issue_reply_created", issueReplied},
    {"issue_deleted", issueDeleted},
};

} // namespace

QString summarySentence(const EventFacts& facts)
{
    if (facts.wireName.empty())
        return {};
    for (const Maker& maker : makers) {
        if (maker.wireName == facts.wireName)
            return cut(maker.make(facts), longestSentence);
    }
    return cut(unknownEvent(facts), longestSentence);
}

QString missingKeySentence(const speckle::MissingKey& key, const EventFacts& facts)
{
    const QString name = shown(key.key);
    if (key.key == "stream" && key.normal)
        return EventWords::tr(
            "'stream' is not there, as always when a project is deleted: there is nothing left to describe.");
    if (key.key == "user" && key.normal)
        return EventWords::tr(
            "'user' is empty: the user is gone, or a program without a user caused the event.");
    if (key.key == "userId" && key.normal)
        return EventWords::tr("'userId' is empty: a program without a user caused the event.");
    if (key.normal)
        return EventWords::tr("'%1' is not there, which is normal for %2.").arg(name, shown(facts.wireName));
    if (key.isNull)
        return EventWords::tr(
                   "'%1' is null. Speckle's guide says that it is always given, and for this event it should "
                   "be.")
            .arg(name);
    return EventWords::tr(
               "'%1' is missing. Speckle's guide says that it is always there, and for this event it should "
               "be.")
        .arg(name);
}

QString eventRemark(const EventFacts& facts)
{
    const std::string_view name = facts.wireName;
    if (name.empty())
        return {};
    const speckle::EventType* event = speckle::findEvent(name);
    if (!event)
        return EventWords::tr(
            "Hookloupe does not know this event. Newer servers may send events of their own.");
    if (event->documentedOnly)
        return EventWords::tr(
            "Only Speckle's events page describes this event; no server has been seen sending it.");
    if (!event->sentToday)
        return EventWords::tr(
            "Speckle servers have not sent this event since 2.25.8, though it can still be chosen. An "
            "accepted "
            "invitation arrives as stream_permissions_invite_accepted instead.");
    if (name == "stream_permissions_invite_accepted")
        return EventWords::tr(
            "Speckle's page does not offer this event; an API client can subscribe to it. It is what arrives "
            "today when somebody joins a project.");
    if (name == "stream_invite_sent")
        return EventWords::tr(
            "Speckle's page does not offer this event; an API client can subscribe to it. It may hold "
            "an e-mail "
            "address.");
    if (!event->offered)
        return EventWords::tr("Speckle's page does not offer this event; an API client can subscribe to it.");
    if (name == "commit_receive")
        return EventWords::tr(
            "Speckle names no version in this event. Receiving two versions may give two identical "
            "requests.");
    if (name == "comment_created")
        return EventWords::tr(
            "The comment's id is in activityMessage only. A screenshot comes as a picture inside the body.");
    if (name == "comment_replied")
        return EventWords::tr("The reply's id is in activityMessage only.");
    if (name == "comment_archived")
        return EventWords::tr(
            "Speckle sends this event for bringing a comment back too: 'archived' in its data says which.");
    return {};
}

QString triggersRemark()
{
    return EventWords::tr(
        "The numbers in webhook.triggers are positions in a list, not event names: servers since "
        "2.23.0 send them "
        "so. The chosen events can be read from Speckle only.");
}

QString repeatedNameRemark()
{
    return EventWords::tr("A name is repeated in the body: JavaScript, Python and Go act on the last one, this list shows the first.");
}

QString repeatedNameSentence(const std::string& name, const EventFacts& facts, const EventFacts& last)
{
    const QString what = EventWords::tr("The name “%1” stands twice in one object of the body.").arg(shown(name)) + u' ';
    if (facts.wireName == last.wireName)
        return what + EventWords::tr("JavaScript, Python and Go act on the last one, this list shows the first.");
    const auto eventOf = [](const EventFacts& one) {
        return one.wireName.empty() ? EventWords::tr("no event") : shown(one.wireName);
    };
    return what + EventWords::tr("JavaScript, Python and Go act on the last one (%1), this list shows the first (%2).")
                      .arg(eventOf(last), eventOf(facts));
}

QString shapeLabel(DataShape shape)
{
    switch (shape) {
    case DataShape::Unknown:
        return {};
    case DataShape::Real:
        return EventWords::tr("real shape");
    case DataShape::Documented:
        return EventWords::tr("documented shape");
    }
    return {};
}

} // namespace hookloupe::words
