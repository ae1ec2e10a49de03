// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <openssl/x509.h>

namespace hookloupe::crypto {

/// Whether OpenSSL serves TLS 1.2 or later with this certificate, its key and the chain behind it, at the security level that
/// the system sets and that Qt takes over. Not judged but tried: all is loaded as a server loads it, and a handshake is made in
/// memory with a client that accepts any certificate. InvalidInput with OpenSSL's reason, and what to do. Takes milliseconds.
[[nodiscard]] Status tryTls(X509* certificate, const STACK_OF(X509)* chain, EVP_PKEY* key);

} // namespace hookloupe::crypto
