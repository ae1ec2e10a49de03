// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/plan_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::answers {

/// A word of a line: `answer`, `203`, or an option with its value: `body="a \"b\"\n"`.
struct Word {
    std::string name;       ///< the word itself, or what is before the =
    std::string value;      ///< escapes undone
    bool hasValue = false;
};

/// The words of one line without its end. On a fault its `line` is 0.
[[nodiscard]] std::optional<PlanError> splitLine(std::string_view line, std::vector<Word>& words);

/// A value as it is written behind a `=`: as it is if that is unmistakable, else in quotes with escapes.
[[nodiscard]] std::string quoted(std::string_view value);

} // namespace hookloupe::answers
