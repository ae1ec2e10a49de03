// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "child.h"
#include "support/cli_program.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

/// Node's own HTTP server at the other end, slow, redirecting, broken or with TLS: what is said that Speckle records.
class TestNodeTargets : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;

    [[nodiscard]] QJsonObject send(const QString& url, const QStringList& more, int exitCode) const
    {
        const CliResult result = runCli(QStringList{u"send"_s, u"--event"_s, u"version_create"_s, u"--to"_s, url, u"--json"_s} + more,
                                        m_home.path());
        if (result.exitCode != exitCode)
            qWarning("exit code %d: %s %s", result.exitCode, result.out.constData(), result.err.constData());
        return QJsonDocument::fromJson(result.out).object();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatSpeckleRecordsIsSaid_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");        // of the answer; 0 = none
        QTest::addColumn<bool>("success");
        QTest::addColumn<QStringList>("seen");  // by the receiver: method and path
        const auto post = [](const QString& path) { return u"POST "_s + path; };
        for (const int status : {200, 201, 202, 204})
            QTest::addRow("%d", status) << u"/status/%1"_s.arg(status) << status << true << QStringList{post(u"/status/%1"_s.arg(status))};
        for (const int status : {203, 206, 304, 404, 503})
            QTest::addRow("%d", status) << u"/status/%1"_s.arg(status) << status << false << QStringList{post(u"/status/%1"_s.arg(status))};
        QTest::newRow("chunked") << u"/chunked"_s << 200 << true << QStringList{post(u"/chunked"_s)};
        QTest::newRow("500,000 bytes") << u"/bytes/500000"_s << 200 << true << QStringList{post(u"/bytes/500000"_s)};
        QTest::newRow("500,001 bytes") << u"/bytes/500001"_s << 200 << false << QStringList{post(u"/bytes/500001"_s)};
        QTest::newRow("reset") << u"/reset"_s << 0 << false << QStringList{post(u"/reset"_s)};
        QTest::newRow("half") << u"/half"_s << -1 << false << QStringList{post(u"/half"_s)};
        QTest::newRow("garbage") << u"/garbage"_s << 0 << false << QStringList{post(u"/garbage"_s)};
        QTest::newRow("302 is followed by a GET") << u"/302/1"_s << 200 << true << QStringList{post(u"/302/1"_s), u"GET /302/0"_s};
        QTest::newRow("307 is followed by a POST") << u"/307/2"_s << 200 << true
            << QStringList{post(u"/307/2"_s), post(u"/307/1"_s), post(u"/307/0"_s)};
        QTest::newRow("three redirects") << u"/308/3"_s << -1 << false
            << QStringList{post(u"/308/3"_s), post(u"/308/2"_s), post(u"/308/1"_s)};
        QTest::newRow("silence") << u"/silent"_s << 0 << false << QStringList{post(u"/silent"_s)};
    }
    void whatSpeckleRecordsIsSaid()
    {
        HOOKLOUPE_REQUIRE("node", "nodejs");
        QFETCH(QString, path);
        QFETCH(int, status);
        QFETCH(bool, success);
        QFETCH(QStringList, seen);
        Child target(u"node"_s, {script(u"targets.mjs"_s)});
        const QString base = u"http://127.0.0.1:"_s + QString::fromLatin1(target.lineWith("port ").trimmed());
        const QJsonObject said = send(base + path, {u"--as-speckle"_s}, success ? 0 : 1);
        QCOMPARE(said[u"speckle_status"_s].toInt(), success ? 2 : 3);
        QCOMPARE(said[u"speckle_info"_s].toString(),
                 success ? u"Webhook called"_s : u"WebhookError: Calling webhook was unsuccessful."_s);
        if (status >= 0)
            QCOMPARE(said[u"status"_s].toInt(), status);
        for (const QString& request : seen)
            QVERIFY2(target.lineWith("got ").startsWith(request.toLatin1() + ' '), qPrintable(request));
    }

    void aCertificateThatNobodyVouchesForIsRefusedAsSpeckleRefusesIt()
    {
        HOOKLOUPE_REQUIRE("node", "nodejs");
        HOOKLOUPE_REQUIRE("openssl", "openssl");
        const QString key = m_home.filePath(u"key.pem"_s);
        const QString certificate = m_home.filePath(u"certificate.pem"_s);
        (void)outputOf(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                                      u"-noenc"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s,
                                      u"subjectAltName=IP:127.0.0.1"_s, u"-keyout"_s, key, u"-out"_s, certificate});
        Child target(u"node"_s, {script(u"targets.mjs"_s)}, {{u"TARGET_KEY"_s, key}, {u"TARGET_CERT"_s, certificate}});
        const QByteArray port = target.lineWith("port ").trimmed();
        QVERIFY2(!port.isEmpty(), target.said().constData());
        const QString url = u"https://127.0.0.1:%1/status/200"_s.arg(QString::fromLatin1(port));
        const QJsonObject refused = send(url, {u"--as-speckle"_s}, 1);
        QCOMPARE(refused[u"speckle_status"_s].toInt(), 3);
        QVERIFY(refused[u"status"_s].isNull());
        const QJsonObject taken = send(url, {u"--any-certificate"_s}, 0);
        QCOMPARE(taken[u"status"_s].toInt(), 200);
        QVERIFY(target.lineWith("got ").startsWith("POST /status/200 "));
    }
};

HOOKLOUPE_TEST(TestNodeTargets)
#include "tst_node_targets.moc"
