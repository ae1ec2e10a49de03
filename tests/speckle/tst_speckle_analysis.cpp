// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "speckle/analysis.h"
#include "support/json_text.h"
#include "support/wire_file.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::speckle;
using namespace std::string_literals;
using hookloupe::test::json;
using hookloupe::test::wireFile;

namespace {

std::string describe(const std::vector<MissingKey>& missing)
{
    std::string out;
    for (const MissingKey& key : missing)
        out += key.key + (key.isNull ? " null" : " missing") + (key.normal ? " normal;" : " fault;");
    return out;
}

std::string describe(const std::vector<Change>& changes)
{
    constexpr const char* kinds[]{"changed", "added", "removed", "same"};
    std::string out;
    for (const Change& change : changes)
        out += std::string(kinds[static_cast<int>(change.kind)]) + " " + change.path + " " + change.before
            + " -> " + change.after + ";";
    return out;
}

std::string describe(const std::vector<Link>& links)
{
    std::string out;
    for (const Link& link : links)
        out += link.url + ";";
    return out;
}

std::string update(const std::string& before, const std::string& after)
{
    return json("{'payload':{'event':{'event_name':'stream_update','data':{'old':") + json(before)
        + json(",'new':") + json(after) + "}}}}";
}

std::string onServer(const std::string& url)
{
    return json("{'payload':{'streamId':'aaaaaaaaaa','event':{'event_name':'commit_create','data':{'id':'"
                "cccccccccc',"
                "'commit':{'branchId':'bbbbbbbbbb'}}},'server':{'canonicalUrl':'")
        + url + json("'}}}");
}

} // namespace

