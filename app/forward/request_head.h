// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "http/answer.h"
#include "http/answer_reader.h"
#include "replay/web_url.h"

#include <string>

namespace hookloupe::forward {

/// The head of a captured request as a handler gets it; the body follows as it came, chunk framing and all. Every byte is the
/// captured one but for this:
///  - the request line says HTTP/1.1, and the target's path and query if its URL has a path of its own, else the captured
///    target without scheme and host;
///  - Host names the target, in its old place (in front, if there was none);
///  - left out are the fields of one hop (RFC 9110 section 7.6.1): Connection and what it names, Keep-Alive,
///    Proxy-Connection, Proxy-Authorization, TE, Upgrade, and Expect, which was met when the body was taken;
///  - with `xForwarded`, X-Forwarded-For, -Host and -Proto stand at the end, beside those that were there.
[[nodiscard]] std::string headFor(const Capture& capture, const replay::WebUrl& target, bool xForwarded);

/// A handler's answer as the sender gets it: status, reason, fields in their order and content, without the fields of one
/// hop and without those that framing it anew writes (Content-Length, Date).
[[nodiscard]] http::Answer answerFor(const http::ReceivedAnswer& received);

} // namespace hookloupe::forward
