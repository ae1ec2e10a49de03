// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"
#include "detail/detail_tab.h"

#include <QTimer>

#include <functional>
#include <utility>
#include <vector>

class QPushButton;
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
    void setCanSendAgain(bool can);
    /// What is said of a capture without deliveries, if anything is known of it; empty: the usual.
    using WhyNotSent = std::function<QString(const CaptureSummary&)>;
    void setWhyNotSent(WhyNotSent why) { m_whyNotSent = std::move(why); }
    /// What a capture without deliveries waits for may be something else now.
    void queuesChanged();

Q_SIGNALS:
    /// To those targets, once more.
    void againWanted(const hookloupe::CaptureSummary& capture, const std::vector<hookloupe::Delivery>& deliveries);

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    void read();
    void showChosen();
    [[nodiscard]] std::vector<Delivery> chosenForwards() const;

    std::weak_ptr<const DetailContext> m_shown;
    std::vector<Delivery> m_deliveries;
    TextTable* m_table;
    PlainTextLabel* m_compared;
    QPushButton* m_again;
    WhyNotSent m_whyNotSent;
    QTimer m_soon; ///< queues change ten times a second; reading them again costs the window more than that is worth
    bool m_canSendAgain = false;
    QSplitter* m_sides;
    DeliveryView* m_left;
    DeliveryView* m_right;
};

} // namespace hookloupe::ui
