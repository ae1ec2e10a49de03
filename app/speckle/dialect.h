// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace hookloupe::speckle {

/// Where the value of the first member stands, if that member is "payload".
[[nodiscard]] std::optional<std::size_t> payloadOffset(std::string_view content);

/// What stands between the quotes of the string token that starts at `at`, escapes untouched; nothing if it
/// does not end.
[[nodiscard]] std::optional<std::string_view> stringTokenAt(std::string_view content, std::size_t at);

} // namespace hookloupe::speckle
