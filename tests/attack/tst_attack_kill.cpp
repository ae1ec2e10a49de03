// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL at any moment: while it serves, while it starts, while it salvages.
#include "support/test_main.h"
#include "support/killed_child.h"
#include "damage.h"
#include "stage.h"

#include <QDirIterator>
#include <QRegularExpression>

#include <algorithm>
#include <array>

#include <sys/syscall.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t overLargeBody = 8'500'000; // such a one is a file of its own

bool changesFiles(long call)
{
    constexpr std::array calls{
#ifdef SYS_rename
        SYS_rename, SYS_unlink, SYS_mkdir,
#endif
        SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_mkdirat, SYS_openat, SYS_pwrite64, SYS_fsync, SYS_fdatasync, SYS_ftruncate,
    };
    return std::find(calls.begin(), calls.end(), call) != calls.end();
}

std::string largeRequest(Dice& dice, int number)
{
    const std::string body = dice.bytes(overLargeBody);
    return "POST /large/" + std::to_string(number) + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

int largeFilesBelow(const QString& folder)
{
    int count = 0;
    for (QDirIterator files(folder, {u"*.body"_s}, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        files.next();
        count += files.fileInfo().size() == qint64{overLargeBody};
    }
    return count;
}

} // namespace

class TestAttackKill : public QObject {
    Q_OBJECT

private:
    static QStringList started(const Stage& stage) { return QStringList{cliPath(), u"serve"_s} + stage.arguments({u"--timeout"_s, u"0.01"_s}); }

    /// Starts the program, which would end by itself, and kills it in front of one of its first calls that change files.
    static void killStarting(const Stage& stage, Dice& dice, int most)
    {
        qputenv("HOME", stage.home.path().toLocal8Bit());
        qputenv("XDG_DATA_HOME", stage.home.filePath(u"data"_s).toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", stage.home.filePath(u"config"_s).toLocal8Bit());
        std::vector<std::string> command;
        for (const QString& word : started(stage))
            command.push_back(word.toStdString());
        int left = dice.between(1, most);
        bool reached = false; // the store: before that it loads libraries
        (void)runUntil(command, [&](const SystemCall& call) {
            reached = reached || call.path.find(".hookloupe") != std::string::npos;
            return reached && changesFiles(call.number) && --left == 0;
        });
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void serveGoesOnAfterEachKill_data() { addRounds(4); }
    void serveGoesOnAfterEachKill()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        const Stage stage;
        Ledger ledger;
        for (int kills = dice.between(2, 4); kills > 0; --kills) {
            if (canTrace() && dice.chance(40))
                killStarting(stage, dice, 60);
            ServeProcess serve(stage.arguments(), stage.home.path());
            QVERIFY(serve.listens());
            Load load(serve.port(), ledger, seed * 10 + static_cast<quint64>(kills), dice.between(1, 4), 500'000);
            std::thread large;
            if (dice.chance(50))
                large = std::thread([&, request = largeRequest(dice, kills)] { (void)post(serve.port(), ledger, request); });
            const int until = ledger.acknowledged() + dice.between(1, 120);
            const bool came = comes([&] { return ledger.acknowledged() >= until; });
            const bool read = dice.chance(50);
            const CliResult list = read ? stage.read({u"list"_s, u"--json"_s}) : CliResult{0, {}, {}};
            serve.signal(SIGKILL);
            (void)serve.wait();
            load.stop();
            if (large.joinable())
                large.join();
            QVERIFY(came);
            QVERIFY2(list.exitCode == 0, list.err.constData());
            QVERIFY2(!list.err.contains("damaged"), list.err.constData());
        }
        ServeProcess serve(stage.arguments(), stage.home.path());
        QVERIFY(serve.listens());
        CliResult end;
        const QString fault = faultOfEnd(serve, &end);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
        QVERIFY2(!end.err.contains("damaged"), end.err.constData());
        const QString faults = ledger.faultsIn(stage.path());
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
    }

    void aSalvageThatIsKilledLosesNothingThatCanBeRead_data() { addRounds(3); }
    void aSalvageThatIsKilledLosesNothingThatCanBeRead()
    {
        if (!canTrace())
            QSKIP("child processes cannot be followed here");
        QFETCH(quint64, seed);
        Dice dice(seed);
        const Stage stage;
        Ledger ledger;
        {
            ServeProcess serve(stage.arguments(), stage.home.path());
            QVERIFY(serve.listens());
            QCOMPARE(post(serve.port(), ledger, largeRequest(dice, 1)), 200);
            Load load(serve.port(), ledger, seed, 2, 30'000);
            QVERIFY(comes([&] { return ledger.acknowledged() > 150; }));
            if (dice.chance(50)) {
                load.stop();
                QVERIFY(faultOfEnd(serve).isEmpty());
            } else {
                serve.signal(SIGKILL);
                (void)serve.wait();
            }
        }
        damagePages(stage.path(), dice);
        const auto readable = requestsReadableById(stage.path());
        for (int kills = dice.between(1, 3); kills > 0; --kills)
            killStarting(stage, dice, 150);
        const std::string after = randomRequest(dice, "after", 0, 100);
        const Served served = serveOnce(stage, ledger, after);
        QVERIFY2(served.listened && served.status == 200 && served.end.exitCode == 0, served.end.err.constData());
        const auto now = requestsReadableById(stage.path());
        for (const auto& [id, request] : readable) {
            if (ledger.hasAcknowledged(request))
                QVERIFY2(now.contains(id) && now.at(id) == request, std::to_string(id).c_str());
        }
        QVERIFY(std::any_of(now.begin(), now.end(), [&](const auto& one) { return one.second == after; }));
        QVERIFY2(largeFilesBelow(stage.folder) >= 1, "the large body is gone");
    }
};

HOOKLOUPE_TEST(TestAttackKill)
#include "tst_attack_kill.moc"
