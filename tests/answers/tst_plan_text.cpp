// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "answers/plan_text.h"
#include "answers/ready_made.h"

#include <QTest>

#include <random>

using namespace hookloupe::answers;
using namespace std::chrono_literals;
using namespace std::string_literals;

class TestPlanText : public QObject {
    Q_OBJECT

private:
    static AnswerPlan read(std::string_view text)
    {
        const ParsedPlan parsed = parseAnswerPlan(text);
        if (parsed.error)
            qFatal("%s: fault %d in line %d: %s", std::string(text).c_str(), int(parsed.error->fault), parsed.error->line,
                   parsed.error->text.c_str());
        return parsed.plan;
    }

private Q_SLOTS:
    void aFixedAnswerIsOneLine()
    {
        const AnswerPlan plan =
            read("answer 404 reason=\"Not here\" header=\"X-A:  b \" header=\"Retry-After: 5\" body=\"a\\n\\\"b\\\"\\x00\" delay=2.5s");
        QVERIFY(isFixed(plan));
        const Step& step = plan.steps.front();
        QCOMPARE(step.status, 404);
        QCOMPARE(step.reason, "Not here"s);
        QCOMPARE(step.headers.size(), std::size_t{2});
        QCOMPARE(step.headers.front().value, "b"s);
        QCOMPARE(step.body, "a\n\"b\"\0"s);
        QVERIFY(step.delay == 2500ms);
    }

    void everyKindOfStepIsReadAndWrittenBack()
    {
        const std::string text = "once\n"
                                 "answer 200 by-path template={{method}}\n"
                                 "trickle 200 filler=1000 piece=10 every=20ms\n"
                                 "reset 201 body=\"abc def\" after=2\n"
                                 "redirect 307 hops=3 then=204\n"
                                 "redirect 302 header=\"X: y\" to=http://localhost:9/a?b#c\n"
                                 "hang\n"
                                 "hang time=1.25s\n"
                                 "close\n"
                                 "garbage bytes=7\n"
                                 "wait 9.9s\n"
                                 "interim 103 times=2\n"
                                 "continue never\n"
                                 "close\n"
                                 "continue 1.5s\n"
                                 "wait 5ms\n"
                                 "close\n"
                                 "continue unasked\n"
                                 "close\n"
                                 "continue instead\n"
                                 "answer 200 file=\"/tmp/a b\" delay=250ms\n";
        const AnswerPlan plan = read(text);
        QVERIFY(!plan.loop);
        QCOMPARE(textOf(plan), text);
        QCOMPARE(turnsOf(plan).size(), std::size_t{13});
        QVERIFY((turnsOf(plan).front() == Turn{0, 0}));
        QVERIFY((turnsOf(plan).back() == Turn{18, 19}));
        QVERIFY(hasContinue(plan));
        QVERIFY(!continueOf(plan, turnsOf(plan).front()));
        QVERIFY(continueOf(plan, turnsOf(plan)[10])->continueWay == ContinueWay::Late);
        QVERIFY(continueOf(plan, turnsOf(plan)[10])->time == 1500ms);
        QVERIFY(continueOf(plan, turnsOf(plan).back())->continueWay == ContinueWay::Instead);
    }

    void theReadyMadeOnesAreRight()
    {
        for (const ReadyMade& one : readyMadePlans())
            QCOMPARE(textOf(read(one.text)), std::string(one.text));
    }

    void emptyLinesCommentsAndWindowsLineEndsDoNotCount()
    {
        QVERIFY(read("\xEF\xBB\xBF# a script\r\n\r\n  loop # again\r\n\tanswer 200   # fine\r\n\r\nclose")
                == read("loop\nanswer 200\nclose\n"));
    }

