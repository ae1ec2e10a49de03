// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/cli_program.h"

#include "support/raw_client.h"
#include "support/wire_file.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string simpleRequest = "POST /hooks/ci?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";

int answerTo(std::uint16_t port, const std::string& bytes, RawClient::Mode mode = RawClient::Mode::Plain)
{
    RawClient client(port, mode);
    client.send(bytes);
    return client.readAnswer().status;
}

QJsonObject objectOf(const QByteArray& line)
{
    return QJsonDocument::fromJson(line).object();
}

/// The member names of an object in the order of the line.
QStringList keysOf(const QByteArray& line)
{
    static const QRegularExpression key(u"\"([a-z_]+)\":"_s);
    QStringList keys;
    for (auto match = key.globalMatch(QString::fromUtf8(line)); match.hasNext();)
        keys << match.next().captured(1);
    return keys;
}

} // namespace

class TestCliServe : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString store() const { return m_home->filePath(u"s.hookloupe"_s); }
    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QStringList with(const QStringList& more) const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store()} + more;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void oneObjectACaptureWithTheKeysPromised()
    {
        ServeProcess serve(with({u"--json"_s, u"--secret-env"_s, u"S"_s, u"--endpoint"_s, u"/hooks/ci=CI"_s, u"--count"_s,
                                 u"3"_s}), home(), {{u"S"_s, u"topsecret"_s}});
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), wireFile("full-09").bytes()), 200);
        const QByteArray line = serve.readLine();
        const QStringList keys{u"id"_s, u"time"_s, u"method"_s, u"target"_s, u"endpoint"_s, u"kind"_s, u"event"_s,
                               u"ui_event"_s, u"stream_id"_s, u"repeated_name"_s, u"signature"_s, u"verdict"_s, u"scheme"_s, u"dialect"_s,
                               u"advice"_s, u"size"_s, u"answer"_s, u"status"_s, u"outcome"_s, u"speckle_status"_s,
                               u"speckle_reason"_s};
        QCOMPARE(keysOf(line), keys);
        const QJsonObject object = objectOf(line);
        QCOMPARE(object[u"id"_s].toInt(), 1);
        QVERIFY(QRegularExpression(u"^\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{6}Z$"_s).match(object[u"time"_s].toString()).hasMatch());
        QCOMPARE(object[u"method"_s].toString(), u"POST"_s);
        QCOMPARE(object[u"target"_s].toString(), u"/s/200?w=ui14"_s);
        QCOMPARE(object[u"endpoint"_s].toString(), u"*"_s);
        QCOMPARE(object[u"kind"_s].toString(), u"request"_s);
        QCOMPARE(object[u"event"_s].toString(), u"commit_create"_s);
        QCOMPARE(object[u"ui_event"_s].toString(), u"version_create"_s);
        QCOMPARE(object[u"stream_id"_s].toString(), u"ea9c63e25e"_s);
        QCOMPARE(object[u"size"_s].toInt(), 1779);
        QCOMPARE(object[u"signature"_s].toObject(), (QJsonObject{{u"verdict"_s, u"valid"_s}, {u"scheme"_s, u"speckle"_s},
                 {u"dialect"_s, u"object"_s}, {u"advice"_s, QJsonValue::Null}}));
        QCOMPARE(object[u"answer"_s].toObject(), (QJsonObject{{u"status"_s, 200}, {u"outcome"_s, u"sent"_s},
                 {u"speckle_status"_s, 2}, {u"speckle_reason"_s, QJsonValue::Null}}));

        QCOMPARE(answerTo(serve.port(), wireFile("02-secret-empty").bytes()), 401);
        const QJsonObject wrong = objectOf(serve.readLine());
        QCOMPARE(wrong[u"signature"_s][u"verdict"_s].toString(), u"mismatch"_s);
        QVERIFY(wrong[u"signature"_s][u"advice"_s].toString().contains(u"empty secret"_s));
        QCOMPARE(wrong[u"answer"_s][u"speckle_reason"_s].toString(), u"HTTP response code 401"_s);

        QCOMPARE(answerTo(serve.port(), "G\x1b[31mT / HTTP/1.1\r\n\r\n"), 400);
        const QByteArray hostile = serve.readLine();
        QVERIFY(!hostile.contains('\x1b'));
        QCOMPARE(objectOf(hostile)[u"kind"_s].toString(), u"malformed"_s);

        const auto end = serve.wait();
        QCOMPARE(end.exitCode, 0);
        QVERIFY(end.out.isEmpty());
        QVERIFY(end.err.startsWith("Listening on http://127.0.0.1:"));
    }

    void theSecretGuardsTheCatchAllAndEveryEndpoint()
    {
        ServeProcess serve(with({u"--quiet"_s, u"--secret-env"_s, u"S"_s, u"--endpoint"_s, u"/hooks"_s}), home(),
                           {{u"S"_s, u"topsecret"_s}});
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), simpleRequest), 401);
        QCOMPARE(answerTo(serve.port(), "GET /elsewhere HTTP/1.1\r\nHost: h\r\n\r\n"), 401);
    }

    void anEmptyVariableIsTheEmptySecretAndWithoutOneNothingIsRejected()
    {
        {
            ServeProcess serve(with({u"--quiet"_s, u"--secret-env"_s, u"S"_s, u"--allow-empty-secret"_s}), home(),
                               {{u"S"_s, QString()}});
            QCOMPARE(answerTo(serve.port(), wireFile("02-secret-empty").bytes()), 200);
            QCOMPARE(answerTo(serve.port(), wireFile("full-09").bytes()), 401);
        }
        ServeProcess serve(with({u"--quiet"_s}), home());
        QCOMPARE(answerTo(serve.port(), wireFile("full-09").bytes()), 200);
    }

    void theTimeIsOverBeforeTheCountIsReached()
    {
        QCOMPARE(runCli(QStringList{u"serve"_s} + with({u"--count"_s, u"1"_s, u"--timeout"_s, u"0.1"_s}), home()).exitCode, 1);
        QCOMPARE(runCli(QStringList{u"serve"_s} + with({u"--timeout"_s, u"0.1"_s}), home()).exitCode, 0);
    }

    void signalsEndItHavingAnsweredWhatItTook()
    {
        for (const int number : {SIGINT, SIGTERM}) {
            ServeProcess serve(with({u"--json"_s}), home());
            QVERIFY(serve.listens());
            RawClient client(serve.port());
            client.send(simpleRequest);
            QCOMPARE(client.readAnswer().status, 200);
            serve.signal(number);
            const auto end = serve.wait();
            QCOMPARE(end.exitCode, 0);
            QCOMPARE(end.out.count('\n'), 1); // printed, though the signal came right after the answer
        }
        ServeProcess counting(with({u"--count"_s, u"5"_s}), home());
        QVERIFY(counting.listens());
        counting.signal(SIGTERM);
        QCOMPARE(counting.wait().exitCode, 1);
    }

    void aTakenPortIsAnErrorWhenItWasNamed()
    {
        ServeProcess first(with({u"--quiet"_s}), home());
        QVERIFY(first.listens());
        const QString address = u"127.0.0.1:%1"_s.arg(first.port());
        const auto second = runCli({u"serve"_s, u"--listen"_s, address, u"--store"_s, m_home->filePath(u"2.hookloupe"_s)},
                                   home());
        QCOMPARE(second.exitCode, 3);
        QVERIFY2(second.err.contains(QByteArray::number(first.port())), second.err.constData());
    }

    void aStoreThatAnotherProgramHoldsIsNamed()
    {
        ServeProcess first(with({u"--quiet"_s}), home());
        QVERIFY(first.listens());
        const auto second = runCli(QStringList{u"serve"_s} + with({}), home());
        QCOMPARE(second.exitCode, 3);
        QVERIFY2(second.err.contains(store().toUtf8()), second.err.constData());
    }

    void theDefaultStoreIsInTheUsersDataFolder()
    {
        {
            ServeProcess serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--count"_s, u"1"_s}, home());
            QVERIFY(serve.listens());
            QCOMPARE(answerTo(serve.port(), simpleRequest), 200);
            QCOMPARE(serve.wait().exitCode, 0);
        }
        QVERIFY(QFile::exists(home() + u"/data/hookloupe/captures.hookloupe"_s));
        QCOMPARE(runCli({u"list"_s}, home()).out.count('\n'), 1);
    }

    void limitsAndHttpsAreTaken()
    {
        ServeProcess serve(with({u"--quiet"_s, u"--tls-self-signed"_s, u"--limit"_s, u"body=1KiB"_s, u"--durability"_s,
                                 u"full"_s}), home());
        QVERIFY(serve.listens());
        QVERIFY(serve.url().startsWith(u"https://"_s));
        QCOMPARE(answerTo(serve.port(), simpleRequest, RawClient::Mode::Tls), 200);
        QCOMPARE(answerTo(serve.port(), wireFile("full-09").bytes(), RawClient::Mode::Tls), 413);
    }

    void aHangUpReadsTheCertificateAgain()
    {
        ServeProcess serve(with({u"--tls-self-signed"_s}), home());
        QVERIFY(serve.listens());
        const auto digest = [&serve] {
            RawClient client(serve.port(), RawClient::Mode::Tls);
            client.send(simpleRequest);
            return client.readAnswer().status == 200 ? client.peerCertificateDigest() : std::string();
        };
        const std::string first = digest();
        QVERIFY(!first.empty());
        QVERIFY(QDir(home() + u"/config/hookloupe"_s).removeRecursively()); // a new one is made when it is read again
        serve.signal(SIGHUP);
        const auto isNew = [&] {
            const std::string now = digest();
            return !now.empty() && now != first;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isNew(), 30'000);
        serve.signal(SIGTERM);
        const auto ended = serve.wait();
        QCOMPARE(ended.exitCode, 0);
        QVERIFY2(ended.err.contains("read again"), ended.err.constData());
    }

    void whatWasRejectedSaysWhy()
    {
        ServeProcess serve(with({u"--json"_s, u"--secret-env"_s, u"S"_s}), home(), {{u"S"_s, u"x"_s}});
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), simpleRequest), 401);
        const QJsonObject signature = objectOf(serve.readLine())[u"signature"_s].toObject();
        QCOMPARE(signature[u"verdict"_s].toString(), u"header_missing"_s);
        QVERIFY(signature[u"advice"_s].toString().contains(u"X-WEBHOOK-SIGNATURE"_s));
    }

    void theGetAfterARedirectIsLedBackToItsPost()
    {
        ServeProcess serve(with({u"--json"_s, u"--secret-env"_s, u"S"_s}), home(), {{u"S"_s, u"topsecret"_s}});
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), wireFile("10-redirect-302-first").bytes()), 200);
        QCOMPARE(answerTo(serve.port(), wireFile("10-redirect-302-second").bytes()), 401);
        QVERIFY(!serve.readLine().isEmpty());
        const QJsonObject signature = objectOf(serve.readLine())[u"signature"_s].toObject();
        QCOMPARE(signature[u"verdict"_s].toString(), u"body_unreadable"_s);
        const QString advice = signature[u"advice"_s].toString();
        QVERIFY2(advice.contains(u"307"_s) && advice.contains(u"another captured request"_s), qPrintable(advice));
    }

    void anotherSchemeJudgesWithoutChangingTheStore()
    {
        {
            ServeProcess serve(with({u"--json"_s, u"--scheme"_s, u"github"_s, u"--secret-env"_s, u"S"_s, u"--count"_s,
                                     u"1"_s}), home(), {{u"S"_s, u"x"_s}});
            QVERIFY(serve.listens());
            QCOMPARE(answerTo(serve.port(), simpleRequest), 401);
            QCOMPARE(objectOf(serve.readLine())[u"signature"_s][u"scheme"_s].toString(), u"github"_s);
            QCOMPARE(serve.wait().exitCode, 0);
        }
        ServeProcess serve(with({u"--json"_s}), home());
        QVERIFY(serve.listens());
        answerTo(serve.port(), wireFile("full-09").bytes());
        QCOMPARE(objectOf(serve.readLine())[u"signature"_s][u"scheme"_s].toString(), u"speckle"_s);
    }

    void storedCapturesAreListedAndShownWhileAnotherProgramWrites()
    {
        ServeProcess serve(with({u"--quiet"_s, u"--endpoint"_s, u"/hooks/ci=CI"_s}), home());
        QVERIFY(serve.listens());
        const auto file = wireFile("full-09");
        QCOMPARE(answerTo(serve.port(), file.bytes()), 200);
        const std::string chunked = "POST /hooks/ci HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    "3;a=b\r\n\x1b[m\r\n0\r\nT: v\r\n\r\n";
        QCOMPARE(answerTo(serve.port(), chunked), 200);

        const auto cli = [this](const QStringList& words) {
            return runCli(words.mid(0, 1) + QStringList{u"--store"_s, store()} + words.mid(1), home());
        };
        const auto list = cli({u"list"_s, u"--json"_s});
        QCOMPARE(list.exitCode, 0);
        QCOMPARE(list.out.count('\n'), 2);
        QCOMPARE(objectOf(list.out.split('\n').at(0))[u"id"_s].toInt(), 1);
        QCOMPARE(objectOf(list.out.split('\n').at(1))[u"endpoint"_s].toString(), u"/hooks/ci"_s);
        const auto newest = cli({u"list"_s, u"--limit"_s, u"1"_s});
        QCOMPARE(newest.out.count('\n'), 1);
        QVERIFY(newest.out.startsWith("2  "));
        QCOMPARE(cli({u"list"_s, u"--limit"_s, u"0"_s}).exitCode, 2);

        QCOMPARE(cli({u"show"_s, u"1"_s, u"--raw"_s}).out, QByteArray::fromStdString(file.bytes()));
        QCOMPARE(cli({u"show"_s, u"1"_s, u"--body"_s}).out, QByteArray::fromStdString(file.body));
        QCOMPARE(cli({u"show"_s, u"2"_s, u"--raw"_s}).out, QByteArray::fromStdString(chunked));
        QCOMPARE(cli({u"show"_s, u"2"_s, u"--body"_s}).out, QByteArray("\x1b[m"));
        const auto people = cli({u"show"_s, u"2"_s});
        QCOMPARE(people.exitCode, 0);
        QVERIFY(!people.out.contains('\x1b'));
        QVERIFY(people.out.contains("\\u{001B}[m"));
        const auto json = objectOf(cli({u"show"_s, u"2"_s, u"--json"_s}).out);
        QCOMPARE(json[u"body"_s].toString(), u"\x1b[m"_s);
        const auto missing = cli({u"show"_s, u"99"_s});
        QCOMPARE(missing.exitCode, 3);
        QVERIFY2(missing.err.contains("no capture 99") && missing.err.contains("list"), missing.err.constData());
    }

    void aReaderThatLeavesEndsItHavingAnswered()
    {
        QProcess shell;
        shell.setProcessEnvironment(cliEnvironment(home()));
        shell.start(u"bash"_s, {u"-c"_s, u"\"$0\" serve --listen 127.0.0.1:0 --store \"$1\" | head -n 1; exit ${PIPESTATUS[0]}"_s,
                                cliPath(), store()});
        QVERIFY(shell.waitForReadyRead(30'000));
        const QString said = QString::fromUtf8(shell.readAllStandardOutput());
        static const QRegularExpression port(u":(\\d+)\n"_s);
        const auto match = port.match(said);
        QVERIFY2(match.hasMatch(), qPrintable(said));
        QCOMPARE(answerTo(static_cast<std::uint16_t>(match.captured(1).toUInt()), simpleRequest), 200);
        QVERIFY(shell.waitForFinished(30'000));
        QCOMPARE(shell.exitCode(), 3);
        QVERIFY(shell.readAllStandardError().contains("Standard output was closed"));
    }

    void aClosedStandardOutputEndsIt()
    {
        // Standard output is closed from the start; the request is still answered and kept.
        QProcess shell;
        shell.setProcessEnvironment(cliEnvironment(home()));
        shell.start(u"bash"_s, {u"-c"_s, u"\"$0\" serve --listen 127.0.0.1:0 --store \"$1\" --json 2>&1 >&- | head -n 1"_s,
                                cliPath(), store()});
        QVERIFY(shell.waitForReadyRead(30'000));
        const QString said = QString::fromUtf8(shell.readAllStandardOutput());
        static const QRegularExpression port(u":(\\d+)\n"_s);
        const auto match = port.match(said);
        QVERIFY2(match.hasMatch(), qPrintable(said));
        QCOMPARE(answerTo(static_cast<std::uint16_t>(match.captured(1).toUInt()), simpleRequest), 200);
        QVERIFY(shell.waitForFinished(30'000));
    }

    void itAnswersByAPlanForEveryEndpointAndLeavesTheStoreAsItWas()
    {
        const QString plan = m_home->filePath(u"plan.txt"_s);
        QFile file(plan);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# Speckle's success codes\nloop\nanswer 203 body=\"{}\"\nclose\n");
        file.close();
        ServeProcess serve(with({u"--json"_s, u"--answer"_s, plan, u"--endpoint"_s, u"/a"_s, u"--count"_s, u"4"_s}), home());
        QVERIFY(serve.listens());
        const auto requestTo = [](const std::string& path) { return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"; };
        QCOMPARE(answerTo(serve.port(), requestTo("/")), 203);
        QCOMPARE(answerTo(serve.port(), requestTo("/a")), 203); // a script of its own
        QCOMPARE(answerTo(serve.port(), requestTo("/a")), 0);
        QCOMPARE(answerTo(serve.port(), requestTo("/a")), 203);
        QStringList reasons;
        for (int i = 0; i < 4; ++i)
            reasons << objectOf(serve.readLine())[u"answer"_s][u"speckle_reason"_s].toString();
        QCOMPARE(reasons, (QStringList{u"HTTP response code 203"_s, u"HTTP response code 203"_s, u"network error"_s,
                                       u"HTTP response code 203"_s}));
        QCOMPARE(serve.wait().exitCode, 0);
        ServeProcess again(with({u"--count"_s, u"1"_s}), home());
        QVERIFY(again.listens());
        QCOMPARE(answerTo(again.port(), requestTo("/a")), 200);
        QCOMPARE(again.wait().exitCode, 0);
    }

    void aLineSaysWhatWasSentAndNotWhatWasPlanned()
    {
        const QString plan = m_home->filePath(u"plan.txt"_s);
        QFile file(plan);
        QVERIFY(file.open(QIODevice::WriteOnly));
        // The 100 says that a request was taken.
        file.write("interim 100\nwait 60s\nanswer 200\nreset 200 filler=100 after=10\nanswer 200\ninterim 100\nwait 60s\nanswer 200\n");
        file.close();
        ServeProcess serve(with({u"--json"_s, u"--answer"_s, plan}), home());
        QVERIFY(serve.listens());
        const auto answerOf = [](const QByteArray& line) { return objectOf(line)[u"answer"_s].toObject(); };
        {
            RawClient client(serve.port());
            client.send(simpleRequest);
            QCOMPARE(client.readAnswer().status, 100);
            RawClient other(serve.port()); // a later one is answered first
            other.send(simpleRequest);
            const QByteArray reset = serve.readLine();
            QCOMPARE(objectOf(reset)[u"id"_s].toInt(), 2);
            QCOMPARE(answerOf(reset), (QJsonObject{{u"status"_s, 200}, {u"outcome"_s, u"sent"_s}, {u"speckle_status"_s, 3},
                                                   {u"speckle_reason"_s, u"network error"_s}}));
            client.reset();
        }
        const QByteArray left = serve.readLine();
        QCOMPARE(objectOf(left)[u"id"_s].toInt(), 1);
        QCOMPARE(answerOf(left), (QJsonObject{{u"status"_s, 0}, {u"outcome"_s, u"client_left"_s}, {u"speckle_status"_s, 3},
                                              {u"speckle_reason"_s, u"network error"_s}}));
        QCOMPARE(answerTo(serve.port(), simpleRequest), 200);
        QCOMPARE(answerOf(serve.readLine())[u"speckle_status"_s].toInt(), 2);
        RawClient waiting(serve.port());
        waiting.send(simpleRequest);
        QCOMPARE(waiting.readAnswer().status, 100);
        serve.signal(SIGTERM); // what waits goes out at once then
        QVERIFY(answerOf(serve.readLine())[u"outcome"_s].toString() != u"open"_s);
        QCOMPARE(serve.wait().exitCode, 0);
    }

    void peopleAreToldOfARequestWhoseAnswerTakesLong()
    {
        const QString plan = m_home->filePath(u"plan.txt"_s);
        QFile file(plan);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("wait 60s\nanswer 200\n");
        file.close();
        ServeProcess serve(with({u"--answer"_s, plan}), home());
        QVERIFY(serve.listens());
        QVERIFY(serve.readLine().startsWith("Listening on "));
        RawClient client(serve.port());
        client.send(simpleRequest);
        const QByteArray line = serve.readLine();
        QVERIFY2(line.startsWith("1  ") && line.contains("  200  "), line.constData());
        QCOMPARE(serve.readLine().trimmed(), "The answer is still on its way."_qba);
        client.reset();
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
        QVERIFY(serve.readLine().isEmpty()); // not told again
    }

    void aPlanThatCannotBeUsedIsNamedWithItsLine()
    {
        const QString plan = m_home->filePath(u"plan.txt"_s);
        const auto refusal = [&](const QByteArray& text, const QString& folder = {}) {
            QFile file(plan);
            if (!file.open(QIODevice::WriteOnly))
                qFatal("no plan");
            file.write(text);
            file.close();
            QStringList options{u"--answer"_s, plan};
            if (!folder.isEmpty())
                options << u"--answer-folder"_s << folder;
            const CliResult result = runCli(QStringList{u"serve"_s} + with(options), home());
            return result.exitCode == 3 ? QString::fromUtf8(result.err) : QString();
        };
        QVERIFY(refusal("answer 200\nanwser 200\n").contains(u"Line 2: “anwser” is no step."_s));
        QVERIFY(refusal("").contains(u"There is no step."_s));
        QVERIFY(refusal("answer 200 file=/nowhere/at/all\n").contains(u"No folder is chosen whose files may be answers"_s));
        QVERIFY(refusal("answer 200 file=/nowhere/at/all\n", home()).contains(u"does not lie in the folder for files of answers"_s));
        QVERIFY(refusal("answer 200 file=missing.json\n", home()).contains(u"The file missing.json does not exist."_s));
        QVERIFY(refusal("answer 200\n", u"/nowhere"_s).contains(u"/nowhere"_s));
        QVERIFY(refusal("answer 200\n", plan).contains(u"is not a folder (--answer-folder)"_s));
        const CliResult missing = runCli(QStringList{u"serve"_s} + with({u"--answer"_s, u"/nowhere/plan"_s}), home());
        QCOMPARE(missing.exitCode, 3);
        QVERIFY(missing.err.contains("/nowhere/plan"));
    }
};

HOOKLOUPE_TEST(TestCliServe)
#include "tst_cli_serve.moc"
