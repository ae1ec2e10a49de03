// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/cli_program.h"

#include "support/wire_file.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

class TestCli : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;

    [[nodiscard]] CliResult run(const QStringList& arguments, const Variables& variables = {},
                                const QByteArray& input = {}) const
    {
        return runCli(arguments, m_home.path(), variables, input);
    }
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_home.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the test folder can't be written");
        return file.fileName();
    }
    [[nodiscard]] QString wirePath(const char* prefix) const
    {
        return QStringLiteral(HOOKLOUPE_TEST_DATA "/wire/") + QString::fromStdString(wireFile(prefix).name);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void itLinksNoGuiAndNoWidgets()
    {
        QProcess readelf;
        readelf.start(u"ldd"_s, {cliPath()});
        QVERIFY(readelf.waitForFinished());
        const QByteArray needed = readelf.readAllStandardOutput();
        QVERIFY(needed.contains("libQt6Core"));
        QVERIFY2(!needed.contains("libQt6Gui") && !needed.contains("libQt6Widgets"), needed.constData());
    }

    void helpAndVersionAreGood()
    {
        const auto general = run({u"--help"_s});
        QCOMPARE(general.exitCode, 0);
        for (const QString& name : {u"serve"_s, u"verify"_s, u"list"_s, u"show"_s}) {
            QVERIFY(general.out.contains("  " + name.toUtf8() + ' '));
            const auto help = run({name, u"--help"_s});
            QCOMPARE(help.exitCode, 0);
            QVERIFY(help.out.startsWith("Usage: hookloupe-cli " + name.toUtf8()));
            QVERIFY(help.err.isEmpty());
        }
        QCOMPARE(run({u"--version"_s}).out, QByteArray("hookloupe-cli " HOOKLOUPE_VERSION "\n"));
    }

    void textIsUtf8WhateverTheLocale()
    {
        for (const QString& locale : {u"C"_s, u"C.UTF-8"_s}) {
            for (const QString& command : {u"serve"_s, u"verify"_s, u"list"_s, u"show"_s}) {
                const auto help = run({command, u"--help"_s}, {{u"LC_ALL"_s, locale}, {u"LANG"_s, locale}});
                QVERIFY2(!help.out.contains("\xc3\xa2"), help.out.constData()); // UTF-8 read as Latin-1
            }
            const auto help = run({u"serve"_s, u"--help"_s}, {{u"LC_ALL"_s, locale}, {u"LANG"_s, locale}});
            QVERIFY(help.out.contains("[--endpoint PATH[=NAME]]…"));
        }
    }

    void wrongUsageIsTwoAndNamesWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, const QStringList& arguments, const QString& named) {
            QTest::newRow(name) << arguments << named;
        };
        row("nothing", {}, u"Usage:"_s);
        row("unknown command", {u"capture"_s}, u"capture"_s);
        row("control characters", {u"a\x1b[31m"_s}, u"a\\u{001B}[31m"_s);
        row("unknown option", {u"serve"_s, u"--fast"_s}, u"--fast"_s);
        row("unknown short option", {u"serve"_s, u"-x"_s}, u"-x"_s);
        row("a secret", {u"serve"_s, u"--secret"_s, u"topsecret"_s}, u"--secret-env"_s);
        row("a secret with =", {u"verify"_s, u"--secret=topsecret"_s, u"x"_s}, u"--secret-file"_s);
        for (const QString& typed : {u"--secret-env:topsecret"_s, u"--secret:topsecret"_s, u"--secretenv=topsecret"_s, u"--Secret=topsecret"_s,
                                     u"--secret-envtopsecret"_s, u"-secret=topsecret"_s, u"--token=topsecret"_s, u"--secret-fil=topsecret"_s}) {
            row(qPrintable(typed), {u"serve"_s, typed}, u"--secret-env VAR"_s);
            row(qPrintable(u"first "_s + typed), {typed, u"serve"_s}, u"--secret-env VAR"_s);
        }
        row("a known option first", {u"--secret-file=topsecret"_s, u"serve"_s}, u"--secret-file"_s);
        row("a value behind a colon", {u"serve"_s, u"--tls-key:t0ps3cr3t"_s}, u"--tls-key…"_s);
        row("a value behind a letter", {u"serve"_s, u"-pt0ps3cr3t"_s}, u"-p…"_s);
        row("nearly the empty secret", {u"serve"_s, u"--alow-empty-secret"_s}, u"--allow-empty-secret"_s);
        row("a secret too many", {u"serve"_s, u"--secret-env"_s, u"PATH"_s, u"topsecret"_s}, u"--secret-env"_s);
        row("missing value", {u"serve"_s, u"--store"_s}, u"--store"_s);
        row("surplus value", {u"serve"_s, u"--json=yes"_s}, u"--json"_s);
        row("twice", {u"serve"_s, u"--count"_s, u"1"_s, u"--count"_s, u"2"_s}, u"--count"_s);
        row("surplus argument", {u"list"_s, u"x"_s}, u"x"_s);
        row("listen without port", {u"serve"_s, u"--listen"_s, u"127.0.0.1"_s}, u"127.0.0.1"_s);
        row("listen without brackets", {u"serve"_s, u"--listen"_s, u"::1:4100"_s}, u"::1:4100"_s);
        row("listen port", {u"serve"_s, u"--listen"_s, u"127.0.0.1:70000"_s}, u"70000"_s);
        row("count", {u"serve"_s, u"--count"_s, u"0"_s}, u"--count 0"_s);
        row("timeout", {u"serve"_s, u"--timeout"_s, u"-1"_s}, u"--timeout -1"_s);
        row("endpoint", {u"serve"_s, u"--endpoint"_s, u"/=CI"_s}, u"/=CI"_s);
        row("endpoint twice", {u"serve"_s, u"--endpoint"_s, u"/a"_s, u"--endpoint"_s, u"/a/"_s}, u"/a"_s);
        row("limit name", {u"serve"_s, u"--limit"_s, u"speed=1"_s}, u"speed"_s);
        row("limit value", {u"serve"_s, u"--limit"_s, u"body=much"_s}, u"body=much"_s);
        row("scheme", {u"serve"_s, u"--scheme"_s, u"morse"_s}, u"stripe"_s);
        row("durability", {u"serve"_s, u"--durability"_s, u"some"_s}, u"some"_s);
        row("half of TLS", {u"serve"_s, u"--tls-cert"_s, u"c.pem"_s}, u"--tls-key"_s);
        row("a secret for a variable's name", {u"verify"_s, u"--secret-env"_s, u"topsecret"_s, u"x"_s}, u"--secret-env"_s);
        row("a secret behind a variable's name", {u"verify"_s, u"--secret-env=S=topsecret"_s, u"x"_s}, u"--secret-env"_s);
        row("a secret with capitals", {u"verify"_s, u"--secret-env"_s, u"A-topsecret"_s, u"x"_s}, u"--secret-env"_s);
        row("unset variable", {u"serve"_s, u"--secret-env"_s, u"HOOKLOUPE_NOT_SET"_s}, u"HOOKLOUPE_NOT_SET"_s);
        row("verify nothing", {u"verify"_s}, u"standard input"_s);
        row("verify scheme", {u"verify"_s, u"--scheme"_s, u"morse"_s, u"x"_s}, u"github"_s);
        row("list limit", {u"list"_s, u"--limit"_s, u"ten"_s}, u"ten"_s);
        row("show nothing", {u"show"_s}, u"id"_s);
        row("show word", {u"show"_s, u"first"_s}, u"first"_s);
        row("show two forms", {u"show"_s, u"1"_s, u"--raw"_s, u"--json"_s}, u"--raw"_s);
    }

    void wrongUsageIsTwoAndNamesWhatIsWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto result = run(arguments);
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(named.toUtf8()), result.err.constData());
        QVERIFY(!result.err.contains("topsecret") && !result.err.contains("t0ps3cr3t"));
    }

    void aSecretInThePlaceOfItsFileIsNotRepeated()
    {
        for (const QStringList& command : {QStringList{u"verify"_s, u"-"_s}, QStringList{u"serve"_s},
                                           QStringList{u"replay"_s, u"1"_s, u"--resign"_s, u"--to"_s, u"http://127.0.0.1:1"_s},
                                           QStringList{u"send"_s, u"--event"_s, u"commit_create"_s, u"--to"_s, u"http://127.0.0.1:1"_s}}) {
            const auto result = run(command + QStringList{u"--secret-file"_s, u"top/secret+=="_s});
            QCOMPARE(result.exitCode, 3);
            QVERIFY2(result.err.contains("--secret-file") && !result.err.contains("top/secret"), result.err.constData());
        }
        const auto key = run({u"serve"_s, u"--tls-cert"_s, write(u"c.pem"_s, "x"), u"--tls-key"_s, u"-----BEGIN PRIVATE KEY-----\ntopsecret"_s});
        QCOMPARE(key.exitCode, 3);
        QVERIFY2(key.err.contains("--tls-key") && !key.err.contains("topsecret"), key.err.constData());
    }

    void whatCannotBeReadIsThreeAndNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const QString missing = u"/nonexistent/file"_s;
        QTest::newRow("request") << QStringList{u"verify"_s, missing} << missing;
        QTest::newRow("folder") << QStringList{u"verify"_s, u"/"_s} << u"/"_s;
        QTest::newRow("secret file") << QStringList{u"verify"_s, u"--secret-file"_s, missing, u"-"_s} << u"--secret-file"_s;
        QTest::newRow("list") << QStringList{u"list"_s, u"--store"_s, missing} << missing;
        QTest::newRow("show") << QStringList{u"show"_s, u"--store"_s, missing, u"1"_s} << missing;
        QTest::newRow("store") << QStringList{u"serve"_s, u"--store"_s, u"/dev/null/store"_s} << u"/dev/null/store"_s;
        const QString foreign = write(u"notes.txt"_s, QByteArray(20'000, 'x'));
        QTest::newRow("foreign file") << QStringList{u"list"_s, u"--store"_s, foreign} << u"not a store of this program"_s;
        QTest::newRow("certificate")
            << QStringList{u"serve"_s, u"--tls-cert"_s, missing, u"--tls-key"_s, missing} << missing;
    }

    void whatCannotBeReadIsThreeAndNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto result = run(arguments);
        QCOMPARE(result.exitCode, 3);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(named.toUtf8()), result.err.constData());
    }

    void everyRecordedRequestIsVerified()
    {
        for (const auto& file : wireFiles()) {
            const QString path = QStringLiteral(HOOKLOUPE_TEST_DATA "/wire/") + QString::fromStdString(file.name);
            const QString secret = write(u"secret"_s, QByteArray::fromStdString(file.secret) + '\n');
            const auto result = run({u"verify"_s, u"--json"_s, u"--allow-empty-secret"_s, u"--secret-file"_s, secret, path});
            QCOMPARE(result.exitCode, file.hasBody ? 0 : 1);
            const auto json = QJsonDocument::fromJson(result.out).object();
            const QString verdict = !file.hasBody ? u"body_unreadable"_s
                : file.secret.empty() ? u"valid_empty_secret"_s : u"valid"_s;
            QCOMPARE(json[u"verdict"_s].toString(), verdict);
            if (file.hasBody)
                QCOMPARE(json[u"dialect"_s].toString(), file.coversInnerString ? u"string"_s : u"object"_s);
        }
    }

    void aMismatchIsOneWithAdvice()
    {
        const auto result = run({u"verify"_s, u"--secret-env"_s, u"S"_s, wirePath("full-09")}, {{u"S"_s, u"topsecret "_s}});
        QCOMPARE(result.exitCode, 1);
        QVERIFY(result.out.contains("Verdict:   mismatch"));
        QVERIFY(result.out.contains("Expected:  "));
        QVERIFY(result.out.contains("Advice:    "));
        QVERIFY2(!result.out.contains("topsecret"), "a secret was printed");
        QCOMPARE(run({u"verify"_s, wirePath("full-09")}).exitCode, 1); // no secret: nothing was proved
    }

    void anOldRecordingMatchesAndItsAgeIsSaid()
    {
        // HMAC-SHA256 of "1700000000.{\"id\":1}" with the key "whsec"
        const QByteArray request = "POST / HTTP/1.1\r\nHost: x\r\nStripe-Signature: t=1700000000,v1="
                                   "e79220cb981f992adbc8b93ac6d46028b0217ea19327d27dc9d18bf334403bde\r\n"
                                   "Content-Length: 8\r\n\r\n{\"id\":1}";
        const auto result = run({u"verify"_s, u"--scheme"_s, u"stripe"_s, u"--secret-env"_s, u"S"_s, u"-"_s},
                                {{u"S"_s, u"whsec"_s}}, request);
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.out.contains("The signature itself fits"), result.out.constData());
        QVERIFY2(result.out.contains("Signed at 2023-11-14T22:13:20"), result.out.constData());
        QVERIFY2(!result.out.contains("(s)"), result.out.constData());
    }

    void aForeignPrefixIsNamed()
    {
        QByteArray request = QByteArray::fromStdString(wireFile("full-09").bytes());
        const QByteArray header = "X-WEBHOOK-SIGNATURE: ";
        QVERIFY(request.contains(header));
        request.replace(header, header + "sha256=");
        const auto result = run({u"verify"_s, u"--secret-env"_s, u"S"_s, u"-"_s}, {{u"S"_s, u"topsecret"_s}}, request);
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.out.contains("prefix before the signature"), result.out.constData());
        QCOMPARE(result.out.count("Advice:"), 1);
    }

    void verdictsSpeakOfTheSecretGivenNotOfAnEndpoint()
    {
        const auto none = run({u"verify"_s, wirePath("full-09")});
        QVERIFY2(none.out.contains("--secret-env") && !none.out.contains("endpoint"), none.out.constData());
        const auto wrong = run({u"verify"_s, u"--secret-env"_s, u"S"_s, wirePath("full-09")}, {{u"S"_s, u"other"_s}});
        QVERIFY2(!wrong.out.contains("endpoint"), wrong.out.constData());
    }

    void standardInputAndChangedLineEndingsAreRead()
    {
        const auto file = wireFile("full-09");
        const Variables secret{{u"S"_s, u"topsecret"_s}};
        const QStringList arguments{u"verify"_s, u"--json"_s, u"--secret-env"_s, u"S"_s, u"-"_s};
        QCOMPARE(run(arguments, secret, QByteArray::fromStdString(file.bytes())).exitCode, 0);
        QByteArray head = QByteArray::fromStdString(file.head);
        head.replace("\r\n", "\n");
        const auto lf = run(arguments, secret, head + QByteArray::fromStdString(file.body));
        QCOMPARE(lf.exitCode, 0);
        QVERIFY(lf.out.contains("LF alone"));
        const auto longer = run(arguments, secret, QByteArray::fromStdString(file.bytes()) + '\n');
        QCOMPARE(longer.exitCode, 0);
        QVERIFY(longer.out.contains("(bytes: 1)"));
        const auto cut = run(arguments, secret, QByteArray::fromStdString(file.bytes()).chopped(1));
        QCOMPARE(cut.exitCode, 1);
        QVERIFY(cut.out.contains("Content-Length is 1779"));
        for (const char* nothing : {"", "hello", "\n\n\n", "{\"payload\":1}"})
            QCOMPARE(run(arguments, secret, nothing).exitCode, 3);
    }
};

HOOKLOUPE_TEST(TestCli)
#include "tst_cli.moc"
