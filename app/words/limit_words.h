// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace hookloupe::words {

/// What was done to stay within a limit and is told by no stored request.
enum class LimitMeasure { IdleDropped, WithoutDescriptor, WebPagesRefused };

/// Whole sentences, with what to do.
[[nodiscard]] QString limitSentence(LimitMeasure measure, std::uint64_t count);
/// Stable name for JSON: "idle_dropped".
[[nodiscard]] QString limitName(LimitMeasure measure);

} // namespace hookloupe::words
