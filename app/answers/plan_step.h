// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/plan_line.h"

namespace hookloupe::answers {

/// Reads one step from the words of its line, of which there is at least one. A fault's `line` is 0.
[[nodiscard]] std::optional<PlanError> readStep(const std::vector<Word>& words, Step& step);

} // namespace hookloupe::answers
