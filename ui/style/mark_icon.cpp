// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/mark_icon.h"

#include "style/colours.h"
#include "style/glyph_icon.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <algorithm>

namespace hookloupe::ui {

namespace {

/// In the unit square. Filled shapes have their sign cut out, so it shows on any background.
void paintUnit(QPainter& painter, Mark mark, const QColor& colour)
{
    const QRectF body(0.06, 0.06, 0.88, 0.88);
    QPainterPath shape;
    QPainterPath sign;
    QPainterPathStroker pen;
    pen.setWidth(0.13);
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    switch (mark) {
    case Mark::Good:
        shape.addEllipse(body);
        sign.moveTo(0.29, 0.52);
        sign.lineTo(0.44, 0.67);
        sign.lineTo(0.71, 0.35);
        shape = shape.subtracted(pen.createStroke(sign));
        break;
    case Mark::Unjudged:
        shape.addEllipse(body);
        sign.addEllipse(body.adjusted(0.09, 0.09, -0.09, -0.09));
        shape = shape.subtracted(sign);
        shape.addRoundedRect(QRectF(0.44, 0.26, 0.12, 0.30), 0.05, 0.05);
        shape.addEllipse(QRectF(0.43, 0.63, 0.14, 0.14));
        break;
    case Mark::Bad:
        shape.addRoundedRect(body, 0.20, 0.20);
        sign.moveTo(0.33, 0.33);
        sign.lineTo(0.67, 0.67);
        sign.moveTo(0.67, 0.33);
        sign.lineTo(0.33, 0.67);
        shape = shape.subtracted(pen.createStroke(sign));
        break;
    }
    painter.fillPath(shape, colour);
}

} // namespace

void paintMark(QPainter& painter, const QRectF& rect, Mark mark, const QColor& colour)
{
    const double side = std::min(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side / 2, side / 2));
    painter.scale(side, side);
    paintUnit(painter, mark, colour);
    painter.restore();
}

QIcon markIcon(Mark mark)
{
    return glyphIcon([mark](QPainter& painter, const QColor&) {
        paintUnit(painter, mark, markColour(coloursFor(QApplication::palette()), mark));
    });
}

} // namespace hookloupe::ui
