// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/colours.h"

#include <QPalette>

#include <algorithm>
#include <cmath>

namespace hookloupe::ui {

namespace {

/// Relative luminance as WCAG 2.1 defines it.
double luminance(const QColor& colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Base).lightness() < palette.color(QPalette::Text).lightness();
}

bool isHighContrast(const QPalette& palette)
{
    // Asked for each cell that is painted: no contrast is computed here.
    const bool dark = isDark(palette);
    const auto isGround = [dark](const QColor& colour) { return dark ? colour.lightness() <= 4 : colour.lightness() >= 251; };
    const auto isInk = [dark](const QColor& colour) { return dark ? colour.lightness() >= 251 : colour.lightness() <= 4; };
    return isGround(palette.color(QPalette::Window)) && isGround(palette.color(QPalette::Base))
        && isGround(palette.color(QPalette::Button)) && isInk(palette.color(QPalette::WindowText))
        && isInk(palette.color(QPalette::Text));
}

Colours coloursFor(const QPalette& palette)
{
    if (isHighContrast(palette)) {
        if (isDark(palette)) {
            return {.good = QColor(0x7d, 0xff, 0x9e), .unjudged = QColor(0xe0, 0xe0, 0xe0), .bad = QColor(0xff, 0xa8, 0xa3),
                    .subtle = QColor(0xd6, 0xd6, 0xd6), .accent = QColor(0x9f, 0xd0, 0xff), .warningBackground = Qt::black,
                    .warningText = QColor(0xff, 0xe1, 0x4d), .hairline = Qt::white};
        }
        return {.good = QColor(0x00, 0x52, 0x21), .unjudged = QColor(0x3a, 0x3a, 0x3a), .bad = QColor(0x96, 0x00, 0x00),
                .subtle = QColor(0x3a, 0x3a, 0x3a), .accent = QColor(0x00, 0x3a, 0x8c), .warningBackground = Qt::white,
                .warningText = QColor(0x5a, 0x30, 0x00), .hairline = Qt::black};
    }
    if (isDark(palette)) {
        return {.good = QColor(0x5f, 0xd0, 0x8a), .unjudged = QColor(0xa9, 0xb1, 0xbc), .bad = QColor(0xff, 0x8b, 0x85),
                .subtle = QColor(0xa3, 0xab, 0xb6), .accent = QColor(0x7c, 0xb7, 0xff),
                .warningBackground = QColor(0x4a, 0x3a, 0x12), .warningText = QColor(0xff, 0xe3, 0xa3),
                .hairline = QColor(0x3a, 0x40, 0x49)};
    }
    return {.good = QColor(0x13, 0x6f, 0x3c), .unjudged = QColor(0x5c, 0x66, 0x73), .bad = QColor(0xb4, 0x1e, 0x1e),
            .subtle = QColor(0x5a, 0x63, 0x70), .accent = QColor(0x0b, 0x5c, 0xad),
            .warningBackground = QColor(0xff, 0xf1, 0xcc), .warningText = QColor(0x5b, 0x40, 0x00),
            .hairline = QColor(0xd5, 0xda, 0xe1)};
}

QColor markColour(const Colours& colours, Mark mark)
{
    switch (mark) {
    case Mark::Good:
        return colours.good;
    case Mark::Unjudged:
        return colours.unjudged;
    case Mark::Bad:
        return colours.bad;
    }
    return colours.unjudged;
}

double contrast(const QColor& a, const QColor& b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace hookloupe::ui
