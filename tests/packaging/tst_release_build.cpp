// SPDX-License-Identifier: GPL-3.0-or-later
// What users build: read from the programs themselves, as flags that were asked for may not have come to anything.
#include "support/test_main.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestReleaseBuild : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] static QString readelf(const QStringList& arguments)
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, u"C"_s);
        process.setProcessEnvironment(environment);
        process.start(u"readelf"_s, arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            return {};
        return QString::fromUtf8(process.readAllStandardOutput());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
#ifndef HOOKLOUPE_HARDENED
        QSKIP("this build is neither optimised nor hardened (" HOOKLOUPE_BUILD_TYPE "): see the presets ci and release");
#endif
        if (readelf({u"--version"_s}).isEmpty()) {
            if (qEnvironmentVariableIsSet("HOOKLOUPE_NEED_TOOLS"))
                QFAIL("readelf is not here");
            QSKIP("readelf is not here");
        }
    }

    void theProgramsAreHardened_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("terminal") << QStringLiteral(HOOKLOUPE_BIN_DIR "/hookloupe-cli");
        QTest::newRow("window") << QStringLiteral(HOOKLOUPE_BIN_DIR "/hookloupe");
    }
    void theProgramsAreHardened()
    {
        QFETCH(QString, program);
        const QString header = readelf({u"-h"_s, program});
        QVERIFY2(header.contains(u"DYN (Position-Independent Executable file)"_s) || header.contains(u"DYN (Shared object file)"_s),
                 qPrintable(header));
        const QString segments = readelf({u"-lW"_s, program});
        QVERIFY2(segments.contains(u"GNU_RELRO"_s), qPrintable(segments));
        static const QRegularExpression stack(u"GNU_STACK +0x\\S+ 0x\\S+ 0x\\S+ 0x\\S+ 0x\\S+ (\\S+)"_s);
        QCOMPARE(stack.match(segments).captured(1), u"RW"_s); // not executable
        const QString dynamic = readelf({u"-dW"_s, program});
        QVERIFY2(dynamic.contains(u"BIND_NOW"_s) || dynamic.contains(u"Flags: NOW"_s), qPrintable(dynamic));
        QVERIFY2(!dynamic.contains(u"RPATH"_s) && !dynamic.contains(u"RUNPATH"_s), qPrintable(dynamic)); // no libraries of others
        QVERIFY(!dynamic.contains(u"TEXTREL"_s));
        const QString symbols = readelf({u"--dyn-syms"_s, u"-W"_s, program});
        QVERIFY(symbols.contains(u"__stack_chk_fail"_s));
        static const QRegularExpression checked(u"__\\w+_chk@"_s); // of _FORTIFY_SOURCE
        QVERIFY(checked.match(QString(symbols).remove(u"__stack_chk_fail"_s)).hasMatch());
    }

    void whatUsersRunHoldsNoSymbols()
    {
        if (QLatin1StringView(HOOKLOUPE_BUILD_TYPE) != "Release"_L1)
            QSKIP("built for looking into: " HOOKLOUPE_BUILD_TYPE);
        for (const QString& program : {QStringLiteral(HOOKLOUPE_BIN_DIR "/hookloupe-cli"), QStringLiteral(HOOKLOUPE_BIN_DIR "/hookloupe")}) {
            const QString sections = readelf({u"-SW"_s, program});
            QVERIFY2(sections.contains(u".text"_s), qPrintable(sections));
            QVERIFY2(!sections.contains(u".debug_info"_s) && !sections.contains(u".symtab"_s), qPrintable(sections));
        }
    }

    void jumpsGoWhereTheyAreMeantTo()
    {
#ifndef HOOKLOUPE_HAS_CET
        QSKIP("not on this processor, or not with this compiler");
#else
        // The folders' own code: the programs carry the mark only where the C library's start files do, too.
        const QFileInfoList libraries = QDir(QStringLiteral(HOOKLOUPE_LIB_DIR)).entryInfoList({u"libhookloupe_*.a"_s}, QDir::Files);
        QVERIFY(libraries.size() > 10);
        for (const QFileInfo& library : libraries) {
            if (library.fileName().contains(u"precompiled"_s))
                continue;
            const QString notes = readelf({u"-nW"_s, library.filePath()});
            static const QRegularExpression object(u"^File: "_s, QRegularExpression::MultilineOption);
            const auto objects = notes.count(object);
            QVERIFY2(objects > 0, qPrintable(library.fileName()));
            QCOMPARE(notes.count(u"x86 feature: IBT, SHSTK"_s), objects);
        }
#endif
    }
};

HOOKLOUPE_TEST(TestReleaseBuild)
#include "tst_release_build.moc"
