// SPDX-License-Identifier: GPL-3.0-or-later
// The written programs are run, and must come to the verdict of verify::check().
#include "support/test_main.h"
#include "base/text.h"
#include "program_run.h"
#include "support/wire_file.h"
#include "verify/signing.h"
#include "verify/verify.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
using snippets::Language;

namespace {

constexpr std::int64_t sentAt = 1'795'315'537;

/// What is signed beside the body, if the scheme has it.
const std::string messageId = "msg_1";

std::string sign(const verify::Scheme& scheme, const std::string& key, const std::string& bytes,
                 const std::string& timestamp)
{
    return verify::headerForm(scheme, crypto::hmac(scheme.algorithm, key, bytes), timestamp);
}

/// A request signed as the scheme asks. `secret` is as a person saves it.
struct Signed {
    http::Headers headers;
    std::string content;
    UtcTime arrivedAt{std::chrono::seconds(sentAt) + Micros(1)};

    http::Header& header(std::string_view name)
    {
        return *std::find_if(headers.begin(), headers.end(),
                             [&](const http::Header& each) { return equalsIgnoreCase(each.name, name); });
    }
};

Signed signedRequest(const verify::Scheme& scheme, const std::string& secret, const std::string& content,
                     const std::string& id = messageId)
{
    const std::string timestamp = std::to_string(sentAt);
    Signed request{{{"Content-Type", "application/json"}}, content};
    verify::ReceivedSignature lead;
    lead.timestamp = timestamp;
    lead.id = id;
    const verify::CoveredBody body = verify::coveredBody(scheme, content);
    const std::string bytes = verify::signedLead(scheme, lead) + std::string(body.bytes());
    request.headers.push_back(
        {std::string(scheme.header), sign(scheme, verify::keyOf(scheme, secret).value_or(""), bytes, timestamp)});
    if (!scheme.timestampHeader.empty())
        request.headers.push_back({std::string(scheme.timestampHeader), timestamp});
    if (!scheme.idHeader.empty())
        request.headers.push_back({std::string(scheme.idHeader), id});
    return request;
}

bool isPrintable(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool isValid(SignatureVerdict verdict)
{
    return verdict == SignatureVerdict::Valid || verdict == SignatureVerdict::ValidEmptySecret;
}

/// The signature fits, but leaves something of the body out.
bool leavesOut(SignatureVerdict verdict)
{
    return verdict == SignatureVerdict::UnsignedMembers || verdict == SignatureVerdict::RepeatedPayload
           || verdict == SignatureVerdict::WholeBodyInside;
}

http::Headers headersOf(const std::string& head)
{
    return http::viewHead(head).headers;
}

} // namespace

class TestSnippets : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_runs = 0;

