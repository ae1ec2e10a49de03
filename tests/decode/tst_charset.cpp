// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies in UTF-16 and UTF-32, and names that stand twice.
#include "support/test_main.h"
#include "decode/charset.h"
#include "decode/document.h"
#include "decode/repeated_names.h"

#include <QRegularExpression>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::decode;
using namespace std::string_literals;

namespace {

/// U+0022 to U+FFFF in the charset's units.
std::string in(Charset charset, const std::u32string& text, bool mark)
{
    std::string out;
    const auto add = [&](char32_t unit, int bytes, bool little) {
        for (int i = 0; i < bytes; ++i)
            out += static_cast<char>(unit >> 8 * (little ? i : bytes - 1 - i) & 0xff);
    };
    for (const char32_t point : (mark ? U"\ufeff" : U"") + text) {
        switch (charset) {
        case Charset::Utf8: break;
        case Charset::Utf16Le:
        case Charset::Utf16Be:
            if (point > 0xffff) {
                add(0xd800 + ((point - 0x10000) >> 10), 2, charset == Charset::Utf16Le);
                add(0xdc00 + ((point - 0x10000) & 0x3ff), 2, charset == Charset::Utf16Le);
            } else {
                add(point, 2, charset == Charset::Utf16Le);
            }
            break;
        case Charset::Utf32Le:
        case Charset::Utf32Be: add(point, 4, charset == Charset::Utf32Le); break;
        }
    }
    return out;
}

const std::u32string text = U"{\"a\":\"Grüße 🌻\"}";
const std::string utf8 = "{\"a\":\"Grüße 🌻\"}";

http::Headers typed(const std::string& type)
{
    return {{"Content-Type", type}};
}

} // namespace

