// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hookloupe::snippets {

using Fields = std::vector<std::pair<std::string_view, std::string>>;

/// Replaces each @NAME@ of a template by its field. What is put in is not read again. An unknown name is a programming
/// error (assert) and stays.
[[nodiscard]] std::string fill(std::string_view text, const Fields& fields);

/// A string literal in double quotes that stands for these bytes as Latin-1 characters. Printable ASCII stays, all else and
/// what the languages take for themselves becomes `escape` (Python and JavaScript: "\\x", C#: "\\u00") and two hex digits.
[[nodiscard]] std::string quoted(std::string_view bytes, std::string_view escape);
/// The same for several, separated by ", ".
[[nodiscard]] std::string quotedList(const std::vector<std::string>& values, std::string_view escape);

/// Base64 in lines of 64 characters, each ended by LF.
[[nodiscard]] std::string base64Lines(std::string_view bytes);

/// "1795315537.265123": seconds since 1970 as a number in code.
[[nodiscard]] std::string secondsLiteral(UtcTime time);

} // namespace hookloupe::snippets
