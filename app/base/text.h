// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookloupe {

/// What a hex digit of either case stands for, 0 to 15; -1 if it is none.
[[nodiscard]] int hexValue(char c);
/// Lower-case hex, two digits a byte.
[[nodiscard]] std::string toHex(std::string_view bytes);
/// Bytes of a hex text of either case; nothing if the length is odd or a character is no hex digit.
[[nodiscard]] std::optional<std::string> fromHex(std::string_view hex);

/// Standard Base64 with padding (RFC 4648 section 4).
[[nodiscard]] std::string toBase64(std::string_view bytes);
/// Strict Base64 (RFC 4648 section 4): padding required, no white space; nothing if it is not.
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);

/// A decoded code point and how many bytes it took.
struct CodePoint {
    char32_t value;
    unsigned length;
};
/// The UTF-8 sequence at the start of `bytes` (RFC 3629: no overlong form, no surrogate); nothing if it is not one.
[[nodiscard]] std::optional<CodePoint> firstCodePoint(std::string_view bytes);
[[nodiscard]] bool isUtf8(std::string_view bytes);
/// Appends `value` as UTF-8; U+FFFD for a surrogate or a value over U+10FFFF.
void appendUtf8(std::string& out, char32_t value);

/// The bytes with U+FFFD in place of each that is no UTF-8, as readers take them that go on all the same.
[[nodiscard]] std::string validUtf8(std::string_view bytes);

/// A code point that shows nothing of itself, or changes how others are shown, and so can make a text look like another:
/// controls, bidirectional controls, line separators, blanks without width, fillers, tags. Those that shape the letters or
/// emoji beside them (U+200C, U+200D, U+FE00–U+FE0F, U+180B–U+180F) are none, but see shapesNothing().
[[nodiscard]] bool isUnseen(char32_t point);
/// One of those behind what it cannot shape: at the begin of a text, behind ASCII (but for a variation selector behind 0–9, #
/// and *, which are the begin of an emoji) or behind another one that is not seen. `before` is 0 at the begin.
[[nodiscard]] bool shapesNothing(char32_t before, char32_t point);

/// Hostile bytes as harmless text: valid UTF-8 stays; what isUnseen() or shapesNothing() becomes a visible `\u{202E}`, bytes
/// that are no UTF-8 `\x{FF}`. With `keepLineBreaks`, LF and TAB stay. Used for terminals and for one-line labels alike.
[[nodiscard]] std::string visibleText(std::string_view bytes, bool keepLineBreaks = false);

/// Comparison of ASCII letters without regard to case (header names, RFC 9110 section 5.1).
[[nodiscard]] bool equalsIgnoreCase(std::string_view a, std::string_view b);
[[nodiscard]] std::string_view trimmedOws(std::string_view text); ///< without leading and trailing SP and HTAB

} // namespace hookloupe
