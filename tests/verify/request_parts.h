// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"
#include "support/wire_file.h"
#include "verify/verify.h"

#include <QtGlobal>

#include <string>
#include <vector>

namespace hookloupe::test {

inline const verify::Scheme& scheme(std::string_view name)
{
    const verify::Scheme* const found = verify::findScheme(name);
    if (found == nullptr)
        qFatal("no scheme of that name");
    return *found;
}

/// The header fields of a recorded head, split with no parser of ours.
inline http::Headers headersOf(const std::string& head)
{
    http::Headers headers;
    std::size_t at = head.find("\r\n") + 2;
    for (std::size_t end = head.find("\r\n", at); end != at; at = end + 2, end = head.find("\r\n", at)) {
        const std::size_t colon = head.find(": ", at);
        headers.push_back({head.substr(at, colon - at), head.substr(colon + 2, end - colon - 2)});
    }
    return headers;
}

inline UtcTime at(std::int64_t seconds)
{
    return UtcTime(std::chrono::seconds(seconds));
}

/// A request as far as a signature is concerned, which owns what Evidence only looks at.
struct SignedRequest {
    http::Headers headers;
    std::string content;
    UtcTime now{};

    [[nodiscard]] verify::Evidence evidence() const { return {headers, content, now}; }
};

inline SignedRequest speckleRequest(const std::string& signature, const std::string& content)
{
    return {{{"Content-Type", "application/json"}, {"X-WEBHOOK-SIGNATURE", signature}}, content};
}

} // namespace hookloupe::test
