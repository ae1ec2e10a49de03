// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace hookloupe::speckle {

/// A string value without its escapes: a view into the parser, or into `own`. simdjson refuses a string with half of a
/// surrogate pair, which then stands in `own` with U+FFFD in its place, as everywhere else here. False if it is no string.
[[nodiscard]] bool textOf(simdjson::ondemand::value value, std::string_view& text, std::string& own);

} // namespace hookloupe::speckle
