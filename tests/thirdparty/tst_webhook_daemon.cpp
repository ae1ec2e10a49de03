// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "child.h"
#include "support/cli_program.h"

#include "support/raw_client.h"
#include "support/wire_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Hooks of the daemon that run `true` for a request whose signature fits, and answer 403 to others. (Outside of an "or" it
/// answers 500 to a wrong signature, as to a fault of its own.)
QString hooks(const QString& secret)
{
    static const QString form = uR"([
 {"id": "speckle", "execute-command": "/bin/true", "response-message": "taken",
  "trigger-signature-soft-failures": true, "trigger-rule-mismatch-http-response-code": 403,
  "trigger-rule": {"or": [{"match": {"type": "payload-hmac-sha256", "secret": "%1",
                                     "parameter": {"source": "header", "name": "X-WEBHOOK-SIGNATURE"}}}]}},
 {"id": "github", "execute-command": "/bin/true", "response-message": "taken",
  "trigger-signature-soft-failures": true, "trigger-rule-mismatch-http-response-code": 403,
  "trigger-rule": {"or": [{"match": {"type": "payload-hmac-sha256", "secret": "%1",
                                     "parameter": {"source": "header", "name": "X-Hub-Signature-256"}}}]}}
])"_s;
    return form.arg(secret);
}

} // namespace

