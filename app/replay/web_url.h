// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "replay/sending.h"

#include <string>
#include <string_view>

namespace hookloupe::replay {

/// Where a person, or a Location header, says that something is to be sent.
struct WebUrl {
    Target target;
    std::string path;      ///< path and query as they go into the request line: "/hooks/ci?x=1"; "/" if the URL has none
    bool hasPath = false;  ///< the URL has a path of its own (RFC 3986 section 3.3), not only the root that is implied
    std::string hostField; ///< value of the Host field: the port only if it is not the scheme's own
    std::string userInfo;  ///< "user:password", percent-decoded; empty = none. Secret: never shown

    /// The address without user and password, for people and for the store.
    [[nodiscard]] std::string shown() const;
    /// Reaches this machine alone: 127/8, ::1, "localhost" and names below it, unix sockets.
    [[nodiscard]] bool isLoopback() const;
};

/// Reads "http://…", "https://…" and "unix:/run/handler.sock:/path" (a socket's file, then a request path). A fragment is
/// dropped. InvalidInput naming what is wrong with it; the message holds no password.
[[nodiscard]] Result<WebUrl> parseUrl(std::string_view url);

} // namespace hookloupe::replay
