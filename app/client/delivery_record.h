// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"

#include <cstdint>

namespace hookloupe::client {

[[nodiscard]] bool isRedirect(int status); ///< one that may name where to go on: 301, 302, 303, 307, 308

/// What Speckle would record for a delivery that is over, by its rules (speckle/sender_rules.h). Reads status, redirects,
/// fault, answer and the total time; `bodyBytes` is the body's size with gzip and deflate undone. A redirect that was not
/// followed although it could be, as in Mode::Exact, is still open: the next hop decides.
[[nodiscard]] SpeckleRecord recordOf(const Delivery& delivery, std::int64_t bodyBytes);

} // namespace hookloupe::client
