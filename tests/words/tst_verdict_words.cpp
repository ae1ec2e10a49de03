// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "words/verdict_words.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace hookloupe;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int verdicts = int(SignatureVerdict::SecretsUnreadable) + 1;
constexpr int outcomes = int(AnswerOutcome::None) + 1;
constexpr int statuses = int(SpeckleStatus::Failure) + 1;
constexpr int reasons = int(SpeckleReason::LocalNetworkRefused) + 1;
constexpr int kinds = int(CaptureKind::Replay) + 1;

SignatureResult judged(int verdict)
{
    return {SignatureVerdict(verdict), "speckle", Dialect::Object};
}

CaptureSummary capture(int verdict, SpeckleRecord record, int answer, AnswerOutcome outcome = AnswerOutcome::Sent)
{
    CaptureSummary summary;
    summary.signature = judged(verdict);
    summary.record = record;
    summary.answerStatus = answer;
    summary.outcome = outcome;
    return summary;
}

const SpeckleRecord succeeded{SpeckleStatus::Success, SpeckleReason::None, 0};
const SpeckleRecord refused{SpeckleStatus::Failure, SpeckleReason::HttpStatus, 401};

/// Every combination of what a capture can be, and of the verdict by the settings of now.
template <typename Function>
void forEveryCombination(Function function)
{
    for (int kind = 0; kind < kinds; ++kind)
        for (int then = 0; then < verdicts; ++then)
            for (int now = 0; now < verdicts; ++now)
                for (int status = 0; status < statuses; ++status)
                    for (int reason = 0; reason < reasons; ++reason)
                        for (int outcome = 0; outcome < outcomes; ++outcome)
                            for (const int answer : {0, 200, 401, 503}) {
                                CaptureSummary summary =
                                    capture(then, {SpeckleStatus(status), SpeckleReason(reason), 0}, answer, AnswerOutcome(outcome));
                                summary.kind = CaptureKind(kind);
                                summary.record.httpStatus = summary.record.reason == SpeckleReason::HttpStatus ? answer : 0;
                                summary.refusal = kind == int(CaptureKind::Malformed) ? Refusal::HostMissing : Refusal::None;
                                function(summary, judged(now));
                            }
}

} // namespace

class TestVerdictWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void everyCombinationIsSaidInWholeSentencesThatDoNotContradictEachOther()
    {
        const QRegularExpression openPlace(u"%[0-9n]"_s);
        const QRegularExpression valid(u"signature is valid( now)?\\."_s);
        int said = 0;
        forEveryCombination([&](const CaptureSummary& summary, const SignatureResult& now) {
            const QString text = words::verdictText(summary, now);
            const auto is = [&](bool condition, const char* rule) {
                if (!condition)
                    qFatal("%s: %s", rule, qPrintable(text));
            };
            ++said;
            is(!text.isEmpty() && text.front().isUpper() && text.endsWith(u'.'), "whole sentences");
            is(!text.contains(openPlace) && !text.contains(u"  "_s) && !text.contains(u".."_s), "well formed");
            const bool malformed = summary.kind == CaptureKind::Malformed;
            const bool success = text.contains(u"records a success"_s);
            const bool failure = text.contains(u"a failure"_s);
            is(!(success && failure), "success or failure");
            is(malformed || success == (summary.record.status == SpeckleStatus::Success), "success as recorded");
            is(malformed || failure == (summary.record.status == SpeckleStatus::Failure), "failure as recorded");
            is(malformed || text.contains(valid) == (now.verdict == SignatureVerdict::Valid), "validity of now");
            is(malformed || text.contains(u"On arrival it was"_s) == (now.verdict != summary.signature.verdict), "a change is said");
            // Beside a word that says "bad", nothing is said to be valid.
            const bool explained = !words::markExplained(summary, now).isEmpty();
            is(explained == text.contains(u"is valid now."_s), "what was rejected is not simply called bad");
            const Mark mark = words::markNow(summary, now);
            is((mark == Mark::Good) == (!malformed && success && now.verdict == SignatureVerdict::Valid), "green is all good");
            is(mark != Mark::Bad || malformed || failure || !text.contains(u"is valid."_s), "red has a reason");
            // 401 for its signature is said to be for that only if the signature was not good when it came.
            const bool wasGood = summary.signature.verdict == SignatureVerdict::Valid;
            is(!text.contains(u"So it was answered"_s) || (!wasGood && failure), "no cause without effect");
        });
        QVERIFY(said > 100'000);
    }

    void everyCombinationThatIsRedHasAWayToGreen()
    {
        forEveryCombination([&](const CaptureSummary& summary, const SignatureResult& now) {
            const QString way = words::wayToGreen(summary, now, {});
            const bool failed = summary.kind == CaptureKind::Malformed || summary.record.status == SpeckleStatus::Failure;
            if (failed == way.isEmpty() || (!way.isEmpty() && !way.endsWith(u'.')))
                qFatal("way to green: %s", qPrintable(way));
        });
    }

    void theWayToGreenKnowsWhyItWasAnsweredSo()
    {
        using answers::AnswerCause;
        const CaptureSummary unavailable = capture(int(SignatureVerdict::NoSecret), {SpeckleStatus::Failure, SpeckleReason::HttpStatus, 503}, 503);
        const auto way = [&](const answers::Cause& cause) { return words::wayToGreen(unavailable, unavailable.signature, cause); };
        QVERIFY(way({AnswerCause::Script, 1}).contains(u"step 1 of the endpoint's script"_s));
        QVERIFY(!way({AnswerCause::Script, 1}).contains(u"disabled"_s));
        QVERIFY(way({AnswerCause::Disabled, 0}).startsWith(u"Enable the endpoint"_s));
        QVERIFY(way({AnswerCause::Held, 0}).startsWith(u"Release the endpoint"_s));
        QVERIFY(way({AnswerCause::Closed, 0}).startsWith(u"Set the endpoint's secret again"_s));
        QVERIFY(way({}).startsWith(u"Answer 200"_s));
    }

    void everyVerdictHasItsOwnClause()
    {
        QSet<QString> clauses;
        for (int verdict = 0; verdict < verdicts; ++verdict)
            clauses.insert(words::signatureClause(judged(verdict)));
        QCOMPARE(clauses.size(), verdicts);
        QVERIFY(words::signatureClause({SignatureVerdict::HeaderMissing, "slack", Dialect::None}).contains(u"X-Slack-Signature"_s));
    }

    void theCauseComesFirst()
    {
        using enum SignatureVerdict;
        QCOMPARE(words::verdictText(capture(int(Mismatch), refused, 401), judged(int(Mismatch))),
                 u"The signature fits none of the endpoint's secrets. So it was answered 401, and Speckle records a failure."_s);
        QCOMPARE(words::verdictText(capture(int(Valid), {SpeckleStatus::Failure, SpeckleReason::Timeout, 0}, 200), judged(int(Valid))),
                 u"The answer was not complete within 10 seconds, so Speckle records a failure. The signature is valid."_s);
        QCOMPARE(words::verdictText(capture(int(Valid), succeeded, 200), judged(int(SecretsUnreadable))),
                 u"The signature cannot be judged now: the endpoint's secrets cannot be read. On arrival it was “valid”. It was answered "
                 "200, and Speckle records a success."_s);
        QCOMPARE(words::verdictText(capture(int(Mismatch), refused, 401), judged(int(SecretsUnreadable))),
                 u"The signature cannot be judged now: the endpoint's secrets cannot be read. On arrival it was “mismatch”. So it was "
                 "answered 401, and Speckle records a failure."_s);
        QCOMPARE(words::verdictText(capture(int(Valid), succeeded, 200), judged(int(Valid))),
                 u"The signature is valid. It was answered 200, and Speckle records a success."_s);
    }

    void whatExplainsAMismatchLeadsInItsPlace()
    {
        using enum SignatureVerdict;
        const QString cause = u"It was signed otherwise than the endpoint expects: empty secret."_s;
        QCOMPARE(words::verdictText(capture(int(Mismatch), refused, 401), judged(int(Mismatch)), cause),
                 cause + u" So it was answered 401, and Speckle records a failure."_s);
        // What is wrong with a header, or that there is no body, is not said by it.
        const QString other = u"It carries GitHub's signature (X-Hub-Signature-256), and your secret fits."_s;
        QCOMPARE(words::verdictText(capture(int(HeaderMissing), refused, 401), judged(int(HeaderMissing)), other),
                 u"The request has no X-WEBHOOK-SIGNATURE header. "_s + other + u" So it was answered 401, and Speckle records a failure."_s);
        QCOMPARE(words::verdictText(capture(int(BodyUnreadable), refused, 401), judged(int(BodyUnreadable)), cause),
                 words::signatureClause(judged(int(BodyUnreadable))) + u' ' + cause
                     + u" So it was answered 401, and Speckle records a failure."_s);
        forEveryCombination([&](const CaptureSummary& summary, const SignatureResult& now) {
            if (now.verdict != Mismatch)
                return;
            const QString text = words::verdictText(summary, now, cause);
            if (text.contains(u"fits none"_s) || text.contains(u"  "_s) || text.count(cause) > 1)
                qFatal("%s", qPrintable(text));
        });
    }

    void theLineTurnsWhenTheSettingsDo()
    {
        using enum SignatureVerdict;
        const CaptureSummary summary = capture(int(Mismatch), refused, 401);
        QCOMPARE(words::verdictText(summary, judged(int(Valid))),
                 u"The signature is valid now. On arrival it was “mismatch”, so it was answered 401, and Speckle records a "
                 "failure. The next delivery is judged by the settings of now."_s);
        QCOMPARE(words::markExplained(summary, judged(int(Valid))), u"rejected on arrival"_s);
        QCOMPARE(words::markExplained(summary, judged(int(Mismatch))), QString());
        CaptureSummary stored = summary;
        QCOMPARE(words::arrivalSentence(stored), QString());
        stored.now = judged(int(Valid));
        QCOMPARE(words::arrivalSentence(stored), u"On arrival it was “mismatch”, and answered 401."_s);
        QCOMPARE(words::markNow(capture(int(Mismatch), succeeded, 200), judged(int(Valid))), Mark::Good);
        QCOMPARE(words::markNow(capture(int(Valid), succeeded, 200), judged(int(Mismatch))), Mark::Bad);
    }

    void aRefusedRequestSaysWhyAndWhatItGot()
    {
        CaptureSummary summary = capture(0, {SpeckleStatus::Failure, SpeckleReason::HttpStatus, 400}, 400);
        summary.kind = CaptureKind::Malformed;
        summary.refusal = Refusal::HostMissing;
        const QString text = words::verdictText(summary, summary.signature);
        QVERIFY(text.contains(u"Host"_s) && text.endsWith(u"It was answered 400."_s));
    }
};

HOOKLOUPE_TEST(TestVerdictWords)
#include "tst_verdict_words.moc"
