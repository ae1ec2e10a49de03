// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::decode {

/// Base64 in either alphabet, with padding or without, line breaks skipped; nothing if it is none or too long.
[[nodiscard]] std::optional<std::string> anyBase64(std::string_view text);

} // namespace hookloupe::decode
