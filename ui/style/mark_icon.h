// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <QIcon>

class QPainter;
class QRectF;
class QColor;

namespace hookloupe::ui {

/// Draws ✔, ❕ or ❌ as large as fits into `rect`. Told apart by shape alone: a check in a disc, an exclamation mark in a
/// ring, a cross in a rounded square.
void paintMark(QPainter& painter, const QRectF& rect, Mark mark, const QColor& colour);

/// The same as an icon, in the colours of the application's palette.
[[nodiscard]] QIcon markIcon(Mark mark);

} // namespace hookloupe::ui
