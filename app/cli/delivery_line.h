// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"
#include "cli/json_line.h"

#include <optional>
#include <string_view>

namespace hookloupe::cli {

/// What came of one sending, for --json: url, method, status (null: no answer came), time_ms, answer_bytes (of the answer's
/// body), speckle_status, speckle_info, reason, error (the last two null if there is none). The keys and the texts of the last
/// three stay the same in every language.
[[nodiscard]] JsonLine deliveryJson(const Delivery& delivery);
/// The same in one line for people: "POST http://… 200 in 12.3 ms · 2 Webhook called".
[[nodiscard]] QString deliveryLine(const Delivery& delivery);
/// A success by Speckle's rules; with `expected`, that status and nothing else.
[[nodiscard]] bool isSuccess(const Delivery& delivery, std::optional<int> expected);

} // namespace hookloupe::cli
