// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"
#include "detail/detail_tab.h"

#include <vector>

class QSplitter;

namespace hookloupe::ui {

class DeliveryView;
class PlainTextLabel;
class TextTable;

/// Where the capture was sent to: every attempt, and of the chosen one what came back; of two chosen ones, both side by side.
class DeliveriesTab : public DetailTab {
    Q_OBJECT

public:
    explicit DeliveriesTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;
    /// There may be more now.
    void deliveriesChanged(const std::vector<CaptureId>& captures);

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    void read();
    void showChosen();

    std::weak_ptr<const DetailContext> m_shown;
    std::vector<Delivery> m_deliveries;
    TextTable* m_table;
    PlainTextLabel* m_compared;
    QSplitter* m_sides;
    DeliveryView* m_left;
    DeliveryView* m_right;
};

} // namespace hookloupe::ui
