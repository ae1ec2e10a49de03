// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/chunked.h"

#include "base/text.h"
#include "http/line_reader.h"
#include "http/syntax.h"

#include <algorithm>
#include <array>

namespace hookloupe::http {

namespace {

constexpr std::size_t maxSizeLine = 4096;  ///< with extensions and CRLF
constexpr std::size_t maxSizeDigits = 16;  ///< what fits 64 bits

void skipWhiteSpace(std::string_view& text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
}

bool skipToken(std::string_view& text)
{
    const auto length = tokenLength(text);
    text.remove_prefix(length);
    return length > 0;
}

/// RFC 9110 section 5.6.4.
bool skipQuotedString(std::string_view& text)
{
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') {
            text.remove_prefix(i + 1);
            return true;
        }
        if (text[i] == '\\' && ++i == text.size())
            return false;
        if (!isFieldContent(text.substr(i, 1)))
            return false;
    }
    return false;
}

/// *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] ), RFC 9112 section 7.1.1.
bool areExtensions(std::string_view text)
{
    while (!text.empty()) {
        skipWhiteSpace(text);
        if (!text.starts_with(';'))
            return false;
        text.remove_prefix(1);
        skipWhiteSpace(text);
        if (!skipToken(text))
            return false;
        auto rest = text;
        skipWhiteSpace(rest);
        if (!rest.starts_with('='))
            continue;
        text = rest.substr(1);
        skipWhiteSpace(text);
        if (!(text.starts_with('"') ? skipQuotedString(text) : skipToken(text)))
            return false;
    }
    return true;
}

/// Fields that would change framing or routing after the fact (RFC 9110 section 6.5.1).
bool isForbiddenTrailer(std::string_view name)
{
    constexpr std::array<std::string_view, 3> forbidden{"Content-Length", "Transfer-Encoding", "Host"};
    return std::any_of(forbidden.begin(), forbidden.end(), [&](auto f) { return equalsIgnoreCase(f, name); });
}

} // namespace

ChunkedReader::Step ChunkedReader::refuse(Refusal refusal, const char* note)
{
    m_fault = {refusal, note};
    return Step::Refused;
}

Fault ChunkedReader::judgeSizeLine(std::string_view line, const std::string& content)
{
    std::size_t digits = 0;
    std::uint64_t size = 0;
    while (digits < line.size() && digits <= maxSizeDigits && hexValue(line[digits]) >= 0)
        size = size << 4 | static_cast<std::uint64_t>(hexValue(line[digits++]));
    if (digits == 0)
        return {Refusal::ChunkMalformed, "a chunk size is not hexadecimal"};
    if (digits > maxSizeDigits)
        return {Refusal::ChunkMalformed, "a chunk size has more than 16 digits"};
    if (!areExtensions(line.substr(digits)))
        return {Refusal::ChunkMalformed, "a chunk size is followed by something that is no extension"};
    if (size > m_limits.content - content.size())
        return {Refusal::BodyTooLarge, "the chunks exceed the body limit of " + std::to_string(m_limits.content)
                                           + " bytes"};
    m_left = size;
    return {};
}

ChunkedReader::Step ChunkedReader::readSizeLine(std::string_view& input, std::string& rawBody,
                                                const std::string& content)
{
    switch (readLine(rawBody, m_lineStart, input, maxSizeLine)) {
    case LineStep::NeedMore:
        return Step::NeedMore;
    case LineStep::BadEnding:
        return refuse(Refusal::ChunkMalformed, "a chunk size line ends with a bare CR or LF");
    case LineStep::TooLong:
        return refuse(Refusal::ChunkMalformed, "a chunk size line is longer than 4096 bytes");
    case LineStep::Line:
        break;
    }
    m_fault = judgeSizeLine(lineIn(rawBody, m_lineStart), content);
    if (m_fault)
        return Step::Refused;
    if (rawBody.size() - content.size() > m_limits.framing)
        return refuse(Refusal::BodyTooLarge, "the chunk framing is larger than the body limit allows");
    m_phase = m_left > 0 ? Phase::Data : Phase::Trailers;
    m_lineStart = m_trailerStart = rawBody.size();
    return Step::Done;
}

ChunkedReader::Step ChunkedReader::readTrailer(std::string_view& input, std::string& rawBody, Headers& trailers)
{
    switch (readLine(rawBody, m_lineStart, input, m_limits.trailerBytes - (m_lineStart - m_trailerStart))) {
    case LineStep::NeedMore:
        return Step::NeedMore;
    case LineStep::BadEnding:
        return refuse(Refusal::TrailerMalformed, "a trailer line ends with a bare CR or LF");
    case LineStep::TooLong:
        return refuse(Refusal::HeadTooLarge, "the trailers are larger than a head may be");
    case LineStep::Line:
        break;
    }
    const auto line = lineIn(rawBody, m_lineStart);
    m_lineStart = rawBody.size();
    if (line.empty())
        return Step::Done;
    if (trailers.size() >= m_limits.trailerFields)
        return refuse(Refusal::TooManyFields, "the trailers have more fields than a head may have");
    if (auto fault = parseFieldLine(line, trailers)) {
        m_fault = {Refusal::TrailerMalformed, "trailer " + fault.note};
        return Step::Refused;
    }
    if (isForbiddenTrailer(trailers.back().name))
        return refuse(Refusal::TrailerMalformed, "a trailer is a field of framing or routing");
    return Step::NeedMore;
}

ChunkedReader::Step ChunkedReader::feed(std::string_view& input, std::string& rawBody, std::string& content,
                                        Headers& trailers)
{
    while (!input.empty()) {
        switch (m_phase) {
        case Phase::SizeLine: {
            const auto step = readSizeLine(input, rawBody, content);
            if (step != Step::Done)
                return step;
            break;
        }
        case Phase::Data: {
            const auto part = input.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(m_left, input.size())));
            rawBody += part;
            content += part;
            input.remove_prefix(part.size());
            m_left -= part.size();
            if (m_left == 0) {
                m_phase = Phase::DataEnd;
                m_lineStart = rawBody.size();
            }
            break;
        }
        case Phase::DataEnd: {
            const auto step = readLine(rawBody, m_lineStart, input, 2);
            if (step == LineStep::NeedMore)
                return Step::NeedMore;
            if (step != LineStep::Line)
                return refuse(Refusal::ChunkMalformed, "no CRLF after the data of a chunk");
            m_phase = Phase::SizeLine;
            m_lineStart = rawBody.size();
            break;
        }
        case Phase::Trailers: {
            const auto step = readTrailer(input, rawBody, trailers);
            if (step != Step::NeedMore)
                return step;
            break;
        }
        }
    }
    return Step::NeedMore;
}

} // namespace hookloupe::http
