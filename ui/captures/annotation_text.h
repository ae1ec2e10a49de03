// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/annotation.h"

#include <QString>
#include <QStringList>

namespace hookloupe::ui {

/// "red"; empty for no colour.
[[nodiscard]] QString colourWord(ColourMark colour);
/// The one character that stands in the colour, so that it is not told by colour alone: the digit of its shortcut.
[[nodiscard]] QString colourSign(ColourMark colour);
/// The tags as harmless text, each one line.
[[nodiscard]] QStringList tagTexts(const Annotation& annotation);
/// "red: to check, ci", for a cell and for people who hear it; empty if there is neither colour nor tag.
[[nodiscard]] QString annotationText(const Annotation& annotation);

} // namespace hookloupe::ui
