// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/speckle_event.h"

#include "simulate/event_templates.h"

namespace hookloupe::simulate {

namespace {

/// "2026-11-22T02:35:37.265Z": JavaScript writes milliseconds.
std::string javaScriptTime(UtcTime time)
{
    return toIso8601(time).substr(0, 23) + "Z";
}

/// The object that is the payload.
std::string payloadTemplate(const EventTemplate& event)
{
    std::string out = R"({"streamId":"{{projectId}}","userId":"{{userId}}","activityMessage":")";
    out.append(event.activityMessage).append(R"(","event":{"event_name":")").append(event.wireName);
    out.append(R"(","data":)").append(event.data).append(R"(},"server":)").append(serverTemplate);
    if (event.wireName != "stream_delete") // its project is gone
        out.append(R"(,"stream":)").append(streamTemplate);
    out.append(R"(,"user":)").append(userTemplate);
    out.append(R"(,"webhook":)").append(webhookTemplate);
    return out + "}";
}

} // namespace

Fields testFields(UtcTime now)
{
    const std::string text = "Hookloupe test event";
    return {
        {"message", text},
        {"oldText", "as it was before"},
        {"projectId", "7e57000001"},
        {"projectName", text},
        {"projectDescription", "A made-up project. Nothing of it exists."},
        {"userId", "7e57000002"},
        {"userName", "Hookloupe"},
        {"otherUserId", "7e57000003"},
        {"modelId", "7e57000004"},
        {"modelName", "test/model"},
        {"otherModelId", "7e57000005"},
        {"versionId", "7e57000006"},
        {"objectId", "7e570000000000000000000000000007"},
        {"commentId", "7e57000008"},
        {"replyId", "7e57000009"},
        {"issueId", "7e5700000a"},
        {"webhookId", "7e5700000b"},
        {"webhookUrl", ""},
        {"webhookDescription", text},
        {"role", "stream:contributor"},
        {"sourceApplication", "Hookloupe"},
        {"serverName", text},
        {"serverUrl", "https://speckle.example"}, // RFC 2606: nobody's
        {"createdAt", javaScriptTime(now - std::chrono::days(1))},
        {"now", javaScriptTime(now)},
    };
}

Result<std::string> speckleBody(std::string_view wireName, Dialect dialect, const Fields& fields)
{
    const EventTemplate* event = findTemplate(wireName);
    if (!event)
        return Error{ErrorCode::InvalidInput, "event " + std::string(wireName)};
    const std::string payload = filled(payloadTemplate(*event), fields);
    switch (dialect) {
    case Dialect::None: break;
    case Dialect::Object: return "{\"payload\":" + payload + "}";
    case Dialect::String: return "{\"payload\":\"" + jsonEscaped(payload) + "\"}";
    }
    return Error{ErrorCode::InvalidInput, "dialect none"};
}

} // namespace hookloupe::simulate
