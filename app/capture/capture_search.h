// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

namespace hookloupe {

/// A search through all captures while it goes on: watched, and ended, from any thread.
struct CaptureSearch {
    std::atomic<bool> cancelled{false};      ///< set it, and the search ends soon
    std::atomic<std::int64_t> looked{0};     ///< captures looked at
    std::atomic<std::int64_t> found{0};
};

} // namespace hookloupe
