// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "words/error_words.h"

#include <QSet>
#include <QTest>

using namespace hookloupe;
using namespace Qt::Literals::StringLiterals;

class TestErrorWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyErrorNamesItsInputAndTheWayOut()
    {
        QSet<QString> sentences;
        for (int code = 0; code <= static_cast<int>(ErrorCode::Failed); ++code) {
            const QString sentence = words::errorSentence({static_cast<ErrorCode>(code), "/some/input"});
            QVERIFY2(sentence.contains(u"/some/input"_s), qPrintable(sentence));
            QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u"%1"_s), qPrintable(sentence));
            const QString without = words::errorSentence({static_cast<ErrorCode>(code), {}});
            QVERIFY2(without.endsWith(u'.') && !without.contains(u"%1"_s) && !without.contains(u"()"_s), qPrintable(without));
            sentences << sentence << without;
        }
        QCOMPARE(sentences.size(), 2 * (static_cast<int>(ErrorCode::Failed) + 1));
    }

    void aReasonAfterTheInputReadsAsASentence()
    {
        // The details are "path" or "path: reason": no sentence may go on after them.
        for (int code = 0; code <= static_cast<int>(ErrorCode::Failed); ++code) {
            const QString sentence = words::errorSentence({static_cast<ErrorCode>(code), "/some/input: its reason"});
            const qsizetype end = sentence.indexOf(u"its reason"_s) + 10;
            QVERIFY2(sentence.at(end) == u'.' || sentence.at(end) == u')', qPrintable(sentence));
        }
    }

    void hostileNamesAreMadeVisible()
    {
        QVERIFY(words::errorSentence({ErrorCode::NotFound, "a\x1b[31m %2"}).contains(u"a\\u{001B}[31m %2"_s));
    }
};

HOOKLOUPE_TEST(TestErrorWords)
#include "tst_error_words.moc"
