// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/event_facts.h"
#include "speckle/event_data.h"

#include <string>
#include <string_view>

namespace hookloupe::speckle {

/// A payload text short enough for a table row: at most 1 KiB, cut between two characters.
[[nodiscard]] std::string capped(std::string_view text);

/// Fills in what the event's own data says (speckle.md section 5), in the real and in the documented shape.
/// `facts` holds what the envelope says.
void applyEventRules(EventFacts& facts, const EventData& data, std::string_view activityMessage);

} // namespace hookloupe::speckle
