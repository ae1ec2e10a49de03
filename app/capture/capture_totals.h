// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

namespace hookloupe {

/// What several captures are together.
struct CaptureTotals {
    std::int64_t count = 0;
    std::int64_t bytes = 0;         ///< of the bodies
    std::int64_t good = 0;
    std::int64_t unjudged = 0;
    std::int64_t bad = 0;
    std::optional<UtcTime> first{}; ///< when the earliest arrived
    std::optional<UtcTime> last{};

    bool operator==(const CaptureTotals&) const = default;
    void add(UtcTime arrivedAt, std::int64_t contentBytes, Mark mark);
    void add(const CaptureTotals& others);
};

} // namespace hookloupe
