// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/random.h"

#include <openssl/rand.h>

namespace hookloupe::crypto {

std::string randomBytes(std::size_t count)
{
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        bytes.clear();
    return bytes;
}

} // namespace hookloupe::crypto
