// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "simulate/own_templates.h"

#include "simulate/event_order.h"
#include "simulate/json_edit.h"
#include "simulate/speckle_event.h"
#include "support/wire_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::signing;
using namespace hookloupe::simulate;
using namespace std::string_literals;

namespace {

std::string bodyFrom(const std::string& provider, const std::string& text, Dialect dialect = Dialect::Object)
{
    EventOrder order;
    order.provider = provider;
    order.dialect = dialect;
    order.ownTemplate = text;
    const auto body = bodyOf(order, {});
    return body ? *body : "error: " + body.error().detail;
}

} // namespace

class TestOwnTemplates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedIsListedReadAndDeleted()
    {
        QTemporaryDir folder;
        const std::string place = folder.filePath(u"new/templates"_s).toStdString();
        QVERIFY(ownTemplates(place).empty());
        const auto b = saveOwnTemplate(place, "speckle", "nightly büro", "{}");
        const auto a = saveOwnTemplate(place, "github", "z", "[1]\n");
        QVERIFY(a.ok() && b.ok());
        QCOMPARE(ownTemplates(place).size(), std::size_t(2));
        QVERIFY(ownTemplates(place)[0] == *a && ownTemplates(place)[1] == *b);
        QCOMPARE(b->name, "nightly büro"s);
        QVERIFY(QFile::exists(QString::fromStdString(b->path)));
        QCOMPARE(*readTemplateFile(a->path), "[1]\n"s);
        QVERIFY(saveOwnTemplate(place, "github", "z", "[2]").ok());
        QCOMPARE(*readTemplateFile(a->path), "[2]"s);
        QCOMPARE(QDir(folder.filePath(u"new/templates/github"_s)).entryList(QDir::Files | QDir::Hidden), QStringList{u"z.json"_s});
        QVERIFY(removeOwnTemplate(*a).ok());
        QVERIFY(removeOwnTemplate(*a).error().code == ErrorCode::NotFound);
        QVERIFY(readTemplateFile(a->path).error() == (Error{ErrorCode::NotFound, a->path}));
        QCOMPARE(ownTemplates(place).size(), std::size_t(1));
    }

    void namesThatAreNoFilesNamesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"", ".hidden", "a/b", "..\\x", "a\nb", "end.", "end ", "CON:", "a*"})
            QTest::newRow(name) << QByteArray(name);
        QTest::newRow("long") << QByteArray(81, 'a');
    }
    void namesThatAreNoFilesNamesAreRefused()
    {
        QFETCH(QByteArray, name);
        QTemporaryDir folder;
        QVERIFY(!isTemplateName(name.toStdString()));
        const auto saved = saveOwnTemplate(folder.path().toStdString(), "speckle", name.toStdString(), "{}");
        QVERIFY(!saved.ok() && saved.error().code == ErrorCode::InvalidInput);
        QVERIFY(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).isEmpty());
    }

    void whatCannotBeWrittenOrReadIsSaid()
    {
        QTemporaryDir folder;
        QFile inTheWay(folder.filePath(u"speckle"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        const auto saved = saveOwnTemplate(folder.path().toStdString(), "speckle", "a", "{}");
        QVERIFY(!saved.ok());
        QVERIFY(saved.error().detail.find("speckle") != std::string::npos);
        QVERIFY(readTemplateFile(folder.path().toStdString()).error().code == ErrorCode::Unreadable);
        QVERIFY(ownTemplates(folder.path().toStdString()).empty());
        QVERIFY(ownTemplates({}).empty());
    }

    void aFaultNamesItsPlace_data()
    {
        QTest::addColumn<QByteArray>("provider");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QByteArray>("what");
        QTest::newRow("nothing") << QByteArray("github") << QByteArray() << 1 << 1 << QByteArray("no JSON");
        QTest::newRow("a comma") << QByteArray("github") << QByteArray("{\n  \"a\": 1,\n}") << 3 << 1 << QByteArray();
        QTest::newRow("behind an umlaut") << QByteArray("github") << QByteArray("{\"\xc3\xbc\": x}") << 1 << 7 << QByteArray();
        QTest::newRow("the end") << QByteArray("speckle") << QByteArray("{\"payload\":{") << 1 << 13 << QByteArray();
        QTest::newRow("an array") << QByteArray("speckle") << QByteArray("[]") << 0 << 0 << QByteArray("JSON");
        QTest::newRow("no event") << QByteArray("speckle") << QByteArray("{\"real\":{}}") << 0 << 0 << QByteArray("\"event\"");
        QTest::newRow("no data") << QByteArray("speckle") << QByteArray("{\"event\":\"x\"}") << 0 << 0
                                 << QByteArray("\"real\", \"documented\", \"legacy\"");
        QTest::newRow("no payload") << QByteArray("speckle") << QByteArray("{\"payload\":\"no\"}") << 0 << 0 << QByteArray();
    }
    void aFaultNamesItsPlace()
    {
        QFETCH(QByteArray, provider);
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QByteArray, what);
        const auto fault = faultOf(provider.toStdString(), text.toStdString());
        QVERIFY(fault.has_value());
        QCOMPARE(int(fault->line), line);
        QCOMPARE(int(fault->column), column);
        if (!what.isEmpty())
            QCOMPARE(QByteArray::fromStdString(fault->what), what);
        QVERIFY(!fault->what.empty());
    }

    void everyBuiltInEventIsAGoodTemplateOfOnesOwn()
    {
        std::vector<std::string> all{"speckle"};
        for (const Provider& provider : providers())
            all.emplace_back(provider.name);
        for (const std::string& provider : all) {
            for (const std::string& event : eventsOf(provider)) {
                const std::string text = builtInText(provider, event);
                QVERIFY2(!text.empty(), event.c_str());
                QVERIFY2(!faultOf(provider, text), event.c_str());
                EventOrder order;
                order.provider = provider;
                order.event = event;
                const auto fields = testFields(UtcTime(Micros(1'795'315'600'000'000)));
                const auto builtIn = bodyOf(order, fields);
                order.ownTemplate = text;
                QCOMPARE(QByteArray::fromStdString(*bodyOf(order, fields)), QByteArray::fromStdString(*builtIn));
            }
        }
        QVERIFY(builtInText("speckle", "no_such").empty());
    }

    void aRecordedBodyBecomesATemplateThatMakesItAgain()
    {
        int objects = 0;
        for (const auto& file : test::wireFiles()) {
            if (faultOf("speckle", file.body))
                continue;
            const std::string text = templateOfBody("speckle", file.body);
            QVERIFY(text.starts_with("{\n  \"payload\": {\n"));
            const bool string = file.body.starts_with("{\"payload\":\"");
            QCOMPARE(QByteArray::fromStdString(bodyFrom("speckle", text, string ? Dialect::String : Dialect::Object)),
                     QByteArray::fromStdString(file.body));
            ++objects;
        }
        QVERIFY(objects > 10);
        const std::string tricky = "{\"a\":\"{{projectName}} {{{\",\"b\":[],\"c\":{},\"d\":[1,{\"e\":\"\\\"{,\"}]}";
        const std::string text = templateOfBody("github", tricky);
        QCOMPARE(text, "{\n"
                       "  \"a\": \"\\u007b{projectName}} \\u007b\\u007b{\",\n"
                       "  \"b\": [],\n"
                       "  \"c\": {},\n"
                       "  \"d\": [\n"
                       "    1,\n"
                       "    {\n"
                       "      \"e\": \"\\\"{,\"\n"
                       "    }\n"
                       "  ]\n"
                       "}\n"s);
        QVERIFY(bodyFrom("github", text).find("projectName") != std::string::npos);
        QCOMPARE(bodyFrom("github", text).find('\n'), std::string::npos);
        QCOMPARE(templateOfBody("github", "{oops"), "{oops"s);
    }
};

HOOKLOUPE_APPLESS_TEST(TestOwnTemplates)
#include "tst_own_templates.moc"
