// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace hookloupe::ui {

/// What every table of rows has in common: whole rows are chosen, Tab leads out of it, one line a row without a grid or a
/// head of its own. Selection mode, columns and name are its owner's.
///
/// A row that the program makes current is the only one selected. QTableView asks the keyboard instead: while Ctrl is held
/// it would be added to the selection, and be deleted with it.
class RowTable : public QTableView {
    Q_OBJECT

public:
    explicit RowTable(QWidget* parent = nullptr);

protected:
    [[nodiscard]] QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex& index,
                                                                       const QEvent* event) const override;
};

} // namespace hookloupe::ui
