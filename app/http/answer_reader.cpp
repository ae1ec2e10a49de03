// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/answer_reader.h"

#include "base/text.h"
#include "http/line_reader.h"
#include "http/syntax.h"

#include <algorithm>
#include <charconv>

namespace hookloupe::http {

namespace {

constexpr std::size_t mostTrailers = 96;

/// The one length that all Content-Length fields name; `good` is false if they are none or differ.
std::optional<std::uint64_t> lengthOf(const Headers& headers, bool& good)
{
    std::optional<std::uint64_t> length;
    for (const Header& header : headers) {
        if (!equalsIgnoreCase(header.name, "Content-Length"))
            continue;
        std::uint64_t value = 0;
        const char* end = header.value.data() + header.value.size();
        const auto [stop, error] = std::from_chars(header.value.data(), end, value);
        if (error != std::errc() || stop != end || header.value.empty() || (length && *length != value))
            good = false;
        length = value;
    }
    return length;
}

} // namespace

AnswerReader::AnswerReader(bool toHeadRequest, const AnswerLimits& limits) : m_limits(limits), m_toHeadRequest(toHeadRequest)
{
}

std::size_t AnswerReader::feed(std::string_view bytes)
{
    const std::size_t given = bytes.size();
    while (!bytes.empty() && !isOver()) {
        if (m_state == State::Head)
            feedHead(bytes);
        else
            feedBody(bytes);
    }
    return given - bytes.size();
}

void AnswerReader::feedHead(std::string_view& bytes)
{
    std::string& head = m_answer.rawHead;
    const std::size_t used = m_answer.interim.size() + m_lineStart;
    switch (readLine(head, m_lineStart, bytes, m_limits.head - std::min(used, m_limits.head))) {
    case LineStep::NeedMore:
        return;
    case LineStep::BadEnding:
        return breakOff("a line of the answer's head does not end with CR LF");
    case LineStep::TooLong:
        return breakOff("the answer's head is too long");
    case LineStep::Line:
        break;
    }
    const std::string line(lineIn(head, m_lineStart));
    m_lineStart = head.size();
    takeLine(line);
}

void AnswerReader::takeLine(std::string_view line)
{
    if (m_answer.status == 0)
        return takeStatusLine(line);
    if (line.empty())
        return headDone();
    if (const Fault fault = parseFieldLine(line, m_answer.headers))
        breakOff("a header line of the answer is malformed");
}

void AnswerReader::takeStatusLine(std::string_view line)
{
    // HTTP/1.1 SP 3DIGIT SP [reason]; the last space is left out by some (RFC 9112 section 4).
    const bool good = line.size() >= 12 && line.starts_with("HTTP/1.") && isDigit(line[7]) && line[8] == ' '
        && std::all_of(line.begin() + 9, line.begin() + 12, isDigit) && (line.size() == 12 || line[12] == ' ');
    const int status = good ? (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0') : 0;
    if (status < 100)
        return breakOff("what came does not start like an answer of HTTP/1.1");
    m_answer.status = status;
    m_answer.reason = line.size() > 13 ? line.substr(13) : std::string_view();
}

void AnswerReader::headDone()
{
    const int status = m_answer.status;
    if (status < 200 && status != 101) {
        m_answer.interim += m_answer.rawHead;
        m_answer.rawHead.clear();
        m_answer.headers.clear();
        m_answer.reason.clear();
        m_answer.status = 0;
        m_lineStart = 0;
        return;
    }
    bool good = true;
    m_length = lengthOf(m_answer.headers, good);
    const auto coding = headerValue(m_answer.headers, "Transfer-Encoding");
    if (!good || (coding && (!equalsIgnoreCase(*coding, "chunked") || m_length)))
        return breakOff("the answer does not say clearly how long it is");
    if (m_toHeadRequest || status == 101 || status == 204 || status == 304 || (m_length && *m_length == 0)) {
        m_state = State::Complete;
        return;
    }
    if (m_length && *m_length > m_limits.body)
        return breakOffTooLarge();
    if (coding)
        m_chunked.emplace(ChunkLimits{m_limits.body, m_limits.body, m_limits.head, mostTrailers});
    m_state = State::Body;
}

void AnswerReader::feedBody(std::string_view& bytes)
{
    if (m_chunked) {
        switch (m_chunked->feed(bytes, m_answer.rawBody, m_content, m_answer.trailers)) {
        case ChunkedReader::Step::NeedMore:
            return;
        case ChunkedReader::Step::Refused:
            m_answer.dechunked = std::move(m_content);
            if (m_chunked->fault().refusal == Refusal::BodyTooLarge)
                return breakOffTooLarge();
            return breakOff("the answer's chunks are malformed");
        case ChunkedReader::Step::Done:
            m_answer.dechunked = std::move(m_content);
            m_state = State::Complete;
            return;
        }
    }
    const std::uint64_t wanted = m_length ? *m_length : m_limits.body;
    const auto count = static_cast<std::size_t>(
        std::min<std::uint64_t>(bytes.size(), wanted - m_answer.rawBody.size()));
    m_answer.rawBody.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    if (m_length && m_answer.rawBody.size() == *m_length)
        m_state = State::Complete;
    else if (!bytes.empty())
        breakOffTooLarge();
}

void AnswerReader::end()
{
    if (isOver())
        return;
    if (m_state == State::Body && !m_length && !m_chunked)
        m_state = State::Complete;
    else if (m_answer.rawHead.empty() && m_answer.interim.empty())
        breakOff("the connection was closed without an answer");
    else
        breakOff("the connection was closed in the middle of the answer");
}

void AnswerReader::breakOffTooLarge()
{
    m_tooLarge = true;
    breakOff("the answer is too large");
}

void AnswerReader::breakOff(const char* note)
{
    if (m_chunked && !m_answer.dechunked)
        m_answer.dechunked = std::move(m_content);
    m_note = note;
    m_state = State::Broken;
}

} // namespace hookloupe::http
