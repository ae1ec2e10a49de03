// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "decode/decoder.h"
#include "decode/document.h"
#include "decode/media_type.h"
#include "decode/pretty.h"
#include "support/json_text.h"

#include <QTest>

#include <zlib.h>

using namespace hookloupe;
using namespace hookloupe::decode;
using namespace std::string_literals;
using hookloupe::test::json;

namespace {

enum class Coding { Gzip = 16 + MAX_WBITS, Zlib = MAX_WBITS, Bare = -MAX_WBITS };

std::string compressed(const std::string& text, Coding coding)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, static_cast<int>(coding), 8, Z_DEFAULT_STRATEGY)
        != Z_OK)
        qFatal("zlib does not start");
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    std::string input = text;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        qFatal("zlib does not finish");
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

http::Headers encoded(const std::string& coding, const std::string& type = "application/json")
{
    return {{"content-type", type}, {"CONTENT-ENCODING", coding}};
}

http::Headers typed(const std::string& type)
{
    return {{"Content-Type", type}};
}

} // namespace

class TestDecode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theRegistryAsksByFallingPriorityAndEndsWithTheRawFallback()
    {
        int last = 1000;
        for (const Decoder& decoder : registry()) {
            QVERIFY(decoder.priority < last);
            last = decoder.priority;
        }
        QCOMPARE(registry().back().format, Format::Binary);
    }

    void formatsAreTold_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("format");
        const auto row = [](const char* type, const QByteArray& body, Format format) {
            QTest::addRow("%s: %s", type, body.left(20).toPercentEncoding().constData())
                << QByteArray(type) << body << static_cast<int>(format);
        };
        row("application/json", "{}", Format::Json);
        row("Application/JSON ; x=y", "{}", Format::Json);
        row("application/cloudevents+json", "{}", Format::Json);
        row("application/json", "nonsense", Format::Json);
        row("", " {\"a\":1}", Format::Json);
        row("application/x-www-form-urlencoded", "{\"a\":1}", Format::Json);
        row("application/x-www-form-urlencoded", "{not json}=1", Format::Form);
        row("application/x-www-form-urlencoded", "a=1", Format::Form);
        row("", "a=1", Format::Text);
        row("", "[INFO] a log line", Format::Text);
        row("text/plain", "hello", Format::Text);
        row("text/plain", "{\"a\":1}", Format::Json);
        row("text/xml", "<a/>", Format::Xml);
        row("application/soap+xml", "<a/>", Format::Xml);
        row("", "<?xml version=\"1.0\"?><a/>", Format::Xml);
        row("", "<html>", Format::Text);
        row("", "h\xc3\xa9llo\r\n\tyou", Format::Text);
        row("", QByteArray("a\0b", 3), Format::Binary);
        row("", "\x89PNG\r\n\x1a\n", Format::Binary);
        row("", "caf\xe9", Format::Binary);
        row("text/plain; charset=iso-8859-1", "caf\xe9", Format::Text);
        row("application/json", "", Format::Empty);
    }

    void formatsAreTold()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(int, format);
        const Document document = decode::decode(typed(type.toStdString()), body.toStdString());
        QCOMPARE(static_cast<int>(document.format), format);
        QCOMPARE(document.text, body.toStdString());
    }

    void textThatIsNoUtf8SaysWhere()
    {
        const Document document = decode::decode(typed("text/plain; charset=\"iso-8859-1\""), "caf\xe9");
        QCOMPARE(document.problem, Problem::NotUtf8);
        QCOMPARE(document.problemOffset, 3u);
        QCOMPARE(document.problemDetail, "iso-8859-1"s);
    }

    void compressionIsUndone()
    {
        const std::string text = json("{'a':[1,2,3]}");
        for (const auto& [name, coding] : {std::pair{"gzip", Coding::Gzip},
                                           {"X-GZIP", Coding::Gzip},
                                           {"deflate", Coding::Zlib},
                                           {"deflate", Coding::Bare}}) {
            const Document document = decode::decode(encoded(name), compressed(text, coding));
            QCOMPARE(document.text, text);
            QCOMPARE(document.problem, Problem::None);
            QCOMPARE(document.format, Format::Json);
            QCOMPARE(document.undone.size(), 1u);
            QCOMPARE(document.nodes.size(), 5u);
        }
    }

    void chainedCodingsAreUndoneLastFirst()
    {
        const std::string text = "hello";
        const std::string twice = compressed(compressed(text, Coding::Zlib), Coding::Gzip);
        const Document document = decode::decode(encoded("deflate, identity , gzip", "text/plain"), twice);
        QCOMPARE(document.text, text);
        QCOMPARE(document.undone, (std::vector<std::string>{"gzip", "deflate"}));
        const http::Headers fields{{"Content-Encoding", "deflate"}, {"Content-Encoding", "gzip"}};
        QCOMPARE(decode::decode(fields, twice).text, text);
        const Document tooMany = decode::decode(encoded("gzip,gzip,gzip,gzip,gzip", "text/plain"), twice);
        QVERIFY(tooMany.problem != Problem::None);
    }

    void gzipMembersAreJoined()
    {
        const std::string two = compressed("one ", Coding::Gzip) + compressed("two", Coding::Gzip);
        QCOMPARE(decode::decode(encoded("gzip", "text/plain"), two).text, "one two"s);
    }

    void brokenCompressionShowsWhatThereIs()
    {
        const Document plain = decode::decode(encoded("gzip"), "{}");
        QCOMPARE(plain.problem, Problem::BadCompression);
        QCOMPARE(plain.text, "{}"s);
        QCOMPARE(plain.format, Format::Text);
        QVERIFY(plain.undone.empty());
        const std::string whole = compressed(std::string(200'000, 'x'), Coding::Gzip);
        const Document cut = decode::decode(encoded("gzip"), whole.substr(0, whole.size() / 2));
        QCOMPARE(cut.problem, Problem::BadCompression);
        QVERIFY(!cut.text.empty());
        QVERIFY(!cut.problemDetail.empty());
        const Document trailing = decode::decode(encoded("gzip"), compressed("{}", Coding::Gzip) + "rest");
        QCOMPARE(trailing.problem, Problem::BadCompression);
        QCOMPARE(trailing.text, "{}"s);
        const Document unknown = decode::decode(encoded("br"), "\x0b\x02\x80");
        QCOMPARE(unknown.problem, Problem::UnknownEncoding);
        QCOMPARE(unknown.problemDetail, "br"s);
        QCOMPARE(unknown.format, Format::Binary);
    }

    void aBombStopsAtTheLimit()
    {
        const std::string bomb = compressed(std::string(3'000'000, 'a'), Coding::Gzip);
        const Document document = decode::decode(encoded("gzip"), bomb, {.bytes = 100'000});
        QCOMPARE(document.problem, Problem::CompressionBomb);
        QCOMPARE(document.text.size(), 100'000u);
        const std::string twice = compressed(bomb, Coding::Gzip);
        QCOMPARE(decode::decode(encoded("gzip, gzip"), twice, {.bytes = 100'000}).problem,
                 Problem::CompressionBomb);
        const std::string exact = compressed(std::string(100'000, 'a'), Coding::Gzip);
        QCOMPARE(decode::decode(encoded("gzip", "text/plain"), exact, {.bytes = 100'000}).problem,
                 Problem::None);
    }

    void formsAreRead()
    {
        const std::string text = "a=1&b+c=%C3%A9%20x&flag&&a=2&=v&e=";
        const Document document = decode::decode(typed("application/x-www-form-urlencoded"), text);
        QCOMPARE(document.problem, Problem::None);
        std::string joined;
        for (std::size_t i = 1; i < document.nodes.size(); ++i) {
            const Node& node = document.nodes[i];
            QCOMPARE(node.type, NodeType::Field);
            joined += std::string(document.key(node)) + "=" + std::string(document.value(node)) + ";";
        }
        QCOMPARE(joined, "a=1;b c=é x;flag=;a=2;=v;e=;"s);
        QCOMPARE(document.nodes[0].childCount, 6);
        QCOMPARE(text.substr(document.nodes[2].offset, document.nodes[2].length), "%C3%A9%20x"s);
        QCOMPARE(prettyText(document), "a=1\n&b+c=%C3%A9%20x\n&flag\n&\n&a=2\n&=v\n&e="s);
        const Document broken = decode::decode(typed("application/x-www-form-urlencoded"), "a=%zz&b=100%");
        QCOMPARE(broken.problem, Problem::FormSyntax);
        QCOMPARE(broken.problemOffset, 2u);
        QCOMPARE(std::string(broken.value(broken.nodes[1])), "%zz"s);
        QCOMPARE(std::string(broken.value(broken.nodes[2])), "100%"s);
    }

    /// A part's header lines count as everything else, and what one of them holds costs no more than the line.
    void theNodesOfAMultipartBodyAreBounded()
    {
        std::string lines = "--x\r\n";
        for (int i = 0; i < 5'000; ++i)
            lines += "a:1\r\n";
        const std::string body = lines + "\r\nbody\r\n--x\r\n\r\nsecond\r\n--x--";
        const Document whole = decode::decode(typed("multipart/mixed; boundary=x"), body);
        QCOMPARE(whole.problem, Problem::None);
        QCOMPARE(whole.nodes.size(), std::size_t(5'003));
        const Document cut = decode::decode(typed("multipart/mixed; boundary=x"), body, {.nodes = 100});
        QCOMPARE(cut.problem, Problem::MultipartSyntax);
        QCOMPARE(cut.nodes.size(), std::size_t(100));
        QCOMPARE(cut.nodes[0].childCount, 1);
        QVERIFY(std::string_view(cut.text).substr(cut.nodes[1].offset).starts_with("a:1\r\n"));

        std::string dispositions = "--x\n";
        for (int i = 0; i < 1'000; ++i)
            dispositions += "Content-Disposition: form-data; name=\"n" + std::to_string(i) + "\"" + std::string(1'000, ';') + "\n";
        const Document named = decode::decode(typed("multipart/form-data; boundary=x"), dispositions + "\nbody\n--x--");
        QCOMPARE(named.key(named.nodes[1]), "n0");
        QCOMPARE(named.texts.size(), std::size_t(1));
        QCOMPARE(parseMediaType("a/b" + std::string(100'000, ';') + "c=d").parameters.size(), std::size_t(1));
        std::string many = "a/b";
        for (int i = 0; i < 10'000; ++i)
            many += ";c=d";
        QCOMPARE(parseMediaType(many).parameters.size(), std::size_t(64));
    }

    void multipartBodiesAreRead()
    {
        const std::string text =
            "preamble\r\n--x y\r\nContent-Disposition: form-data; name=\"a\\\"b\"\r\n\r\none\r\ntwo\r\n"
            "--x y  \r\n\r\n--x yz is text\r\n--x y--\r\nepilogue";
        const Document document = decode::decode(typed("multipart/form-data; boundary=\"x y\""), text);
        QCOMPARE(document.format, Format::Multipart);
        QCOMPARE(document.problem, Problem::None);
        QCOMPARE(document.nodes.size(), 4u);
        QCOMPARE(document.nodes[1].type, NodeType::Part);
        QCOMPARE(std::string(document.key(document.nodes[1])), "a\"b"s);
        QCOMPARE(std::string(document.value(document.nodes[1])), "one\r\ntwo"s);
        QCOMPARE(text.substr(document.nodes[1].offset, document.nodes[1].length), "one\r\ntwo"s);
        QCOMPARE(std::string(document.key(document.nodes[2])), "Content-Disposition"s);
        QCOMPARE(document.nodes[2].parent, 1);
        QCOMPARE(std::string(document.value(document.nodes[3])), "--x yz is text"s);
        QCOMPARE(document.nodes[0].childCount, 2);
        QCOMPARE(document.nodes[1].end, 3);
    }

    void brokenMultipartBodiesSayWhy()
    {
        QCOMPARE(decode::decode(typed("multipart/form-data"), "--x").problem, Problem::MultipartSyntax);
        QCOMPARE(decode::decode(typed("multipart/mixed; boundary=x"), "nothing").problem,
                 Problem::MultipartSyntax);
        const Document open = decode::decode(typed("multipart/mixed; boundary=x"), "--x\n\nbody");
        QCOMPARE(open.problem, Problem::MultipartSyntax);
        QCOMPARE(std::string(open.value(open.nodes[1])), "body"s);
    }

    void xmlIsRead()
    {
        const std::string text =
            "<?xml version='1.0'?><!-- c --><r a='1' b='&lt;'><x>te&amp;xt</x>mixed<y/></r>";
        const Document document = decode::decode(typed("application/xml"), text);
        QCOMPARE(document.problem, Problem::None);
        std::string joined;
        for (const Node& node : document.nodes)
            joined += std::to_string(node.parent) + ":" + std::string(document.key(node)) + "=" + std::string(document.value(node)) + ";";
        QCOMPARE(joined, "-1:r=;0:a=1;0:b=<;0:x=te&xt;0:=mixed;0:y=;"s);
        QCOMPARE(document.nodes[0].end, 6);
        QCOMPARE(text.substr(document.nodes[3].offset, document.nodes[3].length), "x"s);
        QCOMPARE(prettyText(document), text);
    }

    void xmlEntitiesAreNotExpanded()
    {
        const std::string text =
            "<!DOCTYPE r [<!ENTITY a \"boom\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
            "<r>&a;&f;</r>";
        const Document document = decode::decode(typed("text/xml"), text);
        QCOMPARE(document.problem, Problem::None);
        QCOMPARE(document.nodes.size(), 1u);
        QCOMPARE(std::string(document.value(document.nodes[0])), "&a;&f;"s);
    }

    void brokenOrDeepXmlSaysWhere()
    {
        const Document open = decode::decode(typed("text/xml"), "<a><b></a>");
        QCOMPARE(open.problem, Problem::XmlSyntax);
        QVERIFY(open.problemOffset > 0);
        QVERIFY(open.nodes.empty());
        std::string deep;
        for (int i = 0; i < 100'000; ++i)
            deep += "<a>";
        QCOMPARE(decode::decode(typed("text/xml"), deep).problem, Problem::XmlSyntax);
        for (int i = 0; i < 100'000; ++i)
            deep += "</a>";
        const Document closed = decode::decode(typed("text/xml"), deep);
        QCOMPARE(closed.problem, Problem::XmlSyntax);
        const Document twoRoots = decode::decode(typed("text/xml"), "<a/><b/>");
        QCOMPARE(twoRoots.problem, Problem::XmlSyntax);
        QCOMPARE(twoRoots.problemOffset, std::size_t{5});
        QVERIFY(twoRoots.nodes.empty());
        QVERIFY(closed.nodes.empty());
    }
};

HOOKLOUPE_APPLESS_TEST(TestDecode)
#include "tst_decode.moc"
