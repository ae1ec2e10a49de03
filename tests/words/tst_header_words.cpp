// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "http/request.h"
#include "support/wire_file.h"
#include "verify/scheme.h"
#include "words/header_words.h"

#include <QTest>

using namespace hookloupe;
using namespace Qt::Literals::StringLiterals;

class TestHeaderWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyFieldOfARecordedRequestIsExplained()
    {
        for (const auto& file : test::wireFiles()) {
            for (const http::Header& header : http::viewHead(file.head).headers) {
                const QString sentence = words::headerMeaning(header.name);
                QVERIFY2(sentence.endsWith(u'.'), (file.name + ": " + header.name).c_str());
            }
        }
    }

    void everySchemesFieldsAreExplained()
    {
        for (const verify::Scheme& scheme : verify::schemes()) {
            for (const std::string_view name : {scheme.header, scheme.timestampHeader, scheme.idHeader})
                QVERIFY2(name.empty() || !words::headerMeaning(name).isEmpty(), std::string(name).c_str());
        }
    }

    void namesAreTakenInAnyCaseAndUnknownOnesStayUnexplained()
    {
        QCOMPARE(words::headerMeaning("content-TYPE"), words::headerMeaning("Content-Type"));
        QVERIFY(words::headerMeaning("X-Whatever").isEmpty());
        QVERIFY(words::headerMeaning("").isEmpty());
        QVERIFY(words::headerMeaning("x-webhook-signature").contains(u"empty key"));
    }
};

HOOKLOUPE_APPLESS_TEST(TestHeaderWords)
#include "tst_header_words.moc"
