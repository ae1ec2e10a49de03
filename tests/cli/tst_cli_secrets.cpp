// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/cli_program.h"

#include "session/session.h"
#include "support/raw_client.h"
#include "support/wire_file.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::string_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string toGuarded = "POST /s/200 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
const std::string toBare = "POST /bare HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
const std::string elsewhere = "POST /elsewhere HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";

int answerTo(std::uint16_t port, const std::string& bytes)
{
    RawClient client(port);
    client.send(bytes);
    return client.readAnswer().status;
}

} // namespace

/// `serve` and `forward` on a store whose endpoints were set up in the window.
class TestCliSecrets : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString store() const { return m_home->filePath(u"s.hookloupe"_s); }
    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QStringList with(const QStringList& more = {}) const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store()} + more;
    }
    [[nodiscard]] QString secretFile() const
    {
        return m_home->filePath(QDir(home()).entryList({u"secrets-*.json"_s}, QDir::Files).value(0));
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("XDG_RUNTIME_DIR");
        m_home = std::make_unique<QTemporaryDir>();
        session::SessionOptions options;
        options.store.path = store().toStdString();
        options.allowKeychain = false;
        auto window = session::Session::open(options);
        QVERIFY(window.ok());
        for (const char* path : {"/s", "/bare"}) {
            Endpoint endpoint;
            endpoint.path = path;
            QVERIFY((*window)->saveEndpoint(endpoint).ok());
        }
        (*window)->setSecrets(EndpointId{1}, {wireFile("full-09").secret});
        QVERIFY(QFile::exists(secretFile()));
    }

    void keptSecretsJudgeAsInTheWindow()
    {
        ServeProcess serve(with(), home());
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), toGuarded), 401);
        QCOMPARE(answerTo(serve.port(), wireFile("full-09").bytes()), 200);
        QCOMPARE(answerTo(serve.port(), toBare), 200);
        QCOMPARE(serve.readComplaint("Without a secret"),
                 "Without a secret, so nothing is rejected there for its signature: every other path, /bare.");
        serve.signal(SIGTERM);
        const auto end = serve.wait();
        QVERIFY(!end.out.contains(wireFile("full-09").secret.c_str()) && !end.err.contains(wireFile("full-09").secret.c_str()));
    }

    void aGivenSecretJudgesForAllThatHaveNone()
    {
        ServeProcess serve(with({u"--secret-env"_s, u"S"_s}), home(), {{u"S"_s, u"another one"_s}});
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), toBare), 401); // named by nobody
        QCOMPARE(answerTo(serve.port(), elsewhere), 401);
        QCOMPARE(answerTo(serve.port(), toGuarded), 401);
        QCOMPARE(answerTo(serve.port(), wireFile("full-09").bytes()), 200); // by its own
        QCOMPARE(serve.readComplaint("secret"), "The secret given here judges requests for: every other path, /bare.");
        serve.signal(SIGTERM);
        QVERIFY(!serve.wait().err.contains("No secret"));
    }

    void aGivenSecretIsUsedForWhoIsNamed()
    {
        ServeProcess serve(with({u"--secret-env"_s, u"S"_s, u"--endpoint"_s, u"/s"_s}), home(), {{u"S"_s, u"another one"_s}});
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), wireFile("full-09").bytes()), 401);
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
        // For that run alone.
        ServeProcess again(with(), home());
        QCOMPARE(answerTo(again.port(), wireFile("full-09").bytes()), 200);
    }

    void secretsThatCannotBeReadCloseAndAreTold()
    {
        QFile file(secretFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        QVERIFY(file.remove());
        const QString handler = u"http://127.0.0.1:1/"_s; // nobody: what would be for it would wait
        ServeProcess serve(with({u"--to"_s, handler}), home(), {}, u"forward"_s);
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), toGuarded), 503);
        QCOMPARE(answerTo(serve.port(), wireFile("full-09").bytes()), 503);
        const QByteArray line = serve.readComplaint("cannot be read");
        QVERIFY2(line.startsWith("The secrets of /s cannot be read: until they can, it answers 503 and passes nothing on. The file "),
                 line.constData());
        QVERIFY(line.contains(file.fileName().toUtf8()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(before);
        file.close();
        QCOMPARE(serve.readComplaint("can be read"), "The secrets of /s can be read now; they judge its requests again.");
        QCOMPARE(answerTo(serve.port(), toGuarded), 401);
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
        const auto reading = store::Store::open({.path = store().toStdString(), .readOnly = true}, {});
        QCOMPARE(reading.value()->inboxSize().value(), 0);
    }

    void aLostSecretHasWaysOut()
    {
        QVERIFY(QFile::remove(secretFile()));
        {
            ServeProcess serve(with({u"--secret-env"_s, u"S"_s, u"--endpoint"_s, u"/s"_s}), home(),
                               {{u"S"_s, QString::fromStdString(wireFile("full-09").secret)}});
            QVERIFY(serve.listens());
            QCOMPARE(answerTo(serve.port(), toGuarded), 401);
            QCOMPARE(answerTo(serve.port(), wireFile("full-09").bytes()), 200);
            serve.signal(SIGTERM);
            QVERIFY(!serve.wait().err.contains("cannot be read"));
        }
        ServeProcess serve(with({u"--ignore-kept-secrets"_s}), home());
        QVERIFY(serve.listens());
        QCOMPARE(answerTo(serve.port(), toGuarded), 200);
        QCOMPARE(serve.readComplaint("Without a secret"),
                 "Without a secret, so nothing is rejected there for its signature: every other path, /s, /bare.");
    }
};

HOOKLOUPE_TEST(TestCliSecrets)
#include "tst_cli_secrets.moc"
