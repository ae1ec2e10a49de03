// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace hookloupe::ui {

class ChangesModel;

/// The places of a comparison. Colours repeat what the marks before the names say; copying takes the row as a sentence.
class ChangesTree : public QTreeView {
    Q_OBJECT

public:
    explicit ChangesTree(ChangesModel* model, QWidget* parent = nullptr);

    /// Opens what differs in a comparison that was just set, as far as that stays readable.
    void openDifferences();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void shareWidth();
    void copySentence() const;
    void copyValue(bool after) const;

    ChangesModel* m_model;
};

} // namespace hookloupe::ui
