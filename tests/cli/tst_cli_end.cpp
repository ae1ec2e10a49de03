// SPDX-License-Identifier: GPL-3.0-or-later
// How `serve`, `forward`, `send` and `replay` are ended by signals, whatever they are at.
#include "support/test_main.h"
#include "support/cli_program.h"

#include "support/raw_client.h"
#include "support/receiver.h"
#include "support/wire_file.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string simpleRequest = "POST /hooks/ci?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";

/// One that is signed with another secret than the one it is judged by, and takes its time to be explained.
std::string mismatching(int number)
{
    const std::string body = "{\"payload\":{\"n\":" + std::to_string(number) + ",\"filler\":\"" + std::string(226'000, 'x') + "\"}}";
    return "POST /red HTTP/1.1\r\nHost: h\r\nX-WEBHOOK-SIGNATURE: " + std::string(64, 'a') + "\r\nContent-Length: "
         + std::to_string(body.size()) + "\r\n\r\n" + body;
}

int answerTo(std::uint16_t port, const std::string& bytes)
{
    RawClient client(port);
    client.send(bytes);
    return client.readAnswer().status;
}

/// `serve` whose standard output is a pipe that this reads when it wants to.
class Stalled {
public:
    Stalled(const QStringList& arguments, const QString& home, const Variables& variables = {})
    {
        const QByteArray fifo = (home + u"/pipe"_s).toLocal8Bit();
        if (::mkfifo(fifo.constData(), 0600) != 0)
            qFatal("no fifo");
        m_reader = ::open(fifo.constData(), O_RDONLY | O_NONBLOCK);
        m_process.setProcessEnvironment(cliEnvironment(home, variables));
        m_process.setStandardOutputFile(QString::fromLocal8Bit(fifo));
        m_process.start(cliPath(), QStringList{u"serve"_s, u"--json"_s} + arguments);
        static const QRegularExpression listening(u"Listening on \\S+:(\\d+)\n"_s);
        const QDeadlineTimer deadline(30'000);
        while (m_port == 0 && !deadline.hasExpired() && m_process.state() != QProcess::NotRunning) {
            m_process.waitForReadyRead(50);
            m_err += m_process.readAllStandardError();
            const auto match = listening.match(QString::fromUtf8(m_err));
            m_port = static_cast<std::uint16_t>(match.captured(1).toUInt());
        }
    }
    ~Stalled()
    {
        m_process.kill();
        m_process.waitForFinished(30'000);
        ::close(m_reader);
    }

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    void signal(int number) const { ::kill(static_cast<pid_t>(m_process.processId()), number); } // of two alike, one may get lost
    [[nodiscard]] bool runs() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] int wait()
    {
        const bool ended = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(60'000);
        m_err += m_process.readAllStandardError();
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    /// What can be read now.
    [[nodiscard]] QByteArray read() const
    {
        QByteArray all;
        std::array<char, 4096> part{};
        for (ssize_t got = 0; (got = ::read(m_reader, part.data(), part.size())) > 0;)
            all.append(part.data(), got);
        return all;
    }
    [[nodiscard]] QByteArray readToEnd()
    {
        QByteArray all;
        const QDeadlineTimer deadline(60'000);
        while (runs() && !deadline.hasExpired()) {
            all += read();
            m_process.waitForFinished(20);
        }
        return all + read();
    }
    [[nodiscard]] const QByteArray& err() const { return m_err; }

private:
    QProcess m_process;
    QByteArray m_err;
    std::uint16_t m_port = 0;
    int m_reader = -1;
};

} // namespace

class TestCliEnd : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString store() const { return m_home->filePath(u"s.hookloupe"_s); }
    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QStringList with(const QStringList& more) const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store()} + more;
    }
    [[nodiscard]] qsizetype stored() const { return runCli({u"list"_s, u"--store"_s, store()}, home()).out.count('\n'); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void aSecondSignalEndsItThoughNobodyReads()
    {
        for (const auto& [signals, exitCode] : {std::pair{std::array{SIGTERM, SIGINT}, 0}, {std::array{SIGINT, SIGTERM}, 1}}) {
            m_home = std::make_unique<QTemporaryDir>();
            Stalled serve(with(exitCode == 1 ? QStringList{u"--count"_s, u"1000"_s} : QStringList{}), home());
            QVERIFY(serve.port() != 0);
            RawClient client(serve.port());
            constexpr int many = 400; // lines are about 350 B, and a pipe takes 64 KiB
            for (int i = 0; i < many; ++i) {
                client.send(simpleRequest);
                QCOMPARE(client.readAnswer().status, 200); // answers do not wait for the reader
            }
            serve.signal(signals[0]);
            serve.signal(signals[1]);
            QCOMPARE(serve.wait(), exitCode);
            QCOMPARE(stored(), many); // nothing that was answered is lost
        }
    }

    void oneSignalEndsItWithoutTheLinesThatNobodyReads()
    {
        Stalled serve(with({}), home());
        QVERIFY(serve.port() != 0);
        RawClient client(serve.port());
        for (int i = 0; i < 400; ++i) {
            client.send(simpleRequest);
            QCOMPARE(client.readAnswer().status, 200);
        }
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait(), 3);
        const auto lost = QRegularExpression(u"Nobody read standard output .* in the store\\. Not written: (\\d+)\\."_s)
                              .match(QString::fromUtf8(serve.err()));
        QVERIFY2(lost.hasMatch(), serve.err().constData());
        QVERIFY(lost.captured(1).toInt() > 0);
        QCOMPARE(stored(), 400);
    }

    void whoReadsLateGetsEveryLineInOrder()
    {
        Stalled serve(with({}), home());
        QVERIFY(serve.port() != 0);
        constexpr int many = 12'000; // more than wait in memory
        RawClient client(serve.port());
        constexpr int together = 100;
        std::string requests;
        for (int i = 0; i < together; ++i)
            requests += simpleRequest;
        for (int i = 0; i < many; i += together) {
            client.send(requests);
            for (int j = 0; j < together; ++j)
                QCOMPARE(client.readAnswer().status, 200);
        }
        serve.signal(SIGTERM);
        const QByteArray out = serve.readToEnd();
        QCOMPARE(serve.wait(), 0);
        const auto lines = out.trimmed().split('\n');
        QCOMPARE(lines.size(), many);
        for (int i = 0; i < many; ++i)
            QVERIFY2(lines[i].startsWith("{\"id\":" + QByteArray::number(i + 1) + ","), lines[i].constData());
    }

    void explanationsAreSkippedWhenTheyCannotKeepUpAndDroppedAtTheEnd()
    {
        ServeProcess serve(with({u"--json"_s, u"--secret-env"_s, u"S"_s}), home(), {{u"S"_s, u"topsecret"_s}});
        QVERIFY(serve.listens());
        constexpr int many = 300;
        RawClient client(serve.port());
        for (int i = 0; i < many; ++i) {
            client.send(mismatching(i));
            QCOMPARE(client.readAnswer().status, 401);
        }
        serve.signal(SIGTERM);
        const CliResult end = serve.wait(); // which is cut off after 30 s
        QCOMPARE(end.exitCode, 0);
        const auto lines = end.out.trimmed().split('\n');
        QCOMPARE(lines.size(), many);
        qsizetype explained = 0;
        for (const QByteArray& line : lines) {
            const QJsonObject signature = QJsonDocument::fromJson(line).object()[u"signature"_s].toObject();
            QCOMPARE(signature[u"verdict"_s].toString(), u"mismatch"_s);
            explained += !signature[u"advice"_s].isNull();
        }
        QVERIFY2(explained < many, "none was skipped");
        const auto skipped = QRegularExpression(u"Explanations skipped, as .*: (\\d+)\\."_s).globalMatch(QString::fromUtf8(end.err));
        qsizetype told = 0;
        for (auto match = skipped; match.hasNext();)
            told += match.next().captured(1).toInt();
        QCOMPARE(told, many - explained);
    }

    void aSecondSignalEndsItThoughAnAnswerIsStillOnItsWay()
    {
        const QString plan = m_home->filePath(u"plan.txt"_s);
        QFile file(plan);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("interim 100\nwait 60s\nanswer 200 filler=30000000\n");
        file.close();
        ServeProcess serve(with({u"--answer"_s, plan}), home());
        QVERIFY(serve.listens());
        RawClient client(serve.port(), RawClient::Mode::Narrow);
        client.send(simpleRequest);
        QCOMPARE(client.readAnswer().status, 100);
        serve.signal(SIGINT);
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
        QCOMPARE(stored(), 1);
    }

    void aHangUpNeverEndsServe_data()
    {
        QTest::addColumn<bool>("nohup");
        QTest::newRow("from a terminal") << false;
        QTest::newRow("under nohup") << true;
    }
    void aHangUpNeverEndsServe()
    {
        QFETCH(bool, nohup);
        if (nohup)
            std::signal(SIGHUP, SIG_IGN); // which children inherit
        ServeProcess serve(with({u"--json"_s}), home());
        std::signal(SIGHUP, SIG_DFL);
        QVERIFY(serve.listens());
        serve.signal(SIGHUP);
        const QByteArray told = serve.readComplaint("nothing to be read again");
        QVERIFY(told.startsWith("SIGHUP"));
        QCOMPARE(answerTo(serve.port(), simpleRequest), 200);
        serve.signal(SIGHUP); // as often as it comes
        QVERIFY(!serve.readComplaint("nothing to be read again").isEmpty());
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
    }

    void aHangUpEndsSendUnlessItIsIgnored()
    {
        Receiver silent;
        silent.answerFor = [](const QByteArray&) { return QByteArray(); };
        for (const bool ignored : {false, true}) {
            QProcess process;
            process.setProcessEnvironment(cliEnvironment(home()));
            if (ignored)
                process.setChildProcessModifier([] { std::signal(SIGHUP, SIG_IGN); });
            process.start(cliPath(), {u"send"_s, u"--event"_s, u"commit_create"_s, u"--count"_s, u"1000"_s, u"--to"_s, silent.url()});
            const auto before = silent.received.size();
            QTRY_VERIFY_WITH_TIMEOUT(silent.received.size() > before, 30'000);
            ::kill(static_cast<pid_t>(process.processId()), SIGHUP);
            if (ignored) {
                silent.answerSilent("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                QTRY_VERIFY_WITH_TIMEOUT(silent.received.size() > before + 1, 30'000); // it goes on
                ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
            }
            QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 30'000);
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            QCOMPARE(process.exitCode(), 1);
            const QByteArray err = process.readAllStandardError();
            QVERIFY2(err.contains(ignored ? "Ended by a signal after 1 of 1000. Successes: 1." : "Ended by a signal after 0 of 1000. Successes: 0."),
                     err.constData());
        }
    }

    void aSecondSignalEndsSendThoughNobodyReads()
    {
        const QByteArray fifo = m_home->filePath(u"pipe"_s).toLocal8Bit();
        QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
        const int reader = ::open(fifo.constData(), O_RDONLY | O_NONBLOCK);
        constexpr int room = 4096;
        QCOMPARE(::fcntl(reader, F_SETPIPE_SZ, room), room);
        const auto waiting = [reader] {
            int bytes = 0;
            return ::ioctl(reader, FIONREAD, &bytes) == 0 ? bytes : 0;
        };
        Receiver receiver;
        QProcess process;
        process.setProcessEnvironment(cliEnvironment(home()));
        process.setStandardOutputFile(QString::fromLocal8Bit(fifo));
        process.start(cliPath(), {u"send"_s, u"--json"_s, u"--event"_s, u"commit_create"_s, u"--count"_s, u"1000"_s, u"--to"_s, receiver.url()});
        QTRY_VERIFY_WITH_TIMEOUT(waiting() > room - 400, 30'000); // one more line does not fit
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 30'000);
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        ::close(reader);
    }

    void whatWasNotSentIsNoFailureInTheTotal()
    {
        {
            ServeProcess serve(with({u"--quiet"_s}), home());
            QVERIFY(serve.listens());
            for (int i = 0; i < 20; ++i)
                QCOMPARE(answerTo(serve.port(), simpleRequest), 200);
            serve.signal(SIGTERM);
            QCOMPARE(serve.wait().exitCode, 0);
        }
        const CliResult result = runCli({u"replay"_s, u"--store"_s, store(), u"--filter"_s, u"method=POST"_s, u"--stop-on-failure"_s,
                                         u"--to"_s, u"http://127.0.0.1:9"_s}, home());
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("1 of 20 sent, stopped at the first failure. Successes: 0."), result.err.constData());
    }
};

HOOKLOUPE_TEST(TestCliEnd)
#include "tst_cli_end.moc"
