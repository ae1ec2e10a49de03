// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

struct WindowParts;

/// Adds every feature to a window that is otherwise complete.
void addFeatures(const WindowParts& parts);

} // namespace hookloupe::ui
