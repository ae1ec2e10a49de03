// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace hookloupe::ui {

class PayloadTreeModel;

/// The tree of a payload: opens levels at once, copies the value, key, path or bytes of the current row, loads the next rows
/// of a long array on Enter.
class PayloadTree : public QTreeView {
    Q_OBJECT

public:
    static constexpr int allLevels = 1'000'000;
    static constexpr int mostOpened = 20'000;   ///< rows that are opened at once at most

    explicit PayloadTree(PayloadTreeModel* model, QWidget* parent = nullptr);

    /// Opens the first levels of a document that was just set, as far as that stays readable.
    void openFirstLevels();
    /// While the current row is one that nobody chose.
    [[nodiscard]] bool startsOut() const { return m_startsOut; }
    /// Shows so many levels, 1 = the outermost alone. False if it stopped at `mostOpened` rows. Strings that hold JSON stay
    /// closed: each is opened by hand.
    bool openLevels(int levels, int mostRows = mostOpened);
    /// Makes a row current and visible; opens what it is in.
    void goTo(const QModelIndex& index);
    void copyRole(int role) const;
    void copyToken() const;                     ///< the bytes of the value with all that is in it, as on the wire

Q_SIGNALS:
    void filterWanted();                        ///< Ctrl+F
    void currentMoved(const QModelIndex& index);
    void textWanted(const QModelIndex& index);
    void bytesWanted(const QModelIndex& index);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    PayloadTreeModel* m_model;
    bool m_startsOut = false;
};

} // namespace hookloupe::ui
