// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loop_detector/loop.h"

#include <QString>

namespace hookloupe::words {

/// "version_create of project “Renamed” came 30 times within 58 s." A whole sentence; hostile characters made visible.
[[nodiscard]] QString loopSentence(const loop_detector::Reason& reason);
/// Why that may be a loop, and what is not claimed by it.
[[nodiscard]] QString loopMeaning(loop_detector::Rule rule);
/// "about 31 a minute"; "about 3 a second" where that is easier to grasp.
[[nodiscard]] QString loopRate(const loop_detector::Reason& reason);
/// Stable name for JSON: "rate", "two_events", "own_replays", "same_actor", "same_body".
[[nodiscard]] QString loopRuleName(loop_detector::Rule rule);

} // namespace hookloupe::words
