// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speckle/analysis.h"

#include <vector>

namespace hookloupe::speckle {

/// Deep links into the server's own pages, for what still exists after the event. Only if canonicalUrl is a
/// plain http or https address and the ids are ids; nothing of a payload is trusted further.
[[nodiscard]] std::vector<Link> linksOf(const EventFacts& facts);

} // namespace hookloupe::speckle
