// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.h"

#include <optional>
#include <string>

namespace hookloupe::cli {

/// store::makeReady(), with a line on standard error if it takes longer than a second. Its errors are those that opening the
/// store has.
[[nodiscard]] std::optional<store::SalvageReport> makeReady(const std::string& path);

} // namespace hookloupe::cli
