// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/outlined_style.h"

#include "style/colours.h"
#include "style/glyph_icon.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

#include <algorithm>
#include <array>

namespace hookloupe::ui {

namespace {

void drawIndicator(QPainter& painter, const QStyleOption& option, bool round)
{
    const bool some = option.state.testFlag(QStyle::State_NoChange);
    const bool on = some || option.state.testFlag(QStyle::State_On);
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
            if (some) { // of what it stands for
                tick = QPainterPath(QPointF(0.26, 0.50));
                tick.lineTo(0.74, 0.50);
            } else {
                tick.lineTo(0.42, 0.72);
                tick.lineTo(0.78, 0.30);
            }
            painter.strokePath(tick, QPen(ink, 0.14, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        }
    }
    painter.restore();
}

/// In high contrast: the ground of a control is that of the window, so its outline is all there is to see of it.
void outline(QPainter& painter, const QStyleOption& option, const QRect& rect)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    painter.save();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(focused ? coloursFor(option.palette).accent
                                : option.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::WindowText),
                        focused ? 2 : 1));
    painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5));
    painter.restore();
}

/// Controls that Fusion draws with an outline that is lost in high contrast.
bool needsOutline(QStyle::PrimitiveElement element, const QStyleOption& option)
{
    constexpr std::array outlined{QStyle::PE_PanelButtonCommand, QStyle::PE_FrameLineEdit, QStyle::PE_FrameGroupBox,
                                  QStyle::PE_FrameTabWidget, QStyle::PE_FrameMenu, QStyle::PE_Frame};
    if (element == QStyle::PE_PanelButtonTool)
        return option.state & (QStyle::State_Raised | QStyle::State_On | QStyle::State_Sunken);
    return std::find(outlined.begin(), outlined.end(), element) != outlined.end();
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
        if (isHighContrast(option->palette)) {
            if (needsOutline(element, *option))
                outline(*painter, *option, option->rect);
            return;
        }
        if (element != PE_FrameLineEdit || option->state.testFlag(State_HasFocus) || !isDark(option->palette))
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(coloursFor(option->palette).subtle.darker(160));
        painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
        painter->restore();
    }
}

void OutlinedStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                       const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (!isHighContrast(option->palette))
        return;
    if (control == CC_SpinBox || control == CC_ComboBox)
        outline(*painter, *option, option->rect);
    else if (control == CC_ScrollBar)
        outline(*painter, *option, subControlRect(control, option, SC_ScrollBarSlider, widget).adjusted(1, 1, -1, -1));
}

int OutlinedStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                             QStyleHintReturn* returned) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, returned);
}

QIcon OutlinedStyle::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const
{
    if (which != SP_ToolBarHorizontalExtensionButton)
        return QProxyStyle::standardIcon(which, option, widget);
    const bool mirrored = (option ? option->direction : QGuiApplication::layoutDirection()) == Qt::RightToLeft;
    return glyphIcon([mirrored](QPainter& painter, const QColor& ink) {
        QPainterPath path;
        for (const double x : {0.22, 0.52}) {
            const double from = mirrored ? 1 - x : x;
            const double to = mirrored ? 0.74 - x : x + 0.26;
            path.moveTo(from, 0.22);
            path.lineTo(to, 0.5);
            path.lineTo(from, 0.78);
        }
        painter.strokePath(path, QPen(ink, 0.11, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    });
}

} // namespace hookloupe::ui
