// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "replay/bulk.h"

#include "support/receiver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::client;
using namespace hookloupe::replay;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

/// Answers each request at once with the status its target names ("/503"), or not ("/hang"), and notes targets and times.
class Handler : public Receiver {
public:
    Handler() : Receiver({}, false)
    {
        m_clock.start();
        answerFor = [this](const QByteArray& request) { return answerOf(request); };
    }
    [[nodiscard]] qint64 now() const { return m_clock.elapsed(); } ///< ms
    [[nodiscard]] int hanging() const { return static_cast<int>(silent.size()); }
    void answerHanging() { answerSilent("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"); }

    QStringList targets;
    std::vector<qint64> times; ///< of now()
    int mostHanging = 0;

private:
    QByteArray answerOf(const QByteArray& request)
    {
        const QString target = QString::fromLatin1(request.split(' ').value(1));
        targets << target;
        times.push_back(m_clock.elapsed());
        if (target.contains(u"hang"_s)) {
            mostHanging = std::max(mostHanging, hanging() + 1);
            return {};
        }
        return "HTTP/1.1 " + target.section(u'/', 1, 1).toLatin1() + " X\r\nContent-Length: 0\r\n\r\n";
    }

    QElapsedTimer m_clock;
};

/// Makes items for the targets given and counts how many are there at a time.
struct Maker {
    explicit Maker(const Handler& receiver, QStringList all) : port(receiver.serverPort()), targets(std::move(all)) {}

    [[nodiscard]] BulkRun::Make make()
    {
        return [this](std::size_t index, const BulkRun::Give& give) {
            ++made;
            const QString target = targets.at(static_cast<qsizetype>(index));
            if (target == u"gone"_s)
                return give(Error{ErrorCode::NotFound, "7"});
            BulkItem item;
            item.shipment.url = *parseUrl("http://127.0.0.1:" + std::to_string(port));
            item.shipment.head = "GET " + target.toStdString() + " HTTP/1.1\r\nHost: x\r\n\r\n";
            if (index < arrivals.size())
                item.arrivedAt = UtcTime(arrivals[index]);
            if (!later)
                return give(std::move(item));
            QMetaObject::invokeMethod(&context, [give, item = std::move(item)] { give(item); }, Qt::QueuedConnection);
        };
    }

    quint16 port;
    QStringList targets;
    std::vector<std::chrono::milliseconds> arrivals;
    bool later = false;
    int made = 0;
    QObject context;
};

