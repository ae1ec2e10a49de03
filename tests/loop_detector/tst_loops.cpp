// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "crypto/hmac.h"
#include "loop_detector/loop_detector.h"
#include "speckle/analysis.h"
#include "support/wire_file.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

#include <numeric>
#include <set>

using namespace hookloupe;
using namespace hookloupe::loop_detector;
using namespace std::chrono_literals;
using namespace std::string_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A detector and what it said, fed by short words.
class Stream {
public:
    explicit Stream(const Limits& limits = {}) : m_detector(limits) {}

    /// A request of project "p" by user "u" with a body of its own, unless told otherwise.
    Fact& next(Micros later, const std::string& event)
    {
        m_at += later;
        m_fact = {};
        m_fact.at = m_at;
        m_fact.capture = CaptureId{++m_id};
        m_fact.project = "p";
        m_fact.event = event;
        m_fact.actor = "u";
        m_fact.model = "m" + std::to_string(m_id);
        m_fact.contentSha256 = digestOf(std::to_string(m_id));
        return m_fact;
    }
    void feed()
    {
        keep(m_detector.add(m_fact));
    }
    void feed(Micros later, const std::string& event)
    {
        next(later, event);
        feed();
    }
    void wait(Micros time)
    {
        m_at += time;
        keep(m_detector.advance(m_at));
    }
    void keep(std::vector<Change> changes)
    {
        for (auto& change : changes) {
            if (change.kind == ChangeKind::Raised)
                raised.push_back(change.alarm);
            else if (change.kind == ChangeKind::Over)
                over.push_back(change.alarm);
            else
                last = change.alarm;
        }
    }
    static std::string digestOf(const std::string& body) { return crypto::digest(crypto::HashAlgorithm::Sha256, body); }

    [[nodiscard]] LoopDetector& detector() { return m_detector; }
    [[nodiscard]] Micros now() const { return m_at; }

    std::vector<Alarm> raised;
    std::vector<Alarm> over;
    Alarm last;

private:
    LoopDetector m_detector;
    Fact m_fact;
    Micros m_at{1s};
    std::int64_t m_id = 0;
};

Fact factOf(const test::WireFile& file)
{
    const EventFacts facts = speckle::factsOf(file.body);
    Fact fact;
    fact.project = facts.streamId;
    fact.event = facts.wireName;
    fact.actor = facts.userId;
    fact.model = facts.modelId;
    if (file.hasBody)
        fact.contentSha256 = Stream::digestOf(file.body);
    return fact;
}

/// The last moment that a recorded body names: of its event or a little before.
Micros recordedTime(const std::string& body)
{
    static const QRegularExpression moment(u"\"(?:updatedAt|createdAt)\":\"([0-9T:.-]+Z)\""_s);
    qint64 latest = 0;
    auto found = moment.globalMatch(QString::fromStdString(body));
    while (found.hasNext())
        latest = std::max(latest, QDateTime::fromString(found.next().captured(1), Qt::ISODateWithMs).toMSecsSinceEpoch());
    return std::chrono::milliseconds(latest);
}

} // namespace

