// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::simulate {

/// What stands in a template's places, by name: "projectName" → "Tower". UTF-8, not escaped.
using Fields = std::map<std::string, std::string, std::less<>>;

/// The inside of a JSON string as JavaScript's JSON.stringify writes it: `"`, `\` and control characters are escaped,
/// everything else stays as it is.
[[nodiscard]] std::string jsonEscaped(std::string_view text);

/// A JSON text whose places `{{name}}`, which stand inside its strings, are filled with the fields' escaped values. A string that
/// is nothing but `{{name:json}}` becomes the field's value as it is: a number. A place without a field becomes empty.
[[nodiscard]] std::string filled(std::string_view jsonTemplate, const Fields& fields);
/// The names of its places, each once, in their order.
[[nodiscard]] std::vector<std::string> placesIn(std::string_view jsonTemplate);

} // namespace hookloupe::simulate
