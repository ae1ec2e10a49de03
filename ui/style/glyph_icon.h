// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

#include <functional>

class QPainter;
class QColor;

namespace hookloupe::ui {

/// Draws a glyph into the unit square (0,0)–(1,1): the painter is scaled and smooth, `ink` is the colour for its state.
using GlyphPainter = std::function<void(QPainter& painter, const QColor& ink)>;

/// An icon drawn when it is needed: crisp at every scale, and in the colour of the palette at hand, so a change of theme
/// needs no new icons.
[[nodiscard]] QIcon glyphIcon(GlyphPainter glyph);

} // namespace hookloupe::ui
