// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/delivery_line.h"

#include "cli/command.h"
#include "http/answer_reader.h"
#include "speckle/sender_rules.h"
#include "words/delivery_words.h"
#include "words/record_words.h"

#include <cstdio>

namespace hookloupe::cli {

namespace {

std::string_view methodOf(const Delivery& delivery)
{
    return std::string_view(delivery.head).substr(0, delivery.head.find(' '));
}

/// Of the body as far as it came, chunk framing undone.
std::int64_t answerBytes(const Delivery& delivery)
{
    const auto end = delivery.answer.find("\r\n\r\n");
    if (end == std::string::npos)
        return 0;
    http::AnswerReader reader;
    std::string_view bytes = delivery.answer;
    while (!bytes.empty() && reader.state() != http::AnswerReader::State::Complete
           && reader.state() != http::AnswerReader::State::Broken)
        bytes.remove_prefix(reader.feed(bytes));
    if (reader.state() != http::AnswerReader::State::Complete)
        reader.end();
    if (reader.state() == http::AnswerReader::State::Complete)
        return static_cast<std::int64_t>(reader.answer().content().size());
    return static_cast<std::int64_t>(delivery.answer.size() - end - 4);
}

std::string milliseconds(Micros time)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", double(time.count()) / 1000.0);
    return text;
}

/// Stable English: a script may look for it.
std::string_view faultName(DeliveryFault fault)
{
    switch (fault) {
    case DeliveryFault::None: return {};
    case DeliveryFault::NameNotFound: return "name not found";
    case DeliveryFault::NotConnected: return "not connected";
    case DeliveryFault::Tls: return "TLS";
    case DeliveryFault::ConnectionLost: return "connection lost";
    case DeliveryFault::NotHttp: return "not HTTP";
    case DeliveryFault::TimedOut: return "timed out";
    case DeliveryFault::AnswerTooLarge: return "answer too large";
    case DeliveryFault::TooManyRedirects: return "too many redirects";
    case DeliveryFault::BadRedirect: return "bad redirect";
    case DeliveryFault::Cancelled: return "cancelled";
    case DeliveryFault::Altered: return "altered";
    }
    return {};
}

} // namespace

JsonLine deliveryJson(const Delivery& delivery)
{
    std::string error(faultName(delivery.fault));
    if (!error.empty() && !delivery.detail.empty())
        error.append(": ").append(delivery.detail);
    JsonLine line;
    line.add("url", delivery.url)
        .add("method", methodOf(delivery))
        .addJson("status", delivery.status == 0 ? "null" : std::to_string(delivery.status))
        .addJson("time_ms", milliseconds(delivery.timings.total))
        .add("answer_bytes", answerBytes(delivery))
        .add("speckle_status", std::int64_t{static_cast<int>(delivery.record.status)})
        .add("speckle_info", speckle::statusInfo(delivery.record.status))
        .addOrNull("reason", words::recordReason(delivery.record))
        .addOrNull("error", error);
    return line;
}

QString deliveryLine(const Delivery& delivery)
{
    return text("%1 %2: %3 after %4 ms. Speckle: %5")
        .arg(shown(methodOf(delivery)), shown(delivery.url), words::deliveryLabel(delivery),
             QString::number(double(delivery.timings.total.count()) / 1000.0, 'f', 1), words::recordLabel(delivery.record));
}

bool isSuccess(const Delivery& delivery, std::optional<int> expected)
{
    if (expected)
        return delivery.fault == DeliveryFault::None && delivery.status == *expected;
    return delivery.record.status == SpeckleStatus::Success;
}

} // namespace hookloupe::cli
