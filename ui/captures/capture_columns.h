// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "captures/capture_column.h"

#include <QObject>
#include <QStringList>

#include <array>
#include <vector>

class QTableView;

namespace hookloupe::ui {

/// The columns of the captures table: which are shown, in what order, how wide. A column whose width the user did not choose
/// has its usual one, or less where the window is narrow; the summary has what the others leave.
class CaptureColumns : public QObject {
    Q_OBJECT

public:
    /// `view` has its model already and becomes the parent.
    explicit CaptureColumns(QTableView& view);

    /// The state stands first and the summary takes the rest: these two are always there.
    [[nodiscard]] static bool canBeHidden(CaptureColumn column);
    [[nodiscard]] bool isShown(CaptureColumn column) const;
    void setShown(CaptureColumn column, bool shown);
    [[nodiscard]] std::vector<CaptureColumn> shown() const; ///< in the order shown
    /// Towards the end by `places`, or towards the start if negative; columns not shown do not count.
    void move(CaptureColumn column, int places);
    /// As wide as what is in sight needs.
    void fitToContents();
    /// As at first: which, where, how wide.
    void reset();

    /// For settings: "time:96", "-peer:*" in the order shown; "-" = not shown, "*" = no width chosen. Columns that a later
    /// version adds are not in it and keep their usual place.
    [[nodiscard]] QStringList state() const;
    /// What is not understood is skipped.
    void restore(const QStringList& state);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void shownChanged();
    /// The user asked for the menu of a column's header.
    void menuRequested(hookloupe::ui::CaptureColumn column, const QPoint& globalPlace);

private:
    void fit();
    void arrange(const std::vector<CaptureColumn>& order);

    QTableView& m_view;
    bool m_ownMove = false;                        ///< this object sets a width, not the user
    std::array<bool, captureColumnCount> m_chosen{}; ///< the user set this width
};

} // namespace hookloupe::ui
