// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "answers/plan_text.h"
#include "answers/prediction.h"
#include "answers/ready_made.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::answers;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

constexpr SpeckleRecord success{SpeckleStatus::Success, SpeckleReason::None, 0};

SpeckleRecord failure(SpeckleReason reason, int status = 0)
{
    return {SpeckleStatus::Failure, reason, status};
}

/// The records of the steps that answer.
std::vector<SpeckleRecord> recordsOf(std::string_view text, bool rejectsInvalid = false)
{
    const ParsedPlan parsed = parseAnswerPlan(text);
    if (parsed.error)
        qFatal("%s", std::string(text).c_str());
    std::vector<SpeckleRecord> records;
    for (const auto& record : predicted(parsed.plan, rejectsInvalid)) {
        if (record)
            records.push_back(*record);
    }
    return records;
}

std::string_view readyMade(std::string_view name)
{
    for (const ReadyMade& one : readyMadePlans()) {
        if (one.name == name)
            return one.text;
    }
    qFatal("no such ready-made plan");
}

} // namespace

class TestPrediction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReadyMadePlansShowSpecklesLimits()
    {
        using Reason = SpeckleReason;
        using Records = std::vector<SpeckleRecord>;
        QCOMPARE(recordsOf(readyMade("203")), Records{failure(Reason::HttpStatus, 203)});
        QCOMPARE(recordsOf(readyMade("success-codes")),
                 (Records{success, success, success, failure(Reason::HttpStatus, 203), success,
                          failure(Reason::HttpStatus, 205), failure(Reason::HttpStatus, 206)}));
        QCOMPARE(recordsOf(readyMade("time-limit")), (Records{success, failure(Reason::Timeout)}));
        QCOMPARE(recordsOf(readyMade("size-limit")), (Records{success, failure(Reason::AnswerTooLarge)}));
        QCOMPARE(recordsOf(readyMade("redirect-limit")), (Records{success, failure(Reason::TooManyRedirects)}));
        QCOMPARE(recordsOf(readyMade("post-becomes-get")), (Records{success, success}));
        QCOMPARE(recordsOf(readyMade("post-becomes-get"), true), (Records{failure(Reason::HttpStatus, 401), success}));
        QCOMPARE(recordsOf(readyMade("reset")), Records{failure(Reason::NetworkError)});
        QCOMPARE(recordsOf(readyMade("no-answer")),
                 (Records{failure(Reason::NetworkError), failure(Reason::Timeout), failure(Reason::NetworkError)}));
        QCOMPARE(recordsOf(readyMade("hiccup")),
                 (Records{failure(Reason::HttpStatus, 503), failure(Reason::NetworkError), success, success}));
    }

    void whatIsInFrontCounts()
    {
        QCOMPARE(recordsOf("wait 6s\nwait 5s\nanswer 200").front().reason, SpeckleReason::Timeout);
        QCOMPARE(recordsOf("wait 6s\nanswer 200 delay=3s").front(), success);
        QCOMPARE(recordsOf("wait 6s\nanswer 200 delay=5s").front().reason, SpeckleReason::Timeout);
        QCOMPARE(recordsOf("trickle 200 filler=101 every=100ms").front(), success);
        QCOMPARE(recordsOf("trickle 200 filler=103 every=100ms").front().reason, SpeckleReason::Timeout);
        QCOMPARE(recordsOf("interim 100 times=50\ninterim 103\nanswer 200").front(), success);
        for (const std::string way : {"never", "20s", "unasked", "instead"}) // Speckle does not wait
            QCOMPARE(recordsOf("continue " + way + "\nanswer 200").front(), success);
        QCOMPARE(recordsOf("hang time=2s").front().reason, SpeckleReason::NetworkError);
        QCOMPARE(recordsOf("wait 11s\nclose").front().reason, SpeckleReason::Timeout);
    }

    void theEndOfAChainDecides()
    {
        QCOMPARE(recordsOf("redirect 308 hops=2 then=500").front(), failure(SpeckleReason::HttpStatus, 500));
        QCOMPARE(recordsOf("redirect 308 hops=3 then=500").front().reason, SpeckleReason::TooManyRedirects);
        QVERIFY(recordsOf("redirect 307 to=http://localhost:9/").empty()); // who knows
        QCOMPARE(recordsOf("answer 302").front(), failure(SpeckleReason::HttpStatus, 302)); // without Location
    }

    void whatWasSentDecidesAfterwards()
    {
        const std::string whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
        const std::string part = whole.substr(0, whole.size() - 1);
        using http::Ending;
        QCOMPARE(recordOf({whole, Ending::Whole, 1s}), success);
        QCOMPARE(recordOf({whole, Ending::Whole, 10'001ms}).reason, SpeckleReason::Timeout);
        QCOMPARE(recordOf({part, Ending::Reset, 1s}).reason, SpeckleReason::NetworkError);
        QCOMPARE(recordOf({part, Ending::Cut, 9'990ms}).reason, SpeckleReason::Timeout);
        QCOMPARE(recordOf({{}, Ending::Closed, 1s}).reason, SpeckleReason::NetworkError);
        QCOMPARE(recordOf({"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", Ending::Whole, 1s, 0, true}), success);
        QCOMPARE(recordOf({"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", Ending::Whole, 1s, 1}).status,
                 SpeckleStatus::BeingSent);
        QCOMPARE(recordOf({"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", Ending::Whole, 1s, 2}).reason,
                 SpeckleReason::TooManyRedirects);
    }
};

HOOKLOUPE_APPLESS_TEST(TestPrediction)
#include "tst_prediction.moc"
