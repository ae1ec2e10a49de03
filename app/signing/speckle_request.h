// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::signing {

inline constexpr std::string_view signatureField = "X-WEBHOOK-SIGNATURE";

/// One delivery as Speckle makes it.
struct Delivery {
    std::string target;    ///< "/hooks/ci?x=1"
    std::string host;      ///< the Host field's value: "127.0.0.1:4100", without the port if it is the scheme's own
    std::string userInfo;  ///< "user:password" of the webhook's URL, decoded; empty = none
    std::string body;
    std::string secret;    ///< empty: signed with the empty key, as Speckle does for a webhook without secret
    std::optional<std::string> signature{}; ///< sent as it is, instead of signing
    bool get = false;      ///< a redirect turned the POST into a GET: without body and length, but with the signature of it
};

/// `X-WEBHOOK-SIGNATURE` for a body: by its dialect over the whole of it, or over the decoded inner string.
[[nodiscard]] std::string speckleSignature(std::string_view body, std::string_view secret);

/// The whole request, byte for byte as Speckle Server 2.31 sends it (speckle.md section 2): its header fields in its order.
[[nodiscard]] std::string speckleRequest(const Delivery& delivery);

} // namespace hookloupe::signing
