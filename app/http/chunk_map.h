// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace hookloupe::http {

/// A stretch of bytes.
struct ByteSpan {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const ByteSpan&) const = default;
};

/// What in a chunked body is not its content (RFC 9112 section 7.1).
struct ChunkMap {
    std::vector<ByteSpan> framing;  ///< size lines with extensions, line ends behind the data, the last chunk; in order
    ByteSpan trailers;              ///< the lines behind the last chunk with the empty one that ends the body
    Headers fields;                 ///< those lines read
    std::size_t chunks = 0;         ///< with data
    bool complete = false;          ///< the body's end was found
};

/// Walks through the chunks of a body that was accepted; what is odd ends the walk. Linear. At most `mostSpans` stretches of
/// framing are kept, the trailers are found all the same.
[[nodiscard]] ChunkMap mapChunks(std::string_view rawBody, std::size_t mostSpans = 200'000);

/// The same walk, with each of those stretches in its turn and none of them kept.
void forEachFraming(std::string_view rawBody, const std::function<void(ByteSpan)>& visit);

} // namespace hookloupe::http