/// Debian's `webhook`, a program that people do run their deployments with, believes our signatures and no others.
class TestWebhookDaemon : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;
    std::unique_ptr<Child> m_daemon;
    QString m_base;

    /// The port was free a moment ago: it may be taken by the time the daemon wants it.
    [[nodiscard]] bool start(const QString& secret)
    {
        QFile file(m_home.filePath(u"hooks.json"_s));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return false;
        file.write(hooks(secret).toUtf8());
        file.close();
        for (int attempt = 0; attempt < 5; ++attempt) {
            const QString port = QString::number(freePort());
            m_daemon = std::make_unique<Child>(u"webhook"_s, QStringList{u"-hooks"_s, file.fileName(), u"-ip"_s, u"127.0.0.1"_s,
                                                                         u"-port"_s, port, u"-verbose"_s});
            if (!m_daemon->lineWith("serving hooks on ").isEmpty()) {
                m_base = u"http://127.0.0.1:%1/hooks/"_s.arg(port);
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] CliResult send(const QString& hook, const QString& secret, const QStringList& more) const
    {
        return runCli(QStringList{u"send"_s, u"--to"_s, m_base + hook, u"--secret-env"_s, u"S"_s, u"--json"_s} + more,
                      m_home.path(), {{u"S"_s, secret}});
    }
    static int statusOf(const CliResult& result)
    {
        return QJsonDocument::fromJson(result.out).object()[u"status"_s].toInt();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanup() { m_daemon.reset(); }

    void whatWeSendIsTakenWithTheRightSecretAndRefusedWithAWrongOne_data()
    {
        QTest::addColumn<QStringList>("order");
        QTest::newRow("an event") << QStringList{u"--event"_s, u"version_create"_s};
        QTest::newRow("as Speckle delivers") << QStringList{u"--event"_s, u"comment_created"_s, u"--as-speckle"_s};
        QTest::newRow("documented") << QStringList{u"--event"_s, u"model_create"_s, u"--shape"_s, u"documented"_s};
        QTest::newRow("hidden") << QStringList{u"--event"_s, u"commit_move"_s};
        QTest::newRow("not ASCII") << QStringList{u"--event"_s, u"project_update"_s, u"--set"_s, u"stream.name=Grüße ☕ \u2028 \" \\"_s};
    }
    void whatWeSendIsTakenWithTheRightSecretAndRefusedWithAWrongOne()
    {
        HOOKLOUPE_REQUIRE("webhook", "webhook");
        QFETCH(QStringList, order);
        QVERIFY(start(u"topsecret"_s));
        CliResult result = send(u"speckle"_s, u"topsecret"_s, order);
        QVERIFY2(result.exitCode == 0, (result.out + result.err).constData());
        QCOMPARE(statusOf(result), 200);
        result = send(u"speckle"_s, u"Topsecret"_s, order);
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(statusOf(result), 403);
        result = send(u"speckle"_s, u""_s, QStringList(order) << u"--allow-empty-secret"_s);
        QCOMPARE(statusOf(result), 403);
    }

    void theStringDialectIsNotWhatItsRuleCovers()
    {
        HOOKLOUPE_REQUIRE("webhook", "webhook");
        QVERIFY(start(u"topsecret"_s));
        const CliResult result = send(u"speckle"_s, u"topsecret"_s, {u"--event"_s, u"version_create"_s, u"--dialect"_s, u"string"_s});
        QCOMPARE(statusOf(result), 403); // signed over the inner text, not over the body
    }

    void githubsEventsAreSignedAsGithubDoes()
    {
        HOOKLOUPE_REQUIRE("webhook", "webhook");
        QVERIFY(start(u"topsecret"_s));
        const QStringList order{u"--provider"_s, u"github"_s, u"--event"_s, u"push"_s};
        CliResult result = send(u"github"_s, u"topsecret"_s, order);
        QVERIFY2(result.exitCode == 0, (result.out + result.err).constData());
        QCOMPARE(statusOf(result), 200);
        QCOMPARE(statusOf(send(u"github"_s, u"other"_s, order)), 403);
    }

    void whatIsPassedOnIsStillBelieved()
    {
        HOOKLOUPE_REQUIRE("webhook", "webhook");
        QVERIFY(start(u"topsecret"_s));
        ServeProcess between({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, m_home.filePath(u"f.hookloupe"_s), u"--to"_s,
                              m_base + u"speckle"_s, u"--answer-from"_s, u"first-target"_s, u"--timeout"_s, u"60"_s},
                             m_home.path(), {}, u"forward"_s);
        QVERIFY(between.listens());
        m_base = between.url() + u'/';
        for (const QStringList& order : {QStringList{u"--event"_s, u"version_create"_s},
                                         QStringList{u"--event"_s, u"comment_created"_s, u"--as-speckle"_s}}) {
            CliResult result = send(u"any/path"_s, u"topsecret"_s, order);
            QVERIFY2(result.exitCode == 0, (result.out + result.err).constData());
            QCOMPARE(statusOf(result), 200);
            QCOMPARE(statusOf(send(u"any/path"_s, u"Topsecret"_s, order)), 403); // the daemon's, not ours
        }
    }

    void aRecordedRequestIsTakenWhenReplayedAndATamperedOneAfterItIsSignedAnew()
    {
        HOOKLOUPE_REQUIRE("webhook", "webhook");
        const WireFile file = wireFile("full-09");
        const QString secret = QString::fromStdString(file.secret);
        QVERIFY(start(secret));
        std::string tampered = file.bytes();
        tampered.replace(tampered.find("first version"), 5, "First");
        const QString store = m_home.filePath(u"s.hookloupe"_s);
        ServeProcess serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store, u"--count"_s, u"2"_s}, m_home.path());
        QVERIFY(serve.listens());
        for (const std::string& bytes : {file.bytes(), tampered}) {
            RawClient client(serve.port());
            client.send(bytes);
            QCOMPARE(client.readAnswer().status, 200);
        }
        QCOMPARE(serve.wait().exitCode, 0);
        const auto replay = [&](const QString& id, const QStringList& more) {
            return runCli(QStringList{u"replay"_s, u"--store"_s, store, id, u"--to"_s, m_base + u"speckle"_s, u"--json"_s} + more,
                          m_home.path(), {{u"S"_s, secret}});
        };
        CliResult result = replay(u"1"_s, {u"--exact"_s});
        QVERIFY2(result.exitCode == 0, (result.out + result.err).constData());
        QCOMPARE(statusOf(result), 200);
        result = replay(u"2"_s, {u"--exact"_s});
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(statusOf(result), 403);
        result = replay(u"2"_s, {u"--exact"_s, u"--resign"_s, u"--secret-env"_s, u"S"_s});
        QVERIFY2(result.exitCode == 0, (result.out + result.err).constData());
        result = replay(u"2"_s, {u"--as-speckle"_s, u"--resign"_s, u"--secret-env"_s, u"S"_s});
        QVERIFY2(result.exitCode == 0, (result.out + result.err).constData());
    }
};

HOOKLOUPE_TEST(TestWebhookDaemon)
#include "tst_webhook_daemon.moc"
