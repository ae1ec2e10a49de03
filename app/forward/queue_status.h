// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "capture/delivery.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hookloupe::forward {

enum class QueueState {
    Idle,        ///< nothing waits
    Sending,
    Pacing,      ///< waits for its turn
    Down,        ///< the last attempt failed; `nextTry` says when the next one is
    Held,        ///< by the user
    NotAgreed,   ///< the store says so, but the user has not agreed: see Forwarder::setRoutes()
    LeadsBack,   ///< the target is where this program itself listens: what waits is kept, not sent; see isOwnAddress()
    NotATarget,  ///< its endpoint is gone, or forwards elsewhere by now: what waits is kept, not sent
    StoreFailed, ///< the store could not be read or written; tried again
};

/// The queue of one target as it is now.
struct QueueStatus {
    EndpointId endpoint = catchAllEndpoint;
    std::string target;
    QueueState state = QueueState::Idle;
    std::int64_t waiting = 0;          ///< requests, with the one that is being sent
    std::optional<UtcTime> downSince;  ///< the first attempt that failed since one went well
    std::optional<UtcTime> nextTry;    ///< Down
    DeliveryFault fault = DeliveryFault::None; ///< of the last attempt, while down
    std::string detail;                ///< of that fault, technical
    int attempts = 0;                  ///< of the first request, so far
    int httpStatus = 0;                ///< of the last attempt's answer, while down; 0 = none
    bool held = false;                 ///< by the user, whether something waits or not
    int failed = 0;                    ///< requests of this run that got no answer in the end, or one of 400 and more

    bool operator==(const QueueStatus&) const = default;
};

} // namespace hookloupe::forward
