// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;
class QFont;
class QPalette;

namespace hookloupe::ui {

enum class Theme { System, Light, Dark, HighContrast };

/// How the program looks.
struct Appearance {
    Theme theme = Theme::System;
    int textPercent = 100;      ///< of the desktop's text size

    bool operator==(const Appearance&) const = default;
};

[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();
/// Black and white alone, and few strong colours: every text has a contrast of at least 7:1 (WCAG 2.1, 1.4.6).
[[nodiscard]] QPalette highContrastPalette(bool dark);

/// Our palette for `theme` on a desktop with the palette `desktop`. `System` is dark or of high contrast if the desktop is;
/// `HighContrast` is dark if the desktop is.
[[nodiscard]] QPalette paletteFor(Theme theme, const QPalette& desktop);

/// The Fusion style with our palette, so that the window looks the same and has known contrast on every desktop. Asks the
/// desktop anew at each call; can be called at run time.
void applyTheme(QApplication& application, Theme theme);

/// The fixed-width font for URLs, headers and bytes, as large as the application's font.
[[nodiscard]] QFont codeFont();

} // namespace hookloupe::ui
