// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "running_session.h"

#include "answers/plan_text.h"
#include "answers/prediction.h"
#include "answers/ready_made.h"
#include "base/text.h"
#include "crypto/hmac.h"
#include "client/deliver.h"
#include "session/judge.h"
#include "support/raw_client.h"

#include <QTest>

#include <filesystem>
#include <fstream>

using namespace hookloupe;
using namespace hookloupe::session;
using namespace hookloupe::test;
using namespace std::string_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string requestTo(const std::string& target, const std::string& body = "{}")
{
    return "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// One delivery of a turn of a plan, and what is to come of it.
struct Expected {
    std::string path;
    std::string line;                   ///< of the step that answers
    std::optional<SpeckleRecord> record;
    std::optional<Delivery> delivery;
};

} // namespace

/// Endpoints with plans, from the raw bytes of a request to what is stored about its answer.
class TestAnswers : public QObject {
    Q_OBJECT

private:
    static Endpoint endpointWith(RunningSession& running, const std::string& path, const std::string& answer)
    {
        Endpoint endpoint;
        endpoint.path = path;
        endpoint.answer = answer;
        const auto saved = running->saveEndpoint(endpoint);
        if (!saved)
            qFatal("not saved: %s", saved.error().detail.c_str());
        return *saved;
    }
    static RawAnswer ask(RunningSession& running, const std::string& target)
    {
        RawClient client(running.port());
        client.send(requestTo(target));
        return client.readAnswer();
    }
    /// The capture as stored, when its answer's outcome is known.
    static Capture stored(RunningSession& running, std::size_t number)
    {
        if (!running.waitForReports(number))
            qFatal("no report");
        const CaptureId id = running.reports.at(number - 1).capture;
        auto capture = running.reader()->capture(id);
        if (!capture)
            qFatal("not stored");
        return *std::move(capture).value();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void withoutAPlanItIs200()
    {
        RunningSession running;
        endpointWith(running, "/a", {});
        QCOMPARE(ask(running, "/a").body, "OK"s);
        QVERIFY(stored(running, 1).answerTrace.empty());
    }

    void aFixedAnswerIsAnsweredAndStoredWithoutATrace()
    {
        RunningSession running;
        endpointWith(running, "/a", "answer 202 by-path reason=Fine header=\"X-A: b\" template=\"{{path}}\"\n");
        const RawAnswer answer = ask(running, "/a/b");
        QCOMPARE(answer.status, 202);
        QCOMPARE(answer.body, "/a/b"s);
        QCOMPARE(answer.header("X-A"), "b"s);
        QCOMPARE(ask(running, "/a/503").status, 503);
        const Capture capture = stored(running, 1);
        QCOMPARE(capture.answer, answer.head + answer.body);
        QVERIFY(capture.answerTrace.empty());
        QCOMPARE(capture.summary.record.status, SpeckleStatus::Success);
        QCOMPARE(stored(running, 2).summary.record.httpStatus, 503);
    }

    void aScriptGoesOnRequestByRequestAndEndsWhereItIsToEnd()
    {
        RunningSession running;
        endpointWith(running, "/once", "once\nanswer 201\nanswer 503\n");
        endpointWith(running, "/loop", "loop\nanswer 201\nanswer 503\n");
        std::vector<int> once;
        std::vector<int> loop;
        for (int i = 0; i < 4; ++i) {
            once.push_back(ask(running, "/once").status);
            loop.push_back(ask(running, "/loop").status);
        }
        QCOMPARE(once, (std::vector<int>{201, 503, 200, 200}));
        QCOMPARE(loop, (std::vector<int>{201, 503, 201, 503}));
        auto endpoints = running->endpoints();
        Endpoint changed = endpoints.at(1);
        changed.description = "the same plan goes on";
        QVERIFY(running->saveEndpoint(changed).ok());
        QCOMPARE(ask(running, "/once").status, 200);
        changed.answer = "once\nanswer 202\n";
        QVERIFY(running->saveEndpoint(changed).ok());
        QCOMPARE(ask(running, "/once").status, 202);
    }

    void refusalsComeBeforeThePlan()
    {
        RunningSession running;
        Endpoint endpoint = endpointWith(running, "/a", "once\nanswer 201\n");
        running->setSecrets(endpoint.id, {"secret"});
        QCOMPARE(ask(running, "/a").status, 401);
        endpoint.enabled = false;
        QVERIFY(running->saveEndpoint(endpoint).ok());
        QCOMPARE(ask(running, "/a").status, 503);
        endpoint.enabled = true;
        endpoint.rejectInvalid = false;
        QVERIFY(running->saveEndpoint(endpoint).ok());
        QCOMPARE(ask(running, "/a").status, 201); // no turn was used up
    }

    void aPlanThatCannotBeReadIsNotSaved()
    {
        RunningSession running;
        Endpoint endpoint;
        endpoint.path = "/a";
        endpoint.answer = "answer 200\nanwser 200\n";
        const auto saved = running->saveEndpoint(endpoint);
        QCOMPARE(saved.error().code, ErrorCode::InvalidInput);
        QCOMPARE(saved.error().detail, "answer line 2 anwser"s);
    }

    void aPlanOfANewerVersionIsNotTakenForSuccess()
    {
        RunningSession running;
        Endpoint endpoint;
        endpoint.path = "/a";
        endpoint.answer = "teleport 200\n";
        const RulesPtr rules = makeRules({{endpoint, {}}});
        server::Incoming incoming;
        incoming.request.head.target = "/a";
        ScriptPositions positions;
        const Judgement judgement = judge(*rules, incoming, positions);
        QCOMPARE(judgement.answer.status, 500);
        QCOMPARE(judgement.planned->httpStatus, 500);
        QVERIFY(judgement.answer.plan->notes.front().find("plan-unreadable") != std::string::npos);
    }

    void whatWasReallySentReplacesWhatWasPlanned()
    {
        RunningSession running;
        endpointWith(running, "/a", "loop\nreset 200 filler=1000 after=10\nclose\nhang\nwait 5s\nanswer 200\nanswer 200 delay=20ms\n");
        {
            RawClient client(running.port());
            client.send(requestTo("/a"));
            const auto all = client.readToEnd();
            const Capture capture = stored(running, 1);
            QCOMPARE(capture.answer, *all);
            QCOMPARE(capture.summary.answerStatus, 200);
            QCOMPARE(capture.summary.record.reason, SpeckleReason::NetworkError);
            QVERIFY(capture.answerTrace.starts_with("0 step 1\n"));
        }
        {
            RawClient client(running.port());
            client.send(requestTo("/a"));
            QVERIFY(client.seesEnd());
            const Capture capture = stored(running, 2);
            QVERIFY(capture.answer.empty());
            QCOMPARE(capture.summary.answerStatus, 0);
            QCOMPARE(capture.summary.outcome, AnswerOutcome::Sent);
        }
        for (std::size_t number : {3U, 4U}) { // hang, wait: the client leaves before anything came
            RawClient client(running.port());
            client.send(requestTo("/a"));
            QTRY_COMPARE(running.added.size(), number);
            if (number == 4)
                QCOMPARE(running.added.back().answerStatus, 200); // planned
            client.reset();
            const Capture capture = stored(running, number);
            QVERIFY(capture.answer.empty());
            QCOMPARE(capture.summary.answerStatus, 0);
            QCOMPARE(running.reports.back().sentStatus, 0);
            QCOMPARE(running.reports.back().sent.has_value(), number == 4); // a hang is to send nothing
            QCOMPARE(capture.summary.outcome, AnswerOutcome::ClientLeft);
            QCOMPARE(capture.summary.record.reason, SpeckleReason::NetworkError);
            QVERIFY(capture.answerTrace.ends_with(" client-left 0\n"));
        }
        QCOMPARE(ask(running, "/a").status, 200);
        const Capture delayed = stored(running, 5);
        QVERIFY(delayed.summary.duration >= std::chrono::milliseconds(20));
        QVERIFY(delayed.answerTrace.find(" waited 20000\n") != std::string::npos);
        QVERIFY(!running.reports.back().sent);
    }

    void whatBecomesOf100ContinueIsTheScripts()
    {
        RunningSession running;
        const Endpoint endpoint = endpointWith(running, "/a", "loop\ncontinue never\nanswer 200\ncontinue 50ms\nanswer 201\n"
                                                              "continue instead\nanswer 417 body=no\ncontinue unasked\nanswer 202\n"
                                                              "answer 203\n");
        running->setSecrets(endpoint.id, {"secret"});
        const std::string body = "{}";
        const std::string head = "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nX-WEBHOOK-SIGNATURE: "
                               + toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "secret", body)) + "\r\nContent-Length: 2\r\n\r\n";
        const auto exchange = [&](std::vector<int> statuses) {
            RawClient client(running.port());
            client.send(head);
            bool sent = false;
            for (const int status : statuses) {
                if (status != 100 && !std::exchange(sent, true) && status != 417)
                    client.send(body);
                QCOMPARE(client.readAnswer().status, status);
            }
        };
        exchange({200}); // withheld, and given up
        exchange({100, 201});
        exchange({417});
        exchange({100, 202});
        exchange({100, 203}); // as usual, where the script says nothing
        const auto words = [&](std::size_t number) { return stored(running, number).answerTrace; };
        QVERIFY(words(1).find(" continue-sent\n") == std::string::npos);
        QVERIFY(words(2).find(" continue-sent\n") != std::string::npos);
        QVERIFY(words(3).starts_with("0 step 6\n") && words(3).find(" answered-at-head\n") != std::string::npos);
        QVERIFY(words(4).find(" continue-sent\n") < words(4).find(" body-began\n"));
        QVERIFY(words(5).starts_with("0 step 9\n"));
        QVERIFY(stored(running, 1).answer.starts_with("HTTP/1.1 200"));
        QVERIFY(stored(running, 5).answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 203"));
        QVERIFY(stored(running, 2).summary.signature.verdict == SignatureVerdict::Valid);
        const Capture turnedAway = stored(running, 3);
        QVERIFY(turnedAway.body.empty() && turnedAway.answer.ends_with("\r\n\r\nno"));
        QVERIFY(turnedAway.summary.signature.verdict == SignatureVerdict::NotJudged);
        QCOMPARE(turnedAway.summary.record.httpStatus, 417);
        QCOMPARE(stored(running, 2).summary.record.status, SpeckleStatus::Success);
        QVERIFY(!running.reports.at(1).sent); // what was stored before is what was sent
    }

