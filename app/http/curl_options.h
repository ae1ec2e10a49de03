// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <string>
#include <vector>

namespace hookloupe::http {

/// A text as one word of a POSIX shell: in single quotes. What is not printable or not UTF-8, or could deceive a reader, is
/// written as $'…' with escapes, which bash, zsh and ksh know; a NUL byte cannot be written at all and is dropped.
[[nodiscard]] std::string shellWord(std::string_view text);

/// Header fields as options of curl.
struct CurlOptions {
    std::string text;                  ///< "-H 'A: b' \\\n-H 'C;'"
    std::vector<std::string> leftOut;  ///< names that curl makes itself, or that are no names
};
/// Content-Length and Transfer-Encoding are left to curl, which knows what it sends. An empty field is written with a
/// semicolon (curl's manual, -H), because with a colon curl would leave it out.
[[nodiscard]] CurlOptions curlOptions(const Headers& headers);

} // namespace hookloupe::http
