// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "capture/endpoint.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::filter {

/// What could stand in a filter where somebody is typing.
struct FilterCompletion {
    std::size_t from = 0;            ///< of the part that is replaced, in bytes
    std::size_t length = 0;
    std::vector<std::string> words;  ///< a key comes with its "="; those that begin as typed are first
};

/// For the place `cursor` (bytes, at most the text's size): keys, or the values of the key in front. `now` gives the moments
/// that are offered. Pure.
[[nodiscard]] FilterCompletion completeFilter(std::string_view text, std::size_t cursor, const std::vector<Endpoint>& endpoints,
                                              UtcTime now);

} // namespace hookloupe::filter
