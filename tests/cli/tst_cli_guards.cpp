// SPDX-License-Identifier: GPL-3.0-or-later
// What is refused because it is a slip as a rule: a variable that is not set, no home folder, a name that is no file.
#include "support/test_main.h"
#include "support/cli_program.h"

#include "support/wire_file.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <pwd.h>
#include <unistd.h>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

class TestCliGuards : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QString store() const { return m_home->filePath(u"s.hookloupe"_s); }
    [[nodiscard]] CliResult run(const QStringList& arguments, const Variables& variables = {}) const
    {
        return runCli(arguments, home(), variables);
    }
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_home->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the test folder can't be written");
        return file.fileName();
    }
    /// With that HOME and no folder of the XDG specification but the one given; unset where it is null.
    [[nodiscard]] CliResult runAtHome(const QStringList& arguments, const std::optional<QString>& homeFolder,
                                      const Variables& variables = {}) const
    {
        QProcess process;
        auto environment = cliEnvironment(home(), variables);
        if (!variables.contains(u"XDG_DATA_HOME"_s))
            environment.remove(u"XDG_DATA_HOME"_s);
        if (!variables.contains(u"XDG_CONFIG_HOME"_s))
            environment.remove(u"XDG_CONFIG_HOME"_s);
        if (homeFolder)
            environment.insert(u"HOME"_s, *homeFolder);
        else
            environment.remove(u"HOME"_s);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(home());
        process.start(cliPath(), arguments);
        const bool ended = process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit;
        return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    [[nodiscard]] static QStringList shortServe()
    {
        return {u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--timeout"_s, u"0.05"_s};
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void anEmptyFilterIsAMistake()
    {
        for (const QString& filter : {QString(), u" "_s, u"   "_s}) {
            const CliResult result = run({u"replay"_s, u"--store"_s, store(), u"--filter"_s, filter, u"--to"_s, u"http://127.0.0.1:9"_s});
            QCOMPARE(result.exitCode, 2);
            QVERIFY2(result.err.contains("--filter") && result.err.contains("empty"), result.err.constData());
        }
    }

    void anEmptyValueIsSaid()
    {
        for (const QStringList& arguments : {QStringList{u"list"_s, u"--limit="_s}, QStringList{u"list"_s, u"--store"_s, QString()},
                                             QStringList{u"serve"_s, u"--endpoint"_s, QString()}}) {
            const CliResult result = run(arguments);
            QCOMPARE(result.exitCode, 2);
            QVERIFY2(result.err.contains("is empty. If a variable was to give it, that one is not set."), result.err.constData());
        }
    }

    void anEmptySecretIsRefusedUnlessItIsMeant()
    {
        const QString request = QStringLiteral(HOOKLOUPE_TEST_DATA "/wire/") + QString::fromStdString(wireFile("02-secret-empty").name);
        const QString empty = write(u"empty"_s, "\n");
        const QStringList allowed{u"--allow-empty-secret"_s};
        const Variables variables{{u"S"_s, QString()}};
        for (const QStringList& secret : {QStringList{u"--secret-env"_s, u"S"_s}, QStringList{u"--secret-file"_s, empty}}) {
            const QByteArray named = secret.back().toUtf8();
            const QStringList to{u"--to"_s, u"http://127.0.0.1:9"_s};
            for (const QStringList& command : {shortServe() + QStringList{u"--store"_s, store()},
                                               QStringList{u"forward"_s} + shortServe().mid(1) + to + QStringList{u"--store"_s, store()},
                                               QStringList{u"verify"_s, request}, QStringList{u"send"_s, u"--event"_s, u"commit_create"_s} + to,
                                               QStringList{u"replay"_s, u"1"_s, u"--resign"_s} + to}) {
                const CliResult result = run(command + secret, variables);
                QCOMPARE(result.exitCode, 2);
                QVERIFY2(result.err.contains(named) && result.err.contains("--allow-empty-secret"), result.err.constData());
                QVERIFY(result.out.isEmpty());
            }
            QCOMPARE(run(QStringList{u"verify"_s, request} + secret + allowed, variables).exitCode, 0);
            QCOMPARE(run(shortServe() + QStringList{u"--store"_s, store()} + secret + allowed, variables).exitCode, 0);
        }
        QCOMPARE(run(QStringList{u"verify"_s, request} + allowed).exitCode, 2); // of which secret?
    }

    void aByteOrderMarkInASecretIsSaid()
    {
        const QString request = QStringLiteral(HOOKLOUPE_TEST_DATA "/wire/") + QString::fromStdString(wireFile("full-09").name);
        for (const QByteArray& bytes : {QByteArray("\xef\xbb\xbftopsecret\n"), QByteArray("\xff\xfet\0o\0p\0", 8)}) {
            const QString file = write(u"secret"_s, bytes);
            const CliResult result = run({u"verify"_s, u"--secret-file"_s, file, request});
            QCOMPARE(result.exitCode, 3);
            QVERIFY2(result.err.contains("byte order mark") && result.err.contains(file.toUtf8()), result.err.constData());
            QVERIFY(!result.err.contains("topsecret"));
        }
        const CliResult variable = run({u"verify"_s, u"--secret-env"_s, u"S"_s, request}, {{u"S"_s, u"\ufefftopsecret"_s}});
        QCOMPARE(variable.exitCode, 3);
        QVERIFY2(variable.err.contains("byte order mark"), variable.err.constData());
    }

    void aHomeThatIsNotThereIsNotMade()
    {
        const QString missing = m_home->filePath(u"nobody"_s);
        for (const QStringList& arguments : {shortServe(), QStringList{u"list"_s}, QStringList{u"show"_s, u"1"_s}}) {
            const CliResult result = runAtHome(arguments, missing);
            QCOMPARE(result.exitCode, 3);
            QVERIFY2(result.err.contains("The home folder does not exist: " + missing.toUtf8()), result.err.constData());
            QVERIFY2(result.err.contains("--store FILE"), result.err.constData());
        }
        QVERIFY(!QFile::exists(missing));
    }

    void theRootOfTheDiskIsNoHome()
    {
        for (const QString& root : {u"/"_s, u"//"_s, u"/."_s}) {
            const CliResult result = runAtHome(shortServe(), root);
            QCOMPARE(result.exitCode, 3);
            QVERIFY2(result.err.contains("the root of the disk"), result.err.constData());
        }
        QVERIFY(!QFile::exists(u"/.local/share/hookloupe"_s));
    }

    void withoutHomeThatOfTheUserDatabaseIsTaken()
    {
        const passwd* const user = ::getpwuid(::getuid());
        if (!user || !QDir(QString::fromLocal8Bit(user->pw_dir)).exists() || QString::fromLocal8Bit(user->pw_dir) == u"/"_s)
            QSKIP("this user has no home folder in the user database");
        const QByteArray expected = QByteArray(user->pw_dir) + "/.local/share/hookloupe/";
        const QString given[]{QString(), u"relative"_s, u"./here"_s};
        const auto said = [&](const std::optional<QString>& homeFolder) { // reads only: nothing of the user's is touched
            return runAtHome({u"show"_s, u"9223372036854775807"_s}, homeFolder, {{u"XDG_CONFIG_HOME"_s, u"also/relative"_s}});
        };
        for (const QString& one : given)
            QVERIFY2(said(one).exitCode == 3, qPrintable(one));
        QCOMPARE(said(std::nullopt).exitCode, 3);
        const CliResult missing = said(std::nullopt);
        QVERIFY2(QFile::exists(QString::fromLocal8Bit(expected) + u"captures.hookloupe"_s) || missing.err.contains(expected),
                 missing.err.constData());
        QCOMPARE(QDir(home()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList()); // nothing relative
    }

    void aRelativeFolderOfTheSpecificationIsIgnored()
    {
        const QString own = m_home->filePath(u"me"_s);
        QVERIFY(QDir().mkpath(own));
        QCOMPARE(runAtHome(shortServe(), own, {{u"XDG_DATA_HOME"_s, u"relative"_s}, {u"XDG_CONFIG_HOME"_s, u"relative"_s}}).exitCode, 0);
        QVERIFY(QFile::exists(own + u"/.local/share/hookloupe/captures.hookloupe"_s));
        QVERIFY(!QFile::exists(m_home->filePath(u"relative"_s)));
        const QString absolute = m_home->filePath(u"data"_s);
        QCOMPARE(runAtHome(shortServe(), u"/nonexistent"_s, {{u"XDG_DATA_HOME"_s, absolute}}).exitCode, 0); // needs no home
        QVERIFY(QFile::exists(absolute + u"/hookloupe/captures.hookloupe"_s));
    }

    void aCertificateOfItsOwnNeedsAHome()
    {
        const CliResult result = runAtHome(shortServe() + QStringList{u"--store"_s, store(), u"--tls-self-signed"_s}, u"/nonexistent"_s);
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.err.contains("--tls-self-signed") && result.err.contains("/nonexistent"), result.err.constData());
        QVERIFY(!QFile::exists(m_home->filePath(u"key.pem"_s)));
    }

    void aStoreIsAFile()
    {
        for (const QString& no : {u":memory:"_s, u"-"_s}) {
            for (const QStringList& command : {shortServe(), QStringList{u"list"_s}, QStringList{u"show"_s, u"1"_s}}) {
                const CliResult result = run(command + QStringList{u"--store"_s, no});
                QCOMPARE(result.exitCode, 2);
                QVERIFY2(result.err.contains("--store " + no.toUtf8() + " is no file"), result.err.constData());
            }
        }
        QVERIFY(!QFile::exists(u":memory:"_s) && !QFile::exists(u"-"_s));
    }

    void aFolderForTheStoreIsMadeOneLevelDeepAndSaid()
    {
        const CliResult deep = run(shortServe() + QStringList{u"--store"_s, m_home->filePath(u"no/such/x.hookloupe"_s)});
        QCOMPARE(deep.exitCode, 3);
        QVERIFY2(deep.err.contains(m_home->filePath(u"no/such"_s).toUtf8()), deep.err.constData());
        QVERIFY(!QFile::exists(m_home->filePath(u"no"_s)));
        const QString path = m_home->filePath(u"new/x.hookloupe"_s);
        const CliResult one = run(shortServe() + QStringList{u"--store"_s, path});
        QCOMPARE(one.exitCode, 0);
        QVERIFY2(one.err.contains("The folder of " + path.toUtf8() + " was created."), one.err.constData());
    }

    void theCatchAllAndAPathWithoutItsSlashAreSaid()
    {
        for (const QString& path : {u"/"_s, u"*"_s}) {
            const CliResult result = run(shortServe() + QStringList{u"--endpoint"_s, path});
            QCOMPARE(result.exitCode, 2);
            QVERIFY2(result.err.contains("is the catch-all"), result.err.constData());
        }
        const CliResult bare = run(shortServe() + QStringList{u"--endpoint"_s, u"gh"_s});
        QCOMPARE(bare.exitCode, 2);
        QVERIFY2(bare.err.contains("--endpoint gh does not begin with a path"), bare.err.constData());
    }

    void helpOfACommandIsGivenByEitherWay()
    {
        const CliResult help = run({u"help"_s, u"serve"_s});
        QCOMPARE(help.exitCode, 0);
        QCOMPARE(help.out, run({u"serve"_s, u"--help"_s}).out);
        QCOMPARE(run({u"help"_s}).out, run({u"--help"_s}).out);
        QCOMPARE(run({u"help"_s, u"nosuch"_s}).exitCode, 2);
        for (const QString& version : {u"-V"_s, u"version"_s})
            QCOMPARE(run({version}).out, run({u"--version"_s}).out);
    }

    void whatWasProbablyMeantIsNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("meant");
        QTest::newRow("command") << QStringList{u"sevre"_s} << QByteArray("Did you mean serve?");
        QTest::newRow("help of") << QStringList{u"help"_s, u"lits"_s} << QByteArray("Did you mean list?");
        QTest::newRow("option") << QStringList{u"list"_s, u"--lmit"_s, u"3"_s} << QByteArray("Did you mean --limit?");
        QTest::newRow("help") << QStringList{u"list"_s, u"--hepl"_s} << QByteArray("Did you mean --help?");
        QTest::newRow("beginning") << QStringList{u"serve"_s, u"--dura"_s, u"full"_s} << QByteArray("Did you mean --durability?");
        QTest::newRow("short option") << QStringList{u"list"_s, u"-l"_s} << QByteArray("Unknown option -l.");
        QTest::newRow("short number") << QStringList{u"list"_s, u"-1"_s} << QByteArray("Unknown option -1.");
        QTest::newRow("order") << QStringList{u"--store"_s, u"x"_s, u"list"_s} << QByteArray("The command stands first");
        QTest::newRow("provider") << QStringList{u"send"_s, u"--provider"_s, u"gihtub"_s, u"--event"_s, u"push"_s} << QByteArray("Did you mean github?");
        QTest::newRow("event") << QStringList{u"send"_s, u"--event"_s, u"comit_create"_s} << QByteArray("Did you mean commit_create?");
        QTest::newRow("another's event") << QStringList{u"send"_s, u"--event"_s, u"push"_s} << QByteArray("github has it");
    }
    void whatWasProbablyMeantIsNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, meant);
        const CliResult result = run(arguments);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(meant), result.err.constData());
        QVERIFY2(!result.err.contains("---"), result.err.constData());
    }
};

HOOKLOUPE_TEST(TestCliGuards)
#include "tst_cli_guards.moc"
