// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <string>

namespace hookloupe::store {

/// Copies what can be read of a damaged store into a new one, keeps the damaged file beside it as
/// "<path>.damaged-YYYYMMDD-HHMMSS" and puts the new one in its place. The caller holds the lock and has no
/// connection open. Killed at any moment, the next opening goes on or begins anew; nothing is lost. DiskFull,
/// PermissionDenied, Failed leave the damaged file where it was. `damage` goes into the report.
[[nodiscard]] Result<SalvageReport> salvage(const std::string& path, const std::string& damage);

} // namespace hookloupe::store
