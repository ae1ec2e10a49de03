// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "speckle/analysis.h"
#include "speckle/event.h"
#include "support/json_text.h"
#include "support/wire_file.h"
#include "words/event_words.h"
#include "words/record_words.h"

#include <QTest>

#include <set>

using namespace hookloupe;
using namespace Qt::Literals::StringLiterals;
using hookloupe::test::wireFile;

namespace {

QString summaryOf(const std::string& recording)
{
    return words::summarySentence(speckle::factsOf(wireFile(recording).body));
}

QString summaryOf(const char* event, const char* data)
{
    return words::summarySentence(
        speckle::factsOf(test::json("{'payload':{'streamId':'aaaaaaaaaa','userId':'bbbbbbbbbb','"
                                    "activityMessage':'said so','event':{'event_name':'"
                                    + std::string(event) + "','data':" + data
                                    + "},'stream':{'name':'Tower'},'user':{'name':'Ana Maria B'}}}")));
}

} // namespace

class TestEventWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void recordedEventsAreToldInOneSentence_data()
    {
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* recording, const QString& sentence) {
            QTest::newRow(recording) << sentence;
        };
        row("01-", u"User 1234abcdef published version 0123456789 'héllo 🌻' to project 48364aff6b"_s);
        row("14-", u"User 1234abcdef published version 0123456789 'héllo 🌻' to project 48364aff6b"_s);
        row("full-01", u"Olivia changed project Golden Nugget 🌻"_s);
        row("full-03", u"Olivia created model facade/north in project Renamed"_s);
        row("full-05", u"Olivia renamed model facade/north to facade/north2 in project Renamed"_s);
        row("full-09",
            u"Olivia published version faf720fdfa 'first version' to model facade/north2 of project Renamed"_s);
        row("full-12",
            u"Olivia edited version faf720fdfa 'edited message' in model facade/north2 of project Renamed"_s);
        row("full-14", u"Olivia received a version of project Renamed with Grasshopper, noting 'got it'"_s);
        row("full-17",
            u"Olivia commented 'This looks great! 🌻' on version faf720fdfa in model 098c2966be of project Renamed"_s);
        row("full-18", u"Olivia replied 'This looks great! 🌻' to comment 3191639234 in project Renamed"_s);
        row("full-20", u"Olivia archived comment 3191639234 in project Renamed"_s);
        row("full-25", u"Olivia mentioned user bc465529c7 in comment 7fcd5ae6f5 of project Renamed"_s);
        row("full-35", u"Olivia deleted version 8e9a507f18 from model target of project Renamed"_s);
        row("full-37", u"Olivia deleted model facade/north2 from project Renamed"_s);
        row("full-40", u"Olivia deleted project ea9c63e25e"_s);
    }

    void recordedEventsAreToldInOneSentence()
    {
        QFETCH(QString, sentence);
        QCOMPARE(summaryOf(QTest::currentDataTag()), sentence);
    }

    void otherEventsAreToldToo_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* event, const char* data, const char* sentence) {
            QTest::addRow("%s", event) << QString::fromUtf8(data) << QString::fromUtf8(sentence);
        };
        row("stream_update", "{'old':{'name':'a'},'new':{'name':'b'}}", "Ana renamed a project to b");
        row("branch_update", "{'old':{'id':'m','name':'a'},'new':{'id':'m','description':'d'}}",
            "Ana changed model a in project Tower");
        row("commit_move", "{'originalBranchId':'m1','newBranchId':'m2'}",
            "Ana moved a version to model m2 of project Tower");
        row("commit_update", "{'old':{'id':'v','branchName':'a'},'new':{'id':'v','newBranchName':'b'}}",
            "Ana moved version v to model b of project Tower");
        row("commit_delete", "{}", "Ana deleted a version from project Tower");
        row("commit_receive", "{}", "Ana received a version of project Tower");
        row("comment_created", "{'input':{}}", "Ana commented on project Tower");
        row("comment_replied", "{}", "Ana replied to a comment in project Tower");
        row("comment_archived", "{'input':{'archived':false,'commentId':'c'}}",
            "Ana brought comment c back in project Tower");
        row("stream_permissions_add", "{'targetUser':'u','role':'stream:owner'}",
            "Ana gave user u the role stream:owner in project Tower");
        row("stream_permissions_remove", "{'targetUser':'u'}", "Ana removed user u from project Tower");
        row("stream_invite_sent", "{'targetId':null,'targetEmail':'a@b.c'}",
            "Ana invited a@b.c to project Tower");
        row("stream_permissions_invite_accepted",
            "{'inviterUser':'x','role':'stream:reviewer','targetUserId':'u'}",
            "Ana accepted an invitation to project Tower with the role stream:reviewer");
        row("stream_invite_declined", "{}", "Ana declined an invitation to project Tower");
        row("stream_access_request_sent", "{'requesterId':'u'}", "Ana asked for access to project Tower");
        row("stream_access_request_declined", "{'requesterId':'u','declinerId':'d'}",
            "Ana refused user u access to project Tower");
        row("issue_created", "{'issue':{'id':'i','title':'Crack'}}",
            "Ana created issue i 'Crack' in project Tower");
        row("issue_updated", "{'issue':{'title':'Crack'}}", "Ana changed the issue 'Crack' in project Tower");
        row("issue_reply_created", "{'issue':{'id':'i'}}", "Ana replied to issue i in project Tower");
        row("issue_deleted", "{}", "Ana deleted an issue from project Tower");
        row("automation_run", "{}", "Ana caused the event automation_run in project Tower: 'said so'");
    }

    void otherEventsAreToldToo()
    {
        QFETCH(QString, data);
        QFETCH(QString, sentence);
        QCOMPARE(summaryOf(QTest::currentDataTag(), data.toUtf8().constData()), sentence);
    }

    void everyEventOfTheTableHasASentenceOfItsOwn()
    {
        std::set<QString> sentences;
        for (const speckle::EventType& event : speckle::eventTypes()) {
            EventFacts facts;
            facts.wireName = event.wireName;
            const QString sentence = words::summarySentence(facts);
            QVERIFY2(sentence.startsWith(u"Someone "), qPrintable(sentence));
            QVERIFY2(!sentence.contains(QString::fromStdString(facts.wireName)), qPrintable(sentence));
            QVERIFY2(!sentence.contains(u"  ") && !sentence.contains(u"''"), qPrintable(sentence));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), speckle::eventTypes().size());
        QVERIFY(words::summarySentence({}).isEmpty());
    }

    void hostileTextIsHarmlessAndShort()
    {
        EventFacts facts;
        facts.wireName = "commit_create";
        facts.userName = "%1 %2\u202e";
        facts.message = std::string(5000, 'm') + "\n";
        facts.modelName = "a\x1b[31m%3<b>\xff";
        facts.projectName = std::string(5000, 'p');
        const QString sentence = words::summarySentence(facts);
        QVERIFY(sentence.size() <= 300);
        QVERIFY(sentence.startsWith(u"%1 published"));
        QVERIFY(sentence.contains(u"a\\u{001B}[31m%3<b>\\x{FF}"));
        facts.wireName = "event\n" + std::string(1000, 'e');
        facts.message = "%2";
        QVERIFY(words::summarySentence(facts).size() <= 300);
        QVERIFY(!words::summarySentence(facts).contains(u'\n'));
        facts.userName.clear();
        for (int i = 0; i < 40; ++i)
            facts.userName += "🌻";
        const QString cut = words::summarySentence(facts);
        QVERIFY(cut.startsWith(u"🌻"));
        QVERIFY(!cut.contains(QChar(QChar::ReplacementCharacter)));
        QCOMPARE(QString::fromUtf8(cut.toUtf8()), cut);
    }

    void remarksSayWhatAReaderShouldKnow()
    {
        const auto remark = [](const char* event) {
            EventFacts facts;
            facts.wireName = event;
            return words::eventRemark(facts);
        };
        QVERIFY(remark("commit_receive").contains(u"names no version"));
        QVERIFY(remark("stream_permissions_add").contains(u"2.25.8"));
        QVERIFY(remark("comment_archived").contains(u"archived"));
        QVERIFY(remark("comment_created").contains(u"activityMessage"));
        QVERIFY(remark("commit_move").contains(u"API client"));
        QVERIFY(remark("issue_created").contains(u"events page"));
        QVERIFY(remark("new_thing").contains(u"does not know"));
        QVERIFY(remark("commit_create").isEmpty());
        QVERIFY(remark("").isEmpty());
        QVERIFY(words::triggersRemark().contains(u"2.23.0"));
        QCOMPARE(words::shapeLabel(DataShape::Real), u"real shape"_s);
        QCOMPARE(words::shapeLabel(DataShape::Documented), u"documented shape"_s);
        QVERIFY(words::shapeLabel(DataShape::Unknown).isEmpty());
    }

    void missingKeysAreExplained()
    {
        EventFacts facts;
        facts.wireName = "stream_delete";
        QVERIFY(words::missingKeySentence({"stream", false, true}, facts).contains(u"deleted"));
        QVERIFY(words::missingKeySentence({"user", true, true}, facts).contains(u"gone"));
        QVERIFY(words::missingKeySentence({"server", false, false}, facts).contains(u"'server' is missing"));
        QVERIFY(words::missingKeySentence({"server", true, false}, facts).contains(u"'server' is null"));
    }

    void recordsHaveLabelReasonAndSentence_data()
    {
        using enum SpeckleReason;
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("hidden");
        const auto row = [](SpeckleReason reason, const QString& label, const QString& hidden) {
            QTest::addRow("%s", qPrintable(label)) << static_cast<int>(reason) << label << hidden;
        };
        row(None, u"3 failed"_s, u""_s);
        row(HttpStatus, u"3 failed: HTTP 401"_s, u"HTTP response code 401"_s);
        row(Timeout, u"3 failed: timeout"_s, u"network timeout"_s);
        row(AnswerTooLarge, u"3 failed: answer too large"_s, u"content size over limit"_s);
        row(NetworkError, u"3 failed: network"_s, u"network error"_s);
        row(TooManyRedirects, u"3 failed: redirects"_s, u"maximum redirect reached"_s);
        row(LocalNetworkRefused, u"3 failed: local address"_s, u"local network requests are not allowed"_s);
    }

    void recordsHaveLabelReasonAndSentence()
    {
        QFETCH(int, reason);
        QFETCH(QString, label);
        QFETCH(QString, hidden);
        const SpeckleRecord record{SpeckleStatus::Failure, static_cast<SpeckleReason>(reason), 401};
        QCOMPARE(words::recordLabel(record), label);
        QCOMPARE(words::recordReason(record), hidden);
        const QString sentence = words::recordSentence(record);
        QVERIFY(sentence.startsWith(
            u"Speckle records a failure (status 3, \"WebhookError: Calling webhook was unsuccessful.\")."));
        QVERIFY(sentence.contains(hidden));
    }

    void openAndSuccessfulRecords()
    {
        QCOMPARE(words::recordLabel({SpeckleStatus::Success, SpeckleReason::None, 0}), u"2 Webhook called"_s);
        QCOMPARE(words::recordLabel({}), u"open"_s);
        QCOMPARE(words::recordSentence({SpeckleStatus::Success, SpeckleReason::None, 0}),
                 u"Speckle records success (status 2, \"Webhook called\")."_s);
        QVERIFY(
            words::recordSentence({SpeckleStatus::Pending, SpeckleReason::None, 0}).contains(u"status 0"));
        QVERIFY(words::recordSentence({}).contains(u"status 1"));
        QVERIFY(words::recordReason({}).isEmpty());
    }

    void everyMarkHasASentence()
    {
        for (int kind = 0; kind <= 2; ++kind) {
            for (int verdict = 0; verdict <= 8; ++verdict) {
                for (int status = 0; status <= 3; ++status) {
                    for (int outcome = 0; outcome <= 4; ++outcome) {
                        CaptureSummary capture;
                        capture.kind = static_cast<CaptureKind>(kind);
                        capture.refusal = kind == 1 ? Refusal::HostMissing : Refusal::None;
                        capture.signature.verdict = static_cast<SignatureVerdict>(verdict);
                        capture.signature.scheme = "speckle";
                        capture.record.status = static_cast<SpeckleStatus>(status);
                        capture.outcome = static_cast<AnswerOutcome>(outcome);
                        const QString sentence = words::markSentence(capture);
                        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
                        const bool good =
                            sentence == u"Speckle would record success and the signature is valid.";
                        QCOMPARE(good, markOf(capture) == Mark::Good);
                    }
                }
            }
        }
        CaptureSummary capture;
        capture.record = {SpeckleStatus::Failure, SpeckleReason::HttpStatus, 503};
        capture.signature.verdict = SignatureVerdict::Valid;
        QCOMPARE(words::markSentence(capture), u"Speckle would record a failure: HTTP response code 503."_s);
    }
};

HOOKLOUPE_APPLESS_TEST(TestEventWords)
#include "tst_event_words.moc"
