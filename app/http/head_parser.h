// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/refusal.h"
#include "http/request.h"

#include <string>
#include <string_view>

namespace hookloupe::http {

/// Why something was refused; `refusal` is None if it was not.
struct Fault {
    Refusal refusal = Refusal::None;
    std::string note; ///< where and what, without the bytes concerned

    explicit operator bool() const { return refusal != Refusal::None; }
};

/// Reads `method SP target SP version` (RFC 9112 section 3) into `head`.
[[nodiscard]] Fault parseRequestLine(std::string_view line, RequestHead& head);

/// Reads one field line (RFC 9112 section 5) to the end of `headers`. `line` is not empty.
[[nodiscard]] Fault parseFieldLine(std::string_view line, Headers& headers);

/// Whether a browser sent it for a page that it shows.
[[nodiscard]] bool isFromWebPage(const Headers& headers);

/// Judges the whole head: Host, framing, expectation, persistence. Sets contentLength, chunked, keepAlive, expectContinue and
/// fromWebPage.
[[nodiscard]] Fault judgeHead(RequestHead& head);

} // namespace hookloupe::http
