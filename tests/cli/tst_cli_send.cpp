// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/scripted_receiver.h"
#include "support/cli_program.h"

#include "support/wire_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <set>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject objectOf(const QByteArray& line)
{
    return QJsonDocument::fromJson(line).object();
}

QStringList keysOf(const QByteArray& line)
{
    static const QRegularExpression key(u"\"([a-z_]+)\":"_s);
    QStringList keys;
    for (auto match = key.globalMatch(QString::fromUtf8(line)); match.hasNext();)
        keys << match.next().captured(1);
    return keys;
}

QByteArrayList linesOf(const QByteArray& text)
{
    auto lines = text.split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

/// The names of the header fields, in their order.
QByteArrayList headerNames(const QByteArray& request)
{
    QByteArrayList names;
    const auto lines = request.left(request.indexOf("\r\n\r\n")).split('\n');
    for (const QByteArray& line : lines.mid(1))
        names << line.left(line.indexOf(':'));
    return names;
}

QByteArray answer(const char* status, const QByteArray& body = {})
{
    return QByteArray("HTTP/1.1 ") + status + "\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nConnection: close\r\n\r\n" + body;
}

/// Runs while this program's own receiver works.
CliResult runBeside(const QStringList& arguments, const QString& home, const Variables& variables = {})
{
    QProcess process;
    process.setProcessEnvironment(cliEnvironment(home, variables));
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(cliPath(), arguments);
    if (!finished.wait(30'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace

class TestCliSend : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QString store() const { return m_home->filePath(u"s.hookloupe"_s); }
    [[nodiscard]] static QString urlOf(const ScriptedReceiver& receiver)
    {
        return u"http://127.0.0.1:%1/hooks/ci?x=1"_s.arg(receiver.serverPort());
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void everyEventArrivesSignedInBothDialects()
    {
        ServeProcess serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store(), u"--secret-env"_s, u"S"_s, u"--json"_s}, home(),
                           {{u"S"_s, u"s3cret"_s}});
        QVERIFY(serve.listens());
        const auto listed = runCli({u"send"_s, u"--list"_s, u"--provider"_s, u"speckle"_s}, home());
        QCOMPARE(listed.exitCode, 0);
        const auto lines = linesOf(listed.out);
        QCOMPARE(lines.size(), 25);
        bool stringDialect = false;
        for (const QByteArray& line : lines) {
            const QString event = QString::fromUtf8(line.simplified().split(' ').at(1));
            stringDialect = !stringDialect;
            const auto sent = runCli({u"send"_s, u"--event"_s, event, u"--dialect"_s, stringDialect ? u"string"_s : u"object"_s,
                                      u"--to"_s, serve.url() + u"/hooks/ci"_s, u"--secret-env"_s, u"S"_s, u"--json"_s},
                                     home(), {{u"S"_s, u"s3cret"_s}});
            QCOMPARE(sent.err, QByteArray());
            QCOMPARE(sent.exitCode, 0);
            const auto capture = objectOf(serve.readLine());
            QCOMPARE(capture[u"signature"_s][u"verdict"_s].toString(), u"valid"_s);
            QCOMPARE(capture[u"event"_s].toString(), event);
        }
    }

    void theStorylineArrivesInOrderWithIdsThatFit()
    {
        ServeProcess serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store(), u"--secret-env"_s, u"S"_s, u"--json"_s}, home(),
                           {{u"S"_s, u"s3cret"_s}});
        const auto sent = runCli({u"send"_s, u"--storyline"_s, u"--count"_s, u"2"_s, u"--as-speckle"_s, u"--to"_s, serve.url(),
                                  u"--secret-env"_s, u"S"_s, u"--json"_s}, home(), {{u"S"_s, u"s3cret"_s}});
        QCOMPARE(sent.exitCode, 0);
        QCOMPARE(linesOf(sent.out).size(), 10);
        QStringList events;
        for (int at = 0; at < 10; ++at) {
            const auto capture = objectOf(serve.readLine());
            QCOMPARE(capture[u"signature"_s][u"verdict"_s].toString(), u"valid"_s);
            events << capture[u"event"_s].toString();
        }
        const QStringList story{u"stream_update"_s, u"branch_create"_s, u"commit_create"_s, u"comment_created"_s, u"commit_receive"_s};
        QCOMPARE(events, story + story);
    }

    void otherProvidersAreValidByTheirSchemes_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("secret");
        const QString whsec = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;
        QTest::newRow("github") << u"github"_s << u"push"_s << u"s"_s;
        QTest::newRow("stripe") << u"stripe"_s << u"invoice.paid"_s << u"whsec_s"_s;
        QTest::newRow("slack") << u"slack"_s << u"app_mention"_s << u"s"_s;
        QTest::newRow("shopify") << u"shopify"_s << u"orders/create"_s << u"s"_s;
        QTest::newRow("standard-webhooks") << u"standard-webhooks"_s << u"user.created"_s << whsec;
    }
    void otherProvidersAreValidByTheirSchemes()
    {
        QFETCH(QString, provider);
        QFETCH(QString, event);
        QFETCH(QString, secret);
        ServeProcess serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store(), u"--secret-env"_s, u"S"_s, u"--scheme"_s, provider,
                            u"--json"_s}, home(), {{u"S"_s, secret}});
        const auto sent = runCli({u"send"_s, u"--provider"_s, provider, u"--event"_s, event, u"--to"_s, serve.url() + u"/x"_s,
                                  u"--secret-env"_s, u"S"_s}, home(), {{u"S"_s, secret}});
        QCOMPARE(sent.exitCode, 0);
        QCOMPARE(objectOf(serve.readLine())[u"signature"_s][u"verdict"_s].toString(), u"valid"_s);
    }

    void theBytesThatArriveAreThoseThatArePrinted_data()
    {
        QTest::addColumn<bool>("asSpeckle");
        QTest::newRow("exactly") << false;
        QTest::newRow("as Speckle") << true;
    }
    void theBytesThatArriveAreThoseThatArePrinted()
    {
        QFETCH(bool, asSpeckle);
        ScriptedReceiver receiver({{sends(answer("200 OK")), closes()}});
        QStringList arguments{u"send"_s, u"--event"_s, u"version_create"_s, u"--to"_s, urlOf(receiver), u"--field"_s, u"now=N"_s,
                              u"--field"_s, u"createdAt=C"_s, u"--set"_s, u"event.data.commit.message=Grüße \"🌻\""_s, u"--add"_s,
                              u"payload.event.data.commit.totalChildrenCount=12"_s, u"--remove"_s, u"stream.regionKey"_s,
                              u"--secret-env"_s, u"S"_s};
        if (asSpeckle)
            arguments << u"--as-speckle"_s;
        const Variables secret{{u"S"_s, u"geheim ü"_s}};
        const auto printed = runCli(arguments + QStringList{u"--print"_s}, home(), secret);
        QCOMPARE(printed.exitCode, 0);
        const auto sent = runBeside(arguments, home(), secret);
        QCOMPARE(sent.exitCode, 0);
        QCOMPARE(receiver.requests.size(), 1U);
        QCOMPARE(receiver.requests.front(), printed.out);
        QVERIFY(printed.out.contains(QByteArray("\"message\":\"Gr\xc3\xbc\xc3\x9f" "e \\\"\xf0\x9f\x8c\xbb\\\"\"")));
        QVERIFY(printed.out.contains("\"versionId\":\"7e57000006\",\"totalChildrenCount\":12}"));
        QVERIFY(!printed.out.contains("regionKey"));
        QCOMPARE(headerNames(printed.out), headerNames(QByteArray::fromStdString(wireFile("full-09").bytes())));
    }

    void everyAnswerIsAnObjectWithWhatSpeckleWouldRecord()
    {
        ScriptedReceiver receiver({{sends(answer("203 Non-Authoritative Information", "hello")), closes()}});
        const QStringList arguments{u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, urlOf(receiver), u"--json"_s};
        const auto sent = runBeside(arguments, home());
        QCOMPARE(sent.exitCode, 1);
        const auto line = objectOf(sent.out);
        const QStringList keys{u"url"_s, u"method"_s, u"status"_s, u"time_ms"_s, u"answer_bytes"_s, u"speckle_status"_s,
                               u"speckle_info"_s, u"reason"_s, u"error"_s, u"provider"_s, u"event"_s};
        QCOMPARE(keysOf(sent.out), keys);
        QCOMPARE(line[u"url"_s].toString(), urlOf(receiver));
        QCOMPARE(line[u"method"_s].toString(), u"POST"_s);
        QCOMPARE(line[u"status"_s].toInt(), 203);
        QVERIFY(line[u"time_ms"_s].toDouble() > 0);
        QCOMPARE(line[u"answer_bytes"_s].toInt(), 5);
        QCOMPARE(line[u"speckle_status"_s].toInt(), 3);
        QCOMPARE(line[u"speckle_info"_s].toString(), u"WebhookError: Calling webhook was unsuccessful."_s);
        QCOMPARE(line[u"reason"_s].toString(), u"HTTP response code 203"_s);
        QVERIFY(line[u"error"_s].isNull());
        QCOMPARE(runBeside(arguments + QStringList{u"--expect"_s, u"203"_s}, home()).exitCode, 0);
        const auto other = runBeside(arguments + QStringList{u"--expect"_s, u"200"_s}, home());
        QCOMPARE(other.exitCode, 1);
        QVERIFY2(other.err.contains("0 of 1 were a success"), other.err.constData());
        const auto forPeople = runBeside(arguments.mid(0, 5), home());
        QVERIFY2(forPeople.out.contains("203") && forPeople.out.contains("3 failed: HTTP 203"), forPeople.out.constData());
    }

    void whereNobodyListensIsSaid()
    {
        std::uint16_t port = 0;
        {
            const ScriptedReceiver gone({});
            port = gone.serverPort();
        }
        const auto sent = runCli({u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, u"http://127.0.0.1:%1/"_s.arg(port),
                                  u"--json"_s}, home());
        QCOMPARE(sent.exitCode, 1);
        const auto line = objectOf(sent.out);
        QVERIFY(line[u"status"_s].isNull());
        QVERIFY(line[u"error"_s].toString().startsWith(u"not connected"_s));
        QCOMPARE(line[u"reason"_s].toString(), u"network error"_s);
    }

    void anotherMachineIsNamed()
    {
        const auto sent = runCli({u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, u"http://user:geheim@hookloupe.invalid/"_s,
                                  u"--secret-env"_s, u"S"_s, u"--json"_s}, home(), {{u"S"_s, u"s3cret"_s}});
        QCOMPARE(sent.exitCode, 1);
        QVERIFY2(sent.err.contains("hookloupe.invalid is not this machine"), sent.err.constData());
        QVERIFY(sent.err.contains("signature by the secret given"));
        QVERIFY2(!(sent.err + sent.out).contains("geheim") && !(sent.err + sent.out).contains("s3cret"), "secrets are never shown");
    }

    void redirectsAreFollowedAsSpeckleAloneDoes()
    {
        const QByteArray there = "HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        ScriptedReceiver receiver({{sends(there), closes()}, {sends(answer("200 OK")), closes()}});
        const auto sent = runBeside({u"send"_s, u"--event"_s, u"commit_create"_s, u"--as-speckle"_s, u"--to"_s, urlOf(receiver),
                                     u"--json"_s}, home());
        QCOMPARE(sent.exitCode, 0);
        QCOMPARE(receiver.requests.size(), 2U);
        QVERIFY(receiver.requests.back().startsWith("GET /there "));
        ScriptedReceiver other({{sends(there), closes()}, {sends(answer("200 OK")), closes()}});
        QCOMPARE(runBeside({u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, urlOf(other)}, home()).exitCode, 1);
        QCOMPARE(other.requests.size(), 1U);
    }

    void aRateSendsThatManyAndEachIsAnotherEvent()
    {
        ScriptedReceiver receiver({{sends(answer("204 No Content")), closes()}});
        const auto sent = runBeside({u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, urlOf(receiver), u"--rate"_s, u"500"_s,
                                     u"--count"_s, u"30"_s, u"--json"_s}, home());
        QCOMPARE(sent.exitCode, 0);
        QCOMPARE(linesOf(sent.out).size(), 30);
        QCOMPARE(receiver.requests.size(), 30U);
        std::set<QByteArray> signatures;
        for (const auto& request : receiver.requests)
            signatures.insert(request.mid(request.indexOf("\"versionId\":"), 25));
        QCOMPARE(signatures.size(), 30U);
        QVERIFY(sent.err.contains("30 of 30"));
    }

    void itCanBeEndedEarly()
    {
        ScriptedReceiver receiver({{sends(answer("200 OK")), closes()}});
        QProcess process;
        process.setProcessEnvironment(cliEnvironment(home()));
        process.start(cliPath(), {u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, urlOf(receiver), u"--rate"_s, u"20"_s,
                                  u"--count"_s, u"1000000"_s});
        QTRY_VERIFY(receiver.requests.size() >= 2);
        QSignalSpy finished(&process, &QProcess::finished);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(finished.wait(30'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
    }

    void aCaptureIsSentAgainUnderAnotherSecret()
    {
        const auto wire = wireFile("full-09");
        QFile body(m_home->filePath(u"body.json"_s));
        QVERIFY(body.open(QIODevice::WriteOnly));
        body.write(QByteArray::fromStdString(wire.body));
        body.close();
        ServeProcess serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store(), u"--secret-env"_s, u"S"_s, u"--json"_s}, home(),
                           {{u"S"_s, u"another"_s}});
        const auto sent = runCli({u"send"_s, u"--template"_s, body.fileName(), u"--to"_s, serve.url() + u"/a"_s, u"--secret-env"_s,
                                  u"S"_s}, home(), {{u"S"_s, u"another"_s}});
        QCOMPARE(sent.exitCode, 0);
        QCOMPARE(objectOf(serve.readLine())[u"signature"_s][u"verdict"_s].toString(), u"valid"_s);
        const auto printed = runCli({u"send"_s, u"--capture"_s, u"1"_s, u"--store"_s, store(), u"--print"_s}, home());
        QCOMPARE(printed.exitCode, 0);
        QCOMPARE(printed.out.mid(printed.out.indexOf("\r\n\r\n") + 4), QByteArray::fromStdString(wire.body));
        const auto changed = runCli({u"send"_s, u"--capture"_s, u"1"_s, u"--store"_s, store(), u"--dialect"_s, u"string"_s, u"--set"_s,
                                     u"stream.name=X"_s, u"--print"_s}, home());
        QVERIFY(changed.out.contains("\\\"name\\\":\\\"X\\\""));
        QCOMPARE(runCli({u"send"_s, u"--capture"_s, u"99"_s, u"--store"_s, store(), u"--print"_s}, home()).exitCode, 3);
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        const QString to = u"--to=http://127.0.0.1:9/"_s;
        const QString event = u"--event=commit_create"_s;
        const auto row = [](const char* name, const QStringList& arguments, const char* named) {
            QTest::newRow(name) << arguments << QByteArray(named);
        };
        row("nothing", {}, "--event NAME");
        row("no target", {event}, "--to http://");
        row("target", {event, u"--to=ftp://x/"_s}, "--to");
        row("event", {u"--event=commit_explode"_s, to}, "commit_explode");
        row("provider", {event, u"--provider=nobody"_s, to}, "nobody");
        row("another provider's event", {event, u"--provider=github"_s, to}, "commit_create is no event of github");
        row("dialect", {event, u"--dialect=latin"_s, to}, "latin");
        row("shape", {event, u"--shape=round"_s, to}, "round");
        row("dialect of another", {u"--event=push"_s, u"--provider=github"_s, u"--dialect=object"_s, to}, "--dialect is for Speckle");
        row("path", {event, u"--set=payload.stream.nmae=x"_s, to}, "--set payload.stream.nmae: commit_create has no such value");
        row("path below nothing", {event, u"--add=no.such.path=x"_s, to}, "no.such.path");
        row("path that is none", {event, u"--set=a[1=x"_s, to}, "--set a[1");
        row("no value", {event, u"--set=stream.name"_s, to}, "--set stream.name");
        row("there already", {event, u"--add=stream.name=x"_s, to}, "use --set");
        row("field", {event, u"--field=colour=red"_s, to}, "--field colour");
        row("rate", {event, u"--rate=0"_s, to}, "--rate 0");
        row("fast", {event, u"--rate=1e9"_s, to}, "--rate 1e9");
        row("count", {event, u"--count=-1"_s, to}, "--count -1");
        row("expect", {event, u"--expect=99"_s, to}, "--expect 99");
        row("secret", {u"--event=push"_s, u"--provider=github"_s, u"--secret-env=NOT_SET_ANYWHERE"_s, to}, "NOT_SET_ANYWHERE");
        row("no secret", {u"--event=invoice.paid"_s, u"--provider=stripe"_s, to}, "stripe signs every request");
        row("two sources", {u"--storyline"_s, event, to}, "--storyline");
        row("two templates", {u"--template=a"_s, u"--capture=1"_s, to}, "--template or --capture");
        row("unknown option", {event, u"--colour=red"_s, to}, "--colour");
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const auto result = runCli(QStringList{u"send"_s} + arguments, home());
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.contains(named), result.err.constData());
    }

    void aTemplateThatIsNoneIsRefused()
    {
        const auto missing = runCli({u"send"_s, u"--template"_s, m_home->filePath(u"none.json"_s), u"--print"_s}, home());
        QCOMPARE(missing.exitCode, 3);
        QVERIFY(missing.err.contains("none.json"));
        const auto wrong = runCli({u"send"_s, u"--template"_s, u"-"_s, u"--print"_s}, home(), {}, "{\"event\":\"x\"}");
        QCOMPARE(wrong.exitCode, 3);
        QVERIFY2(wrong.err.contains("\"real\""), wrong.err.constData());
        QFile damaged(m_home->filePath(u"damaged.json"_s));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{\n  \"a\": 1,\n}");
        damaged.close();
        for (const QString& provider : {u"speckle"_s, u"github"_s}) {
            const auto broken = runCli({u"send"_s, u"--provider"_s, provider, u"--template"_s, damaged.fileName(), u"--print"_s}, home());
            QCOMPARE(broken.exitCode, 3);
            QVERIFY2(broken.err.contains("damaged.json") && broken.err.contains("Line 3, column 1"), broken.err.constData());
        }
        const auto own = runCli({u"send"_s, u"--template"_s, u"-"_s, u"--print"_s}, home(), {},
                                "{\"event\":\"my_event\",\"real\":{\"a\":\"{{userName}}\"}}");
        QCOMPARE(own.exitCode, 0);
        QVERIFY(own.out.contains("{\"event_name\":\"my_event\",\"data\":{\"a\":\"Hookloupe\"}}"));
    }

    void aCertificateThatNobodyVouchesForIsTakenByChoice()
    {
        ServeProcess serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, m_home->filePath(u"tls.hookloupe"_s), u"--tls-self-signed"_s,
                            u"--json"_s}, home());
        const QStringList arguments{u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, serve.url() + u"/a"_s, u"--json"_s};
        QVERIFY(serve.url().startsWith(u"https:"_s));
        const auto refused = runCli(arguments, home());
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("--any-certificate"), refused.err.constData());
        QVERIFY(objectOf(refused.out)[u"error"_s].toString().startsWith(u"TLS"_s));
        QCOMPARE(runCli(arguments + QStringList{u"--any-certificate"_s}, home()).exitCode, 0);
    }

    void aTemplateThatIsKeptIsListedAndSentByItsName()
    {
        const QString folder = home() + u"/data/hookloupe/templates/github"_s;
        QVERIFY(QDir().mkpath(folder));
        QFile own(folder + u"/nightly push.json"_s);
        QVERIFY(own.open(QIODevice::WriteOnly));
        own.write("{\n  \"mine\": \"{{sha}}\"\n}\n");
        own.close();
        const auto list = runCli({u"send"_s, u"--list"_s, u"--json"_s, u"--provider"_s, u"github"_s}, home());
        const auto last = objectOf(linesOf(list.out).constLast());
        QCOMPARE(last[u"template"_s].toString(), u"nightly push"_s);
        QCOMPARE(last[u"file"_s].toString(), own.fileName());
        const auto printed = runCli({u"send"_s, u"--provider"_s, u"github"_s, u"--template"_s, u"nightly push"_s, u"--field"_s,
                                     u"sha=abc"_s, u"--print"_s}, home());
        QCOMPARE(printed.exitCode, 0);
        QVERIFY2(printed.out.endsWith("\r\n\r\n{\"mine\":\"abc\"}"), printed.out.constData());
        QCOMPARE(runCli({u"send"_s, u"--template"_s, u"nightly push"_s, u"--print"_s}, home()).exitCode, 3); // not one of Speckle's
        QVERIFY(own.remove());
    }

    void helpAndListsNameEverything()
    {
        const auto help = runCli({u"send"_s, u"--help"_s}, home());
        QCOMPARE(help.exitCode, 0);
        for (const char* option : {"--event", "--dialect", "--shape", "--set", "--to", "--secret-env", "--as-speckle", "--rate",
                                   "--count", "--json", "--expect", "--provider", "--list"})
            QVERIFY2(help.out.contains(option), option);
        const auto list = runCli({u"send"_s, u"--list"_s, u"--json"_s}, home());
        const auto lines = linesOf(list.out);
        QVERIFY(lines.size() > 40);
        for (const auto& line : lines)
            QVERIFY2(!objectOf(line)[u"event"_s].toString().isEmpty(), line.constData());
        const auto fields = runCli({u"send"_s, u"--list"_s, u"--event"_s, u"commit_create"_s}, home());
        QVERIFY(fields.out.contains("versionId           7e57000006\n"));
        const auto nearest = runCli({u"send"_s, u"--event"_s, u"commit_move"_s, u"--shape"_s, u"documented"_s, u"--to"_s,
                                     u"http://127.0.0.1:9/"_s}, home());
        QVERIFY2(nearest.err.contains("commit_move is only known in the real shape"), nearest.err.constData());
    }
};

HOOKLOUPE_TEST(TestCliSend)
#include "tst_cli_send.moc"
