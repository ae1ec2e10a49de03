// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hookloupe::decode {

/// The media type that the first bytes speak for, by the signatures of the WHATWG MIME Sniffing Standard, section 6:
/// pictures, PDF, gzip, ZIP. Empty if they fit none.
[[nodiscard]] std::string_view sniffedType(std::string_view bytes);

/// UTF-8 without control characters but those of text.
[[nodiscard]] bool isReadableText(std::string_view bytes);

/// Undoes percent-encoding; a '%' without two hex digits stays. With `plus`, '+' is a space (URL Standard, section 5.1).
[[nodiscard]] std::string percentDecoded(std::string_view text, bool plus);

} // namespace hookloupe::decode
