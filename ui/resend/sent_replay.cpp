// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/sent_replay.h"

#include "http/answer_reader.h"
#include "http/chunked.h"
#include "speckle/analysis.h"

namespace hookloupe::ui {

namespace {

constexpr std::string_view headEnd = "\r\n\r\n";

} // namespace

SentReplay sentReplay(const Capture& parent, const std::string& bytes, Delivery delivery)
{
    auto request = std::make_shared<Capture>();
    const std::size_t split = bytes.find(headEnd);
    const std::size_t headSize = split == std::string::npos ? bytes.size() : split + headEnd.size();
    request->head = bytes.substr(0, headSize);
    request->body = bytes.substr(headSize);
    const http::HeadView head = http::viewHead(request->head);
    if (http::headerValue(head.headers, "Transfer-Encoding")) {
        http::ChunkedReader reader({bytes.size(), bytes.size(), bytes.size(), bytes.size()});
        std::string raw;
        std::string content;
        http::Headers trailers;
        std::string_view rest = request->body;
        if (reader.feed(rest, raw, content, trailers) == http::ChunkedReader::Step::Done)
            request->dechunked = std::move(content);
    }
    CaptureSummary& summary = request->summary;
    summary.kind = CaptureKind::Replay;
    summary.arrivedAt = delivery.startedAt;
    summary.endpoint = parent.summary.endpoint;
    summary.method = head.method;
    summary.target = head.target;
    summary.parent = parent.summary.id;
    summary.headBytes = static_cast<std::int64_t>(request->head.size());
    summary.contentBytes = static_cast<std::int64_t>(request->content().size());
    summary.event = speckle::factsOf(request->content());
    summary.answerStatus = delivery.status;
    summary.record = delivery.record;
    request->answer = delivery.answer;
    return {std::move(request), std::move(delivery)};
}

CapturePtr answerAsCapture(const std::string& answer)
{
    auto capture = std::make_shared<Capture>();
    http::AnswerReader reader;
    (void)reader.feed(answer);
    reader.end();
    http::ReceivedAnswer read = reader.take();
    const std::size_t statusEnd = std::min(read.rawHead.find('\n'), read.rawHead.size());
    std::string status = read.rawHead.substr(0, statusEnd);
    if (status.ends_with('\r'))
        status.pop_back();
    capture->head = "ANSWER / HTTP/1.1\r\nStatus: " + status + "\r\n" + read.rawHead.substr(std::min(statusEnd + 1, read.rawHead.size()));
    capture->body = std::move(read.rawBody);
    capture->dechunked = std::move(read.dechunked);
    return capture;
}

} // namespace hookloupe::ui
