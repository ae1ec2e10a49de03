// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delegates/plain_tip_delegate.h"

namespace hookloupe::ui {

/// Paints a row of the captures table: the mark as a shape, signature and record in the colour of what they say.
class CaptureDelegate : public PlainTipDelegate {
    Q_OBJECT

public:
    using PlainTipDelegate::PlainTipDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// The one height of all rows, for a font.
    [[nodiscard]] static int rowHeight(const QFontMetrics& metrics);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace hookloupe::ui
