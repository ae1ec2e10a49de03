// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/cli_program.h"

#include "support/crash.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

class TestCliCoreDumps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanup() { qunsetenv("HOOKLOUPE_CORE_DUMPS"); }

    void aCrashLeavesNoPictureOfTheMemory_data()
    {
        QTest::addColumn<bool>("wanted");
        QTest::newRow("by default") << false;
        QTest::newRow("unless it is wanted for debugging") << true;
    }
    void aCrashLeavesNoPictureOfTheMemory()
    {
        QFETCH(bool, wanted);
        if (wanted && !coresAreDumpedHere())
            QSKIP("core dumps are forbidden, or given to a crash reporter");
        if (wanted)
            qputenv("HOOKLOUPE_CORE_DUMPS", "1");
        QTemporaryDir home;
        qputenv("TOPSECRET", "hush");
        const QString store = home.filePath(u"s.hookloupe"_s);
        const Crash crashed = crash(cliPath(), {u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store, u"--quiet"_s,
                                                u"--secret-env"_s, u"TOPSECRET"_s}, home.path(), [&] { return QFile::exists(store); });
        QVERIFY(crashed.aborted);
        QCOMPARE(crashed.dumped, wanted);
        static const QRegularExpression none(u"Max core file size +0 "_s);
        QCOMPARE(none.match(QString::fromUtf8(crashed.limits)).hasMatch(), !wanted);
        if (!wanted) // and nothing for a crash reporter, whom the limit does not hold up
            QVERIFY2(crashed.dumpFilter.isEmpty() || crashed.dumpFilter.toInt(nullptr, 16) == 0, crashed.dumpFilter.constData());
    }
};

HOOKLOUPE_TEST(TestCliCoreDumps)
#include "tst_cli_core_dumps.moc"
