// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_program.h"

#include "store/reader.h"
#include "store/store.h"
#include "support/raw_client.h"

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
};

QTEST_GUILESS_MAIN(TestCliKill)
#include "tst_cli_kill.moc"
