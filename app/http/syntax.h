// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace hookloupe::http {

/// RFC 9110 section 5.6.2: one or more of the token characters.
[[nodiscard]] bool isToken(std::string_view text);
/// How many bytes at the start of `text` are token characters.
[[nodiscard]] std::size_t tokenLength(std::string_view text);
/// A field value's bytes (RFC 9110 section 5.5): HTAB, SP, visible ASCII and 0x80–0xFF.
[[nodiscard]] bool isFieldContent(std::string_view text);
/// Visible ASCII alone: no control byte, no space, nothing above 0x7E.
[[nodiscard]] bool isVisibleAscii(std::string_view text);
[[nodiscard]] bool isDigit(char c);

} // namespace hookloupe::http
