// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"

#include <QString>

#include <string>
#include <variant>

namespace hookloupe::cli {

struct AnswerRefused {
    QString sentence;
};

/// The folder that --answer-folder names, absolute; empty without that option.
[[nodiscard]] std::variant<std::string, AnswerRefused> readAnswerFolder(const Arguments& arguments);
/// The text of the plan that --answer names, checked; empty without that option. `folder` is where its files must lie.
[[nodiscard]] std::variant<std::string, AnswerRefused> readAnswer(const Arguments& arguments, const std::string& folder);

} // namespace hookloupe::cli
