// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::verify {

/// How a JSON library writes what it has parsed.
struct JsonStyle {
    bool spaced = false;     ///< ", " and ": ", as Python's json.dumps does unless told otherwise
    bool sortedKeys = false; ///< by code point, at every level
    /// Everything else as \uXXXX in lower-case hex, surrogate pairs included (Python again).
    bool asciiOnly = false;
};

/// A JSON text written anew: white space and escapes change, number tokens and repeated members stay. Strings
/// with a lone surrogate stay as they are. Nothing if the text is not JSON in its structure, is nested deeper
/// than 1,024, or takes too much copying to sort. Linear; no recursion.
[[nodiscard]] std::optional<std::string> reserialise(std::string_view json, JsonStyle style);

/// The bytes of the object or array that starts at `at`, up to the bracket that closes it; empty if it is not
/// closed.
[[nodiscard]] std::string_view bracketedToken(std::string_view json, std::size_t at);

} // namespace hookloupe::verify
