// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

struct WindowParts;

/// The actions that move the keyboard from pane to pane.
void addNavigation(const WindowParts& parts);

} // namespace hookloupe::ui
