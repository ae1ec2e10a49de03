// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/framer.h"
#include "support/wire_file.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::http;
using namespace std::string_literals;
using State = RequestFramer::State;

class TestFramer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRecordedRequestIsFramedByteForByte()
    {
        for (const auto& file : test::wireFiles()) {
            RequestFramer framer;
            const auto bytes = file.bytes();
            QCOMPARE(framer.feed(bytes + "next"), bytes.size());
            QVERIFY2(framer.state() == State::Complete, file.name.c_str());
            QVERIFY(!framer.head().keepAlive);
            const auto request = framer.take();
            QCOMPARE(request.rawHead, file.head);
            QCOMPARE(request.rawBody, file.body);
            QVERIFY(!request.dechunked);
            QVERIFY(framer.state() == State::Idle);
        }
    }
};

QTEST_APPLESS_MAIN(TestFramer)
#include "tst_framer.moc"
