// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <string>

namespace hookloupe::store {

/// Where salvage() builds the new store before it takes the damaged one's place.
[[nodiscard]] std::string salvagedPath(const std::string& path);

/// After a salvage that was cut short: puts the new store in place if it was complete, else removes it, to
/// begin anew. The caller holds the lock and has no connection open.
[[nodiscard]] Status finishInterruptedSalvage(const std::string& path);

/// Copies what can be read of a damaged store into a new one, keeps the damaged file beside it as
/// "<path>.damaged-YYYYMMDD-HHMMSS" and puts the new one in its place. The caller holds the lock and has no
/// connection open. Killed at any moment, the next opening goes on or begins anew; nothing is lost. DiskFull,
/// PermissionDenied, Failed leave the damaged file where it was. `damage` goes into the report.
[[nodiscard]] Result<SalvageReport> salvage(const std::string& path, const std::string& damage);

} // namespace hookloupe::store
