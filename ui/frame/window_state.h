// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "style/theme.h"

#include <QString>

#include <vector>

class QMainWindow;
class QSplitter;

namespace hookloupe::ui {

/// The parts of the window whose place and size are remembered.
struct RememberedParts {
    QMainWindow* window;
    QSplitter* across;    ///< endpoints | the rest
    QSplitter* down;      ///< captures / detail
};

/// Reads and writes the group "window" of the settings file. What does not fit is ignored: the defaults stay.
void restoreWindow(const QString& settingsPath, const RememberedParts& parts);
void saveWindow(const QString& settingsPath, const RememberedParts& parts);

struct LoadedAppearance {
    Appearance appearance;
    std::vector<Error> warnings;    ///< values that could not be used: the default stands; detail "key=value"
};
[[nodiscard]] LoadedAppearance loadAppearance(const QString& settingsPath);
[[nodiscard]] Status saveAppearance(const QString& settingsPath, const Appearance& appearance);
/// Of what the user chose, and what is used without being kept.
[[nodiscard]] QString notSavedSentence(const Error& error);

} // namespace hookloupe::ui
