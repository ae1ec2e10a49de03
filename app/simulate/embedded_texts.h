// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace hookloupe::simulate {

/// A file of resources/events.
struct EmbeddedText {
    std::string_view path; ///< "speckle/commit_create.json"
    std::string_view text;
};

/// All of them, by path.
[[nodiscard]] std::span<const EmbeddedText> embeddedTexts();

} // namespace hookloupe::simulate
