// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/storyline.h"

#include <array>

namespace hookloupe::simulate {

std::span<const std::string_view> storyline()
{
    static constexpr std::array<std::string_view, 5> events{"stream_update", "branch_create", "commit_create", "comment_created",
                                                            "commit_receive"};
    return events;
}

} // namespace hookloupe::simulate
