// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "capture/signature.h"
#include "http/request.h"
#include "verify/coverage.h"
#include "verify/scheme.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::verify {

/// Everything a check looks at. Views must outlive the call.
struct Evidence {
    const http::Headers& headers;
    std::string_view content;       ///< body without transfer coding, never re-serialised
    UtcTime now{};                  ///< when it arrived, for the timestamp rule
};

/// A check with what a person needs to see it.
struct Check {
    SignatureResult result;
    std::string received;           ///< the header's value; empty if missing
    std::string expected;           ///< for the secret that matched, else for the first one, in the header's own form; empty if
                                    ///< nothing can be expected
    std::string signedBytes;        ///< what the scheme signs of this request; empty if it could not be found
    std::optional<std::size_t> secret; ///< index of the secret that matched
    Coverage coverage;              ///< what of the body is not signed; all of it is, unless a secret matched
};

/// The verdict alone: the path taken for every request (1.2 µs and a hash of the body for each secret). HMAC contexts are
/// kept per thread and secret.
[[nodiscard]] SignatureResult verdict(const Scheme& scheme, const Evidence& evidence,
                                      const std::vector<std::string>& secrets);
/// The same with the details, for people.
[[nodiscard]] Check check(const Scheme& scheme, const Evidence& evidence, const std::vector<std::string>& secrets);

} // namespace hookloupe::verify
