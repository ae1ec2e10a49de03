// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resend/draft.h"

#include <QAbstractTableModel>

namespace hookloupe::ui {

/// The fields of a head as rows to edit. A row that is not edited keeps its bytes; of one that is, what stands around the
/// edited name or value stays. Order, case and duplicates are the head's own.
class HeaderModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setHead(std::string_view head);
    [[nodiscard]] std::string head() const;

    int addField();                        ///< an empty one at the end, which is none until it is written; its row
    void removeField(int row);
    bool moveField(int row, int by);       ///< false if there is no place for it

    static constexpr std::size_t mostUndone = 100;
    bool undo();                           ///< false if there is nothing to take back since setHead()
    bool redo();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

Q_SIGNALS:
    void edited();

private:
    void noteChange();
    bool goBack(std::vector<HeadLines>& from, std::vector<HeadLines>& to);

    HeadLines m_lines;          ///< of the fields alone; an empty one is not written yet
    std::vector<HeadLines> m_undone;
    std::vector<HeadLines> m_redone;
    std::string m_requestLine;
    std::string m_end;          ///< the empty line, and what is behind it
};

} // namespace hookloupe::ui
