// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace hookloupe::answers {

/// A script that shows one of Speckle's limits, to start from.
struct ReadyMade {
    std::string_view name;  ///< stable: words/answer_words.h has its title
    std::string_view text;  ///< as parseAnswerPlan() reads it
};
[[nodiscard]] std::span<const ReadyMade> readyMadePlans();

} // namespace hookloupe::answers
