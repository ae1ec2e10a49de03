// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

#include <string>

namespace hookloupe::decode {

/// The normalised path of a node (RFC 9535 section 2.7): $['payload']['triggers'][0]. Of several members of one name all
/// have the same path. Cost: the siblings before it and before its ancestors.
[[nodiscard]] std::string jsonPath(const Document& document, std::int32_t node);
/// Where a node stands among its siblings, from 0.
[[nodiscard]] std::int32_t positionOf(const Document& document, std::int32_t node);

/// The innermost node whose name or value covers these bytes of the text; -1 if there is none. For XML, whose values have no
/// range, the last node that begins before them.
[[nodiscard]] std::int32_t nodeAround(const Document& document, std::size_t begin, std::size_t length);

} // namespace hookloupe::decode
