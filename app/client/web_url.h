// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "client/sending.h"

#include <string>
#include <string_view>

namespace hookloupe::client {

/// Where a person, or a Location header, says that something is to be sent.
struct WebUrl {
    Target target;
    std::string path;      ///< path and query as they go into the request line: "/hooks/ci?x=1"; "/" if the URL has none
    bool hasPath = false;  ///< the URL has a path of its own (RFC 3986 section 3.3), not only the root that is implied
    std::string hostField; ///< value of the Host field: the port only if it is not the scheme's own
    std::string userInfo;  ///< "user:password", percent-decoded; empty = none. Secret: never shown

    /// The address without user and password, for people and for the store.
    [[nodiscard]] std::string shown() const;
    /// Reaches this machine alone: 127/8, ::1, unix sockets, and "localhost" and names below it, for which no resolver is asked:
    /// see isLocalName().
    [[nodiscard]] bool isLoopback() const;
};

/// "localhost" and names below it: a Wire connects to 127.0.0.1 and ::1 for them (RFC 6761 section 6.3), whatever a resolver says.
[[nodiscard]] bool isLocalName(std::string_view host);

/// Reads "http://…", "https://…" and "unix:/run/handler.sock:/path" (a socket's file, then a request path). A fragment is
/// dropped; what may not stand in a request line, such as a space or "é", is percent-encoded; names beyond ASCII become
/// Punycode. InvalidInput naming what is wrong with it; the message holds no password.
[[nodiscard]] Result<WebUrl> parseUrl(std::string_view url);

/// A URL as somebody wrote it, for people: without user and password, be it a URL or not. What stands in front of the last "@" of
/// one that cannot be read may be a password, all of it.
[[nodiscard]] std::string shownUrl(std::string_view written);

/// Where a Location header leads from `base` (RFC 3986 section 5.2, with the backslashes of the WHATWG's URL Standard). A
/// reference without a host keeps base's user and password, as in that standard; any other has its own or none. Only to http
/// and https: InvalidInput for everything else, so that no receiver can point to a unix socket of this machine.
[[nodiscard]] Result<WebUrl> resolved(const WebUrl& base, std::string_view location);

} // namespace hookloupe::client
