// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/certificate.h"

#include <string>
#include <vector>

namespace hookloupe::test {

/// A certificate with its key as somebody might hand it to a server by mistake, made when it is asked for.
struct OddCertificate {
    std::string name;
    crypto::CertificateAndKey pair;
    std::string reason; ///< part of the refusal's words; empty: a server can use it, whatever its clients say
};

/// More than 20: keys that are too small, weak signatures, wrong dates, wrong keys, uses that were not meant, chains that do
/// not fit. Made with OpenSSL at its lowest security level, as whoever made them did.
[[nodiscard]] std::vector<OddCertificate> oddCertificates();

} // namespace hookloupe::test
