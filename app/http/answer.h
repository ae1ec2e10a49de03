// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/refusal.h"
#include "http/request.h"

#include <memory>
#include <string>
#include <string_view>

namespace hookloupe::http {

struct WirePlan;

/// An answer before it is written to the wire.
struct Answer {
    int status = 200;
    std::string reason;       ///< empty = the standard phrase (RFC 9110 section 15)
    Headers headers;          ///< without Date, Connection and Content-Length, which the writer adds
    std::string body;
    std::shared_ptr<const WirePlan> plan{}; ///< played instead, if set; of the fields above only the status counts then
};

/// How the answer must be framed for the request it belongs to.
struct AnswerContext {
    bool headRequest = false; ///< HEAD: Content-Length of the body, but no body
    bool keepAlive = true;
    int minorVersion = 1;
    bool headFirst = false;   ///< something was decided between its head and its body (100 Continue)
};

/// What a client waits for that says `Expect: 100-continue` (RFC 9110 section 10.1.1).
inline constexpr std::string_view continueAnswer = "HTTP/1.1 100 Continue\r\n\r\n";

/// The standard reason phrase; "Unknown" for a status that has none.
[[nodiscard]] std::string_view reasonPhrase(int status);

/// The exact bytes: status line, headers in order, Date, Connection, Content-Length, body. 1xx, 204 and 304 carry neither
/// body, Content-Type nor (1xx, 204) Content-Length (RFC 9110 section 8.6). Header names and values with CR, LF or NUL are
/// dropped: nothing can be injected.
[[nodiscard]] std::string writeAnswer(const Answer& answer, const AnswerContext& context);

/// The gate's own answer for a refusal: its status and one plain sentence without any byte of the request; status 0 where
/// nothing is to be sent.
[[nodiscard]] Answer answerForRefusal(Refusal refusal);
/// 400, 408, …; 0 = no answer.
[[nodiscard]] int statusForRefusal(Refusal refusal);

} // namespace hookloupe::http
