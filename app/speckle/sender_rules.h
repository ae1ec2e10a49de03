// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/speckle_record.h"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace hookloupe::speckle {

inline constexpr std::chrono::seconds deliveryTimeLimit{10}; ///< whole delivery, answer body included
inline constexpr std::int64_t answerByteLimit = 500'000;
inline constexpr int redirectLimit = 2;

enum class NetworkFault { None, LocalAddressRefused, Other /**< reset, garbage, refused, DNS, TLS */ };

/// What happened to one delivery, as its receiver can know it.
struct DeliveryFacts {
    int status = 0;                  ///< of the last answer; 0 = none came
    std::int64_t bodyBytes = 0;
    std::chrono::microseconds duration{};
    int redirects = 0;               ///< followed so far
    bool redirectHasTarget = false;  ///< a 301, 302, 303, 307 or 308 with a usable Location
    NetworkFault fault = NetworkFault::None;
};

/// What Speckle Server 2.31 records for it (speckle.md section 3). Pure and total. A redirect with a target within the
/// limit is still BeingSent: the next hop decides.
[[nodiscard]] SpeckleRecord recordFor(const DeliveryFacts& facts);

/// Speckle's own text: "Webhook called", "WebhookError: Calling webhook was unsuccessful.", "" while open.
[[nodiscard]] std::string_view statusInfo(SpeckleStatus status);

} // namespace hookloupe::speckle
