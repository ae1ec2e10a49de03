// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_search.h"
#include "capture/capture_source.h"
#include "store/sqlite.h"
#include "store/trash.h"

#include <functional>
#include <vector>

namespace hookloupe::store {

/// Puts ids, each of which is there once, in order. There are few gaps between them: marking each and looking through the
/// marks takes a tenth of the time of sorting.
void sortIds(std::vector<CaptureId>& ids);

// Questions that walk through all captures. A million rows are some 430 MB of pages: seconds from a cold disk.

/// Ids a query accepts, in its order, without the hidden ones.
[[nodiscard]] Result<std::vector<CaptureId>> orderedIds(Connection& connection, const CaptureQuery& query,
                                                        const IdRanges& hidden);
/// Of all captures that are not hidden, ascending by id.
[[nodiscard]] Result<std::vector<CaptureMoment>> allMoments(Connection& connection, const IdRanges& hidden);
/// One page of Reader::matching(): looks at some thousand captures from `from` on and adds to `ids`. The id the next page begins
/// with; 0 if there is none.
[[nodiscard]] Result<std::int64_t> matchPage(Connection& connection, const IdRanges& hidden, std::int64_t from,
                                             const std::function<bool(const CaptureSummary&)>& accepts, CaptureSearch& search,
                                             std::vector<CaptureId>& ids);
/// See CaptureSource::fetchPrevious().
[[nodiscard]] Result<std::optional<CaptureId>> previousOf(Connection& connection, const CaptureSummary& summary,
                                                          const IdRanges& hidden);

} // namespace hookloupe::store
