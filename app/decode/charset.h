// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::decode {

enum class Charset { Utf8, Utf16Le, Utf16Be, Utf32Le, Utf32Be };

/// How a text is written: by its byte order mark, else by the name its media type gives (any case; empty = none), else, for
/// JSON without either, by where the zero bytes stand beside its first bracket (RFC 4627 section 3). Utf8 for all else, other
/// charsets included: nothing is guessed.
[[nodiscard]] Charset charsetOf(std::string_view bytes, std::string_view named = {});

/// "UTF-16LE"
[[nodiscard]] std::string_view nameOf(Charset charset);

/// The text as UTF-8, without its byte order mark. What is no character (half of a surrogate pair, an odd byte at the end)
/// becomes U+FFFD. Bytes that are said to be UTF-8 come back as they are.
[[nodiscard]] std::string toUtf8(std::string_view bytes, Charset charset);

/// JSON in another charset as UTF-8, for readers that have the content alone; nothing if it is UTF-8 already, or no JSON.
[[nodiscard]] std::optional<std::string> utf8OfJson(std::string_view bytes);

} // namespace hookloupe::decode
