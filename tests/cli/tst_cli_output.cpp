// SPDX-License-Identifier: GPL-3.0-or-later
// Standard output that cannot be written: a full disk (/dev/full), a closed one, a reader that left or that does not read.
#include "support/test_main.h"
#include "support/cli_program.h"

#include "support/raw_client.h"
#include "support/receiver.h"
#include "support/wire_file.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string simpleRequest = "POST /hooks/ci?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";

int answerTo(std::uint16_t port, const std::string& bytes)
{
    RawClient client(port);
    client.send(bytes);
    return client.readAnswer().status;
}

} // namespace

class TestCliOutput : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString store() const { return m_home->filePath(u"s.hookloupe"_s); }
    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QStringList with(const QStringList& more) const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store()} + more;
    }
    void capture(int count) const
    {
        ServeProcess serve(with({u"--quiet"_s, u"--count"_s, QString::number(count)}), home());
        QVERIFY(serve.listens());
        for (int i = 0; i < count; ++i)
            QCOMPARE(answerTo(serve.port(), simpleRequest), 200);
        QCOMPARE(serve.wait().exitCode, 0);
    }
    /// Runs the program in a shell, with `redirection` behind it.
    [[nodiscard]] CliResult shell(const QStringList& arguments, const QString& redirection, const Variables& variables = {}) const
    {
        QProcess process;
        process.setProcessEnvironment(cliEnvironment(home(), variables));
        process.start(u"bash"_s, QStringList{u"-c"_s, u"exec \"$0\" \"$@\" "_s + redirection, cliPath()} + arguments);
        const bool ended = process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit;
        return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void noCommandCallsALostOutputGood_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("needsStore");
        const QString request = QStringLiteral(HOOKLOUPE_TEST_DATA "/wire/") + QString::fromStdString(wireFile("full-09").name);
        QTest::newRow("general help") << QStringList{u"--help"_s} << false;
        QTest::newRow("help of a command") << QStringList{u"help"_s, u"serve"_s} << false;
        QTest::newRow("--help of a command") << QStringList{u"serve"_s, u"--help"_s} << false;
        QTest::newRow("version") << QStringList{u"--version"_s} << false;
        QTest::newRow("verify") << QStringList{u"verify"_s, u"--secret-env"_s, u"S"_s, request} << false;
        QTest::newRow("verify json") << QStringList{u"verify"_s, u"--json"_s, u"--secret-env"_s, u"S"_s, request} << false;
        QTest::newRow("send list") << QStringList{u"send"_s, u"--list"_s} << false;
        QTest::newRow("send list of fields") << QStringList{u"send"_s, u"--list"_s, u"--event"_s, u"commit_create"_s} << false;
        QTest::newRow("send print") << QStringList{u"send"_s, u"--print"_s, u"--event"_s, u"commit_create"_s} << false;
        QTest::newRow("list") << QStringList{u"list"_s, u"--store"_s} << true;
        QTest::newRow("list json") << QStringList{u"list"_s, u"--json"_s, u"--store"_s} << true;
        QTest::newRow("show") << QStringList{u"show"_s, u"1"_s, u"--store"_s} << true;
        QTest::newRow("show json") << QStringList{u"show"_s, u"1"_s, u"--json"_s, u"--store"_s} << true;
        QTest::newRow("show raw") << QStringList{u"show"_s, u"1"_s, u"--raw"_s, u"--store"_s} << true;
        QTest::newRow("show body") << QStringList{u"show"_s, u"1"_s, u"--body"_s, u"--store"_s} << true;
    }
    void noCommandCallsALostOutputGood()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, needsStore);
        if (needsStore) {
            capture(1);
            arguments << store();
        }
        const Variables secret{{u"S"_s, u"topsecret"_s}};
        const CliResult full = shell(arguments, u">/dev/full"_s, secret);
        QCOMPARE(full.exitCode, 3);
        QVERIFY2(full.err.contains("Standard output could not be written, as its disk is full"), full.err.constData());
        QCOMPARE(full.err.count("Standard output"), 1);
        const CliResult closed = shell(arguments, u">&-"_s, secret);
        QCOMPARE(closed.exitCode, 3);
        QVERIFY2(closed.err.contains("Standard output was closed"), closed.err.constData());
    }

    void sendAndReplayStopWhenTheirOutputIsLost()
    {
        capture(3);
        Receiver receiver;
        const auto run = [&](const QStringList& arguments) {
            QProcess process;
            process.setProcessEnvironment(cliEnvironment(home()));
            process.start(u"bash"_s, QStringList{u"-c"_s, u"exec \"$0\" \"$@\" >/dev/full"_s, cliPath()} + arguments
                                         + QStringList{u"--to"_s, receiver.url()});
            while (process.state() != QProcess::NotRunning)
                QTest::qWait(5); // the receiver answers in this thread
            return CliResult{process.exitCode(), {}, process.readAllStandardError()};
        };
        const CliResult sent = run({u"send"_s, u"--event"_s, u"commit_create"_s, u"--count"_s, u"100"_s});
        QCOMPARE(sent.exitCode, 3);
        QVERIFY2(sent.err.contains("1 of 100 sent, stopped as standard output could not be written."), sent.err.constData());
        const CliResult replayed = run({u"replay"_s, u"--store"_s, store(), u"--filter"_s, u"method=POST"_s});
        QCOMPARE(replayed.exitCode, 3);
        QVERIFY2(replayed.err.contains("1 of 3 sent, stopped as standard output could not be written."), replayed.err.constData());
        QCOMPARE(replayed.err.count("disk is full"), 1);
    }

    void aCaptureWhoseLineIsLostIsNamedAndInTheStore()
    {
        QProcess process;
        process.setProcessEnvironment(cliEnvironment(home()));
        process.start(u"bash"_s, QStringList{u"-c"_s, u"exec \"$0\" serve \"$@\" --json >/dev/full"_s, cliPath()} + with({}));
        QVERIFY(process.waitForStarted());
        QByteArray err;
        static const QRegularExpression listening(u":(\\d+)\n"_s);
        QTRY_VERIFY_WITH_TIMEOUT((err += process.readAllStandardError(), listening.match(QString::fromUtf8(err)).hasMatch()), 30'000);
        const auto port = static_cast<std::uint16_t>(listening.match(QString::fromUtf8(err)).captured(1).toUInt());
        QCOMPARE(answerTo(port, simpleRequest), 200);
        QVERIFY(process.waitForFinished(30'000));
        err += process.readAllStandardError();
        QCOMPARE(process.exitCode(), 3);
        QVERIFY2(err.contains("The line of capture 1 is lost; the capture is in the store."), err.constData());
        QVERIFY2(err.contains("So capturing ends."), err.constData());
        QCOMPARE(runCli({u"list"_s, u"--store"_s, store()}, home()).out.count('\n'), 1);
    }

    void theCountIsReachedAndTheLineIsLostAllTheSame()
    {
        QProcess process;
        process.setProcessEnvironment(cliEnvironment(home()));
        process.start(u"bash"_s, QStringList{u"-c"_s, u"exec \"$0\" serve \"$@\" --count 1 --json >/dev/full"_s, cliPath()} + with({}));
        QByteArray err;
        static const QRegularExpression listening(u":(\\d+)\n"_s);
        QTRY_VERIFY_WITH_TIMEOUT((err += process.readAllStandardError(), listening.match(QString::fromUtf8(err)).hasMatch()), 30'000);
        QCOMPARE(answerTo(static_cast<std::uint16_t>(listening.match(QString::fromUtf8(err)).captured(1).toUInt()), simpleRequest), 200);
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 3);
    }

    void withoutStandardStreamsNoFileGetsWhatIsMeantForThem()
    {
        const CliResult closed = shell(QStringList{u"serve"_s} + with({u"--timeout"_s, u"20"_s}), u"<&- >&- 2>&-"_s);
        QCOMPARE(closed.exitCode, 3); // at once: its first line is lost
        const QStringList files = QDir(home()).entryList(QDir::Files | QDir::Hidden);
        for (const QString& name : files) {
            QFile file(m_home->filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains("Listening") && !bytes.contains("hookloupe-cli:"), qPrintable(name));
        }
        capture(1); // the store is whole
    }

    void aLongTargetTakesNoMoreOfALineThanItsShare()
    {
        ServeProcess serve(with({u"--count"_s, u"1"_s}), home());
        QVERIFY(serve.listens());
        const std::string target = "/?q=" + std::string(1'500, 'x');
        QCOMPARE(answerTo(serve.port(), "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n"), 200);
        const CliResult served = serve.wait();
        const CliResult listed = runCli({u"list"_s, u"--store"_s, store()}, home());
        for (const CliResult& result : {served, listed}) {
            QVERIFY2(result.out.contains("/?q=xxx") && result.out.contains("xxx…  ["), result.out.constData());
            QVERIFY(result.out.size() < 400);
        }
        const CliResult json = runCli({u"list"_s, u"--store"_s, store(), u"--json"_s}, home());
        QVERIFY(json.out.contains(QByteArray::fromStdString(target)));
    }

    void aReaderThatLeftIsNoFaultOfALister()
    {
        capture(50);
        QProcess process;
        process.setProcessEnvironment(cliEnvironment(home()));
        process.start(u"bash"_s, {u"-c"_s, u"\"$0\" list --store \"$1\" | head -n 1; exit ${PIPESTATUS[0]}"_s, cliPath(), store()});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.readAllStandardOutput().count('\n'), 1);
        QVERIFY2(process.exitCode() == 141 || process.exitCode() == 0, "ended by SIGPIPE, or done before head was");
        QVERIFY(process.readAllStandardError().isEmpty());
    }

    void standardOutputThatDoesNotBlockIsWaitedFor()
    {
        capture(2);
        // A fifo whose other end is not read yet, and which is set not to block by who starts the program.
        const QByteArray fifo = m_home->filePath(u"pipe"_s).toLocal8Bit();
        QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
        const int reader = ::open(fifo.constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        QProcess process;
        process.setProcessEnvironment(cliEnvironment(home()));
        process.setChildProcessModifier([&fifo] {
            const int writer = ::open(fifo.constData(), O_WRONLY | O_NONBLOCK);
            ::dup2(writer, 1);
        });
        process.start(cliPath(), {u"send"_s, u"--print"_s, u"--event"_s, u"commit_create"_s, u"--count"_s, u"200"_s});
        QVERIFY(process.waitForStarted());
        QByteArray all;
        std::array<char, 4096> part{};
        const auto drain = [&] {
            for (ssize_t got = 0; (got = ::read(reader, part.data(), part.size())) > 0;)
                all.append(part.data(), got);
        };
        QTRY_VERIFY_WITH_TIMEOUT((drain(), process.state() == QProcess::NotRunning), 30'000);
        drain();
        ::close(reader);
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(all.count("POST / HTTP/1.1"), 200);
    }
};

HOOKLOUPE_TEST(TestCliOutput)
#include "tst_cli_output.moc"
