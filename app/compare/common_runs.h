// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace hookloupe::compare {

/// Asked now and then by what takes long; true = give up and return what there is. May be empty.
using Cancelled = std::function<bool()>;

/// A stretch that both sequences have.
struct Run {
    std::size_t before = 0;  ///< where it begins in each
    std::size_t after = 0;
    std::size_t length = 0;

    bool operator==(const Run&) const = default;
};

struct RunLimits {
    std::size_t steps = 20'000'000;  ///< comparisons; about 0.1 s
    std::size_t differences = 2'000; ///< memory grows with its square: 16 MB
};

/// A longest common subsequence as runs, in order (Myers 1986, "An O(ND) Difference Algorithm and Its Variations"). Beyond
/// the limits only the common begin and end are found, which is linear.
[[nodiscard]] std::vector<Run> commonRuns(std::span<const std::uint64_t> before, std::span<const std::uint64_t> after,
                                          const RunLimits& limits = {}, const Cancelled& cancelled = {});

} // namespace hookloupe::compare
