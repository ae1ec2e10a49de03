// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_totals.h"
#include "store/sqlite.h"
#include "store/trash.h"

#include <vector>

namespace hookloupe::store {

/// Of those ids that exist and are not hidden, each counted once, in any order. Reads runs of ids that are close to each other
/// in one go: a million neighbours are one walk, a handful far apart are as many look-ups.
[[nodiscard]] Result<CaptureTotals> totalsOf(Connection& connection, std::vector<CaptureId> ids, const IdRanges& hidden);

} // namespace hookloupe::store
