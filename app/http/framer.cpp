// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/framer.h"

#include "http/chunked.h"
#include "http/foreign.h"
#include "http/head_parser.h"
#include "http/line_reader.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace hookloupe::http {

namespace {

constexpr int maxLeadingEmptyLines = 2;           ///< RFC 9112 section 2.2 asks for at least one
constexpr std::size_t usualHead = 512;
constexpr std::size_t usualFields = 16;
constexpr std::size_t maxTrustedLength = 64 * 1024; ///< a larger body gets its memory as it comes
constexpr std::size_t minChunkFraming = 1024;     ///< so that a small body limit does not forbid chunks

} // namespace

struct RequestFramer::Private {
    explicit Private(const FramerLimits& given) : limits(given), nextLimits(given) {}

    FramerLimits limits; ///< of the current request
    FramerLimits nextLimits;
    State state = State::Idle;
    Request request;
    Fault fault;
    std::size_t lineStart = 0; ///< in request.rawHead
    int emptyLines = 0;        ///< skipped before the request line
    std::uint64_t bodyLeft = 0;
    std::optional<ChunkedReader> chunks;

    void begin();
    void refuse(Fault why);
    void readHead(std::string_view& input);
    void takeHeadLine();
    void endHead();
    void readBody(std::string_view& input);
    void readChunks(std::string_view& input);
    [[nodiscard]] std::size_t maxLine() const;
};

void RequestFramer::Private::begin()
{
    limits = nextLimits;
    state = State::Idle;
    request = {};
    lineStart = 0;
    emptyLines = 0;
    chunks.reset();
}

void RequestFramer::Private::refuse(Fault why)
{
    fault = std::move(why);
    state = State::Refused;
}

/// Of the line that is being read, with its CRLF.
std::size_t RequestFramer::Private::maxLine() const
{
    const auto headLeft = limits.head > lineStart ? limits.head - lineStart : 0;
    return lineStart == 0 ? std::min(limits.requestLine + 2, headLeft) : headLeft;
}

void RequestFramer::Private::readHead(std::string_view& input)
{
    auto& raw = request.rawHead;
    if (raw.empty()) {
        raw.reserve(usualHead);
        request.head.headers.reserve(usualFields);
        // Another protocol may hold no line end at all: do not let its sender wait for one.
        if (const auto foreign = foreignByFirstByte(input.front(), emptyLines == maxLeadingEmptyLines); !foreign.empty()) {
            raw += input.front();
            input.remove_prefix(1);
            refuse({Refusal::RequestLineMalformed, std::string(foreign)});
            return;
        }
    }
    switch (readLine(raw, lineStart, input, maxLine())) {
    case LineStep::NeedMore:
        if (raw != "\r")
            state = State::Head;
        return;
    case LineStep::Line:
        takeHeadLine();
        return;
    case LineStep::BadEnding:
        refuse({Refusal::LineEndingMalformed, lineStart == 0 ? "the request line ends with a bare CR or LF"
                                                             : "field " + std::to_string(request.head.headers.size() + 1)
                                                                   + ": the line ends with a bare CR or LF"});
        return;
    case LineStep::TooLong:
        if (lineStart == 0 && raw.size() >= limits.requestLine + 2)
            refuse({Refusal::RequestLineTooLong,
                    "the request line is longer than " + std::to_string(limits.requestLine) + " bytes"});
        else
            refuse({Refusal::HeadTooLarge, "the head is larger than " + std::to_string(limits.head) + " bytes"});
        return;
    }
}

void RequestFramer::Private::takeHeadLine()
{
    auto& raw = request.rawHead;
    const auto line = lineIn(raw, lineStart);
    if (lineStart == 0 && line.empty() && emptyLines < maxLeadingEmptyLines) {
        ++emptyLines;
        raw.clear();
        return;
    }
    state = State::Head;
    const bool requestLine = lineStart == 0;
    lineStart = raw.size();
    if (!requestLine && line.empty()) {
        endHead();
        return;
    }
    if (!requestLine && request.head.headers.size() >= limits.fields) {
        refuse({Refusal::TooManyFields, "the head has more than " + std::to_string(limits.fields) + " fields"});
        return;
    }
    if (auto why = requestLine ? parseRequestLine(line, request.head) : parseFieldLine(line, request.head.headers)) {
        if (const auto foreign = requestLine ? foreignByFirstLine(line) : std::string_view(); !foreign.empty())
            why.note = foreign;
        refuse(std::move(why));
    }
}

