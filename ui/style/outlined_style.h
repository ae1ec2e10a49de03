// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace hookloupe::ui {

/// Fusion with outlines that can be seen: its own are darker than the window, so on a dark ground check boxes, radio
/// buttons and text fields have none. Here they have a contrast of at least 3:1 (WCAG 2.1, 1.4.11).
/// In high contrast every control has one in the colour of the text.
class OutlinedStyle : public QProxyStyle {
    Q_OBJECT

public:
    OutlinedStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    /// No pictures on the buttons of dialogs: the style's own do not fit the program's icons.
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override;
    /// What opens the rest of a narrow toolbar is drawn in the colours of the theme: the style's own is dark on dark.
    QIcon standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;
};

} // namespace hookloupe::ui
