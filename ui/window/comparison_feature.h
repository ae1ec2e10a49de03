// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

struct WindowParts;

/// Two requests that are selected are compared in the Changes tab, which a command opens.
void addComparison(const WindowParts& parts);

} // namespace hookloupe::ui
