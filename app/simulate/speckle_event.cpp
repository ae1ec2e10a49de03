// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/speckle_event.h"

#include "simulate/event_order.h"

namespace hookloupe::simulate {

namespace {

/// "2026-11-22T02:35:37.265Z": JavaScript writes milliseconds.
std::string javaScriptTime(UtcTime time)
{
    return toIso8601(time).substr(0, 23) + "Z";
}

/// "2026-11-22T02:35:37Z"
std::string wholeSeconds(UtcTime time)
{
    return toIso8601(time).substr(0, 19) + "Z";
}

/// So many hex digits of a number, the last ones.
std::string hexDigits(std::uint64_t number, std::size_t count)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(count, '0');
    for (std::size_t at = count; at > 0; --at, number >>= 4)
        text[at - 1] = digits[number & 0xf];
    return text;
}

/// "7e57000006" of thing 6 in the first run.
std::string testId(std::uint32_t thing, std::uint32_t run, std::size_t length = 10)
{
    return "7e57" + hexDigits((std::uint64_t{run} << 4) | thing, length - 4);
}

std::string testUuid(std::uint32_t thing, std::uint32_t run, UtcTime now)
{
    const auto micros = static_cast<std::uint64_t>(now.time_since_epoch().count());
    return "7e57" + hexDigits(thing, 4) + "-" + hexDigits(run >> 12, 4) + "-4" + hexDigits(run, 3) + "-8000-" + hexDigits(micros, 12);
}

} // namespace

Fields testFields(UtcTime now, std::uint32_t run)
{
    const std::string text = "Hookloupe test event";
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    const UtcTime before = now - std::chrono::days(1);
    return {
        {"message", text},
        {"oldText", "as it was before"},
        {"projectId", testId(1, 0)},
        {"projectName", text},
        {"projectDescription", "A made-up project. Nothing of it exists."},
        {"userId", testId(2, 0)},
        {"userName", "Hookloupe"},
        {"otherUserId", testId(3, 0)},
        {"modelId", testId(4, 0)},
        {"modelName", "test/model"},
        {"oldModelName", "test/old model"},
        {"otherModelId", testId(5, 0)},
        {"versionId", testId(6, run)},
        {"objectId", testId(7, run, 32)},
        {"commentId", testId(8, run)},
        {"replyId", testId(9, run)},
        {"issueId", testId(10, run)},
        {"webhookId", testId(11, 0)},
        {"webhookUrl", ""},
        {"webhookDescription", text},
        {"role", "stream:contributor"},
        {"sourceApplication", "Hookloupe"},
        {"serverName", text},
        {"serverUrl", "https://speckle.example"}, // RFC 2606: nobody's
        {"createdAt", javaScriptTime(before)},
        {"createdAtSeconds", wholeSeconds(before)},
        {"now", javaScriptTime(now)},
        {"nowSeconds", wholeSeconds(now)},
        {"timestamp", std::to_string(seconds)},
        {"deliveryId", testUuid(1, run, now)},
        {"eventId", testUuid(2, run, now)},
        {"token", "7E57" + hexDigits(static_cast<std::uint64_t>(seconds), 12) + hexDigits(run, 8)},
        {"repository", "test-repository"},
        {"sha", testId(12, run, 40)},
        {"otherSha", testId(13, run, 40)},
        {"amount", "2500"},
        {"price", "25.00"},
        {"currency", "usd"},
    };
}

Result<std::string> speckleBody(std::string_view wireName, Dialect dialect, const Fields& fields)
{
    EventOrder order;
    order.event = wireName;
    order.dialect = dialect;
    return bodyOf(order, fields);
}

} // namespace hookloupe::simulate
