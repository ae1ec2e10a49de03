// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_tree_model.h"

#include "decode/readings.h"
#include "decode/repeated_names.h"

#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace hookloupe::ui {

namespace {

using decode::NodeType;

constexpr std::size_t unfoldedAtOnce = 256 * 1024;   ///< bytes of a string whose JSON is read well within a frame

// An index id holds the tree from bit 34 on, the node (or its owner, or the invisible root) in 33 bits from 0, and whether
// the row stands for more in bit 33.
constexpr quint64 nodeBits = (quint64(1) << 33) - 1;
constexpr quint64 moreBit = quint64(1) << 33;
constexpr int treeShift = 34;
static_assert(sizeof(quintptr) == 8, "an index needs 64 bits to name a node of a document");

} // namespace

PayloadTreeModel::PayloadTreeModel(QObject* parent) : QAbstractItemModel(parent)
{
    setDocument(nullptr);
}

void PayloadTreeModel::setDocument(std::shared_ptr<const decode::Document> document, std::vector<std::int32_t> holding,
                                   std::vector<std::int32_t> repeated)
{
    beginResetModel();
    if (!document)
        document = std::make_shared<const decode::Document>();
    m_trees.clear();
    m_trees.emplace_back();
    m_trees.front().document = std::move(document);
    m_trees.front().holding = std::move(holding);
    m_trees.front().repeated = std::move(repeated);
    m_filter.reset();
    forgetRows();
    endResetModel();
}

void PayloadTreeModel::setFacts(EventFacts facts)
{
    m_facts = std::move(facts);
}

void PayloadTreeModel::setFilter(std::shared_ptr<const decode::NodeFilter> filter)
{
    beginResetModel();
    m_filter = std::move(filter);
    forgetRows();
    endResetModel();
}

void PayloadTreeModel::forgetRows()
{
    ++m_generation;
    m_trees.resize(1);
    Tree& tree = m_trees.front();
    tree.branches.clear();
    tree.below.clear();
    const auto& nodes = tree.document->nodes;
    tree.rows.assign(nodes.size(), 0);
    tree.rootHidden = nodes.size() > 1 && nodes[0].end == std::int32_t(nodes.size()) && tree.document->key(nodes[0]).empty()
        && nodes[0].childCount > 0;
}

std::shared_ptr<const decode::Document> PayloadTreeModel::document() const
{
    return m_trees.front().document;
}

PayloadTreeModel::Place PayloadTreeModel::placeOf(const QModelIndex& index)
{
    const auto id = quint64(index.internalId());
    return {int(id >> treeShift), int(qint64(id & nodeBits) - 1), (id & moreBit) != 0};
}

QModelIndex PayloadTreeModel::indexAt(int row, int column, const Place& place) const
{
    const quint64 id = quint64(place.tree) << treeShift | (place.more ? moreBit : 0) | quint64(place.node + 1);
    return createIndex(row, column, quintptr(id));
}

const decode::Node& PayloadTreeModel::node(const Place& place) const
{
    return m_trees[std::size_t(place.tree)].document->nodes[std::size_t(place.node)];
}

bool PayloadTreeModel::isHolding(const Place& place) const
{
    const auto& holding = m_trees[std::size_t(place.tree)].holding;
    return std::binary_search(holding.begin(), holding.end(), place.node);
}

std::optional<PayloadTreeModel::Place> PayloadTreeModel::source(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return Place{0, top};
    const Place place = placeOf(parent);
    if (parent.column() > 0 || place.more)
        return std::nullopt;
    if (!isHolding(place))
        return place;
    const auto& below = m_trees[std::size_t(place.tree)].below;
    const auto found = below.find(place.node);
    return found != below.end() && found->second >= 0 ? std::optional(Place{found->second, top}) : std::nullopt;
}

PayloadTreeModel::Branch& PayloadTreeModel::branch(const Place& owner) const
{
    Tree& tree = m_trees[std::size_t(owner.tree)];
    const auto known = tree.branches.find(owner.node);
    if (known != tree.branches.end())
        return known->second;
    const auto& nodes = tree.document->nodes;
    const bool filtered = m_filter && owner.tree == 0;
    Branch fresh;
    if (owner.node == top && !tree.rootHidden) {
        for (std::int32_t i = 0; i < std::int32_t(nodes.size()); i = nodes[std::size_t(i)].end)
            fresh.left += !filtered || filterPlace(i) ? 1 : 0;
    } else {
        const int parent = owner.node == top ? 0 : owner.node;
        const auto place = filtered ? filterPlace(parent) : std::nullopt;
        fresh.following = filtered ? std::int32_t(place.value_or(0)) + 1 : parent + 1;
        fresh.left = !filtered ? nodes[std::size_t(parent)].childCount : place ? m_filter->children[*place] : 0;
    }
    extend(owner, fresh);
    return tree.branches.emplace(owner.node, std::move(fresh)).first->second;
}

