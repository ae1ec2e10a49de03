// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "wal/log_rewrite.h"
#include "wal/wal_index.h"

#include <QTest>

using namespace hookloupe::wal;
using namespace std::string_literals;

namespace {

constexpr std::uint32_t pageSize = 512;
constexpr std::size_t frameBytes = frameHeaderBytes + pageSize;

ReadBytes reader(const std::string& bytes)
{
    return [&bytes](std::uint64_t offset, std::size_t count) {
        return offset < bytes.size() ? bytes.substr(static_cast<std::size_t>(offset), count) : std::string();
    };
}

LogScan scan(const std::string& log)
{
    return scanLog(reader(log), log.size(), pageSize);
}

std::string rewritten(const std::string& log)
{
    std::string anew;
    const bool done = rewriteLog(reader(log), scan(log), [&](std::string_view bytes) {
        anew += bytes;
        return true;
    });
    return done ? anew : "could not be written"s;
}

/// Writes a log as SQLite does; the frame numbered n is page n, filled with that number.
class LogMaker {
public:
    explicit LogMaker(std::uint32_t firstSalt = 7, ByteOrder order = ByteOrder::Little) : m_order(order)
    {
        appendBigEndian(m_salts, firstSalt);
        appendBigEndian(m_salts, 0xabcdef01);
        appendBigEndian(log, order == ByteOrder::Big ? 0x377f0683 : 0x377f0682);
        appendBigEndian(log, 3007000);
        appendBigEndian(log, pageSize);
        appendBigEndian(log, 0);
        log += m_salts;
        m_sum = checksum(log, {}, order);
        append(m_sum);
    }
    /// Frames of one transaction; without a commit it was taken back.
    LogMaker& transaction(int frames, bool commits = true)
    {
        for (int i = 1; i <= frames; ++i) {
            std::string head;
            appendBigEndian(head, ++m_frames);
            appendBigEndian(head, commits && i == frames ? 1000 : 0);
            const std::string page(pageSize, static_cast<char>(m_frames));
            m_sum = checksum(page, checksum(head, m_sum, m_order), m_order);
            log += head + m_salts;
            append(m_sum);
            log += page;
        }
        return *this;
    }
    /// Beginning the log anew leaves the frames of the one before behind the new ones.
    [[nodiscard]] std::string over(const std::string& earlier) const { return log + earlier.substr(std::min(log.size(), earlier.size())); }

    std::string log;

private:
    void append(Checksum sum)
    {
        appendBigEndian(log, sum.first);
        appendBigEndian(log, sum.second);
    }
    const ByteOrder m_order;
    std::string m_salts;
    Checksum m_sum;
    std::uint32_t m_frames = 0;
};

std::size_t frameAt(int number) { return logHeaderBytes + static_cast<std::size_t>(number - 1) * frameBytes; }

std::string withFlip(std::string log, std::size_t at)
{
    log[at] = static_cast<char>(log[at] ^ 4);
    return log;
}

std::vector<std::int64_t> numbersOf(const LogScan& scan)
{
    std::vector<std::int64_t> numbers;
    for (const LogFrame& frame : scan.whole)
        numbers.push_back(frame.number);
    return numbers;
}

using Numbers = std::vector<std::int64_t>;

} // namespace

