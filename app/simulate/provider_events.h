// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signing/provider.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::simulate {

using signing::Provider;

inline constexpr std::string_view speckleProvider = "speckle";

/// The names of its events, by name: "orders/create". Also of Speckle.
[[nodiscard]] std::vector<std::string> eventsOf(std::string_view provider);
/// Texts of its templates; nothing for an event that it does not have.
[[nodiscard]] std::optional<std::string_view> bodyTemplate(const Provider& provider, std::string_view event);
[[nodiscard]] std::string_view headTemplate(const Provider& provider);

} // namespace hookloupe::simulate
