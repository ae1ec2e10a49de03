// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/icons.h"

#include "style/colours.h"
#include "style/glyph_icon.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace hookloupe::ui {

namespace {

void stroke(QPainter& painter, const QPainterPath& path, const QColor& ink, double width = 0.085)
{
    painter.strokePath(path, QPen(ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

QPainterPath line(std::initializer_list<QPointF> points)
{
    QPainterPath path(*points.begin());
    for (const QPointF& point : points)
        path.lineTo(point);
    return path;
}

void paintEye(QPainter& painter, const QColor& ink)
{
    QPainterPath eye(QPointF(0.10, 0.5));
    eye.quadTo(0.5, 0.05, 0.90, 0.5);
    eye.quadTo(0.5, 0.95, 0.10, 0.5);
    eye.addEllipse(QPointF(0.5, 0.5), 0.11, 0.11);
    stroke(painter, eye, ink, 0.075);
}

void paintGlyph(QPainter& painter, Glyph glyph, const QColor& ink)
{
    QPainterPath path;
    switch (glyph) {
    case Glyph::Pause:
        path.addRoundedRect(QRectF(0.24, 0.18, 0.18, 0.64), 0.04, 0.04);
        path.addRoundedRect(QRectF(0.58, 0.18, 0.18, 0.64), 0.04, 0.04);
        painter.fillPath(path, ink);
        return;
    case Glyph::Resume:
        painter.fillPath(line({{0.28, 0.16}, {0.82, 0.5}, {0.28, 0.84}}), ink);
        return;
    case Glyph::Copy:
        path.addRoundedRect(QRectF(0.34, 0.34, 0.50, 0.52), 0.07, 0.07);
        path.addPath(line({{0.20, 0.66}, {0.16, 0.62}, {0.16, 0.20}, {0.20, 0.14}, {0.60, 0.14}, {0.66, 0.20}}));
        stroke(painter, path, ink);
        return;
    case Glyph::Add:
        path.addPath(line({{0.5, 0.18}, {0.5, 0.82}}));
        path.addPath(line({{0.18, 0.5}, {0.82, 0.5}}));
        stroke(painter, path, ink, 0.10);
        return;
    case Glyph::Edit:
        path.addPath(line({{0.16, 0.84}, {0.22, 0.62}, {0.68, 0.16}, {0.84, 0.32}, {0.38, 0.78}, {0.16, 0.84}}));
        path.addPath(line({{0.57, 0.27}, {0.73, 0.43}}));
        stroke(painter, path, ink);
        return;
    case Glyph::Remove:
        path.addPath(line({{0.16, 0.27}, {0.84, 0.27}}));
        path.addPath(line({{0.38, 0.25}, {0.40, 0.14}, {0.60, 0.14}, {0.62, 0.25}}));
        path.addPath(line({{0.24, 0.29}, {0.30, 0.86}, {0.70, 0.86}, {0.76, 0.29}}));
        stroke(painter, path, ink);
        return;
    case Glyph::Clear:
        path.addEllipse(QPointF(0.5, 0.5), 0.36, 0.36);
        path.addPath(line({{0.25, 0.25}, {0.75, 0.75}}));
        stroke(painter, path, ink);
        return;
    case Glyph::Follow:
        path.addPath(line({{0.5, 0.14}, {0.5, 0.64}}));
        path.addPath(line({{0.28, 0.44}, {0.5, 0.66}, {0.72, 0.44}}));
        path.addPath(line({{0.20, 0.85}, {0.80, 0.85}}));
        stroke(painter, path, ink, 0.095);
        return;
    case Glyph::Help:
        path.addEllipse(QPointF(0.5, 0.5), 0.38, 0.38);
        path.moveTo(0.38, 0.42);
        path.cubicTo(0.38, 0.24, 0.63, 0.25, 0.62, 0.41);
        path.cubicTo(0.61, 0.50, 0.50, 0.50, 0.50, 0.59);
        stroke(painter, path, ink, 0.075);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(QPointF(0.5, 0.71), 0.05, 0.05);
        return;
    case Glyph::Shown:
        paintEye(painter, ink);
        return;
    case Glyph::Hidden:
        paintEye(painter, ink);
        stroke(painter, line({{0.18, 0.84}, {0.82, 0.16}}), ink, 0.075);
        return;
    case Glyph::Warning:
        path.addPath(line({{0.5, 0.13}, {0.90, 0.84}, {0.10, 0.84}, {0.5, 0.13}}));
        path.addPath(line({{0.5, 0.40}, {0.5, 0.60}}));
        path.addPath(line({{0.5, 0.73}, {0.5, 0.735}}));
        stroke(painter, path, ink);
        return;
    case Glyph::Send:
        path.addPath(line({{0.12, 0.46}, {0.88, 0.14}, {0.62, 0.86}, {0.44, 0.58}, {0.12, 0.46}}));
        path.addPath(line({{0.44, 0.58}, {0.88, 0.14}}));
        stroke(painter, path, ink);
        return;
    case Glyph::Undo:
        path.addPath(line({{0.36, 0.16}, {0.16, 0.36}, {0.36, 0.56}}));
        path.moveTo(0.16, 0.36);
        path.lineTo(0.58, 0.36);
        path.cubicTo(0.92, 0.36, 0.92, 0.82, 0.58, 0.82);
        path.lineTo(0.36, 0.82);
        stroke(painter, path, ink, 0.095);
        return;
    case Glyph::Close:
        path.addPath(line({{0.26, 0.26}, {0.74, 0.74}}));
        path.addPath(line({{0.74, 0.26}, {0.26, 0.74}}));
        stroke(painter, path, ink, 0.09);
        return;
    }
}

} // namespace

QIcon icon(Glyph glyph)
{
    return glyphIcon([glyph](QPainter& painter, const QColor& ink) { paintGlyph(painter, glyph, ink); });
}

QIcon warningIcon()
{
    return glyphIcon([](QPainter& painter, const QColor&) {
        paintGlyph(painter, Glyph::Warning, coloursFor(QApplication::palette()).warningText);
    });
}

QIcon programIcon()
{
    // The same drawing as resources/icons/hookloupe.svg, which packages install: a loupe over a hook.
    return glyphIcon([](QPainter& painter, const QColor&) {
        QPainterPath tile;
        tile.addRoundedRect(QRectF(0.03, 0.03, 0.94, 0.94), 0.22, 0.22);
        painter.fillPath(tile, QColor(0x1f, 0x5f, 0xa8));
        QPainterPath loupe;
        loupe.addEllipse(QPointF(0.44, 0.44), 0.26, 0.26);
        stroke(painter, loupe, Qt::white, 0.075);
        stroke(painter, line({{0.64, 0.64}, {0.82, 0.82}}), Qt::white, 0.115);
        QPainterPath hook(QPointF(0.48, 0.30));
        hook.lineTo(0.48, 0.48);
        hook.cubicTo(0.48, 0.61, 0.32, 0.61, 0.33, 0.48);
        stroke(painter, hook, QColor(0xff, 0xd4, 0x5e), 0.07);
    });
}

} // namespace hookloupe::ui
