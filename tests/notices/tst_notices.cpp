// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "notices/notice_rules.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using namespace std::chrono_literals;

namespace {

const NoticeRules::Time start{std::chrono::hours(5)};

CaptureSummary capture(std::int64_t id, std::int64_t endpoint, Mark mark)
{
    CaptureSummary summary;
    summary.id = CaptureId{id};
    summary.endpoint = EndpointId{endpoint};
    summary.method = "POST";
    summary.target = "/hooks/secret-token?key=hunter2";
    summary.event.wireName = "commit_create";
    summary.outcome = AnswerOutcome::Sent;
    summary.answerStatus = mark == Mark::Bad ? 401 : 200;
    summary.record = {mark == Mark::Bad ? SpeckleStatus::Failure : SpeckleStatus::Success,
                      mark == Mark::Bad ? SpeckleReason::HttpStatus : SpeckleReason::None, mark == Mark::Bad ? 401 : 0};
    summary.signature.verdict = mark == Mark::Unjudged ? SignatureVerdict::NoSecret : SignatureVerdict::Valid;
    return summary;
}

NoticeRules rules(bool newRequests, bool firstRed)
{
    NoticeRules made;
    made.setChoice({newRequests, firstRed});
    return made;
}

} // namespace

class TestNotices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSaidUntilItIsChosen()
    {
        NoticeRules quiet;
        quiet.note({capture(1, 1, Mark::Good), capture(2, 1, Mark::Bad)}, {}, start);
        QVERIFY(quiet.take(start).isEmpty());
        QVERIFY(!quiet.wait(start));
    }

    void aReplayThatIsKeptIsNoRequest()
    {
        NoticeRules both = rules(true, true);
        CaptureSummary replay = capture(2, 1, Mark::Bad);
        replay.kind = CaptureKind::Replay;
        both.note({replay}, {}, start);
        QVERIFY(both.take(start).isEmpty());
        both.note({capture(3, 1, Mark::Bad)}, {}, start); // and the first that is bad is still the first
        QCOMPARE(both.take(start).turnedRed, 1);
    }

    void manyAreOneNoticeEveryFewSeconds()
    {
        NoticeRules some = rules(true, false);
        some.note({capture(1, 1, Mark::Good)}, {}, start);
        QCOMPARE(some.take(start).requests, 1);
        int notices = 0;
        int requests = 0;
        for (int i = 0; i < 1000; ++i) {
            const auto now = start + i * 10ms; // ten seconds
            some.note({capture(i + 2, 1, Mark::Good)}, {}, now);
            if (const Notice notice = some.take(now); !notice.isEmpty()) {
                ++notices;
                requests += notice.requests;
            }
        }
        QCOMPARE(notices, 1);
        QCOMPARE(*some.wait(start + 9990ms), 10ms);
        requests += some.take(start + 10s).requests;
        QCOMPARE(requests, 1000);
    }

    void onlyTheFirstRedIsNews()
    {
        NoticeRules some = rules(false, true);
        some.note({capture(1, 1, Mark::Good)}, {}, start);
        QVERIFY(some.take(start).isEmpty());
        some.note({capture(2, 1, Mark::Bad)}, {}, start);
        const Notice first = some.take(start);
        QCOMPARE(first.turnedRed, 1);
        QCOMPARE(toInt(first.red->id), 2);
        some.note({capture(3, 1, Mark::Bad), capture(4, 1, Mark::Bad)}, {}, start + 6s);
        QVERIFY(some.take(start + 6s).isEmpty());
        some.note({capture(5, 1, Mark::Good), capture(6, 1, Mark::Bad)}, {}, start + 12s);
        QCOMPARE(some.take(start + 12s).turnedRed, 1);
    }

    void whatWasRedBeforeTheStartIsNoNews()
    {
        NoticeRules some = rules(false, true);
        some.seed({capture(1, 1, Mark::Bad), capture(2, 2, Mark::Good)});
        some.note({capture(3, 1, Mark::Bad), capture(4, 2, Mark::Bad)}, {}, start);
        const Notice notice = some.take(start);
        QCOMPARE(notice.turnedRed, 1);
        QCOMPARE(toInt(notice.red->endpoint), 2);
    }

    void anAnswerThatFailsWhileItIsSentCounts()
    {
        NoticeRules some = rules(false, true);
        some.seed({capture(1, 1, Mark::Good)});
        CaptureSummary open = capture(2, 1, Mark::Good);
        open.outcome = AnswerOutcome::Open;
        open.record = {};
        some.note({open}, {}, start);
        QVERIFY(some.take(start).isEmpty());
        AnswerReport report;
        report.capture = open.id;
        report.outcome = AnswerOutcome::ClientLeft;
        report.record = {SpeckleStatus::Failure, SpeckleReason::Timeout, 0};
        some.note({}, {report, {CaptureId{77}, AnswerOutcome::Sent, {}, {}}}, start);
        QCOMPARE(some.take(start).turnedRed, 1);
    }

    void doNotDisturbSaysNothingThenOrLater()
    {
        NoticeRules some = rules(true, true);
        some.setQuietUntil(start + 1h);
        some.note({capture(1, 1, Mark::Good), capture(2, 1, Mark::Bad)}, {}, start);
        QVERIFY(some.take(start).isEmpty());
        QVERIFY(some.isQuiet(start + 59min));
        QVERIFY(some.take(start + 2h).isEmpty());
        some.note({capture(3, 1, Mark::Good)}, {}, start + 2h);
        QCOMPARE(some.take(start + 2h).requests, 1);
    }

    void theWordsCarryNothingOfTheRequestAndNoMarkup()
    {
        const std::vector<Endpoint> endpoints{
            {EndpointId{1}, "/hooks/secret-token", "<b>ci</b> & <a href=x>\u202e" + std::string(500, 'x'), {}, "speckle", true, true}};
        Notice notice;
        notice.requests = 3;
        notice.last = capture(1, 1, Mark::Bad);
        notice.turnedRed = 1;
        notice.red = notice.last;
        for (const int variant : {0, 1, 2}) {
            if (variant == 1)
                notice.red.reset();
            if (variant == 2)
                notice.last->event.wireName = "<script>evil</script>";
            const NoticeWords words = noticeWords(notice, endpoints);
            const QString all = words.title + words.text;
            for (const QString& never : {u"<"_s, u">"_s, u"&"_s, u"hunter2"_s, u"secret-token"_s, u"\u202e"_s, u"evil"_s})
                QVERIFY2(!all.contains(never), qPrintable(all));
            QVERIFY(words.title.size() < 120);
            QVERIFY(!words.text.isEmpty());
        }
    }

    void theWordsSayOneAndMany()
    {
        Notice notice;
        notice.requests = 1;
        notice.last = capture(1, 0, Mark::Good);
        const std::vector<Endpoint> endpoints{{}};
        QCOMPARE(noticeWords(notice, endpoints).title, u"One new request"_s);
        QCOMPARE(noticeWords(notice, endpoints).text, u"version_create for “Everything else”."_s);
        notice.requests = 12;
        QCOMPARE(noticeWords(notice, endpoints).title, u"12 new requests"_s);
        notice.turnedRed = 1;
        notice.red = capture(2, 9, Mark::Bad);
        QVERIFY(noticeWords(notice, endpoints).title.contains(u"was removed"_s));
        QVERIFY(noticeWords(notice, endpoints).text.contains(u"12 new requests"_s));
    }
};

HOOKLOUPE_APPLESS_TEST(TestNotices)
#include "tst_notices.moc"
