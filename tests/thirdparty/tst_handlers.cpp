// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "child.h"
#include "support/cli_program.h"

#include "support/raw_client.h"
#include "support/wire_file.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

/// The checks that integrators write for the string dialect, in Python and in Node, believe what we sign and nothing else.
class TestHandlers : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;

    static void languages()
    {
        QTest::addColumn<bool>("python");
        QTest::newRow("Python") << true;
        QTest::newRow("Node") << false;
    }
    [[nodiscard]] CliResult send(const QByteArray& port, const QString& secret, const QStringList& more) const
    {
        return runCli(QStringList{u"send"_s, u"--to"_s, u"http://127.0.0.1:%1/hook"_s.arg(QString::fromLatin1(port)),
                                  u"--secret-env"_s, u"S"_s} + more, m_home.path(), {{u"S"_s, secret}});
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theStringDialectIsBelievedWithTheRightSecretAlone_data() { languages(); }
    void theStringDialectIsBelievedWithTheRightSecretAlone()
    {
        HOOKLOUPE_REQUIRE("python3", "python3");
        HOOKLOUPE_REQUIRE("node", "nodejs");
        QFETCH(bool, python);
        const QString secret = u"sécret ☕ \"quoted\""_s;
        Child handler(python ? u"python3"_s : u"node"_s, {script(python ? u"handler.py"_s : u"handler.mjs"_s)},
                      {{u"HANDLER_SECRET"_s, secret}});
        const QByteArray port = handler.lineWith("port ").trimmed();
        QVERIFY2(!port.isEmpty(), handler.said().constData());

        const QStringList string{u"--dialect"_s, u"string"_s};
        for (const QString& event : {u"version_create"_s, u"project_update"_s, u"comment_created"_s, u"model_delete"_s}) {
            const QStringList order = QStringList{u"--event"_s, event} + string;
            CliResult result = send(port, secret, order + QStringList{u"--as-speckle"_s});
            QVERIFY2(result.exitCode == 0, (result.out + result.err).constData());
            QVERIFY(handler.lineWith("handled 200 ").size() > 5);
            result = send(port, secret, order);
            QVERIFY2(result.exitCode == 0, (result.out + result.err).constData());
            QVERIFY(!handler.lineWith("handled 200 ").isEmpty());
        }
        const QStringList order = QStringList{u"--event"_s, u"version_create"_s} + string;
        const QStringList odd{u"--set"_s, u"event.data.commit.message=Grüße \"☕\" \\ / \u2028 😀"_s};
        QCOMPARE(send(port, secret, order + odd).exitCode, 0);
        QCOMPARE(handler.lineWith("handled 200 "), "commit_create "_qba);
        QCOMPARE(send(port, u"another"_s, order).exitCode, 1);
        QVERIFY(!handler.lineWith("handled 401 ").isEmpty());
        QCOMPARE(send(port, secret, {u"--event"_s, u"version_create"_s}).exitCode, 1); // the object dialect
        QVERIFY(!handler.lineWith("handled 400 ").isEmpty());
    }

    void theRecordedRequestIsBelievedAndATamperedOneIsNot_data() { languages(); }
    void theRecordedRequestIsBelievedAndATamperedOneIsNot()
    {
        HOOKLOUPE_REQUIRE("python3", "python3");
        HOOKLOUPE_REQUIRE("node", "nodejs");
        QFETCH(bool, python);
        const WireFile file = wireFile("14-legacy");
        Child handler(python ? u"python3"_s : u"node"_s, {script(python ? u"handler.py"_s : u"handler.mjs"_s)},
                      {{u"HANDLER_SECRET"_s, QString::fromStdString(file.secret)}});
        const auto port = static_cast<std::uint16_t>(handler.lineWith("port ").trimmed().toUInt());
        QVERIFY(port != 0);
        const auto answerTo = [port](const std::string& body) {
            RawClient client(port);
            client.send(tamperedRequest(body));
            return client.readAnswer().status;
        };
        QCOMPARE(answerTo(file.body), 200);
        for (std::size_t at = file.body.find("streamId"); at < file.body.size() - 3; at += 97) {
            std::string tampered = file.body;
            tampered[at] = tampered[at] == 'a' ? 'b' : 'a';
            const int status = answerTo(tampered);
            QVERIFY2(status == 401 || status == 400, std::to_string(at).c_str());
        }
    }

    void aPausedEndpointPassesNothingOn()
    {
        HOOKLOUPE_REQUIRE("python3", "python3");
        const WireFile file = wireFile("14-legacy");
        Child handler(u"python3"_s, {script(u"handler.py"_s)}, {{u"HANDLER_SECRET"_s, QString::fromStdString(file.secret)}});
        const auto port = static_cast<std::uint16_t>(handler.lineWith("port ").trimmed().toUInt());
        ServeProcess between({u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, m_home.filePath(u"f.hookloupe"_s), u"--to"_s,
                              u"http://127.0.0.1:%1/"_s.arg(port), u"--answer-from"_s, u"first-target"_s, u"--pause-on-loop"_s,
                              u"--loop-rate"_s, u"9/60"_s}, m_home.path(), {}, u"forward"_s);
        QVERIFY(between.listens());
        const auto answerOf = [](std::uint16_t to, const std::string& bytes) {
            RawClient client(to);
            client.send(bytes);
            return client.readAnswer().status;
        };
        for (int i = 0; i < 3; ++i) { // the same body three times: a loop, as these limits are
            QCOMPARE(answerOf(between.port(), file.bytes()), 200);
            QVERIFY(!handler.lineWith("handled 200 ").isEmpty());
        }
        QVERIFY(!between.readComplaint("looks like a loop").isEmpty());
        QCOMPARE(answerOf(between.port(), file.bytes()), 503);
        std::string other = file.bytes();
        other[other.size() - 10] = '!';
        between.signal(SIGTERM);
        QCOMPARE(between.wait().exitCode, 0);
        QVERIFY(answerOf(port, other) >= 400); // straight to the handler: the next it gets
        QVERIFY(handler.lineWith("handled ").startsWith("40"));
    }

private:
    static std::string tamperedRequest(const std::string& body)
    {
        const WireFile file = wireFile("14-legacy");
        return file.head + body; // the same length: its Content-Length stands
    }
};

HOOKLOUPE_TEST(TestHandlers)
#include "tst_handlers.moc"
