// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/cli_program.h"

#include "store/reader.h"
#include "store/store.h"
#include "support/raw_client.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <mutex>
#include <set>
#include <thread>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rounds = 50;
constexpr int clients = 4;

/// Sends request after request, each with a body of its own, until the server is gone; notes those that got their 200.
void load(std::uint16_t port, const std::string& name, std::atomic<int>& answered, std::mutex& mutex,
          std::set<std::string>& acknowledged)
{
    RawClient client(port);
    for (int number = 0;; ++number) {
        const std::string body = name + "-" + std::to_string(number);
        if (!client.send("POST /load HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
                         + body) || client.readAnswer().status != 200)
            return;
        const std::lock_guard lock(mutex);
        acknowledged.insert(body);
        ++answered;
        answered.notify_one();
    }
}

/// That its senders have been told so.
bool keeps(std::uint16_t port, int count)
{
    RawClient client(port);
    for (int i = 0; i < count; ++i) {
        if (!client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx") || client.readAnswer().status != 200)
            return false;
    }
    return true;
}

} // namespace

class TestCliKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatWasAnsweredBeforeTheKillIsInTheStore()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        std::set<std::string> acknowledged;
        std::set<std::string> stored;
        CaptureId last{};
        for (int round = 0; round < rounds; ++round) {
            {
                ServeProcess serve({u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path}, home.path());
                QVERIFY(serve.listens());
                std::atomic<int> answered = 0;
                std::mutex mutex;
                std::vector<std::thread> threads;
                for (int i = 0; i < clients; ++i) {
                    threads.emplace_back([&, name = std::to_string(round) + "-" + std::to_string(i)] {
                        load(serve.port(), name, answered, mutex, acknowledged);
                    });
                }
                for (int seen = 0; seen < 20 + round * 3; seen = answered)
                    answered.wait(seen);
                serve.signal(SIGKILL);
                for (auto& thread : threads)
                    thread.join();
                QCOMPARE(serve.wait().exitCode, -1);
            }
            const auto store = store::Store::open({.path = path.toStdString()}, {});
            QVERIFY(store.ok());
            QVERIFY(!(*store)->readOnly());
            QVERIFY(!(*store)->salvage());
            const auto reader = store::Reader::open(path.toStdString());
            QVERIFY(reader.ok());
            const auto ids = (*reader)->ids({});
            QVERIFY(ids.ok());
            for (const CaptureId id : *ids) {
                if (id > last)
                    stored.insert((*(*reader)->capture(id))->body);
            }
            last = ids->empty() ? last : ids->back();
        }
        QVERIFY(acknowledged.size() >= std::size_t{rounds} * 20);
        std::vector<std::string> lost;
        std::set_difference(acknowledged.begin(), acknowledged.end(), stored.begin(), stored.end(), std::back_inserter(lost));
        QVERIFY2(lost.empty(), lost.empty() ? "" : lost.front().c_str());
    }

    void whatAnOlderStoreLacksAfterAKillIsTold_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("a backup over it") << u"cp \"$1.backup\" \"$1\" && rm -f \"$1-wal\" \"$1-shm\""_s;
        QTest::newRow("a backup in its place") << u"rm -f \"$1\"* && cp \"$2\" \"$1\""_s;
        QTest::newRow("without its log") << u"rm \"$1-wal\""_s;
        QTest::newRow("with half of its log") << u"truncate -s 60000 \"$1-wal\""_s;
    }
    void whatAnOlderStoreLacksAfterAKillIsTold()
    {
        QFETCH(QString, change);
        QTemporaryDir home;
        const QString path = home.filePath(u"s.hookloupe"_s);
        const QStringList arguments{u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path};
        {
            ServeProcess serve(arguments, home.path());
            QVERIFY(serve.listens());
            QVERIFY(keeps(serve.port(), 3));
            serve.signal(SIGTERM);
            QCOMPARE(serve.wait().exitCode, 0);
        }
        QVERIFY(QFile::copy(path, path + u".backup"_s));
        QVERIFY(QFile::copy(path, home.filePath(u"other"_s)));
        {
            ServeProcess serve(arguments, home.path());
            QVERIFY(serve.listens());
            QVERIFY(keeps(serve.port(), 200));
            serve.signal(SIGKILL);
            QCOMPARE(serve.wait().exitCode, -1);
        }
        QCOMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, change, u"sh"_s, path, home.filePath(u"other"_s)}), 0);
        const auto whole = [&path]() -> std::size_t {
            const auto reader = store::Reader::open(path.toStdString());
            return reader ? (*reader)->ids({}).value().size() : 0;
        };
        QByteArray told;
        {
            ServeProcess serve(arguments, home.path());
            QVERIFY(serve.listens());
            QVERIFY(keeps(serve.port(), 1));
            serve.signal(SIGTERM);
            told = serve.wait().err;
        }
        const auto missing = static_cast<qlonglong>(3 + 200 + 1 - whole());
        QVERIFY(missing > 0);
        QVERIFY2(told.contains("at most " + QByteArray::number(missing) + '.'), told.constData());
        const auto reader = store::Reader::open(path.toStdString());
        QCOMPARE(toInt((*reader)->newest(1)->front()), 204); // no id is given twice
        ServeProcess serve(arguments, home.path());
        QVERIFY(serve.listens());
        serve.signal(SIGTERM);
        told = serve.wait().err;
        QVERIFY2(!told.contains("at most"), told.constData()); // once
    }
};

HOOKLOUPE_TEST(TestCliKill)
#include "tst_cli_kill.moc"
