// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "capture/request_path.h"

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe {

/// A place webhooks are sent to: the fields of Speckle's form, without the secret, which lives in the keychain.
struct Endpoint {
    EndpointId id = catchAllEndpoint;
    std::string path;          ///< "/hooks/ci": of the form that normalisedPath() gives; empty for the catch-all
    std::string description;
    std::vector<std::string> triggers; ///< wire names of the events expected; empty = all
    std::string scheme = "speckle";    ///< name in verify's registry
    bool enabled = true;               ///< disabled answers 503
    bool rejectInvalid = true;         ///< answer 401 when a secret is set and the signature is not good
    bool acceptUnsigned = false;       ///< members beside a payload that alone is signed do not make a signature bad
    std::string answer{};              ///< what is answered, as text (answers/answer_plan.h); empty = 200 OK
    std::string forward{};             ///< where requests are passed on to, as text (forward/forwarding.h); empty = nowhere

    bool operator==(const Endpoint&) const = default;
};

/// Whether an event is one that the endpoint is to get; no triggers mean all.
[[nodiscard]] bool expects(const Endpoint& endpoint, std::string_view wireName);

/// An endpoint with the secrets it has now (memory only; never stored with it, logged or shown).
struct ArmedEndpoint {
    Endpoint endpoint;
    std::vector<std::string> secrets; ///< raw bytes, newest first; {""} = the empty secret; {} = none set
    bool held = false;                ///< answers 503 because of a loop, until it is released; not the user's `enabled`
    bool unreadable = false;          ///< it has secrets that cannot be read now: nobody can be judged

    /// Answers 503, as it would let in whoever it is to reject.
    [[nodiscard]] bool closed() const { return unreadable && endpoint.rejectInvalid; }
};

/// The endpoint that takes a request path: the longest one whose path is the same or a parent at a `/` boundary, else the
/// catch-all, else nullptr. `target` is the raw request target (origin or absolute form); its query does not count. Spellings
/// that mean the same path are the same (normalPath()); where servers read a path differently, each reading counts, one that leads
/// to an endpoint with secrets most, so that no spelling that reaches a handler behind a secret goes round it. An escaped slash, a
/// backslash and letters of the other case count for endpoints with secrets alone. O(endpoints).
[[nodiscard]] const ArmedEndpoint* endpointFor(const std::vector<ArmedEndpoint>& endpoints, std::string_view target);

/// A user's path in the one form that is kept: normal (normalPath()), "/" in front, no "/" at the end, at most 1,024 bytes of
/// RFC 3986 path characters. Nothing if it is not a path (empty, "?" or "#", spaces, control characters).
[[nodiscard]] std::string normalisedPath(std::string_view path);

} // namespace hookloupe
