// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that is full under load, has room again, and perhaps sees the program killed.
#include "support/test_main.h"
#include "stage.h"

#include <QRegularExpression>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A file system of some megabytes, mounted for this program and its children alone.
class SmallDisk {
public:
    SmallDisk(std::string folder, int megabytes) : m_folder(std::move(folder))
    {
        std::filesystem::create_directory(m_folder);
        const bool apart = ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
        m_mounted = apart && ::mount("none", m_folder.c_str(), "tmpfs", 0, sized(megabytes).c_str()) == 0;
        if (!m_mounted)
            m_reason = std::strerror(errno);
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(m_folder.c_str(), MNT_DETACH);
    }
    [[nodiscard]] bool mounted() const { return m_mounted; }
    [[nodiscard]] const std::string& reason() const { return m_reason; }
    [[nodiscard]] bool grow(int megabytes) const
    {
        return ::mount("none", m_folder.c_str(), "tmpfs", MS_REMOUNT, sized(megabytes).c_str()) == 0;
    }

private:
    static std::string sized(int megabytes) { return "size=" + std::to_string(megabytes) + "m"; }
    std::string m_folder;
    std::string m_reason;
    bool m_mounted = false;
};

/// While it lives, children may write files up to this size. They get EFBIG beyond it.
class SizeLimit {
public:
    explicit SizeLimit(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

bool onlyRefusedForRoom(const Ledger& ledger)
{
    const auto statuses = ledger.statuses();
    return std::all_of(statuses.begin(), statuses.end(), [](int status) { return status == 0 || status == 200 || status == 503 || status == 507; });
}

} // namespace

class TestAttackDisk : public QObject {
    Q_OBJECT

private:
    /// Fills the disk, makes room by `makeRoom`, and looks that nothing is lost.
    void attack(const Stage& stage, Dice& dice, quint64 seed, std::optional<ServeProcess>& serve,
                const std::function<bool(const ServeProcess&)>& makeRoom)
    {
        QVERIFY(serve->listens());
        Ledger ledger;
        Load load(serve->port(), ledger, seed, dice.between(1, 4), dice.one(std::vector<std::size_t>{5'000, 200'000, 2'000'000}));
        const int refusals = dice.between(10, 150);
        QVERIFY(comes([&] { return ledger.refused() > refusals; }));
        if (dice.chance(50))
            QVERIFY(stage.read({u"list"_s}).exitCode >= 0);
        QVERIFY2(onlyRefusedForRoom(ledger), "another status than 200, 503 and 507");
        const bool killed = dice.chance(40);
        if (killed) {
            serve->signal(SIGKILL);
            (void)serve->wait();
            load.stop();
            QVERIFY(makeRoom(*serve));
        } else {
            QVERIFY(makeRoom(*serve));
            const int before = ledger.acknowledged();
            QVERIFY2(comes([&] { return ledger.acknowledged() > before + 20; }), "it takes nothing though there is room again");
            load.stop();
            const QString fault = faultOfEnd(*serve);
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
        }
        const QString before = ledger.faultsIn(stage.path());
        QVERIFY2(before.isEmpty(), qPrintable(before));
        serve.emplace(stage.arguments(), stage.home.path());
        QVERIFY(serve->listens());
        QCOMPARE(post(serve->port(), ledger, randomRequest(dice, "after", 0, 100)), 200);
        CliResult end;
        const QString fault = faultOfEnd(*serve, &end);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
        QVERIFY2(!end.err.contains("damaged"), end.err.constData());
        const QString after = ledger.faultsIn(stage.path());
        QVERIFY2(after.isEmpty(), qPrintable(after));
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aFullDiskLosesNothing_data() { addRounds(3); }
    void aFullDiskLosesNothing()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        const Stage stage;
        const SmallDisk disk(stage.folder.toStdString(), dice.between(3, 12));
        if (!disk.mounted())
            QSKIP(qPrintable(u"no small file system can be mounted here: %1"_s.arg(QString::fromStdString(disk.reason()))));
        std::optional<ServeProcess> serve(std::in_place, stage.arguments(), stage.home.path());
        attack(stage, dice, seed, serve, [&](const ServeProcess&) { return disk.grow(200); });
        serve.reset();
    }

    void filesThatMayNotGrowLoseNothing_data() { addRounds(3); }
    void filesThatMayNotGrowLoseNothing()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        const Stage stage;
        std::optional<ServeProcess> serve;
        {
            const SizeLimit limit(static_cast<rlim_t>(dice.between(400, 6'000)) * 1024);
            serve.emplace(stage.arguments(), stage.home.path());
        }
        attack(stage, dice, seed, serve, [](const ServeProcess& running) {
            const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
            return running.processId() == 0 || ::prlimit(running.processId(), RLIMIT_FSIZE, &none, nullptr) == 0;
        });
    }
};

HOOKLOUPE_TEST(TestAttackDisk)
#include "tst_attack_disk.moc"
