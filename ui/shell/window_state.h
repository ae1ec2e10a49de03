// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/theme.h"

#include <QString>

class QMainWindow;
class QSplitter;
class QHeaderView;

namespace hookloupe::ui {

/// The parts of the window whose place and size are remembered.
struct RememberedParts {
    QMainWindow* window;
    QSplitter* across;    ///< endpoints | the rest
    QSplitter* down;      ///< captures / detail
    QHeaderView* columns; ///< of the captures table
};

/// Reads and writes the group "window" of the settings file. What does not fit is ignored: the defaults stay.
void restoreWindow(const QString& settingsPath, const RememberedParts& parts);
void saveWindow(const QString& settingsPath, const RememberedParts& parts);

[[nodiscard]] Theme loadTheme(const QString& settingsPath);
void saveTheme(const QString& settingsPath, Theme theme);

} // namespace hookloupe::ui
