// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/body_files.h"
#include "store/sqlite.h"

#include <vector>

namespace hookloupe::store {

/// Deletes captures for good in one transaction, overwriting their bytes; returns how many were there. Gives
/// space back to the disk when most of a file that is not large is free afterwards; else the next captures
/// use it.
[[nodiscard]] Result<std::int64_t> removeCaptures(Connection& connection, const BodyFiles& files,
                                                  const std::vector<CaptureId>& ids);
/// Deletes all captures and gives the space back.
[[nodiscard]] Result<std::int64_t> clearCaptures(Connection& connection, const BodyFiles& files);

/// Deletes what is hidden (trash.h) for good; returns how many that were.
[[nodiscard]] Result<std::int64_t> purgeTrash(Connection& connection, const BodyFiles& files);

} // namespace hookloupe::store
