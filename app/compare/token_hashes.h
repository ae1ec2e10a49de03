// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hookloupe::compare {

/// What a leaf is compared by: its token on the wire where there is one, else its value.
[[nodiscard]] std::string_view tokenOf(const decode::Document& document, std::int32_t node);

/// A hash of every node with all below it: of types, names and tokens, not of the white space between. The name of the node
/// itself does not count.
[[nodiscard]] std::vector<std::uint64_t> tokenHashes(const decode::Document& document);

} // namespace hookloupe::compare
