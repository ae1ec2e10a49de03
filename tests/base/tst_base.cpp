// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/clock.h"
#include "base/search.h"
#include "base/text.h"
#include "capture/capture.h"
#include "capture/endpoint.h"

#include <QTest>

using namespace hookloupe;
using namespace std::string_literals;

class TestBase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hexRoundTripsAndRefusesWhatIsNotHex()
    {
        QCOMPARE(toHex("\x00\xff\x1a"s), "00ff1a"s);
        QCOMPARE(fromHex("00FF1a").value(), "\x00\xff\x1a"s);
        QVERIFY(!fromHex("0"));
        QVERIFY(!fromHex("0g"));
    }

    void base64FollowsTheVectorsOfRfc4648()
    {
        const std::vector<std::pair<std::string, std::string>> vectors{
            {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"foobar", "Zm9vYmFy"}};
        for (const auto& [plain, encoded] : vectors) {
            QCOMPARE(toBase64(plain), encoded);
            QCOMPARE(fromBase64(encoded).value(), plain);
        }
        for (const char* bad : {"Zg", "Zg=", "Z===", "=Zg=", "Zm9v\n", "Zg==Zg=="})
            QVERIFY2(!fromBase64(bad), bad);
    }

    void hostileTextIsMadeVisible()
    {
        QCOMPARE(visibleText("a\x1b[31m"), "a\\u{001B}[31m"s);
        QCOMPARE(visibleText("x\u202Ey"), "x\\u{202E}y"s);
        QCOMPARE(visibleText("\xff\xc3(" ), "\\x{FF}\\x{C3}("s);
        QCOMPARE(visibleText("héllo 🌻"), "héllo 🌻"s);
        QCOMPARE(visibleText("a\nb\tc", true), "a\nb\tc"s);
        QCOMPARE(visibleText("a\nb"), "a\\u{000A}b"s);
    }

    void whatIsNotSeenIsMadeVisible()
    {
        for (const int code : {0x00ad, 0x034f, 0x061c, 0x115f, 0x180e, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c,
                                     0x202d, 0x202e, 0x2060, 0x2063, 0x2066, 0x2067, 0x2068, 0x2069, 0x206f, 0x3164, 0xfeff, 0xffa0, 0xfff9,
                                     0x1d173, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0xe01ef}) {
            const auto point = static_cast<char32_t>(code);
            std::string text;
            appendUtf8(text, point);
            char expected[16];
            std::snprintf(expected, sizeof expected, "\\u{%04X}", static_cast<unsigned>(point));
            QVERIFY(isUnseen(point));
            QCOMPARE(visibleText(text, true), std::string(expected));
        }
        // Letters, and what shapes them and emoji.
        for (const char* plain : {"ä", "e\u0301", "\u0645\u06cc\u200c\u062e", "👨\u200d👩\u200d👧", "❤\ufe0f", "\u00a0", "한", "𠮷", "\ufffd",
                                  "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3", "#\ufe0f\u20e3", "\u1828\u180b"})
            QCOMPARE(visibleText(plain), std::string(plain));
        // Where they shape nothing they only make one text look like another.
        QCOMPARE(visibleText("ad\u200dmin"), "ad\\u{200D}min"s);
        QCOMPARE(visibleText("\u200cadmin"), "\\u{200C}admin"s);
        QCOMPARE(visibleText("a\ufe0fb"), "a\\u{FE0F}b"s);
        QCOMPARE(visibleText("1\u200d"), "1\\u{200D}"s);
        QCOMPARE(visibleText("x\u180by"), "x\\u{180B}y"s);
        QCOMPARE(visibleText("ä\u200d\u200d"), "ä\u200d\\u{200D}"s);
        QCOMPARE(visibleText("\u202e\u200d"), "\\u{202E}\\u{200D}"s);
        QCOMPARE(visibleText("a\n\u200d", true), "a\n\\u{200D}"s);
        QCOMPARE(visibleText("\xff\u200d"), "\\x{FF}\\u{200D}"s);
        QCOMPARE(validUtf8("a\xff\xe2\x82 é"), "a\ufffd\ufffd\ufffd é"s);
    }

    void utf8IsJudgedStrictly()
    {
        QVERIFY(isUtf8("gehéim🔑"));
        for (const char* bad : {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"})
            QVERIFY(!isUtf8(bad));
        std::string out;
        appendUtf8(out, U'🔑');
        QCOMPARE(out, "🔑"s);
    }

    void timesAreWrittenWithMicroseconds()
    {
        QCOMPARE(toIso8601(UtcTime(Micros(1795315537265123))), "2026-11-22T02:45:37.265123Z"s);
        QCOMPARE(toIso8601(UtcTime(Micros(0))), "1970-01-01T00:00:00.000000Z"s);
    }

    void theLongestEndpointPathTakesTheRequest()
    {
        std::vector<ArmedEndpoint> endpoints(3);
        endpoints[1].endpoint = {EndpointId{1}, "/hooks/ci", {}, {}, "speckle", true, true};
        endpoints[2].endpoint = {EndpointId{2}, "/hooks", {}, {}, "speckle", true, true};
        const auto taker = [&](const char* target) { return toInt(endpointFor(endpoints, target)->endpoint.id); };
        QCOMPARE(taker("/hooks/ci?a=/x"), 1);
        QCOMPARE(taker("/hooks/ci/deep/er"), 1);
        QCOMPARE(taker("/hooks/cicd"), 2);
        QCOMPARE(taker("http://h:1/hooks/ci"), 1);
        QCOMPARE(taker("/hook"), 0);
        QCOMPARE(taker("/hooks%2Fci"), 0);
        QCOMPARE(taker("*"), 0);
        QVERIFY(!endpointFor({}, "/"));
    }

    void pathsAreNormalisedOrRefused()
    {
        QCOMPARE(normalisedPath("hooks/ci/"), "/hooks/ci"s);
        for (const char* bad : {"", "/", "//", "/a b", "/a?b", "/a#b", "/\xc3\xa9"})
            QVERIFY2(normalisedPath(bad).empty(), bad);
    }

    void aTextIsFoundWithAndWithoutRegardToCase_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<bool>("matchCase");
        QTest::addColumn<int>("at");
        const auto row = [](const char* text, const char* wanted, bool matchCase, int at) {
            QTest::addRow("%s in %s", wanted, text) << QByteArray(text) << QByteArray(wanted) << matchCase << at;
        };
        row("the streamId", "STREAMID", false, 4);
        row("the streamId", "STREAMID", true, -1);
        row("the streamId", "Id", true, 10);
        row("ÄRGER", "ärger", false, 0);
        row("xπΠ", "Ππ", false, 1);
        row("ПРИВЕТ", "привет", false, 0);
        row("ёж", "Ё", false, 0);
        row("a×b", "÷", false, -1);
        row("\xff\xd0\x9f", "п", false, 1);
        row("\xff\xfe", "\xfe", false, 1);
        row("abc", "", false, -1);
        row("abc", "abcd", false, -1);
        row("\xd0", "п", false, -1);
    }
    void aTextIsFoundWithAndWithoutRegardToCase()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wanted);
        QFETCH(bool, matchCase);
        QFETCH(int, at);
        const TextSearch search(wanted.toStdString(), matchCase);
        const std::string where = text.toStdString();
        const std::size_t found = search.find(where);
        QCOMPARE(found == TextSearch::none ? -1 : int(found), at);
        QCOMPARE(search.find(where, where.size() + 1), TextSearch::none);
        if (at >= 0)
            QCOMPARE(search.find("_" + where, 1), found + 1);
    }

    void everyMarkHasItsReason()
    {
        CaptureSummary capture;
        capture.record.status = SpeckleStatus::Success;
        capture.signature.verdict = SignatureVerdict::Valid;
        QCOMPARE(markOf(capture), Mark::Good);
        capture.record.status = SpeckleStatus::BeingSent;
        QCOMPARE(markOf(capture), Mark::Unjudged);
        capture.record.status = SpeckleStatus::Success;
        capture.signature.verdict = SignatureVerdict::NoSecret;
        QCOMPARE(markOf(capture), Mark::Unjudged);
        capture.signature.verdict = SignatureVerdict::ValidEmptySecret;
        QCOMPARE(markOf(capture), Mark::Unjudged);
        capture.signature.verdict = SignatureVerdict::Mismatch;
        QCOMPARE(markOf(capture), Mark::Bad);
        capture.signature.verdict = SignatureVerdict::Valid;
        capture.record.status = SpeckleStatus::Failure;
        QCOMPARE(markOf(capture), Mark::Bad);
        capture.record.status = SpeckleStatus::Success;
        capture.kind = CaptureKind::Malformed;
        QCOMPARE(markOf(capture), Mark::Bad);
    }
};

HOOKLOUPE_APPLESS_TEST(TestBase)
#include "tst_base.moc"
