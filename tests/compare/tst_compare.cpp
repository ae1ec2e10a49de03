// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "compare/compare.h"
#include "compare/head_document.h"
#include "support/json_text.h"
#include "support/wire_file.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::compare;
using namespace std::string_literals;
using hookloupe::test::json;

namespace {

decode::Document documentOf(const std::string& body, const std::string& type = "application/json")
{
    return decode::decode({{"Content-Type", type}}, body);
}

/// "~ name 1 -> 2;" for what is below the root, an indent a level.
std::string told(const Comparison& comparison, const decode::Document& before, const decode::Document& after, bool all)
{
    constexpr const char* marks[]{"=", "~", "+", "-", "≈", "↕", "·", "o"};
    std::string out;
    for (std::size_t i = 1; i < comparison.entries.size(); ++i) {
        const Entry& entry = comparison.entries[i];
        if (!all && entry.kind == Kind::Same)
            continue;
        std::string depth;
        for (auto parent = entry.parent; parent > 0; parent = comparison.entries[static_cast<std::size_t>(parent)].parent)
            depth += ">";
        const auto value = [&](const decode::Document& document, std::int32_t index) {
            const decode::Node& node = document.nodes[static_cast<std::size_t>(index)];
            return node.childCount > 0 ? "{}"s : std::string(document.value(node));
        };
        const std::string name(entry.after >= 0 ? after.key(after.nodes[static_cast<std::size_t>(entry.after)])
                                                : before.key(before.nodes[static_cast<std::size_t>(entry.before)]));
        out += depth + marks[static_cast<int>(entry.kind)] + name;
        if (entry.before >= 0)
            out += " " + value(before, entry.before);
        if (entry.after >= 0)
            out += "→" + value(after, entry.after);
        out += ";";
    }
    return out;
}

std::string difference(const std::string& before, const std::string& after, const Options& options = {}, bool all = false)
{
    const auto first = documentOf(json(before));
    const auto second = documentOf(json(after));
    return told(compare::compare(first, 0, second, 0, options), first, second, all);
}

void checkTree(const Comparison& comparison)
{
    for (std::size_t i = 0; i < comparison.entries.size(); ++i) {
        const Entry& entry = comparison.entries[i];
        QVERIFY(entry.end > static_cast<std::int32_t>(i));
        QVERIFY(entry.parent < static_cast<std::int32_t>(i));
        int children = 0;
        for (auto child = static_cast<std::int32_t>(i) + 1; child < entry.end;
             child = comparison.entries[static_cast<std::size_t>(child)].end)
            ++children;
        QCOMPARE(children, entry.childCount);
        QVERIFY(entry.before >= 0 || entry.after >= 0);
    }
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void membersAreComparedByName()
    {
        QCOMPARE(difference("{'a':1,'b':2,'c':3}", "{'a':1,'b':5,'d':4}"), "~b 2→5;-c 3;+d→4;"s);
        QCOMPARE(difference("{'gone':0,'a':1}", "{'a':1}"), "-gone 0;"s);
        QCOMPARE(difference("{'a':{'b':{'c':1,'d':2}}}", "{'a':{'b':{'c':1,'d':3}}}"), "~a {}→{};>~b {}→{};>>~d 2→3;"s);
        QCOMPARE(difference("{'a':1}", "{'a':'1'}"), "~a 1→1;"s);
        QCOMPARE(difference("{'a':{'b':1}}", "{'a':null}"), "~a {}→null;"s);
        QCOMPARE(difference("{'a':1}", "{ 'a' : 1 }"), ""s);
    }

    void numbersDuplicatesAndOrderCountAsOnTheWire()
    {
        QCOMPARE(difference("{'n':1.0}", "{'n':1}"), "~n 1.0→1;"s);
        QCOMPARE(difference("{'n':12345678901234567890}", "{'n':12345678901234567891}"),
                 "~n 12345678901234567890→12345678901234567891;"s);
        QCOMPARE(difference("{'a':1,'a':2}", "{'a':1,'a':3}"), "~a 2→3;"s);
        QCOMPARE(difference("{'a':1,'a':2}", "{'a':1}"), "-a 2;"s);
        const auto first = documentOf(json("{'o':{'x':1,'y':2}}"));
        const auto second = documentOf(json("{'o':{'y':2,'x':1}}"));
        const Comparison order = compare::compare(first, 0, second, 0);
        QCOMPARE(told(order, first, second, false), "↕o {}→{};"s);
        QCOMPARE(order.changed, 1u);
        QCOMPARE(difference("{'e':'é'}", "{'e':'\\u00e9'}"), "≈e é→é;"s);
        QCOMPARE(difference("{'e':{}}", "{'e':{ }}"), ""s);
    }

    void itemsAreMatchedByALongestCommonSubsequence()
    {
        QCOMPARE(difference("{'a':[1,2,3,4]}", "{'a':[0,1,2,4]}"), "~a {}→{};>+→0;>- 3;"s);
        QCOMPARE(difference("{'a':[{'id':1,'v':1},{'id':2,'v':1}]}", "{'a':[{'id':1,'v':2},{'id':2,'v':1}]}"),
                 "~a {}→{};>~ {}→{};>>~v 1→2;"s);
        QCOMPARE(difference("{'a':[1,{'b':2}]}", "{'a':['x',{'b':2}]}"), "~a {}→{};>- 1;>+→x;"s);
        QCOMPARE(difference("{'a':[]}", "{'a':[[]]}"), "~a →{};>+→;"s);
    }

    void theCountsSayHowMuch()
    {
        const auto first = documentOf(json("{'same':[1,2,3],'gone':{'x':1,'y':2},'was':1}"));
        const auto second = documentOf(json("{'same':[1,2,3],'was':2,'new':[1,2]}"));
        const Comparison found = compare::compare(first, 0, second, 0);
        QCOMPARE(found.changed, 1u);
        QCOMPARE(found.added, 1u);
        QCOMPARE(found.removed, 1u);
        QCOMPARE(found.differences(), 3u);
        QCOMPARE(found.same, 3u);
        checkTree(found);
        QCOMPARE(told(found, first, second, true),
                 "=same {}→{};>= 1→1;>= 2→2;>= 3→3;-gone {};>-x 1;>-y 2;~was 1→2;+new→{};>+→1;>+→2;"s);
    }

    void namedFieldsCanBeLeftOut()
    {
        Options options;
        options.leftOut = {"updatedAt", "id"};
        const auto first = documentOf(json("{'a':{'updatedAt':1,'n':1},'id':'x','s':1}"));
        const auto second = documentOf(json("{'a':{'updatedAt':2,'n':2,'id':'new'},'id':'y','s':1}"));
        const Comparison found = compare::compare(first, 0, second, 0, options);
        QCOMPARE(found.leftOut, 3u);
        QCOMPARE(found.differences(), 1u);
        QCOMPARE(told(found, first, second, false), "~a {}→{};>·updatedAt 1→2;>~n 1→2;>·id→new;·id x→y;"s);
        const auto onlyTimes = documentOf(json("{'a':{'updatedAt':9,'n':1},'id':'x','s':1}"));
        QCOMPARE(compare::compare(first, 0, onlyTimes, 0, options).differences(), 0u);
    }

    void whatWasNotSentWasLeftAlone()
    {
        Options options;
        options.onlySent = true;
        options.skipped = {"projectId"};
        options.renamed = {{"newBranchName", "branchName"}};
        options.caselessValues = {"visibility"};
        QCOMPARE(difference("{'name':'a','role':'x','branchName':'m','visibility':'public','o':{'x':1}}",
                            "{'projectId':'p','name':'b','newBranchName':'n','visibility':'PUBLIC','o':{}}", options),
                 "~name a→b;orole x;~newBranchName m→n;≈visibility public→PUBLIC;~o {}→;>-x 1;"s);
    }

    void headersAreComparedLikeFields()
    {
        Options options;
        options.caselessNames = true;
        options.leftOut = {"date"};
        const auto first = documentOfHead(http::viewHead("POST /a HTTP/1.1\r\nHost: h\r\nDate: 1\r\nX-A: 1\r\nX-A: 2\r\n\r\n"));
        const auto second = documentOfHead(http::viewHead("POST /b HTTP/1.1\r\nhost: h\r\nDate: 2\r\nx-a: 1\r\nX-A: 3\r\n\r\n"));
        QCOMPARE(told(compare::compare(first, 0, second, 0, options), first, second, false),
                 "~target /a→/b;·Date 1→2;~X-A 2→3;"s);
    }

    void otherFormatsAreComparedToo()
    {
        const auto form = [](const char* text) { return documentOf(text, "application/x-www-form-urlencoded"); };
        const auto first = form("a=1&b=2&a=3");
        const auto second = form("a=1&b=2&a=4");
        QCOMPARE(told(compare::compare(first, 0, second, 0), first, second, false), "~a 3→4;"s);
        const auto xml = [](const char* text) { return documentOf(text, "text/xml"); };
        const auto before = xml("<r><i n='1'>a</i><i n='2'>b</i></r>");
        const auto after = xml("<r><i n='1'>a</i><i n='3'>c</i></r>");
        QCOMPARE(told(compare::compare(before, 0, after, 0), before, after, false), "~i {}→{};>~n 2→3;"s);
        const Comparison broken = compare::compare(documentOf("{"), -1, first, 0);
        QVERIFY(broken.entries.empty());
    }

    void everyRecordedBodyIsTheSameAsItself()
    {
        for (const auto& file : test::wireFiles()) {
            const auto document = documentOf(file.body);
            if (document.nodes.empty())
                continue;
            const Comparison found = compare::compare(document, 0, document, 0);
            QCOMPARE(found.differences(), 0u);
            checkTree(found);
        }
        const auto first = documentOf(test::wireFile("full-09").body);
        const auto second = documentOf(test::wireFile("full-12").body);
        const Comparison found = compare::compare(first, 0, second, 0);
        QVERIFY(found.differences() > 3 && found.same > 30);
        checkTree(found);
    }

    void hostileSizesAreBounded()
    {
        std::string deepBefore = "1";
        std::string deepAfter = "2";
        for (int i = 0; i < 1000; ++i) {
            deepBefore = (i % 2 ? "{'n':" + deepBefore + "}" : "[" + deepBefore + "]");
            deepAfter = (i % 2 ? "{'n':" + deepAfter + "}" : "[" + deepAfter + "]");
        }
        const auto first = documentOf(json(deepBefore));
        const auto second = documentOf(json(deepAfter));
        const Comparison deep = compare::compare(first, 0, second, 0);
        QCOMPARE(deep.entries.size(), 1001u);
        checkTree(deep);

        std::string many = "{";
        std::string others = "{";
        for (int i = 0; i < 100'000; ++i) {
            many += "'k" + std::to_string(i) + "':" + std::to_string(i) + ",";
            others += "'k" + std::to_string(99'999 - i) + "':" + std::to_string(i) + ",";
        }
        const auto wide = documentOf(json(many + "'z':0}"));
        const auto reversed = documentOf(json(others + "'z':0}"));
        Options options;
        options.mostEntries = 1'000;
        const Comparison cut = compare::compare(wide, 0, reversed, 0, options);
        QCOMPARE(cut.entries.size(), 1'000u);
        QVERIFY(cut.cut);
        checkTree(cut);

        std::string ones = "[";
        std::string twos = "[";
        for (int i = 0; i < 60'000; ++i) {
            ones += std::to_string(i % 97) + ",";
            twos += std::to_string(i % 89) + ",";
        }
        const auto left = documentOf(ones + "0]");
        const auto right = documentOf(twos + "0]");
        checkTree(compare::compare(left, 0, right, 0));
        int asked = 0;
        const Comparison stopped = compare::compare(wide, 0, reversed, 0, {}, [&] { return ++asked > 2; });
        QVERIFY(stopped.cancelled && stopped.cut);
    }
};

HOOKLOUPE_APPLESS_TEST(TestCompare)
#include "tst_compare.moc"
