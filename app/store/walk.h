// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_source.h"
#include "store/sqlite.h"
#include "store/trash.h"

#include <vector>

namespace hookloupe::store {

// Questions that walk through all captures. A million rows are some 430 MB of pages: seconds from a cold disk.

/// Ids a query accepts, in its order, without the hidden ones.
[[nodiscard]] Result<std::vector<CaptureId>> orderedIds(Connection& connection, const CaptureQuery& query,
                                                        const IdRanges& hidden);
/// Of all captures that are not hidden, ascending by id.
[[nodiscard]] Result<std::vector<CaptureMoment>> allMoments(Connection& connection, const IdRanges& hidden);
/// See CaptureSource::fetchPrevious().
[[nodiscard]] Result<std::optional<CaptureId>> previousOf(Connection& connection, const CaptureSummary& summary,
                                                          const IdRanges& hidden);

} // namespace hookloupe::store