void PayloadTreeModel::extend(const Place& owner, Branch& branch) const
{
    if (m_filter && owner.tree == 0) {
        extendFiltered(owner, branch);
        return;
    }
    Tree& tree = m_trees[std::size_t(owner.tree)];
    const std::int32_t take = std::min(branch.left, std::int32_t(batch));
    for (std::int32_t i = 0; i < take; ++i) {
        tree.rows[std::size_t(branch.following)] = std::int32_t(branch.children.size());
        branch.children.push_back(branch.following);
        branch.following = tree.document->nodes[std::size_t(branch.following)].end;
    }
    branch.left -= take;
}

void PayloadTreeModel::extendFiltered(const Place& owner, Branch& branch) const
{
    Tree& tree = m_trees.front();
    const auto& nodes = tree.document->nodes;
    const auto& shown = m_filter->shown;
    const int parent = owner.node == top && tree.rootHidden ? 0 : owner.node;
    const bool inArray = parent >= 0 && nodes[std::size_t(parent)].type == NodeType::Array;
    const std::int32_t take = std::min(branch.left, std::int32_t(batch));
    // The first node shown behind an owner is its child; the next sibling is the first one shown behind that child's end.
    for (std::int32_t i = 0; i < take; ++i) {
        const std::int32_t child = shown[std::size_t(branch.following)];
        if (inArray) {
            std::int32_t position = branch.positions.empty() ? 0 : branch.positions.back();
            std::int32_t at = branch.children.empty() ? parent + 1 : branch.children.back();
            for (; at < child; at = nodes[std::size_t(at)].end)
                ++position;
            branch.positions.push_back(position);
        }
        tree.rows[std::size_t(child)] = std::int32_t(branch.children.size());
        branch.children.push_back(child);
        const auto next = std::lower_bound(shown.begin() + branch.following, shown.end(), nodes[std::size_t(child)].end);
        branch.following = std::int32_t(next - shown.begin());
    }
    branch.left -= take;
}

std::optional<std::size_t> PayloadTreeModel::filterPlace(int node) const
{
    const auto found = std::lower_bound(m_filter->shown.begin(), m_filter->shown.end(), node);
    if (found == m_filter->shown.end() || *found != node)
        return std::nullopt;
    return std::size_t(found - m_filter->shown.begin());
}

QModelIndex PayloadTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Place owner = source(parent).value_or(Place{});
    const Branch& children = branch(owner);
    if (std::size_t(row) < children.children.size())
        return indexAt(row, column, {owner.tree, children.children[std::size_t(row)]});
    return indexAt(row, column, {owner.tree, owner.node, true});
}

bool PayloadTreeModel::standsForMore(const QModelIndex& index) const
{
    return index.isValid() && placeOf(index).more;
}

PayloadTreeModel::Place PayloadTreeModel::parentPlace(const Place& place) const
{
    const Tree& tree = m_trees[std::size_t(place.tree)];
    const int parent = place.more ? place.node : node(place).parent;
    if (parent >= 0 && !(parent == 0 && tree.rootHidden))
        return {place.tree, parent};
    return tree.owner < 0 ? Place{} : Place{tree.owner, tree.ownerNode};
}

QModelIndex PayloadTreeModel::parent(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const Place owner = parentPlace(placeOf(index));
    return owner.node == top ? QModelIndex() : indexAt(m_trees[std::size_t(owner.tree)].rows[std::size_t(owner.node)], 0, owner);
}

QModelIndex PayloadTreeModel::indexOf(int number) const
{
    const auto& nodes = document()->nodes;
    if (number < 0 || std::size_t(number) >= nodes.size())
        return {};
    std::vector<std::int32_t> line;
    for (std::int32_t at = number; at >= 0 && !(at == 0 && m_trees.front().rootHidden); at = nodes[std::size_t(at)].parent)
        line.push_back(at);
    QModelIndex found;
    int owner = top;
    for (; !line.empty(); line.pop_back()) {
        const Branch& rows = branch({0, owner});
        const auto place = std::lower_bound(rows.children.begin(), rows.children.end(), line.back());
        if (place == rows.children.end() || *place != line.back())
            break;
        found = indexAt(int(place - rows.children.begin()), 0, {0, line.back()});
        owner = line.back();
    }
    return found;
}

int PayloadTreeModel::rowCount(const QModelIndex& parent) const
{
    const auto owner = source(parent);
    if (!owner)
        return 0;
    const Branch& children = branch(*owner);
    return int(children.children.size()) + (children.left > 0 ? 1 : 0);
}

int PayloadTreeModel::columnCount(const QModelIndex& parent) const
{
    return standsForMore(parent) ? 0 : ColumnCount;
}

