// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/event_facts.h"
#include "speckle/analysis.h"

#include <QString>

namespace hookloupe::words {

/// "Olivia published version faf720fdfa 'first version' to model facade/north2 of project Renamed". For every row of the
/// event table, hidden ones too; an unknown event gets a sentence with its name; no event gives an empty text. Plain text,
/// hostile characters made visible, at most 300 characters.
[[nodiscard]] QString summarySentence(const EventFacts& facts);
/// What a missing key means for this event.
[[nodiscard]] QString missingKeySentence(const speckle::MissingKey& key, const EventFacts& facts);
/// What a reader of this event should know: "Speckle names no version in this event." Empty if nothing.
[[nodiscard]] QString eventRemark(const EventFacts& facts);
/// Why `webhook.triggers` holds numbers. The same for every event of a server since 2.23.0.
[[nodiscard]] QString triggersRemark();
/// A body with a name twice in an object, in one line: what a list shows of it is not what most handlers act on.
[[nodiscard]] QString repeatedNameRemark();
/// The same with the name and, if they differ, the events; `last` is speckle::lastFactsOf().
[[nodiscard]] QString repeatedNameSentence(const std::string& name, const EventFacts& facts, const EventFacts& last);
/// "documented shape", "real shape", empty.
[[nodiscard]] QString shapeLabel(DataShape shape);

} // namespace hookloupe::words