class TestLoops : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void oneEventFasterThanTheRateIsALoop_data()
    {
        QTest::addColumn<int>("events");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("pace"); // ms
        QTest::addColumn<bool>("alarm");
        QTest::newRow("the default, just fast enough") << 30 << 60 << 2000 << true;
        QTest::newRow("the default, just too slow") << 30 << 60 << 2100 << false;
        QTest::newRow("a burst") << 30 << 60 << 1 << true;
        QTest::newRow("twice an hour") << 30 << 60 << 1'800'000 << false;
        QTest::newRow("a low limit") << 4 << 10 << 3000 << true;
        QTest::newRow("a low limit, slower") << 4 << 10 << 3400 << false;
        QTest::newRow("a high limit") << 1000 << 3600 << 3600 << true;
        QTest::newRow("a high limit, slower") << 1000 << 3600 << 3700 << false;
    }
    void oneEventFasterThanTheRateIsALoop()
    {
        QFETCH(int, events);
        QFETCH(int, seconds);
        QFETCH(int, pace);
        QFETCH(bool, alarm);
        Stream stream({.events = events, .span = std::chrono::seconds(seconds)});
        for (int i = 0; i < 2 * events; ++i)
            stream.feed(std::chrono::milliseconds(pace), "stream_update");
        QCOMPARE(stream.raised.size(), std::size_t{alarm ? 1U : 0U});
        if (!alarm)
            return;
        const Reason& reason = stream.raised.front().reason;
        QCOMPARE(reason.rule, Rule::Rate);
        QCOMPARE(reason.event, "stream_update"s);
        QCOMPARE(reason.project, "p"s);
        QCOMPARE(reason.count, std::int64_t{events});
        QCOMPARE(reason.span, Micros(std::chrono::milliseconds(pace)) * (events - 1));
        QCOMPARE(stream.raised.front().captures.back(), CaptureId{events});
        QCOMPARE(stream.raised.front().captures.size(), std::min<std::size_t>(Alarm::mostCaptures, static_cast<std::size_t>(events)));
        const auto& history = stream.raised.front().history;
        QCOMPARE(std::accumulate(history.begin(), history.end(), 0), events);
    }

    void otherProjectsEventsAndEndpointsCountForThemselves()
    {
        Stream stream;
        for (int i = 0; i < 20; ++i) {
            for (int which = 0; which < 4; ++which) {
                Fact& fact = stream.next(10ms, which == 1 ? "branch_update" : "stream_update");
                fact.project = which == 2 ? "q" : "p";
                fact.endpoint = EndpointId{which == 3 ? 7 : 0};
                fact.event += which == 1 ? std::to_string(i) : ""; // never two in turn
                stream.feed();
            }
        }
        QVERIFY(stream.raised.empty());
    }

    void twoEventsThatTakeTurnsAreALoop()
    {
        Stream stream;
        for (int i = 0; i < 8; ++i) {
            stream.feed(3s, "stream_update");
            stream.feed(500ms, "comment_created");
        }
        QCOMPARE(stream.raised.size(), std::size_t{1});
        const Reason& reason = stream.raised.front().reason;
        QCOMPARE(reason.rule, Rule::TwoEvents);
        QCOMPARE((std::set{reason.event, reason.otherEvent}), (std::set{"stream_update"s, "comment_created"s}));
        QCOMPARE(reason.count, std::int64_t{16});
        QCOMPARE(stream.raised.front().captures.size(), std::size_t{16});
    }

    void aThirdEventBetweenEndsTheTurns()
    {
        Stream stream;
        for (int i = 0; i < 12; ++i) {
            stream.feed(100ms, "stream_update");
            stream.feed(100ms, "comment_created");
            if (i % 6 == 5)
                stream.feed(100ms, "branch_delete");
        }
        QVERIFY(stream.raised.empty());
    }

    void sendingManyModelsIsNoLoop()
    {
        Stream stream;
        for (int i = 0; i < 25; ++i) {
            stream.feed(1s, "branch_create");
            stream.feed(1s, "commit_create"); // each into a model of its own
        }
        QVERIFY(stream.raised.empty());
    }

    void oneUserWhoMakesVersionAfterVersionOfOneModelIsALoop()
    {
        Stream stream;
        for (int i = 0; i < 15; ++i) {
            QVERIFY(stream.raised.empty());
            stream.next(4s, "commit_create").model = "facade"; // a handler that needs 3 s, and Speckle's own second
            stream.feed();
        }
        QCOMPARE(stream.raised.size(), std::size_t{1});
        QCOMPARE(stream.raised.front().reason.rule, Rule::SameActor);
        QCOMPARE(stream.raised.front().reason.actor, "u"s);
        QCOMPARE(stream.raised.front().reason.model, "facade"s);
        QCOMPARE(stream.raised.front().reason.count, std::int64_t{15});
    }

    void aBuildOrAConnectorThatSendsVersionAfterVersionIsNone()
    {
        Stream jobs; // twelve of one build, at once
        for (int i = 0; i < 12; ++i) {
            jobs.next(200ms, "commit_create").model = "main";
            jobs.feed();
        }
        QVERIFY(jobs.raised.empty());
        Stream connector; // sends by itself whenever the script is recomputed, all day long
        for (int i = 0; i < 500; ++i) {
            connector.next(5s, "commit_create").model = "facade";
            connector.feed();
        }
        QVERIFY(connector.raised.empty());
    }

    void severalUsersWhoWorkOnOneModelAreNone()
    {
        Stream stream;
        for (int i = 0; i < 28; ++i) {
            Fact& fact = stream.next(2s, "commit_create");
            fact.model = "facade";
            fact.actor = "user" + std::to_string(i % 2);
            stream.feed();
        }
        QVERIFY(stream.raised.empty());
    }

    void theSameBodyAgainAndAgainIsALoop()
    {
        Stream stream;
        for (int i = 0; i < 10; ++i) {
            stream.next(5s, {}).contentSha256 = Stream::digestOf("same"); // no Speckle event
            stream.feed();
        }
        QCOMPARE(stream.raised.size(), std::size_t{1});
        QCOMPARE(stream.raised.front().reason.rule, Rule::SameBody);
        QCOMPARE(stream.raised.front().reason.count, std::int64_t{10});
    }

    void aFewIdenticalDeliveriesAreLegitimate()
    {
        Stream stream;
        for (int i = 0; i < 9; ++i) {
            stream.next(100ms, "comment_created").contentSha256 = Stream::digestOf("same");
            stream.feed();
        }
        QVERIFY(stream.raised.empty());
    }

    void whoReceivesManyModelsSendsTheSameAgainAndAgain()
    {
        Stream stream;
        for (int i = 0; i < 29; ++i) {
            stream.next(500ms, "commit_receive").contentSha256 = Stream::digestOf("same");
            stream.feed();
        }
        QVERIFY(stream.raised.empty());
        // A handler that receives in answer to a receiving does not stop at that.
        stream.next(500ms, "commit_receive").contentSha256 = Stream::digestOf("same");
        stream.feed();
        QCOMPARE(stream.raised.size(), std::size_t{1});
        QCOMPARE(stream.raised.front().reason.rule, Rule::Rate);
    }

    void requestsWithoutABodySayNothing()
    {
        Stream stream;
        for (int i = 0; i < 100; ++i) {
            stream.next(10ms, {}).contentSha256.clear();
            stream.feed();
        }
        QVERIFY(stream.raised.empty());
        QCOMPARE(stream.detector().size(), std::size_t{0});
    }

    void eventsThatFollowTheUsersReplaysAreALoop()
    {
        Stream stream;
        for (int i = 0; i < 5; ++i) {
            stream.next(8s, "comment_created").replay = true;
            stream.feed();
            stream.feed(2s, "comment_created");
        }
        QCOMPARE(stream.raised.size(), std::size_t{1});
        QCOMPARE(stream.raised.front().reason.rule, Rule::OwnReplays);
        QCOMPARE(stream.raised.front().reason.count, std::int64_t{5});
        QCOMPARE(stream.raised.front().captures.size(), std::size_t{10});
    }

    void replaysThatNothingFollowsAreNone_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<int>("after"); // ms; 0 = never
        QTest::newRow("nothing comes") << u"comment_created"_s << 0;
        QTest::newRow("another event") << u"branch_create"_s << 1000;
        QTest::newRow("too late") << u"comment_created"_s << 11'000;
    }
    void replaysThatNothingFollowsAreNone()
    {
        QFETCH(QString, event);
        QFETCH(int, after);
        Stream stream({.events = 30, .span = 600s});
        for (int i = 0; i < 9; ++i) {
            stream.next(1s, "comment_created").replay = true;
            stream.feed();
            if (after > 0)
                stream.feed(std::chrono::milliseconds(after), event.toStdString());
        }
        QVERIFY(stream.raised.empty());
    }

    void whatTheUserReplaysToAnOwnEndpointIsNone_data()
    {
        QTest::addColumn<bool>("replayFirst");
        QTest::newRow("stored before it arrives") << true;
        QTest::newRow("stored when its answer came") << false;
    }
    void whatTheUserReplaysToAnOwnEndpointIsNone()
    {
        QFETCH(bool, replayFirst);
        Stream stream;
        for (int i = 0; i < 300; ++i) { // four events in bulk, over and over
            for (const bool first : {true, false}) {
                const std::string event = i % 2 ? "commit_create" : "stream_update";
                Fact& fact = stream.next(10ms, event);
                fact.model = "facade";
                fact.contentSha256 = Stream::digestOf("body" + std::to_string(i % 4));
                fact.replay = first == replayFirst;
                stream.feed();
            }
        }
        QVERIFY(stream.raised.empty());
    }

    void anAlarmIsRaisedOnceAndOverWhenItIsCalm()
    {
        Stream stream;
        for (int i = 0; i < 60; ++i) {
            stream.feed(1s, "stream_update");
            stream.wait(0s);
        }
        QCOMPARE(stream.raised.size(), std::size_t{1});
        QVERIFY(stream.over.empty());
        QCOMPARE(stream.last.number, stream.raised.front().number);
        QCOMPARE(stream.last.reason.count, std::int64_t{60});
        stream.wait(40s); // 20 of 30 are left: below the limit, but not calm
        QVERIFY(stream.over.empty());
        stream.wait(10s); // 10 of 30
        QCOMPARE(stream.over.size(), std::size_t{1});
        QCOMPARE(stream.over.front().number, stream.raised.front().number);
        QVERIFY(!stream.detector().hasAlarms());
        for (int i = 0; i < 60; ++i)
            stream.feed(1s, "stream_update");
        QCOMPARE(stream.raised.size(), std::size_t{2});
        QVERIFY(stream.raised.back().number > stream.raised.front().number);
    }

    void oneLoopIsOneAlarmAlsoIfSeveralRulesFire()
    {
        Stream stream;
        for (int i = 0; i < 200; ++i) {
            Fact& fact = stream.next(100ms, "commit_create");
            fact.model = "facade";
            fact.contentSha256 = Stream::digestOf("same");
            stream.feed();
        }
        QCOMPARE(stream.raised.size(), std::size_t{1});
    }

    void anEndpointThatIsForgottenStartsAnew()
    {
        Stream stream;
        for (int i = 0; i < 30; ++i)
            stream.feed(10ms, "stream_update");
        stream.keep(stream.detector().forget(EndpointId{3}));
        QVERIFY(stream.over.empty());
        stream.keep(stream.detector().forget(catchAllEndpoint));
        QCOMPARE(stream.over.size(), std::size_t{1});
        QCOMPARE(stream.detector().size(), std::size_t{0});
        for (int i = 0; i < 29; ++i)
            stream.feed(10ms, "stream_update");
        QCOMPARE(stream.raised.size(), std::size_t{1});
        stream.feed(10ms, "stream_update");
        QCOMPARE(stream.raised.size(), std::size_t{2});
        stream.keep(stream.detector().forgetAll());
        QCOMPARE(stream.over.size(), std::size_t{2});
    }

    void aClockThatGoesBackDoesNoHarm()
    {
        Stream stream;
        stream.feed(1000s, "stream_update");
        for (int i = 0; i < 29; ++i) {
            stream.next(0s, "stream_update").at = Micros(i);
            stream.feed();
        }
        QCOMPARE(stream.raised.size(), std::size_t{1}); // all of them at the same moment, as far as is known
        QCOMPARE(stream.raised.front().reason.span, Micros(0));
    }

    void memoryIsBoundedWhateverComes()
    {
        Stream stream({.events = 4, .span = 3600s});
        const std::string longName(1000, 'x');
        for (int i = 0; i < 20'000; ++i) {
            Fact& fact = stream.next(1us, longName + std::to_string(i));
            fact.project = std::to_string(i / 10) + longName;
            fact.actor = longName;
            if (i % 2)
                fact.event = "stream_update";
            stream.feed();
        }
        QCOMPARE(stream.detector().size(), LoopDetector::mostEntries);
        QCOMPARE(stream.raised.size(), LoopDetector::mostAlarms);
        stream.wait(2h);
        QCOMPARE(stream.detector().size(), std::size_t{0});
        QCOMPARE(stream.over.size(), LoopDetector::mostAlarms);
    }

    void theRecordedRequestsRaiseNoAlarm_data()
    {
        QTest::addColumn<int>("pace"); // ms; 0 = as recorded
        QTest::addColumn<int>("times");
        QTest::newRow("in their recorded times") << 0 << 1;
        QTest::newRow("one every 30 s") << 30'000 << 20;
        QTest::newRow("one every 10 s") << 10'000 << 5;
        QTest::newRow("one a second") << 1000 << 1;
        QTest::newRow("as fast as Speckle delivers to a quick receiver") << 20 << 1;
        QTest::newRow("all at once") << 0 << -1;
    }
    void theRecordedRequestsRaiseNoAlarm()
    {
        QFETCH(int, pace);
        QFETCH(int, times);
        static const auto files = test::wireFiles();
        static const auto facts = [] {
            std::vector<Fact> all;
            for (const auto& file : files)
                all.push_back(factOf(file));
            return all;
        }();
        QVERIFY(files.size() >= 18);
        LoopDetector detector;
        Micros at{1s};
        std::int64_t id = 0;
        for (int round = 0; round < std::max(times, 1); ++round) {
            for (std::size_t i = 0; i < files.size(); ++i) {
                at = pace == 0 && times == 1 ? recordedTime(files[i].body) : at + std::chrono::milliseconds(pace);
                Fact fact = facts[i];
                fact.at = at;
                fact.capture = CaptureId{++id};
                const auto changes = detector.add(fact);
                QVERIFY2(changes.empty(), files[i].name.c_str());
            }
        }
    }
};

HOOKLOUPE_APPLESS_TEST(TestLoops)
#include "tst_loops.moc"
