// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/change_set.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace hookloupe::ui {

/// The places of a comparison as a tree: field, value before, value after. Only what differs, unless the same is wanted too.
/// With more than one section each has a row of its own at the top.
class ChangesModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { FieldColumn, BeforeColumn, AfterColumn, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole,   ///< int: compare::Kind; -1 for a section's row
        DiffersRole,               ///< bool: it or something below it differs
    };
    /// A place: its section and its entry there.
    struct Place {
        const ChangeSection* section = nullptr;
        const compare::Entry* entry = nullptr;
    };

    explicit ChangesModel(QObject* parent = nullptr);

    void setChanges(std::shared_ptr<const ChangeSet> changes, bool withSame); ///< nullptr for none
    void setColumnTitles(const QString& before, const QString& after);
    [[nodiscard]] Place place(const QModelIndex& index) const;
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        std::size_t section = 0;
        std::int32_t entry = 0;
        int parent = -1;               ///< index into m_rows
        int place = 0;                 ///< among its siblings
        std::vector<int> children;
    };
    void addRows(std::size_t section, std::int32_t entry, int parent, bool withSame);
    [[nodiscard]] const Row& row(const QModelIndex& index) const { return m_rows[std::size_t(index.internalId())]; }
    [[nodiscard]] const std::vector<int>& childrenOf(const QModelIndex& parent) const;
    [[nodiscard]] QString fieldText(const Place& place) const;

    std::shared_ptr<const ChangeSet> m_changes;
    std::vector<Row> m_rows;
    std::vector<int> m_top;
    QString m_beforeTitle;
    QString m_afterTitle;
};

} // namespace hookloupe::ui
