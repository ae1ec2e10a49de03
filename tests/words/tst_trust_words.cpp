// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "words/trust_words.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::words;

class TestTrustWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyReasonIsASentence()
    {
        QVERIFY(trustReasonSentence(TrustReason::None, {}).isEmpty());
        for (const auto reason : {TrustReason::Unknown, TrustReason::Copied, TrustReason::Changed, TrustReason::Salvaged}) {
            const QString sentence = trustReasonSentence(reason, "/home/me/\x1b[2J.hookloupe");
            QVERIFY(sentence.startsWith(u"This store "_s) && sentence.endsWith(u'.'));
            QVERIFY(!sentence.contains(u'\x1b'));
        }
        QVERIFY(trustReasonSentence(TrustReason::Copied, "/a").contains(u"/a"_s));
    }

    void aTargetSaysWhereItIsAndWhatGoesAlong()
    {
        QStringList sentences;
        for (const auto place : {TrustTarget::Place::ThisMachine, TrustTarget::Place::Socket, TrustTarget::Place::Elsewhere}) {
            for (const bool credentials : {true, false})
                sentences << trustPlaceSentence({"http://h/", place, credentials});
        }
        QCOMPARE(sentences.removeDuplicates(), 0);
        QCOMPARE(sentences[4], u"Another machine: Authorization, Cookie and signatures go along."_s);
        QCOMPARE(sentences[3], u"A socket of this machine: Authorization, Cookie and signatures are left out."_s);
    }

    void anAnswerIsToldStepByStep()
    {
        QCOMPARE(trustAnswerLines("answer 200 file=/etc/passwd\nredirect 307 to=http://h/\nclose\n", 5),
                 QStringList({u"Answer: 200, file /etc/passwd"_s, u"Redirect: 307 to http://h/"_s, u"Close without an answer"_s}));
        QCOMPARE(trustAnswerLines("close\nclose\nclose\nclose", 2).last(), u"and 2 more steps"_s);
        QCOMPARE(trustAnswerLines("close\nclose\nclose", 2).last(), u"and one more step"_s);
        QCOMPARE(trustAnswerLines("teleport", 2).size(), 1);
        QVERIFY(trustAnswerLines("answer 200 body=\"" + std::string(5000, 'x') + "\"", 2).front().size() <= 300);
    }

    void onlyWhatIsHeldIsSaidToBe()
    {
        std::vector<Endpoint> endpoints(1);
        for (int i = 1; i <= 6; ++i)
            endpoints.push_back({EndpointId{i}, "/e" + std::to_string(i), {}, {}});
        HeldStore held{TrustReason::Unknown, {}, {{EndpointId{1}, true, false, {}}, {EndpointId{2}, false, true, {}}}, false};
        QString said = trustMeanwhileSentence(held, endpoints);
        QVERIFY2(said.contains(u"nothing is passed on of what comes to /e1."_s), qPrintable(said));
        QVERIFY2(said.contains(u"what is let in is answered 200 OK instead of as is held, at /e2."_s), qPrintable(said));
        QVERIFY(!said.contains(u"edited requests"_s));
        held.endpoints.erase(held.endpoints.begin()); // agreed to
        said = trustMeanwhileSentence(held, endpoints);
        QVERIFY2(!said.contains(u"passed on"_s) && said.contains(u"/e2"_s), qPrintable(said));
        held = {TrustReason::Unknown, {}, {{catchAllEndpoint, true, false, {}}}, true};
        said = trustMeanwhileSentence(held, endpoints);
        QVERIFY2(said.contains(u"comes to the catch-all."_s) && said.contains(u"edited requests"_s), qPrintable(said));
        for (int i = 1; i <= 4; ++i)
            held.endpoints.push_back({EndpointId{i}, true, false, {}});
        said = trustMeanwhileSentence(held, endpoints);
        QVERIFY2(said.contains(u"the catch-all, /e1, /e2 and 2 more endpoints."_s), qPrintable(said));
    }

    void nothingIsSaidToBeVerifiedWhereSecretsCannotBeRead()
    {
        std::vector<Endpoint> endpoints{{}, {EndpointId{1}, "/hooks/ci", "CI hook", {}}};
        const HeldStore held{TrustReason::Copied, "/store", {{EndpointId{1}, true, false, {}}}, false};
        const QString said = trustMeanwhileSentence(held, endpoints, true);
        QVERIFY2(!said.contains(u"as always"_s) && said.contains(u"cannot be read are not verified."_s), qPrintable(said));
        QVERIFY2(said.contains(u"comes to “CI hook”."_s), qPrintable(said)); // by the name that the window has for it
    }

    void whatWaitsIsCounted()
    {
        QCOMPARE(trustWaitingSentence(1), u"One request waits for it and would be sent."_s);
        QCOMPARE(trustWaitingSentence(7), u"7 requests wait for it and would be sent."_s);
    }
};

HOOKLOUPE_APPLESS_TEST(TestTrustWords)
#include "tst_trust_words.moc"
