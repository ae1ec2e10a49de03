// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "answers/ready_made.h"
#include "words/answer_words.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace hookloupe;
using namespace hookloupe::answers;
using namespace Qt::Literals::StringLiterals;

class TestAnswerWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyFaultHasASentenceOfItsOwn()
    {
        std::set<QString> sentences;
        for (int i = 0; i <= int(PlanFault::ModeNotFirst); ++i) {
            const QString sentence = words::planErrorSentence({PlanFault(i), 3, "a\u202Eb", 1, 2000});
            QVERIFY2(sentence.startsWith(u"Line 3: "_s) && sentence.endsWith(u'.'), qPrintable(sentence));
            QVERIFY2(!sentence.contains(QRegularExpression(u"%[1-9]"_s)) && !sentence.contains(u'\u202E'), qPrintable(sentence));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), std::size_t(PlanFault::ModeNotFirst) + 1);
        QVERIFY(!words::planErrorSentence(*parseAnswerPlan("").error).startsWith(u"Line"_s));
    }

    void everyStepSaysWhatItDoes()
    {
        std::set<QString> labels;
        const AnswerPlan plan = parseAnswerPlan("answer 200 filler=500001 delay=2s\ntrickle 200 body=abc\nreset 200 filler=9 after=1\n"
                                                "redirect 302 hops=2\nredirect 307 to=http://h/\nhang\nclose\ngarbage\nwait 9.9s\n"
                                                "interim 100 times=2\nanswer 200\ncontinue never\nclose\ncontinue 2s\nclose\n"
                                                "continue unasked\nclose\ncontinue instead\nclose").plan;
        for (const Step& step : plan.steps) {
            labels.insert(words::stepKindLabel(step.kind));
            QVERIFY(step.kind == StepKind::Close || !words::stepDetail(step).isEmpty());
            QVERIFY2(!words::stepDetail(step).contains(QRegularExpression(u"%[1-9]"_s)), qPrintable(words::stepDetail(step)));
        }
        QCOMPARE(labels.size(), std::size_t{10});
        QCOMPARE(words::stepDetail(plan.steps.front()), u"200, 500,001 bytes, after 2s"_s);
        QCOMPARE(words::stepDetail(plan.steps[3]), u"302, 2 times to its own path, then 200"_s);
    }

    void everyReadyMadePlanHasATitle()
    {
        std::set<QString> titles;
        for (const ReadyMade& one : readyMadePlans()) {
            titles.insert(words::readyMadeTitle(one.name));
            QVERIFY(one.name == "203" || words::readyMadeTitle(one.name) != QString::fromUtf8(one.name.data(), qsizetype(one.name.size())));
        }
        QCOMPARE(titles.size(), readyMadePlans().size());
    }

    void aTraceIsReadAsSentences()
    {
        const auto entries = words::traceEntries("0 step 2\n0 sent 1\n9900123 waited 9900000\n9900200 sent 1024\n"
                                                 "12 file-missing /a b\n13 teleported 7\nbroken\n9900300 client-left 0\n");
        QStringList read;
        for (const auto& [time, sentence] : entries)
            read << time + u'|' + sentence;
        QCOMPARE(read, (QStringList{u"0.000000 s|Step 2 of the script."_s, u"0.000000 s|Sent 1 byte."_s,
                                    u"9.900123 s|Waited for 9.900000 s."_s, u"9.900200 s|Sent 1,024 bytes."_s,
                                    u"0.000012 s|The body's file does not exist, so 500 was answered: /a b"_s, u"|13 teleported 7"_s,
                                    u"|broken"_s, u"9.900300 s|The sender was gone, after 0 bytes."_s}));
    }
};

HOOKLOUPE_APPLESS_TEST(TestAnswerWords)
#include "tst_answer_words.moc"
