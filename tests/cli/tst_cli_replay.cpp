// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/cli_program.h"

#include "support/scripted_receiver.h"
#include "session/replays.h"
#include "session/session.h"
#include "store/store.h"
#include "support/wire_file.h"
#include "verify/verify.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkInterface>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

const QByteArray okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
const Script answersOk{sends(okAnswer), closes()};

Script answersWith(int status)
{
    return {sends("HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: 0\r\n\r\n"), closes()};
}

/// An address of this machine that is not the loopback's; empty if it has none.
QString otherAddress()
{
    for (const QHostAddress& address : QNetworkInterface::allAddresses()) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback() && !address.isLinkLocal())
            return address.toString();
    }
    return {};
}

} // namespace

class TestCliReplay : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_store;
    std::vector<WireFile> m_files;

    [[nodiscard]] CliResult run(const QStringList& arguments, const Variables& variables = {},
                                const std::function<void(QProcess&)>& meanwhile = {})
    {
        QProcess process;
        process.setProcessEnvironment(cliEnvironment(m_folder.path(), variables));
        process.start(cliPath(), QStringList{u"replay"_s, u"--store"_s, m_store} + arguments);
        if (meanwhile)
            meanwhile(process);
        const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000)
            && process.exitStatus() == QProcess::NormalExit;
        return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }

    static QString at(const ScriptedReceiver& receiver, const QString& path = {})
    {
        return u"http://127.0.0.1:%1"_s.arg(receiver.serverPort()) + path;
    }

    void forwardTo(const QString& url) const
    {
        session::SessionOptions options;
        options.store.path = m_store.toStdString();
        options.keepSecrets = false;
        options.trustFolder = m_folder.filePath(u"data/hookloupe/trust"_s).toStdString(); // as the window does
        auto opened = session::Session::open(options);
        QVERIFY(opened.ok());
        Endpoint endpoint = (*opened)->endpoints().back();
        endpoint.forward = url.toStdString();
        QVERIFY((*opened)->saveEndpoint(endpoint).ok());
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    /// A store with every recorded request, captured a second apart at an endpoint of its own, ids from 1 in their order.
    void initTestCase()
    {
        m_store = m_folder.filePath(u"s.hookloupe"_s);
        m_files = wireFiles();
        store::StoreOptions options;
        options.path = m_store.toStdString();
        auto opened = store::Store::open(options, {});
        QVERIFY(opened.ok());
        Endpoint endpoint;
        endpoint.path = "/hooks/ci";
        const auto saved = (*opened)->save(endpoint);
        QVERIFY(saved.ok());
        auto time = UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));
        std::uint64_t ticket = 0;
        for (const WireFile& file : m_files) {
            session::Replay replay{.endpoint = saved->id, .body = file.body, .delivery = {}};
            replay.delivery.head = file.head;
            replay.delivery.startedAt = time += 1s;
            replay.delivery.status = file.hasBody ? 200 : 503;
            auto capture = std::make_shared<Capture>(session::captureOf(replay, *session::makeRules({{*saved, {"topsecret"}}})));
            capture->summary.kind = CaptureKind::Request;
            QVERIFY((*opened)->enqueue(std::move(capture), ++ticket).ok());
        }
        auto malformed = std::make_shared<Capture>();
        malformed->summary.kind = CaptureKind::Malformed;
        QVERIFY((*opened)->enqueue(std::move(malformed), ++ticket).ok());
        (*opened)->flush();
    }

    void everyRecordedRequestArrivesAsItWas()
    {
        ScriptedReceiver receiver({answersOk});
        const auto result = run({u"--filter"_s, u"endpoint=/hooks/ci"_s, u"--exact"_s, u"--to"_s, at(receiver), u"--json"_s});
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QCOMPARE(receiver.requests.size(), m_files.size());
        for (std::size_t i = 0; i < m_files.size(); ++i)
            QCOMPARE(receiver.requests[i].toStdString(), m_files[i].bytes());
        const auto lines = result.out.trimmed().split('\n');
        QCOMPARE(std::size_t(lines.size()), m_files.size());
        const auto json = QJsonDocument::fromJson(lines.at(0)).object();
        for (const auto* key : {"url", "method", "status", "time_ms", "answer_bytes", "speckle_status", "speckle_info", "reason", "error"})
            QVERIFY2(json.contains(QLatin1StringView(key)), key);
        QCOMPARE(json[u"id"_s].toInt(), 1);
        QCOMPARE(json[u"status"_s].toInt(), 200);
        QCOMPARE(json[u"speckle_status"_s].toInt(), 2);
        QCOMPARE(json[u"speckle_info"_s].toString(), u"Webhook called"_s);
        QVERIFY(json[u"reason"_s].isNull() && json[u"error"_s].isNull());
    }

    void aPathOfTheUrlReplacesTheTargetAndNothingElse()
    {
        ScriptedReceiver receiver({answersOk});
        QCOMPARE(run({u"2"_s, u"--to"_s, at(receiver, u"/other?a=b"_s)}).exitCode, 0);
        const std::string head = m_files[1].head;
        const std::string expected = "POST /other?a=b" + head.substr(head.find(" HTTP/1.1\r\n")) + m_files[1].body;
        QCOMPARE(receiver.requests.at(0).toStdString(), expected);
    }

    void theOrderIsThatOfTheIds()
    {
        ScriptedReceiver receiver({answersOk});
        const auto result = run({u"3"_s, u"1"_s, u"3"_s, u"--times"_s, u"2"_s, u"--to"_s, at(receiver)});
        QCOMPARE(result.exitCode, 0);
        std::vector<std::string> bytes;
        for (const QByteArray& request : receiver.requests)
            bytes.push_back(request.toStdString());
        QCOMPARE(bytes, (std::vector{m_files[2].bytes(), m_files[0].bytes(), m_files[2].bytes(), m_files[2].bytes(),
                                     m_files[0].bytes(), m_files[2].bytes()}));
        QVERIFY2(result.err.contains("6 of 6"), result.err.constData());
    }

    void asSpeckleItsOwnFieldsAreSentAndRedirectsFollowed()
    {
        ScriptedReceiver receiver({{sends("HTTP/1.1 302 F\r\nLocation: /x\r\n\r\n"), closes()}, answersOk});
        const auto result = run({u"1"_s, u"--as-speckle"_s, u"--to"_s, at(receiver, u"/hooks"_s), u"--json"_s});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(receiver.requests.size(), std::size_t(2));
        QVERIFY(receiver.requests[0].startsWith("POST /hooks HTTP/1.1\r\nContent-Type: application/json\r\nX-WEBHOOK-SIGNATURE: "));
        QVERIFY(receiver.requests[0].contains("Host: 127.0.0.1:" + QByteArray::number(receiver.serverPort())));
        QVERIFY(receiver.requests[0].endsWith(QByteArray::fromStdString(m_files[0].body)));
        QVERIFY(receiver.requests[0].contains(QByteArray::fromStdString(m_files[0].signature)));
        QVERIFY(receiver.requests[1].startsWith("GET /x HTTP/1.1\r\n"));
    }

    void asSpeckleWithoutAPathTheStoredOneIsTaken()
    {
        ScriptedReceiver receiver({answersOk});
        QCOMPARE(run({u"1"_s, u"--as-speckle"_s, u"--to"_s, at(receiver)}).exitCode, 0);
        const std::string line = m_files[0].head.substr(0, m_files[0].head.find("\r\n"));
        QVERIFY(receiver.requests.at(0).startsWith(QByteArray::fromStdString(line)));
    }

    void aSignatureIsMadeAnew_data()
    {
        QTest::addColumn<bool>("asSpeckle");
        QTest::newRow("exact") << false;
        QTest::newRow("as Speckle") << true;
    }
    void aSignatureIsMadeAnew()
    {
        QFETCH(bool, asSpeckle);
        ScriptedReceiver receiver({answersOk});
        QStringList arguments{u"1"_s, u"14"_s, u"--resign"_s, u"--secret-env"_s, u"S"_s, u"--to"_s, at(receiver)};
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            if (m_files[i].name.starts_with("14-legacy")) // the string dialect, signed over its inner string
                arguments[1] = QString::number(i + 1);
        }
        if (asSpeckle)
            arguments << u"--as-speckle"_s;
        const auto result = run(arguments, {{u"S"_s, u"another"_s}});
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QVERIFY(!result.out.contains("another") && !result.err.contains("another"));
        QCOMPARE(receiver.requests.size(), std::size_t(2));
        for (const QByteArray& request : receiver.requests) {
            const std::string bytes = request.toStdString();
            const auto end = bytes.find("\r\n\r\n") + 4;
            const auto view = http::viewHead(bytes.substr(0, end));
            const auto verdict = verify::verdict(*verify::findScheme("speckle"), {view.headers, bytes.substr(end), utcNow()}, {"another"});
            QCOMPARE(int(verdict.verdict), int(SignatureVerdict::Valid));
        }
    }

    void asSpeckleWithoutASecretItIsSignedWithTheEmptyKey()
    {
        ScriptedReceiver receiver({answersOk});
        const auto result = run({u"1"_s, u"--as-speckle"_s, u"--resign"_s, u"--to"_s, at(receiver)});
        QVERIFY2(result.exitCode == 0, result.err.constData());
        const std::string bytes = receiver.requests.at(0).toStdString();
        const auto end = bytes.find("\r\n\r\n") + 4;
        const auto view = http::viewHead(bytes.substr(0, end));
        const auto verdict = verify::verdict(*verify::findScheme("speckle"), {view.headers, bytes.substr(end), utcNow()}, {""});
        QCOMPARE(int(verdict.verdict), int(SignatureVerdict::ValidEmptySecret));
    }

    void theExitCodeIsSpecklesJudgementOrTheOneExpected_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("201") << 201 << QString() << 0;
        QTest::newRow("203") << 203 << QString() << 1;
        QTest::newRow("500") << 500 << QString() << 1;
        QTest::newRow("500 expected") << 500 << u"500"_s << 0;
        QTest::newRow("200 not expected") << 200 << u"500"_s << 1;
    }
    void theExitCodeIsSpecklesJudgementOrTheOneExpected()
    {
        QFETCH(int, status);
        QFETCH(QString, expected);
        QFETCH(int, exitCode);
        ScriptedReceiver receiver({answersWith(status)});
        QStringList arguments{u"1"_s, u"--to"_s, at(receiver)};
        if (!expected.isEmpty())
            arguments << u"--expect"_s << expected;
        QCOMPARE(run(arguments).exitCode, exitCode);
    }

    void oneFailureIsEnoughForOneAndStopsIfAsked()
    {
        ScriptedReceiver receiver({answersOk, answersWith(500), answersOk});
        QCOMPARE(run({u"1"_s, u"2"_s, u"3"_s, u"--to"_s, at(receiver)}).exitCode, 1);
        QCOMPARE(receiver.requests.size(), std::size_t(3));
        ScriptedReceiver other({answersOk, answersWith(500), answersOk});
        QCOMPARE(run({u"1"_s, u"2"_s, u"3"_s, u"--stop-on-failure"_s, u"--to"_s, at(other)}).exitCode, 1);
        QCOMPARE(other.requests.size(), std::size_t(2));
    }

    void whatWentWrongIsInTheJson()
    {
        QString nobody;
        {
            const ScriptedReceiver receiver({Script()});
            nobody = at(receiver);
        }
        const auto result = run({u"1"_s, u"--to"_s, nobody, u"--json"_s});
        QCOMPARE(result.exitCode, 1);
        const auto json = QJsonDocument::fromJson(result.out).object();
        QVERIFY(json[u"status"_s].isNull());
        QCOMPARE(json[u"speckle_status"_s].toInt(), 3);
        QVERIFY(!json[u"reason"_s].toString().isEmpty());
        QVERIFY2(json[u"error"_s].toString().startsWith(u"not connected"_s), result.out.constData());
    }

    void aFilterChooses()
    {
        ScriptedReceiver receiver({answersOk});
        QCOMPARE(run({u"--filter"_s, u"event=version_create"_s, u"--to"_s, at(receiver)}).exitCode, 0);
        QVERIFY(!receiver.requests.empty() && receiver.requests.size() < m_files.size());
        ScriptedReceiver of({answersOk});
        QCOMPARE(run({u"1"_s, u"2"_s, u"3"_s, u"--filter"_s, u"until=2026-11-22T00:00:03"_s, u"--to"_s, at(of)}).exitCode, 0);
        QCOMPARE(of.requests.size(), std::size_t(2));
        ScriptedReceiver none({answersOk});
        const auto nothing = run({u"--filter"_s, u"event=stream_invite_sent"_s, u"--to"_s, at(none)});
        QCOMPARE(nothing.exitCode, 1);
        QVERIFY2(nothing.err.contains("nothing was sent"), nothing.err.constData());
    }

    void aRateAndGapsAreKept()
    {
        ScriptedReceiver receiver({answersOk});
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(run({u"1"_s, u"--times"_s, u"11"_s, u"--rate"_s, u"20"_s, u"--to"_s, at(receiver)}).exitCode, 0);
        QVERIFY(clock.elapsed() >= 400);
        clock.start();
        QCOMPARE(run({u"1"_s, u"2"_s, u"--original-gaps"_s, u"--to"_s, at(receiver)}).exitCode, 0);
        QVERIFY(clock.elapsed() >= 1000);
        QCOMPARE(receiver.requests.size(), std::size_t(13));
    }

    void aRefusedRequestIsNotReplayed()
    {
        ScriptedReceiver receiver({answersOk});
        const QString id = QString::number(m_files.size() + 1);
        const auto result = run({id, u"--to"_s, at(receiver)});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("capture " + id.toLatin1()), result.err.constData());
        QVERIFY(receiver.requests.empty());
    }

    void withoutATargetTheyGoToTheHandlerOfTheirEndpoint()
    {
        ScriptedReceiver receiver({answersOk});
        forwardTo(at(receiver, u"/handler"_s));
        const auto result = run({u"1"_s, u"2"_s, u"--json"_s});
        forwardTo({});
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QCOMPARE(receiver.requests.size(), 2U);
        QVERIFY(receiver.requests.front().startsWith("POST /handler HTTP/1.1\r\n"));
        QVERIFY2(result.err.contains("the handler that the endpoint forwards to"), result.err.constData());
        const auto toNobody = run({u"1"_s});
        QCOMPARE(toNobody.exitCode, 2);
        QVERIFY2(toNobody.err.contains("--to"), toNobody.err.constData());
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, const QStringList& arguments, const QString& named, int exitCode = 2) {
            QTest::newRow(name) << arguments << exitCode << named;
        };
        const QString to = u"--to=http://127.0.0.1:1"_s;
        row("no target", {u"1"_s}, u"--to"_s);
        row("nothing named", {to}, u"--filter"_s);
        row("no id", {u"first"_s, to}, u"first"_s);
        row("bad URL", {u"1"_s, u"--to"_s, u"127.0.0.1:80"_s}, u"http://"_s);
        row("query without path", {u"1"_s, u"--to"_s, u"http://127.0.0.1?x"_s}, u"path"_s);
        row("user in an exact one", {u"1"_s, u"--to"_s, u"http://me:s3cret@127.0.0.1"_s}, u"--as-speckle"_s);
        row("two modes", {u"1"_s, to, u"--exact"_s, u"--as-speckle"_s}, u"--exact"_s);
        row("no secret", {u"1"_s, to, u"--resign"_s}, u"--secret-env"_s);
        row("secret unused", {u"1"_s, to, u"--secret-env"_s, u"HOME"_s}, u"--resign"_s);
        row("secret unset", {u"1"_s, to, u"--resign"_s, u"--secret-env"_s, u"HOOKLOUPE_NOT_SET"_s}, u"HOOKLOUPE_NOT_SET"_s);
        row("secret on the line", {u"1"_s, to, u"--secret=s3cret"_s}, u"--secret-env"_s);
        row("scheme", {u"1"_s, to, u"--resign"_s, u"--secret-env"_s, u"HOME"_s, u"--scheme"_s, u"morse"_s}, u"morse"_s);
        row("scheme as Speckle", {u"1"_s, to, u"--as-speckle"_s, u"--resign"_s, u"--secret-env"_s, u"HOME"_s, u"--scheme"_s,
                                  u"github"_s}, u"--scheme"_s);
        row("rate", {u"1"_s, to, u"--rate"_s, u"fast"_s}, u"--rate fast"_s);
        row("rate 0", {u"1"_s, to, u"--rate"_s, u"0"_s}, u"--rate 0"_s);
        row("rate and gaps", {u"1"_s, to, u"--rate"_s, u"1"_s, u"--original-gaps"_s}, u"--original-gaps"_s);
        row("parallel", {u"1"_s, to, u"--parallel"_s, u"65"_s}, u"65"_s);
        row("times", {u"1"_s, to, u"--times"_s, u"0"_s}, u"--times 0"_s);
        row("timeout", {u"1"_s, to, u"--timeout"_s, u"0"_s}, u"--timeout 0"_s);
        row("timeout as Speckle", {u"1"_s, to, u"--timeout"_s, u"5"_s, u"--as-speckle"_s}, u"10 seconds"_s);
        row("expect", {u"1"_s, to, u"--expect"_s, u"99"_s}, u"--expect 99"_s);
        row("filter", {u"--filter"_s, u"event=x colour=red"_s, to}, u"colour=red"_s);
        row("as Speckle to another machine", {u"1"_s, u"--as-speckle"_s, u"--to"_s, u"http://nobody.invalid"_s},
            u"--send-credentials"_s);
        row("endpoint", {u"--filter"_s, u"endpoint=/none"_s, to}, u"/none"_s, 3);
        row("id that is none", {u"1"_s, u"999"_s, to}, u"999"_s, 3);
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, named);
        const auto result = run(arguments);
        QCOMPARE(result.exitCode, exitCode);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(named.toUtf8()), result.err.constData());
        QVERIFY(!result.err.contains("s3cret"));
    }

    void anotherMachineGetsNoCredentialsUnlessAskedFor()
    {
        const QString address = otherAddress();
        if (address.isEmpty())
            QSKIP("this machine has no address but the loopback's");
        for (const bool asked : {false, true}) {
            ScriptedReceiver receiver({answersOk});
            receiver.close();
            QVERIFY(receiver.listen(QHostAddress(address)));
            QString withUser;
            for (std::size_t i = 0; i < m_files.size(); ++i) {
                if (m_files[i].name.starts_with("12-userinfo"))
                    withUser = QString::number(i + 1);
            }
            QStringList arguments{withUser, u"--to"_s, u"http://%1:%2"_s.arg(address).arg(receiver.serverPort())};
            if (asked)
                arguments << u"--send-credentials"_s;
            const auto result = run(arguments);
            QVERIFY2(result.exitCode == 0, result.err.constData());
            QCOMPARE(receiver.requests.at(0).contains("Authorization:"), asked);
            QCOMPARE(receiver.requests.at(0).contains("X-WEBHOOK-SIGNATURE:"), asked);
            QVERIFY2(result.err.contains("is not this machine"), result.err.constData());
            QVERIFY(result.err.contains("Authorization"));
        }
    }

    void whatStandsBehindTheLastChunkIsLeftOutToo()
    {
        const QString address = otherAddress();
        if (address.isEmpty())
            QSKIP("this machine has no address but the loopback's");
        const QString path = m_folder.filePath(u"chunked.hookloupe"_s);
        {
            store::StoreOptions options;
            options.path = path.toStdString();
            auto opened = store::Store::open(options, {});
            QVERIFY(opened.ok());
            auto capture = std::make_shared<Capture>();
            capture->head = "POST /in HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
            capture->body = "2\r\n{}\r\n0\r\nCookie: s3cret\r\nX-Own: 1\r\n\r\n";
            capture->dechunked = "{}";
            QVERIFY((*opened)->enqueue(std::move(capture), 1).ok());
            (*opened)->flush();
        }
        for (const bool asked : {false, true}) {
            ScriptedReceiver receiver({answersOk});
            receiver.close();
            QVERIFY(receiver.listen(QHostAddress(address)));
            QStringList arguments{u"replay"_s, u"--store"_s, path, u"1"_s, u"--to"_s,
                                  u"http://%1:%2"_s.arg(address).arg(receiver.serverPort())};
            if (asked)
                arguments << u"--send-credentials"_s;
            QProcess process;
            process.setProcessEnvironment(cliEnvironment(m_folder.path(), {}));
            process.start(cliPath(), arguments);
            QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000));
            QCOMPARE(process.exitCode(), 0);
            QVERIFY(receiver.requests.at(0).contains("X-Own: 1"));
            QCOMPARE(receiver.requests.at(0).contains("Cookie"), asked);
            QCOMPARE(process.readAllStandardError().contains("Left out: Cookie"), !asked);
        }
    }

    void anInterruptEndsItWithOne()
    {
        ScriptedReceiver receiver({Script()});
        const auto result = run({u"1"_s, u"2"_s, u"--to"_s, at(receiver)}, {}, [&](QProcess& process) {
            if (QTest::qWaitFor([&] { return !receiver.requests.empty() && !receiver.requests[0].isEmpty(); }, 30'000))
                ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        });
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("0 of 2"), result.err.constData());
        QVERIFY2(result.err.contains("may have"), result.err.constData());
    }

    void theHelpNamesEveryKeyOfAFilter()
    {
        const auto result = runCli({u"replay"_s, u"--help"_s}, m_folder.path());
        QCOMPARE(result.exitCode, 0);
        for (const char* word : {"--exact", "--as-speckle", "--filter", "event", "endpoint", "verdict", "since"})
            QVERIFY2(result.out.contains(word), word);
    }
};

HOOKLOUPE_TEST(TestCliReplay)
#include "tst_cli_replay.moc"
