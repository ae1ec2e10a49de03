// SPDX-License-Identifier: GPL-3.0-or-later
// What a signature covers, and whose it is, as the terminal says it.
#include "support/test_main.h"
#include "base/text.h"
#include "support/cli_program.h"
#include "crypto/hmac.h"
#include "http/request.h"
#include "support/scripted_receiver.h"
#include "support/raw_client.h"
#include "verify/verify.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString secretName = u"S"_s;
const Script answersOk{sends("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), closes()};
const Variables environment{{secretName, u"topsecret"_s}};

std::string hexOf(const std::string& bytes, crypto::HashAlgorithm algorithm = crypto::HashAlgorithm::Sha256)
{
    return toHex(crypto::hmac(algorithm, "topsecret", bytes));
}

std::string request(const std::string& fields, const std::string& body)
{
    return "POST /hooks/x HTTP/1.1\r\nHost: h\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

int answerTo(std::uint16_t port, const std::string& bytes)
{
    RawClient client(port, RawClient::Mode::Plain);
    client.send(bytes);
    return client.readAnswer().status;
}

QJsonObject objectOf(const QByteArray& line)
{
    return QJsonDocument::fromJson(line).object();
}

} // namespace

class TestCliSigned : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString store() const { return m_home->filePath(u"s.hookloupe"_s); }
    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QStringList serving(const QStringList& more) const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store(), u"--secret-env"_s, secretName} + more;
    }
    [[nodiscard]] CliResult run(const QStringList& arguments, const QByteArray& input = {}) const
    {
        return runCli(arguments, home(), environment, input);
    }
    [[nodiscard]] CliResult stored(const QString& command, const QStringList& more) const
    {
        return run(QStringList{command, u"--store"_s, store()} + more);
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void whatIsNotSignedIsNamedAndRejected()
    {
        ServeProcess serve(serving({u"--json"_s}), home(), environment);
        QVERIFY(serve.listens());
        const std::string signature = "X-WEBHOOK-SIGNATURE: " + hexOf("{}") + "\r\n";
        QCOMPARE(answerTo(serve.port(), request(signature, R"({"payload":"{}"})")), 200);
        static_cast<void>(serve.readLine());
        QCOMPARE(answerTo(serve.port(), request(signature, R"({"payload":"{}","admin":true})")), 401);
        QJsonObject signedPartly = objectOf(serve.readLine())[u"signature"_s].toObject();
        QCOMPARE(signedPartly[u"verdict"_s].toString(), u"unsigned_members"_s);
        QVERIFY2(signedPartly[u"advice"_s].toString().contains(u"“admin”"_s), qPrintable(signedPartly[u"advice"_s].toString()));
        QCOMPARE(answerTo(serve.port(), request(signature, R"({"payload":"{}","payload":{"a":1}})")), 401);
        const QJsonObject twice = objectOf(serve.readLine());
        QCOMPARE(twice[u"signature"_s][u"verdict"_s].toString(), u"repeated_payload"_s);
        QVERIFY(twice[u"repeated_name"_s].toBool());
        serve.signal(15);
        QCOMPARE(serve.wait().exitCode, 0);

        const auto listed = stored(u"list"_s, {});
        QVERIFY2(listed.out.contains("partly signed") && listed.out.contains("repeated payload"), listed.out.constData());
        const auto shown = stored(u"show"_s, {u"2"_s});
        QVERIFY2(shown.out.contains("has members beside it, which are not signed"), shown.out.constData());
        QCOMPARE(stored(u"list"_s, {u"--json"_s}).out.count("\"repeated_name\":true"), 1);
    }

    void unsignedMembersPassWhenAskedFor()
    {
        ServeProcess serve(serving({u"--quiet"_s, u"--accept-unsigned"_s}), home(), environment);
        QVERIFY(serve.listens());
        const std::string signature = "X-WEBHOOK-SIGNATURE: " + hexOf("{}") + "\r\n";
        QCOMPARE(answerTo(serve.port(), request(signature, R"({"payload":"{}","admin":true})")), 200);
        QCOMPARE(answerTo(serve.port(), request(signature, R"({"payload":"{}","payload":{"a":1}})")), 401);
    }

    /// Whole and signed, but JavaScript, Python and Go see another event than the list.
    void aRepeatedNameIsSaidEverywhere()
    {
        const std::string body = R"({"payload":{"streamId":"0123456789","event":{"event_name":"commit_create"}},)"
                                 R"("payload":{"streamId":"0123456789","event":{"event_name":"stream_delete"}}})";
        ServeProcess serve(serving({u"--count"_s, u"1"_s}), home(), environment);
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), request("X-WEBHOOK-SIGNATURE: " + hexOf(body) + "\r\n", body)), 200);
        const QByteArray told = "A name is repeated in the body: JavaScript, Python and Go act on the last one, this list shows the first.";
        static_cast<void>(serve.readLine()); // where it listens
        const QByteArray line = serve.readLine();
        QVERIFY2(line.contains(told) && line.contains("valid"), line.constData());
        QCOMPARE(serve.wait().exitCode, 0);
        QVERIFY(stored(u"list"_s, {}).out.contains(told));
        const auto shown = stored(u"show"_s, {u"1"_s});
        QVERIFY2(shown.out.contains("“payload” stands twice") && shown.out.contains("(stream_delete)"), shown.out.constData());
        const QJsonObject object = objectOf(stored(u"show"_s, {u"1"_s, u"--json"_s}).out);
        QCOMPARE(object[u"repeated"_s].toString(), u"payload"_s);
        QCOMPARE(object[u"event"_s].toString(), u"commit_create"_s);
        QCOMPARE(object[u"last_event"_s].toString(), u"stream_delete"_s);
    }

    void aReplayIsSignedInTheSchemeOfItsCapture()
    {
        const std::string body = R"({"zen":"Speak like a human."})";
        {
            ServeProcess serve(serving({u"--quiet"_s, u"--scheme"_s, u"github"_s, u"--endpoint"_s, u"/hooks"_s, u"--count"_s, u"1"_s}), home(),
                               environment);
            QVERIFY(serve.listens());
            const std::string fields = "X-Hub-Signature: sha1=" + hexOf(body, crypto::HashAlgorithm::Sha1)
                + "\r\nX-Hub-Signature-256: sha256=" + hexOf(body) + "\r\n";
            QCOMPARE(answerTo(serve.port(), request(fields, body)), 200);
            QCOMPARE(serve.wait().exitCode, 0);
        }
        const auto resigned = [&](const QStringList& more, ScriptedReceiver& receiver) {
            const QString to = u"http://127.0.0.1:%1"_s.arg(receiver.serverPort());
            const QStringList arguments{u"replay"_s, u"--store"_s, store(), u"1"_s, u"--resign"_s, u"--secret-env"_s, u"N"_s, u"--to"_s, to};
            QProcess process;
            process.setProcessEnvironment(cliEnvironment(home(), {{u"N"_s, u"newsecret12345"_s}}));
            process.start(cliPath(), arguments + more);
            const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000);
            return ended && process.exitCode() == 0 && !receiver.requests.empty() ? receiver.requests.at(0).toStdString() : process.readAllStandardError().toStdString();
        };
        const auto valid = [](const std::string& bytes, const char* scheme) {
            const auto end = bytes.find("\r\n\r\n") + 4;
            return verify::verdict(*verify::findScheme(scheme), {http::viewHead(bytes.substr(0, end)).headers, bytes.substr(end), utcNow()},
                                   {"newsecret12345"}).verdict;
        };
        ScriptedReceiver github({answersOk});
        const std::string bytes = resigned({}, github);
        QVERIFY2(valid(bytes, "github") == SignatureVerdict::Valid, bytes.c_str());
        QVERIFY(bytes.find("X-WEBHOOK-SIGNATURE") == std::string::npos);
        QVERIFY2(bytes.find(hexOf(body, crypto::HashAlgorithm::Sha1)) == std::string::npos, "the old second signature is there still");
        ScriptedReceiver speckle({answersOk});
        const std::string other = resigned({u"--scheme"_s, u"speckle"_s}, speckle);
        QVERIFY2(valid(other, "speckle") == SignatureVerdict::Valid, other.c_str());
        QVERIFY2(other.find("X-Hub-Signature") == std::string::npos, other.c_str());
    }

    void verifyTellsWhichSchemeSigned()
    {
        const std::string body = R"({"a":1})";
        const auto judged = [&](const std::string& field, const QStringList& more) {
            return run(QStringList{u"verify"_s, u"--secret-env"_s, secretName, u"-"_s} + more, QByteArray::fromStdString(request(field, body)));
        };
        const std::string sha256 = "X-Hub-Signature-256: sha256=" + hexOf(body) + "\r\n";
        const auto unchosen = judged(sha256, {});
        QCOMPARE(unchosen.exitCode, 1);
        QVERIFY2(unchosen.out.contains("Advice:    It carries GitHub's signature (X-Hub-Signature-256), and your secret fits. Judge it "
                                       "with --scheme github."), unchosen.out.constData());
        QCOMPARE(judged(sha256, {u"--scheme"_s, u"github"_s}).exitCode, 0);
        const auto foreign = judged("X-Hub-Signature-256: sha256=" + hexOf("x") + "\r\n", {u"--json"_s});
        QCOMPARE(foreign.exitCode, 1);
        QCOMPARE(objectOf(foreign.out)[u"verdict"_s].toString(), u"header_missing"_s);
        QVERIFY2(objectOf(foreign.out)[u"advice"_s].toString().contains(u"your secret does not fit"_s), foreign.out.constData());
        const auto older = judged("X-Hub-Signature: sha1=" + hexOf(body, crypto::HashAlgorithm::Sha1) + "\r\n",
                                  {u"--scheme"_s, u"github"_s});
        QCOMPARE(older.exitCode, 1);
        QVERIFY2(older.out.contains("(X-Hub-Signature), and your secret fits") && older.out.contains("send X-Hub-Signature-256 too"),
                 older.out.constData());
        QVERIFY2(!judged({}, {}).out.contains("carries"), "nothing is signed");
    }

    void serveTellsWhichSchemeSigned()
    {
        ServeProcess serve(serving({u"--json"_s}), home(), environment);
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), request("X-Hub-Signature-256: sha256=" + hexOf("{}") + "\r\n", "{}")), 401);
        const QJsonObject signature = objectOf(serve.readLine())[u"signature"_s].toObject();
        QCOMPARE(signature[u"verdict"_s].toString(), u"header_missing"_s);
        QVERIFY2(signature[u"advice"_s].toString().contains(u"GitHub's signature (X-Hub-Signature-256), and your secret fits"_s),
                 qPrintable(signature[u"advice"_s].toString()));
    }

    /// Copied from a provider's page of deliveries.
    void aBodyWithoutALengthIsTried()
    {
        const QByteArray head = "POST / HTTP/1.1\r\nHost: h\r\nX-Hub-Signature-256: sha256=";
        const auto judged = [&](const std::string& fields, const std::string& body, const std::string& signedBytes) {
            const QByteArray input = head + QByteArray::fromStdString(hexOf(signedBytes) + "\r\n" + fields + "\r\n" + body);
            return run({u"verify"_s, u"--scheme"_s, u"github"_s, u"--secret-env"_s, secretName, u"-"_s}, input);
        };
        const auto none = judged({}, R"({"a":1})", R"({"a":1})");
        QCOMPARE(none.exitCode, 1);
        QVERIFY2(none.out.contains("fits if the bytes that were left out belong to the body: Content-Length must be 7"), none.out.constData());
        const auto shorter = judged("Content-Length: 3\r\n", R"({"a":1})", R"({"a":1})");
        QVERIFY2(shorter.out.contains("Content-Length must be 7"), shorter.out.constData());
        const auto saved = judged({}, "{\"a\":1}\n", R"({"a":1})"); // by an editor
        QVERIFY2(saved.out.contains("left out") && saved.out.contains("without the line end"), saved.out.constData());
        const auto other = judged({}, R"({"a":1})", "x");
        QVERIFY2(other.out.contains("None of the ordinary mistakes"), other.out.constData());
    }

    void verifyNamesWhatIsNotSigned()
    {
        const std::string bytes = request("X-WEBHOOK-SIGNATURE: " + hexOf("{}") + "\r\n", R"({"payload":"{}","a":1,"b":2})");
        const auto result = run({u"verify"_s, u"--secret-env"_s, secretName, u"--json"_s, u"-"_s}, QByteArray::fromStdString(bytes));
        QCOMPARE(result.exitCode, 1);
        const QJsonObject object = objectOf(result.out);
        QCOMPARE(object[u"verdict"_s].toString(), u"unsigned_members"_s);
        QCOMPARE(object[u"unsigned"_s].toArray(), (QJsonArray{u"a"_s, u"b"_s}));
    }

    /// Many pieces, with characters and invalid bytes where they are cut.
    void aLongBodyIsShownWhole()
    {
        std::string body = "\"";
        while (body.size() < 400'000)
            body += "\xf0\x9f\x98\x80" "abc\xe2\x80\xae\xff\xe2\x82" + std::string(1 + body.size() % 7, '\n');
        body += '"';
        ServeProcess serve(serving({u"--quiet"_s, u"--count"_s, u"2"_s}), home(), environment);
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), request({}, body)), 401);
        std::string readable = body;
        for (auto at = readable.find("\xff\xe2\x82"); at != std::string::npos; at = readable.find("\xff\xe2\x82"))
            readable.erase(at, 3);
        QCOMPARE(answerTo(serve.port(), request({}, readable)), 401);
        QCOMPARE(serve.wait().exitCode, 0);
        const std::string shown = stored(u"show"_s, {u"1"_s}).out.toStdString();
        QVERIFY(shown.ends_with("\n\n" + visibleText(body, true) + "\n"));
        const QJsonObject binary = objectOf(stored(u"show"_s, {u"1"_s, u"--json"_s}).out);
        QCOMPARE(QByteArray::fromBase64(binary[u"body_base64"_s].toString().toLatin1()), QByteArray::fromStdString(body));
        const QByteArray line = stored(u"show"_s, {u"2"_s, u"--json"_s}).out;
        QCOMPARE(objectOf(line)[u"body"_s].toString().toUtf8(), QByteArray::fromStdString(readable));
        QCOMPARE(line.count('\n'), 1);
        QVERIFY(!line.contains("\xe2\x80\xae"));
    }
};

HOOKLOUPE_TEST(TestCliSigned)
#include "tst_cli_signed.moc"
