// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "words/loop_words.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace hookloupe;
using namespace hookloupe::loop_detector;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

Reason reasonOf(Rule rule)
{
    Reason reason;
    reason.rule = rule;
    reason.project = "ea9c63e25e";
    reason.event = "commit_create";
    reason.otherEvent = "comment_created";
    reason.actor = "bc465529c7";
    reason.count = 30;
    reason.span = 58s;
    return reason;
}

constexpr std::array rules{Rule::Rate, Rule::TwoEvents, Rule::OwnReplays, Rule::SameActor, Rule::SameBody};

} // namespace

class TestLoopWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyRuleHasASentenceAMeaningAndAName()
    {
        std::set<QString> sentences;
        std::set<QString> meanings;
        std::set<QString> names;
        for (const Rule rule : rules) {
            const QString sentence = words::loopSentence(reasonOf(rule));
            QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u'%'), qPrintable(sentence));
            QVERIFY2(sentence.contains(u"30"_s), qPrintable(sentence));
            QVERIFY(words::loopMeaning(rule).endsWith(u'.'));
            sentences.insert(sentence);
            meanings.insert(words::loopMeaning(rule));
            names.insert(words::loopRuleName(rule));
        }
        QCOMPARE(sentences.size(), rules.size());
        QCOMPARE(meanings.size(), rules.size());
        QCOMPARE(names.size(), rules.size());
    }

    void theNamesThatSpeckleShowsAreUsed()
    {
        QCOMPARE(words::loopSentence(reasonOf(Rule::Rate)), u"version_create of project “ea9c63e25e” came 30 times within 58 s."_s);
    }

    void aProjectWithoutANameOrIdIsStillASentence()
    {
        Reason reason = reasonOf(Rule::Rate);
        reason.project.clear();
        reason.projectName.clear();
        QCOMPARE(words::loopSentence(reason), u"version_create of project “unknown” came 30 times within 58 s."_s);
    }

    void hostileNamesAreHarmlessAndShort()
    {
        Reason reason = reasonOf(Rule::TwoEvents);
        reason.projectName = "a\u202E\n<b>" + std::string(5000, 'x');
        reason.event = "%1\x1b[2J";
        const QString sentence = words::loopSentence(reason);
        QVERIFY2(!sentence.contains(u'\u202E') && !sentence.contains(u'\n') && !sentence.contains(u'\x1b'), qPrintable(sentence));
        QVERIFY(sentence.size() < 300);
        QVERIFY2(sentence.startsWith(u"%1\\u{001B}[2J and comment_created"_s), qPrintable(sentence));
    }

    void theRateIsSaidInTheUnitThatIsEasierToGrasp_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("ms");
        QTest::addColumn<QString>("words");
        QTest::newRow("slow") << 10 << 60'000 << u"about 10 a minute"_s;
        QTest::newRow("rounded") << 31 << 58'000 << u"about 32 a minute"_s;
        QTest::newRow("fast") << 300 << 10'000 << u"about 30 a second"_s;
        QTest::newRow("at once") << 30 << 0 << u"about 30 a second"_s;
        QTest::newRow("hardly") << 4 << 3'600'000 << u"about 1 a minute"_s;
    }
    void theRateIsSaidInTheUnitThatIsEasierToGrasp()
    {
        QFETCH(int, count);
        QFETCH(int, ms);
        Reason reason = reasonOf(Rule::Rate);
        reason.count = count;
        reason.span = std::chrono::milliseconds(ms);
        QTEST(words::loopRate(reason), "words");
    }
};

HOOKLOUPE_APPLESS_TEST(TestLoopWords)
#include "tst_loop_words.moc"