void RequestFramer::Private::endHead()
{
    auto& head = request.head;
    if (auto why = judgeHead(head)) {
        refuse(std::move(why));
        return;
    }
    if (head.chunked) {
        request.dechunked.emplace();
        chunks.emplace(ChunkLimits{limits.body, std::max(limits.body, minChunkFraming), limits.head, limits.fields});
        state = State::Body;
        return;
    }
    bodyLeft = head.contentLength.value_or(0); // without a length there is no body (RFC 9112 section 6.3)
    if (bodyLeft > limits.body) {
        refuse({Refusal::BodyTooLarge, "Content-Length exceeds the body limit of " + std::to_string(limits.body) + " bytes"});
        return;
    }
    request.rawBody.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(bodyLeft, maxTrustedLength)));
    state = bodyLeft > 0 ? State::Body : State::Complete;
}

void RequestFramer::Private::readBody(std::string_view& input)
{
    auto& raw = request.rawBody;
    const auto part = input.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(bodyLeft, input.size())));
    const auto needed = raw.size() + part.size();
    if (needed > raw.capacity()) // grow by doubling, but never beyond the announced length
        raw.reserve(std::max(needed, std::min(raw.capacity() * 2, raw.size() + static_cast<std::size_t>(bodyLeft))));
    raw += part;
    input.remove_prefix(part.size());
    bodyLeft -= part.size();
    if (bodyLeft == 0)
        state = State::Complete;
}

void RequestFramer::Private::readChunks(std::string_view& input)
{
    switch (chunks->feed(input, request.rawBody, *request.dechunked, request.trailers)) {
    case ChunkedReader::Step::NeedMore:
        return;
    case ChunkedReader::Step::Done:
        state = State::Complete;
        return;
    case ChunkedReader::Step::Refused:
        refuse(chunks->fault());
        return;
    }
}

RequestFramer::RequestFramer(const FramerLimits& limits) : d(std::make_unique<Private>(limits)) {}
RequestFramer::~RequestFramer() = default;

std::size_t RequestFramer::feed(std::string_view bytes)
{
    auto input = bytes;
    while (!input.empty() && d->state != State::Complete && d->state != State::Refused) {
        if (d->state != State::Body)
            d->readHead(input);
        else if (d->chunks)
            d->readChunks(input);
        else
            d->readBody(input);
    }
    return bytes.size() - input.size();
}

RequestFramer::State RequestFramer::state() const
{
    return d->state;
}

const RequestHead& RequestFramer::head() const
{
    return d->request.head;
}

bool RequestFramer::bodyBegun() const
{
    return !d->request.rawBody.empty();
}

Refusal RequestFramer::refusal() const
{
    return d->fault.refusal;
}

const std::string& RequestFramer::note() const
{
    return d->fault.note;
}

std::size_t RequestFramer::bufferedBytes() const
{
    const auto& request = d->request;
    return request.rawHead.size() + request.rawBody.size() + (request.dechunked ? request.dechunked->size() : 0);
}

void RequestFramer::refuse(Refusal refusal, std::string note)
{
    d->refuse({refusal, std::move(note)});
}

Request RequestFramer::take()
{
    assert(d->state == State::Complete || d->state == State::Refused);
    auto taken = std::exchange(d->request, {});
    if (d->state == State::Complete)
        d->begin();
    return taken;
}

void RequestFramer::setLimits(const FramerLimits& limits)
{
    d->nextLimits = limits;
    if (d->state == State::Idle)
        d->limits = limits;
}

} // namespace hookloupe::http
