// SPDX-License-Identifier: GPL-3.0-or-later
// Requests with faults at random places, and bytes that are no requests.
#include "support/test_main.h"
#include "stage.h"
#include "support/hostile_requests.h"
#include "support/hostile_store.h"
#include "support/raw_client.h"

#include "store/reader.h"

#include <QRegularExpression>

#include <algorithm>
#include <set>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Names the request of that number; wherever it is cut or changed, most of it stays.
std::string marker(int number)
{
    return "mark" + std::to_string(100'000 + number) + "x";
}

std::string field(Dice& dice)
{
    const std::string name = dice.word({"Content-Length", "Transfer-Encoding", "Host", "Connection", "Expect", "X-A", "Upgrade", "TE", "Trailer",
                                        "content-length ", "Content_Length", "\tX", "Cookie", "Range", "Authorization", "X-Forwarded-For", ":path", ""});
    const std::string value = dice.word({"0", "5", "-1", "+5", "5, 5", "99999999999999999999", "chunked", "gzip, chunked", "chunked, chunked", "close",
                                         "keep-alive, x", "100-continue", "h2c", "a b", "\"", "", "\x7f", "[::1", "h:99999", "Basic eA==", "bytes=0-"});
    return name + dice.word({": ", ":", " : ", ":\t"}) + value + dice.word({"\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n "});
}

/// A request that may be good or not.
std::string malformed(Dice& dice, int number)
{
    if (dice.chance(5))
        return (dice.chance(50) ? marker(number) : std::string()) + dice.bytes(1 + dice.below(300)); // kept up to its first fault
    if (dice.chance(5))
        return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + dice.bytes(dice.below(50)); // known by its first line
    std::string all = dice.word({"POST", "GET", "post", "P\x80ST", "CONNECT", "OPTIONS", "", "POST ", "HEAD"}) + dice.word({" ", " ", " ", "  ", "\t"})
        + dice.word({"/", "http://h/", "*", "//", "/%00", "/%zz", "/\xff", "/a b", "/?", "h:1", "/../"}) + marker(number)
        + dice.word({" HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/1.0", " HTTP/2.0", " HTTP/1.10", "", " http/1.1", " HTTP/1.1 x"})
        + dice.word({"\r\n", "\r\n", "\r\n", "\n", "\r"});
    if (dice.chance(85))
        all += "Host: h\r\n";
    for (auto fields = dice.below(5); fields > 0; --fields)
        all += field(dice);
    if (dice.chance(5))
        all += "X-Long: " + std::string(dice.below(100'000), 'l') + "\r\n";
    all += dice.word({"\r\n", "\r\n", "\r\n", "\n\n", "\r", ""});
    all += dice.word({"", "hello", "5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\r\nX: 1\r\n\r\n", "ffffffffffffffff\r\n", "-5\r\n", "5;a=\"\r\nhello", "\r\n\r\n"});
    for (auto bits = dice.chance(30) ? dice.below(4) : 0; bits > 0; --bits)
        all[dice.below(all.size())] ^= static_cast<char>(1 << dice.below(8));
    return all;
}

} // namespace

class TestAttackRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    /// All attacks go by it.
    void theLedgerSeesWhatIsMissingDoubledOrChanged_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("wrong");
        QTest::newRow("nothing") << QByteArray("SELECT 1") << false;
        QTest::newRow("missing") << QByteArray("DELETE FROM captures WHERE id = 2; DELETE FROM bodies WHERE id = 2") << true;
        QTest::newRow("changed") << QByteArray("UPDATE bodies SET body = body || x'00' WHERE id = 2") << true;
        QTest::newRow("another head") << QByteArray("UPDATE bodies SET head = replace(head, 'Host', 'HosT') WHERE id = 2") << true;
        QTest::newRow("doubled") << QByteArray("UPDATE bodies SET (head, body) = (SELECT head, body FROM bodies WHERE id = 4) WHERE id = 3") << true;
    }
    void theLedgerSeesWhatIsMissingDoubledOrChanged()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, wrong);
        Dice dice(1);
        const Stage stage;
        Ledger ledger;
        {
            ServeProcess serve(stage.arguments(), stage.home.path());
            QVERIFY(serve.listens());
            for (int number = 0; number < 3; ++number)
                QCOMPARE(post(serve.port(), ledger, randomRequest(dice, "ledger", number, 100)), 200);
            // One whose answer was lost: it may be there once.
            const std::string cut = randomRequest(dice, "ledger", 3, 100);
            QCOMPARE(post(serve.port(), ledger, cut), 200);
            ledger.answered(cut, 0);
            QVERIFY(faultOfEnd(serve).isEmpty());
        }
        runSql(stage.path(), sql.toStdString());
        QCOMPARE(ledger.faultsIn(stage.path()).isEmpty(), !wrong);
    }

    void whateverComesIsAnsweredOrEndedAndKept_data() { addRounds(4); }
    void whateverComesIsAnsweredOrEndedAndKept()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        constexpr int many = 120;
        const Stage stage;
        Ledger ledger;
        ServeProcess serve(stage.arguments({u"--limit"_s, u"refused-deadline=50ms"_s}), stage.home.path());
        QVERIFY(serve.listens());
        const auto known = hostileRequests();
        std::vector<std::string> sent;
        for (int number = 0; number < many; ++number) {
            std::string bytes = malformed(dice, number);
            if (dice.chance(20)) { // one behind a known one, on the same connection
                bytes = dice.one(known).bytes + bytes;
                sent.emplace_back();
            } else {
                sent.push_back(bytes);
            }
            RawClient client(serve.port());
            (void)client.sendInPieces(bytes, dice.chance(20) ? 1 + dice.below(50) : bytes.size());
            const bool reset = dice.chance(10);
            if (reset)
                client.reset();
            else
                client.halfClose();
            if (!reset) {
                const auto answer = client.readToEnd();
                QVERIFY2(answer, ("neither answered nor ended: " + bytes).c_str());
                QVERIFY2(answer->empty() || answer->starts_with("HTTP/1.1 "), (bytes + "\n→ " + *answer).c_str());
            } else {
                sent.back().clear(); // it may be gone before it was read
            }
            if (number % 5 == 0)
                QCOMPARE(post(serve.port(), ledger, randomRequest(dice, "good", number, 1'000)), 200);
        }
        const QString fault = faultOfEnd(serve);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
        const QString faults = ledger.faultsIn(stage.path());
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
        std::string kept;
        const auto reader = store::Reader::open(stage.path());
        const auto ids = (*reader)->ids({});
        for (const CaptureId id : *ids) {
            const auto capture = (*reader)->capture(id);
            kept += (*capture)->head + (*capture)->body + '\n';
        }
        for (int number = 0; number < many; ++number) {
            const std::string& bytes = sent[static_cast<std::size_t>(number)];
            if (bytes.find(marker(number)) != std::string::npos)
                QVERIFY2(kept.find(marker(number)) != std::string::npos, ("not kept: " + bytes).c_str());
        }
    }
};

HOOKLOUPE_TEST(TestAttackRequests)
#include "tst_attack_requests.moc"
