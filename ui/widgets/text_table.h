// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/row_table.h"

#include <QStringList>

#include <vector>

class QMenu;

namespace hookloupe::ui {

class TextTableModel;

/// A small read-only table of plain texts. Rows can be selected and copied, cells separated by tabs; a cell's tooltip is its
/// text. The texts must be safe to show.
class TextTable : public RowTable {
    Q_OBJECT

public:
    explicit TextTable(const QStringList& titles, QWidget* parent = nullptr);

    void setCodeColumn(int column);                ///< shown in the fixed-width font
    void setRows(std::vector<QStringList> rows);
    [[nodiscard]] int rowCount() const;
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] std::vector<int> selectedRows() const;
    [[nodiscard]] QString selectedText() const;    ///< all rows if none is selected
    void copySelection() const;
    /// As high as its rows, but at most `rows` of them, for a table inside a page that scrolls.
    void fitHeight(int rows);

Q_SIGNALS:
    /// The context menu is about to show: others may add to it.
    void menuRequested(QMenu* menu);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    TextTableModel* m_model;
};

} // namespace hookloupe::ui