    void aFaultIsNamedWithItsLine_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<PlanFault>("fault");
        QTest::addColumn<std::string>("word");
        const auto row = [](const char* text, int line, PlanFault fault, const char* word) {
            QTest::newRow(text) << std::string(text) << line << fault << std::string(word);
        };
        row("", 0, PlanFault::NoSteps, "");
        row("# nothing\nonce\n", 0, PlanFault::NoSteps, "");
        row("answer 200\nanwser 200", 2, PlanFault::UnknownStep, "anwser");
        row("answer=200", 1, PlanFault::UnknownStep, "answer");
        row("\n\nanswer 99", 3, PlanFault::BadStatus, "99");
        row("answer 600", 1, PlanFault::BadStatus, "600");
        row("answer 2OO", 1, PlanFault::BadStatus, "2OO");
        row("answer 200 201", 1, PlanFault::UnknownOption, "201");
        row("answer 200 boddy=x", 1, PlanFault::UnknownOption, "boddy");
        row("close body=x", 1, PlanFault::OptionNotHere, "body");
        row("redirect 307 by-path", 1, PlanFault::BadRedirect, "by-path");
        row("answer 200 body", 1, PlanFault::ValueMissing, "body");
        row("answer 200 body=a file=b", 1, PlanFault::TwoBodies, "file");
        row("answer 200 body=a body=b", 1, PlanFault::OptionRepeated, "body");
        row("answer 200 by-path=1", 1, PlanFault::ValueNotWanted, "by-path");
        row("answer 200 delay=31s", 1, PlanFault::BadTime, "31s");
        row("answer 200 delay=3", 1, PlanFault::BadTime, "3");
        row("answer 200 delay=-3s", 1, PlanFault::BadTime, "-3s");
        row("answer 200 filler=67108865", 1, PlanFault::BadNumber, "67108865");
        row("answer 200 filler=500,001", 1, PlanFault::BadNumber, "500,001");
        row("answer 200 header=\"no colon\"", 1, PlanFault::BadHeader, "no colon");
        row("answer 200 header=\"A b: c\"", 1, PlanFault::BadHeader, "A b: c");
        row("answer 200 header=\"A: b\\r\\nC: d\"", 1, PlanFault::BadHeader, "A: b\r\nC: d");
        row("answer 200 header=\"content-length: 5\"", 1, PlanFault::OwnHeader, "content-length");
        row("answer 200 reason=\"a\\nb\"", 1, PlanFault::BadReason, "a\nb");
        row("answer 200 body=\"a\\q\"", 1, PlanFault::BadEscape, "\\q");
        row("answer 200 body=\"a\\x1\"", 1, PlanFault::BadEscape, "\\x1\"");
        row("answer 200 body=\"abc", 1, PlanFault::QuoteOpen, "abc");
        row("answer 200 body=\"abc\"d", 1, PlanFault::UnknownOption, "bodyd");
        row("answer 200 template={{metod}}", 1, PlanFault::BadField, "metod");
        row("answer 200 template={{method", 1, PlanFault::FieldOpen, "");
        row("redirect 304", 1, PlanFault::BadRedirect, "304");
        row("redirect 302 hops=21", 1, PlanFault::BadNumber, "21");
        row("redirect 302 to=\"a b\"", 1, PlanFault::BadLocation, "a b");
        row("wait", 1, PlanFault::ValueMissing, "wait");
        row("wait 400s\nclose", 1, PlanFault::BadTime, "400s");
        row("answer 200\nwait 1s\n", 2, PlanFault::NothingFollows, "wait");
        row("answer 200\nonce\n", 2, PlanFault::ModeNotFirst, "once");
        row("trickle 200 filler=1000000 every=1s", 1, PlanFault::BadTime, "every=1s");
        row("continue\nclose", 1, PlanFault::ValueMissing, "continue");
        row("continue sometimes\nclose", 1, PlanFault::BadContinue, "sometimes");
        row("continue 31s\nclose", 1, PlanFault::BadTime, "31s");
        row("continue 0s\nclose", 1, PlanFault::BadTime, "0s");
        row("continue never unasked\nclose", 1, PlanFault::UnknownOption, "unasked");
        row("continue never\nwait 1s\ncontinue 2s\nclose", 3, PlanFault::TwoContinues, "continue");
        row("answer 200\ncontinue never", 2, PlanFault::NothingFollows, "continue");
        row("interim 200\nclose", 1, PlanFault::BadStatus, "200");
    }

    void aFaultIsNamedWithItsLine()
    {
        QFETCH(std::string, text);
        QFETCH(int, line);
        QFETCH(PlanFault, fault);
        QFETCH(std::string, word);
        const ParsedPlan parsed = parseAnswerPlan(text);
        QVERIFY(parsed.error);
        QCOMPARE(int(parsed.error->fault), int(fault));
        QCOMPARE(parsed.error->line, line);
        QCOMPARE(parsed.error->text, word);
    }

    void aTextWithoutEndIsRefused()
    {
        QCOMPARE(int(parseAnswerPlan(std::string(longestText + 1, '\n')).error->fault), int(PlanFault::TooLong));
        std::string many;
        for (std::size_t i = 0; i <= mostSteps; ++i)
            many += "close\n";
        const auto error = parseAnswerPlan(many).error;
        QCOMPARE(int(error->fault), int(PlanFault::TooManySteps));
        QCOMPARE(error->line, int(mostSteps) + 1);
    }

    void anyBytesAreAPlanOrAFault()
    {
        std::mt19937 random(7);
        const std::string seed = "once\nanswer 200 body=\"\\x00\xC3\xA9\" header=\"A: b\"\nredirect 302 hops=2\ncontinue 2s\nwait 9.9s\nclose\n";
        int plans = 0;
        for (int i = 0; i < 20'000; ++i) {
            std::string text = seed;
            for (auto changes = random() % 4; changes > 0; --changes)
                text[random() % text.size()] = char(random());
            const ParsedPlan parsed = parseAnswerPlan(text);
            if (parsed.error)
                continue;
            ++plans;
            const ParsedPlan again = parseAnswerPlan(textOf(parsed.plan));
            QVERIFY2(!again.error && again.plan == parsed.plan, text.c_str());
        }
        QVERIFY(plans > 1000);
    }

    void timesAreWrittenAsPeopleDo()
    {
        QCOMPARE(timeText(9900ms), "9.9s"s);
        QCOMPARE(timeText(10s), "10s"s);
        QCOMPARE(timeText(1005ms), "1.005s"s);
        QCOMPARE(timeText(250ms), "250ms"s);
        QVERIFY(readTime("1.05s") == 1050ms);
        QVERIFY(!readTime("1.s") && !readTime("s") && !readTime("1.5ms") && !readTime("1.2345s") && !readTime("1 s"));
    }
};

HOOKLOUPE_APPLESS_TEST(TestPlanText)
#include "tst_plan_text.moc"
