// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/request_file.h"

#include "cli/command.h"
#include "http/framer.h"
#include "words/refusal_words.h"

#include <limits>

namespace hookloupe::cli {

namespace {

http::FramerLimits generousLimits()
{
    http::FramerLimits limits;
    limits.requestLine = 1024 * 1024;
    limits.head = 16 * 1024 * 1024;
    limits.fields = 100'000;
    limits.body = std::size_t{4} * 1024 * 1024 * 1024;
    return limits;
}

std::optional<RecordedRequest> readStrictly(const std::string& bytes, QStringList& remarks)
{
    http::RequestFramer framer(generousLimits());
    std::string_view rest = bytes;
    while (!rest.empty()) {
        const std::size_t taken = framer.feed(rest);
        rest.remove_prefix(taken);
        const auto state = framer.state();
        if (taken == 0 || state == http::RequestFramer::State::Complete || state == http::RequestFramer::State::Refused)
            break;
    }
    if (framer.state() == http::RequestFramer::State::Refused)
        remarks << words::refusalSentence(framer.refusal());
    if (framer.state() != http::RequestFramer::State::Complete)
        return std::nullopt;
    http::Request request = framer.take();
    if (!rest.empty())
        remarks << text("Left out, as it does not belong to the request: what follows its end (bytes: %1).").arg(rest.size());
    return RecordedRequest{std::move(request.head.headers),
                           request.dechunked ? std::move(*request.dechunked) : std::move(request.rawBody), std::string(rest), {}};
}

/// Where the head ends, its empty line inclusive, with whichever line endings; npos if it does not.
std::size_t headEnd(std::string_view bytes)
{
    const auto crlf = bytes.find("\r\n\r\n");
    const auto lf = bytes.find("\n\n");
    if (crlf == bytes.npos && lf == bytes.npos)
        return bytes.npos;
    return crlf < lf ? crlf + 4 : lf + 2;
}

std::string withCrlf(std::string_view head)
{
    std::string out;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i] == '\n' && (i == 0 || head[i - 1] != '\r'))
            out += '\r';
        out += head[i];
    }
    return out;
}

} // namespace

Result<RecordedRequest> readRequest(std::string bytes)
{
    QStringList remarks;
    const auto end = headEnd(bytes);
    if (end != bytes.npos && bytes.find('\r') >= end) {
        remarks << text("The head has lines that end with LF alone, as an editor saves them: read as if they ended with "
                        "CRLF. If line endings in the body were changed too, the signature can't fit any more.");
        bytes.replace(0, end, withCrlf(std::string_view(bytes).substr(0, end)));
    }
    if (auto request = readStrictly(bytes, remarks)) {
        request->remarks = remarks;
        return std::move(*request);
    }
    const auto bodyStart = headEnd(bytes);
    const std::string head = bytes.substr(0, bodyStart);
    http::HeadView view = http::viewHead(head);
    if (view.method.empty() || view.headers.empty())
        return Error{ErrorCode::InvalidInput, "no HTTP request"};
    RecordedRequest request;
    request.content = bodyStart == bytes.npos ? std::string() : bytes.substr(bodyStart);
    if (const auto length = http::headerValue(view.headers, "Content-Length"); length && !request.content.empty())
        remarks << text("Content-Length is %1, but %2 B follow the head; those are taken as the body.")
                       .arg(shown(*length), QString::number(request.content.size()));
    request.headers = std::move(view.headers);
    request.remarks = remarks;
    return request;
}

} // namespace hookloupe::cli
