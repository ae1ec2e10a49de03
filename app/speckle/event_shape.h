// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/event_facts.h"
#include "speckle/payload_tree.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::speckle {

/// What a server of today sends in `event.data` for one event (speckle.md section 5). A path is "commit.branchId"; one of
/// several that mean the same is "new.projectId|new.streamId". What may be left out is not listed.
struct EventShape {
    std::string_view wireName;
    std::span<const std::string_view> paths;
};
[[nodiscard]] std::span<const EventShape> eventShapes();

/// The paths of its event that are not in the payload; their value does not matter. Empty for an event that is not known,
/// and for data in the documented shape, which has other keys.
[[nodiscard]] std::vector<std::string> absentFrom(const PayloadTree& tree, const EventFacts& facts);

} // namespace hookloupe::speckle
