// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace hookloupe::speckle {

/// One event a Speckle server can send (speckle.md section 5).
struct EventType {
    std::string_view uiName;     ///< "version_create"; same as wireName where Speckle's UI has no name of its own
    std::string_view wireName;   ///< "commit_create"
    bool offered = true;         ///< can be chosen in Speckle's UI
    bool sentToday = true;       ///< false: *_permissions_add/_remove since 2.25.8
    bool documentedOnly = false; ///< issue_*: on the events page, never seen on a wire
};

[[nodiscard]] std::span<const EventType> eventTypes();
[[nodiscard]] const EventType* findEvent(std::string_view wireName);
/// "version_create" for "commit_create"; the name itself if it is unknown.
[[nodiscard]] std::string_view uiName(std::string_view wireName);

} // namespace hookloupe::speckle
