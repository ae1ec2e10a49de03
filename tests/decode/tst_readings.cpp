// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "decode/decoder.h"
#include "decode/readings.h"
#include "decode/sniff.h"
#include "support/json_text.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::decode;
using namespace std::string_literals;
using hookloupe::test::json;

namespace {

std::string url64(const std::string& bytes)
{
    std::string text = toBase64(bytes);
    for (char& c : text)
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text.substr(0, text.find('='));
}

std::string told(const UrlParts& parts)
{
    std::string out = parts.scheme + "|" + parts.userInfo + "|" + parts.host + "|" + parts.port + "|" + parts.path + "|";
    for (const auto& [name, value] : parts.query)
        out += name + "=" + value + ";";
    return out + "|" + parts.fragment;
}

} // namespace

class TestReadings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void timesAreReadInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("time");
        QTest::addColumn<int>("form");
        const auto row = [](const char* value, const char* time, TimeForm form = TimeForm::Iso) {
            QTest::newRow(value) << QByteArray(value) << QByteArray(time) << int(form);
        };
        row("2026-11-22T14:02:11.312Z", "2026-11-22T14:02:11.312000Z");
        row("2026-11-22T14:02:11+01:30", "2026-11-22T12:32:11.000000Z");
        row("2026-11-22t14:02:11.1234567z", "2026-11-22T14:02:11.123456Z");
        row("2026-11-22T14:02-0800", "2026-11-22T22:02:00.000000Z");
        row("2026-11-22 14:02", "2026-11-22T14:02:00.000000Z", TimeForm::IsoWithoutZone);
        row("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000Z");
        row("1700000000", "2023-11-14T22:13:20.000000Z", TimeForm::Seconds);
        row("1700000000.5", "2023-11-14T22:13:20.500000Z", TimeForm::Seconds);
        row("1700000000123", "2023-11-14T22:13:20.123000Z", TimeForm::Milliseconds);
        row("1700000000123456", "2023-11-14T22:13:20.123456Z", TimeForm::Microseconds);
        for (const char* none : {"2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T14:02:11Zx", "2026-11-22T14:02:11.Z",
                                 "0000-01-01T00:00:00Z", "2026-11-22", "999999999", "12345678901", "99999999999999999999999",
                                 "1700000000123.5", "-1700000000", "1700000000.", "2026-11-22T14:02:11+", "+1700000000 ", "",
                                 "2026-11-22T14:02:11+99:00"})
            row(none, "");
    }
    void timesAreReadInEveryForm()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, time);
        QFETCH(int, form);
        const auto found = timestampOf(value.toStdString());
        QCOMPARE(found ? toIso8601(found->time) : "", time.toStdString());
        if (found)
            QCOMPARE(int(found->form), form);
    }

    void urlsAreCutAtTheirDelimiters_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("parts");
        const auto row = [](const char* value, const char* parts) { QTest::newRow(value) << QByteArray(value) << QByteArray(parts); };
        row("HTTPS://user:p%40ss@example.org:8443/a%20b/c?x=1&x=2&y+z=%C3%A9&&flag#top?",
            "https|user:p%40ss|example.org|8443|/a b/c|x=1;x=2;y z=é;flag=;|top?");
        row("http://[2001:db8::1]:80/", "http||[2001:db8::1]|80|/||");
        row("http://[::1]", "http||[::1]||||");
        row("http://good.example@evil.example/", "http|good.example|evil.example||/||");
        row("http://a@b@c", "http|a@b|c||||");
        row("git+ssh://h?q=%zz%4", "git+ssh||h|||q=%zz%4;|");
        row("http://", "http||||||");
        for (const char* none : {"://x", "1http://x", "http:/x", "no url", "say http://x", "javascript:alert(1)", "http://a b", "a"})
            row(none, "");
    }
    void urlsAreCutAtTheirDelimiters()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, parts);
        const auto found = urlOf(value.toStdString());
        QCOMPARE(found ? told(*found) : "", parts.toStdString());
    }

    void aQueryOfAMillionPairsIsCut()
    {
        std::string value = "http://h/?";
        while (value.size() < 60'000)
            value += "a&";
        const auto found = urlOf(value);
        QVERIFY(found && found->queryCut);
        QCOMPARE(found->query.size(), mostPairs);
        QVERIFY(!urlOf(value + value));
    }

    void aTokenShowsItsHeaderAndClaimsUnverified()
    {
        const std::string token = url64(json("{'alg':'HS256','typ':'JWT'}")) + "."
            + url64(json("{'sub':'ana \\u00e9','exp':1700000000.9,'iat':1.6e9,'nbf':'x','n':1.0}")) + "." + url64("0123456789");
        const auto found = jwtOf(token);
        QVERIFY(found);
        QCOMPARE(found->algorithm, "HS256"s);
        QCOMPARE(found->header, json("{\n  'alg': 'HS256',\n  'typ': 'JWT'\n}"));
        QVERIFY(found->claims.find(json("'n': 1.0")) != std::string::npos);
        QCOMPARE(found->signatureBytes, 10u);
        QCOMPARE(found->times.size(), 1u);
        QCOMPARE(toIso8601(found->times[0].time), "2023-11-14T22:13:20.000000Z"s);
        const auto unsignedOne = jwtOf(url64(json("{'alg':'none'}")) + "." + url64("{}") + ".");
        QVERIFY(unsignedOne);
        QCOMPARE(unsignedOne->signatureBytes, 0u);
        for (const std::string& none : {"a.b.c"s, ".."s, token + ".x", "x" + token, url64("[1]") + "." + url64("{}") + ".",
                                        url64("{}") + "." + url64("{") + ".", token.substr(0, token.rfind('.')), ""s})
            QVERIFY2(!jwtOf(none), none.c_str());
    }

    void base64IsToldFromWords_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("is");
        const auto row = [](const std::string& value, bool is) { QTest::addRow("%.40s", value.c_str()) << QByteArray::fromStdString(value) << is; };
        row(toBase64("Some text that is long enough"), true);
        row(toBase64("Some text in\nseveral lines é"), true);
        row(url64("\xfb\xff\xfe readable?"), false);
        row(toBase64("\x89PNG\r\n\x1a\n and more of it"), true);
        row(url64("{\"a\":\"some json in it\"}"), true);
        row("c29tZSB0ZXh0IHRo\r\nYXQgaXMgd3JhcHBlZA==", true);
        row("faf720fdfafaf720fdfafaf720fdfaab", false);
        row("550e8400-e29b-41d4-a716-446655440000", false);
        row("internationalisation", false);
        row("1234567890123456", false);
        row("a/path/of/sixteen", false);
        row("not base64 at all, no", false);
        row("====================", false);
        row("", false);
    }
    void base64IsToldFromWords()
    {
        QFETCH(QByteArray, value);
        QFETCH(bool, is);
        QCOMPARE(base64Of(value.toStdString()).has_value(), is);
    }

    void dataUrlsAreRead()
    {
        const auto image = dataUrlOf("DATA:image/png;BASE64,iVBORw0KGgo=");
        QVERIFY(image && image->base64 && !image->broken && !image->text);
        QCOMPARE(image->mediaType, "image/png"s);
        QCOMPARE(sniffedType(image->bytes), std::string_view("image/png"));
        const auto plain = dataUrlOf("data:,a%20b+c");
        QVERIFY(plain && plain->text);
        QCOMPARE(plain->mediaType, "text/plain"s);
        QCOMPARE(plain->bytes, "a b+c"s);
        QCOMPARE(dataUrlOf("data:;charset=utf-8;base64,w6k")->bytes, "é"s);
        QVERIFY(dataUrlOf("data:image/png;base64,!!")->broken);
        QVERIFY(!dataUrlOf("data:" + std::string(300, 'x') + ",y"));
        QVERIFY(!dataUrlOf("data:image/png"));
    }

    void stringsThatHoldJsonAreFoundHoweverOftenTheyAreEncoded()
    {
        const auto quoted = [](const std::string& text) {
            std::string out = "\"";
            for (const char c : text)
                out += c == '"' || c == '\\' ? "\\"s + c : std::string(1, c);
            return out + "\"";
        };
        QVERIFY(holdsJson(" {\"a\":1} "));
        QVERIFY(holdsJson("[0]"));
        QVERIFY(holdsJson(quoted("[1]")));
        QVERIFY(holdsJson(quoted(quoted("{\"a\":1}"))));
        for (const char* none : {"", "{", "{}", "[]", "[1", "{a}", "\"text\"", "12", "[link]", "[1]x", "\""})
            QVERIFY2(!holdsJson(none), none);
        std::string often = "[1]";
        for (int i = 0; i < 12; ++i)
            often = quoted(often);
        QVERIFY2(!holdsJson(often), "the limit of strings in strings");
        const Document document = decode::decode({{"Content-Type", "application/json"}},
                                                 "[" + quoted("{\"a\":[]}") + ",\"x\"," + quoted("[not]") + "," + quoted("[2]") + "]");
        QCOMPARE(stringsHoldingJson(document), (std::vector<std::int32_t>{1, 4}));
    }

    void hostileValuesAreReadInTimeAndWithoutHarm()
    {
        const std::string values[]{std::string(5'000'000, 'A'), std::string(200'000, '['), std::string(1'000'000, '.'),
                                   "data:," + std::string(1'000'000, '%'), "http://" + std::string(60'000, '@'),
                                   std::string(1'000'000, '\0'), "\xff\xfe\xd8", std::string(20'000'000, '1'),
                                   "eyJ" + std::string(200'000, 'W') + ".eyJ." };
        for (const std::string& value : values) {
            const Readings readings = readingsOf(value);
            static_cast<void>(readings.empty());
            QVERIFY(!holdsJson(value));
        }
        QVERIFY(readingsOf("Olivia").empty());
        QVERIFY(readingsOf("facade/north2").empty());
        QVERIFY(readingsOf("faf720fdfa").empty());
    }
};

HOOKLOUPE_APPLESS_TEST(TestReadings)
#include "tst_readings.moc"
