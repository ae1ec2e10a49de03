// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::answers {

/// What is wrong with a template's first bad field; nothing if it can be filled in.
struct TemplateFault {
    bool open = false;   ///< {{ without }}
    std::string field;
};
/// Fields: method, target, path, body, query.NAME, header.Name (any case), json.a.b.0.c (the string dialect's inner document
/// is walked into as if it were an object).
[[nodiscard]] std::optional<TemplateFault> checkTemplate(std::string_view text);

/// The text with the request's values in place of its fields; what the request has not is empty. Nothing if the result is
/// larger than `largest` bytes. The query's escapes are undone.
[[nodiscard]] std::optional<std::string> fillTemplate(std::string_view text, const http::Request& request,
                                                      std::size_t largest);

} // namespace hookloupe::answers