class TestSpeckleAnalysis : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void missingKeysAreToldFromNormalOnes()
    {
        QCOMPARE(describe(analyse(wireFile("full-09").body).missing), ""s);
        QCOMPARE(describe(analyse(wireFile("full-40").body).missing), "stream missing normal;"s);
        QCOMPARE(describe(analyse(wireFile("01-").body).missing),
                 "stream missing fault;user missing fault;"s);
        QCOMPARE(describe(analyse(wireFile("14-").body).missing),
                 "stream missing fault;user missing fault;"s);
        const std::string gone =
            json("{'payload':{'streamId':'s','userId':null,'activityMessage':'','event':{},"
                 "'server':null,'stream':{},'user':null,'webhook':{}}}");
        QCOMPARE(describe(analyse(gone).missing), "userId null normal;server null fault;user null normal;"s);
        QVERIFY(analyse(json("{'payload':{")).missing.empty());
        QVERIFY(analyse(json("{'other':{}}")).missing.empty());
    }

    void changesOfTheRecordedUpdates()
    {
        QCOMPARE(describe(analyse(wireFile("full-01").body).changes),
                 json("changed description 'revit \\'model\\'' -> 'revit model for cool and good times 🌞';"
                      "changed visibility 'private' -> 'PUBLIC';"));
        QCOMPARE(describe(analyse(wireFile("full-05").body).changes),
                 json("changed name 'facade/north' -> 'facade/north2';"));
        QCOMPARE(describe(analyse(wireFile("full-12").body).changes),
                 json("changed message 'first version' -> 'edited message';"));
        QVERIFY(analyse(wireFile("full-09").body).changes.empty());
    }

    void whatWasNotSentIsNotAChange()
    {
        QCOMPARE(
            describe(analyse(update("{'id':'s','name':'n','role':'x'}", "{'id':'s','name':'n'}")).changes),
            json("same name 'n' -> 'n';"));
        QCOMPARE(describe(analyse(update("{'visibility':'public'}", "{'visibility':'PUBLIC'}")).changes),
                 json("same visibility 'public' -> 'PUBLIC';"));
        QCOMPARE(
            describe(
                analyse(update("{'branchName':'a'}", "{'newBranchName':'b','description':null}")).changes),
            json("changed branchName 'a' -> 'b';added description  -> null;"));
        QCOMPARE(describe(analyse(update("{'n':1,'s':'1','a':[1,2]}", "{'n':1.0,'s':1,'a':[1,3]}")).changes),
                 json("changed n 1 -> 1.0;changed s '1' -> 1;changed a [1,2] -> [1,3];"));
    }

    void nestedFieldsAreComparedByPath()
    {
        QCOMPARE(describe(analyse(update("{'c':{'a':1,'b':{'x':'é','y':2},'z':0}}",
                                         "{'c':{'a':1,'b':{'x':'\\u00e9','y':3},'n':true}}"))
                              .changes),
                 json("same c.a 1 -> 1;same c.b.x 'é' -> '\\u00e9';changed c.b.y 2 -> 3;removed c.z 0 -> ;"
                      "added c.n  -> true;"));
    }

    void documentedChangesAreListed()
    {
        const std::string body =
            json("{'payload':{'event':{'event_name':'stream_update','data':{'streamId':'s',"
                 "'changes':{'name':'New','description':'d'}}}}}");
        QCOMPARE(describe(analyse(body).changes),
                 json("changed name  -> 'New';changed description  -> 'd';"));
    }

    void changeListsAreBounded()
    {
        std::string many = "{";
        for (int i = 0; i < 5000; ++i)
            many += "'k" + std::to_string(i) + "':" + std::to_string(i) + ",";
        many += "'end':0}";
        QCOMPARE(analyse(update("{}", many)).changes.size(), 1000u);
        const Analysis longValue = analyse(update("{'a':''}", "{'a':'" + std::string(100'000, 'x') + "'}"));
        QVERIFY(longValue.changes.at(0).after.size() < 3000);
        const std::string base = "'a':[" + std::string(5000, '1');
        QCOMPARE(analyse(update("{" + base + "1]}", "{" + base + "2]}")).changes.at(0).kind,
                 ChangeKind::Changed);
    }

    void linksLeadToWhatStillExists()
    {
        const std::string project = "http://127.0.0.1:3000;http://127.0.0.1:3000/projects/ea9c63e25e;";
        const std::string models = "http://127.0.0.1:3000/projects/ea9c63e25e/models/";
        QCOMPARE(describe(analyse(wireFile("full-09").body).links),
                 project + models + "098c2966be;" + models + "098c2966be@faf720fdfa;" + models
                     + "ba3acd5e681c2896b2925568bbd48bb7;");
        QCOMPARE(describe(analyse(wireFile("full-17").body).links),
                 project + models + "098c2966be;" + models + "098c2966be@faf720fdfa;" + models
                     + "098c2966be@faf720fdfa#threadId=3191639234;");
        QCOMPARE(describe(analyse(wireFile("full-37").body).links), project);
        QCOMPARE(describe(analyse(wireFile("full-40").body).links), "http://127.0.0.1:3000;"s);
        const std::string deleted = describe(analyse(wireFile("full-35").body).links);
        QVERIFY(deleted.find("838aa0f26a") != std::string::npos);
        QVERIFY(deleted.find("@8e9a507f18") == std::string::npos);
    }

    void hostileAddressesAndIdsMakeNoLink()
    {
        for (const char* url :
             {"javascript:alert(1)", "ftp://h", "http://", "https:///x", "http://a@b", "http://h/?a=b",
              "http://h/#x", "http://h x", "file:///etc", "HTTP", "", "http://h/\\u0000", "http://<h>"})
            QVERIFY2(analyse(onServer(url)).links.empty(), url);
        QCOMPARE(describe(analyse(onServer("https://speckle.example/sub/")).links),
                 "https://speckle.example/sub;https://speckle.example/sub/projects/aaaaaaaaaa;"
                 "https://speckle.example/sub/projects/aaaaaaaaaa/models/bbbbbbbbbb;"
                 "https://speckle.example/sub/projects/aaaaaaaaaa/models/bbbbbbbbbb@cccccccccc;"s);
        const std::string body = json("{'payload':{'streamId':'../x','event':{'event_name':'stream_update'},"
                                      "'server':{'canonicalUrl':'http://h'}}}");
        QCOMPARE(describe(analyse(body).links), "http://h;"s);
    }

    void imagesAreFoundWithTheirPath()
    {
        const Analysis small = analyse(wireFile("full-17").body);
        QCOMPARE(small.images.size(), 1u);
        QCOMPARE(small.images[0].path, "payload.event.data.input.screenshot"s);
        QCOMPARE(small.images[0].mediaType, "image/png"s);
        QCOMPARE(small.images[0].base64, "wj+mShnRcNfzoLznW8iA3q8ZIewZVTR1ilbveeAM"s);
        const Analysis big = analyse(wireFile("full-50").body);
        QCOMPARE(big.images.size(), 1u);
        QVERIFY(big.images[0].base64.size() > 1'000'000);
        const std::string body =
            json("{'payload':{'user':{'avatar':'data:image/jpeg;base64,AAAA'},"
                 "'a':[1,'data:image/svg+xml;charset=x;base64,BBBB','data:image/png,raw',"
                 "'data:text/plain;base64,CC','data:image/<b>;base64,DD']}}");
        const Analysis two = analyse(body);
        QCOMPARE(two.images.size(), 2u);
        QCOMPARE(two.images[0].path, "payload.user.avatar"s);
        QCOMPARE(two.images[1].path, "payload.a[1]"s);
        QCOMPARE(two.images[1].mediaType, "image/svg+xml"s);
        QCOMPARE(two.images[1].base64, "BBBB"s);
    }

    void hostileBodiesAreAnalysedSafely()
    {
        const std::string whole = wireFile("full-01").body;
        for (std::size_t length = 0; length < whole.size(); length += 11)
            static_cast<void>(analyse(std::string_view(whole).substr(0, length)));
        std::string deep = "{'x':1}";
        for (int i = 0; i < 900; ++i)
            deep = "{'n':" + deep + "}";
        QCOMPARE(analyse(update(deep, deep)).changes.size(), 1u);
        static_cast<void>(analyse(json("{'payload':{'event':") + std::string(200'000, '[')));
        static_cast<void>(analyse(json("{'payload':'\\ud83c")));
    }
};

HOOKLOUPE_APPLESS_TEST(TestSpeckleAnalysis)
#include "tst_speckle_analysis.moc"
