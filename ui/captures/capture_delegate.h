// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plain_tip_delegate.h"

namespace hookloupe::ui {

/// Paints a row of the captures table: the mark as a shape, signature and record in the colour of what they say, the user's
/// colour as a bar and a disc with its digit, tags as chips. Malformed rows are hatched, replayed ones slanted, and both have
/// a sign before the event.
class CaptureDelegate : public PlainTipDelegate {
    Q_OBJECT

public:
    using PlainTipDelegate::PlainTipDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Tags stand before the summary while their own column is not shown.
    void setTagsInSummary(bool there) { m_tagsInSummary = there; }
    /// The one height of all rows, for a font.
    [[nodiscard]] static int rowHeight(const QFontMetrics& metrics);
    /// The width of the column of marks, for a font.
    [[nodiscard]] static int markWidth(const QFontMetrics& metrics);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintMarks(QPainter& painter, const QStyleOptionViewItem& cell, const QModelIndex& index, const QColor& selectedInk) const;
    [[nodiscard]] QStringList chipsOf(const QModelIndex& index) const;

    bool m_tagsInSummary = true;
};

} // namespace hookloupe::ui