    /// All languages against verify. Returns false after the first difference, which it has reported.
    void agree(const verify::Scheme& scheme, const http::Headers& headers, const std::string& content, UtcTime arrivedAt,
               const std::string& secret, const QString& what)
    {
        const snippets::Subject subject{scheme, headers, content, arrivedAt};
        const verify::Check check = verify::check(scheme, {headers, content, arrivedAt}, {secret});
        const bool valid = isValid(check.result.verdict);
        const bool fits = valid || leavesOut(check.result.verdict);
        std::vector<Program> programs;
        for (const Language language : {Language::Python, Language::Node, Language::Shell}) {
            const auto snippet = snippets::captureSnippet(language, subject);
            Program& program = programs.emplace_back(Program{language, snippet.source});
            if (snippet.bodyFile != snippets::BodyFile::None)
                program.bodyFile = snippets::bodyFileBytes(snippet, subject);
        }
        auto results = runAll(programs, m_folder.path(), secret);
        m_runs += int(results.size());
        for (std::size_t i = 0; i < results.size(); ++i) {
            RunResult& result = results[i];
            const QString where = what + u", "_s + QString::fromUtf8(snippets::languageName(programs[i].language).data());
            const QString said = where + u": code %1\n%2\n%3"_s.arg(result.code)
                                             .arg(QString::fromUtf8(result.output), QString::fromUtf8(result.complaint));
            QVERIFY2(result.code == (valid ? 0 : 1), qPrintable(said));
            QVERIFY2(result.output.startsWith(valid ? "valid\n" : "invalid"), qPrintable(said));
            QVERIFY2(result.complaint.isEmpty(), qPrintable(said));
            const QByteArray expected = result.line("expected");
            if (leavesOut(check.result.verdict)) // nobody is to look for a wrong secret
                QVERIFY2(result.output.startsWith("invalid: "), qPrintable(said));
            if (fits) {
                // Where the header is a list, the expected entry alone is printed.
                QVERIFY2(!expected.isEmpty() && QByteArray::fromStdString(check.expected).endsWith(expected),
                         qPrintable(said));
                if (isPrintable(check.received))
                    QCOMPARE(result.line("received"), QByteArray::fromStdString(check.received));
            }
            QVERIFY2(isPrintable(result.output.replace('\n', "").replace('\t', "").toStdString()), qPrintable(said));
        }
    }
    void agree(const verify::Scheme& scheme, const Signed& request, const std::string& secret, const QString& what)
    {
        agree(scheme, request.headers, request.content, request.arrivedAt, secret, what);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        for (const Language language : {Language::Python, Language::Node, Language::Shell})
            QVERIFY(!interpreterOf(language).isEmpty());
    }
    void cleanupTestCase() { QVERIFY(m_runs > 0); }

