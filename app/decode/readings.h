// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "decode/document.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a single value may stand for, beyond its type. Each reading is a pure function: nothing if the value is not of that
/// form. The values are hostile: all sizes are bounded, nothing is fetched, nothing recurses without a limit. Any thread.
namespace hookloupe::decode {

inline constexpr std::size_t longestRead = 16 * 1024 * 1024;  ///< bytes of a value that is looked at

enum class TimeForm { Iso, IsoWithoutZone, Seconds, Milliseconds, Microseconds };
/// RFC 3339 and what differs little from it ("2026-11-22 14:02"), or a Unix time from 2001-09-09 to 2096-10-02.
struct Timestamp {
    UtcTime time;                 ///< without a zone: as if it was UTC
    TimeForm form = TimeForm::Iso;
};
[[nodiscard]] std::optional<Timestamp> timestampOf(std::string_view value);

/// "scheme://…" (RFC 3986), cut at its delimiters; only the query's names and values and the path are percent-decoded.
struct UrlParts {
    std::string scheme;           ///< lower case
    std::string userInfo;         ///< as written; may hold a password
    std::string host;             ///< as written; IPv6 with its brackets
    std::string port;             ///< empty if not given
    std::string path;
    std::vector<std::pair<std::string, std::string>> query; ///< in order, duplicates kept
    bool queryCut = false;        ///< more pairs than `mostPairs`
    std::string fragment;
};
inline constexpr std::size_t mostPairs = 500;
[[nodiscard]] std::optional<UrlParts> urlOf(std::string_view value);

/// A JSON Web Token in compact form (RFC 7519, RFC 7515 section 3.1). Its signature is NOT verified.
struct Jwt {
    struct Time {
        std::string claim;        ///< "exp", "nbf", "iat"
        UtcTime time;
    };
    std::string algorithm;        ///< the header's "alg"; empty if it has none
    std::string header;           ///< indented JSON
    std::string claims;
    std::vector<Time> times;
    std::size_t signatureBytes = 0;
};
[[nodiscard]] std::optional<Jwt> jwtOf(std::string_view value);

/// Base64 in either alphabet (RFC 4648 sections 4 and 5), with or without padding and line breaks, that holds text or
/// something known, or looks too odd for a word. Hex digits alone are not taken for Base64.
struct Base64 {
    std::string bytes;
    bool text = false;            ///< readable UTF-8
    std::string_view type;        ///< sniffed; may be empty
};
[[nodiscard]] std::optional<Base64> base64Of(std::string_view value);

/// A data URL (RFC 2397).
struct DataUrl {
    std::string mediaType;        ///< as written; "text/plain" if none is (RFC 2397 section 2)
    bool base64 = false;
    bool broken = false;          ///< its Base64 is not valid: no bytes
    std::string bytes;
    bool text = false;
};
[[nodiscard]] std::optional<DataUrl> dataUrlOf(std::string_view value);

/// All that a value can be read as.
struct Readings {
    std::optional<Timestamp> timestamp;
    std::optional<UrlParts> url;
    std::optional<Jwt> jwt;
    std::optional<Base64> base64;
    std::optional<DataUrl> dataUrl;

    [[nodiscard]] bool empty() const { return !timestamp && !url && !jwt && !base64 && !dataUrl; }
};
[[nodiscard]] Readings readingsOf(std::string_view value);

/// Whether a string is itself the text of a JSON object or array that is not empty, or of a string that is (double encoding
/// can be done more than once).
[[nodiscard]] bool holdsJson(std::string_view text);
/// The strings of a document that hold JSON: indexes into its nodes, ascending. Linear in the text.
[[nodiscard]] std::vector<std::int32_t> stringsHoldingJson(const Document& document);

} // namespace hookloupe::decode
