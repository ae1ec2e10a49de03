// SPDX-License-Identifier: GPL-3.0-or-later
// Stores, logs and bodies damaged at random, then read, shown and served.
#include "support/test_main.h"
#include "damage.h"
#include "stage.h"

#include "store/integrity.h"
#include "store/reader.h"

#include <QRegularExpression>

#include <algorithm>
#include <filesystem>
#include <set>

#include <sys/stat.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;
namespace fs = std::filesystem;

namespace {

/// A request that a store was given, as it lies there.
struct Given {
    std::string head;
    std::string body;
    std::string content; ///< chunks undone
};

using All = std::map<std::int64_t, Given>;

All capturesIn(const std::string& store)
{
    All all;
    const auto reader = store::Reader::open(store);
    const auto ids = (*reader)->ids({});
    for (const CaptureId id : *ids) {
        const auto capture = (*reader)->capture(id);
        all[toInt(id)] = {(*capture)->head, (*capture)->body, (*capture)->content()};
    }
    return all;
}

void copyStore(const fs::path& from, const fs::path& to)
{
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
}

/// One thing that may befall a store or what lies beside it.
std::string damage(const std::string& store, Dice& dice)
{
    const std::string log = store + "-wal";
    const std::string large = store + ".bodies/1.body";
    const auto what = dice.below(100);
    if (what < 55)
        return damageAnywhere(store, dice) + " of the store";
    if (what < 80)
        return damageAnywhere(log, dice) + " of the log";
    if (what < 85)
        return damageAnywhere(store + "-shm", dice) + " of the shared memory";
    if (what < 92)
        return damageAnywhere(large, dice) + " of a large body";
    fs::remove_all(large);
    switch (dice.below(4)) {
    case 0:
        return "a large body gone";
    case 1:
        fs::create_directory(large);
        return "a folder as a large body";
    case 2:
        fs::create_symlink("/etc/hostname", large);
        return "a link as a large body";
    default:
        return ::mkfifo(large.c_str(), 0600) == 0 ? "a pipe as a large body" : "no pipe";
    }
}

} // namespace

class TestAttackDamage : public QObject {
    Q_OBJECT

private:
    Stage m_whole;   ///< closed in order
    Stage m_killed;  ///< with its log
    All m_given[2];

