// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "running_session.h"

#include "session/judge.h"
#include "session/live_settings.h"
#include "session/loop_guard.h"
#include "session/replays.h"
#include "support/raw_client.h"
#include "support/wire_file.h"

#include <QRegularExpression>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::session;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string requestWith(const std::string& target, const std::string& body)
{
    return "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A loop as it looks from here: new events of one kind and project, one after the other, each with a body of its own.
std::string loopedEvent(int number)
{
    return R"({"payload":{"streamId":"ea9c63e25e","userId":"bc465529c7","activityMessage":"Stream metadata changed )"
           + std::to_string(number) + R"(","event":{"event_name":"stream_update","data":{"old":{},"new":{}}},"stream":{"name":"Renamed"}}})";
}

RawAnswer send(std::uint16_t port, const std::string& bytes)
{
    RawClient client(port);
    client.send(bytes);
    return client.readAnswer();
}

LoopSettings quick(bool pause = false)
{
    return {.watch = true, .limits = {.events = 6, .span = 60s}, .pause = pause};
}

/// What a guard said.
struct Said {
    explicit Said(LoopGuard& guard)
    {
        QObject::connect(&guard, &LoopGuard::raised, &guard, [this](const loop_detector::Alarm& alarm) { raised.push_back(alarm); });
        QObject::connect(&guard, &LoopGuard::updated, &guard, [this](const loop_detector::Alarm& alarm) { updated.push_back(alarm); });
        QObject::connect(&guard, &LoopGuard::over, &guard, [this](const loop_detector::Alarm& alarm) { over.push_back(alarm); });
    }
    std::vector<loop_detector::Alarm> raised;
    std::vector<loop_detector::Alarm> updated;
    std::vector<loop_detector::Alarm> over;
};

} // namespace

class TestLoopGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aLoopIsToldOnceAndNothingIsDropped()
    {
        RunningSession session;
        Said said(session->loopGuard());
        session->loopGuard().setSettings(quick());
        for (int i = 0; i < 12; ++i)
            QCOMPARE(send(session.port(), requestWith("/hooks", loopedEvent(i))).status, 200);
        QTRY_COMPARE(said.raised.size(), std::size_t{1});
        QTRY_VERIFY(!said.updated.empty() && said.updated.back().reason.count == 12);
        QCOMPARE(said.raised.size(), std::size_t{1});
        const loop_detector::Reason& reason = said.raised.front().reason;
        QCOMPARE(reason.rule, loop_detector::Rule::Rate);
        QCOMPARE(reason.event, "stream_update"s);
        QCOMPARE(reason.projectName, "Renamed"s);
        QCOMPARE(session->loopGuard().alarms().size(), std::size_t{1});
        QVERIFY(session.waitForReports(12));
        QCOMPARE(session.added.size(), std::size_t{12});
        const auto& shown = said.updated.back().captures;
        QCOMPARE(shown.size(), std::size_t{12});
        QCOMPARE(shown.front(), session.added.front().id);
        QVERIFY(session->held().empty());
    }

    void eventsThatFollowTheUsersReplaysAreALoop()
    {
        RunningSession session;
        Said said(session->loopGuard());
        session->loopGuard().setSettings({.watch = true, .limits = {.events = 18, .span = 60s}, .pause = false}); // 3 replays
        for (int i = 0; i < 3; ++i) {
            Replay replay;
            replay.body = loopedEvent(100 + i);
            replay.delivery.head = "POST /handler HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(replay.body.size())
                                   + "\r\n\r\n";
            replay.delivery.purpose = DeliveryPurpose::Replay;
            replay.delivery.url = "http://127.0.0.1:9/handler";
            replay.delivery.status = 200;
            bool stored = false;
            session->storeReplay(replay, [&stored](const Result<CaptureId>& id) { stored = id.ok(); });
            QTRY_VERIFY(stored);
            send(session.port(), requestWith("/hooks", loopedEvent(i))); // what the handler caused
        }
        QTRY_COMPARE(said.raised.size(), std::size_t{1});
        QCOMPARE(said.raised.front().reason.rule, loop_detector::Rule::OwnReplays);
        QCOMPARE(said.raised.front().reason.count, std::int64_t{3});
    }

    void aHeldEndpointTakesNothingSoNothingIsPassedOn()
    {
        ArmedEndpoint armed;
        armed.held = true;
        const RulesPtr rules = makeRules({armed}, {});
        ScriptPositions positions;
        server::Incoming incoming;
        incoming.request.head.method = "POST";
        incoming.request.head.target = "/hooks";
        const Judgement judgement = judge(*rules, incoming, positions);
        QCOMPARE(judgement.answer.status, 503);
        QVERIFY(judgement.reception == Reception::NotTaken);
    }

    void theRecordedRequestsRaiseNoAlarm()
    {
        RunningSession session;
        Said said(session->loopGuard());
        for (const auto& file : wireFiles())
            send(session.port(), file.bytes());
        QVERIFY(session.waitForReports(wireFiles().size()));
        session->loopGuard().setSettings(quick()); // from now on: what follows shows that the guard has seen all
        for (int i = 0; i < 6; ++i)
            send(session.port(), requestWith("/other", loopedEvent(i)));
        QTRY_COMPARE(said.raised.size(), std::size_t{1});
        QCOMPARE(said.raised.front().reason.event, "stream_update"s);
    }

    void anEndpointIsPausedByItselfIfThatIsChosenAndGoesOnWhenReleased()
    {
        RunningSession session;
        LoopGuard& guard = session->loopGuard();
        Said said(guard);
        guard.setSettings(quick(true));
        const auto endpoint = session->saveEndpoint([] { Endpoint one; one.path = "/hooks"; return one; }());
        QVERIFY(endpoint.ok());
        for (int i = 0; i < 6; ++i)
            QCOMPARE(send(session.port(), requestWith("/hooks/ci", loopedEvent(i))).status, 200);
        QTRY_COMPARE(said.raised.size(), std::size_t{1});
        QCOMPARE(session->held(), std::vector<EndpointId>{endpoint->id});

        const RawAnswer answer = send(session.port(), requestWith("/hooks/ci", loopedEvent(7)));
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.body, "This endpoint is paused because of a loop, until it is released"s);
        QCOMPARE(send(session.port(), requestWith("/elsewhere", loopedEvent(8))).status, 200);
        QVERIFY(session.waitForReports(8)); // captured all the same
        QVERIFY(session->endpoints().back().enabled); // not the user's switch

        session->setHeld(endpoint->id, false);
        QTRY_COMPARE(said.over.size(), std::size_t{1});
        QVERIFY(session->held().empty());
        for (int i = 0; i < 5; ++i) // what came before counts no more
            QCOMPARE(send(session.port(), requestWith("/hooks/ci", loopedEvent(i + 20))).status, 200);
        QVERIFY(guard.alarms().empty());
        QCOMPARE(send(session.port(), requestWith("/hooks/ci", loopedEvent(30))).status, 200);
        QTRY_COMPARE(said.raised.size(), std::size_t{2});
        QCOMPARE(send(session.port(), requestWith("/hooks/ci", loopedEvent(31))).status, 503);
    }

    void anIgnoredProjectIsQuietAndIsNotPaused()
    {
        RunningSession session;
        LoopGuard& guard = session->loopGuard();
        Said said(guard);
        guard.setSettings(quick());
        for (int i = 0; i < 6; ++i)
            send(session.port(), requestWith("/hooks", loopedEvent(i)));
        QTRY_COMPARE(said.raised.size(), std::size_t{1});
        guard.ignore(said.raised.front().number);
        QCOMPARE(said.over.size(), std::size_t{1});
        QVERIFY(guard.alarms().empty());
        guard.setSettings(quick(true));
        guard.forget(catchAllEndpoint);
        for (int i = 0; i < 12; ++i)
            QCOMPARE(send(session.port(), requestWith("/hooks", loopedEvent(i))).status, 200);
        const std::string other = [] { std::string body = loopedEvent(1); return body.replace(body.find("ea9c"), 4, "bbbb"); }();
        for (int i = 0; i < 6; ++i)
            send(session.port(), requestWith("/hooks", other));
        QTRY_COMPARE(said.raised.size(), std::size_t{2});
        QCOMPARE(said.raised.back().reason.project, "bbbb63e25e"s);
    }

    void switchedOffItSaysNothingAndEndsItsAlarms()
    {
        RunningSession session;
        LoopGuard& guard = session->loopGuard();
        Said said(guard);
        guard.setSettings(quick());
        for (int i = 0; i < 6; ++i)
            send(session.port(), requestWith("/hooks", loopedEvent(i)));
        QTRY_COMPARE(said.raised.size(), std::size_t{1});
        LoopSettings off = quick();
        off.watch = false;
        guard.setSettings(off);
        QTRY_COMPARE(said.over.size(), std::size_t{1});
        for (int i = 0; i < 20; ++i)
            send(session.port(), requestWith("/hooks", loopedEvent(i)));
        QVERIFY(session.waitForReports(26)); // an answer leaves before the detector is told
        guard.setSettings(quick());
        for (int i = 0; i < 5; ++i)
            send(session.port(), requestWith("/hooks", loopedEvent(i + 50)));
        QVERIFY(session.waitForReports(31));
        guard.setSettings(quick());
        QVERIFY(guard.alarms().empty());
        send(session.port(), requestWith("/hooks", loopedEvent(60)));
        QTRY_COMPARE(said.raised.size(), std::size_t{2});
        QCOMPARE(said.raised.back().reason.count, std::int64_t{6});
    }

    void theSettingsAreSavedAndUsed()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(u"settings.ini"_s).toStdString();
        RunningSession session;
        Settings settings;
        settings.loops.pause = true;
        LiveSettings live(path, settings, {}, *session);
        QVERIFY(session->loopGuard().settings().pause);
        settings.loops = {.watch = false, .limits = {.events = 12, .span = 90s}, .pause = false};
        QVERIFY(live.change(settings));
        QCOMPARE(session->loopGuard().settings(), settings.loops);
        const LoadedSettings loaded = loadSettings(path);
        QVERIFY(loaded.warnings.empty());
        QCOMPARE(loaded.settings.loops, settings.loops);
    }

    void settingsOutOfRangeAreWarnedOfAndTheDefaultStands()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"settings.ini"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[loops]\nwatch=perhaps\nevents=3\nseconds=3601\npause=true\n");
        file.close();
        const LoadedSettings loaded = loadSettings(path.toStdString());
        QCOMPARE(loaded.warnings.size(), std::size_t{3});
        LoopSettings expected;
        expected.pause = true;
        QCOMPARE(loaded.settings.loops, expected);
    }
};

HOOKLOUPE_TEST(TestLoopGuard)
#include "tst_loop_guard.moc"
