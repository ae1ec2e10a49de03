// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/thread.h"

#include <openssl/crypto.h>

namespace hookloupe::crypto {

void leaveThread()
{
    OPENSSL_thread_stop();
}

} // namespace hookloupe::crypto
