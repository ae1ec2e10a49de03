// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/pretty.h"

#include <QColor>

class QPalette;

namespace hookloupe::ui {

/// The colour of a token of JSON on the palette's base: a contrast of at least 4.5:1 in every theme.
[[nodiscard]] QColor tokenColour(const QPalette& palette, decode::TokenKind kind);

} // namespace hookloupe::ui
