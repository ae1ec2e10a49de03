// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "speckle/analysis.h"
#include "speckle/event.h"
#include "support/json_text.h"
#include "support/wire_file.h"

#include <QStringEncoder>
#include <QTest>

#include <set>

using namespace hookloupe;
using namespace hookloupe::speckle;
using namespace std::string_literals;
using hookloupe::test::json;
using hookloupe::test::wireFile;

namespace {

/// An envelope of the object dialect around one event.
std::string withPayload(const std::string& event, const std::string& data)
{
    return json("{'payload':{'streamId':'aaaaaaaaaa','userId':'bbbbbbbbbb','activityMessage':'said "
                "so','event':{'event_name':'")
        + event + json("','data':") + data + "}}}";
}

} // namespace

class TestSpeckleFacts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void dialectsAreToldByTheFirstBytes_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("dialect");
        const auto row = [](const std::string& content, Dialect dialect) {
            QTest::addRow("%s", visibleText(content).c_str())
                << QByteArray::fromStdString(content) << static_cast<int>(dialect);
        };
        row(json("{'payload':{}}"), Dialect::Object);
        row(" \t\r\n{ \"payload\" :\n{", Dialect::Object);
        row(json("{'payload':'{}'}"), Dialect::String);
        row("\xef\xbb\xbf{\"payload\":{}}", Dialect::Object);
        row("", Dialect::None);
        row("{", Dialect::None);
        row("{\"payload\"", Dialect::None);
        row("{\"payload\":", Dialect::None);
        row("{\"payload\":null}", Dialect::None);
        row("{\"payload\":[]}", Dialect::None);
        row("{\"payloads\":{}}", Dialect::None);
        row("{\"a\":1,\"payload\":{}}", Dialect::None);
        row("payload={}", Dialect::None);
    }

    void dialectsAreToldByTheFirstBytes()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, dialect);
        QCOMPARE(static_cast<int>(dialectOf(content.toStdString())), dialect);
    }

    void everyRecordedBodyHasItsDialectEventAndProject()
    {
        for (const auto& file : test::wireFiles()) {
            const EventFacts facts = factsOf(file.body);
            if (!file.hasBody) {
                QCOMPARE(dialectOf(file.body), Dialect::None);
                QVERIFY(facts == EventFacts{});
                continue;
            }
            QCOMPARE(dialectOf(file.body), file.coversInnerString ? Dialect::String : Dialect::Object);
            QVERIFY2(findEvent(facts.wireName), file.name.c_str());
            QVERIFY2(file.name.find(facts.wireName) != std::string::npos || file.name[0] != 'f',
                     file.name.c_str());
            QCOMPARE(facts.streamId.size(), 10u);
            QCOMPARE(facts.userId.size(), 10u);
            QCOMPARE(facts.serverUrl, "http://127.0.0.1:3000"s);
            QVERIFY2(facts.shape == DataShape::Real, file.name.c_str());
        }
    }

    void aPublishedVersionIsReadWhole()
    {
        const EventFacts facts = factsOf(wireFile("full-09").body);
        QCOMPARE(facts.wireName, "commit_create"s);
        QCOMPARE(facts.projectName, "Renamed"s);
        QCOMPARE(facts.modelId, "098c2966be"s);
        QCOMPARE(facts.modelName, "facade/north2"s);
        QCOMPARE(facts.versionId, "faf720fdfa"s);
        QCOMPARE(facts.objectId, "ba3acd5e681c2896b2925568bbd48bb7"s);
        QCOMPARE(facts.userName, "Olivia Owner"s);
        QCOMPARE(facts.message, "first version"s);
        QCOMPARE(facts.sourceApplication, "Revit2024"s);
        QVERIFY(facts.commentId.empty());
    }

    void theStringDialectIsReadThroughItsInnerString()
    {
        const auto file = wireFile("14-legacy");
        const auto inner = innerString(file.body);
        QVERIFY(inner);
        QVERIFY(inner->starts_with(json("{'streamId':'48364aff6b'")));
        QVERIFY(inner->ends_with("}}"));
        const EventFacts facts = factsOf(file.body);
        QCOMPARE(facts.wireName, "commit_create"s);
        QCOMPARE(facts.message, "héllo 🌻"s);
        QCOMPARE(facts.versionId, "0123456789"s);
    }

    void innerStringsAreDecodedOnceOrNotAtAll()
    {
        const std::string escapes = json("{'payload':'a\\'\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83c\\udf3b'}");
        QCOMPARE(innerString(escapes).value(), "a\"\\/\b\f\n\r\té🌻"s);
        const std::string empty = json("{'payload':''}");
        QCOMPARE(innerString(empty).value(), ""s);
        // As a JavaScript sender hashes a lone surrogate: as U+FFFD.
        const std::string lone = json("{'payload':'\\ud83c!'}");
        QCOMPARE(innerString(lone).value(), "\ufffd!"s);
        for (const char* bad : {"{'payload':{}}", "{'payload':'abc", "{'payload':'a\\x'}",
                                "{'payload':'\\u12'}", "{'payload':'\\", "{'payload':'a\\'", ""})
            QVERIFY2(!innerString(json(bad)), bad);
    }

    void idsOfCommentsComeFromTheActivityMessage()
    {
        const EventFacts created = factsOf(wireFile("full-17").body);
        QCOMPARE(created.commentId, "3191639234"s);
        QCOMPARE(created.message, "This looks great! 🌻"s);
        QCOMPARE(created.modelId, "098c2966be"s);
        QCOMPARE(created.versionId, "faf720fdfa"s);
        const EventFacts replied = factsOf(wireFile("full-18").body);
        QCOMPARE(replied.commentId, "204f8f7e58"s);
        QCOMPARE(replied.extra, "3191639234"s);
        const EventFacts archived = factsOf(wireFile("full-20").body);
        QCOMPARE(archived.commentId, "3191639234"s);
        QCOMPARE(archived.extra, "archived"s);
        const EventFacts mentioned = factsOf(wireFile("full-25").body);
        QCOMPARE(mentioned.commentId, "7fcd5ae6f5"s);
        QCOMPARE(mentioned.targetUserId, "bc465529c7"s);
    }

    void aLargeScreenshotDoesNotHideTheComment()
    {
        const EventFacts facts = factsOf(wireFile("full-50").body);
        QCOMPARE(facts.commentId, "0ad58245d3"s);
        QCOMPARE(facts.message, "hi"s);
        QCOMPARE(facts.versionId, "2c2120fb9a"s);
        QVERIFY(!facts.userName.empty());
    }

    void aReceivedVersionHasNoId()
    {
        const EventFacts facts = factsOf(wireFile("full-14").body);
        QVERIFY(facts.versionId.empty());
        QCOMPARE(facts.message, "got it"s);
        QCOMPARE(facts.sourceApplication, "Grasshopper"s);
    }

    void renamesAreNoticedAndUnchangedNamesAreNot()
    {
        QVERIFY(factsOf(wireFile("full-01").body).extra.empty());
        QCOMPARE(factsOf(wireFile("full-05").body).extra, "facade/north2"s);
        const std::string same =
            withPayload("branch_update", json("{'old':{'id':'m','name':'n'},'new':{'id':'m','name':'n'}}"));
        QVERIFY(factsOf(same).extra.empty());
    }

    void documentedShapesAreReadAndToldApart_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("joined");
        const auto row = [](const char* event, const std::string& data, const char* joined) {
            QTest::newRow(event) << QString::fromUtf8(event) << QString::fromStdString(data)
                                 << QString::fromUtf8(joined);
        };
        // version|model|name|message|comment|target|extra
        row("stream_update", json("{'streamId':'s','changes':{'name':'New'}}"), "||||||New");
        row("branch_create", json("{'branchId':'m1','branchName':'walls','description':'d'}"),
            "|m1|walls||||");
        row("commit_create",
            json("{'commitId':'v1','branchName':'walls','message':'hi','authorName':'Ana B','authorId':'u'}"),
            "v1||walls|hi|||");
        row("comment_created",
            json("{'commentId':'c1','text':'nice','resourceType':'commit','resourceId':'v1','authorId':'u'}"),
            "|||nice|c1||v1");
        row("stream_permissions_add", json("{'streamId':'s','userId':'u2','role':'stream:reviewer'}"),
            "|||||u2|stream:reviewer");
        row("issue_created",
            json("{'issue':{'id':'i1','title':'Crack','description':'d','status':'open','priority':'high'},'"
                 "userId':'u'}"),
            "|||Crack|||i1");
    }

    void documentedShapesAreReadAndToldApart()
    {
        QFETCH(QString, event);
        QFETCH(QString, data);
        QFETCH(QString, joined);
        const EventFacts facts = factsOf(withPayload(event.toStdString(), data.toStdString()));
        QVERIFY(facts.shape == DataShape::Documented);
        QCOMPARE(QString::fromStdString(facts.versionId + "|" + facts.modelId + "|" + facts.modelName + "|"
                                        + facts.message + "|" + facts.commentId + "|" + facts.targetUserId
                                        + "|" + facts.extra),
                 joined);
    }

    void eventsWithoutARecordingAreReadToo()
    {
        const EventFacts moved =
            factsOf(withPayload("commit_move", json("{'originalBranchId':'m1','newBranchId':'m2'}")));
        QCOMPARE(moved.modelId, "m2"s);
        QVERIFY(moved.shape == DataShape::Real);
        const EventFacts joined = factsOf(
            withPayload("stream_permissions_invite_accepted",
                        json("{'inviterUser':'u1','role':'stream:contributor','targetUserId':'u2'}")));
        QCOMPARE(joined.targetUserId, "u2"s);
        QCOMPARE(joined.extra, "stream:contributor"s);
        QVERIFY(joined.shape == DataShape::Real);
        const EventFacts invited =
            factsOf(withPayload("stream_invite_sent", json("{'targetId':null,'targetEmail':'a@b.c'}")));
        QCOMPARE(invited.extra, "a@b.c"s);
        const EventFacts legacy = factsOf(withPayload(
            "comment_created",
            json(
                "{'streamId':'s','resources':[{'resourceId':'v1'}],'text':'plain','data':{},'blobIds':[]}")));
        QCOMPARE(legacy.message, "plain"s);
        QVERIFY(legacy.shape == DataShape::Real);
        const EventFacts back = factsOf(withPayload(
            "comment_archived", json("{'input':{'archived':false,'commentId':'c1','streamId':'s'}}")));
        QCOMPARE(back.extra, "unarchived"s);
        QCOMPARE(back.commentId, "c1"s);
    }

    void unknownEventsKeepTheirNameAndMessage()
    {
        const EventFacts facts = factsOf(withPayload("automation_run", json("{'id':'x'}")));
        QCOMPARE(facts.wireName, "automation_run"s);
        QCOMPARE(facts.message, "said so"s);
        QCOMPARE(facts.streamId, "aaaaaaaaaa"s);
        QVERIFY(facts.shape == DataShape::Unknown);
        QVERIFY(analyse(withPayload("automation_run", "{}")).unknownEvent);
        QVERIFY(!analyse(wireFile("full-09").body).unknownEvent);
    }

    void theFirstOfEqualKeysCounts()
    {
        const EventFacts facts =
            factsOf(json("{'payload':{'streamId':'first','streamId':'second','event':{'event_name':'stream_"
                         "delete','event_name':'x','data':{}}},'payload':'{}'}"));
        QCOMPARE(facts.streamId, "first"s);
        QCOMPARE(facts.wireName, "stream_delete"s);
    }

    void wrongTypesAreSkipped()
    {
        const EventFacts facts = factsOf(
            json("{'payload':{'streamId':7,'userId':null,'activityMessage':[1,{'a':2}],'event':{'data':[1],'"
                 "event_name':'commit_create'},'server':'x','stream':[],'user':null,'webhook':{}}}"));
        QCOMPARE(facts.wireName, "commit_create"s);
        QVERIFY(facts.streamId.empty());
        for (const std::string& odd :
             {json("{'payload':{'event':3}}"), json("{'payload':{'event':{'event_name':{}}}}"),
              json("{'payload':{}}"), json("{'payload':'[1,2]'}"), json("{'payload':'7'}"),
              json("[{'payload':{}}]")})
            QVERIFY2(factsOf(odd).wireName.empty(), odd.c_str());
    }

    void brokenBodiesGiveWhatCanBeRead()
    {
        const std::string whole = wireFile("full-09").body;
        const EventFacts cut = factsOf(std::string_view(whole).substr(0, 700));
        QCOMPARE(cut.wireName, "commit_create"s);
        QCOMPARE(cut.streamId, "ea9c63e25e"s);
        const EventFacts surrogate =
            factsOf(withPayload("commit_create", json("{'id':'v1','commit':{'message':'\\ud83c'}}")));
        QCOMPARE(surrogate.wireName, "commit_create"s);
        QCOMPARE(surrogate.versionId, "v1"s);
        QCOMPARE(surrogate.message, "\ufffd"s);
        QCOMPARE(surrogate.userId, "bbbbbbbbbb"s);
        const EventFacts notUtf8 = factsOf(withPayload("commit_create", "{\"id\":\"v\xff\"}"));
        QCOMPARE(notUtf8.wireName, "commit_create"s);
        QCOMPARE(notUtf8.versionId, "v\ufffd"s);
        QCOMPARE(notUtf8.userId, "bbbbbbbbbb"s);
        for (std::size_t length = 0; length < whole.size(); length += 7)
            static_cast<void>(factsOf(std::string_view(whole).substr(0, length)));
    }

    void halfASurrogatePairSpoilsNoFact()
    {
        const EventFacts facts = factsOf(json("{'payload':{'streamId':'s\\ud83c','userId':'u','stream':{'x\\udc00':1,'name':'n\\udf3b'},"
                                              "'event':{'event_name':'comment_created','data':{'input':{'content':{'doc':{'text':'a\\ud83c'}}}}},"
                                              "'user':{'name':'\\ud83c\\udf3b'}}}"));
        QCOMPARE(facts.streamId, "s\ufffd"s);
        QCOMPARE(facts.projectName, "n\ufffd"s);
        QCOMPARE(facts.wireName, "comment_created"s);
        QCOMPARE(facts.message, "a\ufffd"s);
        QCOMPARE(facts.userName, "🌻"s);
    }

    void aBodyInUtf16HasTheSameFacts()
    {
        const std::string body = wireFile("full-09").body;
        const std::string wide = "\xff\xfe"s + QByteArray(QStringEncoder(QStringConverter::Utf16LE)(QString::fromStdString(body))).toStdString();
        QVERIFY(factsOf(wide) == factsOf(body));
        QCOMPARE(analyse(wide).facts.wireName, "commit_create"s);
    }

    void aRepeatedNameIsToldAndWhatTheLastOneSays()
    {
        const std::string two = json("{'payload':{'event':{'event_name':'commit_create'}},'payload':{'event':{'event_name':'stream_delete'}}}");
        QCOMPARE(factsOf(two).wireName, "commit_create"s);
        QVERIFY(factsOf(two).repeatedName);
        QCOMPARE(lastFactsOf(two).wireName, "stream_delete"s);
        QCOMPARE(analyse(two).repeatedName, std::optional("payload"s));
        QCOMPARE(analyse(two).lastFacts.wireName, "stream_delete"s);
        const std::string inner = json("{'payload':'{\\'event\\':{\\'event_name\\':\\'a\\',\\'event_name\\':\\'b\\'}}'}");
        QCOMPARE(repeatedNameIn(inner), std::optional("event_name"s));
        QCOMPARE(factsOf(inner).wireName, "a"s);
        QCOMPARE(lastFactsOf(inner).wireName, "b"s);
        QVERIFY(factsOf(json("{'action':'a','action':'b'}")).repeatedName);
        for (const auto& file : test::wireFiles())
            QVERIFY2(!factsOf(file.body).repeatedName, file.name.c_str());
    }

    void deepOrHugeInputEndsSafely()
    {
        const std::string deep =
            json("{'payload':{'event':{'event_name':'commit_create','data':") + std::string(200'000, '[');
        QCOMPARE(factsOf(deep).wireName, "commit_create"s);
        std::string text = json("{'type':'doc'");
        for (int i = 0; i < 5000; ++i)
            text += json(",'content':{'text':'a'");
        text += std::string(5001, '}');
        const EventFacts nested =
            factsOf(withPayload("comment_created", json("{'input':{'content':{'doc':") + text + "}}}"));
        QCOMPARE(nested.wireName, "comment_created"s);
        QVERIFY(nested.message.size() <= 1024);
        std::string keys = "{";
        for (int i = 0; i < 10'000; ++i)
            keys += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
        const EventFacts wide =
            factsOf(withPayload("commit_create", keys + json("'commit':{'message':'late'}}")));
        QCOMPARE(wide.wireName, "commit_create"s);
        const EventFacts longName = factsOf(withPayload(
            "commit_create", json("{'id':'v','commit':{'message':'") + std::string(3'000'000, 'x') + "\"}}"));
        QCOMPARE(longName.message.size(), 1024u);
        std::string sunflowers = "x";
        for (int i = 0; i < 1000; ++i)
            sunflowers += "🌻";
        const EventFacts cut = factsOf(withPayload("comment_created", json("{'text':'" + sunflowers + "'}")));
        QCOMPARE(cut.message.size(), 1021u);
        QVERIFY(isUtf8(cut.message));
    }

    void theEventTableIsWhole()
    {
        std::set<std::string_view> names;
        int offered = 0;
        for (const EventType& event : eventTypes()) {
            names.insert(event.wireName);
            offered += event.offered ? 1 : 0;
        }
        QCOMPARE(names.size(), 25u);
        QCOMPARE(offered, 14);
        QCOMPARE(uiName("commit_create"), std::string_view("version_create"));
        QCOMPARE(uiName("stream_permissions_add"), std::string_view("project_permissions_add"));
        QCOMPARE(uiName("comment_mention"), std::string_view("comment_mention"));
        QCOMPARE(uiName("other"), std::string_view("other"));
        QVERIFY(!findEvent("stream_permissions_add")->sentToday);
        QVERIFY(!findEvent("commit_move")->offered);
        QVERIFY(findEvent("issue_created")->documentedOnly);
        QVERIFY(!findEvent("version_create"));
    }
};

HOOKLOUPE_APPLESS_TEST(TestSpeckleFacts)
#include "tst_speckle_facts.moc"
