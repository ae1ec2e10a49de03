// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace hookloupe::words {

/// A foreign text as a part of a sentence: if letters in it run from right to left, it is put between U+2068 and U+2069, so
/// that the order of the words around it stays (UAX #9). visibleText() makes such marks visible in foreign texts, so all others are ours.
[[nodiscard]] QString isolated(const QString& foreign);
/// What is copied, searched or printed: the sentence without those marks.
[[nodiscard]] QString withoutIsolates(QString sentence);

} // namespace hookloupe::words
