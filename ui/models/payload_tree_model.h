// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

#include <QAbstractItemModel>

#include <memory>
#include <unordered_map>
#include <vector>

namespace hookloupe::ui {

/// The nodes of a decoded body as key, value and type; texts are safe to show. Says what is there, draws nothing. Rows of a
/// node are found when it is first opened, at most `batch` at a time: a row at the end says how many are left.
class PayloadTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { KeyColumn, ValueColumn, TypeColumn, ColumnCount };
    enum Role {
        NodeRole = Qt::UserRole,  ///< int: index into the document's nodes; -1 for a row that stands for more
        WholeValueRole,           ///< QString: the value uncut, as it is
    };
    static constexpr int batch = 5'000;
    static constexpr std::size_t longestShown = 1'000;  ///< bytes of a value in its cell

    explicit PayloadTreeModel(QObject* parent = nullptr);

    void setDocument(std::shared_ptr<const decode::Document> document);  ///< nullptr for none
    /// Whether this row stands for children that are not shown yet.
    [[nodiscard]] bool standsForMore(const QModelIndex& index) const;
    /// Replaces such a row by the next batch.
    void showMore(const QModelIndex& index);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    static constexpr int top = -1;  ///< stands for the invisible root

    /// The children of an opened node, as far as they are shown.
    struct Branch {
        std::vector<std::int32_t> children;
        std::int32_t following = 0;  ///< node after the last of them
        std::int32_t left = 0;       ///< children not shown yet
    };

    [[nodiscard]] const decode::Node& node(int number) const { return m_document->nodes[std::size_t(number)]; }
    [[nodiscard]] Branch& branch(int parent) const;
    void extend(Branch& branch) const;
    [[nodiscard]] int shownParent(const QModelIndex& index) const;
    [[nodiscard]] int rowOfNode(int number) const;
    [[nodiscard]] QString keyText(int number, int row) const;
    [[nodiscard]] QString valueText(const decode::Node& node) const;

    std::shared_ptr<const decode::Document> m_document;
    bool m_rootHidden = false;   ///< a nameless root container: its children are the top rows
    mutable std::unordered_map<int, Branch> m_branches;
    mutable std::vector<std::int32_t> m_rows;  ///< row of a node once its parent's branch is known
};

} // namespace hookloupe::ui
