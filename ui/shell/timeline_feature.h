// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

struct WindowParts;

/// The timeline above the captures table, and what the endpoint list knows from it: unread requests and spark lines.
void addTimeline(const WindowParts& parts);

} // namespace hookloupe::ui
