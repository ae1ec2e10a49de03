// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/annotation.h"

#include <QColor>
#include <QIcon>
#include <QRect>
#include <QStringList>

class QFont;
class QPainter;
class QPalette;

namespace hookloupe::ui {

/// What is special about a row, drawn before its event.
enum class RowSign {
    Malformed,  ///< a torn sheet
    Replayed,   ///< an arrow that turns back
    Unexpected, ///< a warning triangle
};

/// The ground of a user's colour; `ink` is readable on it (4.5:1), and it stands out of the palette's base (3:1).
struct ColourPair {
    QColor ground;
    QColor ink;
};
[[nodiscard]] ColourPair colourPair(const QPalette& palette, ColourMark colour);

/// Fills the largest square in `rect`.
void paintRowSign(QPainter& painter, const QRect& rect, RowSign sign, const QColor& colour);
/// A disc with the colour's digit in it.
void paintColourDisc(QPainter& painter, const QRect& rect, ColourMark colour, const QPalette& palette);
/// The same for menus; a ring for no colour.
[[nodiscard]] QIcon colourIcon(ColourMark colour);
/// Thin slanted lines over all of a malformed row, so faint that text on them stays readable (4.5:1).
void paintHatch(QPainter& painter, const QRect& rect, const QPalette& palette);
[[nodiscard]] QColor hatchColour(const QPalette& palette);
/// Tags as outlined chips from the left of `rect`, or from its right if `mirrored`; those that do not fit are counted in a last
/// one. Gives the width used.
int paintChips(QPainter& painter, const QRect& rect, const QStringList& tags, const QFont& font, const QColor& colour,
               bool mirrored);
/// The width that all of them would use.
[[nodiscard]] int chipsWidth(const QStringList& tags, const QFont& font);

} // namespace hookloupe::ui
