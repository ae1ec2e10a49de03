// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

namespace hookloupe::decode {

/// Undoes the codings of all Content-Encoding fields (RFC 9110 section 8.4), last first: gzip, x-gzip,
/// deflate (with and without zlib's wrapper), identity; at most 4. Sets `text`, `undone` and, if it can't go
/// on, the problem: `text` is then what was decoded so far (at most limits.bytes), or the bytes of the coding
/// that was not understood.
void undoContentCodings(const http::Headers& headers, std::string_view content, const DecodeLimits& limits,
                        Document& document);

} // namespace hookloupe::decode
