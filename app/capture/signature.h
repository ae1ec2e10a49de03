// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hookloupe {

/// What the check of a signature found. Stored by number: append only.
enum class SignatureVerdict {
    NotJudged = 0,         ///< a malformed or refused request: nothing was checked
    Valid = 1,
    ValidEmptySecret = 2,  ///< matches the HMAC with the empty key: anyone can compute it, so it authenticates nobody
    Mismatch = 3,
    HeaderMissing = 4,
    HeaderMalformed = 5,   ///< the header is there, but is not of the scheme's form (length, alphabet, prefix)
    NoSecret = 6,          ///< the endpoint has no secret, so there is nothing to check against
    BodyUnreadable = 7,    ///< the scheme signs a part of the body that could not be found in it
    Stale = 8,             ///< the signature matches, but its signed timestamp is outside the scheme's tolerance
    UnsignedMembers = 9,   ///< it matches the payload alone, and the body has members beside it: anyone may have put them there
    RepeatedPayload = 10,  ///< it matches the first payload alone; what follows may be another one, which readers would take
    WholeBodyInside = 11,  ///< it matches, but what was signed is the whole body of another request, sent again as a payload
    SecretsUnreadable = 12, ///< the endpoint has secrets that cannot be read now. Never stored: CaptureSummary::now alone says it
};

/// The two forms of Speckle's request (speckle.md section 1).
enum class Dialect {
    None = 0,    ///< not a Speckle body
    Object = 1,  ///< {"payload":{…}}: server 2.12.0 and later; the signature covers the whole body
    String = 2,  ///< {"payload":"…"}: server 2.11 and earlier; the signature covers the decoded inner string
};

/// The stored outcome of a signature check.
struct SignatureResult {
    SignatureVerdict verdict = SignatureVerdict::NotJudged;
    std::string scheme;  ///< name in verify's registry, e.g. "speckle"; empty when not judged
    Dialect dialect = Dialect::None;

    bool operator==(const SignatureResult&) const = default;
};

} // namespace hookloupe
