// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/search.h"
#include "decode/document.h"

#include <functional>

namespace hookloupe::decode {

/// The nodes of a document that a text is found in, with their ancestors.
struct NodeFilter {
    std::vector<std::int32_t> shown;     ///< indexes, ascending: matches and what they are in
    std::vector<std::int32_t> children;  ///< of each shown node: how many of its children are shown
    std::vector<bool> matches;           ///< of each shown node: whether it is itself a match
    std::int32_t matchCount = 0;
};

/// Looks into keys and values as they read (escapes undone). Any thread; asks `cancelled` now and then, and gives up with
/// what it has. Linear.
[[nodiscard]] NodeFilter filterNodes(const Document& document, const TextSearch& search,
                                     const std::function<bool()>& cancelled = {});

} // namespace hookloupe::decode
