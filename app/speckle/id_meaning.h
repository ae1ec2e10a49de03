// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/event_facts.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hookloupe::speckle {

enum class IdKind : std::uint8_t { None, Project, Model, Version, Object, User, Comment, Webhook };

/// What an id in a payload is the id of.
struct IdMeaning {
    IdKind kind = IdKind::None;
    std::string name;   ///< of the project, model or user, where the payload tells it; hostile
};

/// Judges a string by the name of its member, the name of what it is in ("user", "commit", "parents"), and by the ids that
/// the event's facts know. Speckle's ids are 10 letters and digits, an object's 32 hex digits; anything else is none.
[[nodiscard]] IdMeaning idMeaning(std::string_view key, std::string_view parentKey, std::string_view value,
                                  const EventFacts& facts);

} // namespace hookloupe::speckle
