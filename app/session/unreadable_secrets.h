// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"

namespace hookloupe::session {

/// An endpoint that is known to have secrets which cannot be read now, and why.
struct UnreadableSecrets {
    EndpointId endpoint = catchAllEndpoint;
    Error error;

    bool operator==(const UnreadableSecrets&) const = default;
};

} // namespace hookloupe::session
