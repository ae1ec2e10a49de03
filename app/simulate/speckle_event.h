// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "capture/signature.h"
#include "simulate/fields.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hookloupe::simulate {

/// The names, ids and times of a made-up project, the same in every event, so that one can follow another. Its ids start with
/// 7e57 and its texts say "Hookloupe test event": nobody takes it for a real one. Change what should differ. Another `run` has
/// other versions, comments, objects and deliveries in the same project.
[[nodiscard]] Fields testFields(UtcTime now, std::uint32_t run = 0);

/// The body of that event as a Speckle server writes it: compact, keys in its order. InvalidInput with the name for an event
/// that Speckle does not have, or for Dialect::None.
[[nodiscard]] Result<std::string> speckleBody(std::string_view wireName, Dialect dialect, const Fields& fields);

} // namespace hookloupe::simulate
