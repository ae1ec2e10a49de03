// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/delivery_record.h"

#include "http/request.h"
#include "speckle/sender_rules.h"

#include <algorithm>

namespace hookloupe::client {

namespace {

bool namesLocation(const Delivery& delivery)
{
    const std::string_view answer = delivery.answer;
    // Of several heads, those of 1xx answers, the last one counts; a body may hold another "Location:", but comes after it.
    std::size_t start = 0;
    for (;;) {
        const auto end = answer.find("\r\n\r\n", start);
        if (end == std::string_view::npos)
            return false;
        const std::string_view head = answer.substr(start, end + 4 - start);
        if (!head.starts_with("HTTP/1.1 1") && !head.starts_with("HTTP/1.0 1"))
            return http::headerCount(http::viewHead(head).headers, "Location") > 0;
        start = end + 4;
    }
}

} // namespace

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

SpeckleRecord recordOf(const Delivery& delivery, std::int64_t bodyBytes)
{
    speckle::DeliveryFacts facts;
    facts.status = delivery.status;
    facts.bodyBytes = bodyBytes;
    facts.duration = delivery.timings.total;
    facts.redirects = delivery.redirects;
    facts.redirectHasTarget = isRedirect(delivery.status) && namesLocation(delivery);
    switch (delivery.fault) {
    case DeliveryFault::None:
        break;
    case DeliveryFault::NameNotFound:
    case DeliveryFault::NotConnected:
    case DeliveryFault::Tls:
    case DeliveryFault::ConnectionLost:
    case DeliveryFault::NotHttp:
    case DeliveryFault::BadRedirect:
        facts.fault = speckle::NetworkFault::Other;
        break;
    case DeliveryFault::TimedOut:
        facts.duration = std::max(facts.duration, Micros(speckle::deliveryTimeLimit) + Micros(1));
        break;
    case DeliveryFault::AnswerTooLarge:
        facts.bodyBytes = std::max(bodyBytes, speckle::answerByteLimit + 1);
        break;
    case DeliveryFault::TooManyRedirects:
        facts.redirects = speckle::redirectLimit + 1;
        break;
    case DeliveryFault::Cancelled:
    case DeliveryFault::Altered:
        return {};
    }
    return speckle::recordFor(facts);
}

} // namespace hookloupe::client
