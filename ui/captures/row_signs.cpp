// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/row_signs.h"

#include "captures/annotation_text.h"
#include "style/colours.h"
#include "style/glyph_icon.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr int chipGap = 4;
constexpr int chipPadding = 5;

/// In the unit square.
void paintUnitSign(QPainter& painter, RowSign sign, const QColor& colour)
{
    QPainterPath shape;
    QPen pen(colour, 0.11, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    switch (sign) {
    case RowSign::Malformed:
        shape.moveTo(0.20, 0.45);
        shape.lineTo(0.20, 0.10);
        shape.lineTo(0.80, 0.10);
        shape.lineTo(0.80, 0.38);
        shape.lineTo(0.60, 0.50);
        shape.lineTo(0.40, 0.36);
        shape.closeSubpath();
        shape.moveTo(0.20, 0.64);
        shape.lineTo(0.20, 0.90);
        shape.lineTo(0.80, 0.90);
        shape.lineTo(0.80, 0.60);
        shape.lineTo(0.60, 0.72);
        shape.lineTo(0.40, 0.58);
        shape.closeSubpath();
        painter.strokePath(shape, pen);
        return;
    case RowSign::Replayed:
        shape.arcMoveTo(QRectF(0.16, 0.20, 0.68, 0.68), 150);
        shape.arcTo(QRectF(0.16, 0.20, 0.68, 0.68), 150, 285);
        painter.strokePath(shape, pen);
        shape.clear();
        shape.moveTo(0.06, 0.14);
        shape.lineTo(0.16, 0.48);
        shape.lineTo(0.46, 0.32);
        painter.strokePath(shape, pen);
        return;
    case RowSign::Unexpected: {
        shape.moveTo(0.50, 0.06);
        shape.lineTo(0.98, 0.92);
        shape.lineTo(0.02, 0.92);
        shape.closeSubpath();
        QPainterPath mark;
        mark.addRoundedRect(QRectF(0.44, 0.34, 0.12, 0.30), 0.05, 0.05);
        mark.addEllipse(QRectF(0.43, 0.70, 0.14, 0.14));
        painter.fillPath(shape.subtracted(mark), colour);
        return;
    }
    }
}

/// Scales the painter so that the largest square in `rect` is the unit square. The caller saves and restores.
void toUnit(QPainter& painter, const QRect& rect)
{
    const int side = std::min(rect.width(), rect.height());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0);
    painter.scale(side, side);
}

void paintUnitDisc(QPainter& painter, ColourMark colour, const ColourPair& colours)
{
    painter.setPen(QPen(colours.ink, 0.04));
    painter.setBrush(colours.ground);
    painter.drawEllipse(QRectF(0.03, 0.03, 0.94, 0.94));
    // As an outline, so that it is sharp at every size however the painter is scaled.
    QFont font = QApplication::font();
    font.setPixelSize(100);
    font.setBold(true);
    QPainterPath digit;
    digit.addText(0, 0, font, colourSign(colour));
    const QRectF bounds = digit.boundingRect();
    painter.translate(0.5, 0.5);
    painter.scale(0.0080, 0.0080);
    painter.translate(-bounds.center());
    painter.fillPath(digit, colours.ink);
}

QString restText(int count)
{
    return QStringLiteral("+%1").arg(count);
}

int chipWidth(const QString& text, const QFontMetrics& metrics)
{
    return metrics.horizontalAdvance(text) + 2 * chipPadding;
}

} // namespace

ColourPair colourPair(const QPalette& palette, ColourMark colour)
{
    const bool dark = isDark(palette);
    const auto pair = [dark](QRgb onLight, QRgb onDark) {
        return dark ? ColourPair{QColor(onDark), Qt::black} : ColourPair{QColor(onLight), Qt::white};
    };
    switch (colour) {
    case ColourMark::None:
        break;
    case ColourMark::Red:
        return pair(0xffc62828, 0xffff8a80);
    case ColourMark::Orange:
        return pair(0xffb35300, 0xffffab5e);
    case ColourMark::Yellow:
        return pair(0xff8a6a00, 0xfffbe25d);
    case ColourMark::Green:
        return pair(0xff2e7d32, 0xff7fd89b);
    case ColourMark::Blue:
        return pair(0xff1765c1, 0xff86bcff);
    case ColourMark::Purple:
        return pair(0xff7a3db8, 0xffcfa9ff);
    }
    return {palette.color(QPalette::Base), palette.color(QPalette::Text)};
}

