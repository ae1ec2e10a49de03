// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "crypto/certificate.h"
#include "session/settings.h"

#include <optional>
#include <string>

namespace hookloupe::session {

/// The user's certificate and key, PEM. Unreadable with the path, InvalidInput if the pair can't serve TLS.
[[nodiscard]] Result<crypto::CertificateAndKey> readCertificate(const std::string& certificatePath,
                                                                const std::string& keyPath);

/// The self-signed pair kept in `folder` (certificate.pem, key.pem of mode 0600); made when there is none, or when it is
/// no longer good.
[[nodiscard]] Result<crypto::CertificateAndKey> selfSignedCertificate(const std::string& folder);

/// With which certificate to serve HTTPS, if at all.
struct TlsChoice {
    TlsMode mode = TlsMode::Off;
    std::string certificatePath;    ///< for TlsMode::Files
    std::string keyPath;
};

/// What --tls-cert, --tls-key and --tls-self-signed ask for; InvalidInput unless it is a certificate with its key, or a
/// self-signed one, or neither.
[[nodiscard]] Result<TlsChoice> tlsChoice(const std::optional<std::string>& certificatePath,
                                          const std::optional<std::string>& keyPath, bool selfSigned);
[[nodiscard]] TlsChoice tlsChoice(const Settings& settings);

/// Reads what was chosen, or makes it in `folder`; nothing for TlsMode::Off. Errors as of the two above.
[[nodiscard]] Result<std::optional<crypto::CertificateAndKey>> certificateFor(const TlsChoice& choice,
                                                                              const std::string& folder);

} // namespace hookloupe::session
