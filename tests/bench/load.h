// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hookloupe::bench {

/// One load: closed loop over keep-alive connections, or paced.
struct LoadPlan {
    std::uint16_t port = 0;
    std::string request;          ///< exact bytes of one request
    int connections = 16;
    double seconds = 0;           ///< stop after this time; 0 = by count
    std::int64_t requests = 0;    ///< stop after this many; 0 = by time
    double ratePerSecond = 0;     ///< 0 = as fast as answers come
};

struct LoadResult {
    std::int64_t answered = 0;    ///< with status 200
    std::int64_t failed = 0;      ///< other answers, or broken connections
    double seconds = 0;
    std::vector<std::uint32_t> latenciesUs;  ///< sorted

    [[nodiscard]] double rate() const { return seconds > 0 ? double(answered) / seconds : 0; }
    /// `share` from 0 to 1; µs.
    [[nodiscard]] std::uint32_t percentile(double share) const;
};

/// Runs the load from the calling thread with epoll. Needs 127.0.0.1:port to be listening.
[[nodiscard]] LoadResult runLoad(const LoadPlan& plan);

/// Connects until it succeeds, sends the request once and waits for the whole answer; false after `seconds`.
[[nodiscard]] bool firstAnswer(std::uint16_t port, const std::string& request, double seconds);

} // namespace hookloupe::bench
