// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "crypto/certificate.h"

#include <string>

namespace hookloupe::session {

/// The user's certificate and key, PEM. Unreadable with the path, InvalidInput if the pair can't serve TLS.
[[nodiscard]] Result<crypto::CertificateAndKey> readCertificate(const std::string& certificatePath,
                                                                const std::string& keyPath);

/// The self-signed pair kept in `folder` (certificate.pem, key.pem of mode 0600); made when there is none, or when it is
/// no longer good.
[[nodiscard]] Result<crypto::CertificateAndKey> selfSignedCertificate(const std::string& folder);

} // namespace hookloupe::session
