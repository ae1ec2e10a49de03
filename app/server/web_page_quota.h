// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace hookloupe::server {

/// How much what web pages send may take in the store: any page that a browser shows can post to this machine, without
/// asking anybody, as much and as often as it likes.
///
/// A token bucket of `perMinute` bytes. A request is taken while anything is left, whatever its size, and what it takes beyond
/// that is paid back by the minutes after it: so a single large one passes, and the mean is kept.
class WebPageQuota {
public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    [[nodiscard]] bool takes(std::size_t perMinute, SteadyTime now);
    /// What one request brings: its bytes, and what the store needs beside them.
    void spend(std::size_t bytes) { m_left -= static_cast<double>(bytes + besides); }
    /// Whether one more refused request is to be kept for people to see: one a minute.
    [[nodiscard]] bool isToBeShown(SteadyTime now);

private:
    static constexpr std::size_t besides = 2048;

    double m_left = 0;
    std::optional<SteadyTime> m_at;      ///< of m_left; nothing: full
    std::optional<SteadyTime> m_shown;
};

} // namespace hookloupe::server
