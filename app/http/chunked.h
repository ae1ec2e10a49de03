// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/head_parser.h"
#include "http/request.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hookloupe::http {

struct ChunkLimits {
    std::size_t content = 0;       ///< bytes without framing
    std::size_t framing = 0;       ///< size lines and CRLFs, without trailers
    std::size_t trailerBytes = 0;
    std::size_t trailerFields = 0;
};

/// Reads a chunked body (RFC 9112 section 7.1) byte for byte into `rawBody` and its content into `content`.
class ChunkedReader {
public:
    enum class Step { NeedMore, Done, Refused };

    explicit ChunkedReader(const ChunkLimits& limits) : m_limits(limits) {}

    /// Takes bytes from the front of `input`; none after the end of the body.
    Step feed(std::string_view& input, std::string& rawBody, std::string& content, Headers& trailers);
    [[nodiscard]] const Fault& fault() const { return m_fault; } ///< after Refused

private:
    enum class Phase { SizeLine, Data, DataEnd, Trailers };

    Step refuse(Refusal refusal, const char* note);
    Step readSizeLine(std::string_view& input, std::string& rawBody, const std::string& content);
    Step readTrailer(std::string_view& input, std::string& rawBody, Headers& trailers);
    Fault judgeSizeLine(std::string_view line, const std::string& content);

    ChunkLimits m_limits;
    Phase m_phase = Phase::SizeLine;
    std::size_t m_lineStart = 0;
    std::size_t m_trailerStart = 0;
    std::uint64_t m_left = 0; ///< of the current chunk's data
    Fault m_fault;
};

} // namespace hookloupe::http
