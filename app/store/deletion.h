// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/body_files.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <vector>

namespace hookloupe::store {

/// Deletes captures for good in one transaction, overwriting their bytes; returns how many were there. Gives
/// space back to the disk when most of a file that is not large is free afterwards; else the next captures
/// use it.
[[nodiscard]] Result<std::int64_t> removeCaptures(Connection& connection, const BodyFiles& files,
                                                  const std::vector<CaptureId>& ids);
/// The same but for what is needed, see needed.h.
[[nodiscard]] Result<std::int64_t> removeUnneeded(Connection& connection, const BodyFiles& files,
                                                  const std::vector<CaptureId>& ids, KeepMarked marked);
/// Deletes all captures and gives the space back.
[[nodiscard]] Result<std::int64_t> clearCaptures(Connection& connection, const BodyFiles& files);

/// Deletes the rows of captures within the caller's transaction; returns how many were there. Their ids are not used
/// again.
[[nodiscard]] Result<std::int64_t> deleteRows(Connection& connection, const std::vector<CaptureId>& ids);
/// After a transaction: rewrites the file if most of it is free and little is in use. A full disk only delays that.
void giveSpaceBack(Connection& connection);

} // namespace hookloupe::store
