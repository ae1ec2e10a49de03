// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <optional>
#include <string>

namespace hookloupe::store {

/// Where salvage() builds the new store before it takes the damaged one's place.
[[nodiscard]] std::string salvagedPath(const std::string& path);

/// "<path>.damaged-20261122-024537", with a number behind it if that is taken.
[[nodiscard]] std::string damagedPathFor(const std::string& path);

/// The last steps of a salvage, once the new store is complete: the damaged file moves to report.damagedPath, its log and
/// the large bodies whose rows were lost with it, and the new store takes its place. What is to be done is written down
/// first, so that finishInterruptedSalvage() goes on from wherever a killed program stopped. The caller holds the lock and
/// has no connection open. If it fails before anything was moved, the new store is removed.
[[nodiscard]] Status finishSalvage(const std::string& path, const SalvageReport& report);

/// After a salvage that was cut short: finishes it, and returns what it found; or removes a new store that was not complete,
/// to begin anew. As finishSalvage().
[[nodiscard]] Result<std::optional<SalvageReport>> finishInterruptedSalvage(const std::string& path);

/// Whether a salvage is still to be finished: until then no file may be taken for one that nobody needs.
[[nodiscard]] bool salvageIsOpen(const std::string& path);

/// With its log.
void removeDatabase(const std::string& path);

} // namespace hookloupe::store
