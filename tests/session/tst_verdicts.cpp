// SPDX-License-Identifier: GPL-3.0-or-later
// Stored captures judged once more after their endpoint's settings changed, beside what was true when they came.
#include "support/test_main.h"
#include "base/text.h"
#include "crypto/hmac.h"
#include "session/judged_source.h"
#include "session/session.h"
#include "session/verdicts.h"
#include "verify/judge_again.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::session;

namespace {

constexpr EndpointId ci{7};
const std::string body = R"({"payload":{"event":{"event_name":"commit_create"}}})";

std::string macOf(const std::string& secret)
{
    return toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, secret, body));
}

/// A capture as it was judged on arrival without a secret, signed with `secret`.
std::shared_ptr<Capture> captured(EndpointId endpoint, const std::string& secret, int status = 200)
{
    auto capture = std::make_shared<Capture>();
    capture->head = "POST /hooks/ci HTTP/1.1\r\nHost: a\r\nX-WEBHOOK-SIGNATURE: " + macOf(secret)
        + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    capture->body = body;
    CaptureSummary& summary = capture->summary;
    summary.arrivedAt = utcNow() - std::chrono::hours(1);
    summary.endpoint = endpoint;
    summary.contentBytes = std::int64_t(body.size());
    summary.signature = {SignatureVerdict::NoSecret, "speckle", Dialect::Object};
    summary.answerStatus = status;
    summary.outcome = AnswerOutcome::Sent;
    summary.record.status = status == 200 ? SpeckleStatus::Success : SpeckleStatus::Failure;
    return capture;
}

RulesPtr rulesWith(std::vector<std::string> secrets, std::vector<std::string> ofCatchAll = {}, const std::string& scheme = "speckle")
{
    Endpoint endpoint;
    endpoint.id = ci;
    endpoint.path = "/hooks/ci";
    endpoint.scheme = scheme;
    std::vector<ArmedEndpoint> armed;
    armed.push_back({Endpoint{}, std::move(ofCatchAll)});
    armed.push_back({endpoint, std::move(secrets)});
    return makeRules(std::move(armed));
}

struct Judged {
    QTemporaryDir folder;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::StoreSource> source;
    std::unique_ptr<Verdicts> verdicts;
    std::unique_ptr<JudgedSource> judged;
    std::map<std::int64_t, SignatureVerdict> told;
    int tellings = 0;
    std::vector<EndpointId> outdated;

    explicit Judged(const std::vector<std::shared_ptr<Capture>>& captures)
    {
        store::StoreOptions options;
        options.path = folder.filePath(u"s.hookloupe"_s).toStdString();
        store = std::move(store::Store::open(options, {})).value();
        for (std::size_t i = 0; i < captures.size(); ++i) {
            if (!store->enqueue(captures[i], i))
                qFatal("not stored");
        }
        store->flush();
        verdicts = std::make_unique<Verdicts>(options.path);
        source = std::move(store::openSource(options.path)).value();
        judged = std::make_unique<JudgedSource>(*source, *verdicts);
        QObject::connect(verdicts.get(), &Verdicts::judged, verdicts.get(), [this](const std::vector<JudgedAnew>& anew) {
            ++tellings;
            for (const JudgedAnew& one : anew)
                told[toInt(one.capture)] = one.now.verdict;
        });
        QObject::connect(verdicts.get(), &Verdicts::outdated, verdicts.get(), [this](qint64 id) { outdated.push_back(EndpointId{id}); });
    }
    ~Judged() { source.reset(); }

    [[nodiscard]] std::vector<CaptureSummary> summaries(const std::vector<CaptureId>& ids) const
    {
        std::optional<std::vector<CaptureSummary>> answer;
        judged->fetchSummaries(ids, [&](Result<std::vector<CaptureSummary>> read) { answer = std::move(*read); });
        [&] { QTRY_VERIFY(answer); }();
        return answer.value_or(std::vector<CaptureSummary>());
    }
    [[nodiscard]] std::vector<CaptureId> ids() const
    {
        std::optional<std::vector<CaptureId>> answer;
        judged->fetchIds({}, [&](Result<std::vector<CaptureId>> read) { answer = std::move(*read); });
        [&] { QTRY_VERIFY(answer); }();
        return answer.value_or(std::vector<CaptureId>());
    }
    [[nodiscard]] CaptureTotals totals(const std::vector<CaptureId>& of) const
    {
        std::optional<CaptureTotals> answer;
        judged->fetchTotals(of, [&](Result<CaptureTotals> read) { answer = *read; });
        [&] { QTRY_VERIFY(answer); }();
        return answer.value_or(CaptureTotals());
    }
    [[nodiscard]] std::vector<CaptureMoment> moments() const
    {
        std::optional<std::vector<CaptureMoment>> answer;
        judged->fetchMoments([&](Result<std::vector<CaptureMoment>> read) { answer = std::move(*read); });
        [&] { QTRY_VERIFY(answer); }();
        return answer.value_or(std::vector<CaptureMoment>());
    }
};

} // namespace