    void withoutAScript100ContinueBelongsToWhatWasSent()
    {
        RunningSession running;
        RawClient client(running.port());
        client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 600000\r\n\r\n");
        const RawAnswer interim = client.readAnswer();
        QCOMPARE(interim.status, 100);
        client.send(std::string(600'000, 'x'));
        const RawAnswer answer = client.readAnswer();
        const Capture capture = stored(running, 1);
        QCOMPARE(capture.answer, interim.head + answer.head + answer.body);
        QCOMPARE(capture.summary.record.status, SpeckleStatus::Success);
        QVERIFY(capture.answerTrace.starts_with("0 continue-sent\n") || capture.answerTrace.find(" continue-sent\n") < 4);
        QCOMPARE(bodyBytesOf(capture.answer), std::int64_t(2));
        QCOMPARE(bodyBytesOf(interim.head), std::int64_t(0));
    }

    void aMissingFileIs500AndSaidInTheTrace()
    {
        RunningSession running;
        const std::string path = running.folder() + "/answer.json";
        running->setAnswerFolder(running.folder());
        endpointWith(running, "/a", "answer 200 file=\"" + path + "\"\n");
        QCOMPARE(ask(running, "/a").status, 500);
        QCOMPARE(stored(running, 1).answerTrace.substr(0, 15), "0 file-missing "s);
        std::ofstream(path) << "{}";
        QCOMPARE(ask(running, "/a").body, "{}"s);
    }

    void onlyFilesOfTheFolderThatTheUserNamedAreAnswers()
    {
        RunningSession running;
        const std::string inside = running.folder() + "/answers/ok.json";
        const std::string outside = running.folder() + "/private.json";
        std::filesystem::create_directory(running.folder() + "/answers");
        std::ofstream(inside) << "{}";
        std::ofstream(outside) << "secret";
        endpointWith(running, "/in", "answer 200 file=\"" + inside + "\"\n");
        endpointWith(running, "/out", "answer 200 file=\"" + outside + "\"\n");
        QCOMPARE(ask(running, "/in").status, 500);
        QVERIFY(stored(running, 1).answerTrace.starts_with("0 file-without-folder "));
        running->setAnswerFolder(running.folder() + "/answers");
        QCOMPARE(ask(running, "/in").body, "{}"s);
        const RawAnswer refused = ask(running, "/out");
        QCOMPARE(refused.status, 500);
        QVERIFY(refused.body.find("secret") == std::string::npos);
        QVERIFY(stored(running, 3).answerTrace.starts_with("0 file-outside-folder "));
        running->setAnswerFolder({});
        QCOMPARE(ask(running, "/in").status, 500);
    }

    void aRedirectElsewhereLeavesTheRecordOpen()
    {
        RunningSession running;
        endpointWith(running, "/a", "redirect 307 to=http://localhost:9/\n");
        endpointWith(running, "/b", "answer 302 header=\"Location: /c\"\n");
        QCOMPARE(ask(running, "/a").header("Location"), "http://localhost:9/"s);
        QCOMPARE(stored(running, 1).summary.record.status, SpeckleStatus::BeingSent);
        QCOMPARE(ask(running, "/b").header("Location"), "/c"s);
        QCOMPARE(stored(running, 2).summary.record.status, SpeckleStatus::BeingSent);
    }

    /// Each turn of each ready-made plan is delivered to by our Speckle sender: what is shown in advance, what the sender makes
    /// of the answer and what is stored with the last capture must be the same. Takes Speckle's 10 s once.
    void whatIsPredictedForTheReadyMadePlansIsWhatHappens()
    {
        RunningSession running;
        std::vector<Expected> all;
        const auto add = [&](const std::string& path, std::string_view text, const std::string& secret) {
            const Endpoint endpoint = endpointWith(running, path, std::string(text));
            if (!secret.empty())
                running->setSecrets(endpoint.id, {secret});
            const auto plan = answers::parseAnswerPlan(text).plan;
            const auto records = answers::predicted(plan, !secret.empty());
            for (const auto& turn : answers::turnsOf(plan))
                all.push_back({path, answers::textOf(plan.steps[turn.last]), records[turn.last], {}});
        };
        for (const auto& ready : answers::readyMadePlans())
            add("/" + std::string(ready.name), ready.text, {});
        add("/checked", "loop\nredirect 302\nredirect 301 hops=2\nredirect 308 hops=2\nanswer 200\n", "secret");
        for (Expected& one : all) {
            const auto arrived = [&] {
                return std::count_if(running.added.begin(), running.added.end(),
                                     [&](const CaptureSummary& summary) { return summary.target == one.path; });
            };
            const auto before = arrived();
            auto url = client::parseUrl("http://127.0.0.1:" + std::to_string(running.port()) + one.path);
            QVERIFY(url.ok());
            client::Shipment shipment;
            shipment.url = *url;
            shipment.mode = client::Mode::AsSpeckle;
            shipment.body = R"({"payload":{}})";
            shipment.secret = "secret";
            client::deliver(this, shipment, [&one](Delivery delivery) { one.delivery = std::move(delivery); });
            QTRY_COMPARE(arrived(), before + 1); // turns are taken in this order
        }
        for (const Expected& one : all) {
            QTRY_VERIFY_WITH_TIMEOUT(one.delivery, 20'000);
            const std::string what = one.path + ' ' + one.line;
            QVERIFY2(one.record, what.c_str());
            QVERIFY2(one.delivery->record == *one.record, what.c_str());
        }
        QTRY_COMPARE(running.reports.size(), running.added.size());
        // The last capture of a delivery has the record of all of it; those of redirects before are open.
        std::vector<SpeckleRecord> planned;
        std::vector<SpeckleRecord> kept;
        for (const AnswerReport& report : running.reports) {
            if (report.record.status != SpeckleStatus::BeingSent)
                kept.push_back(report.record);
        }
        for (const Expected& one : all)
            planned.push_back(*one.record);
        const auto byValue = [](const SpeckleRecord& a, const SpeckleRecord& b) {
            return std::tuple(a.status, a.reason, a.httpStatus) < std::tuple(b.status, b.reason, b.httpStatus);
        };
        std::sort(planned.begin(), planned.end(), byValue);
        std::sort(kept.begin(), kept.end(), byValue);
        QVERIFY(kept == planned);
    }
};

HOOKLOUPE_TEST(TestAnswers)
#include "tst_answers.moc"
