// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/search.h"
#include "decode/readings.h"
#include "decode/repeated_names.h"
#include "detail/payload_tree_model.h"
#include "support/json_text.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace hookloupe;
using namespace hookloupe::ui;
using namespace Qt::Literals::StringLiterals;
using decode::Node;
using decode::NodeType;

namespace {

/// Builds a document as the decoders do: nodes in document order, `end` behind the last descendant.
class Builder {
public:
    int add(int parent, NodeType type, std::string key = {}, std::string value = {})
    {
        Node node;
        node.type = type;
        node.parent = parent;
        const auto keep = [this](std::string text) {
            m_document.texts.push_back(std::move(text));
            return std::int32_t(m_document.texts.size()) - 1;
        };
        node.keyText = keep(std::move(key));
        node.valueText = keep(std::move(value));
        m_document.nodes.push_back(std::move(node));
        const int number = int(m_document.nodes.size()) - 1;
        if (parent >= 0)
            ++m_document.nodes[std::size_t(parent)].childCount;
        for (int i = number; i >= 0; i = m_document.nodes[std::size_t(i)].parent)
            m_document.nodes[std::size_t(i)].end = number + 1;
        return number;
    }

    std::shared_ptr<const decode::Document> document()
    {
        m_document.format = decode::Format::Json;
        return std::make_shared<const decode::Document>(std::move(m_document));
    }

private:
    decode::Document m_document;
};

std::shared_ptr<const decode::Document> parsed(const std::string& json)
{
    return std::make_shared<const decode::Document>(decode::decode({{"Content-Type", "application/json"}}, json));
}

void show(PayloadTreeModel& model, const std::shared_ptr<const decode::Document>& document)
{
    model.setDocument(document, decode::stringsHoldingJson(*document));
}

/// The tree as text, "key=value" with the depth as dots.
QStringList printed(const QAbstractItemModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex key = model.index(row, PayloadTreeModel::KeyColumn, parent);
        const QModelIndex value = model.index(row, PayloadTreeModel::ValueColumn, parent);
        lines << QString(depth, u'.') + key.data().toString() + u'=' + value.data().toString();
        lines += printed(model, key, depth + 1);
    }
    return lines;
}

} // namespace

