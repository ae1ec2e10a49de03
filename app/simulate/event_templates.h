// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace hookloupe::simulate {

/// One event as the server emits it (speckle.md section 5): JSON texts with places, see filled().
struct EventTemplate {
    std::string_view wireName;
    std::string_view activityMessage;  ///< the inside of a JSON string
    std::string_view data;             ///< `event.data`
};

/// nullptr for a name that no Speckle server sends.
[[nodiscard]] const EventTemplate* findTemplate(std::string_view wireName);

inline constexpr std::string_view serverTemplate =
    R"({"name":"{{serverName}}","company":"Hookloupe","description":"{{message}}","adminContact":"n/a",)"
    R"("termsOfService":"n/a","canonicalUrl":"{{serverUrl}}","completed":true,"inviteOnly":false,"guestModeEnabled":false,)"
    R"("version":"2.31.14","configuration":{"objectSizeLimitBytes":104857600,"objectMultipartUploadSizeLimitBytes":104857600,)"
    R"("isEmailEnabled":false,"emailVerificationTimeoutMinutes":5}})";

inline constexpr std::string_view streamTemplate =
    R"({"id":"{{projectId}}","name":"{{projectName}}","description":"{{projectDescription}}","clonedFrom":null,)"
    R"("createdAt":"{{createdAt}}","updatedAt":"{{now}}","allowPublicComments":false,"workspaceId":null,"regionKey":null,)"
    R"("visibility":"private","role":"stream:owner"})";

inline constexpr std::string_view userTemplate =
    R"({"id":"{{userId}}","suuid":"7e570000-0000-4000-8000-000000000002","createdAt":"{{createdAt}}","name":"{{userName}}",)"
    R"("bio":null,"company":"Hookloupe","avatar":null,"profiles":null,"ip":null,"verified":true})";

inline constexpr std::string_view webhookTemplate =
    R"({"id":"{{webhookId}}","streamId":"{{projectId}}","url":"{{webhookUrl}}","description":"{{webhookDescription}}",)"
    R"("triggers":["0"],"enabled":true,"createdAt":"{{createdAt}}","updatedAt":"{{createdAt}}"})";

} // namespace hookloupe::simulate
