// SPDX-License-Identifier: GPL-3.0-or-later
// Stores made to have this machine send, read and run: every combination of what can be written into one.
#include "support/test_main.h"
#include "bare_socket.h"
#include "damage.h"
#include "stage.h"
#include "support/hostile_store.h"
#include "support/raw_client.h"

#include <QRegularExpression>

#include <filesystem>
#include <fstream>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;
namespace fs = std::filesystem;

namespace {

constexpr auto secret = "-----BEGIN OPENSSH PRIVATE KEY----- never to be seen";

/// A value that no program of ours writes at that place.
std::string oddValue(Dice& dice)
{
    return dice.word({"NULL", "-1", "0", "9223372036854775807", "-9223372036854775808", "1e308", "''", "'x'", "x'00ff00'", "zeroblob(5000000)",
                      "zeroblob(70000)", "char(27) || '[2J'", "'../../../etc/passwd'", "'9e999'", "replace(hex(zeroblob(200000)), '0', 'ab')"});
}

/// One thing that somebody may have done to a store file. `trap` is where requests must not go, `file` what must not be read.
std::string deed(Dice& dice, const std::string& trap, const std::string& file)
{
    const std::string table = dice.word({"captures", "bodies", "meta", "endpoints", "inbox", "trash", "annotations", "deliveries"});
    const std::string number = std::to_string(dice.below(1000));
    switch (dice.below(16)) {
    case 0:
        return "CREATE TRIGGER t" + number + " AFTER " + dice.word({"INSERT", "UPDATE", "DELETE"}) + " ON " + table
             + " BEGIN DELETE FROM captures; INSERT INTO inbox (capture, endpoint, target) VALUES (1, 1, '" + trap + "'); END";
    case 1:
        return "CREATE VIEW v" + number + " AS SELECT * FROM " + table;
    case 2:
        return "DROP TABLE " + table + "; CREATE VIEW " + table + " AS SELECT 1 AS id, '" + file + "' AS body";
    case 3:
        return "DROP TABLE " + table + dice.word({"", "; CREATE TABLE endpoints (id, path)", "; CREATE TABLE captures (id)"});
    case 4:
        return "ALTER TABLE " + table + " ADD COLUMN c" + number + " GENERATED ALWAYS AS (random())";
    case 5:
        return "UPDATE captures SET id = -id; UPDATE bodies SET id = -id";
    case 6:
        return "UPDATE bodies SET " + dice.word({"head", "body", "answer", "note", "sha256", "dechunked", "files"}) + " = " + oddValue(dice);
    case 7:
        return "UPDATE captures SET " + dice.word({"kind", "refusal", "arrived_at", "endpoint", "method", "target", "verdict", "extra", "outcome"})
             + " = " + oddValue(dice);
    case 8:
        return "UPDATE endpoints SET " + dice.word({"path", "description", "triggers", "scheme", "enabled", "reject_invalid", "id"}) + " = "
             + oddValue(dice) + " WHERE id = " + std::to_string(dice.below(3));
    case 9:
        return "UPDATE meta SET value = " + oddValue(dice) + " WHERE key = '" + dice.word({"last_id", "store_id", "removals"}) + "'";
    case 10:
        return "INSERT OR REPLACE INTO endpoints (id, path, description, triggers, scheme, enabled, reject_invalid, answer, forward) VALUES ("
             + number + ", '/any" + number + "', '', '', 'speckle', 1, 0, '" + dice.word({"", "loop\n"}) + "answer 200 file=\"" + file + "\"', '"
             + trap + dice.word({"", " any-certificate", "\nanswer = first-target", "\nsend = all"}) + "')";
    case 11:
        return "UPDATE endpoints SET forward = '" + trap + "', answer = 'redirect 307 to=" + trap + "' WHERE id = 0";
    case 12:
        return "INSERT INTO inbox (capture, endpoint, target, attempts, begun) VALUES (" + dice.word({"1", "2", "-1", "9999"}) + ", "
             + dice.word({"0", "1", "77"}) + ", '" + trap + "', " + oddValue(dice) + ", 0)";
    case 13:
        return "PRAGMA user_version = " + dice.word({"0", "-1", "2", "3", "4", "99"});
    case 14:
        return "PRAGMA journal_mode = DELETE; PRAGMA page_size = " + dice.word({"512", "1024", "65536"}) + "; VACUUM";
    default:
        return "INSERT INTO trash VALUES (" + oddValue(dice) + ", " + oddValue(dice) + ", " + oddValue(dice) + ")";
    }
}

} // namespace

