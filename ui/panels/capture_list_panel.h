// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

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
/// the other way round: following in another order sorts by time again.
class CaptureListPanel : public QWidget {
    Q_OBJECT

public:
    explicit CaptureListPanel(CaptureModel& model, QWidget* parent = nullptr);

    /// The context menu of the table.
    void setActions(const QList<QAction*>& actions);
    [[nodiscard]] std::optional<CaptureId> currentId() const;
    [[nodiscard]] std::vector<CaptureId> selectedIds() const;
    [[nodiscard]] std::size_t selectedCount() const; ///< O(ranges)
    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
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
    [[nodiscard]] bool isInOrderOfTime() const;
    [[nodiscard]] int newestRow() const; ///< -1 = none, or in another order than that of time
    void showNewest();
    void rowsCame(int first, int last);
    void rowsWent();
    void modelWasReset();
    void rowsWereRearranged();
    void userMovedTo(int row);
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
    int m_unseen = 0;
};

} // namespace hookloupe::ui
