// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "child.h"
#include "support/cli_program.h"

#include "support/wire_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

/// curl and OpenSSL as senders: what they put on the wire is what is kept.
class TestSources : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString store() const { return m_home->filePath(u"s.hookloupe"_s); }
    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QStringList with(const QStringList& more) const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store(), u"--json"_s} + more;
    }
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_home->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file");
        return file.fileName();
    }
    [[nodiscard]] QByteArray captured(int id) const
    {
        return runCli({u"show"_s, u"--store"_s, store(), u"--raw"_s, QString::number(id)}, home()).out;
    }
    static QJsonObject objectOf(const QByteArray& line) { return QJsonDocument::fromJson(line).object(); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void whatCurlSendsIsKeptAndTheSignatureOfOpensslIsValid()
    {
        HOOKLOUPE_REQUIRE("curl", "curl");
        HOOKLOUPE_REQUIRE("openssl", "openssl");
        const QByteArray body = QByteArray::fromStdString(wireFile("full-09").body);
        const QString file = write(u"body.json"_s, body);
        const QByteArray digest = outputOf(u"openssl"_s, {u"dgst"_s, u"-sha256"_s, u"-hmac"_s, u"of my own"_s, u"-r"_s, file})
                                      .split(' ').first();
        QCOMPARE(digest.size(), 64);
        ServeProcess serve(with({u"--count"_s, u"2"_s, u"--secret-env"_s, u"S"_s}), home(), {{u"S"_s, u"of my own"_s}});
        QVERIFY(serve.listens());
        const auto curl = [&](const QByteArray& signature) {
            return outputOf(u"curl"_s, {u"-sS"_s, u"-H"_s, u"X-WEBHOOK-SIGNATURE: "_s + QString::fromLatin1(signature), u"-H"_s,
                                        u"x-OdD: 1"_s, u"-H"_s, u"X-odd: 2"_s, u"-H"_s, u"Content-Type: application/json"_s,
                                        u"--data-binary"_s, u"@"_s + file, u"-w"_s, u" %{http_code}"_s, serve.url() + u"/hooks?a=b"_s});
        };
        QCOMPARE(curl(digest), "OK 200"_qba);
        QCOMPARE(objectOf(serve.readLine())[u"signature"_s].toObject()[u"verdict"_s].toString(), u"valid"_s);
        QByteArray wrong = digest;
        wrong[0] = wrong[0] == '0' ? '1' : '0';
        QVERIFY(curl(wrong).endsWith(" 401"));
        QCOMPARE(objectOf(serve.readLine())[u"signature"_s].toObject()[u"verdict"_s].toString(), u"mismatch"_s);
        QCOMPARE(serve.wait().exitCode, 0);
        const QByteArray raw = captured(1);
        QVERIFY(raw.startsWith("POST /hooks?a=b HTTP/1.1\r\n"));
        QVERIFY2(raw.contains("\r\nx-OdD: 1\r\nX-odd: 2\r\n"), raw.left(500).constData());
        QVERIFY(raw.endsWith("\r\n\r\n" + body));
    }

    void curlsChunksAndItsWaitFor100ContinueAreKept()
    {
        HOOKLOUPE_REQUIRE("curl", "curl");
        const QByteArray body(2'000'000, 'z');
        const QString file = write(u"large"_s, body);
        ServeProcess serve(with({u"--count"_s, u"2"_s}), home());
        QVERIFY(serve.listens());
        const QStringList usual{u"-sS"_s, u"--data-binary"_s, u"@"_s + file, u"-w"_s, u" %{http_code}"_s};
        QCOMPARE(outputOf(u"curl"_s, usual + QStringList{u"-H"_s, u"Expect: 100-continue"_s, serve.url() + u"/large"_s}), "OK 200"_qba);
        QCOMPARE(objectOf(serve.readLine())[u"size"_s].toInt(), int(body.size()));
        QCOMPARE(outputOf(u"curl"_s, usual + QStringList{u"-H"_s, u"Transfer-Encoding: chunked"_s, serve.url() + u"/chunked"_s}),
                 "OK 200"_qba);
        QCOMPARE(objectOf(serve.readLine())[u"size"_s].toInt(), int(body.size()));
        QCOMPARE(serve.wait().exitCode, 0);
        const QByteArray chunked = captured(2);
        QVERIFY(chunked.contains("\r\nTransfer-Encoding: chunked\r\n") && chunked.endsWith("\r\n0\r\n\r\n"));
    }

    void curlMeetsEveryWayToTreatItsWaitFor100Continue()
    {
        HOOKLOUPE_REQUIRE("curl", "curl");
        const QString body = write(u"body"_s, QByteArray(5000, 'z'));
        const QString answers = write(u"answers"_s, "continue never\nanswer 200\ncontinue 100ms\nanswer 201\ncontinue instead\nanswer 401\n"
                                                    "continue unasked\nanswer 202\n");
        ServeProcess serve(with({u"--count"_s, u"4"_s, u"--answer"_s, answers}), home());
        QVERIFY(serve.listens());
        const auto curl = [&](const QStringList& more) {
            return outputOf(u"curl"_s, QStringList{u"-sS"_s, u"-o"_s, u"/dev/null"_s, u"--data-binary"_s, u"@"_s + body, u"-w"_s,
                                                   u"%{http_code} %{size_upload}"_s} + more + QStringList{serve.url()});
        };
        const auto size = [&] { return objectOf(serve.readLine())[u"size"_s].toInt(); };
        const QStringList waits{u"-H"_s, u"Expect: 100-continue"_s};
        QCOMPARE(curl(waits), "200 5000"_qba); // gives up after a second
        QCOMPARE(size(), 5000);
        QCOMPARE(curl(waits + QStringList{u"--expect100-timeout"_s, u"60"_s}), "201 5000"_qba);
        QCOMPARE(size(), 5000);
        QCOMPARE(curl(waits + QStringList{u"--expect100-timeout"_s, u"60"_s}), "401 0"_qba);
        QCOMPARE(size(), 0);
        QCOMPARE(curl({u"-H"_s, u"Expect:"_s}), "202 5000"_qba);
        QCOMPARE(size(), 5000);
        QCOMPARE(serve.wait().exitCode, 0);
        QVERIFY(captured(4).endsWith(QByteArray(5000, 'z')));
    }

    void opensslsClientSendsARecordedRequestOverTlsByteForByte()
    {
        HOOKLOUPE_REQUIRE("openssl", "openssl");
        const WireFile file = wireFile("full-12");
        ServeProcess serve(with({u"--tls-self-signed"_s, u"--count"_s, u"1"_s, u"--secret-env"_s, u"S"_s}), home(),
                           {{u"S"_s, QString::fromStdString(file.secret)}});
        QVERIFY(serve.listens());
        // -quiet keeps it from taking a line that begins with Q for a command; it ends when the server closes.
        Child client(u"openssl"_s, {u"s_client"_s, u"-quiet"_s, u"-connect"_s, u"127.0.0.1:%1"_s.arg(serve.port())});
        client.write(QByteArray::fromStdString(file.bytes()));
        QCOMPARE(client.lineWith("HTTP/1.1 "), "200 OK "_qba);
        const QJsonObject capture = objectOf(serve.readLine());
        QCOMPARE(capture[u"signature"_s].toObject()[u"verdict"_s].toString(),
                 file.secret.empty() ? u"valid_empty_secret"_s : u"valid"_s);
        QCOMPARE(serve.wait().exitCode, 0);
        QCOMPARE(captured(1), QByteArray::fromStdString(file.bytes()));
    }

    void curlTakesTheSelfSignedCertificateOnlyWhenToldTo()
    {
        HOOKLOUPE_REQUIRE("curl", "curl");
        ServeProcess serve(with({u"--tls-self-signed"_s, u"--timeout"_s, u"60"_s}), home());
        QVERIFY(serve.listens());
        const QStringList usual{u"-s"_s, u"-w"_s, u" %{http_code}"_s, u"-d"_s, u"{}"_s, serve.url()};
        QCOMPARE(outputOf(u"curl"_s, usual), " 000"_qba);
        QCOMPARE(outputOf(u"curl"_s, QStringList{u"-k"_s} + usual), "OK 200"_qba);
        QVERIFY(serve.url().startsWith(u"https://"_s));
    }
};

HOOKLOUPE_TEST(TestSources)
#include "tst_sources.moc"
