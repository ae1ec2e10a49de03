// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "http/answer.h"
#include "http/answer_reader.h"
#include "client/web_url.h"

#include <string>
#include <string_view>

namespace hookloupe::forward {

/// The head of a captured request as a handler gets it; the body follows as it came, chunk framing and all. Every byte is the
/// captured one but for this:
///  - the request line says HTTP/1.1, and the target's path and query if its URL has a path of its own, else the captured
///    target without scheme and host;
///  - Host names the target, in its old place (in front, if there was none);
///  - left out are the fields of one hop (RFC 9110 section 7.6.1): Connection and what it names, Keep-Alive,
///    Proxy-Connection, Proxy-Authorization, TE, Upgrade, and Expect, which was met when the body was taken;
///  - with `xForwarded`, X-Forwarded-For, -Host and -Proto stand at the end, and what the sender wrote into fields of that kind
///    (X-Forwarded-…, Forwarded) is left out: a handler that believes them is not to believe a stranger;
///  - a Hookloupe-Hops field with `hop` stands at the end, by which a request that comes back is known; empty = none.
[[nodiscard]] std::string headFor(const Capture& capture, const client::WebUrl& target, bool xForwarded,
                                  std::string_view hop = {});

/// A store's mark in Hookloupe-Hops: 16 hex digits that nothing can be learned from, another one on each machine.
[[nodiscard]] std::string hopOf(const std::string& storeId);
/// Whether a head says that the request has gone through there: one field or several, each a list.
[[nodiscard]] bool hasHop(std::string_view head, std::string_view hop);

/// A handler's answer as the sender gets it: status, reason, fields in their order and content, without the fields of one
/// hop and without those that framing it anew writes (Content-Length, Date).
[[nodiscard]] http::Answer answerFor(const http::ReceivedAnswer& received);

} // namespace hookloupe::forward
