// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <chrono>
#include <string>

namespace hookloupe::crypto {

struct CertificateAndKey {
    std::string certificatePem;
    std::string privateKeyPem; ///< secret
};

/// A self-signed server certificate for this machine: P-256 key, SAN DNS:localhost, IP:127.0.0.1, IP:::1, valid from an
/// hour ago for `validity`.
[[nodiscard]] Result<CertificateAndKey> makeSelfSignedCertificate(std::chrono::days validity = std::chrono::days(825));

/// InvalidInput with the reason if the pair can't serve TLS: not PEM, key encrypted, key of another certificate, expired, or
/// refused by OpenSSL at the system's security level (key too small, weak signature, …). Takes milliseconds.
[[nodiscard]] Status checkCertificate(const CertificateAndKey& pair);

} // namespace hookloupe::crypto
