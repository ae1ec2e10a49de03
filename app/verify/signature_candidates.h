// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/autopsy.h"

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::verify {

/// A signature that a header's text can stand for. Its length tells the algorithm.
struct SignatureCandidate {
    std::string mac;
    crypto::HashAlgorithm algorithm = crypto::HashAlgorithm::Sha256;
    EncodingVariant encoding = EncodingVariant::AsScheme;
};

/// Every signature of 20, 32 or 64 bytes that can be read from the header, also where it is not written as
/// the scheme asks: another encoding, a foreign prefix or none, quotes around it.
[[nodiscard]] std::vector<SignatureCandidate> signatureCandidates(const Scheme& scheme,
                                                                  std::string_view header);

} // namespace hookloupe::verify
