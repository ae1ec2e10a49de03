// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "capture/capture.h"
#include "client/deliver.h"

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::ui {

/// A captured request as the user edits it. As long as nothing is edited, its bytes are those of the capture.
struct Draft {
    CapturePtr original;     ///< never null
    std::string head;        ///< request line to empty line, every byte
    std::string content;     ///< the body without chunk framing
    bool fitLength = true;   ///< Content-Length follows the content when that was changed
};
[[nodiscard]] Draft draftOf(CapturePtr capture);
[[nodiscard]] bool isAsCaptured(const Draft& draft);

/// One line of a head, with its line end.
using HeadLines = std::vector<std::string>;
[[nodiscard]] HeadLines linesOf(std::string_view head);      ///< the request line first, the empty line last, if it is there
[[nodiscard]] std::string joined(const HeadLines& lines);

/// Other words in the request line; the rest of the head stays, byte for byte.
[[nodiscard]] std::string withRequestLine(std::string_view head, std::string_view method, std::string_view target);

/// The body as it goes behind that head: with chunk framing if the head announces it, that of the capture as long as the
/// content is the capture's, else one chunk and the capture's trailers.
[[nodiscard]] std::string framedBody(const Capture& original, std::string_view head, std::string_view content);

enum class SignWith {
    Nothing,
    EndpointSecret,
    OtherSecret,
    NoSecret,      ///< with the empty key, as Speckle signs for a webhook without a secret
};

/// How a replay is signed anew, or not.
struct Signing {
    SignWith with = SignWith::Nothing;
    std::string scheme = "speckle";
    std::string secret;                   ///< of EndpointSecret too
    Dialect dialect = Dialect::None;      ///< the body is sent in this one; None: as it is

    bool operator==(const Signing&) const = default;
};

/// All that says what goes out.
struct Plan {
    Draft draft;
    client::WebUrl url;
    client::Mode mode = client::Mode::Exact;
    Signing signing;
    /// Names of fields that are not sent to that host. Speckle has no request without a signature: left out, it is that of a
    /// webhook without a secret.
    std::vector<std::string> leftOut;
    UtcTime now{};                        ///< for schemes that sign a time
};

/// What is sent. A path in the URL replaces the request's target. InvalidInput if it cannot be signed, or not be put into
/// the dialect; Unsupported if Speckle is to deliver a signature that the request does not have. Any thread.
[[nodiscard]] Result<client::Shipment> shipmentOf(const Plan& plan);

/// What is to be named before it goes to another machine: the fields of its head, and those behind its last chunk.
[[nodiscard]] std::vector<std::string> credentialFields(const client::Shipment& shipment);

} // namespace hookloupe::ui
