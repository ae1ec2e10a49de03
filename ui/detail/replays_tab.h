// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

#include <QTimer>

#include <memory>

class QPushButton;
class QTableView;

namespace hookloupe::ui {

class DeliveryView;
class PlainTextLabel;
class ReplayListModel;

/// The replays made of a capture with what came back of the chosen one, and what the capture itself is a replay of. Leads
/// from each to the other in the list of captures.
class ReplaysTab : public DetailTab {
    Q_OBJECT

public:
    explicit ReplaysTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;
    /// Some capture was sent somewhere: it may be a replay of the shown one.
    void deliveriesChanged();

Q_SIGNALS:
    void captureWanted(qint64 id);

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    void read();
    void showReplays(const Result<ReplayList>& list);
    void showParent();
    void showChosen();
    void go();

    std::weak_ptr<const DetailContext> m_shown;
    QTimer m_readSoon;               ///< a bulk of replays stores many a second
    int m_asked = 0;                 ///< for a delivery; answers to older questions are dropped
    QWidget* m_parentBar;
    PlainTextLabel* m_parentName;
    PlainTextLabel* m_count;
    ReplayListModel* m_model;
    QTableView* m_table;
    QPushButton* m_go;
    DeliveryView* m_delivery;
};

} // namespace hookloupe::ui
