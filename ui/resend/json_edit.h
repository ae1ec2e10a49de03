// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/signature.h"

#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::ui {

/// A JSON text as indented lines, and what is needed to write it as its sender did again. Only white space between tokens
/// differs: tokens, their order and their escapes stay.
struct IndentedJson {
    std::string text;
    bool spaced = false;  ///< the sender writes ", " and ": "
    std::string before;   ///< white space around the value, a byte order mark included
    std::string after;
};
/// Nothing if the text is no JSON, or if its white space could not be made again.
[[nodiscard]] std::optional<IndentedJson> indented(std::string_view json);
/// What the sender would have sent for an edited text. Broken JSON too is only freed of white space between its tokens.
[[nodiscard]] std::string asSent(const IndentedJson& form, std::string_view text);

/// A content of the string dialect with another inner text: escaped as its sender escapes, what is unchanged at its begin and
/// end keeps its very bytes. Nothing if the content is not of that dialect.
[[nodiscard]] std::optional<std::string> withInner(std::string_view content, std::string_view inner);

/// A Speckle content in the other dialect, all else kept; the content itself if it is of that dialect. Nothing if it is no
/// Speckle content, or its inner text is no JSON object.
[[nodiscard]] std::optional<std::string> inDialect(std::string_view content, Dialect dialect);

} // namespace hookloupe::ui
