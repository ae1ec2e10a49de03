// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::filter {

/// A moment as CaptureFilter takes it: 2026-11-22, 2026-11-22T10:30, 2026-11-22T10:30:05.25; UTC, a "Z" may follow. Nothing if
/// it is none.
[[nodiscard]] std::optional<UtcTime> parseMoment(std::string_view text);

/// What parseMoment() makes that moment of: to the second, or with as many decimals as it needs.
[[nodiscard]] std::string momentText(UtcTime time);

} // namespace hookloupe::filter
