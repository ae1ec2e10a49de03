// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/integrity.h"

#include "crypto/hmac.h"

namespace hookloupe::store {

namespace {
constexpr std::size_t digestBytes = 32;
}

bool isUnaltered(const Capture& capture)
{
    return capture.contentSha256.size() != digestBytes
           || capture.contentSha256 == crypto::digest(crypto::HashAlgorithm::Sha256, capture.content());
}

} // namespace hookloupe::store
