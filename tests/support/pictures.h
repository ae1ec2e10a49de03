// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/theme.h"
#include "support/pseudo_translator.h"

#include <QString>
#include <QWidget>

#include <optional>

namespace hookloupe::test {

enum class Language { English, Pseudo, RightToLeft };

/// Where pictures are written to: HOOKLOUPE_SCREENSHOT_FOLDER, or a folder of the build.
[[nodiscard]] QString screenshotFolder();
/// Every variant and every state (HOOKLOUPE_SCREENSHOT_ALL), or just enough to see that each window draws.
[[nodiscard]] bool allScreenshotsWanted();
/// Adds the columns `theme` and `language`, and a row for each variant.
void addScreenshotVariants();
/// Lets what computes in the background arrive. Nothing is decided by it: a picture only shows what has come by then.
void settle();

/// Takes pictures in the variant of the current data row, which it makes the program's.
class Pictures {
public:
    Pictures(ui::Theme theme, Language language);

    /// Writes STATE--VARIANT.png, and fails the test if it is blank.
    void take(QWidget& widget, const QString& state) const;
    /// A picture of each page, if it has pages.
    void takePages(QWidget& widget, const QString& state) const;

private:
    std::optional<PseudoLanguage> m_pseudo;
    QString m_variant;
};

} // namespace hookloupe::test
