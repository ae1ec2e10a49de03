// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <QPersistentModelIndex>
#include <QWidget>

#include <optional>
#include <vector>

class QAction;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace hookloupe::ui {

class CaptureColumns;
class CaptureModel;
class EmptyState;

/// The captures table. Follows the newest: it is the current row until the user chooses another or scrolls away; then
/// a button says how many are new and leads back. Only an order of time can be followed, from the oldest to the newest or
/// the other way round: following in another order sorts by time again. A selection of several rows stays as it is, so it
/// ends following too.
class CaptureListPanel : public QWidget {
    Q_OBJECT

public:
    explicit CaptureListPanel(CaptureModel& model, QWidget* parent = nullptr);

    /// The context menu of the table.
    void setActions(const QList<QAction*>& actions);
    [[nodiscard]] std::optional<CaptureId> currentId() const;
    [[nodiscard]] std::vector<CaptureId> selectedIds() const;        ///< in the order of arrival
    [[nodiscard]] std::vector<CaptureId> selectedIdsAsShown() const; ///< from the top of the list down
    [[nodiscard]] std::size_t selectedCount() const; ///< O(ranges)
    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    /// In an order of time: the newest can be followed without sorting anew.
    [[nodiscard]] bool isInOrderOfTime() const;
    /// Makes a capture the current row and the only one selected, and brings it to the middle. False: it is not in the list.
    bool choose(CaptureId id);
    /// Selects these captures and no others, as far as they are in the list; the last of them becomes the current row.
    /// False: none of them is there.
    bool select(const std::vector<CaptureId>& ids);
    [[nodiscard]] int unseen() const { return m_unseen; } ///< rows added since following ended
    [[nodiscard]] EmptyState* emptyState() const { return m_empty; }
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] CaptureColumns& columns() const { return *m_columns; }

Q_SIGNALS:
    void currentChanged(); ///< ask currentId()
    void followingChanged(bool following);
    void selectionChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitRows();
    void noteFollowing(bool following);
    void noteCurrent();
    void noteNewest();
    [[nodiscard]] int newestRow() const; ///< -1 = none, or in another order than that of time
    void showNewest();
    void rowsCame(int first, int last);
    void rowsAboutToGo(int first, int last);
    void rowsWent();
    void modelWasReset();
    void rowsWereRearranged();
    void userMovedTo(int row);
    void userSelected();
    void userScrolled(int value);
    [[nodiscard]] QString newButtonText() const;
    void showNewButton();
    void showPage();

    CaptureModel& m_model;
    QStackedWidget* m_pages;
    QTableView* m_view;
    CaptureColumns* m_columns;
    EmptyState* m_empty;
    QPushButton* m_newButton;
    std::optional<CaptureId> m_current;
    bool m_following = true;
    bool m_orderChosen = false; ///< by the user, and its rows are not here yet
    bool m_choseRow = false; ///< the user chose the current row: scrolling to the end does not take it away
    bool m_ownMove = false;  ///< this panel moves the view, not the user
    bool m_changing = false; ///< rows come or go: what becomes of current row and selection is not the user's doing
    bool m_hadSelection = false; ///< before they were
    QPersistentModelIndex m_next;  ///< what becomes the current row then
    CaptureId m_newestKnown{};   ///< the largest id that ever was in the list: only larger ones are new
    int m_unseen = 0;
};

} // namespace hookloupe::ui
