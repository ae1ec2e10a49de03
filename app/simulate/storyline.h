// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace hookloupe::simulate {

/// The wire names of a project's first day, in order: the project is set up, a model is made in it, a version sent to it,
/// commented on and received. With the same fields their ids fit together. Speckle sends nothing when a project is made, as its
/// webhooks can only be set up after that, so the first event is its first update.
[[nodiscard]] std::span<const std::string_view> storyline();

} // namespace hookloupe::simulate
