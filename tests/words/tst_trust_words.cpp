// SPDX-License-Identifier: GPL-3.0-or-later
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
        QCOMPARE(trustTargetWords({"http://127.0.0.1:1/", TrustTarget::Place::ThisMachine, true}, 80),
                 u"http://127.0.0.1:1/ (this machine; Authorization, Cookie and signatures go along)"_s);
        QCOMPARE(trustTargetWords({"https://h/", TrustTarget::Place::Elsewhere, false}, 80),
                 u"https://h/ (another machine; without Authorization, Cookie and signatures)"_s);
        QVERIFY(trustTargetWords({"unix:/run/d.sock:/x", TrustTarget::Place::Socket, true}, 80).contains(u"a socket of this machine"_s));
        const QString cut = trustTargetWords({"http://h/" + std::string(500, 'x'), TrustTarget::Place::Elsewhere, true}, 40);
        QCOMPARE(cut.indexOf(u'…'), 39);
        QVERIFY(!trustTargetWords({"http://h/\u202e\x1b", TrustTarget::Place::Elsewhere, true}, 80).contains(QChar(0x202e)));
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

    void whatWaitsIsCounted()
    {
        QCOMPARE(trustWaitingSentence(1), u"One request waits for it and would be sent."_s);
        QCOMPARE(trustWaitingSentence(7), u"7 requests wait for it and would be sent."_s);
    }
};

QTEST_APPLESS_MAIN(TestTrustWords)
#include "tst_trust_words.moc"