class TestAttackHostileStore : public QObject {
    Q_OBJECT

private:
    /// Answers to requests of all kinds of paths, one after the other.
    static std::string answersOf(std::uint16_t port)
    {
        std::string all;
        for (const char* path : {"/hooks/ci", "/files", "/", "/any1", "/etc/passwd"}) {
            RawClient client(port);
            (void)client.send(std::string("POST ") + path + " HTTP/1.1\r\nHost: h\r\nCookie: mine\r\nContent-Length: 2\r\n\r\n{}");
            const RawAnswer answer = client.readAnswer();
            all += std::to_string(answer.status) + answer.head + answer.body + '\n';
        }
        return all;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void nothingIsSentOrReadForIt_data() { addRounds(12); }
    void nothingIsSentOrReadForIt()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        const Stage stage;
        const Trap trap;
        fs::create_directory(stage.folder.toStdString());
        const QString answers = stage.home.filePath(u"answers"_s);
        fs::create_directory(answers.toStdString());
        const std::string file = answers.toStdString() + "/id_rsa";
        std::ofstream(file) << secret;
        makeHostileStore(stage.path(), {trap.url("/inbox"), {}, trap.url("/forward"), file});
        std::string did;
        for (int deeds = dice.between(1, 4); deeds > 0; --deeds) {
            const std::string sql = deed(dice, trap.url("/deed"), file);
            did += sql + ";\n";
            auto connection = store::Connection::open(stage.path(), store::Connection::Mode::Write);
            QVERIFY(connection);
            (void)connection->execute(sql.c_str()); // what one deed spoils, another may need
        }
        for (const QStringList& command : {QStringList{u"list"_s}, {u"list"_s, u"--json"_s}, {u"show"_s, u"1"_s}, {u"show"_s, u"2"_s, u"--json"_s},
                                           {u"replay"_s, u"1"_s}}) {
            const CliResult result = stage.read(command);
            QVERIFY2(result.exitCode >= 0 && result.exitCode <= 3, (did + result.err.toStdString()).c_str());
            QVERIFY2(!result.out.contains(secret) && !result.err.contains(secret), did.c_str());
            QVERIFY2(!result.out.contains('\x1b') && !result.err.contains('\x1b'), did.c_str());
        }
        for (const QString& command : {u"serve"_s, u"forward"_s}) {
            // Who names a handler agrees to that one, and to nothing that the file says. Nobody listens there.
            const QStringList more = command == u"forward"_s ? QStringList{u"--to"_s, u"http://127.0.0.1:9/"_s} : QStringList{};
            ServeProcess serve(stage.arguments(more + QStringList{u"--answer-folder"_s, answers}), stage.home.path(), {}, command);
            if (!serve.listens()) {
                const CliResult end = serve.wait();
                QVERIFY2(end.exitCode == 3 && end.err.contains(stage.store.toUtf8()), (did + end.err.toStdString()).c_str());
                continue;
            }
            const std::string answered = answersOf(serve.port());
            QVERIFY2(answered.find(secret) == std::string::npos && answered.find("Location:") == std::string::npos, (did + answered).c_str());
            QVERIFY2(answered.find("\n0") == std::string::npos && !answered.starts_with('0'), (did + "no answer: " + answered).c_str());
            const QString fault = faultOfEnd(serve);
            QVERIFY2(fault.isEmpty(), (did + fault.toStdString()).c_str());
        }
        QVERIFY2(!trap.sprung(), did.c_str());
        QVERIFY2(bytesOf(file) == secret, did.c_str());
    }
};

HOOKLOUPE_TEST(TestAttackHostileStore)
#include "tst_attack_hostile_store.moc"
