// SPDX-License-Identifier: GPL-3.0-or-later
// What PayloadTreeModel says of a row; which rows there are is in payload_tree_model.cpp.
#include "decode/json_path.h"
#include "detail/payload_tree_model.h"
#include "detail/payload_words.h"
#include "style/short_words.h"

#include <algorithm>

namespace hookloupe::ui {

namespace {

using decode::NodeType;

QString fromBytes(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

bool isContainer(NodeType type)
{
    return type == NodeType::Object || type == NodeType::Array;
}

} // namespace

QString PayloadTreeModel::keyText(const Place& place, int row) const
{
    const Tree& tree = m_trees[std::size_t(place.tree)];
    const decode::Node& shown = node(place);
    if (const std::string_view key = tree.document->key(shown); !key.empty())
        return cutValue(key, longestShown);
    if (shown.parent < 0)
        return {};
    const NodeType parent = tree.document->nodes[std::size_t(shown.parent)].type;
    if (parent == NodeType::Array) {
        const bool hidden = shown.parent == 0 && tree.rootHidden;
        const Branch& rows = branch({place.tree, hidden ? top : shown.parent});
        return QStringLiteral("[%1]").arg(rows.positions.empty() ? row : rows.positions[std::size_t(row)]);
    }
    return parent == NodeType::Object ? QStringLiteral("\"\"") : QString();
}

QString PayloadTreeModel::noteText(const Place& place) const
{
    const decode::Document& whole = *m_trees[std::size_t(place.tree)].document;
    const decode::Node& shown = node(place);
    const auto& repeated = m_trees[std::size_t(place.tree)].repeated;
    if (std::binary_search(repeated.begin(), repeated.end(), place.node))
        return tr("⚠ this name is repeated", "a member of an object");
    if (shown.type != NodeType::String || m_facts.streamId.empty())
        return {};
    const int parent = shown.parent;
    std::string_view owner = parent < 0 ? std::string_view() : whole.key(whole.nodes[std::size_t(parent)]);
    return idWords(speckle::idMeaning(whole.key(shown), owner, whole.value(shown), m_facts));
}

QString PayloadTreeModel::pathText(const Place& place) const
{
    const Tree& tree = m_trees[std::size_t(place.tree)];
    const QString own = fromBytes(decode::jsonPath(*tree.document, place.node));
    if (tree.owner < 0)
        return own;
    return pathText({tree.owner, tree.ownerNode}) + QStringLiteral(" → ") + own;
}

QVariant PayloadTreeModel::textOf(const Place& place, const QModelIndex& index) const
{
    const decode::Node& shown = node(place);
    const decode::Document& whole = *m_trees[std::size_t(place.tree)].document;
    switch (Column(index.column())) {
    case KeyColumn:
        return keyText(place, index.row());
    case ValueColumn:
        if (isContainer(shown.type))
            return (shown.type == NodeType::Object ? QStringLiteral("{ %1 }") : QStringLiteral("[ %1 ]")).arg(shown.childCount);
        return cutValue(whole.value(shown), longestShown);
    case TypeColumn:
        return isHolding(place) ? tr("%1 holding JSON", "string holding JSON").arg(nodeTypeWord(shown.type))
                                : nodeTypeWord(shown.type);
    case SizeColumn: {
        const bool xml = whole.format == decode::Format::Xml;
        return sizeWords(std::int64_t(xml ? whole.value(shown).size() : shown.length));
    }
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PayloadTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Place place = placeOf(index);
    if (place.more) {
        if (role == NodeRole)
            return -1;
        if ((role != Qt::DisplayRole && role != Qt::AccessibleTextRole) || index.column() != KeyColumn)
            return {};
        const int left = branch({place.tree, place.node}).left;
        return left == 1 ? tr("… 1 more: press Enter to show it")
                         : tr("… %n more: press Enter to show the next ones", nullptr, left);
    }
    switch (role) {
    case Qt::DisplayRole:
        return textOf(place, index);
    case Qt::AccessibleTextRole: {
        const QString note = index.column() == ValueColumn ? noteText(place) : QString();
        const QString text = textOf(place, index).toString();
        return note.isEmpty() ? text : tr("%1, %2", "value, what it is").arg(text, note);
    }
    case Qt::TextAlignmentRole:
        return index.column() == SizeColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case NodeRole:
        return place.node;
    case WholeValueRole:
        return fromBytes(m_trees[std::size_t(place.tree)].document->value(node(place)));
    case WholeKeyRole:
        return fromBytes(m_trees[std::size_t(place.tree)].document->key(node(place)));
    case NoteRole:
        return noteText(place);
    case PathRole:
        return pathText(place);
    case HoldsJsonRole:
        return isHolding(place);
    case MatchRole: {
        const auto shown = m_filter && place.tree == 0 ? filterPlace(place.node) : std::nullopt;
        return shown && m_filter->matches[*shown];
    }
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
    case SizeColumn:
        return tr("Size");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace hookloupe::ui
