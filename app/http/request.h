// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::http {

/// One field line as received: name with its case, value without surrounding white space. Bytes, not text.
struct Header {
    std::string name;
    std::string value;

    bool operator==(const Header&) const = default;
};

using Headers = std::vector<Header>; ///< in wire order, duplicates kept

/// The value of the first field of that name (any case); nothing if there is none.
[[nodiscard]] std::optional<std::string_view> headerValue(const Headers& headers, std::string_view name);
std::optional<std::string_view> headerValue(const Headers&& headers, std::string_view name) = delete; // the value would dangle
[[nodiscard]] std::size_t headerCount(const Headers& headers, std::string_view name);

/// A head that passed the strict parser (RFC 9112).
struct RequestHead {
    std::string method;
    std::string target;       ///< raw
    int minorVersion = 1;     ///< HTTP/1.0 or HTTP/1.1
    Headers headers;
    std::optional<std::uint64_t> contentLength; ///< bytes
    bool chunked = false;
    bool keepAlive = true;    ///< what version and Connection ask for
    bool expectContinue = false;
    bool fromWebPage = false; ///< a browser sent it for a page that it shows
};

/// A whole request, every byte kept.
struct Request {
    RequestHead head;
    std::string rawHead;      ///< from the request line to the empty line, inclusive
    std::string rawBody;      ///< as received: chunk framing and trailers too
    std::optional<std::string> dechunked; ///< set only if chunked
    Headers trailers;

    [[nodiscard]] const std::string& content() const { return dechunked ? *dechunked : rawBody; }
};

/// A raw head read for display: never fails, keeps what it can (also of malformed and refused requests).
struct HeadView {
    std::string method;
    std::string target;
    std::string version;      ///< "HTTP/1.1"
    Headers headers;          ///< a line without colon becomes a field with an empty name
};
[[nodiscard]] HeadView viewHead(std::string_view rawHead);

} // namespace hookloupe::http
