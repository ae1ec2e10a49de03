// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

struct WindowParts;

/// Connects the actions on endpoints with what they do to the chosen one.
void addEndpointActions(const WindowParts& parts);

} // namespace hookloupe::ui
