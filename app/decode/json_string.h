// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::decode {

/// A JSON string without its escapes.
struct UnescapedString {
    std::string text;
    std::optional<std::size_t>
        loneSurrogate; ///< offset of the first \uD800…\uDFFF without partner; U+FFFD in `text`
};

/// Undoes the escapes of RFC 8259 section 7 in what stands between the quotes. A lone surrogate becomes
/// U+FFFD, as it does when JavaScript writes such a string as UTF-8. Nothing if an escape is not one of
/// JSON's.
[[nodiscard]] std::optional<UnescapedString> unescapeJson(std::string_view inner);

} // namespace hookloupe::decode
