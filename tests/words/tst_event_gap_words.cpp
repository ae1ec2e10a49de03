// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "speckle/analysis.h"
#include "speckle/event.h"
#include "speckle/event_shape.h"
#include "support/json_text.h"
#include "support/wire_file.h"
#include "words/event_gap_words.h"

#include <QTest>

using namespace hookloupe;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A payload of this event with the data as given.
std::string payload(std::string_view event, const std::string& data)
{
    return test::json("{'payload':{'streamId':'aaaaaaaaaa','event':{'event_name':'" + std::string(event) + "','data':" + data
                      + "}}}");
}

} // namespace

class TestEventGapWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    /// Every row of the event table: what it never tells, and what its label is.
    void everyEventSaysWhatItDoesNotTell_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("label");
        const auto row = [](const char* event, const QString& part, const QString& label) {
            QTest::newRow(event) << part << label;
        };
        row("stream_update", u"only what was sent"_s, u"New name"_s);
        row("stream_delete", u"no data and no “stream”"_s, u"Detail"_s);
        row("branch_create", u"no version yet"_s, u"Detail"_s);
        row("branch_update", u"projectId or in streamId"_s, u"New name"_s);
        row("branch_delete", u"not its versions"_s, u"Detail"_s);
        row("commit_create", u"fetch it from the server by its objectId"_s, u"Detail"_s);
        row("commit_update", u"newBranchName, but not its id"_s, u"Moved to model"_s);
        row("commit_receive", u"No version id"_s, u"Detail"_s);
        row("commit_delete", u"link leads nowhere"_s, u"Detail"_s);
        row("comment_created", u"[object Object]"_s, u"Comment on"_s);
        row("comment_archived", u"only input.archived tells"_s, u"State"_s);
        row("comment_replied", u"The reply's id is in activityMessage alone"_s, u"Thread"_s);
        row("stream_permissions_add", u"2.25.8"_s, u"Role"_s);
        row("stream_permissions_remove", u"no role"_s, u"Detail"_s);
        row("commit_move", u"not which version moved"_s, u"Detail"_s);
        row("comment_mention", u"text is not told"_s, u"Thread"_s);
        row("stream_invite_sent", u"personal data"_s, u"Role"_s);
        row("stream_permissions_invite_accepted", u"no names"_s, u"Role"_s);
        row("stream_invite_declined", u"has no data"_s, u"Detail"_s);
        row("stream_access_request_sent", u"role that is asked for"_s, u"Detail"_s);
        row("stream_access_request_declined", u"no reason"_s, u"Detail"_s);
        row("issue_created", u"events page"_s, u"Issue"_s);
        row("issue_updated", u"what changed is not told"_s, u"Issue"_s);
        row("issue_reply_created", u"events page"_s, u"Issue"_s);
        row("issue_deleted", u"events page"_s, u"Issue"_s);
    }

    void everyEventSaysWhatItDoesNotTell()
    {
        QFETCH(QString, part);
        QFETCH(QString, label);
        EventFacts facts;
        facts.wireName = QTest::currentDataTag();
        const QString sentences = words::eventGaps(facts).join(u' ');
        QVERIFY2(sentences.contains(part), qPrintable(sentences));
        QVERIFY(sentences.endsWith(u'.'));
        QCOMPARE(words::extraLabel(facts), label);
    }

    void noEventIsForgotten()
    {
        QCOMPARE(speckle::eventShapes().size(), speckle::eventTypes().size());
        for (const speckle::EventType& event : speckle::eventTypes()) {
            EventFacts facts;
            facts.wireName = event.wireName;
            QVERIFY2(!words::eventGaps(facts).isEmpty(), facts.wireName.c_str());
            const auto shapes = speckle::eventShapes();
            QVERIFY(std::any_of(shapes.begin(), shapes.end(), [&](const auto& shape) { return shape.wireName == event.wireName; }));
        }
        EventFacts unknown;
        unknown.wireName = "automation_run";
        QVERIFY(words::eventGaps(unknown).isEmpty());
    }

    void everyPathThatCanBeMissingIsExplained()
    {
        for (const speckle::EventShape& shape : speckle::eventShapes()) {
            const std::string none = payload(shape.wireName, "{'unrelated':1}");
            const speckle::Analysis analysis = speckle::analyse(none);
            QCOMPARE(analysis.absent.size(), shape.paths.size());
            for (const std::string& path : analysis.absent) {
                const QString sentence = words::absentSentence(path);
                QVERIFY2(sentence.contains(QString::fromStdString(path)) && sentence.endsWith(u'.'), qPrintable(sentence));
                QVERIFY2(!sentence.contains(u"so it is not known"_s), qPrintable(sentence));
            }
        }
        QVERIFY(words::absentSentence("a.b\u202e").contains(u"so it is not known."_s));
    }

    void recordedEventsLackNothing()
    {
        for (const auto& file : test::wireFiles()) {
            if (!file.name.starts_with("full-"))
                continue;
            const auto absent = speckle::analyse(file.body).absent;
            QVERIFY2(absent.empty(), (file.name + (absent.empty() ? "" : " lacks " + absent.front())).c_str());
        }
    }

    void theDocumentedShapeIsNotMeasuredByTheRealOne()
    {
        QVERIFY(speckle::analyse(payload("commit_create", "{'commitId':'c','branchName':'b','message':'m'}")).absent.empty());
        const auto absent = speckle::analyse(payload("comment_archived", "{'input':{'commentId':'c'}}")).absent;
        QCOMPARE(absent.size(), std::size_t(2));
        QVERIFY(words::absentSentence(absent.front()).contains(u"archived or brought back"_s));
        // Another name for the same thing is as good, and so is null.
        QVERIFY(speckle::analyse(payload("stream_invite_sent", "{'targetId':null,'targetEmail':'a@b.c'}")).absent.empty());
        EventFacts invited;
        invited.wireName = "stream_invite_sent";
        invited.extra = "a@b.c";
        QCOMPARE(words::extraLabel(invited), u"E-mail address"_s);
    }
};

HOOKLOUPE_APPLESS_TEST(TestEventGapWords)
#include "tst_event_gap_words.moc"
