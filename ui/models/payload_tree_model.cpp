// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/payload_tree_model.h"

#include "base/text.h"

#include <algorithm>

namespace hookloupe::ui {

namespace {

using decode::NodeType;

QString typeText(NodeType type)
{
    switch (type) {
    case NodeType::Object:
        return PayloadTreeModel::tr("object");
    case NodeType::Array:
        return PayloadTreeModel::tr("array");
    case NodeType::String:
        return PayloadTreeModel::tr("string");
    case NodeType::Number:
        return PayloadTreeModel::tr("number");
    case NodeType::True:
    case NodeType::False:
        return PayloadTreeModel::tr("boolean");
    case NodeType::Null:
        return PayloadTreeModel::tr("null");
    case NodeType::Element:
        return PayloadTreeModel::tr("element");
    case NodeType::Attribute:
        return PayloadTreeModel::tr("attribute");
    case NodeType::Field:
        return PayloadTreeModel::tr("field");
    case NodeType::Part:
        return PayloadTreeModel::tr("part");
    }
    return {};
}

QString cutText(std::string_view bytes)
{
    if (bytes.size() <= PayloadTreeModel::longestShown)
        return QString::fromStdString(visibleText(bytes));
    std::size_t end = PayloadTreeModel::longestShown;
    while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xc0) == 0x80)
        --end;
    const QString begin = QString::fromStdString(visibleText(bytes.substr(0, end)));
    return PayloadTreeModel::tr("%1… (bytes left out: %2)").arg(begin).arg(bytes.size() - end);
}

} // namespace

PayloadTreeModel::PayloadTreeModel(QObject* parent) : QAbstractItemModel(parent) {}

void PayloadTreeModel::setDocument(std::shared_ptr<const decode::Document> document)
{
    beginResetModel();
    m_document = std::move(document);
    m_branches.clear();
    const std::size_t count = m_document ? m_document->nodes.size() : 0;
    m_rows.assign(count, 0);
    m_rootHidden = count > 1 && node(0).end == std::int32_t(count) && m_document->key(node(0)).empty() && node(0).childCount > 0;
    endResetModel();
}

PayloadTreeModel::Branch& PayloadTreeModel::branch(int parent) const
{
    const auto known = m_branches.find(parent);
    if (known != m_branches.end())
        return known->second;
    Branch fresh;
    if (parent == top && !m_rootHidden) {
        for (std::int32_t i = 0; m_document && i < std::int32_t(m_document->nodes.size()); i = node(i).end)
            ++fresh.left;
    } else {
        const int owner = parent == top ? 0 : parent;
        fresh.following = owner + 1;
        fresh.left = node(owner).childCount;
    }
    extend(fresh);
    return m_branches.emplace(parent, std::move(fresh)).first->second;
}

void PayloadTreeModel::extend(Branch& branch) const
{
    const std::int32_t take = std::min(branch.left, std::int32_t(batch));
    for (std::int32_t i = 0; i < take; ++i) {
        m_rows[std::size_t(branch.following)] = std::int32_t(branch.children.size());
        branch.children.push_back(branch.following);
        branch.following = node(branch.following).end;
    }
    branch.left -= take;
}

/// Index ids: the node's number, shifted to be positive; a row that stands for more carries its parent's, negated.
QModelIndex PayloadTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const int owner = parent.isValid() ? parent.data(NodeRole).toInt() : top;
    const Branch& children = branch(owner);
    if (std::size_t(row) < children.children.size())
        return createIndex(row, column, quintptr(qintptr(children.children[std::size_t(row)]) + 1));
    return createIndex(row, column, quintptr(-(qintptr(owner) + 2)));
}

bool PayloadTreeModel::standsForMore(const QModelIndex& index) const
{
    return index.isValid() && qintptr(index.internalId()) < 0;
}

int PayloadTreeModel::shownParent(const QModelIndex& index) const
{
    const auto id = qintptr(index.internalId());
    if (id < 0)
        return int(-id - 2);
    const int parent = node(int(id - 1)).parent;
    return parent < 0 || (parent == 0 && m_rootHidden) ? top : parent;
}