    void everyRecordedRequestGetsTheSameVerdictInEveryLanguage()
    {
        const verify::Scheme& scheme = *verify::findScheme("speckle");
        int wrong = 0;
        for (const WireFile& file : wireFiles()) {
            const QString name = QString::fromStdString(file.name);
            agree(scheme, headersOf(file.head), file.body, {}, file.secret, name);
            if (wrong++ % 3 == 0)
                agree(scheme, headersOf(file.head), file.body, {}, file.secret + "x", name + u" with a wrong secret"_s);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void everySchemeIsChecked_data()
    {
        QTest::addColumn<QString>("name");
        for (const verify::Scheme& scheme : verify::schemes()) {
            const QString name = QString::fromUtf8(scheme.name.data(), qsizetype(scheme.name.size()));
            QTest::newRow(qPrintable(name)) << name;
        }
    }

    void everySchemeIsChecked()
    {
        QFETCH(QString, name);
        const verify::Scheme& scheme = *verify::findScheme(name.toStdString());
        const bool decodes = scheme.key == verify::KeyForm::WhsecBase64;
        const std::string secret = decodes ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" : "a 'quoted' $(secret) \\ \"x\" \xc3\xa9\n";
        const std::string body = "{\"payload\":{\"text\":\"it's \\\"é\\\" %s $HOME `id` \\\\\"}}";
        const Signed good = signedRequest(scheme, secret, body);
        agree(scheme, good, secret, u"good"_s);
        agree(scheme, good, decodes ? "whsec_AAAA" : "other", u"wrong secret"_s);
        agree(scheme, good, "not Base64!", u"no Base64"_s);
        if (decodes)
            agree(scheme, good, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa=w", u"padding inside"_s);
        const std::string longSecret = decodes ? "whsec_" + toBase64(std::string(100, 'k')) : std::string(100, 'k');
        agree(scheme, signedRequest(scheme, longSecret, body), longSecret, u"longer than a block"_s);
        const std::string block = decodes ? "whsec_" + toBase64(std::string(64, 'k')) : std::string(64, 'k');
        agree(scheme, signedRequest(scheme, block, body), block, u"a block"_s);
        agree(scheme, signedRequest(scheme, "", body), "", u"empty secret"_s);
        agree(scheme, signedRequest(scheme, secret, ""), secret, u"empty body"_s);

        Signed changed = good;
        changed.content += " ";
        agree(scheme, changed, secret, u"changed body"_s);
        changed = good;
        changed.headers.clear();
        agree(scheme, changed, secret, u"no headers"_s);
        changed = good;
        changed.headers.push_back(changed.header(scheme.header));
        agree(scheme, changed, secret, u"header twice"_s);
        for (const char* value : {"", "sha256=", "v1, v1=,t=1"}) {
            changed.headers = good.headers;
            changed.header(scheme.header).value = value;
            agree(scheme, changed, secret, u"header "_s + QString::fromUtf8(value));
        }
        changed = good;
        std::string& value = changed.header(scheme.header).value;
        value = QByteArray::fromStdString(value).toUpper().toStdString();
        agree(scheme, changed, secret, u"in capitals"_s);
        value = good.headers[1].value;
        for (std::size_t i = scheme.prefix.empty() ? 0 : value.find(scheme.prefix) + scheme.prefix.size(); i < value.size(); ++i)
            value[i] = char(std::toupper(static_cast<unsigned char>(value[i])));
        agree(scheme, changed, secret, u"hex in capitals"_s);
    }

    void timesAndListsAreReadAlike()
    {
        for (const char* name : {"stripe", "slack", "standard-webhooks"}) {
            const verify::Scheme& scheme = *verify::findScheme(name);
            const std::string secret = "whsec_c2VjcmV0";
            const Signed good = signedRequest(scheme, secret, "{}");
            const auto with = [&](Signed request, const char* what) {
                agree(scheme, request, secret, QString::fromUtf8(name) + u' ' + QString::fromUtf8(what));
            };
            for (const std::int64_t seconds : {299, 301, -299, -301}) {
                Signed late = good;
                late.arrivedAt = UtcTime(std::chrono::seconds(sentAt + seconds));
                with(late, "late");
            }
            Signed edge = good;
            edge.arrivedAt = UtcTime(std::chrono::seconds(sentAt + 300));
            with(edge, "just in time");
            edge.arrivedAt += Micros(1);
            with(edge, "just too late");
            if (!scheme.timestampHeader.empty()) {
                for (const char* time : {"", "soon", "+1795315537", "01795315537", "17953155370000", "-1", "1795315537 "}) {
                    Signed odd = good;
                    odd.header(scheme.timestampHeader).value = time;
                    with(odd, time);
                }
            }
            if (QTest::currentTestFailed())
                return;
        }
        const verify::Scheme& stripe = *verify::findScheme("stripe");
        const Signed request = signedRequest(stripe, "s", "{}");
        const std::string& entry = request.headers[1].value;
        const std::string mac = entry.substr(entry.find("v1="));
        const std::string time = "t=" + std::to_string(sentAt);
        for (const std::string& list : {mac + ", " + time, time + "," + time + "," + mac, mac, time, time + ",v1=00," + mac,
                                        time + ",\t" + mac + " ,v0=x", "t=," + mac, "," + entry + ","}) {
            Signed other = request;
            other.headers[1].value = list;
            agree(stripe, other, "s", QString::fromStdString(list));
        }
        const verify::Scheme& standard = *verify::findScheme("standard-webhooks");
        const Signed one = signedRequest(standard, "c2VjcmV0", "{}");
        const std::string& good = one.headers[1].value;
        for (const std::string& list : {"v1a,x " + good, good + " v2,*", " " + good, "v1,* " + good}) {
            Signed other = one;
            other.headers[1].value = list;
            agree(standard, other, "c2VjcmV0", QString::fromStdString(list));
        }
        Signed noId = one;
        noId.header(standard.idHeader).value.clear();
        agree(standard, noId, "c2VjcmV0", u"empty id"_s);
        agree(standard, signedRequest(standard, "c2VjcmV0", "1700000000.{}"), "c2VjcmV0", u"time in front of the body"_s);
    }

    void hostileBytesStayBytes()
    {
        std::string every;
        for (int i = 0; i < 256; ++i)
            every += char(i);
        const std::string marks = "\"\"\"\n'''\nEND_OF_BODY\n*/ -->` ${x} $(touch pwned)\n@\"\\";
        const std::string secret = "s";
        for (const char* name : {"speckle", "shopify"}) {
            const verify::Scheme& scheme = *verify::findScheme(name);
            for (const std::string& body : {every + marks + every, std::string(1, '\0'), "\r\n"s})
                agree(scheme, signedRequest(scheme, secret, body), secret, u"body"_s);
        }
        const std::vector<std::string> values{
            "'; touch pwned; '",   "\"; import os; os.system('touch pwned'); \"",
            "$(touch pwned)",      "`touch pwned`",
            "\\",                  "\\'",
            "\"+require('fs').writeFileSync('pwned','')+\"", "${process.exit(0)}",
            "*",                   "-n",
            "%s%n",                "@HEADER@",
            "\x1b[31m\x07",        "\xe2\x80\xae\xff",
            "a\nb\n",              "nul\0byte"s};
        const verify::Scheme& standard = *verify::findScheme("standard-webhooks");
        for (const std::string& value : values) {
            const QString what = QString::fromLatin1(value.data(), qsizetype(value.size()));
            // As a signature, as a time, and as an id that is signed: there the request is valid.
            const verify::Scheme& speckle = *verify::findScheme("speckle");
            Signed request = signedRequest(speckle, secret, "{}");
            request.headers[1].value = value;
            agree(speckle, request, secret, what);
            const verify::Scheme& stripe = *verify::findScheme("stripe");
            request = signedRequest(stripe, secret, "{}");
            request.headers[1].value += value;
            agree(stripe, request, secret, what + u" behind a good one"_s);
            agree(standard, signedRequest(standard, "c2VjcmV0", "{}", value), "c2VjcmV0", what + u" as id"_s);
            if (QTest::currentTestFailed())
                return;
        }
        for (int i = 0; i < 3; ++i)
            QVERIFY(!QFileInfo::exists(m_folder.filePath(u"%1/pwned"_s.arg(i))));
    }

    void everyFormOfAPayloadIsReadAsVerifyDoes()
    {
        const std::vector<std::string> bodies{
            "{\"payload\":\"{\\\"a\\\":\\\"\\u00e9\\ud83c\\udfd7\\\\n\\\"}\"}",
            " \n{ \"payload\" : \"a\" }\n",
            "\xef\xbb\xbf{\"payload\":\"byte order mark\"}",
            "{\"payload\":\"lone \\ud83c surrogate\"}",
            "{\"payload\":\"raw \xff byte\"}",
            "{\"payload\":\"raw \t tab\"}",
            "{\"payload\":\"first\",\"payload\":\"second\"}",
            "{\"payload\":\"first\",\"payload\":{\"evil\":1}}",
            "{\"payload\":\"first\",\"Payload\":\"in capitals\"}",
            "{\"payload\":\"first\",\"p\\u0061yload\":\"escaped\"}",
            "{\"payload\":\"first\"}{\"payload\":\"second\"}",
            "{\"payload\":\"first\"/**/,\"payload\":\"second\"}",
            "{\"payload\":\"{\\\"payload\\\":{}}\"}",
            "{\"payload\":\"\\n{ \\\"payload\\\" : \\\"x\\\"}\",\"other\":1}",
            "{\"payload\":\"{\\\"payload\\\":1}\"}",
            "{\"payload\":\"{}\"}",
            "{\"payload\":\"{\\\"a\\\":1}\",\"other\":[1,2]}",
            "{\"payload\":\"{\\\"a\\\":1,\\\"PayLoad\\\":2}\"}",
            "{\"payload\":\"{\\\"a\\\":1,\\\"\\\\u0070ayload\\\":2}\"}",
            "{\"payload\":\"{\\\"a\\\":{\\\"payload\\\":2}}\"}",
            "{\"payload\":\"[{}]\"}",
            "{\"payload\":\"more\",\"other\":[1,2]}",
            "{\"payload\":\"quotes \\\" \\\\\"}",
            "{\"payload\":\"broken behind\"]]",
            "{\"payload\":\"does not end",
            "{\"payload\":\"bad \\q escape\"}",
            "{\"other\":1,\"payload\":\"not first\"}",
            "{\"payload\":{\"a\": 1.0}}",
            "{\"payload\":\"\"}",
            "[]"};
        for (const char* name : {"speckle", "speckle-object", "speckle-string"}) {
            const verify::Scheme& scheme = *verify::findScheme(name);
            for (const std::string& body : bodies) {
                const QString what = QString::fromUtf8(name) + u' ' + QString::fromLatin1(body.data(), qsizetype(body.size()));
                const Signed request = signedRequest(scheme, "s", body);
                agree(scheme, request, "s", what);
                // What a signature leaves out is not asked of one that does not fit, and of the empty key only in part.
                const verify::Check check = verify::check(scheme, {request.headers, request.content, request.arrivedAt}, {"s"});
                if (!leavesOut(check.result.verdict) || scheme.dialect)
                    continue;
                agree(scheme, request, "t", what + u" with another secret"_s);
                agree(scheme, signedRequest(scheme, "", body), "", what + u" with the empty one"_s);
                if (QTest::currentTestFailed())
                    return;
            }
        }
        // Signed over what is not found in the body.
        const verify::Scheme& scheme = *verify::findScheme("speckle-string");
        Signed request = signedRequest(scheme, "s", "not first");
        request.headers[1].value = toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "s", "not first"));
        request.content = "{\"other\":1,\"payload\":\"not first\"}";
        agree(scheme, request, "s", u"not first"_s);
    }

    void aLargeStringPayloadIsReadFromAFile()
    {
        const verify::Scheme& scheme = *verify::findScheme("speckle");
        const std::string body = "{\"payload\":\"" + std::string("{\\\"a\\\":\\\"") + std::string(100'000, 'x') + "\\\"}\\n\"}";
        agree(scheme, signedRequest(scheme, "s", body), "s", u"large"_s);
        const Signed request = signedRequest(scheme, "s", body);
        const snippets::Subject subject{scheme, request.headers, request.content, {}};
        QVERIFY(snippets::captureSnippet(Language::Python, subject).bodyFile == snippets::BodyFile::Body);
        QVERIFY(snippets::captureSnippet(Language::Shell, subject).bodyFile == snippets::BodyFile::Payload);
    }

    void withoutASecretOrAFileTheProgramSaysWhatIsMissing()
    {
        const verify::Scheme& scheme = *verify::findScheme("speckle");
        const Signed small = signedRequest(scheme, "s", "{}");
        const Signed large = signedRequest(scheme, "s", std::string(100'000, 'x'));
        for (const Language language : {Language::Python, Language::Node, Language::Shell}) {
            const auto inside = snippets::captureSnippet(language, {scheme, small.headers, small.content, {}});
            const RunResult noSecret = run({language, inside.source}, m_folder.path(), std::nullopt);
            QCOMPARE(noSecret.code, 2);
            QVERIFY(noSecret.complaint.contains("HOOKLOUPE_SECRET"));
            const auto file = snippets::captureSnippet(language, {scheme, large.headers, large.content, {}});
            const RunResult noFile = run({language, file.source}, m_folder.path(), "s");
            QCOMPARE(noFile.code, 2);
            QVERIFY(noFile.complaint.contains("Give the file that holds the body."));
            QVERIFY(noFile.output.isEmpty());
        }
    }

    void aHandlersSampleRunsByItself()
    {
        struct Case {
            const char* scheme;
            std::string python;
            std::string node;
        };
        const std::string body = "{\"payload\":\"{}\"}";
        for (const auto& [name, dialect] : {std::pair("speckle", Dialect::String), std::pair("speckle-object", Dialect::Object)}) {
            const verify::Scheme& scheme = *verify::findScheme(name);
            const Signed request = signedRequest(scheme, "s", body);
            const std::string& mac = request.headers[1].value;
            const std::string python = snippets::handlerSample(Language::Python, scheme, dialect) + "\nprint(is_valid(b's', b'"
                + body + "', '" + mac + "'), is_valid(b't', b'" + body + "', '" + mac + "'))\n";
            QCOMPARE(run({Language::Python, python}, m_folder.path(), std::nullopt).output, QByteArray("True False\n"));
            const std::string node = snippets::handlerSample(Language::Node, scheme, dialect)
                + "\nconst b = Buffer.from('" + body + "');\nconsole.log(isValid('s', b, '" + mac + "'), isValid('t', b, '" + mac
                + "'));\n";
            QCOMPARE(run({Language::Node, node}, m_folder.path(), std::nullopt).output, QByteArray("true false\n"));
        }
        const verify::Scheme& slack = *verify::findScheme("slack");
        const Signed request = signedRequest(slack, "s", body);
        const std::string call = "(b's', b'" + body + "', '" + request.headers[1].value + "', '" + request.headers[2].value + "', ";
        const std::string time = std::to_string(sentAt);
        const std::string python = snippets::handlerSample(Language::Python, slack, Dialect::None) + "\nprint(is_valid" + call + time
            + "), is_valid" + call + time + " + 301))\n";
        QCOMPARE(run({Language::Python, python}, m_folder.path(), std::nullopt).output, QByteArray("True False\n"));
    }

    /// One signed request is enough to write such bodies: who takes the sample into a handler must not be fooled by them.
    void aHandlersSampleTakesNothingThatIsNotSigned()
    {
        const verify::Scheme& scheme = *verify::findScheme("speckle");
        const auto macOf = [](const std::string& payload) { return toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "s", payload)); };
        const std::vector<std::pair<std::string, std::string>> cases{
            {" { \"payload\" : \"{\\\"a\\\":\\\"\\\\\\\\\\\"}\" } ", macOf("{\"a\":\"\\\\\"}")}, // good
            {"{\"payload\":\"{}\",\"payload\":{\"evil\":1}}", macOf("{}")},
            {"{\"payload\":{\"evil\":1},\"payload\":\"{}\"}", macOf("{}")},
            {"{\"payload\":\"[]\",\"payload\":\"{}\"}", macOf("{}")},
            {"{\"payload\":\"[]\",\"p\\u0061yload\":\"{}\"}", macOf("{}")},
            {"{\"payload\":\"{}\",\"Payload\":\"b\"}", macOf("{}")},
            {"{\"payload\":\"{}\",\"more\":1}", macOf("{}")},
            {"{\"payload\":\"{\\\"payload\\\":{}}\"}", macOf("{\"payload\":{}}")},
            {"{\"payload\":\"a\"}", macOf("a")},
            {"[[\"payload\",\"{}\"]]", macOf("{}")},
        };
        std::string python = snippets::handlerSample(Language::Python, scheme, Dialect::String);
        std::string node = snippets::handlerSample(Language::Node, scheme, Dialect::String);
        for (const auto& [body, mac] : cases) {
            python += "\nprint(is_valid(b's', br'" + body + "', '" + mac + "'))\n";
            node += "\nconsole.log(isValid('s', Buffer.from(String.raw`" + body + "`), '" + mac + "'));\n";
        }
        const auto said = [&](const char* good, const char* bad) { return QByteArray(good) + QByteArray(bad).repeated(qsizetype(cases.size()) - 1); };
        const RunResult byPython = run({Language::Python, python}, m_folder.path(), std::nullopt);
        QVERIFY2(byPython.output == said("True\n", "False\n"), (byPython.output + byPython.complaint).constData());
        const RunResult byNode = run({Language::Node, node}, m_folder.path(), std::nullopt);
        QVERIFY2(byNode.output == said("true\n", "false\n"), (byNode.output + byNode.complaint).constData());
        const std::string csharp = snippets::handlerSample(Language::CSharp, scheme, Dialect::String); // no .NET here: looked at
        QVERIFY(csharp.find("if (!IsAllSigned(body))") != std::string::npos);
    }
};

HOOKLOUPE_TEST(TestSnippets)
#include "tst_snippets.moc"
