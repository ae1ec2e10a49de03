// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace hookloupe::ui {

class PayloadTreeModel;

/// The tree of a payload: copies the value of the current row, loads the next rows of a long array on Enter.
class PayloadTree : public QTreeView {
    Q_OBJECT

public:
    explicit PayloadTree(PayloadTreeModel* model, QWidget* parent = nullptr);

    /// Opens the first levels of a document that was just set, as far as that stays readable.
    void openFirstLevels();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void copyRole(int role) const;

    PayloadTreeModel* m_model;
};

} // namespace hookloupe::ui
