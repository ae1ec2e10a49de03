// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "http/chunk_map.h"
#include "http/curl_options.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::http;
using namespace std::string_literals;

namespace {

/// What a shell hands to a program for this word, byte for byte.
std::string asReadBy(const QString& shell, const std::string& word)
{
    QProcess process;
    process.start(shell, {QStringLiteral("-c"), QString::fromStdString("printf %s " + word)});
    process.waitForFinished();
    return process.readAllStandardOutput().toStdString();
}

std::string marked(const std::string& body)
{
    const ChunkMap map = mapChunks(body);
    std::string content;
    std::size_t at = 0;
    for (const ByteSpan& span : map.framing) {
        content += body.substr(at, span.begin - at);
        at = span.end;
    }
    return content + (map.complete ? "!" : "?") + std::to_string(map.chunks);
}

} // namespace

/// What the details of a request are made of, besides its head.
class TestDisplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void framingAndTrailersAreTold()
    {
        const std::string body = "5;a=\"x\"\r\nhello\r\nA\r\n, world..!\r\n0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n";
        const ChunkMap map = mapChunks(body);
        QCOMPARE(map.framing.size(), 3u);
        QCOMPARE(body.substr(map.framing[0].begin, map.framing[0].end - map.framing[0].begin), "5;a=\"x\"\r\n"s);
        QCOMPARE(body.substr(map.framing[1].begin, map.framing[1].end - map.framing[1].begin), "\r\nA\r\n"s);
        QCOMPARE(body.substr(map.framing[2].begin, map.framing[2].end - map.framing[2].begin), "\r\n0\r\n"s);
        QCOMPARE(body.substr(map.trailers.begin), "X-Sum: 1\r\nX-Sum: 2\r\n\r\n"s);
        QCOMPARE(map.fields.size(), 2u);
        QCOMPARE(map.fields[1].value, "2"s);
        QCOMPARE(marked(body), "hello, world..!!2"s);
        QCOMPARE(marked("0\r\n\r\n"), "!0"s);
        const ChunkMap padded = mapChunks("0000000000000001\r\nx\r\n0000000000000000\r\nX-Sum: 1\r\n\r\n"); // as many digits as are taken
        QVERIFY(padded.complete && padded.chunks == 1 && padded.fields.size() == 1);
    }

    void brokenFramingEndsTheWalk()
    {
        for (const char* body : {"", "5", "5\r\n", "5\r\nhel", "5\r\nhelloXX0\r\n\r\n", "x\r\n\r\n", "\r\n",
                                 "ffffffffffffffff\r\n", "00000000000000000\r\n\r\n", "fffffffffffffff\r\nx", "5\nhello\n0\n\n", "-1\r\n\r\n"})
            QVERIFY2(!mapChunks(body).complete, body);
        QVERIFY(!mapChunks("0\r\nX: 1").complete);
        const std::string whole = "3\r\nabc\r\n0\r\nX: 1\r\n\r\n";
        for (std::size_t length = 0; length < whole.size() - 2; ++length)
            (void)mapChunks(std::string_view(whole).substr(0, length));
    }

    void manyTinyChunksAreBounded()
    {
        std::string body;
        for (int i = 0; i < 1'000'000; ++i)
            body += "1\r\nx\r\n";
        body += "0\r\nX-End: yes\r\n\r\n";
        const ChunkMap map = mapChunks(body, 1'000);
        QCOMPARE(map.framing.size(), 1'000u);
        QCOMPARE(map.chunks, 1'000'000u);
        QCOMPARE(map.fields.at(0).value, "yes"s);
    }

    void wordsSurviveTheShell_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
        row("plain", "application/json");
        row("quotes", "it's \"so\" `id` $(id) $HOME \\n !! #x ; | & > < * ? ~");
        row("onlyQuotes", "'''");
        row("empty", "");
        row("unicode", "héllo 🌻");
        row("controls", "a\x1b[31m\x07 b\tc'\\!");
        row("newlines", "a\nb\r\nc");
        row("bidi", "a\u202e b'c");
        row("notUtf8", "a\xff\xfe'1f");
        row("option", "-H --data @/etc/passwd");
    }

    void wordsSurviveTheShell()
    {
        QFETCH(QByteArray, text);
        const std::string wanted = text.toStdString();
        const std::string word = shellWord(wanted);
        for (const char c : word)
            QVERIFY2(static_cast<unsigned char>(c) >= 0x20, word.c_str());
        const QString bash = QStandardPaths::findExecutable(QStringLiteral("bash"));
        if (bash.isEmpty())
            QSKIP("bash is not installed");
        QCOMPARE(asReadBy(bash, word), wanted);
        if (!word.starts_with("$"))
            QCOMPARE(asReadBy(QStringLiteral("/bin/sh"), word), wanted);
    }

    void fieldsBecomeOptionsOfCurl()
    {
        const CurlOptions options = curlOptions({{"Content-Type", "application/json"},
                                                 {"Content-Length", "5"},
                                                 {"X-Empty", ""},
                                                 {"X-A", "it's"},
                                                 {"X-A", "2"},
                                                 {"", "no colon"},
                                                 {"@file", "x"},
                                                 {"transfer-encoding", "chunked"}});
        QCOMPARE(options.text, "-H 'Content-Type: application/json' \\\n-H 'X-Empty;' \\\n-H 'X-A: it'\\''s' \\\n-H 'X-A: 2'"s);
        QCOMPARE(options.leftOut.size(), 4u);
        QVERIFY(curlOptions({}).text.empty());
    }
};

HOOKLOUPE_TEST(TestDisplay)
#include "tst_display.moc"
