// SPDX-License-Identifier: GPL-3.0-or-later
// A salvage killed at each of its last calls into the system.
#include "support/test_main.h"
#include "support/killed_child.h"
#include "store/schema.h"
#include "store/sqlite.h"
#include "store_fixture.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>

#include <algorithm>
#include <array>

#include <sys/syscall.h>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

constexpr qint64 largeBytes = 9'000'000;

/// What can change a file.
bool changesFiles(long call)
{
    constexpr std::array calls{
#ifdef SYS_rename
        SYS_rename, SYS_unlink, SYS_mkdir,
#endif
        SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_mkdirat, SYS_write, SYS_pwrite64, SYS_fsync, SYS_fdatasync, SYS_ftruncate,
    };
    return std::find(calls.begin(), calls.end(), call) != calls.end();
}

/// A store that lost the bytes of all its captures, two of which are large.
bool makeDamaged(const Folder& folder)
{
    {
        const auto store = openStore(at(folder));
        if (!store)
            return false;
        for (int number = 1; number <= 6; ++number) {
            const auto capture = sampleCapture(number);
            if (number <= 2)
                capture->body = std::string(largeBytes, static_cast<char>('0' + number));
            if (!store->enqueue(capture, 1))
                return false;
            store->flush(); // one after the other: of what waits together, the small ones may go first
        }
    }
    auto connection = Connection::open(folder.path, Connection::Mode::Read);
    const auto root = connection->number("SELECT rootpage FROM sqlite_schema WHERE name = 'bodies'");
    QFile file(QString::fromStdString(folder.path));
    const QByteArray garbage(store::pageBytes, 'g');
    return file.open(QIODevice::ReadWrite) && file.seek((root->value_or(1) - 1) * store::pageBytes) && file.write(garbage) == garbage.size();
}

/// The same files; the large ones are not copied but named once more.
bool copyInto(const Folder& from, const Folder& to)
{
    const std::string bodies = to.path + ".bodies";
    bool done = QFile::copy(QString::fromStdString(from.path), QString::fromStdString(to.path)) && QDir().mkdir(QString::fromStdString(bodies));
    for (const char* name : {"/1.body", "/2.body"}) {
        std::error_code code;
        std::filesystem::create_hard_link(from.path + ".bodies" + name, bodies + name, code);
        done = done && !code;
    }
    return done;
}

QStringList largeFilesIn(const Folder& folder)
{
    QStringList names;
    QDirIterator files(folder.dir.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        if (files.fileInfo().size() == largeBytes)
            names << files.fileName();
    }
    names.sort();
    return names;
}

} // namespace

class TestStoreKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void aSalvageKilledAtAnyOfItsLastStepsKeepsLargeBodiesAndIsTold()
    {
        if (!canTrace())
            QSKIP("child processes cannot be followed here");
        const Folder damaged;
        QVERIFY(makeDamaged(damaged));
        const std::string opener = QCoreApplication::applicationDirPath().toStdString() + "/store_opener";
        int untold = 0;
        int point = 1;
        for (bool ended = false; !ended; ++point) {
            const Folder folder;
            QVERIFY(copyInto(damaged, folder));
            bool begun = false;
            int seen = 0;
            ended = runUntil({opener, folder.path}, [&](const SystemCall& call) {
                begun = begun || call.path.ends_with(".salvage");
                return begun && changesFiles(call.number) && ++seen == point;
            });
            const std::string at = "killed in front of call " + std::to_string(point);
            const auto store = openStore(test::at(folder));
            QVERIFY2(store, at.c_str());
            QVERIFY2(largeFilesIn(folder) == (QStringList{QStringLiteral("1.body"), QStringLiteral("2.body")}), at.c_str());
            const auto kept = QDir(folder.dir.path()).entryList({QStringLiteral("*.damaged-*")}, QDir::Files);
            QVERIFY2(kept.size() == 1, at.c_str());
            QVERIFY2(allIds(folder.path).size() == 6, at.c_str());
            if (store->salvage())
                QVERIFY2(QFile::exists(QString::fromStdString(store->salvage()->damagedPath)), at.c_str());
            else
                ++untold; // the one that was killed had done it all
            for (const char* suffix : {".salvage", ".salvaged"})
                QVERIFY2(!QFile::exists(QString::fromStdString(folder.path + suffix)), at.c_str());
        }
        QVERIFY2(point > 15, std::to_string(point).c_str());
        QVERIFY2(untold < point, std::to_string(untold).c_str());
    }
};

HOOKLOUPE_TEST(TestStoreKill)
#include "tst_store_kill.moc"
