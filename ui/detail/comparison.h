// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace hookloupe::ui {

/// Two signatures as texts, and where they differ.
struct Comparison {
    QString expected;        ///< empty = there is none
    QString received;        ///< empty = none came
    QString marks;           ///< "^" at each character that differs, else spaces
    qsizetype differing = 0; ///< characters, a missing one counts
    qsizetype first = -1;    ///< position of the first one; -1 = equal
};

/// Compares character by character; texts over 400 characters are cut with "…" before.
[[nodiscard]] Comparison compareTexts(QString expected, QString received);
/// As if both were the same: for texts that mean the same and are written differently.
[[nodiscard]] Comparison withoutMarks(Comparison comparison);
/// The same in words: for everybody, and all there is for a screen reader.
[[nodiscard]] QString comparisonSentence(const Comparison& comparison);

} // namespace hookloupe::ui
