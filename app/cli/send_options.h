// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/refusal.h"
#include "client/deliver.h"
#include "simulate/event_order.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace hookloupe::cli {

/// What `send` was told to do.
struct SendPlan {
    simulate::EventOrder order;
    bool shapeChosen = false;
    bool storyline = false;            ///< Speckle's: the events of simulate::storyline() instead of the order's
    simulate::Fields fields;           ///< those given: they win over made-up ones
    std::optional<client::WebUrl> to;  ///< nothing: --print alone
    std::string toText;                ///< as given; the webhook's own URL in the payload
    std::string secret;
    client::Mode mode = client::Mode::Exact;
    std::int64_t count = 1;            ///< events, or storylines if that is what is sent
    std::optional<double> perSecond;   ///< events; nothing: each after the answer to the one before
    std::optional<int> expected;
    bool json = false;
    bool print = false;
};

[[nodiscard]] std::span<const Option> sendOptions();
/// That `--provider NAME` names no sender, which there are, and which was perhaps meant.
[[nodiscard]] QString unknownProvider(const std::string& name);
[[nodiscard]] Read<SendPlan> readSendPlan(const Arguments& arguments);

} // namespace hookloupe::cli
