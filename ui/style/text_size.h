// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace hookloupe::ui {

constexpr int smallestTextPercent = 80;
constexpr int largestTextPercent = 200;

/// Makes every text as large as `percent` of the desktop's text size, at once in all windows: also in widgets with a font
/// of their own and in tables with rows of a fixed height. Out of range: the nearest size.
void applyTextSize(QApplication& application, int percent);

} // namespace hookloupe::ui
