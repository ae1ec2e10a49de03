// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/event_facts.h"

#include <QString>
#include <QStringList>

#include <string>

namespace hookloupe::words {

/// What Speckle never tells in this event, and what that means for a handler: at least one sentence for each event of
/// speckle::eventTypes(), none for another.
[[nodiscard]] QStringList eventGaps(const EventFacts& facts);
/// What it means that this path of `event.data` (speckle::absentFrom) is not in a payload.
[[nodiscard]] QString absentSentence(const std::string& path);
/// What EventFacts::extra is in this event: "New name", "Role".
[[nodiscard]] QString extraLabel(const EventFacts& facts);

} // namespace hookloupe::words
