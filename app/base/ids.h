// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace hookloupe {

/// Row id of a capture in its store: positive, growing in commit order, never used twice. 0 = not committed yet.
enum class CaptureId : std::int64_t {};

/// Row id of an endpoint. 0 is the catch-all, which always exists.
enum class EndpointId : std::int64_t {};

/// Row id of one sending to a receiver. 0 = not stored yet.
enum class DeliveryId : std::int64_t {};

inline constexpr EndpointId catchAllEndpoint{0};

[[nodiscard]] constexpr std::int64_t toInt(CaptureId id) { return static_cast<std::int64_t>(id); }
[[nodiscard]] constexpr std::int64_t toInt(EndpointId id) { return static_cast<std::int64_t>(id); }
[[nodiscard]] constexpr std::int64_t toInt(DeliveryId id) { return static_cast<std::int64_t>(id); }

} // namespace hookloupe
