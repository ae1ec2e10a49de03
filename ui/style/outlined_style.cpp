// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/outlined_style.h"

#include "style/colours.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace hookloupe::ui {

namespace {

void drawIndicator(QPainter& painter, const QStyleOption& option, bool round)
{
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const Colours colours = coloursFor(option.palette);
    const QColor edge = focused ? colours.accent : colours.subtle;
    const QColor fill = option.palette.color(on && enabled ? QPalette::Highlight : QPalette::Base);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const double radius = round ? box.width() / 2 : 2.5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on && enabled && !focused ? fill.lighter(isDark(option.palette) ? 140 : 100) : edge, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, radius, radius);
    if (on) {
        const QColor ink = enabled ? option.palette.color(QPalette::HighlightedText) : colours.subtle;
        painter.translate(box.topLeft());
        painter.scale(box.width(), box.height());
        if (round) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(ink);
            painter.drawEllipse(QPointF(0.5, 0.5), 0.22, 0.22);
        } else {
            QPainterPath tick(QPointF(0.22, 0.52));
            tick.lineTo(0.42, 0.72);
            tick.lineTo(0.78, 0.30);
            painter.strokePath(tick, QPen(ink, 0.14, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        }
    }
    painter.restore();
}

} // namespace

OutlinedStyle::OutlinedStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const
{
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck) {
        drawIndicator(*painter, *option, false);
    } else if (element == PE_IndicatorRadioButton) {
        drawIndicator(*painter, *option, true);
    } else {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element != PE_FrameLineEdit || option->state.testFlag(State_HasFocus) || !isDark(option->palette))
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(coloursFor(option->palette).subtle.darker(160));
        painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
        painter->restore();
    }
}

int OutlinedStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                             QStyleHintReturn* returned) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, returned);
}

} // namespace hookloupe::ui
