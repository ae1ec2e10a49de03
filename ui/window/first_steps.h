// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

struct WindowParts;

/// Keeps the empty table's words true, connects what it offers, and leads from what needs explaining to the guide.
void addFirstSteps(const WindowParts& parts);

} // namespace hookloupe::ui
