// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;
class QFont;
class QPalette;

namespace hookloupe::ui {

enum class Theme { System, Light, Dark };

[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

/// The Fusion style with our palette, so that the window looks the same and has known contrast on every desktop. `System`
/// takes the dark palette if the desktop's own one is dark. Can be called again at run time.
void applyTheme(QApplication& application, Theme theme);

/// The fixed-width font for URLs, headers and bytes.
[[nodiscard]] QFont codeFont();

} // namespace hookloupe::ui
