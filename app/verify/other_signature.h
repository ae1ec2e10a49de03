// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/verify.h"

#include <optional>
#include <string>
#include <vector>

namespace hookloupe::verify {

/// A signature that a request carries though it is judged by another scheme, whose header it lacks.
struct OtherSignature {
    const Scheme* scheme = nullptr; ///< whose it is, in the registry; never null
    std::string_view header{};      ///< where it stands: the scheme's, or an older one
    bool older = false;             ///< in a form that no scheme of the registry takes: it can be told, and not be chosen
    SignatureVerdict verdict = SignatureVerdict::NotJudged; ///< by that form; it explains, and makes nothing valid

    /// One of the secrets gives it; whether it covers the body and is fresh is another question.
    [[nodiscard]] bool secretFits() const;
    bool operator==(const OtherSignature&) const = default;
};

/// Nothing if the request has the header of `judged`, if no other scheme's is there, or without a secret. One that fits goes before
/// one that does not. Costs a check for each scheme whose header is there. Pure; any thread.
[[nodiscard]] std::optional<OtherSignature> otherSignature(const Scheme& judged, const Evidence& evidence,
                                                           const std::vector<std::string>& secrets);

} // namespace hookloupe::verify
