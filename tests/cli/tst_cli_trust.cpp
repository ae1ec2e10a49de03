// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/handler.h"
#include "support/cli_program.h"
#include "support/hostile_store.h"
#include "support/raw_client.h"

#include "store/reader.h"

#include <QDir>
#include <QLocalServer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <fstream>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

RawAnswer post(std::uint16_t port, const std::string& path)
{
    RawClient client(port);
    client.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nCookie: mine\r\nContent-Length: 2\r\n\r\n{}");
    return client.readAnswer();
}

} // namespace

/// The real program, opened with the store of somebody else.
class TestCliTrust : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QString storePath() const { return m_home->filePath(u"team.hookloupe"_s); }
    [[nodiscard]] QStringList with(const QStringList& more = {}) const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, storePath(), u"--quiet"_s} + more;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void aStoreFromElsewhereIsServedHeldUntilItIsTrusted()
    {
        Handler inbox;
        Handler elsewhere;
        QLocalServer socket;
        const QString socketPath = m_home->filePath(u"docker.sock"_s);
        QVERIFY(socket.listen(socketPath));
        fs::create_directory(m_home->filePath(u"answers"_s).toStdString());
        const std::string file = m_home->filePath(u"answers/id_rsa"_s).toStdString();
        std::ofstream(file) << "secret";
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
        makeHostileStore(storePath().toStdString(),
                         {inbox.url("/latest"), "unix:" + socketPath.toStdString() + ":/containers/create", elsewhere.url(), file});
        {
            ServeProcess serve(with({u"--answer-folder"_s, m_home->filePath(u"answers"_s)}), home());
            QVERIFY(serve.listens());
            const RawAnswer answer = post(serve.port(), "/files");
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, "OK"s);
            QCOMPARE(post(serve.port(), "/hooks/ci").body, "OK"s);
            serve.signal(SIGTERM);
            const CliResult result = serve.wait(); // passes on what it may before it ends
            QCOMPARE(result.exitCode, 0);
            const QString told = QString::fromUtf8(result.err);
            QVERIFY2(told.contains(u"not known on this machine"_s), qPrintable(told));
            QVERIFY2(told.contains(u"  /hooks/ci passes requests on to %1 – This machine: Authorization, Cookie and signatures go along."_s
                                       .arg(QString::fromStdString(elsewhere.url()))), qPrintable(told));
            QVERIFY2(told.contains(u"docker.sock:/containers/create – A socket of this machine:"_s), qPrintable(told));
            QVERIFY2(told.contains(u"One request waits for it and would be sent."_s), qPrintable(told));
            QVERIFY2(told.contains(u"  /files answers: Answer: 200, file %1."_s.arg(QString::fromStdString(file))), qPrintable(told));
            QVERIFY2(told.contains(u"start with --trust-store"_s), qPrintable(told));
        }
        QVERIFY(inbox.requests.empty() && elsewhere.requests.empty() && !socket.hasPendingConnections());
        const auto reader = store::Reader::open(storePath().toStdString());
        QCOMPARE((*reader)->statistics()->captures, std::int64_t(4)); // captured all the same
        {
            ServeProcess serve(with({u"--answer-folder"_s, m_home->filePath(u"answers"_s), u"--trust-store"_s}), home());
            QVERIFY(serve.listens());
            QTRY_COMPARE(inbox.requests.size(), std::size_t(2)); // the file's, and the one that came meanwhile
            QTRY_COMPARE(elsewhere.requests.size(), std::size_t(1));
            QTRY_VERIFY(socket.hasPendingConnections());
            socket.close();
            QCOMPARE(post(serve.port(), "/files").body, "secret"s);
            serve.signal(SIGTERM);
            const CliResult result = serve.wait();
            QCOMPARE(result.exitCode, 0);
            QVERIFY2(result.err.contains("You trust it (--trust-store)"), result.err.constData());
        }
        // From now on it is known, until something else changes it.
        {
            ServeProcess serve(with(), home());
            QVERIFY(serve.listens());
            serve.signal(SIGTERM);
            const CliResult result = serve.wait();
            QVERIFY2(!result.err.contains("not known"), result.err.constData());
        }
        runSql(storePath().toStdString(), "UPDATE endpoints SET forward = 'http://192.0.2.7/' WHERE id = 1");
        ServeProcess serve(with(), home());
        QVERIFY(serve.listens());
        serve.signal(SIGTERM);
        const QByteArray told = serve.wait().err;
        QVERIFY2(told.contains("changed by something else than Hookloupe"), told.constData());
        QVERIFY2(told.contains("http://192.0.2.7/ \xe2\x80\x93 Another machine: Authorization, Cookie and signatures go along."), told.constData());
    }

    void hostileNamesDoNoHarmToATerminal()
    {
        makeHostileStore(storePath().toStdString(), {{}, {}, "http://127.0.0.1:9/", {}});
        runSql(storePath().toStdString(),
               "UPDATE endpoints SET path = '/x' || char(27) || '[2J', answer = 'answer 200 body=\"' || char(27, 155, 0x202e) || '\"' WHERE id = 1");
        ServeProcess serve(with(), home());
        QVERIFY(serve.listens());
        serve.signal(SIGTERM);
        const QByteArray told = serve.wait().err;
        QVERIFY(told.contains("passes requests on"));
        QVERIFY(!told.contains('\x1b'));
        QVERIFY(!QString::fromUtf8(told).contains(QChar(0x202e)));
    }

    void whatIsGivenIsDoneWithoutAskingButForWhatWaitsInTheFile()
    {
        Handler handler;
        makeHostileStore(storePath().toStdString(), {handler.url("/h"), {}, "http://127.0.0.1:9/", {}});
        const QStringList to{u"--to"_s, QString::fromStdString(handler.url("/h"))};
        {
            ServeProcess forward(with(to), home(), {}, u"forward"_s);
            QVERIFY(forward.listens());
            QCOMPARE(post(forward.port(), "/any").status, 200);
            QTRY_COMPARE(handler.requests.size(), std::size_t(1));
            QVERIFY(handler.requests[0].find("evil") == std::string::npos);
            forward.signal(SIGTERM);
            const CliResult result = forward.wait();
            QCOMPARE(result.exitCode, 0);
            QVERIFY2(result.err.contains("One request waits for it and would be sent."), result.err.constData());
            QVERIFY2(!result.err.contains("127.0.0.1:9/"), result.err.constData()); // not asked about: not done
        }
        {
            ServeProcess forward(with(to + QStringList{u"--trust-store"_s}), home(), {}, u"forward"_s);
            QVERIFY(forward.listens());
            QTRY_COMPARE(handler.requests.size(), std::size_t(2));
            forward.signal(SIGTERM);
            QCOMPARE(forward.wait().exitCode, 0);
        }
    }

    void aStoreThatServeMadeIsServedAgainWithoutAQuestion()
    {
        for (int i = 0; i < 2; ++i) {
            ServeProcess serve(with({u"--endpoint"_s, u"/hooks/ci=CI"_s}), home());
            QVERIFY(serve.listens());
            QCOMPARE(post(serve.port(), "/hooks/ci").status, 200);
            serve.signal(SIGTERM);
            const CliResult result = serve.wait();
            QCOMPARE(result.exitCode, 0);
            QVERIFY2(!result.err.contains("trust"), result.err.constData());
        }
    }

    void replayDoesNotGoToAHandlerThatNobodyAgreedTo()
    {
        Handler handler;
        makeHostileStore(storePath().toStdString(), {{}, {}, handler.url(), {}});
        const CliResult result = runCli({u"replay"_s, u"--store"_s, storePath(), u"1"_s}, home());
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("you have not agreed to that on this machine"), result.err.constData());
        QVERIFY(handler.requests.empty());
    }
};

HOOKLOUPE_TEST(TestCliTrust)
#include "tst_cli_trust.moc"
