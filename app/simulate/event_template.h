// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::simulate {

/// The form of a Speckle payload.
enum class Shape {
    Real,        ///< as a server of today sends it
    Documented,  ///< the flat `event.data` of Speckle's events page
    Legacy,      ///< as servers before 2.25 sent it; in the string dialect, what the guide of 2021 shows
};
inline constexpr Shape shapes[] = {Shape::Real, Shape::Documented, Shape::Legacy};
[[nodiscard]] std::string_view shapeName(Shape shape); ///< "real"

/// A Speckle event: its whole payload as a compact JSON text with places (see filled()), in each shape there is.
struct EventTemplate {
    std::string wireName;
    std::string real;        ///< empty = not known in this shape
    std::string documented;
    std::string legacy;

    [[nodiscard]] bool has(Shape shape) const { return !payload(shape).empty(); }
    /// The wanted one, or what comes nearest: an event that is only known in one shape has that one.
    [[nodiscard]] Shape nearest(Shape wanted) const;
    [[nodiscard]] const std::string& payload(Shape shape) const;
};

/// Those of resources/events/speckle, by name.
[[nodiscard]] const std::vector<EventTemplate>& eventTemplates();
/// nullptr for a name that no Speckle server sends.
[[nodiscard]] const EventTemplate* findTemplate(std::string_view wireName);

/// A template of one's own: a JSON object like those in resources/events/speckle ("event", "activityMessage" and at least one
/// of "real", "documented", "legacy", which are `event.data`; "without": names of the envelope to leave out), or a whole body,
/// `{"payload":…}` of either dialect, such as that of a capture. InvalidInput naming what is missing.
[[nodiscard]] Result<EventTemplate> readTemplate(std::string_view json);

} // namespace hookloupe::simulate
