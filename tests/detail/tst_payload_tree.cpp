// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/payload_tree_model.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTest>

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
        QVERIFY2(cell.size() < 1'100 && cell.contains(u"left out: 1000002"_s), qPrintable(cell.right(60)));
        QVERIFY2(!cell.contains(u"\\x{"_s), "the cut went through a character");
        QCOMPARE(value.data(PayloadTreeModel::WholeValueRole).toString(), QString::fromStdString(longText));
    }
};

QTEST_GUILESS_MAIN(TestPayloadTree)
#include "tst_payload_tree.moc"
