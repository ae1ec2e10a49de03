// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <QColor>

class QPalette;

namespace hookloupe::ui {

/// The colours beside the palette's own. Every foreground has a contrast of at least 4.5:1 on its background (WCAG 2.1,
/// 1.4.3) in the light and in the dark theme, and of 7:1 in high contrast: tests/style checks it.
struct Colours {
    QColor good;              ///< on base and on alternate base
    QColor unjudged;
    QColor bad;
    QColor subtle;            ///< second lines, hints
    QColor accent;            ///< the listening dot, links
    QColor warningBackground;
    QColor warningText;       ///< on warningBackground
    QColor hairline;          ///< quiet borders; not text
};

[[nodiscard]] bool isDark(const QPalette& palette);
/// Black on white or white on black throughout, as desktops do for people who asked for it.
[[nodiscard]] bool isHighContrast(const QPalette& palette);
[[nodiscard]] Colours coloursFor(const QPalette& palette);
[[nodiscard]] QColor markColour(const Colours& colours, Mark mark);
/// WCAG 2.1 contrast ratio, 1 to 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

} // namespace hookloupe::ui
