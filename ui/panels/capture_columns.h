// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QTableView;

namespace hookloupe::ui {

/// The columns of the captures table: how wide they are at first, which are shown (the header's context menu), and the
/// summary, which has what the others leave until the user sets its width.
class CaptureColumns : public QObject {
    Q_OBJECT

public:
    /// `view` has its model already and becomes the parent.
    explicit CaptureColumns(QTableView& view);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitSummary();
    void offerChoice(const QPoint& place);

    QTableView& m_view;
    bool m_ownMove = false;       ///< this object sets a width, not the user
    bool m_summaryChosen = false; ///< the user set the summary's width
};

} // namespace hookloupe::ui
