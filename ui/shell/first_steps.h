// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

struct WindowParts;

/// Keeps the empty table's words true, and connects what it offers.
void addFirstSteps(const WindowParts& parts);

} // namespace hookloupe::ui
