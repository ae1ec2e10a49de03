// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace hookloupe::ui {

/// The pictures of actions. Each also has words: no action is an icon alone for a screen reader.
enum class Glyph { Pause, Resume, Copy, Add, Edit, Remove, Clear, Follow, Help, Shown, Hidden, Warning, Close, Send, Undo };

[[nodiscard]] QIcon icon(Glyph glyph);
/// The sign of a warning on its own ground: Colours::warningBackground.
[[nodiscard]] QIcon warningIcon();
/// The program's own icon.
[[nodiscard]] QIcon programIcon();

} // namespace hookloupe::ui
