// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/signature.h"
#include "http/request.h"
#include "verify/scheme.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::verify {

enum class HeaderState { Missing, Malformed, Good };

/// What a request's headers say about its signature, taken apart in the scheme's form.
struct ReceivedSignature {
    HeaderState state = HeaderState::Missing;
    std::string_view value;        ///< of the signature header; of its first field if it is repeated
    std::vector<std::string> macs; ///< decoded, each of the algorithm's size; not empty if Good
    std::string_view timestamp;    ///< as sent; empty if the scheme has none or it is missing
    std::string_view id;
    std::optional<std::int64_t> seconds; ///< the timestamp in s since 1970
};
[[nodiscard]] ReceivedSignature readSignature(const Scheme& scheme, const http::Headers& headers);

/// Seconds since 1970 in up to twelve digits; nothing if it is anything else.
[[nodiscard]] std::optional<std::int64_t> secondsOf(std::string_view text);

/// The part of a content that a scheme signs, without copying it where it can be helped.
struct CoveredBody {
    Dialect dialect = Dialect::None;
    std::optional<std::string> decoded; ///< what Speckle's string dialect signs: the payload alone
    std::string_view content;
    bool readable = true; ///< false: string dialect whose payload can't be found or decoded

    [[nodiscard]] std::string_view bytes() const { return decoded ? std::string_view(*decoded) : content; }
};
[[nodiscard]] CoveredBody coveredBody(const Scheme& scheme, std::string_view content);

/// The bytes of a payload that is an object, as they stand in the body; nothing if it is none.
[[nodiscard]] std::optional<std::string> payloadObject(std::string_view content);

/// What stands before the body in the signed bytes: "v0:1531420618:"; empty for schemes that sign the body
/// alone.
[[nodiscard]] std::string signedLead(const Scheme& scheme, const ReceivedSignature& received);

/// The HMAC key that a saved secret stands for; nothing if it is not of the scheme's form. Wipe it after use.
[[nodiscard]] std::optional<std::string> keyOf(const Scheme& scheme, std::string_view secret);

/// HMAC pads its key with zeros, so a key of zeros alone is the empty key (RFC 2104 section 2).
[[nodiscard]] bool isEmptyKey(std::string_view key);

/// A signature as the scheme's header would carry it.
[[nodiscard]] std::string headerForm(const Scheme& scheme, std::string_view mac, std::string_view timestamp);

} // namespace hookloupe::verify
