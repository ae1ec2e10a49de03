// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>

namespace hookloupe::store {

/// Whether a file that SQLite cannot open is a store of ours whose beginning was damaged, rather than a file
/// of another kind that must not be touched. No connection to it may be open in this process.
[[nodiscard]] bool looksLikeStore(const std::string& path);

/// What is wrong with a store; empty if nothing was found. Looks at every page of a small store or if asked
/// to, at samples of a large one, so that opening stays quick. Fails only if looking itself was not possible.
[[nodiscard]] Result<std::string> findDamage(const std::string& path, bool everyPage);

} // namespace hookloupe::store
