// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

struct WindowParts;

/// The totals of the selected captures in the status bar, and which limits were met.
void addSelectionFigures(const WindowParts& parts);

} // namespace hookloupe::ui
