// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/cli_program.h"

#include "support/raw_client.h"
#include "support/wire_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

RawAnswer send(std::uint16_t port, const std::string& bytes)
{
    RawClient client(port);
    client.send(bytes);
    return client.readAnswer();
}

/// The recorded version_create with another message: what a handler that makes a version for each version causes.
std::string loopedVersion(int number)
{
    std::string body = wireFile("full-09").body;
    const std::string message = "first version";
    for (auto at = body.find(message); at != body.npos; at = body.find(message, at + 1))
        body.replace(at, message.size(), "version " + std::to_string(number));
    return "POST /hooks/ci HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace

class TestCliLoops : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QStringList with(const QStringList& more) const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, m_home->filePath(u"s.hookloupe"_s)} + more;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void aLoopIsToldOnStandardErrorAndEverythingIsCaptured()
    {
        ServeProcess serve(with({u"--count"_s, u"20"_s, u"--endpoint"_s, u"/hooks/ci"_s}), home());
        QVERIFY(serve.listens());
        for (int i = 0; i < 15; ++i)
            QCOMPARE(send(serve.port(), loopedVersion(i)).status, 200);
        const QByteArray line = serve.readComplaint("loop");
        QVERIFY2(line.startsWith("This looks like a loop at endpoint /hooks/ci. User bc465529c7 made 15 versions of one model of "
                                 "project “Renamed” within "), line.constData());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(send(serve.port(), loopedVersion(i + 15)).status, 200);
        const CliResult result = serve.wait();
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.out.count("published version"), 20);
        QVERIFY2(!result.err.contains("looks like a loop"), result.err.constData()); // said once
    }

    void withJsonAnAlarmIsAnObjectOnStandardErrorAndStandardOutputIsCapturesAlone()
    {
        ServeProcess serve(with({u"--json"_s, u"--loop-rate"_s, u"6/60"_s}), home());
        QVERIFY(serve.listens());
        for (int i = 0; i < 3; ++i)
            send(serve.port(), loopedVersion(i));
        const QByteArray line = serve.readComplaint("\"alarm\"");
        const QJsonObject alarm = QJsonDocument::fromJson(line).object();
        QCOMPARE(alarm[u"alarm"_s].toString(), u"loop"_s);
        QCOMPARE(alarm[u"state"_s].toString(), u"raised"_s);
        QCOMPARE(alarm[u"rule"_s].toString(), u"same_actor"_s);
        QCOMPARE(alarm[u"endpoint"_s].toString(), u"*"_s);
        QCOMPARE(alarm[u"event"_s].toString(), u"commit_create"_s);
        QVERIFY(alarm[u"other_event"_s].isNull());
        QCOMPARE(alarm[u"stream_id"_s].toString(), u"ea9c63e25e"_s);
        QCOMPARE(alarm[u"user_id"_s].toString(), u"bc465529c7"_s);
        QCOMPARE(alarm[u"count"_s].toInt(), 3);
        QCOMPARE(alarm[u"paused"_s].toBool(true), false);
        QCOMPARE(alarm[u"captures"_s].toArray(), (QJsonArray{1, 2, 3}));
        serve.signal(SIGTERM);
        const CliResult result = serve.wait();
        QCOMPARE(result.exitCode, 0);
        const auto lines = result.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        for (const QByteArray& one : lines)
            QVERIFY(QJsonDocument::fromJson(one).object().contains(u"id"_s));
    }

    void withPauseOnLoopTheEndpointAnswers503AndStillCaptures()
    {
        ServeProcess serve(with({u"--pause-on-loop"_s, u"--loop-rate"_s, u"6/60"_s, u"--endpoint"_s, u"/hooks/ci"_s,
                                 u"--count"_s, u"5"_s}), home());
        QVERIFY(serve.listens());
        for (int i = 0; i < 3; ++i)
            QCOMPARE(send(serve.port(), loopedVersion(i)).status, 200);
        const QByteArray line = serve.readComplaint("loop");
        QVERIFY2(line.startsWith("This looks like a loop, so endpoint /hooks/ci answers 503 until this program is started again."),
                 line.constData());
        const RawAnswer answer = send(serve.port(), loopedVersion(4));
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.body.find("paused because of a loop") != answer.body.npos);
        QCOMPARE(send(serve.port(), "GET /elsewhere HTTP/1.1\r\nHost: h\r\n\r\n").status, 200);
        QCOMPARE(serve.wait().exitCode, 0);
    }

    void switchedOffItSaysNothing()
    {
        ServeProcess serve(with({u"--loop-rate"_s, u"off"_s, u"--count"_s, u"40"_s}), home());
        QVERIFY(serve.listens());
        for (int i = 0; i < 40; ++i)
            send(serve.port(), loopedVersion(i));
        const CliResult result = serve.wait();
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(!result.err.contains("loop"), result.err.constData());
    }

    void theRecordedRequestsRaiseNoAlarm()
    {
        const auto files = wireFiles();
        ServeProcess serve(with({u"--count"_s, QString::number(files.size())}), home());
        QVERIFY(serve.listens());
        for (const auto& file : files)
            send(serve.port(), file.bytes());
        const CliResult result = serve.wait();
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(!result.err.contains("loop"), result.err.constData());
    }

    void wrongRatesAreRefusedWithTheWayOut_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("no slash") << QStringList{u"--loop-rate"_s, u"30"_s};
        QTest::newRow("too few") << QStringList{u"--loop-rate"_s, u"3/60"_s};
        QTest::newRow("too long") << QStringList{u"--loop-rate"_s, u"30/3601"_s};
        QTest::newRow("a word") << QStringList{u"--loop-rate"_s, u"often"_s};
        QTest::newRow("empty") << QStringList{u"--loop-rate"_s, u""_s};
        QTest::newRow("off and pause") << QStringList{u"--loop-rate"_s, u"off"_s, u"--pause-on-loop"_s};
    }
    void wrongRatesAreRefusedWithTheWayOut()
    {
        QFETCH(QStringList, options);
        const CliResult result = runCli(QStringList{u"serve"_s} + with(options), home());
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("--loop-rate"), result.err.constData());
    }
};

HOOKLOUPE_TEST(TestCliLoops)
#include "tst_cli_loops.moc"