void paintRowSign(QPainter& painter, const QRect& rect, RowSign sign, const QColor& colour)
{
    painter.save();
    toUnit(painter, rect);
    paintUnitSign(painter, sign, colour);
    painter.restore();
}

void paintColourDisc(QPainter& painter, const QRect& rect, ColourMark colour, const QPalette& palette)
{
    painter.save();
    toUnit(painter, rect);
    paintUnitDisc(painter, colour, colourPair(palette, colour));
    painter.restore();
}

QIcon colourIcon(ColourMark colour)
{
    return glyphIcon([colour](QPainter& painter, const QColor& ink) {
        if (colour != ColourMark::None) {
            paintUnitDisc(painter, colour, colourPair(QApplication::palette(), colour));
            return;
        }
        painter.setPen(QPen(ink, 0.08));
        painter.drawEllipse(QRectF(0.08, 0.08, 0.84, 0.84));
        painter.drawLine(QPointF(0.24, 0.76), QPointF(0.76, 0.24));
    });
}

QColor hatchColour(const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    const QColor line = coloursFor(palette).hairline;
    const float share = isHighContrast(palette) ? 0.20F : 0.75F;
    const auto mixed = [share](float ground, float ink) { return ground + (ink - ground) * share; };
    return QColor::fromRgbF(mixed(base.redF(), line.redF()), mixed(base.greenF(), line.greenF()),
                            mixed(base.blueF(), line.blueF()));
}

void paintHatch(QPainter& painter, const QRect& rect, const QPalette& palette)
{
    constexpr int step = 7;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hatchColour(palette), 1));
    // From the view's corner, so that the lines of neighbouring cells meet.
    const int first = (rect.left() + rect.top()) / step * step;
    for (int sum = first; sum <= rect.right() + rect.bottom() + step; sum += step)
        painter.drawLine(sum - rect.top() + 1, rect.top() - 1, sum - rect.bottom() - 1, rect.bottom() + 1);
    painter.restore();
}

int chipsWidth(const QStringList& tags, const QFont& font)
{
    const QFontMetrics metrics(font);
    int width = 0;
    for (const QString& tag : tags)
        width += chipWidth(tag, metrics) + chipGap;
    return width;
}

int paintChips(QPainter& painter, const QRect& rect, const QStringList& tags, const QFont& font, const QColor& colour,
               bool mirrored)
{
    const QFontMetrics metrics(font);
    const int height = std::min(metrics.height() + 2, rect.height() - 2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    painter.setPen(colour);
    painter.setBrush(Qt::NoBrush);
    int used = 0;
    const auto paint = [&](const QString& text, int width) {
        QRect place(rect.left() + used, rect.top() + (rect.height() - height) / 2, width, height);
        if (mirrored)
            place.moveRight(rect.right() - used);
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.drawText(place, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, width - 2 * chipPadding + 1));
        used += width + chipGap;
    };
    const auto count = static_cast<int>(tags.size());
    for (int i = 0; i < count; ++i) {
        const int rest = count - i - 1;
        const int reserved = rest > 0 ? chipWidth(restText(rest), metrics) + chipGap : 0;
        const int width = chipWidth(tags.at(i), metrics);
        const int room = rect.width() - used - reserved;
        // The first is shown even if it must be cut: a "+1" alone would say little.
        if (width > room && (i > 0 || room < chipWidth(QStringLiteral("mm…"), metrics))) {
            paint(restText(rest + 1), std::min(chipWidth(restText(rest + 1), metrics), std::max(0, rect.width() - used)));
            break;
        }
        paint(tags.at(i), std::min(width, room));
    }
    painter.restore();
    return used;
}

} // namespace hookloupe::ui