class TestWal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWholeLogIsPlayedToItsEnd()
    {
        for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
            const std::string log = LogMaker(7, order).transaction(2).transaction(1).transaction(3).log;
            const LogScan found = scan(log);
            QVERIFY(found.headerGood);
            QVERIFY(!found.damaged());
            QCOMPARE(found.played, 6);
            QCOMPARE(found.firstBad, 0);
            QCOMPARE(numbersOf(found), (Numbers{1, 2, 3, 4, 5, 6}));
            QVERIFY(rewritten(log) == log);
        }
    }

    void whatAKilledProgramLeavesIsNoDamage_data()
    {
        QTest::addColumn<QByteArray>("log");
        const auto row = [](const char* name, const std::string& log) {
            QTest::newRow(name) << QByteArray(log.data(), static_cast<qsizetype>(log.size()));
        };
        const LogMaker two = LogMaker().transaction(2).transaction(2);
        row("nothing", "");
        row("the header alone", LogMaker().log);
        row("a transaction without its end", LogMaker(two).transaction(3, false).log);
        row("half a frame", LogMaker(two).transaction(1).log.substr(0, two.log.size() + 100));
        row("a frame's head, and behind it what stood there", [&] {
            const std::string next = LogMaker(two).transaction(2).log;
            return two.log + next.substr(two.log.size(), frameHeaderBytes) + std::string(pageSize + frameBytes, 'o');
        }());
        row("frames of an earlier generation", two.over(LogMaker(6).transaction(9).log));
        row("a new header, and no frame yet", LogMaker(8).over(two.log));
        // A long transaction writes into the log before it ends; taken back, a shorter one is written over its start.
        row("the rest of a transaction that was taken back",
            LogMaker(two).transaction(2).over(LogMaker(two).transaction(6, false).log.replace(two.log.size() + 50, 1, "x")));
    }
    void whatAKilledProgramLeavesIsNoDamage()
    {
        QFETCH(const QByteArray, log);
        QVERIFY(!scan(log.toStdString()).damaged());
    }

    void aDamagedFrameIsTheOnlyOneThatIsLost_data()
    {
        QTest::addColumn<int>("at"); // of the frame
        QTest::addColumn<bool>("lost");
        QTest::newRow("a byte of its page") << 300 << true;
        QTest::newRow("its page's number") << 3 << true;
        QTest::newRow("whether it ends a transaction") << 7 << true;
        QTest::newRow("its salt, which no checksum covers") << 9 << false;
        QTest::newRow("its checksum, which the next one goes on from") << 17 << false;
    }
    void aDamagedFrameIsTheOnlyOneThatIsLost()
    {
        QFETCH(const int, at);
        QFETCH(const bool, lost);
        const std::string log = LogMaker().transaction(2).transaction(2).transaction(2).log;
        const std::string damaged = withFlip(log, frameAt(4) + static_cast<std::size_t>(at));
        const LogScan found = scan(damaged);
        QVERIFY(found.damaged());
        QCOMPARE(found.played, 2);
        QCOMPARE(found.firstBad, 4);
        QCOMPARE(numbersOf(found), lost ? (Numbers{1, 2, 3, 5, 6}) : (Numbers{1, 2, 3, 4, 5, 6}));
        const std::string anew = rewritten(damaged);
        if (!lost)
            QVERIFY(anew == log);
        const LogScan again = scan(anew);
        QVERIFY(!again.damaged());
        QCOMPARE(again.played, lost ? 5 : 6);
    }

    void everyFlippedBitInFrontOfACommitIsNoticed()
    {
        const std::string log = LogMaker().transaction(1).transaction(2).transaction(1).log;
        for (std::size_t at = 0; at < frameAt(4); ++at) {
            const LogScan found = scan(withFlip(log, at));
            QVERIFY2(found.damaged(), std::to_string(at).c_str());
            QVERIFY2(found.whole.size() >= 3, std::to_string(at).c_str());
        }
    }

    void aDamagedHeaderIsMadeAnewFromTheFrames_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("bytes");
        QTest::newRow("magic") << 0 << 4;
        QTest::newRow("version") << 4 << 4;
        QTest::newRow("page size") << 8 << 4;
        QTest::newRow("salts") << 16 << 8;
        QTest::newRow("all but its checksum") << 0 << 24;
    }
    void aDamagedHeaderIsMadeAnewFromTheFrames()
    {
        QFETCH(const int, from);
        QFETCH(const int, bytes);
        for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
            const std::string earlier = LogMaker(6, order).transaction(9).log;
            const std::string log = LogMaker(7, order).transaction(2).transaction(2).log;
            std::string damaged = LogMaker(7, order).transaction(2).transaction(2).over(earlier);
            damaged.replace(static_cast<std::size_t>(from), static_cast<std::size_t>(bytes), std::string(static_cast<std::size_t>(bytes), '\x55'));
            const LogScan found = scan(damaged);
            QVERIFY(found.damaged());
            QVERIFY(!found.headerGood);
            QCOMPARE(numbersOf(found), (Numbers{1, 2, 3, 4}));
            QVERIFY(rewritten(damaged) == log);
        }
    }

    void aHeaderWhoseChecksumIsGoneCostsTheFirstFrame()
    {
        std::string log = LogMaker().transaction(1).transaction(1).log;
        log.replace(0, logHeaderBytes, std::string(logHeaderBytes, '\0'));
        const LogScan found = scan(log);
        QVERIFY(found.damaged());
        QCOMPARE(numbersOf(found), (Numbers{2}));
    }

    void aLogOfNothingOfOursIsDamagedAndHasNoFrame()
    {
        for (const std::string& log : {"x"s, std::string(31, 'x'), std::string(5000, 'x'), std::string(5000, '\0')}) {
            QVERIFY(scan(log).damaged());
            QVERIFY(scan(log).whole.empty());
            QVERIFY(rewritten(log).empty());
        }
    }

    void framesBehindTheLastCommitAreNotWrittenAnew()
    {
        const LogMaker two = LogMaker().transaction(2);
        QVERIFY(rewritten(LogMaker(two).transaction(3, false).log) == two.log);
    }

    void theIndexTellsHowMuchWasInTheLog()
    {
        std::string copy;
        for (const std::uint32_t word : {3007000u, 0u, 5u, 0x02000001u, 200u, 40u, 1u, 2u})
            appendNative(copy, word);
        copy += "saltsalt";
        const Checksum sum = checksum(copy, {}, ByteOrder::Little);
        appendNative(copy, sum.first);
        appendNative(copy, sum.second);
        std::string bytes = copy + copy;
        appendNative(bytes, 150);
        bytes.resize(walIndexHeaderBytes, '\0');
        const auto index = readWalIndex(bytes);
        QVERIFY(index);
        QCOMPARE(*index, (WalIndex{200, 150, "saltsalt"}));
        for (std::size_t at = 0; at < 96; ++at)
            QVERIFY2(!readWalIndex(withFlip(bytes, at)), std::to_string(at).c_str());
        QVERIFY(!readWalIndex(bytes.substr(0, 100)));
        QVERIFY(!readWalIndex({}));
    }

private:
    static void appendNative(std::string& bytes, std::uint32_t value)
    {
        for (const int shift : {0, 8, 16, 24})
            bytes += static_cast<char>(value >> shift & 0xff);
    }
};

HOOKLOUPE_TEST(TestWal)
#include "tst_wal.moc"