bool PayloadTreeModel::hasChildren(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return rowCount() > 0;
    const Place place = placeOf(parent);
    if (parent.column() > 0 || place.more)
        return false;
    if (isHolding(place))
        return true;
    if (m_filter && place.tree == 0) {
        const auto shown = filterPlace(place.node);
        return shown && m_filter->children[*shown] > 0;
    }
    return node(place).childCount > 0;
}

bool PayloadTreeModel::canFetchMore(const QModelIndex& parent) const
{
    if (!parent.isValid() || parent.column() > 0)
        return false;
    const Place place = placeOf(parent);
    return !place.more && isHolding(place) && !m_trees[std::size_t(place.tree)].below.contains(place.node);
}

PayloadTreeModel::Unfolded PayloadTreeModel::unfold(std::string text)
{
    const http::Headers json{{"Content-Type", "application/json"}};
    auto document = std::make_shared<const decode::Document>(decode::decode(json, text));
    auto holding = decode::stringsHoldingJson(*document);
    auto repeated = decode::membersWithRepeatedNames(*document);
    return {std::move(document), std::move(holding), std::move(repeated)};
}

void PayloadTreeModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    const Place place = placeOf(parent);
    Tree& tree = m_trees[std::size_t(place.tree)];
    tree.below[place.node] = -1;
    std::string text(tree.document->value(node(place)));
    if (text.size() <= unfoldedAtOnce) {
        addTree(place, unfold(std::move(text)));
        return;
    }
    auto* watcher = new QFutureWatcher<Unfolded>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, place, generation = m_generation] {
        watcher->deleteLater();
        if (generation == m_generation)
            addTree(place, watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(&PayloadTreeModel::unfold, std::move(text)));
}

void PayloadTreeModel::addTree(const Place& owner, Unfolded read)
{
    Tree tree;
    const auto& nodes = read.document->nodes;
    tree.rows.assign(nodes.size(), 0);
    tree.rootHidden = !nodes.empty() && nodes[0].childCount > 0;
    tree.document = std::move(read.document);
    tree.holding = std::move(read.holding);
    tree.repeated = std::move(read.repeated);
    tree.owner = owner.tree;
    tree.ownerNode = owner.node;
    const int number = int(m_trees.size());
    m_trees.push_back(std::move(tree));
    const Branch& rows = branch({number, top});
    const QModelIndex parent =
        indexAt(m_trees[std::size_t(owner.tree)].rows[std::size_t(owner.node)], 0, owner);
    const int count = int(rows.children.size()) + (rows.left > 0 ? 1 : 0);
    beginInsertRows(parent, 0, std::max(count - 1, 0));
    m_trees[std::size_t(owner.tree)].below[owner.node] = number;
    endInsertRows();
    Q_EMIT unfolded(parent);
}

void PayloadTreeModel::showMore(const QModelIndex& index)
{
    if (!standsForMore(index))
        return;
    const QModelIndex owner = parent(index);
    const Place place{placeOf(index).tree, placeOf(index).node};
    Branch& children = branch(place);
    const int row = index.row();
    // The row itself goes and comes back behind the next batch, if any is left then.
    beginRemoveRows(owner, row, row);
    const auto left = std::exchange(children.left, 0);
    endRemoveRows();
    const int added = std::min(left, std::int32_t(batch)) + (left > batch ? 1 : 0);
    beginInsertRows(owner, row, row + added - 1);
    children.left = left;
    extend(place, children);
    endInsertRows();
}

std::optional<PayloadTreeModel::Range> PayloadTreeModel::bytesOf(const QModelIndex& index) const
{
    if (!index.isValid() || standsForMore(index) || placeOf(index).tree != 0 || document()->format == decode::Format::Xml)
        return std::nullopt;
    const decode::Node& shown = node(placeOf(index));
    return Range{shown.offset, shown.length};
}

std::string_view PayloadTreeModel::tokenOf(const QModelIndex& index) const
{
    if (!index.isValid() || standsForMore(index))
        return {};
    const Place place = placeOf(index);
    const decode::Document& whole = *m_trees[std::size_t(place.tree)].document;
    return whole.format == decode::Format::Xml ? std::string_view() : whole.token(node(place));
}

std::string_view PayloadTreeModel::valueOf(const QModelIndex& index) const
{
    if (!index.isValid() || standsForMore(index))
        return {};
    const Place place = placeOf(index);
    return m_trees[std::size_t(place.tree)].document->value(node(place));
}

std::optional<decode::NodeType> PayloadTreeModel::typeOf(const QModelIndex& index) const
{
    if (!index.isValid() || standsForMore(index))
        return std::nullopt;
    return node(placeOf(index)).type;
}

Qt::ItemFlags PayloadTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return standsForMore(index) || hasChildren(index.siblingAtColumn(0)) ? usual : usual | Qt::ItemNeverHasChildren;
}

} // namespace hookloupe::ui