class TestVerdicts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aSecretThatIsSetTurnsWhatWasStored()
    {
        Judged test({captured(ci, "ours"), captured(ci, "theirs"), captured(catchAllEndpoint, "ours")});
        const auto ids = test.ids();
        test.verdicts->start(rulesWith({}));
        test.verdicts->setRules(rulesWith({"ours"}));
        QCOMPARE(test.outdated, std::vector<EndpointId>{ci});
        QTRY_COMPARE(test.told.size(), std::size_t(2));
        QCOMPARE(test.told[toInt(ids[0])], SignatureVerdict::Valid);
        QCOMPARE(test.told[toInt(ids[1])], SignatureVerdict::Mismatch);

        const auto now = test.summaries(ids);
        QVERIFY(now[0].now && now[0].now->verdict == SignatureVerdict::Valid);
        QCOMPARE(now[0].signature.verdict, SignatureVerdict::NoSecret); // what was true on arrival
        QCOMPARE(markOf(now[0]), Mark::Good);
        QCOMPARE(markOf(now[1]), Mark::Bad);
        QVERIFY(!now[2].now);
        QCOMPARE(markOf(now[2]), Mark::Unjudged);

        // The store itself says what it said.
        std::optional<std::vector<CaptureSummary>> stored;
        test.source->fetchSummaries(ids, [&](Result<std::vector<CaptureSummary>> read) { stored = std::move(*read); });
        QTRY_VERIFY(stored);
        QVERIFY(!stored->front().now && stored->front().signature.verdict == SignatureVerdict::NoSecret);

        const CaptureTotals totals = test.totals(ids);
        QCOMPARE(totals.good, 1);
        QCOMPARE(totals.bad, 1);
        QCOMPARE(totals.unjudged, 1);
        const auto moments = test.moments();
        QCOMPARE(moments[0].mark, Mark::Good);
        QCOMPARE(moments[1].mark, Mark::Bad);
        QCOMPARE(moments[2].mark, Mark::Unjudged);
    }

    void takenBackEverythingIsAsItWas()
    {
        Judged test({captured(ci, "ours"), captured(ci, "theirs")});
        const auto ids = test.ids();
        test.verdicts->start(rulesWith({}));
        test.verdicts->setRules(rulesWith({"ours"}));
        QTRY_COMPARE(test.told.size(), std::size_t(2));
        test.told.clear();
        test.verdicts->setRules(rulesWith({}));
        QTRY_COMPARE(test.told.size(), std::size_t(2));
        QCOMPARE(test.told[toInt(ids[0])], SignatureVerdict::NoSecret);
        for (const CaptureSummary& summary : test.summaries(ids))
            QVERIFY(!summary.now);
        QCOMPARE(test.totals(ids).unjudged, 2);
    }

    void whatIsShownIsJudgedThoughNothingChangedSinceTheStart()
    {
        // As after a restart: the secret was set when an earlier session had stored them.
        Judged test({captured(ci, "ours"), captured(catchAllEndpoint, "ours")});
        const auto ids = test.ids();
        QVERIFY(!test.summaries(ids)[0].now); // asked for before the secrets are there
        QVERIFY(test.told.empty());
        test.verdicts->start(rulesWith({"ours"}));
        QTRY_COMPARE(test.told.size(), std::size_t(1));
        QCOMPARE(test.told[toInt(ids[0])], SignatureVerdict::Valid);
        QVERIFY(test.summaries(ids)[0].now);
        QCOMPARE(test.tellings, 1);
    }

    void whatCameAfterTheChangeIsNotJudgedAgain()
    {
        auto fresh = captured(ci, "ours");
        fresh->summary.arrivedAt = utcNow() + std::chrono::hours(1); // long after any change below
        Judged test({fresh});
        const auto ids = test.ids();
        test.verdicts->start(rulesWith({"ours"}));
        QVERIFY(!test.summaries(ids)[0].now);
        // What it said on arrival would be contradicted by now, had it been judged.
        auto old = captured(ci, "ours");
        QVERIFY(test.store->enqueue(old, 1).ok());
        test.store->flush();
        const auto both = test.ids();
        QCOMPARE(both.size(), std::size_t(2));
        QVERIFY(!test.summaries(both)[0].now);
        QTRY_COMPARE(test.told.size(), std::size_t(1));
        QVERIFY(test.told.contains(toInt(both[1])));
    }

    void whatCannotBeJudgedStaysAsItWas()
    {
        auto malformed = captured(ci, "ours", 400);
        malformed->summary.kind = CaptureKind::Malformed;
        malformed->summary.signature = {};
        auto gone = captured(EndpointId{99}, "ours");
        gone->summary.signature.verdict = SignatureVerdict::Valid;
        auto atHead = captured(ci, "ours");
        atHead->head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
        atHead->body.clear();
        atHead->summary.signature = {};
        Judged test({malformed, gone, atHead, captured(ci, "ours")});
        const auto ids = test.ids();
        test.verdicts->start(rulesWith({}));
        test.verdicts->setRules(rulesWith({"ours"}));
        (void)test.summaries(ids);
        QTRY_COMPARE(test.told.size(), std::size_t(1));
        QVERIFY(test.told.contains(toInt(ids[3])));
        const auto now = test.summaries(ids);
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(!now[i].now);
    }

    void anotherSchemeIsAChangeAndAnotherNameIsNone()
    {
        Judged test({captured(ci, "ours")});
        test.verdicts->start(rulesWith({"ours"}));
        Endpoint renamed;
        renamed.id = ci;
        renamed.path = "/hooks/ci";
        renamed.description = "another name";
        renamed.rejectInvalid = false;
        test.verdicts->setRules(makeRules({{Endpoint{}, {}}, {renamed, {"ours"}}}));
        QVERIFY(test.outdated.empty());
        test.verdicts->setRules(rulesWith({"ours"}, {}, "github"));
        QCOMPARE(test.outdated, std::vector<EndpointId>{ci});
        QTRY_COMPARE(test.told.size(), std::size_t(1));
        QCOMPARE(test.told.begin()->second, SignatureVerdict::HeaderMissing);
    }

    void settingsThatChangeWhileItJudgesAreTheOnesThatCount()
    {
        std::vector<std::shared_ptr<Capture>> many;
        for (int i = 0; i < 200; ++i)
            many.push_back(captured(ci, i % 2 ? "odd" : "even"));
        Judged test(many);
        const auto ids = test.ids();
        test.verdicts->start(rulesWith({}));
        for (int i = 0; i < 20; ++i)
            test.verdicts->setRules(rulesWith({i % 2 ? "odd" : "even"}));
        const auto verdictOf = [&](std::size_t i) {
            const auto told = test.told.find(toInt(ids[i]));
            return told == test.told.end() ? SignatureVerdict::NoSecret : told->second;
        };
        for (std::size_t i = 0; i < ids.size(); ++i)
            QTRY_COMPARE(verdictOf(i), i % 2 ? SignatureVerdict::Valid : SignatureVerdict::Mismatch);
        const auto now = test.summaries(ids);
        for (std::size_t i = 0; i < now.size(); ++i)
            QCOMPARE(signatureNow(now[i]).verdict, i % 2 ? SignatureVerdict::Valid : SignatureVerdict::Mismatch);
    }

    void ofVeryManyTheNewestAreJudgedAndTheRestWhenShown()
    {
        std::vector<std::shared_ptr<Capture>> many;
        for (std::size_t i = 0; i < Verdicts::judgedUnasked + 500; ++i)
            many.push_back(captured(ci, "ours"));
        Judged test(many);
        const auto ids = test.ids();
        test.verdicts->start(rulesWith({}));
        test.verdicts->setRules(rulesWith({"ours"}));
        QTRY_COMPARE(test.told.size(), Verdicts::judgedUnasked);
        QVERIFY(test.told.contains(toInt(ids.back())));
        QVERIFY(!test.told.contains(toInt(ids.front())));
        (void)test.summaries({ids[3], ids[4]});
        QTRY_COMPARE(test.told.size(), Verdicts::judgedUnasked + 2);
        QVERIFY(test.told.contains(toInt(ids[3])));
    }

    void itEndsInTheMiddle()
    {
        std::vector<std::shared_ptr<Capture>> many;
        for (int i = 0; i < 500; ++i)
            many.push_back(captured(ci, "ours"));
        Judged test(many);
        test.verdicts->start(rulesWith({}));
        test.verdicts->setRules(rulesWith({"ours"}));
        QTRY_VERIFY(!test.told.empty());
        test.source.reset();
        test.judged.reset();
        test.verdicts.reset(); // with most of it still to be done
        QVERIFY(test.told.size() <= 500);
    }
};

HOOKLOUPE_TEST(TestVerdicts)
#include "tst_verdicts.moc"
