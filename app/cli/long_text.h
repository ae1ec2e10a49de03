// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace hookloupe::cli {

/// Long bytes on standard output, made harmless piece by piece: nothing is held but the bytes themselves. No line break
/// follows. False: they could not be written.

/// As visibleText() writes them, line breaks kept.
[[nodiscard]] bool sayVisible(std::string_view bytes);
/// As jsonString() does, with quotes.
[[nodiscard]] bool sayJsonString(std::string_view bytes);
/// As a JSON string of Base64.
[[nodiscard]] bool sayJsonBase64(std::string_view bytes);

} // namespace hookloupe::cli
