// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speckle/analysis.h"
#include "speckle/payload_tree.h"

#include <vector>

namespace hookloupe::speckle {

/// `event.data.old` against `event.data.new`, in the order of `new`. `new` is what was sent to the server,
/// not the whole new state (speckle.md section 5): a key that is only in `old` was left alone, so it is not
/// listed. Inside an object that was sent the value is replaced whole, so there a key can be Removed. At most
/// 1,000 entries.
[[nodiscard]] std::vector<Change> changesOf(const PayloadTree& tree);

} // namespace hookloupe::speckle
