// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/event_facts.h"
#include "capture/signature.h"
#include "http/request.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::speckle {

/// `{"payload":{` or `{"payload":"`, white space allowed; looks at the first bytes alone.
[[nodiscard]] Dialect dialectOf(std::string_view content);

/// The decoded inner string of the string dialect; nothing if it can't be decoded (then: BodyUnreadable).
[[nodiscard]] std::optional<std::string> innerString(std::string_view content);

/// The facts for a table row, of JSON in UTF-16 and UTF-32 too: two passes, a few µs for 2 kB, linear. Never throws; no Speckle payload = empty facts, but
/// for repeatedName, which is looked for in every JSON body.
[[nodiscard]] EventFacts factsOf(std::string_view content);
/// The facts as readers see them that take the last of members with one name; of the string dialect's document too.
[[nodiscard]] EventFacts lastFactsOf(std::string_view content);
/// The first name that an object of the body, or of its inner document, has twice.
[[nodiscard]] std::optional<std::string> repeatedNameIn(std::string_view content);

/// One of the eight keys of the guide that is not there (or null), and whether that is normal for this event.
struct MissingKey {
    std::string key;
    bool isNull = false;
    bool normal = false;
};

enum class ChangeKind { Changed, Added, Removed, Same };
/// `old` against `new`. `path` as "configuration.objectSizeLimitBytes"; values are wire tokens.
struct Change {
    ChangeKind kind = ChangeKind::Changed;
    std::string path;
    std::string before;
    std::string after;
};

enum class LinkKind { Server, Project, Model, Version, Comment, Object, User };
struct Link {
    LinkKind kind = LinkKind::Project;
    std::string id;
    std::string url;   ///< http or https only, built from canonicalUrl and escaped ids
};

/// A base64 image inside the payload (avatar, screenshot).
struct EmbeddedImage {
    std::string path;       ///< "payload.user.avatar"
    std::string mediaType;  ///< "image/png"
    std::string base64;
};

/// Everything the Event tab shows.
struct Analysis {
    Dialect dialect = Dialect::None;
    EventFacts facts;
    std::vector<MissingKey> missing;
    std::vector<std::string> absent;  ///< paths of event.data that a server of today sends, as "commit.objectId"
    std::vector<Change> changes;
    std::vector<Link> links;
    std::vector<EmbeddedImage> images;
    bool unknownEvent = false;
    std::optional<std::string> repeatedName; ///< an object has it twice
    EventFacts lastFacts;                    ///< with a repeated name: what readers see that take the last one
};
[[nodiscard]] Analysis analyse(std::string_view content);

} // namespace hookloupe::speckle