QModelIndex PayloadTreeModel::parent(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const int parent = shownParent(index);
    if (parent == top)
        return {};
    return createIndex(rowOfNode(parent), 0, quintptr(qintptr(parent) + 1));
}

int PayloadTreeModel::rowOfNode(int number) const
{
    return m_rows[std::size_t(number)];
}

int PayloadTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0 || standsForMore(parent))
        return 0;
    const Branch& children = branch(parent.isValid() ? parent.data(NodeRole).toInt() : top);
    return int(children.children.size()) + (children.left > 0 ? 1 : 0);
}

int PayloadTreeModel::columnCount(const QModelIndex& parent) const
{
    return standsForMore(parent) ? 0 : ColumnCount;
}

bool PayloadTreeModel::hasChildren(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return m_document && !m_document->nodes.empty();
    if (parent.column() > 0 || standsForMore(parent))
        return false;
    return node(parent.data(NodeRole).toInt()).childCount > 0;
}

void PayloadTreeModel::showMore(const QModelIndex& index)
{
    if (!standsForMore(index))
        return;
    const QModelIndex owner = parent(index);
    Branch& children = branch(shownParent(index));
    const int row = index.row();
    // The row itself goes and comes back behind the next batch, if any is left then.
    beginRemoveRows(owner, row, row);
    const auto left = std::exchange(children.left, 0);
    endRemoveRows();
    const int added = std::min(left, std::int32_t(batch)) + (left > batch ? 1 : 0);
    beginInsertRows(owner, row, row + added - 1);
    children.left = left;
    extend(children);
    endInsertRows();
}

QString PayloadTreeModel::keyText(int number, int row) const
{
    const decode::Node& shown = node(number);
    if (const std::string_view key = m_document->key(shown); !key.empty())
        return cutText(key);
    const bool inArray = shown.parent >= 0 && node(shown.parent).type == NodeType::Array;
    if (inArray)
        return QStringLiteral("[%1]").arg(row);
    const bool inObject = shown.parent >= 0 && node(shown.parent).type == NodeType::Object;
    return inObject ? QStringLiteral("\"\"") : QString();
}

QString PayloadTreeModel::valueText(const decode::Node& shown) const
{
    switch (shown.type) {
    case NodeType::Object:
        return QStringLiteral("{ %1 }").arg(shown.childCount);
    case NodeType::Array:
        return QStringLiteral("[ %1 ]").arg(shown.childCount);
    case NodeType::String:
    case NodeType::Number:
    case NodeType::True:
    case NodeType::False:
    case NodeType::Null:
    case NodeType::Element:
    case NodeType::Attribute:
    case NodeType::Field:
    case NodeType::Part:
        break;
    }
    return cutText(m_document->value(shown));
}

QVariant PayloadTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (standsForMore(index)) {
        if (role == NodeRole)
            return -1;
        if (role != Qt::DisplayRole || index.column() != KeyColumn)
            return {};
        const int left = branch(shownParent(index)).left;
        return tr("… %n more: press Enter to show the next ones", nullptr, left);
    }
    const int number = int(qintptr(index.internalId()) - 1);
    if (role == NodeRole)
        return number;
    const decode::Node& shown = node(number);
    const std::string_view value = m_document->value(shown);
    if (role == WholeValueRole)
        return QString::fromUtf8(value.data(), qsizetype(value.size()));
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(index.column())) {
    case KeyColumn:
        return keyText(number, index.row());
    case ValueColumn:
        return valueText(shown);
    case TypeColumn:
        return typeText(shown.type);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PayloadTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case KeyColumn:
        return tr("Key");
    case ValueColumn:
        return tr("Value");
    case TypeColumn:
        return tr("Type");
    case ColumnCount:
        break;
    }
    return {};
}

Qt::ItemFlags PayloadTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return standsForMore(index) || hasChildren(index.siblingAtColumn(0)) ? usual : usual | Qt::ItemNeverHasChildren;
}

} // namespace hookloupe::ui
