// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/code_gutter.h"

#include "resend/code_edit.h"
#include "style/colours.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>

#include <array>

namespace hookloupe::ui {

namespace {

constexpr int triangleRoom = 14; ///< px

void paintTriangle(QPainter& painter, const QRectF& room, bool closed)
{
    const QPointF middle = room.center();
    const qreal r = std::min(room.width(), room.height()) / 4;
    const std::array<QPointF, 3> corners = closed
        ? std::array<QPointF, 3>{middle + QPointF(-r / 2, -r), middle + QPointF(-r / 2, r), middle + QPointF(r, 0)}
        : std::array<QPointF, 3>{middle + QPointF(-r, -r / 2), middle + QPointF(r, -r / 2), middle + QPointF(0, r)};
    painter.drawConvexPolygon(corners.data(), int(corners.size()));
}

} // namespace

CodeGutter::CodeGutter(CodeEdit* edit) : QWidget(edit), m_edit(edit)
{
    setLayoutDirection(Qt::LeftToRight);
}

int CodeGutter::neededWidth() const
{
    const auto digits = QString::number(std::max(1, m_edit->blockCount())).size();
    return int(digits) * m_edit->fontMetrics().horizontalAdvance(u'0') + triangleRoom + 8;
}

void CodeGutter::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), m_edit->palette().color(QPalette::AlternateBase));
    const QColor ink = coloursFor(m_edit->palette()).subtle;
    painter.setPen(ink);
    painter.setBrush(ink);
    painter.setFont(m_edit->font());
    QTextBlock block = m_edit->firstVisibleBlock();
    qreal top = m_edit->blockBoundingGeometry(block).translated(m_edit->contentOffset()).top();
    const int line = m_edit->fontMetrics().lineSpacing();
    for (; block.isValid() && top <= event->rect().bottom(); block = block.next()) {
        if (!block.isVisible())
            continue;
        const QRectF row(0, top, width() - triangleRoom - 2, line);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, QString::number(block.blockNumber() + 1));
        if (CodeEdit::canFold(block))
            paintTriangle(painter, QRectF(row.right() + 1, top, triangleRoom, line), CodeEdit::isFolded(block));
        top += m_edit->blockBoundingRect(block).height();
    }
}

void CodeGutter::mousePressEvent(QMouseEvent* event)
{
    QTextBlock block = m_edit->firstVisibleBlock();
    qreal top = m_edit->blockBoundingGeometry(block).translated(m_edit->contentOffset()).top();
    for (; block.isValid(); block = block.next()) {
        if (!block.isVisible())
            continue;
        const qreal bottom = top + m_edit->blockBoundingRect(block).height();
        if (event->position().y() >= top && event->position().y() < bottom) {
            if (CodeEdit::canFold(block))
                m_edit->setFolded(block, !CodeEdit::isFolded(block));
            return;
        }
        top = bottom;
    }
}

} // namespace hookloupe::ui
