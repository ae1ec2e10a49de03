// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/chunk_map.h"

#include "base/text.h"

#include <cstdint>

namespace hookloupe::http {

namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::size_t mostDigits = 16; ///< of a size: as many as ChunkedReader takes, or what it took would not be found again

/// The size a line begins with; nothing if it begins with no hex digit or too many.
std::optional<std::uint64_t> sizeOf(std::string_view line)
{
    std::uint64_t size = 0;
    std::size_t digits = 0;
    while (digits < line.size() && hexValue(line[digits]) >= 0)
        size = size << 4 | static_cast<std::uint64_t>(hexValue(line[digits++]));
    return digits == 0 || digits > mostDigits ? std::nullopt : std::optional(size);
}

template <typename Visit>
ChunkMap walk(std::string_view rawBody, Visit visit)
{
    ChunkMap map;
    std::size_t framed = 0; // where the framing before this line began
    std::size_t at = 0;
    while (true) {
        const std::size_t end = rawBody.find(lineEnd, at);
        const auto size = end == std::string_view::npos ? std::nullopt : sizeOf(rawBody.substr(at, end - at));
        if (!size)
            return map;
        at = end + lineEnd.size();
        visit(ByteSpan{framed, at});
        if (*size == 0)
            break;
        if (*size > rawBody.size() - at || rawBody.substr(at + *size, lineEnd.size()) != lineEnd)
            return map;
        ++map.chunks;
        framed = at + *size;
        at = framed + lineEnd.size();
    }
    map.trailers = {at, rawBody.size()};
    map.complete = rawBody.substr(at).ends_with(lineEnd);
    map.fields = viewHead("X / HTTP/1.1\r\n" + std::string(rawBody.substr(at))).headers;
    return map;
}

} // namespace

ChunkMap mapChunks(std::string_view rawBody, std::size_t mostSpans)
{
    std::vector<ByteSpan> framing;
    ChunkMap map = walk(rawBody, [&](ByteSpan span) {
        if (framing.size() < mostSpans)
            framing.push_back(span);
    });
    map.framing = std::move(framing);
    return map;
}

void forEachFraming(std::string_view rawBody, const std::function<void(ByteSpan)>& visit)
{
    (void)walk(rawBody, visit);
}

} // namespace hookloupe::http
