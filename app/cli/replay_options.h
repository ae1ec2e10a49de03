// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/refusal.h"
#include "cli/stored.h"
#include "replay/bulk.h"
#include "verify/scheme.h"

#include <chrono>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace hookloupe::cli {

/// What `replay` is to send, and how.
struct ReplayPlan {
    std::vector<CaptureId> ids;          ///< in the order they leave
    std::set<EndpointId> endpoints;      ///< of them
    client::WebUrl to;
    bool toHandler = false;              ///< not named: `to` is where the endpoint of all of them forwards to
    client::Mode mode = client::Mode::Exact;
    replay::BulkPlan bulk;               ///< with items set to the number of ids
    std::chrono::milliseconds limit{30'000};
    bool resign = false;
    std::string secret;                  ///< of resign
    const verify::Scheme* scheme = nullptr; ///< of resign; nullptr = the endpoint's own
    bool sendCredentials = false;
    bool sendAltered = false;       ///< also what is not what arrived
    std::optional<int> expected;
    bool json = false;
};

[[nodiscard]] std::span<const Option> replayOptions();
/// Reads the options, then which captures of the store are meant.
[[nodiscard]] Read<ReplayPlan> readReplayPlan(const Arguments& given, const Stored& stored);
/// What can be said to be wrong without a store.
[[nodiscard]] std::optional<Refused> refusalOfOptions(const Arguments& given);

} // namespace hookloupe::cli
