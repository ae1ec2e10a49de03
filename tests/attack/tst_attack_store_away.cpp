// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a store are deleted, moved, replaced and put back, again and again, under load.
#include "support/test_main.h"
#include "stage.h"

#include <QRegularExpression>

#include <filesystem>
#include <fstream>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;
namespace fs = std::filesystem;

class TestAttackStoreAway : public QObject {
    Q_OBJECT

private:
    /// Where a deleted store was rescued to, as it is told.
    static std::string rescued(ServeProcess& serve)
    {
        static const QRegularExpression place(u"is kept in (\\S+) \\(requests"_s);
        return place.match(QString::fromUtf8(serve.readComplaint("is kept in"))).captured(1).toStdString();
    }

    /// One deed: files go, requests are refused, files come back. Empty if all went well.
    static QString takeAwayAndPutBack(const Stage& stage, Dice& dice, ServeProcess& serve, const Ledger& ledger)
    {
        const fs::path store = stage.path();
        const fs::path folder = stage.folder.toStdString();
        const fs::path away = stage.home.filePath(u"away"_s).toStdString();
        const auto refusedFrom = [&](int before) { return comes([&] { return ledger.refused() > before; }); };
        const int before = ledger.refused();
        const std::string deed = dice.word({"move", "move the folder", "delete", "delete the folder", "replace", "take the log"});
        if (deed == "move" || deed == "move the folder") {
            const fs::path& from = deed == "move" ? store : folder;
            fs::rename(from, away);
            if (!refusedFrom(before))
                return u"not refused after: "_s + QString::fromStdString(deed);
            fs::rename(away, from);
        } else if (deed == "take the log") {
            for (const char* suffix : {"-wal", "-shm"}) {
                if (dice.chance(70))
                    fs::remove(store.string() + suffix);
            }
        } else {
            if (deed == "delete") {
                fs::remove(store);
            } else if (deed == "delete the folder") {
                fs::rename(folder, away); // at one moment
                fs::remove_all(away);
            } else {
                std::ofstream(away) << dice.bytes(dice.below(50'000));
                fs::rename(away, store);
            }
            if (!refusedFrom(before))
                return u"not refused after: "_s + QString::fromStdString(deed);
            const std::string kept = rescued(serve);
            if (kept.empty())
                return u"not rescued after: "_s + QString::fromStdString(deed);
            fs::create_directory(folder);
            fs::rename(kept, store);
        }
        const int acknowledged = ledger.acknowledged();
        if (!comes([&] { return ledger.acknowledged() > acknowledged + 20; }))
            return u"nothing is taken though all is back after: "_s + QString::fromStdString(deed);
        return {};
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void nothingAcknowledgedIsLostWhateverGoes_data() { addRounds(4); }
    void nothingAcknowledgedIsLostWhateverGoes()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        const Stage stage;
        Ledger ledger;
        ServeProcess serve(stage.arguments(), stage.home.path());
        QVERIFY(serve.listens());
        Load load(serve.port(), ledger, seed, dice.between(1, 3), 20'000);
        QVERIFY(comes([&] { return ledger.acknowledged() > 30; }));
        for (int deeds = dice.between(2, 4); deeds > 0; --deeds) {
            const QString fault = takeAwayAndPutBack(stage, dice, serve, ledger);
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
        }
        if (dice.chance(50))
            load.stop(); // else it ends with the program
        if (dice.chance(30)) {
            serve.signal(SIGKILL);
            (void)serve.wait();
        } else {
            const QString fault = faultOfEnd(serve);
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
        }
        load.stop();
        const auto statuses = ledger.statuses();
        QVERIFY(std::all_of(statuses.begin(), statuses.end(), [](int status) { return status == 0 || status == 200 || status == 503; }));
        const QString faults = ledger.faultsIn(stage.path());
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
    }
};

HOOKLOUPE_TEST(TestAttackStoreAway)
#include "tst_attack_store_away.moc"
