// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/cli_program.h"

#include "support/odd_certificates.h"
#include "support/raw_client.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <vector>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string post(const std::string& body, const std::string& fields = {})
{
    return "POST /php HTTP/1.1\r\nHost: h\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

int answerTo(std::uint16_t port, const std::string& bytes)
{
    RawClient client(port);
    (void)client.send(bytes);
    return client.readAnswer().status;
}

} // namespace

/// What `serve` does at its limits, and with what it can't take.
class TestCliLimits : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QString store() const { return m_home->filePath(u"s.hookloupe"_s); }
    [[nodiscard]] QStringList with(const QStringList& more) const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store()} + more;
    }
    [[nodiscard]] QByteArray shown(int id) const
    {
        return runCli({u"show"_s, u"--store"_s, store(), QString::number(id)}, home()).out;
    }
    QString file(const QString& name, const std::string& bytes) const
    {
        QFile out(m_home->filePath(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(QByteArray::fromStdString(bytes)) < 0)
            qFatal("no file");
        return out.fileName();
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void withFewFilesIdleConnectionsShutNobodyOut()
    {
        ServeProcess serve(with({}), home(), {}, u"serve"_s, 100);
        QVERIFY(serve.listens());
        std::vector<RawClient> idle;
        for (int i = 0; i < 150; ++i)
            idle.emplace_back(serve.port());
        for (int i = 0; i < 10; ++i)
            QCOMPARE(answerTo(serve.port(), post("{}")), 200);
        QVERIFY(!serve.readComplaint("Idle connections were closed").isEmpty());
        idle.clear();
        QCOMPARE(answerTo(serve.port(), post("{}")), 200);
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
    }

    void aWebPageIsBoundedAndTheUserIsTold()
    {
        ServeProcess serve(with({u"--json"_s, u"--limit"_s, u"web-page-bytes=64KiB"_s}), home());
        QVERIFY(serve.listens());
        const std::string page = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n";
        QCOMPARE(answerTo(serve.port(), post(std::string(300'000, 'x'), page)), 200);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(answerTo(serve.port(), post("x", page)), 429);
        QCOMPARE(answerTo(serve.port(), post("{}")), 200);
        serve.signal(SIGTERM);
        const CliResult end = serve.wait();
        QCOMPARE(end.exitCode, 0);
        QCOMPARE(end.out.count("\"id\":"), 3); // one of the five is kept
        const auto at = end.err.lastIndexOf("{\"limit\":");
        const QJsonObject told = QJsonDocument::fromJson(end.err.mid(at, end.err.indexOf('\n', at) - at)).object();
        QCOMPARE(told[u"limit"_s].toString(), u"web_pages_refused"_s);
        QCOMPARE(told[u"count"_s].toInt(), 5);
        QVERIFY(told[u"reason"_s].toString().contains(u"web-page-bytes"_s));
    }

    void anotherProtocolIsNamedWithWhatToDo()
    {
        ServeProcess serve(with({}), home());
        QVERIFY(serve.listens());
        const std::string preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + std::string("\0\0\0\4\0\0\0\0\0", 9);
        QCOMPARE(answerTo(serve.port(), preface), 505);
        QVERIFY(!serve.readLine().isEmpty());
        const QByteArray told = shown(1);
        QVERIFY2(told.contains("let the sender use HTTP/1.1"), told.constData());
    }

    void anEmptyExpectationIsNone()
    {
        ServeProcess serve(with({}), home());
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), post("{}", "Expect: \r\n")), 200);
        QCOMPARE(answerTo(serve.port(), post("{}", "Expect: 100-continue,\r\n")), 200);
        RawClient client(serve.port());
        QVERIFY(client.send("POST /php HTTP/1.1\r\nHost: h\r\nExpect: , 100-continue\r\nContent-Length: 2\r\n\r\n"));
        QCOMPARE(client.readAnswer().status, 100);
        QVERIFY(client.send("{}"));
        QCOMPARE(client.readAnswer().status, 200);
    }

    void theBodyOfARefusedRequestIsShown()
    {
        ServeProcess serve(with({u"--limit"_s, u"refused-deadline=60s"_s}), home());
        QVERIFY(serve.listens());
        RawClient client(serve.port());
        QVERIFY(client.send("POST /x HTTP/1.1\r\nContent-Length: 34\r\n\r\n"));
        QCOMPARE(answerTo(serve.port(), post("{}")), 200); // the head was read by then
        QVERIFY(client.send(R"({"event":"build.finished","id":42})"));
        QCOMPARE(client.readAnswer().status, 400);
        QVERIFY(!serve.readLine().isEmpty());
        QVERIFY(!serve.readLine().isEmpty());
        const QByteArray told = shown(2);
        QVERIFY2(told.contains("Host") && told.contains("build.finished"), told.constData());
    }

    void aCertificateThatOpenSslRefusesEndsItWithTheReason()
    {
        const auto odd = oddCertificates()[1];
        const auto result = runCli(QStringList{u"serve"_s} + with({u"--tls-cert"_s, file(u"c.pem"_s, odd.pair.certificatePem), u"--tls-key"_s,
                                                                   file(u"k.pem"_s, odd.pair.privateKeyPem)}), home());
        QVERIFY(result.exitCode > 0);
        QVERIFY2(result.err.contains("key is too small") && result.err.contains("2048 bits"), result.err.constData());
        QVERIFY(!result.out.contains("Listening"));
    }
};

HOOKLOUPE_TEST(TestCliLimits)
#include "tst_cli_limits.moc"
