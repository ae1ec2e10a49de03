// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hookloupe::cli {

/// The name that was probably meant: the one that `given` begins, or that a slip or two turn it into. Nothing if none is near, or
/// if several are as near.
[[nodiscard]] std::optional<std::string> nearestName(std::string_view given, std::span<const std::string> names);

} // namespace hookloupe::cli
