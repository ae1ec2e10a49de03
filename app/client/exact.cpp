// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/exact.h"

#include "base/text.h"
#include "crypto/hmac.h"
#include "http/chunked.h"
#include "client/answer_meter.h"
#include "client/delivery_record.h"

#include <limits>

namespace hookloupe::client {

namespace {

/// The digest of the content: of the body without chunk framing, where the head says that there is some.
std::string contentDigest(const http::HeadView& head, std::string_view body)
{
    const auto coding = http::headerValue(head.headers, "Transfer-Encoding");
    if (coding && equalsIgnoreCase(*coding, "chunked")) {
        constexpr auto any = std::numeric_limits<std::size_t>::max() / 2;
        http::ChunkedReader reader({.content = any, .framing = any, .trailerBytes = any, .trailerFields = any});
        std::string_view rest = body;
        std::string raw;
        std::string content;
        http::Headers trailers;
        if (reader.feed(rest, raw, content, trailers) == http::ChunkedReader::Step::Done)
            return crypto::digest(crypto::HashAlgorithm::Sha256, content);
    }
    return crypto::digest(crypto::HashAlgorithm::Sha256, body);
}

} // namespace

Delivery begunExact(const WebUrl& url, std::string_view head, std::string_view body)
{
    const http::HeadView view = http::viewHead(head);
    WebUrl shown = url;
    if (view.target.starts_with('/'))
        shown.path = view.target;
    Delivery delivery;
    delivery.url = shown.shown();
    delivery.startedAt = utcNow();
    delivery.head = head;
    delivery.contentSha256 = contentDigest(view, body);
    return delivery;
}

WireRequest exactRequest(Shipment shipment)
{
    WireRequest request;
    request.bytes = std::move(shipment.head);
    request.bytes += shipment.body;
    request.limit = shipment.limit;
    request.answer.body = static_cast<std::size_t>(shipment.answerLimit);
    return request;
}

Delivery endedExact(Delivery delivery, const Outcome& outcome)
{
    const http::ReceivedAnswer& answer = outcome.answer;
    delivery.answer = answer.interim + answer.rawHead + answer.rawBody;
    delivery.status = answer.status;
    delivery.fault = outcome.fault;
    delivery.detail = outcome.detail;
    delivery.timings = outcome.timings;
    delivery.record = recordOf(delivery, meteredBytes(answer.status, answer.headers, answer.content()));
    return delivery;
}

} // namespace hookloupe::client
