// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that is full to the last byte, which only a file system of its own can be: small, and mounted for this program alone.
#include "support/test_main.h"
#include "support/cli_program.h"

#include "session/session.h"
#include "support/raw_client.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>

#include <sched.h>
#include <sys/mount.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace fs = std::filesystem;

class TestCliFullDisk : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;   // not on it
    QTemporaryDir m_disk;
    std::unique_ptr<session::Session> m_session;

    [[nodiscard]] QString path() const { return m_disk.filePath(u"s.hookloupe"_s); }
    [[nodiscard]] std::string reserve() const { return path().toStdString() + ".reserve"; }
    [[nodiscard]] QStringList served() const
    {
        return {u"--quiet"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path()};
    }

    [[nodiscard]] static int post(std::uint16_t port, std::size_t bytes)
    {
        RawClient client(port);
        return client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n" + std::string(bytes, 'x'))
            ? client.readAnswer().status
            : 0;
    }
    /// Captures until the disk is full. How many were taken.
    [[nodiscard]] static int capture(std::uint16_t port)
    {
        int taken = 0;
        int status = 200;
        while (status == 200) {
            status = post(port, 400'000);
            taken += status == 200 ? 1 : 0;
        }
        if (status != 507)
            qFatal("answered %d", status);
        return taken;
    }
    /// And then another program takes what is left.
    [[nodiscard]] int fill(std::uint16_t port) const
    {
        const int taken = capture(port);
        QFile other(m_disk.filePath(u"other"_s));
        if (!other.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            qFatal("no file");
        while (other.write(QByteArray(4096, 'x')) == 4096) {
        }
        return taken;
    }
    void open()
    {
        session::SessionOptions options;
        options.store.path = path().toStdString();
        options.listen.port = 0;
        options.keepSecrets = false;
        options.trustFolder = m_home.filePath(u"trust"_s).toStdString();
        auto opened = session::Session::open(options);
        if (!opened)
            qFatal("no session: %s", opened.error().detail.c_str());
        m_session = std::move(*opened);
        m_session->startListening();
        if (!QTest::qWaitFor([this] { return m_session->listenStatus().state == session::ListenState::Listening; }))
            qFatal("does not listen");
    }
    [[nodiscard]] std::uint16_t port() const { return m_session->listenStatus().address.port; }
    /// So many requests, some time: while room is being made, some are refused.
    [[nodiscard]] bool takes(int requests) const
    {
        return QTest::qWaitFor([&] { return (requests -= post(port(), 400'000) == 200 ? 1 : 0) == 0; }, 60'000);
    }
    [[nodiscard]] std::int64_t captures() const { return m_session->statistics()->captures; }

private Q_SLOTS:
    void initTestCase()
    {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            QSKIP("only root can mount a small file system for itself");
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QCOMPARE(::mount("small", m_disk.path().toLocal8Bit().constData(), "tmpfs", 0, "size=48m"), 0);
    }
    void cleanup()
    {
        m_session.reset();
        QCOMPARE(::umount2(m_disk.path().toLocal8Bit().constData(), MNT_DETACH), 0);
    }

    void clearingMakesRoomAndCapturingGoesOn()
    {
        open();
        QTRY_VERIFY(fs::exists(reserve()));
        QCOMPARE(fs::status(reserve()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
        const int taken = fill(port());
        QTRY_COMPARE(captures(), taken);
        QVERIFY(fs::exists(reserve())); // captures do not get it
        const auto removal = m_session->clearCaptures();
        QVERIFY2(removal.ok(), removal.ok() ? "" : removal.error().detail.c_str());
        QCOMPARE(removal->captures, taken);
        QVERIFY(m_session->purge().ok());
        QVERIFY(takes(10));
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(reserve()), 30'000); // there is room again
        m_session.reset();
        QVERIFY(!fs::exists(reserve()));
    }

    void removingSomeWorksAgainAndAgain()
    {
        open();
        QTRY_VERIFY(fs::exists(reserve()));
        for (int round = 0; round < 4; ++round) {
            (void)(round == 0 ? fill(port()) : capture(port()));
            const auto reader = m_session->store().openReader();
            auto ids = *(*reader)->ids({});
            ids.resize(std::min<std::size_t>(ids.size(), 20));
            const auto removed = m_session->removeCaptures(ids);
            QVERIFY2(removed.ok(), removed.ok() ? "" : removed.error().detail.c_str());
            QVERIFY(m_session->purge().ok());
            QVERIFY(takes(5));
        }
    }

    void retentionWorks()
    {
        open();
        QTRY_VERIFY(fs::exists(reserve()));
        QVERIFY(fill(port()) > 10);
        session::Retention retention;
        retention.captures = 5;
        m_session->setRetention(retention);
        QTRY_COMPARE_WITH_TIMEOUT(captures(), std::int64_t(5), 60'000);
        QVERIFY(takes(1));
    }

    void theProgramEndsAndLeavesNoReserve()
    {
        ServeProcess serve(served(), m_home.path());
        QVERIFY(serve.listens());
        QTRY_VERIFY(fs::exists(reserve()));
        const int taken = fill(serve.port());
        serve.signal(SIGTERM);
        const CliResult ended = serve.wait();
        QVERIFY2(ended.exitCode == 0, ended.err.constData()); // how each answer ended was written, too
        QVERIFY(!fs::exists(reserve()));
        QCOMPARE((*store::Reader::open(path().toStdString()))->ids({})->size(), static_cast<std::size_t>(taken));
    }

    void whatAKilledProgramLeftIsTakenUp()
    {
        std::size_t taken = 0;
        {
            ServeProcess serve(served(), m_home.path());
            QVERIFY(serve.listens());
            QTRY_VERIFY(fs::exists(reserve()));
            taken = static_cast<std::size_t>(fill(serve.port()));
            serve.signal(SIGKILL);
            QCOMPARE(serve.wait().exitCode, -1);
        }
        QVERIFY(fs::exists(reserve()));
        ServeProcess serve(served(), m_home.path()); // the room it left is needed to begin at all
        QVERIFY(serve.listens());
        serve.signal(SIGTERM);
        const CliResult ended = serve.wait();
        QVERIFY2(ended.exitCode == 0, ended.err.constData());
        QVERIFY(!fs::exists(reserve()));
        QCOMPARE((*store::Reader::open(path().toStdString()))->ids({})->size(), taken);
    }

    void aFileOfTheUsersOfThatNameStays()
    {
        QFile mine(QString::fromStdString(reserve()));
        QVERIFY(mine.open(QIODevice::WriteOnly));
        mine.write("mine");
        mine.close();
        ServeProcess serve(served(), m_home.path());
        QVERIFY(serve.listens());
        QCOMPARE(post(serve.port(), 10), 200);
        serve.signal(SIGTERM);
        QCOMPARE(serve.wait().exitCode, 0);
        QVERIFY(mine.open(QIODevice::ReadOnly));
        QCOMPARE(mine.readAll(), QByteArray("mine"));
    }
};

HOOKLOUPE_TEST(TestCliFullDisk)
#include "tst_cli_full_disk.moc"
