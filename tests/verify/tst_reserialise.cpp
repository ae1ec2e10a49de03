// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "verify/reserialise.h"

#include <QTest>

using namespace hookloupe::verify;
using namespace std::string_literals;

namespace {

std::string written(std::string_view json, JsonStyle style)
{
    return reserialise(json, style).value_or("refused");
}

} // namespace

class TestReserialise : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhiteSpaceChangesBetweenCompactAndSpaced()
    {
        const std::string compact = "{\"b\":[1,2.50,-0e1,{}],\"a\":{\"x\":null,\"x\":true},\"\":[]}";
        const std::string spaced =
            "{\"b\": [1, 2.50, -0e1, {}], \"a\": {\"x\": null, \"x\": true}, \"\": []}";
        QCOMPARE(written(compact, {.spaced = true}), spaced);
        QCOMPARE(written(spaced, {}), compact);
        QCOMPARE(written("\xef\xbb\xbf \r\n\t" + spaced + "\n", {}), compact);
    }

    void keysAreSortedAtEveryLevelAndRepeatedOnesStay()
    {
        QCOMPARE(written("{\"b\":{\"d\":1,\"c\":[{\"z\":0,\"y\":1}]},\"a\":2,\"b\":3,\"B\":4}",
                         {.sortedKeys = true}),
                 "{\"B\":4,\"a\":2,\"b\":{\"c\":[{\"y\":1,\"z\":0}],\"d\":1},\"b\":3}"s);
        QCOMPARE(written("{\"b\":1,\"a\":2}", {.spaced = true, .sortedKeys = true}), "{\"a\": 2, \"b\": 1}"s);
        // By the key's text, not by how it was escaped.
        QCOMPARE(written("{\"b\":1,\"\\u0061\":2}", {.sortedKeys = true}), "{\"a\":2,\"b\":1}"s);
    }

    void escapesAreWrittenAsPythonAndJavaScriptWriteThem()
    {
        QCOMPARE(written("\"\\/\\u00e9\\u0001\\b\\f\\n\\r\\t\\\"\\\\\\u000A\"", {}),
                 "\"/\xc3\xa9\\u0001\\b\\f\\n\\r\\t\\\"\\\\\\n\""s);
        QCOMPARE(written("\"\xc3\xa9 \xf0\x9f\x94\x91 \x7f\"", {.asciiOnly = true}),
                 "\"\\u00e9 \\ud83d\\udd11 \\u007f\""s);
        QCOMPARE(written("\"\\ud83d\\udd11\"", {}), "\"\xf0\x9f\x94\x91\""s);
        QCOMPARE(written("\"\\uD83D x\"", {}), "\"\\uD83D x\""s);
    }

    void whatIsNotJsonIsRefused()
    {
        for (const char* bad :
             {"", " ", "{", "}", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\" 1}", "[1}", "1 2",
              "[1 2]", "\"open", "\"bad \\x\"", "\"\\", "{\"a\":1,}", ",", "[,]"})
            QVERIFY2(!reserialise(bad, {.spaced = true, .sortedKeys = true}), bad);
        QVERIFY(!reserialise("\"\xff\"", {.asciiOnly = true}));
    }

    void depthIsLimitedAndNothingRecurses()
    {
        QVERIFY(reserialise(std::string(1'024, '[') + std::string(1'024, ']'), {}));
        QVERIFY(!reserialise(std::string(1'025, '[') + std::string(1'025, ']'), {}));
        QVERIFY(!reserialise(std::string(5'000'000, '['), {}));
    }

    void sortingThatWouldCopyTooMuchIsGivenUp()
    {
        std::string nested;
        for (int i = 0; i < 1'000; ++i)
            nested += "{\"b\":0,\"a\":";
        nested += "\"" + std::string(100'000, 'x') + "\"" + std::string(1'000, '}');
        QVERIFY(!reserialise(nested, {.sortedKeys = true}));
        QVERIFY(reserialise(nested, {}));
    }

    void aBracketedTokenEndsWhereItsBracketCloses()
    {
        QVERIFY(bracketedToken("{\"p\":{\"a\":\"}\\\"}\",\"b\":[{}]},\"q\":1}", 5) ==
                "{\"a\":\"}\\\"}\",\"b\":[{}]}");
        QVERIFY(bracketedToken("{\"p\":{\"a\":1", 5) == "");
        QVERIFY(bracketedToken("{\"open", 0) == "");
        QVERIFY(bracketedToken("]", 0) == "");
        QVERIFY(bracketedToken("", 0) == "");
        QVERIFY(bracketedToken("{}", std::string::npos) == "");
    }
};

HOOKLOUPE_APPLESS_TEST(TestReserialise)
#include "tst_reserialise.moc"
