// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hookloupe {

/// Whether `event.data` looks as Speckle's events page documents it or as the server really sends it.
enum class DataShape {
    Unknown = 0,     ///< no Speckle event, or an event neither source describes
    Real = 1,
    Documented = 2,
};

/// What a payload says in short: enough for a table row and a sentence, in the sender's own words (UTF-8, hostile).
/// Empty = not given. The sentence itself is made by `words`, so that it can be translated.
struct EventFacts {
    std::string wireName;       ///< "commit_create", or another provider's event name; empty = none recognised
    std::string streamId;       ///< project id
    std::string projectName;
    std::string modelId;
    std::string modelName;
    std::string versionId;
    std::string commentId;
    std::string objectId;       ///< 32 hex
    std::string userId;         ///< the actor
    std::string userName;
    std::string message;        ///< version message, comment text or activity message, whichever names the event best
    std::string serverUrl;      ///< canonicalUrl, for deep links
    std::string sourceApplication;
    std::string targetUserId;
    std::string extra;          ///< event-specific: new model name, role, "archived"/"unarchived", resource id string
    DataShape shape = DataShape::Unknown;
    bool repeatedName = false;  ///< an object of the body has a name twice: these facts are of the first, many readers take the last

    bool operator==(const EventFacts&) const = default;
};

} // namespace hookloupe
