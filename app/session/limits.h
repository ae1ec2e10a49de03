// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/exchange.h"

#include <span>
#include <string>
#include <string_view>

namespace hookloupe::session {

enum class LimitUnit { Bytes, Count, Time };

/// One of the gate's limits by its name, for settings files, dialogs and the command line.
struct LimitInfo {
    std::string_view name;   ///< "request-line": stable
    LimitUnit unit = LimitUnit::Bytes;
    std::int64_t smallest = 1;
    std::int64_t largest = 0;    ///< bytes, count or ms
    std::int64_t (*get)(const server::Limits&) = nullptr;
    void (*set)(server::Limits&, std::int64_t) = nullptr;
};
[[nodiscard]] std::span<const LimitInfo> limitInfos();
[[nodiscard]] const LimitInfo* findLimit(std::string_view name);

/// Sets a limit from text: "8192", "8KiB", "64MiB", "1GiB" for bytes; "512" for counts; "10s", "250ms", "10" (seconds) for
/// times. InvalidInput with name and text if it is not of that form or out of range; NotFound for an unknown name.
[[nodiscard]] Status setLimit(server::Limits& limits, std::string_view name, std::string_view text);
/// The shortest text that setLimit() reads back as the same value.
[[nodiscard]] std::string limitText(const LimitInfo& info, const server::Limits& limits);

} // namespace hookloupe::session
