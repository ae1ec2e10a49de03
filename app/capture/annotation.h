// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace hookloupe {

/// A colour a user gave a capture. Stored by number: append only.
enum class ColourMark { None = 0, Red = 1, Orange = 2, Yellow = 3, Green = 4, Blue = 5, Purple = 6 };
inline constexpr int colourMarkCount = 7;

/// What a user wrote beside a capture; UTF-8.
struct Annotation {
    ColourMark colour = ColourMark::None;
    std::vector<std::string> tags; ///< in the order given, each once
    std::string note;

    bool operator==(const Annotation&) const = default;
    [[nodiscard]] bool empty() const { return *this == Annotation{}; }
};

/// What is to become other in the annotations of several captures at once; the rest of each stays as it is.
struct AnnotationChange {
    std::optional<ColourMark> colour;
    std::vector<std::string> removeTags; ///< taken away first
    std::vector<std::string> addTags;
    std::optional<std::string> note;
};

/// A capture's annotation as it is now.
struct Annotated {
    CaptureId id{};
    Annotation annotation;

    bool operator==(const Annotated&) const = default;
};

inline constexpr std::size_t mostTags = 32;             ///< of one capture
inline constexpr std::size_t longestTag = 100;          ///< bytes
inline constexpr std::size_t longestNote = 64 * 1024;   ///< bytes

/// The tag as it is kept: without spaces at its ends; empty if nothing is left.
[[nodiscard]] std::string trimmedTag(const std::string& tag);

/// The annotation a change leads to. TooLarge beyond the limits above, InvalidInput for a tag with a line break or
/// another control character; an empty tag is skipped.
[[nodiscard]] Result<Annotation> changed(Annotation annotation, const AnnotationChange& change);

} // namespace hookloupe
