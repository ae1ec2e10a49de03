// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/compare.h"
#include "speckle/analysis.h"
#include "speckle/payload_tree.h"

#include <optional>
#include <vector>

namespace hookloupe::speckle {

/// An update as it can be compared: the nodes of `event.data.old` and `event.data.new`, and what is special about them.
struct SentUpdate {
    std::int32_t before = PayloadTree::none;
    std::int32_t after = PayloadTree::none;
    compare::Options options;
};

/// `new` is what was sent to the server, not the whole new state (speckle.md section 5): a key that is only in `old` was
/// left alone. Inside an object that was sent the value is replaced whole. Nothing if the payload has not both.
[[nodiscard]] std::optional<SentUpdate> sentUpdateOf(const PayloadTree& tree);

/// `old` against `new`, or the documented list of changes, in the order of `new`; a key that was not sent is not listed.
/// Arrays are compared as one value. At most 1,000 entries.
[[nodiscard]] std::vector<Change> changesOf(const PayloadTree& tree);

} // namespace hookloupe::speckle
