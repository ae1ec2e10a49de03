// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/change_set.h"

#include <QString>

namespace hookloupe::ui {

/// "+", "−", "~", "=": says without colour what became of a place.
[[nodiscard]] QString changeMark(compare::Kind kind);
/// "added", "removed", "changed", "the same": the mark in words.
[[nodiscard]] QString changeWord(compare::Kind kind);
/// A value in one line, as its token on the wire, cut; containers as "{ 3 }". Empty for nullptr.
[[nodiscard]] QString valueWords(const decode::Document& document, const decode::Node* node);
/// "description changed from "a" to "b".": a row as a person would say it.
[[nodiscard]] QString changeSentence(const ChangeSection& section, const compare::Entry& entry);
[[nodiscard]] QString partTitle(ChangePart part);
/// "3 places differ: 2 changed, 1 added. 40 values are the same."
[[nodiscard]] QString totalsSentence(const compare::Comparison& totals);

} // namespace hookloupe::ui
