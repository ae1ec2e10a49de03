// SPDX-License-Identifier: GPL-3.0-or-later
// A body that is not what arrived any more is shown, and said to be that; it is not sent unless one is told to.
#include "support/test_main.h"
#include "support/cli_program.h"

#include "store/sqlite.h"
#include "store/store.h"
#include "support/raw_client.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

int statusOf(std::uint16_t port, const std::string& body)
{
    RawClient client(port);
    return client.send("POST /in HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)
        ? client.readAnswer().status
        : 0;
}

} // namespace

class TestCliAltered : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void itIsSaidAndNotSent_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::newRow("in its row") << 100;
        QTest::newRow("in a file of its own") << 9'000'000;
    }
    void itIsSaidAndNotSent()
    {
        QFETCH(int, bytes);
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        const QStringList here{u"--listen"_s, u"127.0.0.1:0"_s, u"--quiet"_s, u"--store"_s};
        {
            ServeProcess serve(here + QStringList{path}, home.path());
            QVERIFY(serve.listens());
            QCOMPARE(statusOf(serve.port(), std::string(static_cast<std::size_t>(bytes), 'x')), 200);
            QCOMPARE(statusOf(serve.port(), "good"), 200);
            serve.signal(SIGTERM);
            QCOMPARE(serve.wait().exitCode, 0);
        }
        const QStringList show{u"show"_s, u"--store"_s, path, u"1"_s};
        QCOMPARE(runCli(show, home.path()).exitCode, 0);
        alter(path);

        const CliResult shown = runCli(show, home.path());
        QCOMPARE(shown.exitCode, 1);
        QVERIFY2(shown.err.contains("not those that arrived: capture 1"), shown.err.constData());
        QVERIFY(shown.out.contains("xyx") || shown.out.contains("yxx"));
        const CliResult json = runCli(show + QStringList{u"--json"_s}, home.path());
        QCOMPARE(json.exitCode, 1);
        QVERIFY(json.out.contains("\"altered\":true"));
        const CliResult good = runCli({u"show"_s, u"--store"_s, path, u"--json"_s, u"2"_s}, home.path());
        QCOMPARE(good.exitCode, 0);
        QVERIFY(good.out.contains("\"altered\":false"));

        ServeProcess receiver(here + QStringList{home.filePath(u"other.hookloupe"_s)}, home.path());
        QVERIFY(receiver.listens());
        const QStringList replay{u"replay"_s, u"--store"_s, path, u"--to"_s, receiver.url(), u"1"_s};
        const CliResult refused = runCli(replay, home.path());
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("--send-altered"), refused.err.constData());
        const CliResult sent = runCli(replay + QStringList{u"--send-altered"_s}, home.path());
        QVERIFY2(sent.exitCode == 0, sent.err.constData());
        receiver.signal(SIGTERM);
        QCOMPARE(receiver.wait().exitCode, 0);
        QCOMPARE(runCli({u"list"_s, u"--store"_s, home.filePath(u"other.hookloupe"_s)}, home.path()).out.count("POST"), 1);
    }

    void itIsNotForwarded_data()
    {
        QTest::addColumn<int>("ending");
        QTest::newRow("after an end") << SIGTERM; // which noted what waits: that it is another now is told, too
        QTest::newRow("after a kill") << SIGKILL;
    }
    void itIsNotForwarded()
    {
        QFETCH(int, ending);
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        const QString other = home.filePath(u"other.hookloupe"_s);
        std::uint16_t port = 0;
        {
            const ServeProcess free({u"--listen"_s, u"127.0.0.1:0"_s, u"--quiet"_s, u"--store"_s, other}, home.path());
            QVERIFY(free.listens());
            port = free.port();
        }
        const QString place = u"127.0.0.1:%1"_s.arg(port);
        QStringList forwards{u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path, u"--to"_s, u"http://%1/"_s.arg(place)};
        {
            ServeProcess forward(forwards, home.path(), {}, u"forward"_s);
            QVERIFY(forward.listens());
            QCOMPARE(statusOf(forward.port(), std::string(100, 'x')), 200);
            QCOMPARE(statusOf(forward.port(), "good"), 200);
            forward.signal(ending);
            QCOMPARE(forward.wait().exitCode, ending == SIGKILL ? -1 : 0);
        }
        alter(path);
        ServeProcess receiver({u"--listen"_s, place, u"--store"_s, other}, home.path());
        QVERIFY(receiver.listens());
        if (ending == SIGTERM) {
            ServeProcess held(forwards, home.path(), {}, u"forward"_s);
            QVERIFY(held.listens());
            held.signal(SIGTERM);
            const QByteArray told = held.wait().err;
            QVERIFY2(told.contains("changed by something else than Hookloupe") && told.contains("2 requests wait"), told.constData());
            forwards << u"--trust-store"_s;
        }
        ServeProcess forward(forwards, home.path(), {}, u"forward"_s);
        QVERIFY(forward.listens());
        QByteArray line = receiver.readLine();
        while (!line.isEmpty() && !line.contains("POST"))
            line = receiver.readLine();
        QVERIFY(line.contains("POST")); // the good one, and it alone
        forward.signal(SIGTERM);
        const CliResult ended = forward.wait();
        QCOMPARE(ended.exitCode, 0);
        QVERIFY2(ended.out.contains("altered, not sent"), ended.out.constData());
        receiver.signal(SIGTERM);
        QCOMPARE(receiver.wait().exitCode, 0);
        QCOMPARE(runCli({u"list"_s, u"--store"_s, other}, home.path()).out.count("POST"), 1);
        QCOMPARE((*store::Store::open({.path = path.toStdString()}, {}))->inboxSize().value(), 0);
    }

private:
    /// As a bit that flips on the disk would.
    static void alter(const QString& path)
    {
        QFile large(path + u".bodies/1.body"_s);
        if (large.exists()) {
            QVERIFY(large.open(QIODevice::ReadWrite));
            QVERIFY(large.putChar('y'));
            return;
        }
        auto connection = store::Connection::open(path.toStdString(), store::Connection::Mode::Write);
        QVERIFY(connection->execute("UPDATE bodies SET body = CAST('xy' || substr(body, 3) AS BLOB) WHERE id = 1"));
    }
};

HOOKLOUPE_TEST(TestCliAltered)
#include "tst_cli_altered.moc"
