// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

struct WindowParts;

/// The choice of the appearance: used at once and remembered.
void addThemes(const WindowParts& parts);

} // namespace hookloupe::ui