class TestPayloadTree : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRepeatedNameIsMarkedWhereverItStands()
    {
        const auto document = parsed(test::json("{'a':1,'b':{'a':2,'c':3,'c':[]},'a':4}"));
        PayloadTreeModel model;
        model.setDocument(document, {}, decode::membersWithRepeatedNames(*document));
        const auto note = [&](const QModelIndex& parent, int row) {
            return model.index(row, PayloadTreeModel::ValueColumn, parent).data(PayloadTreeModel::NoteRole).toString();
        };
        QVERIFY(note({}, 0).contains(u"repeated"_s));
        QCOMPARE(note({}, 1), QString());
        QVERIFY(note({}, 2).contains(u"repeated"_s));
        const QModelIndex inner = model.index(1, 0, {});
        QCOMPARE(note(inner, 0), QString());
        QVERIFY(note(inner, 1).contains(u"repeated"_s) && note(inner, 2).contains(u"repeated"_s));
        QVERIFY(model.index(0, PayloadTreeModel::ValueColumn, {}).data(Qt::AccessibleTextRole).toString().contains(u"repeated"_s));
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theOrderAndTheDuplicatesOfTheWireStay()
    {
        Builder build;
        const int root = build.add(-1, NodeType::Object);
        build.add(root, NodeType::Number, "b", "1.0");
        const int list = build.add(root, NodeType::Array, "a");
        build.add(list, NodeType::String, {}, "x\u202Ey");
        build.add(list, NodeType::Null, {}, "null");
        build.add(root, NodeType::Number, "b", "90071992547409930000");
        build.add(root, NodeType::String, "", "no key");
        PayloadTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(build.document());
        QCOMPARE(printed(model), (QStringList{u"b=1.0"_s, u"a=[ 2 ]"_s, u".[0]=x\\u{202E}y"_s, u".[1]=null"_s,
                                              u"b=90071992547409930000"_s, u"\"\"=no key"_s}));
        QCOMPARE(model.index(1, PayloadTreeModel::TypeColumn).data().toString(), u"array"_s);
    }

    void aScalarBodyAndAnEmptyOneAreShown()
    {
        PayloadTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        Builder scalar;
        scalar.add(-1, NodeType::Number, {}, "42");
        model.setDocument(scalar.document());
        QCOMPARE(printed(model), QStringList{u"=42"_s});
        Builder empty;
        empty.add(-1, NodeType::Object);
        model.setDocument(empty.document());
        QCOMPARE(model.rowCount(), 1);
        model.setDocument(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void severalRootsStandBesideEachOther()
    {
        Builder build;
        build.add(-1, NodeType::Field, "a", "1");
        build.add(-1, NodeType::Field, "b", "2");
        PayloadTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(build.document());
        QCOMPARE(printed(model), (QStringList{u"a=1"_s, u"b=2"_s}));
    }

    void aLongArrayIsShownInBatches()
    {
        const int items = PayloadTreeModel::batch * 2 + 10;
        Builder build;
        const int root = build.add(-1, NodeType::Object);
        const int list = build.add(root, NodeType::Array, "list");
        for (int i = 0; i < items; ++i)
            build.add(list, NodeType::Number, {}, std::to_string(i));
        PayloadTreeModel model;
        model.setDocument(build.document());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QModelIndex parent = model.index(0, 0);
        for (int shown = PayloadTreeModel::batch; shown < items; shown += PayloadTreeModel::batch) {
            QCOMPARE(model.rowCount(parent), shown + 1);
            const QModelIndex more = model.index(shown, 0, parent);
            QVERIFY(model.standsForMore(more));
            QCOMPARE(model.parent(more), parent);
            QVERIFY(more.data().toString().contains(QString::number(items - shown)));
            model.showMore(more);
        }
        QCOMPARE(model.rowCount(parent), items);
        const QModelIndex last = model.index(items - 1, PayloadTreeModel::ValueColumn, parent);
        QVERIFY(!model.standsForMore(last));
        QCOMPARE(last.data().toString(), QString::number(items - 1));
    }

    void aDeepPayloadIsWalkedToItsEnd()
    {
        Builder build;
        int parent = build.add(-1, NodeType::Array);
        for (int depth = 1; depth < 1'000; ++depth)
            parent = build.add(parent, NodeType::Array);
        build.add(parent, NodeType::True, {}, "true");
        PayloadTreeModel model;
        model.setDocument(build.document());
        QModelIndex index = model.index(0, 0);
        int depth = 1;
        for (; model.hasChildren(index); ++depth)
            index = model.index(0, 0, index);
        QCOMPARE(depth, 1'000);
        QCOMPARE(index.siblingAtColumn(PayloadTreeModel::ValueColumn).data().toString(), u"true"_s);
        for (; index.isValid(); --depth)
            index = index.parent();
        QCOMPARE(depth, 0);
    }

    void aLongValueIsCutInItsCellAndWholeForCopying()
    {
        Builder build;
        const int root = build.add(-1, NodeType::Object);
        std::string longText = std::string(PayloadTreeModel::longestShown - 1, 'x') + "é" + std::string(1'000'000, 'y');
        build.add(root, NodeType::String, "long", longText);
        PayloadTreeModel model;
        model.setDocument(build.document());
        const QModelIndex value = model.index(0, PayloadTreeModel::ValueColumn);
        const QString cell = value.data().toString();
        QVERIFY2(cell.size() < 1'100 && cell.contains(u"1,000,002 bytes more"_s), qPrintable(cell.right(60)));
        QVERIFY2(!cell.contains(u"\\x{"_s), "the cut went through a character");
        QCOMPARE(value.data(PayloadTreeModel::WholeValueRole).toString(), QString::fromStdString(longText));
    }

    void theSizeIsThatOfTheBytesOnTheWire()
    {
        PayloadTreeModel model;
        const std::string text = "{\"a\\u00e9\":\"x\\n\",\"list\":[1, 2]}";
        show(model, parsed(text));
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, PayloadTreeModel::KeyColumn), u"aé"_s);
        QCOMPARE(cell(0, PayloadTreeModel::SizeColumn), u"5 B"_s);
        QCOMPARE(cell(1, PayloadTreeModel::SizeColumn), u"6 B"_s);
        QCOMPARE(model.tokenOf(model.index(0, 0)), std::string_view("\"x\\n\""));
        QCOMPARE(model.tokenOf(model.index(1, 0)), std::string_view("[1, 2]"));
        QCOMPARE(model.bytesOf(model.index(1, 0))->begin, text.find("[1"));
        QCOMPARE(model.index(0, 0).data(PayloadTreeModel::WholeValueRole).toString(), u"x\n"_s);
    }

    void pathsAreNormalisedAndTellItemsFromMembers()
    {
        PayloadTreeModel model;
        show(model, parsed("{\"it's\":[{\"a\\\\b\":0},{\"\\u0007\\n\":\"é\"}],\"\":1}"));
        const QModelIndex list = model.index(0, 0);
        const auto path = [](const QModelIndex& index) { return index.data(PayloadTreeModel::PathRole).toString(); };
        QCOMPARE(path(list), u"$['it\\'s']"_s);
        QCOMPARE(path(model.index(0, 0, model.index(0, 0, list))), u"$['it\\'s'][0]['a\\\\b']"_s);
        QCOMPARE(path(model.index(0, 0, model.index(1, 0, list))), u"$['it\\'s'][1]['\\u0007\\n']"_s);
        QCOMPARE(path(model.index(1, 0)), u"$['']"_s);
    }

    void aStringThatHoldsJsonOpensAtAnyDepth()
    {
        const std::string inner = "{\"deep\":\"[1,{\\\"x\\\":null}]\",\"plain\":\"[no\"}";
        std::string quoted;
        for (const char c : inner)
            quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
        PayloadTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // what is opened here is the test's
        show(model, parsed("{\"payload\":\"" + quoted + "\",\"n\":1}"));
        const QModelIndex payload = model.index(0, 0);
        QCOMPARE(payload.siblingAtColumn(PayloadTreeModel::TypeColumn).data().toString(), u"string holding JSON"_s);
        QVERIFY(payload.data(PayloadTreeModel::HoldsJsonRole).toBool() && model.hasChildren(payload));
        QCOMPARE(model.rowCount(payload), 0);
        QVERIFY(model.canFetchMore(payload));
        model.fetchMore(payload);
        QVERIFY(!model.canFetchMore(payload));
        QCOMPARE(model.rowCount(payload), 2);
        const QModelIndex deep = model.index(0, 0, payload);
        QCOMPARE(model.parent(deep), payload);
        model.fetchMore(deep);
        QCOMPARE(printed(model), (QStringList{u"payload="_s + QString::fromStdString(inner), u".deep=[1,{\"x\":null}]"_s, u"..[0]=1"_s,
                                              u"..[1]={ 1 }"_s, u"...x=null"_s, u".plain=[no"_s, u"n=1"_s}));
        const QModelIndex item = model.index(1, 0, deep);
        QCOMPARE(item.data(PayloadTreeModel::PathRole).toString(), u"$['payload'] → $['deep'] → $[1]"_s);
        QVERIFY2(!model.bytesOf(item), "its bytes are not in the body");
        QCOMPARE(model.tokenOf(item), std::string_view("{\"x\":null}"));
        QVERIFY(!model.hasChildren(model.index(1, 0, payload)));
    }

    void aLargeStringIsReadBesideTheWindow()
    {
        std::string text = "{\"payload\":\"[0";
        for (int i = 0; i < 200'000; ++i)
            text += ",1";
        PayloadTreeModel model;
        show(model, parsed(text + "]\"}"));
        const QModelIndex payload = model.index(0, 0);
        QSignalSpy unfolded(&model, &PayloadTreeModel::unfolded);
        model.fetchMore(payload);
        QCOMPARE(model.rowCount(payload), 0);
        QTRY_COMPARE(unfolded.size(), 1);
        QCOMPARE(model.rowCount(payload), PayloadTreeModel::batch + 1);
        model.fetchMore(payload);
        show(model, parsed(text + "]\"}"));
        model.fetchMore(model.index(0, 0));
        model.setDocument(nullptr); // what is read for it now is dropped
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(unfolded.size(), 1);
    }

    void aFilterShowsWhatItFindsWithTheWayToIt()
    {
        PayloadTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto document = parsed("{\"a\":{\"name\":\"Tower\",\"x\":1},\"list\":[0,\"tow\",2,{\"y\":[\"TOWER\"]}],\"b\":2,\"tower\":{\"z\":3}}");
        model.setDocument(document);
        const auto filter = [&](const char* text) {
            auto found = std::make_shared<decode::NodeFilter>(decode::filterNodes(*document, TextSearch(text)));
            model.setFilter(found);
            return found->matchCount;
        };
        QCOMPARE(filter("tow"), 4);
        QCOMPARE(printed(model), (QStringList{u"a={ 2 }"_s, u".name=Tower"_s, u"list=[ 4 ]"_s, u".[1]=tow"_s, u".[3]={ 1 }"_s,
                                              u"..y=[ 1 ]"_s, u"...[0]=TOWER"_s, u"tower={ 1 }"_s}));
        QVERIFY(!model.index(0, 0).data(PayloadTreeModel::MatchRole).toBool());
        QVERIFY(model.index(2, 0).data(PayloadTreeModel::MatchRole).toBool());
        QVERIFY2(!model.hasChildren(model.index(2, 0)), "a match opens to matches alone");
        QCOMPARE(model.index(1, 0, model.index(1, 0)).data(PayloadTreeModel::PathRole).toString(), u"$['list'][3]"_s);
        QCOMPARE(filter("nothing like it"), 0);
        QCOMPARE(model.rowCount(), 0);
        model.setFilter(nullptr);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.indexOf(3).data().toString(), u"x"_s);
    }

    void aNodeIsFoundOrTheNearestRowToIt()
    {
        std::string text = "{\"list\":[0";
        for (int i = 1; i < PayloadTreeModel::batch * 2; ++i)
            text += ",1";
        PayloadTreeModel model;
        show(model, parsed(text + "]}"));
        QCOMPARE(model.indexOf(0), QModelIndex());
        QCOMPARE(model.indexOf(2 + 17).row(), 17);
        QCOMPARE(model.indexOf(2 + PayloadTreeModel::batch + 5), model.index(0, 0));
        QCOMPARE(model.indexOf(1'000'000), QModelIndex());
    }

    void idsSayWhatTheyAreOf()
    {
        PayloadTreeModel model;
        EventFacts facts;
        facts.streamId = "a1b2c3d4e5";
        facts.projectName = "Tower \u202E";
        facts.userId = "0123456789";
        facts.userName = "Ana";
        model.setFacts(facts);
        show(model, parsed(std::string() + "{\"streamId\":\"a1b2c3d4e5\",\"userId\":\"0123456789\",\"commit\":{\"id\":\"ffeeddccbb\",\"objectId\":" + "\"00112233445566778899aabbccddeeff\""
                                 + ",\"parents\":[\"1122334455\"]},\"name\":\"abcdefghij\",\"user\":{\"id\":\"0123456789\"}}"));
        const auto note = [&](const QModelIndex& index) { return index.data(PayloadTreeModel::NoteRole).toString(); };
        QCOMPARE(note(model.index(0, 0)), u"project id of “Tower \\u{202E}”"_s);
        QCOMPARE(note(model.index(1, 0)), u"user id of “Ana”"_s);
        const QModelIndex commit = model.index(2, 0);
        QCOMPARE(note(model.index(0, 0, commit)), u"version id"_s);
        QCOMPARE(note(model.index(1, 0, commit)), u"object id"_s);
        QCOMPARE(note(model.index(0, 0, model.index(2, 0, commit))), u"version id"_s);
        QCOMPARE(note(model.index(3, 0)), QString());
        QCOMPARE(note(model.index(0, 0, model.index(4, 0))), u"user id of “Ana”"_s);
        const QModelIndex value = model.index(1, PayloadTreeModel::ValueColumn);
        QCOMPARE(value.data(Qt::AccessibleTextRole).toString(), u"0123456789, user id of “Ana”"_s);
        model.setFacts({});
        QCOMPARE(note(model.index(0, 0)), QString());
    }
};

HOOKLOUPE_TEST(TestPayloadTree)
#include "tst_payload_tree.moc"
