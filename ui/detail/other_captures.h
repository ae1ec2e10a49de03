// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture.h"
#include "capture/delivery.h"

#include <functional>
#include <vector>

namespace hookloupe::ui {

/// Where captures to compare with come from, and what else is known of one. Each may be empty: then that choice is not offered. Asked in the GUI thread;
/// the answer comes in it, at once or later, and must be droppable.
struct OtherCaptures {
    /// The capture before this one with the same event; ErrorCode::NotFound if there is none.
    std::function<void(CaptureId, std::function<void(Result<CapturePtr>)>)> previous;
    std::function<void(CaptureId, std::function<void(Result<CapturePtr>)>)> one;
    /// Some of the newest, newest first, for a list to pick from.
    std::function<void(std::function<void(Result<std::vector<CaptureSummary>>)>)> recent;
    /// Where a capture was sent to, and what came back; answers at once.
    std::function<Result<std::vector<Delivery>>(CaptureId)> deliveries{};
    /// The same, later.
    std::function<void(CaptureId, std::function<void(Result<std::vector<Delivery>>)>)> deliveriesLater{};
    /// The replays made of a capture.
    std::function<void(CaptureId, std::function<void(Result<ReplayList>)>)> replays{};
};

} // namespace hookloupe::ui
