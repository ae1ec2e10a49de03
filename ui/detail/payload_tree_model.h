// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/event_facts.h"
#include "decode/document.h"
#include "decode/node_filter.h"

#include <QAbstractItemModel>
#include <QFutureWatcher>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace hookloupe::ui {

/// The nodes of a decoded body as key, value, type and size; texts are safe to show. Says what is there, draws nothing. Rows
/// of a node are found when it is first opened, at most `batch` at a time: a row at the end says how many are left. A string
/// that holds JSON has that JSON's rows below it, read when it is first opened, at any depth.
class PayloadTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { KeyColumn, ValueColumn, TypeColumn, SizeColumn, ColumnCount };
    enum Role {
        NodeRole = Qt::UserRole,  ///< int: index into its document's nodes; -1 for a row that stands for more
        WholeValueRole,           ///< QString: the value uncut, as it is
        WholeKeyRole,             ///< QString: the key uncut, as it is
        NoteRole,                 ///< QString: what is known about the value beyond itself: "project id of Tower"; may be empty
        PathRole,                 ///< QString: RFC 9535; inside a string that holds JSON, with the path of that string before it
        HoldsJsonRole,            ///< bool: a string whose JSON can be opened
        MatchRole,                ///< bool: found by the filter itself, not only the way to it
    };
    static constexpr int batch = 5'000;
    static constexpr std::size_t longestShown = 1'000;  ///< bytes of a value in its cell

    explicit PayloadTreeModel(QObject* parent = nullptr);

    /// nullptr for none. `holding` are the strings that hold JSON, from decode::stringsHoldingJson(), `repeated` the
    /// members from decode::membersWithRepeatedNames(). No filter is set.
    void setDocument(std::shared_ptr<const decode::Document> document, std::vector<std::int32_t> holding = {},
                     std::vector<std::int32_t> repeated = {});
    /// What the ids in the payload are compared with; empty facts for a body that is not Speckle's.
    void setFacts(EventFacts facts);
    /// Shows only these nodes; nullptr shows all again. It must be of this document.
    void setFilter(std::shared_ptr<const decode::NodeFilter> filter);
    [[nodiscard]] bool isFiltered() const { return m_filter != nullptr; }

    [[nodiscard]] std::shared_ptr<const decode::Document> document() const;
    /// Whether this row stands for children that are not shown yet.
    [[nodiscard]] bool standsForMore(const QModelIndex& index) const;
    /// Replaces such a row by the next batch.
    void showMore(const QModelIndex& index);
    /// The row of a node of the body's own document, or of its nearest ancestor that has one.
    [[nodiscard]] QModelIndex indexOf(int node) const;
    /// The bytes of the value in the body's text; nothing for what was read out of a string.
    struct Range {
        std::size_t begin = 0;
        std::size_t length = 0;
    };
    [[nodiscard]] std::optional<Range> bytesOf(const QModelIndex& index) const;
    /// The value with all that is in it exactly as on the wire; empty for XML, whose elements have no such range.
    [[nodiscard]] std::string_view tokenOf(const QModelIndex& index) const;
    /// The value of a leaf, decoded. Valid until the document changes.
    [[nodiscard]] std::string_view valueOf(const QModelIndex& index) const;
    [[nodiscard]] std::optional<decode::NodeType> typeOf(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// The JSON in a string was read and its rows are there.
    void unfolded(const QModelIndex& index);

private:
    static constexpr int top = -1;  ///< stands for the invisible root of a tree

    /// The children of an opened node, as far as they are shown.
    struct Branch {
        std::vector<std::int32_t> children;
        std::vector<std::int32_t> positions;  ///< in their array, if the filter leaves some out
        std::int32_t following = 0;  ///< node after the last of them; with a filter, a place in its list
        std::int32_t left = 0;       ///< children not shown yet
    };
    /// A document: the body's own is the first, each of the others is held by a string of one before it.
    struct Tree {
        std::shared_ptr<const decode::Document> document;
        std::vector<std::int32_t> holding;
        std::vector<std::int32_t> repeated; ///< members whose name their object has more than once
        int owner = -1;              ///< the tree with that string
        int ownerNode = 0;
        bool rootHidden = false;     ///< a nameless root container: its children are the top rows
        std::unordered_map<int, Branch> branches;
        std::vector<std::int32_t> rows;            ///< row of a node once its parent's branch is known
        std::unordered_map<int, int> below;        ///< node to the tree that its string holds; -1 while it is read
    };
    /// What an index stands for. `more`: the row after the last shown child of `node`.
    struct Place {
        int tree = 0;
        int node = top;
        bool more = false;
    };
    /// What the thread pool read out of a string.
    struct Unfolded {
        std::shared_ptr<const decode::Document> document;
        std::vector<std::int32_t> holding;
        std::vector<std::int32_t> repeated;
    };

    [[nodiscard]] static Place placeOf(const QModelIndex& index);
    [[nodiscard]] QModelIndex indexAt(int row, int column, const Place& place) const;
    [[nodiscard]] const decode::Node& node(const Place& place) const;
    /// Where the rows below an index come from: its own node, or the tree that its string holds. Nothing if it has none yet.
    [[nodiscard]] std::optional<Place> source(const QModelIndex& parent) const;
    [[nodiscard]] Branch& branch(const Place& owner) const;
    void extend(const Place& owner, Branch& branch) const;
    void extendFiltered(const Place& owner, Branch& branch) const;
    [[nodiscard]] std::optional<std::size_t> filterPlace(int node) const;
    [[nodiscard]] Place parentPlace(const Place& place) const;
    [[nodiscard]] bool isHolding(const Place& place) const;
    void addTree(const Place& owner, Unfolded read);
    static Unfolded unfold(std::string text);
    void forgetRows();

    [[nodiscard]] QString keyText(const Place& place, int row) const;
    [[nodiscard]] QString noteText(const Place& place) const;
    [[nodiscard]] QString pathText(const Place& place) const;
    [[nodiscard]] QVariant textOf(const Place& place, const QModelIndex& index) const;

    mutable std::vector<Tree> m_trees;
    EventFacts m_facts;
    std::shared_ptr<const decode::NodeFilter> m_filter;
    int m_generation = 0;            ///< what was read for an earlier one is dropped
};

} // namespace hookloupe::ui
