// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.h"
#include "store/store.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace hookloupe::store {

/// A capture that is not to be removed because of its age.
struct NeededCapture {
    CaptureId id{};
    bool waits = false;      ///< for a handler; else the user keeps it
    std::int64_t bytes = 0;  ///< of the request
};

/// Those with ids from `first` to `last`, both inclusive, in their order. Reads the inbox and the annotations whole.
[[nodiscard]] Result<std::vector<NeededCapture>> neededCaptures(Connection& connection, KeepMarked marked, std::int64_t first = 1,
                                                                std::int64_t last = std::numeric_limits<std::int64_t>::max());

} // namespace hookloupe::store
