// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every written program without running it; C# is looked at here alone.
#include "support/test_main.h"
#include "base/text.h"
#include "snippets/snippet.h"
#include "snippets/template.h"

#include <QTest>

#include <algorithm>

using namespace hookloupe;
using namespace std::string_literals;
using snippets::Language;

namespace {

http::Headers headersWith(const verify::Scheme& scheme, const std::string& value)
{
    http::Headers headers{{std::string(scheme.header), value}, {"Authorization", "Basic cGFzc3dvcmQ="}};
    for (const std::string_view name : {scheme.timestampHeader, scheme.idHeader}) {
        if (!name.empty())
            headers.push_back({std::string(name), value});
    }
    return headers;
}

/// The lines of C# without what stands in string literals and comments.
std::string bareCode(const std::string& source)
{
    std::string bare;
    bool literal = false;
    bool verbatim = false;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const char c = source[i];
        if (!literal && source.compare(i, 2, "//") == 0)
            i = source.find('\n', i);
        else if (!literal && c == '"') {
            literal = true;
            verbatim = i > 0 && source[i - 1] == '@';
        } else if (literal && c == '\\' && !verbatim)
            ++i;
        else if (literal && c == '"')
            literal = false;
        else if (!literal)
            bare += c;
    }
    return literal ? "a literal does not end" : bare;
}

} // namespace

class TestSnippetText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyProgramIsPlainAsciiAndCarriesNothingButItsHeaders()
    {
        const std::string hostile = "\xe2\x80\xae\x1b[31m\"'\\\n`$(x)\xff"s;
        for (const verify::Scheme& scheme : verify::schemes()) {
            const http::Headers headers = headersWith(scheme, hostile);
            for (const Language language : snippets::languages()) {
                const auto snippet = snippets::captureSnippet(language, {scheme, headers, hostile, {}});
                QVERIFY(std::ranges::all_of(snippet.source, [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
                QVERIFY(snippet.source.find(std::string(scheme.header)) != std::string::npos);
                QVERIFY(snippet.source.find("HOOKLOUPE_SECRET") != std::string::npos);
                QVERIFY(snippet.source.find("cGFzc3dvcmQ=") == std::string::npos);
                QVERIFY(snippet.source.find("Authorization") == std::string::npos);
                QVERIFY(snippet.source.find("@HEADER@") == std::string::npos);
                QVERIFY(snippet.source.find(snippet.fileName) != std::string::npos);
                QVERIFY(snippet.command.find(snippet.fileName) != std::string::npos);
            }
        }
    }

    void linesOfCodeFitAScreen()
    {
        for (const verify::Scheme& scheme : verify::schemes()) {
            const http::Headers headers = headersWith(scheme, "00");
            for (const Language language : snippets::languages()) {
                const auto snippet = snippets::captureSnippet(language, {scheme, headers, "{\"payload\":\"a\"}", {}});
                for (const QByteArray& line : QByteArray::fromStdString(snippet.source).split('\n'))
                    QVERIFY2(line.size() <= 130, line.constData());
            }
        }
    }

    void cSharpHasEveryHeaderInALiteralAndItsBracesInPairs()
    {
        const std::string breakout = "\"; System.Diagnostics.Process.Start(\"x\"); // {";
        for (const verify::Scheme& scheme : verify::schemes()) {
            const http::Headers headers = headersWith(scheme, breakout);
            const auto snippet = snippets::captureSnippet(Language::CSharp, {scheme, headers, "{\"payload\":\"\\n\"}", {}});
            const std::string bare = bareCode(snippet.source);
            QVERIFY2(bare.find("Process") == std::string::npos, bare.c_str());
            for (const char* pair : {"{}", "()", "[]"})
                QCOMPARE(std::count(bare.begin(), bare.end(), pair[0]), std::count(bare.begin(), bare.end(), pair[1]));
            QVERIFY(bare.find("HMACSHA256.HashData") != std::string::npos);
            QVERIFY(bare.find("FixedTimeEquals") != std::string::npos);
            QVERIFY(snippet.source.find(toBase64("{\"payload\":\"\\n\"}")) != std::string::npos);
            const bool dialect = snippet.source.find("GetProperty(\"payload\")") != std::string::npos;
            QCOMPARE(dialect, scheme.covered == verify::Covered::SpeckleBody && scheme.dialect != Dialect::Object);
        }
    }

    void aLargeBodyIsLeftOutAndAskedFor()
    {
        const verify::Scheme& scheme = *verify::findScheme("github");
        const http::Headers headers = headersWith(scheme, "sha256=00");
        const std::string body(snippets::largestBodyInside + 1, 'x');
        for (const Language language : snippets::languages()) {
            const snippets::Subject subject{scheme, headers, body, {}};
            const auto snippet = snippets::captureSnippet(language, subject);
            QVERIFY(snippet.bodyFile == snippets::BodyFile::Body);
            QVERIFY(snippet.source.size() < 8'000);
            QVERIFY(snippet.command.ends_with("body.bin"));
            QCOMPARE(snippets::bodyFileBytes(snippet, subject), body);
            const auto inside = snippets::captureSnippet(language, {scheme, headers, body.substr(1), {}});
            QVERIFY(inside.bodyFile == snippets::BodyFile::None);
            QVERIFY(inside.source.size() > body.size());
        }
    }

    void aSampleHoldsNoCapture()
    {
        for (const verify::Scheme& scheme : verify::schemes()) {
            for (const Language language : snippets::languages()) {
                const std::string sample = snippets::handlerSample(language, scheme, Dialect::Object);
                QVERIFY(sample.size() > 300);
                QVERIFY(sample.find("HOOKLOUPE_SECRET") == std::string::npos);
                QVERIFY(sample.find(std::string(scheme.header)) != std::string::npos);
            }
        }
    }

    void aTemplateIsFilledOnce()
    {
        QCOMPARE(snippets::fill("@A@-@B@ a@b.c @", {{"A", "@B@"}, {"B", "x"}}), std::string("@B@-x a@b.c @"));
        QCOMPARE(snippets::quoted("a\"\\\n$\xff", "\\x"), std::string("\"a\\x22\\x5c\\x0a\\x24\\xff\""));
        QCOMPARE(snippets::quotedList({"a", "b"}, "\\x"), std::string("\"a\", \"b\""));
        QCOMPARE(snippets::secondsLiteral(UtcTime(Micros(1'500'000'000'000'045))), std::string("1500000000.000045"));
        QCOMPARE(snippets::base64Lines(std::string(49, 'a')).find('\n'), std::size_t(64));
    }
};

HOOKLOUPE_APPLESS_TEST(TestSnippetText)
#include "tst_snippet_text.moc"