    void make(Stage& stage, quint64 seed, bool killed, All& given)
    {
        Dice dice(seed);
        Ledger ledger;
        ServeProcess serve(stage.arguments(), stage.home.path());
        QVERIFY(serve.listens());
        const std::string large = dice.bytes(8'500'000);
        QCOMPARE(post(serve.port(), ledger, "POST /large HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(large.size()) + "\r\n\r\n" + large), 200);
        for (int number = 0; number < 250; ++number)
            QCOMPARE(post(serve.port(), ledger, randomRequest(dice, "base", number, 30'000)), 200);
        if (killed) {
            serve.signal(SIGKILL);
            (void)serve.wait();
            const Stage copy; // reading leaves marks
            copyStore(stage.folder.toStdString(), copy.folder.toStdString());
            given = capturesIn(copy.path());
        } else {
            QVERIFY(faultOfEnd(serve).isEmpty());
            given = capturesIn(stage.path());
        }
        QCOMPARE(given.size(), 251u);
    }

    /// Empty, or what is wrong with what `list` and `show` make of it.
    static QString readAndShow(const Stage& stage, Dice& dice, const All& given)
    {
        const std::string store = bytesOf(stage.path());
        const std::string log = bytesOf(stage.path() + "-wal");
        const CliResult list = stage.read({u"list"_s});
        if (list.exitCode != 0 && list.exitCode != 3)
            return u"list ended with %1: %2"_s.arg(list.exitCode).arg(QString::fromUtf8(list.err));
        for (const auto id : {std::size_t{1}, 1 + dice.below(given.size())}) {
            const CliResult show = stage.read({u"show"_s, QString::number(id), u"--body"_s});
            if (show.exitCode != 0 && show.exitCode != 1 && show.exitCode != 3)
                return u"show %1 ended with %2: %3"_s.arg(id).arg(show.exitCode).arg(QString::fromUtf8(show.err));
            const std::string body = show.out.toStdString();
            const bool known = std::any_of(given.begin(), given.end(), [&](const auto& one) { return one.second.content == body; });
            if (show.exitCode == 0 && !known)
                return u"show %1 calls a body whole that nobody sent"_s.arg(id);
        }
        if (bytesOf(stage.path()) != store || bytesOf(stage.path() + "-wal") != log)
            return u"a reader changed files"_s;
        return {};
    }

    /// Empty, or a request that is gone without a word.
    static QString droppedSilently(const std::string& store, const All& given)
    {
        const auto reader = store::Reader::open(store);
        if (!reader)
            return u"it cannot be read: "_s + QString::fromStdString(reader.error().detail);
        const auto ids = (*reader)->ids({});
        if (!ids)
            return u"it cannot be listed: "_s + QString::fromStdString(ids.error().detail);
        std::set<std::string> contents;
        std::set<std::int64_t> told; // rows that say themselves that they are not what they were
        for (const CaptureId id : *ids) {
            const auto capture = (*reader)->capture(id);
            if (!capture || !store::isUnaltered(**capture))
                told.insert(toInt(id));
            else
                contents.insert((*capture)->content());
        }
        for (const auto& [id, request] : given) {
            if (!contents.contains(request.content) && !told.contains(id))
                return u"request %1 is gone"_s.arg(id);
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        make(m_whole, 1, false, m_given[0]);
        make(m_killed, 2, true, m_given[1]);
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void damageIsToldAndWhatCanBeReadIsKept_data() { addRounds(12); }
    void damageIsToldAndWhatCanBeReadIsKept()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        const bool killed = dice.chance(60);
        const All& given = m_given[killed ? 1 : 0];
        const Stage stage;
        copyStore((killed ? m_killed : m_whole).folder.toStdString(), stage.folder.toStdString());
        std::string did = killed ? "killed" : "whole";
        for (int count = dice.between(1, 2); count > 0; --count)
            did += ", " + damage(stage.path(), dice);
        const auto readable = requestsReadableById(stage.path());
        const std::string damaged = bytesOf(stage.path());

        const QString wrong = readAndShow(stage, dice, given);
        QVERIFY2(wrong.isEmpty(), qPrintable(QString::fromStdString(did + ": ") + wrong));

        Ledger ledger;
        const std::string after = randomRequest(dice, "after", 0, 100);
        const Served served = serveOnce(stage, ledger, after);
        const std::string told = did + ": " + served.end.err.toStdString();
        if (!served.listened) { // it is no store any more, in a way that nothing is done about
            QVERIFY2(served.end.exitCode == 3 && served.end.err.contains(stage.store.toUtf8()), told.c_str());
            QVERIFY2(bytesOf(stage.path()) == damaged, did.c_str());
            return;
        }
        QVERIFY2(served.status == 200 && served.end.exitCode == 0, told.c_str());

        const auto now = requestsReadableById(stage.path());
        QVERIFY2(std::any_of(now.begin(), now.end(), [&](const auto& one) { return one.second == after; }), did.c_str());
        for (const auto& [id, request] : readable) {
            const auto original = given.find(id);
            if (original != given.end() && original->second.head + original->second.body == request)
                QVERIFY2(now.contains(id) && now.at(id) == request, (did + ": could be read and is gone: " + std::to_string(id)).c_str());
        }
        if (!served.end.err.contains("was damaged")) {
            const QString gone = droppedSilently(stage.path(), given);
            QVERIFY2(gone.isEmpty(), qPrintable(QString::fromStdString(did + ": ") + gone));
        }
    }
};

HOOKLOUPE_TEST(TestAttackDamage)
#include "tst_attack_damage.moc"