BulkProgress ran(BulkRun& run)
{
    QSignalSpy spy(&run, &BulkRun::finished);
    run.start();
    if (!spy.wait(30'000))
        qFatal("the run does not end");
    return run.progress();
}

QStringList numbered(int count)
{
    QStringList targets;
    for (int i = 0; i < count; ++i)
        targets << u"/200/%1"_s.arg(i);
    return targets;
}

} // namespace

class TestBulk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void allAreSentInOrder_data()
    {
        QTest::addColumn<bool>("later");
        QTest::newRow("made at once") << false;
        QTest::newRow("made later") << true;
    }
    void allAreSentInOrder()
    {
        QFETCH(bool, later);
        Handler receiver;
        Maker maker(receiver, numbered(50));
        maker.later = later;
        BulkRun run({.items = 50, .times = 2}, maker.make());
        std::vector<std::size_t> indexes;
        connect(&run, &BulkRun::sent, this, [&](const BulkResult& result) {
            QVERIFY(result.good);
            QCOMPARE(result.round, indexes.size() < 50 ? 0 : 1);
            indexes.push_back(result.index);
        });
        QCOMPARE(ran(run), (BulkProgress{.total = 100, .done = 100}));
        QCOMPARE(receiver.targets, numbered(50) + numbered(50));
        QCOMPARE(indexes.size(), std::size_t(100));
        QVERIFY(std::is_sorted(indexes.begin(), indexes.begin() + 50));
        QCOMPARE(receiver.connections, 1); // kept
    }

    void nothingIsDoneAtOnce()
    {
        Handler receiver;
        Maker maker(receiver, {});
        BulkRun run({}, maker.make());
        QCOMPARE(ran(run), BulkProgress());
    }

    void asManyAsAllowedAreUnderWayAndOneMoreIsMade()
    {
        Handler receiver;
        Maker maker(receiver, QStringList(20, u"/hang"_s));
        BulkRun run({.items = 20, .parallel = 4}, maker.make());
        QSignalSpy finished(&run, &BulkRun::finished);
        run.start();
        while (finished.isEmpty()) {
            QTRY_VERIFY(receiver.hanging() == 4 || !finished.isEmpty());
            QVERIFY(maker.made <= int(run.progress().done) + 5);
            receiver.answerHanging();
        }
        QCOMPARE(receiver.mostHanging, 4);
        QCOMPARE(run.progress().done, std::size_t(20));
        QCOMPARE(receiver.connections, 4);
    }

    void aFailureStopsIfAsked_data()
    {
        QTest::addColumn<bool>("stop");
        QTest::addColumn<QString>("bad");
        for (const bool stop : {true, false}) {
            QTest::addRow("answer, %s", stop ? "stop" : "go on") << stop << u"/500/x"_s;
            QTest::addRow("not made, %s", stop ? "stop" : "go on") << stop << u"gone"_s;
        }
    }
    void aFailureStopsIfAsked()
    {
        QFETCH(bool, stop);
        QFETCH(QString, bad);
        Handler receiver;
        Maker maker(receiver, {u"/200/1"_s, bad, u"/200/2"_s});
        BulkRun run({.items = 3, .stopOnFailure = stop}, maker.make());
        std::vector<BulkResult> results;
        connect(&run, &BulkRun::sent, this, [&](const BulkResult& result) { results.push_back(result); });
        const BulkProgress progress = ran(run);
        QCOMPARE(progress.done, std::size_t(stop ? 2 : 3));
        QCOMPARE(progress.failed, std::size_t(1));
        QCOMPARE(progress.stopped, stop);
        QVERIFY(!results.at(1).good);
        QCOMPARE(results.at(1).error.has_value(), bad == u"gone"_s);
        QCOMPARE(receiver.targets.contains(u"/200/2"_s), !stop);
    }

    void whatIsGoodCanBeSaid()
    {
        Handler receiver;
        Maker maker(receiver, {u"/404/1"_s, u"/200/2"_s});
        BulkRun run({.items = 2}, maker.make());
        run.setGood([](const Delivery& delivery) { return delivery.status == 404; });
        QCOMPARE(ran(run).failed, std::size_t(1));
    }

    void cancellingBreaksOffWhatIsUnderWay()
    {
        Handler receiver;
        Maker maker(receiver, QStringList(10, u"/hang"_s));
        BulkRun run({.items = 10, .parallel = 3}, maker.make());
        QSignalSpy finished(&run, &BulkRun::finished);
        run.start();
        QTRY_COMPARE(receiver.hanging(), 3);
        run.cancel();
        QCOMPARE(finished.size(), 1);
        QCOMPARE(run.progress(), (BulkProgress{.total = 10, .underWay = 3, .cancelled = true}));
        run.cancel();
        QCOMPARE(finished.size(), 1);
        QTRY_COMPARE(receiver.findChildren<QTcpSocket*>().size(), 0); // hung up
        QCOMPARE(receiver.targets.size(), 3);
    }

    void aResultMayCancelOrEndTheRun()
    {
        Handler receiver;
        Maker maker(receiver, numbered(10));
        auto run = std::make_unique<BulkRun>(BulkPlan{.items = 10}, maker.make());
        connect(run.get(), &BulkRun::sent, this, [&](const BulkResult&) { run->cancel(); });
        QVERIFY(ran(*run).cancelled);
        QCOMPARE(run->progress().done, std::size_t(1));
        run = std::make_unique<BulkRun>(BulkPlan{.items = 10}, maker.make());
        connect(run.get(), &BulkRun::sent, this, [&](const BulkResult&) { run.reset(); });
        run->start();
        QTRY_VERIFY(!run);
    }

    // Of times only what cannot be sooner is held against a bound: the schedule counts from the first one's start.

    void aFixedRateIsKept()
    {
        Handler receiver;
        Maker maker(receiver, numbered(11));
        BulkRun run({.items = 11, .pace = Pace::FixedRate, .perSecond = 50}, maker.make());
        const qint64 start = receiver.now();
        (void)ran(run);
        QVERIFY(receiver.times.back() - start >= 199); // 200, and rounding
    }

    void theGapsAreThoseOfTheArrivals()
    {
        Handler receiver;
        Maker maker(receiver, numbered(4));
        maker.arrivals = {1000ms, 1120ms, 1000ms, 1240ms}; // the third one back in time: at once
        BulkRun run({.items = 4, .pace = Pace::OriginalGaps}, maker.make());
        const qint64 start = receiver.now();
        (void)ran(run);
        QVERIFY(receiver.times.at(1) - start >= 119);
        QVERIFY(receiver.times.at(3) - start >= 359);
    }
};

HOOKLOUPE_TEST(TestBulk)
#include "tst_bulk.moc"
