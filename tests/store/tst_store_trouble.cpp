// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store/sqlite.h"
#include "store_fixture.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <sqlite3.h>

#include <filesystem>
#include <set>
#include <system_error>

#ifdef Q_OS_UNIX
#include <sys/resource.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#endif

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

bool isWhole(const std::string& path)
{
    auto connection = Connection::open(path, Connection::Mode::Read);
    return connection && connection->text("PRAGMA integrity_check").value() == "ok";
}

std::shared_ptr<Capture> withBody(std::size_t bytes)
{
    auto capture = sampleCapture();
    capture->body = std::string(bytes, 'b');
    return capture;
}

/// The store takes the disk for full a moment longer than it is.
bool enqueueWhenThereIsRoom(Store& store, const std::shared_ptr<Capture>& capture, std::uint64_t ticket)
{
    bool taken = false;
    return QTest::qWaitFor([&] { return taken = taken || store.enqueue(capture, ticket).ok(); });
}

#ifdef Q_OS_UNIX
/// No file of this process may grow over the limit while this lives: every write beyond it fails as on a full
/// disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        m_signal = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
    void (*m_signal)(int) = nullptr;
};

/// While it lives, what SQLite asks of the system fails like this; nothing else in the process does.
class FailingDisk {
public:
    explicit FailingDisk(int error)
    {
        s_error = error;
        for (const char* name : {"pwrite", "pwrite64", "write"})
            replace(name, reinterpret_cast<sqlite3_syscall_ptr>(&FailingDisk::write));
        for (const char* name : {"pread", "pread64", "read"})
            replace(name, reinterpret_cast<sqlite3_syscall_ptr>(&FailingDisk::read));
    }
    ~FailingDisk()
    {
        for (const char* name : {"pwrite", "pwrite64", "write", "pread", "pread64", "read"})
            replace(name, nullptr); // as it was
    }
    Q_DISABLE_COPY_MOVE(FailingDisk)

private:
    static void replace(const char* name, sqlite3_syscall_ptr function)
    {
        sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
        system->xSetSystemCall(system, name, function);
    }
    static ssize_t write(int, const void*, size_t, off_t)
    {
        errno = s_error;
        return -1;
    }
    static ssize_t read(int, void*, size_t, off_t)
    {
        errno = s_error;
        return -1;
    }
    static inline std::atomic<int> s_error = 0;
};
#endif

} // namespace

