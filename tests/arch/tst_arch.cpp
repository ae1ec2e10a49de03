// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "rules.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe::test;

namespace {

constexpr auto spdx = "// SPDX-License-Identifier: GPL-3.0-or-later\n";

std::vector<SourceFile> sources()
{
    const QDir root(QStringLiteral(HOOKLOUPE_SOURCE_DIR));
    std::vector<SourceFile> files;
    for (const QString& top : {u"app"_s, u"ui"_s, u"tests"_s}) {
        QDirIterator walk(root.filePath(top), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            if (file.open(QIODevice::ReadOnly))
                files.push_back({root.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll())});
        }
    }
    return files;
}

} // namespace

class TestArch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHouseKeepsItsRules()
    {
        const auto files = sources();
        QVERIFY2(files.size() > 40, "the sources were not found");
        const QStringList found = breaches(files);
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

    void anIncludeNamesOneFolder()
    {
        std::vector<QString> folders;
        for (const QString& storey : {u"app"_s, u"ui"_s}) {
            const QDir dir(QStringLiteral(HOOKLOUPE_SOURCE_DIR "/") + storey);
            for (const QString& name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
                folders.push_back(storey + u'/' + name);
        }
        QVERIFY(folders.size() > 30);
        QCOMPARE(ambiguousFolders(folders), QStringList());
        QCOMPARE(ambiguousFolders({u"app/replay"_s, u"ui/replay"_s}).size(), 1);
    }

    void theArchitecturePageTellsTheFloors()
    {
        QFile page(QStringLiteral(HOOKLOUPE_SOURCE_DIR "/docs/architecture.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(page.readAll());
        QCOMPARE(floorsNotTold(text), QStringList());
        QString twice = text;
        twice.replace(u"| 10 | `app/capture`"_s, u"| 11 | `app/capture`"_s);
        QCOMPARE(floorsNotTold(twice).size(), 1);
    }

    void everyRuleCanBeBroken_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char* name, const QString& path, const QString& code, const QString& complaint) {
            QTest::newRow(name) << path << QLatin1StringView(spdx) + code << complaint;
        };
        row("climbing", u"app/http/x.cpp"_s, u"#include \"server/exchange.h\"\n"_s, u"not on a lower floor"_s);
        row("crossing", u"app/server/x.cpp"_s, u"#include \"store/store.h\"\n"_s, u"not on a lower floor"_s);
        row("app includes ui", u"app/cli/x.cpp"_s, u"#include \"style/icons.h\"\n"_s, u"nothing in app includes ui"_s);
        row("openssl", u"app/verify/x.cpp"_s, u"#include <openssl/evp.h>\n"_s, u"app/crypto alone"_s);
        row("sql", u"app/session/x.cpp"_s, u"#include <QSqlQuery>\n"_s, u"app/store alone"_s);
        row("http server", u"app/session/x.cpp"_s, u"#include <QHttpServer>\n"_s, u"app/server alone"_s);
        row("keychain", u"ui/endpoints/x.cpp"_s, u"#include <qt6keychain/keychain.h>\n"_s, u"app/secrets alone"_s);
        row("qt in pure code", u"app/decode/x.cpp"_s, u"#include <QString>\n"_s, u"Qt-free"_s);
        row("drawing model", u"ui/captures/capture_model.cpp"_s, u"#include <QIcon>\n"_s, u"draws nothing"_s);
        row("singleton", u"app/session/x.cpp"_s, u"auto& s = Settings::instance();\n"_s, u"no singletons"_s);
        row("selectRow", u"ui/window/x.cpp"_s, u"m_view->selectRow(0);\n"_s, u"setCurrentIndex"_s);
        row("processEvents", u"ui/window/x.cpp"_s, u"qApp->processEvents();\n"_s, u"processEvents"_s);
        row("sender", u"ui/window/x.cpp"_s, u"auto* s = sender();\n"_s, u"sender()"_s);
        row("rich text", u"ui/detail/x.cpp"_s, u"label->setTextFormat(Qt::RichText);\n"_s, u"rich text"_s);
        row("unknown folder", u"app/misc/x.cpp"_s, QString(), u"has no floor"_s);
        row("long file", u"app/base/x.cpp"_s, u"\n"_s.repeated(500), u"longer than 500"_s);
        row("long main window", u"ui/window/main_window.cpp"_s, u"\n"_s.repeated(400), u"more than 400"_s);
        QTest::newRow("no licence") << u"app/base/x.cpp"_s << u"int x;\n"_s << u"no SPDX line"_s;
    }

    void everyRuleCanBeBroken()
    {
        QFETCH(QString, path);
        QFETCH(QString, code);
        QFETCH(QString, complaint);
        const QStringList found = breaches({{path, code}});
        QCOMPARE(found.size(), 1);
        QVERIFY2(found.first().contains(complaint), qPrintable(found.first()));
    }
};

HOOKLOUPE_APPLESS_TEST(TestArch)
#include "tst_arch.moc"