class TestCharset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void jsonInAnyUnicodeFormIsReadAndItsFormIsSaid()
    {
        for (const Charset charset : {Charset::Utf16Le, Charset::Utf16Be, Charset::Utf32Le, Charset::Utf32Be}) {
            const std::string name(nameOf(charset));
            for (const bool mark : {false, true}) {
                const std::string bytes = in(charset, text, mark);
                const std::string family = name.substr(0, 6);
                for (const std::string& type : {"application/json; charset=" + name, "application/json; charset=\"" + family + "\"",
                                                "application/json"s, "text/plain; charset="s + name, ""s}) {
                    const Document document = decode::decode(type.empty() ? http::Headers() : typed(type), bytes);
                    QVERIFY2(document.format == Format::Json && document.problem == Problem::None, (name + ' ' + type).c_str());
                    QCOMPARE(document.text, utf8);
                    QCOMPARE(std::string(document.charset), name);
                }
                QCOMPARE(utf8OfJson(bytes), std::optional(utf8));
                QVERIFY(isOtherCharset(typed("application/json"), bytes));
            }
        }
    }

    void whatIsNoOtherCharsetStaysAsItIs()
    {
        for (const std::string& body : {utf8, "\xef\xbb\xbf"s + utf8, "{\"a\":\"\xe9\"}"s, ""s, "{"s, "\xff"s}) {
            QCOMPARE(utf8OfJson(body), std::nullopt);
            QVERIFY(decode::decode(typed("application/json; charset=iso-8859-1"), body).charset.empty());
        }
        // Pictures and sounds may begin as a mark does.
        const std::string sound = "\xff\xfe\x90\x64more";
        const Document document = decode::decode(typed("audio/mpeg"), sound);
        QVERIFY(document.format == Format::Binary && document.charset.empty());
        QCOMPARE(document.text, sound);
        QCOMPARE(utf8OfJson(sound), std::nullopt);
    }

    void whatIsNoCharacterIsReplaced()
    {
        const std::string half("\xff\xfe[\0\"\0\x3d\xd8\"\0]\0", 12);
        QCOMPARE(toUtf8(half, charsetOf(half)), "[\"\ufffd\"]"s);
        QCOMPARE(toUtf8(half + "\0"s, Charset::Utf16Le), "[\"\ufffd\"]\ufffd"s);
        QCOMPARE(toUtf8("\xff\xfe\x3d\xd8"s, Charset::Utf16Le), "\ufffd"s);
        QCOMPARE(toUtf8("\0\x11\xff\xff\0\0\0A"s, Charset::Utf32Be), "\ufffd" "A"s);
        // A mark of four bytes in front of an odd number of units is one of two, and a zero character.
        QVERIFY(charsetOf("\xff\xfe\0\0a\0"s) == Charset::Utf16Le);
        QVERIFY(charsetOf("\xff\xfe\0\0a\0\0\0"s) == Charset::Utf32Le);
    }

    void aNameThatStandsTwiceInOneObjectIsFound_data()
    {
        QTest::addColumn<std::string>("json");
        QTest::addColumn<std::string>("name");
        auto row = [number = 0](const std::string& json, const std::string& name) mutable {
            QTest::addRow("%d %s", ++number, json.substr(0, 60).c_str()) << json << name;
        };
        row(R"({"a":1,"b":2,"a":3})", "a");
        row(" \n{\"a\":1, \"a\" :3}", "a");
        row("\xef\xbb\xbf{\"a\":1,\"a\":3}", "a");
        row(R"({"a":{"b":1},"c":[{"x":0},{"y":[],"y":1}]})", "y");
        row(R"({"a":1,"\u0061":2})", "a");
        row("{\"\\\"\":1,\"\\u0022\":2}", "\"");
        row(R"({"":1,"":2})", "");
        row("[[{\"a\":1,\"b\":\"\\\"a\\\":\",\"a\":3}]]", "a");
        row(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})", "-");
        row("{\"a\":\"a\",\"b\":\"a\\\\\\\"a\\\\\",\"c\":\"\\\\\"}", "-");
        row(R"({"A":1,"a":2})", "-");
        row(R"({"a":1,"a")", "-");
        row(R"({"a":1]"a":2})", "-");
        row("a=1&a=2", "-");
        row("{\"a\":1,\"b", "-");
        row("", "-");
        row("\"a\"", "-");
        std::string many = "{";
        for (int i = 0; i < 1'000; ++i)
            many += "\"" + std::to_string(i) + "\":0,";
        row(many + "\"x\":1}", "-");
        row(many + "\"3\":1}", "3");
        row(many + "\"999\":1}", "999");
        row(std::string(16, '[') + "{\"a\":1,\"a\":2}" + std::string(16, ']'), "-"); // too deep
        row(std::string(15, '[') + "{\"a\":1,\"a\":2}" + std::string(15, ']'), "a");
        row("{\"x\":" + std::string(40, '[') + std::string(40, ']') + ",\"x\":1}", "x");
    }
    void aNameThatStandsTwiceInOneObjectIsFound()
    {
        QFETCH(const std::string, json);
        QFETCH(const std::string, name);
        QCOMPARE(repeatedName(json).value_or("-"), name);
        if (name == "-")
            QCOMPARE(repeatedName(withLastMembers(json)), std::nullopt);
    }

    void hugeTextsTakeNoHugeMemoryAndEnd()
    {
        constexpr std::size_t size = 8'000'000;
        QCOMPARE(repeatedName(std::string(size, '[')), std::nullopt);
        QCOMPARE(repeatedName(std::string(size, '{')), std::nullopt);
        QCOMPARE(repeatedName("[\"" + std::string(size, '\\')), std::nullopt);
        std::string names = "{";
        for (int i = 0; names.size() < size; ++i)
            names += "\"\\u0061" + std::to_string(i) + "\":0,";
        QCOMPARE(repeatedName(names + "\"a7\":1}"), std::optional("a7"s));
        QCOMPARE(withLastMembers(names), names);
    }

    void theLastMemberTakesThePlaceOfTheFirst()
    {
        QCOMPARE(withLastMembers(R"({"a":1,"b":[ {"c":1,"c":{"d":1,"d":"x"}} ],"a":"z"})"), R"({"a":"z","b":[{"c":{"d":"x"}}]})"s);
        QCOMPARE(withLastMembers(R"({"\u0061":1,"a":2})"), R"({"\u0061":2})"s);
        QCOMPARE(withLastMembers("[]"), "[]"s);
        QCOMPARE(withLastMembers("{ }"), "{}"s);
        for (const char* broken : {"{\"a\":1,\"a\":2", "{\"a\":1,}", "{\"a\" 1}", "[1 2]", "{} {}", "", "{\"a\":}", "{\"a\":1,\"a\":2]"})
            QCOMPARE(withLastMembers(broken), std::string(broken));
        const std::string deep = std::string(40, '[') + R"({"a":1,"a":2})" + std::string(40, ']');
        QCOMPARE(withLastMembers(deep), deep);
    }
};

HOOKLOUPE_APPLESS_TEST(TestCharset)
#include "tst_charset.moc"
