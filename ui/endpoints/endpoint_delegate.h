// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plain_tip_delegate.h"

namespace hookloupe::ui {

/// Paints an endpoint beside the mark of its last request: title and unread count, path and what came lately, and below, in
/// words, what is amiss.
class EndpointDelegate : public PlainTipDelegate {
    Q_OBJECT

public:
    using PlainTipDelegate::PlainTipDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace hookloupe::ui
