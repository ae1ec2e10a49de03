// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "decode/document.h"
#include "decode/pretty.h"
#include "support/json_text.h"
#include "support/wire_file.h"

#include <QTest>

#include <simdjson.h>

using namespace hookloupe;
using namespace hookloupe::decode;
using namespace std::string_literals;
using hookloupe::test::json;

namespace {

const http::Headers jsonType{{"Content-Type", "application/json; charset=utf-8"}};

std::string withoutSpace(std::string_view text)
{
    std::string out;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString && c == '\\') {
            out += c;
            out += text[++i];
            continue;
        }
        if (c == '"')
            inString = !inString;
        if (inString || (c != ' ' && c != '\n' && c != '\r' && c != '\t'))
            out += c;
    }
    return out;
}

std::string describe(const Document& document)
{
    std::string out;
    for (const Node& node : document.nodes)
        out += std::to_string(static_cast<int>(node.type)) + "/" + std::to_string(node.parent) + "/"
            + std::string(document.key(node)) + "=" + std::string(document.value(node)) + " ";
    return out;
}

} // namespace

class TestDecodeJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void orderDuplicatesAndNumberTextAreKept()
    {
        const std::string text =
            json("{'b':1.0,'a':12345678901234567890123,'b':-0e+5,'':[true,false,null,'x']}");
        const Document document = decode::decode(jsonType, text);
        QCOMPARE(document.format, Format::Json);
        QCOMPARE(document.problem, Problem::None);
        QCOMPARE(describe(document),
                 "0/-1/= 3/0/b=1.0 3/0/a=12345678901234567890123 3/0/b=-0e+5 1/0/= 4/4/=true "
                 "5/4/=false 6/4/=null 2/4/=x "s);
        QCOMPARE(document.nodes[0].childCount, 4);
        QCOMPARE(document.nodes[0].end, 9);
        QCOMPARE(document.nodes[4].childCount, 4);
        QCOMPARE(document.nodes[4].end, 9);
        QCOMPARE(document.nodes[1].end, 2);
        for (const Node& node : document.nodes) {
            if (node.type == NodeType::Number)
                QCOMPARE(text.substr(node.offset, node.length), std::string(document.value(node)));
        }
        QCOMPARE(text.substr(document.nodes[8].offset, document.nodes[8].length), "\"x\""s);
        QCOMPARE(text.substr(document.nodes[2].keyOffset, document.nodes[2].keyLength), "\"a\""s);
        QCOMPARE(document.nodes[0].length, text.size());
    }

    void escapesAreDecodedForTheTreeAndKeptInTheText()
    {
        const std::string text = json("{'k\\u00e9':'a\\n\\/\\ud83c\\udf3b'}");
        const Document document = decode::decode(jsonType, text);
        QCOMPARE(std::string(document.key(document.nodes[1])), "ké"s);
        QCOMPARE(std::string(document.value(document.nodes[1])), "a\n/🌻"s);
        QCOMPARE(prettyText(document), json("{\n  'k\\u00e9': 'a\\n\\/\\ud83c\\udf3b'\n}"));
    }

    void onDemandThePartBeforeTheFaultIsKept_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("nodes");
        QTest::newRow("in an object") << QByteArray("{'a':1,'b':[2,3,oops]}") << QByteArray("0/-1/= 3/0/a=1 1/0/b= 3/2/=2 3/2/=3 ");
        QTest::newRow("the end is missing") << QByteArray("[{'k\\n':'v\\t'},") << QByteArray("1/-1/= 0/0/= 2/1/k\n=v\t ");
        QTest::newRow("text after the end") << QByteArray("[1] 2") << QByteArray("1/-1/= 3/0/=1 ");
        QTest::newRow("nothing before it") << QByteArray("oops") << QByteArray("");
    }
    void onDemandThePartBeforeTheFaultIsKept()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, nodes);
        const std::string body = json(text.toStdString());
        const Document document = decode::decode(jsonType, body, {.keepPart = true});
        QCOMPARE(describe(document), nodes.toStdString());
        QCOMPARE(document.problem, Problem::JsonSyntax);
        QCOMPARE(document.partial, !nodes.isEmpty());
        for (const Node& node : document.nodes) {
            QVERIFY(node.end <= std::int32_t(document.nodes.size()));
            QVERIFY(node.offset + node.length <= body.size());
        }
        QCOMPARE(prettyText(document), body);
        QVERIFY(decode::decode(jsonType, body).nodes.empty());
        const Document guessed = decode::decode({}, body, {.keepPart = true});
        QCOMPARE(guessed.format, Format::Text);
        QVERIFY(guessed.nodes.empty() && !guessed.partial);
    }

    void everyNodeIsFoundInThePrettyText()
    {
        const std::string text = json("{'a':[1,{},[]],'long':'") + std::string(50, 'x') + json("','b':{'c':null}}");
        const Document document = decode::decode(jsonType, text);
        const PrettyText pretty = prettyLayout(document, 20);
        QVERIFY(pretty.cut);
        QCOMPARE(pretty.places.size(), document.nodes.size());
        for (std::size_t i = 0; i < document.nodes.size(); ++i) {
            const auto number = std::int32_t(i);
            const PrettyPlace place = placeOf(document, pretty, number);
            const std::string shown = pretty.text.substr(place.begin, place.end - place.begin);
            const bool container = document.nodes[i].type <= NodeType::Array;
            QVERIFY2(container ? shown == "{" || shown == "[" : shown.starts_with(document.token(document.nodes[i]).substr(0, 9)),
                     shown.c_str());
            QCOMPARE(nodeAt(pretty, pretty.places[i]), number);
            QCOMPARE(nodeAt(pretty, place.end), number);
        }
        QCOMPARE(pretty.folds.size(), 3u);
        QCOMPARE(pretty.folds.back().node, 6);
        for (const Fold& fold : pretty.folds) {
            QVERIFY(pretty.text[fold.begin - 1] == '{' || pretty.text[fold.begin - 1] == '[');
            QVERIFY(pretty.text[fold.end] == '}' || pretty.text[fold.end] == ']');
        }
        QCOMPARE(nodeAt(prettyLayout(decode::decode(jsonType, "oops")), 2), -1);
    }

    void everyByteOfThePrettyTextHasItsKind()
    {
        const Document document = decode::decode(jsonType, json("{'key':'{[1','n':-1.5,'t':[true,null]}"));
        const PrettyText pretty = prettyLayout(document);
        const auto kinds = [&](std::size_t begin, std::size_t end) {
            std::string out;
            const auto runs = tokenRuns(document, pretty, begin, end);
            for (std::size_t i = 0; i < runs.size(); ++i)
                out.append((i + 1 < runs.size() ? runs[i + 1].begin : end) - runs[i].begin, ".ksnl"[std::size_t(runs[i].kind)]);
            return out;
        };
        const std::string whole = kinds(0, pretty.text.size());
        QCOMPARE(whole.size(), pretty.text.size());
        std::string expected;
        for (const char* line : {"..", "..kkkkk..sssss..", "..kkk..nnnn..", "..kkk....", "....llll..", "....llll.", "....", "."})
            expected += line;
        QCOMPARE(whole, expected);
        for (std::size_t begin = 0; begin < whole.size(); begin += 3)
            QCOMPARE(kinds(begin, std::min(begin + 7, whole.size())), whole.substr(begin, 7));
        QVERIFY(tokenRuns(document, pretty, 5, 5).empty());
    }

    void aLoneSurrogateIsShownAndReported()
    {
        const std::string text = json("{'a':'ok','b':'x\\ud83c!'}");
        const Document document = decode::decode(jsonType, text);
        QCOMPARE(document.problem, Problem::LoneSurrogate);
        QCOMPARE(document.problemOffset, text.find("\\ud83c"));
        QCOMPARE(std::string(document.value(document.nodes[2])), "x\ufffd!"s);
        QCOMPARE(withoutSpace(prettyText(document)), text);
    }

    void brokenJsonIsShownAsItIsWithThePosition_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("problem");
        const auto row = [](const char* text, int offset, Problem problem = Problem::JsonSyntax) {
            const std::string bytes = json(text);
            QTest::addRow("%s", visibleText(text).c_str())
                << QByteArray::fromStdString(bytes) << offset << static_cast<int>(problem);
        };
        row("{", 1);
        row("{'a'", 4);
        row("{'a':", 5);
        row("{'a':1", 6);
        row("{'a':1,}", 7);
        row("{'a':1 'b':2}", 7);
        row("{'a' 1}", 5);
        row("{a:1}", 1);
        row("[1,]", 3);
        row("[1}", 2);
        row("[1]]", 3);
        row("[tru]", 1);
        row("[truex]", 5);
        row("[01]", 2);
        row("[1.]", 3);
        row("[.5]", 1);
        row("[+1]", 1);
        row("[-]", 2);
        row("[1e]", 3);
        row("[NaN]", 1);
        row("['a]", 1);
        row("['\\x']", 2);
        row("['\\u12g4']", 2);
        row("['\\", 2);
        row("['a\nb']", 3);
        row("['a\xff']", 3, Problem::NotUtf8);
        row("['\xed\xa0\x80']", 2, Problem::NotUtf8);
        row("", 0, Problem::None);
        row(" ", 1);
    }

    void brokenJsonIsShownAsItIsWithThePosition()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, offset);
        QFETCH(int, problem);
        const Document document = decode::decode(jsonType, text.toStdString());
        QCOMPARE(document.format, text.isEmpty() ? Format::Empty : Format::Json);
        QCOMPARE(static_cast<int>(document.problem), problem);
        QCOMPARE(static_cast<int>(document.problemOffset), offset);
        QVERIFY(document.nodes.empty());
        QCOMPARE(prettyText(document), text.toStdString());
    }

    void aByteOrderMarkIsPassedOver()
    {
        const Document document = decode::decode(jsonType, "\xef\xbb\xbf[1]");
        QCOMPARE(document.problem, Problem::None);
        QCOMPARE(document.nodes[1].offset, 4u);
    }

    void onlyWhiteSpaceDiffersInThePrettyText()
    {
        for (const auto& file : test::wireFiles()) {
            if (!file.hasBody)
                continue;
            const Document document = decode::decode(jsonType, file.body);
            QCOMPARE(document.problem, Problem::None);
            QVERIFY2(withoutSpace(prettyText(document, file.body.size())) == file.body, file.name.c_str());
        }
        const std::string odd = json(" [ ] ");
        QCOMPARE(prettyText(decode::decode(jsonType, odd)), "[]"s);
        QCOMPARE(prettyText(decode::decode(jsonType, json("[{},[],{'a':[]} , 1]"))),
                 json("[\n  {},\n  [],\n  {\n    'a': []\n  },\n  1\n]"));
    }

    void longStringsAreCutWithAMark()
    {
        const Document big = decode::decode(jsonType, test::wireFile("full-50").body);
        const std::string pretty = prettyText(big);
        QVERIFY(pretty.size() < 16'000);
        QVERIFY(pretty.find("⟪… ") != std::string::npos);
        const Document document = decode::decode(jsonType, json("['ab\\u00e9é\\n12345']"));
        QCOMPARE(prettyText(document, 4), json("[\n  'ab⟪… 15 B⟫'\n]"));
        QCOMPARE(prettyText(document, 9), json("[\n  'ab\\u00e9⟪… 9 B⟫'\n]"));
        QCOMPARE(prettyText(document, 11), json("[\n  'ab\\u00e9é⟪… 7 B⟫'\n]"));
        QCOMPARE(prettyText(document, 17), json("[\n  'ab\\u00e9é\\n12345'\n]"));
    }

    void limitsGiveAClearProblem()
    {
        const auto nested = [](int depth) {
            return std::string(static_cast<std::size_t>(depth), '[')
                + std::string(static_cast<std::size_t>(depth), ']');
        };
        const Document thousand = decode::decode(jsonType, nested(1000));
        QCOMPARE(thousand.problem, Problem::None);
        QCOMPARE(thousand.nodes.size(), 1000u);
        QCOMPARE(withoutSpace(prettyText(thousand)), nested(1000));
        QCOMPARE(decode::decode(jsonType, nested(1025)).problem, Problem::JsonTooDeep);
        const Document hostile = decode::decode({}, std::string(200'000, '['));
        QCOMPARE(hostile.problem, Problem::JsonTooDeep);
        QCOMPARE(hostile.format, Format::Json);
        QCOMPARE(hostile.problemOffset, 1024u);
        QCOMPARE(decode::decode(jsonType, "[1,2,3]", {.bytes = 6}).problem, Problem::JsonTooLarge);
        QCOMPARE(decode::decode(jsonType, "[1,2,3]", {.nodes = 3}).problem, Problem::JsonTooLarge);
        QCOMPARE(decode::decode(jsonType, "[1,2,3]", {.bytes = 7, .nodes = 4}).problem, Problem::None);
    }

    void manyKeysAndLongLinesAreRead()
    {
        std::string keys = "{";
        for (int i = 0; i < 10'000; ++i)
            keys += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":" + std::to_string(i);
        keys += "}";
        const Document wide = decode::decode(jsonType, keys);
        QCOMPARE(wide.nodes.size(), 10'001u);
        QCOMPARE(std::string(wide.key(wide.nodes[10'000])), "k9999"s);
        std::string line = "[";
        while (line.size() < 5'000'000)
            line += "\"some text\",12.50,";
        line += "0]";
        const Document longLine = decode::decode(jsonType, line);
        QCOMPARE(longLine.problem, Problem::None);
        QCOMPARE(withoutSpace(prettyText(longLine)), line);
    }

    void simdjsonAgreesOnWhatIsJson()
    {
        // Every recorded body with one byte altered, at every 5th place.
        const std::string body = test::wireFile("14-legacy").body + "\n";
        simdjson::dom::parser parser;
        for (std::size_t at = 0; at < body.size(); at += 5) {
            for (const char c : {'"', '\\', '{', ']', ',', ':', '0', '\n', '\xff', 'u'}) {
                std::string altered = body;
                altered[at] = c;
                simdjson::dom::element root;
                const auto error = parser.parse(altered).get(root);
                const Document document = decode::decode(jsonType, altered);
                QVERIFY2((error == simdjson::SUCCESS) == (document.problem == Problem::None),
                         altered.c_str());
            }
        }
    }
};

HOOKLOUPE_APPLESS_TEST(TestDecodeJson)
#include "tst_decode_json.moc"