class TestStoreTrouble : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void aFullStoreRefusesAndTakesAgainWhenThereIsRoom()
    {
        const Folder folder;
        Said said;
        auto options = at(folder);
        options.maxPages = 80;
        const auto store = openStore(options, said.callbacks());
        QVERIFY(store);
        QVERIFY(store->enqueue(withBody(100'000), 1));
        QVERIFY(store->enqueue(withBody(200'000), 2));
        store->flush();
        QCOMPARE(said.committed.size(), 2u);
        QVERIFY(store->enqueue(withBody(500'000), 3));
        store->flush();
        QCOMPARE(said.failed.size(), 1u);
        QCOMPARE(said.failed[0].ticket, 3u);
        QCOMPARE(said.failed[0].error.code, ErrorCode::DiskFull);
        QCOMPARE(store->enqueue(sampleCapture(), 4).error().code, ErrorCode::DiskFull);
        QCOMPARE(allIds(folder.path), said.ids());

        QCOMPARE(store->remove({CaptureId{2}}).value(), 1);
        QVERIFY(enqueueWhenThereIsRoom(*store, withBody(100'000), 5));
        store->flush();
        QCOMPARE(said.ids(), (std::vector{CaptureId{1}, CaptureId{2}, CaptureId{3}}));
        QVERIFY(store->enqueue(sampleCapture(), 6));
        store->flush();
        QCOMPARE(said.committed.size(), 4u);
        QVERIFY(isWhole(folder.path));
    }

#ifdef Q_OS_UNIX
    void writesTheSystemRefusesAreTakenBackAsAWhole()
    {
        const Folder folder;
        Said said;
        {
            const auto store = openStore(at(folder), said.callbacks());
            QVERIFY(store);
            QVERIFY(store->enqueue(sampleCapture(), 1));
            store->flush();
            const AnswerReport report{CaptureId{1}, AnswerOutcome::Sent, Micros(5), {}};
            {
                const FileSizeLimit limit(400'000);
                QVERIFY(store->enqueue(withBody(1'000'000), 2));
                store->flush();
                QVERIFY(enqueueWhenThereIsRoom(*store, withBody(20'000'000), 3)); // its file finds no room
                store->flush();
                QCOMPARE(said.failed.size(), 2u);
                QVERIFY2(said.failed[0].error.code == ErrorCode::DiskFull,
                         said.failed[0].error.detail.c_str());
                QCOMPARE(said.failed[1].error.code, ErrorCode::DiskFull);
                QVERIFY(QDir(QString::fromStdString(folder.path + ".bodies")).isEmpty());
                QCOMPARE(allIds(folder.path).size(), 1u);
            }
            {
                const FileSizeLimit limit(1000);
                store->report(report);
                store->flush();
                QVERIFY(said.reported.empty());
            }
            QVERIFY(enqueueWhenThereIsRoom(*store, withBody(20'000'000), 4));
            store->flush();
            QCOMPARE(said.committed.size(), 2u);
            QCOMPARE(said.reported, std::vector{report});
        }
        QVERIFY(isWhole(folder.path));
        const auto read = Reader::open(folder.path).value()->capture(CaptureId{2});
        QVERIFY(read);
        QCOMPARE(read.value()->body.size(), 20'000'000u);
        QCOMPARE(Reader::open(folder.path).value()->capture(CaptureId{1}).value()->summary.outcome,
                 AnswerOutcome::Sent);
    }
#endif

#ifdef Q_OS_UNIX
    void whatIsNoFolderForLargeBodiesIsNamedWithTheWayOut_data()
    {
        QTest::addColumn<bool>("link");
        QTest::addColumn<QString>("words");
        QTest::newRow("a link to nothing") << true << QStringLiteral("a link in the place of the folder");
        QTest::newRow("a file") << false << QStringLiteral("not a folder");
    }
    void whatIsNoFolderForLargeBodiesIsNamedWithTheWayOut()
    {
        QFETCH(bool, link);
        QFETCH(QString, words);
        const Folder folder;
        const std::string bodies = folder.path + ".bodies";
        Said said;
        const auto store = openStore(at(folder), said.callbacks());
        QVERIFY(store);
        QVERIFY(store->enqueue(sampleCapture(1), 1));
        store->flush();
        if (link)
            std::filesystem::create_symlink("/nowhere/at/all", bodies);
        else
            QVERIFY(QFile(QString::fromStdString(bodies)).open(QIODevice::WriteOnly));
        const AnswerReport report{CaptureId{1}, AnswerOutcome::Sent, Micros(5), {}};
        store->report(report);
        QVERIFY(store->enqueue(withBody(20'000'000), 2));
        store->flush();
        QCOMPARE(said.failed.size(), 1u);
        QCOMPARE(said.failed[0].error.code, ErrorCode::InvalidInput);
        const QString told = QString::fromStdString(said.failed[0].error.detail);
        QVERIFY2(told.contains(words) && told.contains(QString::fromStdString(bodies)), qPrintable(told));
        std::filesystem::remove(bodies);
        QVERIFY(store->enqueue(withBody(20'000'000), 3));
        store->flush();
        QCOMPARE(said.committed.size(), 2u);
        QCOMPARE(said.reported, std::vector{report}); // not lost with what could not be stored
    }

    void whatTheSystemSaysIsTold_data()
    {
        QTest::addColumn<int>("systemError");
        QTest::addColumn<int>("code");
        QTest::newRow("a disk that fails") << EIO << int(ErrorCode::DiskFailed);
        QTest::newRow("a disk that is gone") << ENODEV << int(ErrorCode::DiskFailed);
        QTest::newRow("no space") << ENOSPC << int(ErrorCode::DiskFull);
        QTest::newRow("a quota") << EDQUOT << int(ErrorCode::DiskFull);
        QTest::newRow("a limit of size") << EFBIG << int(ErrorCode::DiskFull);
        QTest::newRow("read-only by now") << EROFS << int(ErrorCode::PermissionDenied);
    }
    void whatTheSystemSaysIsTold()
    {
        QFETCH(int, systemError);
        QFETCH(int, code);
        const Folder folder;
        Said said;
        const auto store = openStore(at(folder), said.callbacks());
        QVERIFY(store);
        QVERIFY(store->enqueue(sampleCapture(1), 1));
        store->flush();
        const AnswerReport report{CaptureId{1}, AnswerOutcome::Sent, Micros(5), {}};
        {
            const FailingDisk disk(systemError);
            QVERIFY(store->enqueue(withBody(100'000), 2));
            store->flush();
            store->report(report);
            store->flush();
        }
        QCOMPARE(said.failed.size(), 1u);
        const Error& error = said.failed[0].error;
        QVERIFY2(int(error.code) == code, error.detail.c_str());
        if (error.code != ErrorCode::DiskFull)
            QVERIFY2(error.detail.find(std::generic_category().message(systemError)) != std::string::npos, error.detail.c_str());
        QVERIFY(enqueueWhenThereIsRoom(*store, sampleCapture(3), 3));
        store->flush();
        QCOMPARE(said.ids().size(), 2u);
        QTRY_COMPARE(said.reported, std::vector{report}); // it waited
        QVERIFY(isWhole(folder.path));
    }
#endif

    void whatWasCommittedSurvivesAKill()
    {
        const Folder folder;
        std::int64_t last = 0;
        for (int round = 0; round < 10; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationDirPath() + QStringLiteral("/store_writer"),
                        {QString::fromStdString(folder.path)});
            QVERIFY2(child.waitForReadyRead(), child.readAllStandardError().constData());
            const int wanted = QRandomGenerator::global()->bounded(1, 20'000); // bytes of ids until the kill
            QByteArray printed;
            while (printed.size() < wanted) {
                QVERIFY(child.bytesAvailable() > 0 || child.waitForReadyRead());
                printed += child.readAll();
            }
            child.kill();
            QVERIFY(child.waitForFinished());
            printed += child.readAll();
            printed.truncate(printed.lastIndexOf('\n'));

            const auto store = openStore(at(folder));
            QVERIFY(store);
            QVERIFY(!store->salvage());
            const auto ids = allIds(folder.path);
            const std::set<CaptureId> stored(ids.begin(), ids.end());
            auto reader = Reader::open(folder.path);
            for (const QByteArray& line : printed.split('\n')) {
                const CaptureId id{line.toLongLong()};
                QVERIFY2(stored.contains(id), line.constData());
                QVERIFY(toInt(id) > last);
                last = toInt(id);
                if (last % 100 == 0)
                    QVERIFY(reader.value()->capture(id));
            }
            QCOMPARE(store->remove({ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(ids.size() / 2)})
                         .value(),
                     static_cast<std::int64_t>(ids.size() / 2));
        }
        QVERIFY(isWhole(folder.path));
    }
};

HOOKLOUPE_TEST(TestStoreTrouble)
#include "tst_store_trouble.moc"
