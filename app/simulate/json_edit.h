// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::simulate {

enum class EditKind { Set /**< a value that is there */, Add /**< a member or item that is not */, Remove };

/// A change of one value in a JSON text.
struct Edit {
    EditKind kind = EditKind::Set;
    std::string path;   ///< see pathSteps()
    std::string value;  ///< JSON if it is JSON, else the text of a string: 5, "5", {"a":[]}, some words
};

/// The steps of "event.data.parents.0", "triggers[0]", "$.a.b" or "$['payload']['a.b']": names, and positions as digits. A
/// backslash takes the next character as it is. Nothing if a bracket or a name is not closed, or a step is empty.
[[nodiscard]] std::optional<std::vector<std::string>> pathSteps(std::string_view path);

/// The JSON text with that change; every other byte stays. InvalidInput with the path if it cannot be read; NotFound with the
/// path of what is not there; AlreadyExists for what is to be added and is.
[[nodiscard]] Result<std::string> edited(std::string_view json, const std::vector<std::string>& steps, const Edit& edit);

/// The names beside the first step that is not there, for a hint; at most 20.
[[nodiscard]] std::vector<std::string> namesBeside(std::string_view json, const std::vector<std::string>& steps);

/// The JSON text without white space around its tokens; its tokens stay as they are.
[[nodiscard]] std::string compacted(std::string_view json);
/// The same with a line for each member and item, two spaces deeper in each object and array.
[[nodiscard]] std::string indented(std::string_view json);
/// One JSON value and nothing else.
[[nodiscard]] bool isJson(std::string_view text);

} // namespace hookloupe::simulate
