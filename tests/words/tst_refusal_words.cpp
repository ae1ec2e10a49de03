// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "words/refusal_words.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace hookloupe;

class TestRefusalWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRefusalHasItsOwnSentenceAndName()
    {
        static const QRegularExpression snakeCase(QStringLiteral("^[a-z][a-z0-9]*(_[a-z0-9]+)*$"));
        QSet<QString> sentences;
        QSet<QString> names;
        const int last = static_cast<int>(Refusal::WebPageQuota);
        for (int i = 1; i <= last; ++i) {
            const auto sentence = words::refusalSentence(static_cast<Refusal>(i));
            const auto name = words::refusalName(static_cast<Refusal>(i));
            QVERIFY2(sentence.endsWith(u'.') && sentence.front().isUpper(), qPrintable(QString::number(i)));
            QVERIFY2(snakeCase.match(name).hasMatch(), qPrintable(name));
            sentences.insert(sentence);
            names.insert(name);
        }
        QCOMPARE(sentences.size(), last);
        QCOMPARE(names.size(), last);
        QVERIFY(words::refusalSentence(Refusal::None).isEmpty());
        QCOMPARE(words::refusalName(Refusal::None), QStringLiteral("none"));
        QCOMPARE(words::refusalName(Refusal::ContentLengthRepeated), QStringLiteral("content_length_repeated"));
    }

    void everyOutcomeHasItsOwnSentence()
    {
        QSet<QString> sentences;
        for (const auto outcome : {AnswerOutcome::Open, AnswerOutcome::Sent, AnswerOutcome::ClientLeft,
                                   AnswerOutcome::TimedOut, AnswerOutcome::None}) {
            const auto sentence = words::outcomeSentence(outcome);
            QVERIFY(sentence.endsWith(u'.'));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), 5);
        QCOMPARE(words::outcomeSentence(AnswerOutcome::ClientLeft),
                 QStringLiteral("The client closed the connection before the answer was sent."));
    }
};

HOOKLOUPE_APPLESS_TEST(TestRefusalWords)
#include "tst_refusal_words.moc"
