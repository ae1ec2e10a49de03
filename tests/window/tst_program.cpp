// SPDX-License-Identifier: GPL-3.0-or-later
// The window's program from outside: its streams, its signals, its end.
#include "support/test_main.h"
#include "window/signal_stop.h"
#include "support/crash.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString program()
{
    return QStringLiteral(HOOKLOUPE_BIN_DIR "/hookloupe");
}

/// Runs `action` in a process of its own; how that ended, as waitpid() says.
template <typename Action>
int inAChild(const Action& action)
{
    const pid_t child = ::fork();
    if (child == 0) {
        action();
        ::_exit(0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

} // namespace

class TestProgram : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] static QProcessEnvironment environmentAt(const std::optional<QString>& home)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const QString& name : {u"HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s})
            environment.remove(name);
        if (home)
            environment.insert(u"HOME"_s, *home);
        return environment;
    }
    [[nodiscard]] static QStringList optionsIn(const QTemporaryDir& folder)
    {
        return {u"--store"_s, folder.filePath(u"s.hookloupe"_s), u"--settings"_s, folder.filePath(u"s.ini"_s), u"--listen"_s,
                u"127.0.0.1:0"_s};
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theSecondSignalEndsItThoughItsEventLoopIsBusy_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::newRow("Ctrl+C twice") << SIGINT << SIGINT;
        QTest::newRow("told to end, then Ctrl+C") << SIGTERM << SIGINT;
        QTest::newRow("the terminal goes, then told to end") << SIGHUP << SIGTERM;
    }
    void theSecondSignalEndsItThoughItsEventLoopIsBusy()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        const int one = inAChild([first] {
            const ui::SignalStop stop; // no event loop ever runs
            ::raise(first);
        });
        QVERIFY(WIFEXITED(one));
        const int two = inAChild([first, second] {
            const ui::SignalStop stop;
            ::raise(first);
            ::raise(second);
        });
        QVERIFY(WIFSIGNALED(two));
        QCOMPARE(WTERMSIG(two), second);
    }

    void whatNohupIgnoresStaysIgnored()
    {
        const int status = inAChild([] {
            std::signal(SIGHUP, SIG_IGN);
            const ui::SignalStop stop;
            ::raise(SIGHUP);
            ::raise(SIGHUP);
        });
        QVERIFY(WIFEXITED(status));
    }

    void oneSignalEndsItInOrder()
    {
        for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
            QTemporaryDir folder;
            QProcess process;
            process.start(program(), optionsIn(folder));
            // The window remembers its store when it is made.
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath(u"s.ini"_s)) || process.state() == QProcess::NotRunning, 30'000);
            ::kill(static_cast<pid_t>(process.processId()), number);
            QVERIFY(process.waitForFinished(30'000));
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            QCOMPARE(process.exitCode(), 0);
        }
    }

    void itsHelpIsWrittenOrAnError()
    {
        QProcess process;
        process.start(u"bash"_s, {u"-c"_s, u"\"$0\" --help >/dev/full; echo $?; \"$0\" --help >&-; echo $?; \"$0\" --version"_s, program()});
        QVERIFY(process.waitForFinished(30'000));
        const QByteArray out = process.readAllStandardOutput();
        QVERIFY2(out.startsWith("3\n3\nhookloupe "), out.constData());
        QCOMPARE(process.readAllStandardError().count("standard output"), 2);
    }

    void withoutAHomeItSaysSoAndMakesNone()
    {
        QTemporaryDir folder;
        const QString missing = folder.filePath(u"nobody"_s);
        for (const QString& home : {missing, u"/"_s}) {
            QProcess process;
            process.setProcessEnvironment(environmentAt(home));
            process.start(program(), QStringList());
            QVERIFY(process.waitForFinished(30'000));
            QCOMPARE(process.exitCode(), 3);
            const QByteArray err = process.readAllStandardError();
            QVERIFY2(err.contains("--store and --settings"), err.constData());
        }
        QVERIFY(!QFile::exists(missing));
        QVERIFY(!QFile::exists(u"/.local/share/hookloupe"_s) && !QFile::exists(u"/.config/hookloupe"_s));
    }

    void aCrashLeavesNoPictureOfTheMemory()
    {
        QTemporaryDir folder;
        const Crash crashed = crash(program(), optionsIn(folder), folder.path(),
                                    [&] { return QFile::exists(folder.filePath(u"s.hookloupe"_s)); });
        QVERIFY(crashed.aborted);
        QVERIFY(!crashed.dumped);
        static const QRegularExpression none(u"Max core file size +0 "_s);
        QVERIFY2(none.match(QString::fromUtf8(crashed.limits)).hasMatch(), crashed.limits.constData());
        QCOMPARE(crashed.dumpFilter.toInt(nullptr, 16), 0); // and it can be read: a portal may look at the program
        QVERIFY(!crashed.dumpFilter.isEmpty());
    }
};

HOOKLOUPE_TEST(TestProgram)
#include "tst_program.moc"
